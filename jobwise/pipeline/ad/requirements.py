"""What an ad asks for, each with its exact words."""

import re
from collections.abc import Iterable, Iterator, Sequence

from jobwise.domain.posting import Requirement, RequirementKind
from jobwise.matching.fluency import with_level
from jobwise.matching.occupations import is_occupation
from jobwise.matching.skills import find_skills
from jobwise.matching.word_forms import words as words_in
from jobwise.pipeline.ad.asked import Asked, asked_in
from jobwise.pipeline.ad.denials import is_denied
from jobwise.pipeline.ad.duties import duties_of
from jobwise.pipeline.ad.experience import degrees_in, experience_in
from jobwise.pipeline.ad.groups import groups_of
from jobwise.pipeline.ad.headings import Section
from jobwise.pipeline.ad.importance import is_wished
from jobwise.pipeline.ad.licences import licences_in, qualifications_in
from jobwise.pipeline.ad.passages import Passage
from jobwise.pipeline.ad.phrases import objects_in

_ASKING: frozenset[Section] = frozenset({"duties", "must", "nice"})
_DEGREE_WORDS = re.compile(
    r"degree|diploma|bachelor|ged\b|\b(?:will|should|must|you) (?:have|hold) an? (?:ph\.?d|doctorate"
    r"|master|msc|mba)",
    re.IGNORECASE,
)
_ASKS_OF_PERSON = re.compile(
    r"\b(?:must|require[sd]?|looking for|seek\w*|candidates?|applicants?|individuals?|person"
    r"|you (?:are|have|should|must)"
    r"|you.re|should|ability|able to|skills|wir suchen|recherchons|buscamos)\b",
    re.IGNORECASE,
)
_LANGUAGE_CUE = re.compile(
    r"fluen\w*|speak\w*|spoken|written|bilingual|native|language|verbal|proficien\w*|business|read\b|c1"
    r"|b2|kenntnisse"
    r"|courant|nivel|maîtrise|sprach\w*|deutsch|idioma|hablad\w*|\bde l.anglais\b|level|plus|helpful"
    r"|desirable|advantage|required|preferred|essential|\bmust\b",
    re.IGNORECASE,
)
_TRAIT = re.compile(
    r"\b(?:ability to|able to|willing(?:ness)? to|capable of|capacity to|fähigkeit|capacité à"
    r"|capacidad (?:de|para))\s+"
    r"((?:[\w'’-]+[ ]){1,5}[\w'’-]+)",
    re.IGNORECASE,
)
_OF_PLACE = re.compile(
    r"[\s,]+(?:\w+,?\s+)?(?:environment|transportation|vehicle|car|staff|team|company|organi[sz]ation"
    r"|industry|culture|workplace|business)\b",
    re.IGNORECASE,
)
"""Words after an adjective that speaks of the firm, not of the person: "a dynamic team"."""
_BODY = re.compile(
    r"\b(?!(?:Business|Database|Systems?|Network|Office|Public|Health|Linux|Unix|Server|Windows) Admin)"
    r"(?:[A-Z][\w&-]+ (?:(?:and|of|for|&) )?){1,4}"
    r"(?:Administration|Department|Division|Agency|Commission|Bureau|Association|Authority|Council"
    r"|Ministry)\b"
    r"|\b(?:[Ww]ith|[Bb]y|[Tt]hrough|[Vv]ia|[Aa]bout|[Aa]t) (?:[A-Z][\w&]+ ){1,3}"
    r"(?:Recruiting|Recruitment|Staffing|Personnel|Consulting|Resourcing)\b"
)
"""Names of bodies and departments, whose words ask for nothing: "Food and Drug Administration"."""
_PART_OF_A_WORD = re.compile(
    r"[-‑](?:ready|friendly|proof|minded|safe)\b|(?<=onfident) (?:with|in|using)\b"
    r"|(?<=eporting)\s(?:directly )?(?:in)?to\b"
    r"|\s\d{1,3}[.,]\d{3}\b"
)
"""What follows a name that is no demand of its own: "audit-ready", "confident with", "CAD 62,000"."""
_PEOPLE = re.compile(r"\s([a-z]+)s\b")
_IDIOM = re.compile(
    r"\bin production$|\bon (?:the|our|an?) (?:[\w-]+ )?rota$|\bour (?:\w+ )?(?:helpdesk|service desk"
    r"|website)$"
)
"""Words that name no skill where they stand so: what runs in production is not manufacturing."""
_LONGEST_IDIOM = 100
_NOT_A_TRAIT = re.compile(
    r"\d|\b(?:hours?|lift|stand|walk|sit|travel|shifts?|rota|days?|weekends?|nights?|overtime|pass|his|her"
    r"|relocate)\b",
    re.IGNORECASE,
)
"""Terms and bodily demands, which no résumé answers."""


def requirements_of(
    ad: str, passages: Sequence[Passage], names: Sequence[str] = (), pointed: Sequence[str] = ()
) -> tuple[Requirement, ...]:
    """Everything asked for, in the order of the ad, each skill once (as a must-have where one place says so).

    `names`: the job's title, then the employer and the place, whose words ask for nothing. `pointed`: words
    of the ad that somebody else says are asked for; what they mean is told by the same rules.
    """
    found: list[Asked] = []
    for passage in passages:
        if passage.section in _ASKING and not passage.heading:
            taken = _named_places(passage, names)
            free = (
                a
                for a in _in_passage(passage)
                if not _is_denied(passage, a)
                if a.kind == "licence" or not any(start <= a.start and a.end <= end for start, end in taken)
            )
            found += _without_overlap([*free, *_pointed_at(passage, pointed, taken)])
    named = _unique(found)
    ordered = sorted([*named, *duties_of(passages, named, names)], key=lambda asked: asked.start)
    groups = groups_of(ad, ordered)
    return tuple(
        Requirement(
            id=f"r{number}",
            text=ad[asked.start : asked.end],
            start=asked.start,
            end=asked.end,
            kind=asked.kind,
            importance=asked.importance,
            skill=asked.skill,
            group=groups.get(asked.start),
            years=asked.years,
            sentence_start=asked.passage.start,
            sentence_end=asked.passage.end,
        )
        for number, asked in enumerate(ordered, start=1)
    )


def _pointed_at(
    passage: Passage, pointed: Sequence[str], taken: Sequence[tuple[int, int]]
) -> Iterator[Asked]:
    """Words that were pointed at, where they stand in this passage and name nobody."""
    for words in pointed:
        for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", passage.text):
            start, end = match.span()
            if not any(s < passage.start + end and passage.start + start < e for s, e in taken):
                yield asked_in(passage, start, end, "knowledge")


def _is_denied(passage: Passage, asked: Asked) -> bool:
    """Whether it is said not to be asked for, and nothing says that it would be liked."""
    start, end = asked.start - passage.start, asked.end - passage.start
    return is_denied(passage.text, start, end) and not is_wished(passage.text, start)


def _named_places(passage: Passage, names: Sequence[str]) -> list[tuple[int, int]]:
    """Where the employer and other bodies stand, and the title outside of what is asked for."""
    title, *others = (*names, "")
    wanted = others if passage.section in {"must", "nice"} else [title, *others]
    bodies = [(passage.start + m.start(), passage.start + m.end()) for m in _BODY.finditer(passage.text)]
    return bodies + [
        (passage.start + match.start(), passage.start + match.end())
        for name in wanted
        if name
        for match in re.finditer(rf"\b{re.escape(name)}", passage.text, re.IGNORECASE)
    ]


def _in_passage(passage: Passage) -> Iterator[Asked]:
    text = passage.text
    listed = passage.section != "duties"
    asks = listed or _ASKS_OF_PERSON.search(text)
    yield from experience_in(passage)
    if listed or _DEGREE_WORDS.search(text):
        yield from degrees_in(passage)
    if listed:
        yield from qualifications_in(passage)
    for span in find_skills(text):
        if _IDIOM.search(text[max(0, span.end - _LONGEST_IDIOM) : span.end]) or _PART_OF_A_WORD.match(
            text, span.end
        ):
            continue
        beside = _PEOPLE.match(text, span.end)
        if beside and is_occupation(beside[1]) and not listed:
            continue  # "work with infection control nurses" asks for nobody's infection control
        kind: RequirementKind = "trait" if span.kind == "skill" else span.kind
        if (span.kind == "language" and passage.section == "duties" and not _LANGUAGE_CUE.search(text)) or (
            kind == "trait" and (not asks or _OF_PLACE.match(text, span.end))
        ):
            continue
        place = with_level(text, span.start, span.end) if kind == "language" else (span.start, span.end)
        yield asked_in(passage, *place, kind, span)
    if listed or _ASKS_OF_PERSON.search(text) or _DEGREE_WORDS.search(text):
        yield from licences_in(passage)
    yield from objects_in(passage)
    if listed:
        for match in _TRAIT.finditer(text):
            end = match.start(1) + len(re.split(r"\s(?:and|or|in|with|to|for|of|the)\s*$", match[1])[0])
            if not _NOT_A_TRAIT.search(match[1]):
                yield asked_in(passage, match.start(1), end, "trait")


def _without_overlap(found: Iterable[Asked]) -> list[Asked]:
    """Skills inside the words of an experience or degree stay; phrases that hold a named skill go."""
    kept: list[Asked] = []
    for asked in found:
        wide = asked.kind in {"experience", "education"}
        clash = [k for k in kept if k.start < asked.end and asked.start < k.end]
        if any(not wide and k.kind not in {"experience", "education"} for k in clash):
            continue
        if asked.kind in {"experience", "education"} and any(k.kind == asked.kind for k in clash):
            continue
        if asked.kind == "knowledge" and any(k.kind == "education" for k in clash):
            continue
        of_years = any(k.kind == "experience" and k.end == asked.end for k in clash)
        if of_years and asked.kind == "knowledge" and not asked.skill:
            continue  # "lifts" of "two years of experience with lifts" is asked for once
        kept.append(asked)
    return kept


def _unique(found: Sequence[Asked]) -> list[Asked]:
    """One of each skill, by concept or words: a must-have where any place asks for it.

    Two skills of one stem stay two ("driving", "driven"); a phrase with the words of a skill is that skill.
    """
    kept: list[Asked] = []
    places: dict[tuple[str, str], int] = {}
    for asked in found:
        own, sought = _keys(asked)
        place = next((places[key] for key in sought if key in places), len(kept))
        if place == len(kept):
            kept.append(asked)
        elif _weight(asked) > _weight(kept[place]):
            known = kept[place]
            unnamed = known.skill and not asked.skill
            kept[place] = asked._replace(skill=known.skill, kind=known.kind) if unnamed else asked
        for key in own:
            places.setdefault(key, place)
    return kept


def _keys(asked: Asked) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    """What a thing asked for is known by, and by what the same thing is sought that came before."""
    offset = asked.passage.start
    written = asked.passage.text[asked.start - offset : asked.end - offset]
    if asked.kind in {"experience", "education"}:
        whole = ((asked.kind, written.casefold()),)
        return whole, whole
    stems = " ".join(word.key for word in words_in(written))
    phrase, named = ("phrase", stems), ("named", stems)
    if asked.skill:
        skill = ("skill", asked.skill.casefold())
        return (skill, named), (skill, phrase)
    return (phrase,), (phrase, named)


def _weight(asked: Asked) -> int:
    """A must-have counts before a wish, but a wish of a list before the duties.

    *Why, and why of what has a name alone:* "Kafka is a plus" says more of Kafka than "you run our
    services on Kafka"; "sales to dentists is a plus" takes nothing back of "you are in sales".
    """
    listed = asked.passage.section != "duties"
    exact = listed and asked.kind in {"tool", "licence", "language"}
    return (0, 2)[exact] if asked.importance == "nice" else (1, 3)[listed]
