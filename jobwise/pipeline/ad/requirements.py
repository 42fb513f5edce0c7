"""What an ad asks for, each with its exact words."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from jobwise.domain.posting import Degree, Importance, Requirement, RequirementKind
from jobwise.matching.degrees import degree_in
from jobwise.matching.skills import SkillSpan, find_skills
from jobwise.pipeline.ad.importance import importance_at
from jobwise.pipeline.ad.passages import Passage, Section

MOST_RESPONSIBILITIES = 8
_ASKING: frozenset[Section] = frozenset({"duties", "must", "nice"})
_NUMBERS = {
    word: number
    for number, words in enumerate(
        "one|ein|un|uno;two|zwei|deux|dos;three|drei|trois|tres;four|vier|quatre|cuatro;five|fünf|cinq|cinco;"
        "six|sechs;seven|sieben;eight|acht;nine|neun;ten|zehn|dix|diez".split(";"),
        start=1,
    )
    for word in words.split("|")
}
_YEARS = re.compile(
    rf"\b(\d{{1,2}}|{'|'.join(_NUMBERS)})(?:\s*\(\d+\))?\s*\+?\s*(?:(?:-|–|to|bis|à|a|or)\s*\d{{1,2}}\s*\+?\s*)?"
    r"(?:or more |plus |full |solid )?(?:years?|yrs?\.?|jahre?n?|ans|années|años)\b(?:'|’)?",
    re.IGNORECASE,
)
_OF_WORK = re.compile(
    r"experience|exp\b|erfahrung|expérience|experiencia|background|work(?:ing|ed)?\b|in (?:a|the|sales|an)|role",
    re.IGNORECASE,
)
_NOT_OF_WORK = re.compile(
    r"\b(?:old|of age|in business|for over|for more than|anniversary|warranty|ago|history of the)\b",
    re.IGNORECASE,
)
_DEGREE = re.compile(
    r"\b(?:bachelor\w*(?:['’]s?)?|master(?:['’]?s)(?: degree)?|master (?:of|in|degree)|ph\.?d\.?|doctorate|mba|"
    r"associate(?:['’]?s)?(?: degree|(?= in\b))|"
    r"b\.?sc?\.?(?=[\s/,)])(?!\s*\w*\s*&)|b\.?a\.?(?=[\s/,)])|m\.?sc\.?(?=[\s/,)])|(?:university|college|4[- ]year|four[- ]year|undergraduate|graduate|"
    r"advanced|technical)? ?degree(?!s? of)|high[- ]school(?: diploma| degree| graduate)?(?:\s*(?:/|or)?\s*ged)?|ged\b|"
    r"abitur|hochschulabschluss|(?:abgeschlossenes )?studium|ausbildung|bac ?\+ ?\d|licence|diplôme|titulación|grado|licenciatura)"
    r"(?:[^.;\n]{0,60}?\b(?:in|of|en|der|im)\s+[^.;\n:()]{3,60})?",
    re.IGNORECASE,
)
_LANGUAGE_CUE = re.compile(
    r"fluen\w*|speak\w*|spoken|written|bilingual|native|language|verbal|proficien\w*|business|read\b|c1|b2|kenntnisse"
    r"|courant|nivel|maîtrise|sprach\w*|deutsch|idioma|hablad\w*|\bde l.anglais\b|level|plus",
    re.IGNORECASE,
)
_OBJECT = re.compile(
    r"(?:experience|expertise|proficien(?:cy|t)|skilled|knowledge|understanding|familiar(?:ity)?|background|competen(?:ce|t)|"
    r"training|certifi(?:ed|cation)|fluency|exposure|command|mastery|kenntnisse|erfahrung|connaissance|maîtrise|conocimientos?|experiencia)"
    r"\s+(?:and (?:knowledge|understanding|experience) )?(?:with|in|of|using|on|about|working with|im|in der|mit|de|en|des?|du)\s+",
    re.IGNORECASE,
)
_SPLIT = re.compile(
    r"\s*(?:,|;|\band/or\b|\band\b|\bor\b|/|&|\bund\b|\boder\b|\bet\b|\bou\b|\by\b|\bo\b)\s*(?:and |or )?",
    re.IGNORECASE,
)
_OBJECT_END = re.compile(
    r"[.;:()\n]|\s(?:to|that|which|who|is|are|in order|preferred|required|a plus|desired|within|including|such as|as well|"
    r"for|at|from|would|will|must|should|with|when|while|by|through|based|is a|on)\b",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^(?:the|a|an|all|other|various|our|your|basic|strong|good|excellent|solid|proven|some|any|similar|related|relevant|"
    r"general|working|current|modern|e\.g\.?|i\.e\.?|least|both|hands[- ]on|deep|in[- ]depth|thorough|advanced|"
    r"preferably|minimum|one|more|etc)\s+",
    re.IGNORECASE,
)
_NO_SUBJECT = re.compile(
    r"^(?:experience|similar|related|field|role|position|environment|industry|equivalent|work|the|team|etc|others?|company|"
    r"level|least|skills?|ability|degree|years?|preferred|required|plus|knowledge|candidates?|us|you|we|it|this|that|job|area)$"
    r"|\b(?:years?|you|your|we|our|us|candidate|company|degree|ability|who|must|will)\b",
    re.IGNORECASE,
)
_TRAIT = re.compile(
    r"\b(?:ability to|able to|willing(?:ness)? to|capable of|capacity to|fähigkeit|capacité à|capacidad (?:de|para))\s+"
    r"((?:[\w'’-]+[ ]){1,5}[\w'’-]+)",
    re.IGNORECASE,
)
_ANY_OF = re.compile(
    r"\b(?:any (?:one )?of|one (?:or more )?of|either|at least one)\b|\bor\b|\boder\b|\bou\b|\bo\b",
    re.IGNORECASE,
)


class Asked(NamedTuple):
    """A requirement before it has its id: places are offsets into the ad."""

    start: int
    end: int
    kind: RequirementKind
    importance: Importance
    skill: str | None
    years: float | None
    passage: Passage


def requirements_of(ad: str, passages: Sequence[Passage]) -> tuple[Requirement, ...]:
    """Everything asked for, in the order of the ad, each skill once (as a must-have where one place says so)."""
    found: list[Asked] = []
    for passage in passages:
        if passage.section in _ASKING and not passage.heading:
            found += _without_overlap(_in_passage(passage))
    named = _unique(found)
    duties = _responsibilities(passages, named)
    ordered = sorted([*named, *duties], key=lambda asked: asked.start)
    groups = _groups(ad, ordered)
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


def years_asked(requirements: Iterable[Requirement]) -> float | None:
    """The most years that a must-have asks for."""
    return max((r.years for r in requirements if r.years and r.importance == "must"), default=None)


def degree_asked(requirements: Iterable[Requirement], ad: str) -> Degree | None:
    """The lowest degree that is enough; "none" where a degree is named and said not to be needed."""
    degrees = [r for r in requirements if r.kind == "education"]
    levels = [level for r in degrees if r.importance == "must" and (level := degree_in(r.text))]
    if levels:
        order = ("high-school", "associate", "bachelor", "master", "doctorate")
        return min(levels, key=order.index)
    unneeded = re.search(
        r"degree[^.;\n]{0,40}\bnot required|no degree (?:is )?(?:required|needed|necessary)",
        ad,
        re.IGNORECASE,
    )
    return "none" if unneeded else None


def _in_passage(passage: Passage) -> Iterator[Asked]:
    text = passage.text
    yield from _experience(passage)
    if passage.section != "duties" or re.search(r"degree|diploma|bachelor|ged\b", text, re.IGNORECASE):
        for match in _DEGREE.finditer(text):
            if degree_in(match[0]):
                yield _asked(passage, match.start(), match.start() + len(match[0].rstrip(" ,")), "education")
    for span in find_skills(text):
        kind: RequirementKind = "trait" if span.kind == "skill" else span.kind
        if span.kind == "language" and not _LANGUAGE_CUE.search(text):
            continue
        yield _asked(passage, span.start, span.end, kind, span)
    yield from _objects(passage)
    if passage.section != "duties":
        for match in _TRAIT.finditer(text):
            end = match.start(1) + len(re.split(r"\s(?:and|or|in|with|to|for|of|the)\s*$", match[1])[0])
            yield _asked(passage, match.start(1), end, "trait")


def _experience(passage: Passage) -> Iterator[Asked]:
    for match in _YEARS.finditer(passage.text):
        rest = passage.text[match.end() : match.end() + 110]
        around = passage.text[max(match.start() - 40, 0) : match.end() + 70]
        if _NOT_OF_WORK.search(around) or not (_OF_WORK.search(around) or passage.section == "must"):
            continue
        tail = re.match(r"[^.;:()\n]*", rest)
        end = match.end() + len((tail[0] if tail else "").rstrip(" ,"))
        number = match[1].casefold()
        years = float(_NUMBERS.get(number) or number)
        if 0 < years <= 25:
            yield _asked(passage, match.start(), end, "experience", years=years)


def _objects(passage: Passage) -> Iterator[Asked]:
    """What follows "experience with", "knowledge of" and the like, and short list lines of a must section."""
    for match in _OBJECT.finditer(passage.text):
        stop = _OBJECT_END.search(passage.text, match.end())
        end = stop.start() if stop else len(passage.text)
        yield from _listed(passage, match.end(), end)
    if passage.section in {"must", "nice"} and len(passage.text.split()) <= 4 and ":" not in passage.text:
        yield from _listed(passage, 0, len(passage.text.rstrip(" .,;")))


def _listed(passage: Passage, start: int, end: int) -> Iterator[Asked]:
    position = start
    for separator in [*_SPLIT.finditer(passage.text, start, end), None]:
        stop = separator.start() if separator else end
        first, words = position, passage.text[position:stop]
        while lead := _LEAD.match(words):
            first, words = first + lead.end(), words[lead.end() :]
        words = words.rstrip(" .,-")
        if (
            words
            and 2 < len(words) <= 45
            and len(words.split()) <= 4
            and not _NO_SUBJECT.search(words.strip())
        ):
            yield _asked(passage, first, first + len(words), "knowledge")
        position = separator.end() if separator else end


def _asked(
    passage: Passage,
    start: int,
    end: int,
    kind: RequirementKind,
    span: SkillSpan | None = None,
    years: float | None = None,
) -> Asked:
    return Asked(
        passage.start + start,
        passage.start + end,
        kind,
        importance_at(passage, start),
        span.concept if span else None,
        years,
        passage,
    )


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
        if asked.kind == "knowledge" and not asked.skill and any(k.kind == "education" for k in clash):
            continue
        kept.append(asked)
    return kept


def _unique(found: Sequence[Asked]) -> list[Asked]:
    """One of each skill, by concept or words: a must-have where any place asks for it."""
    kept: dict[tuple[str, str], Asked] = {}
    for asked in found:
        offset = asked.passage.start
        words = asked.passage.text[asked.start - offset : asked.end - offset].casefold()
        key = (
            asked.kind if asked.kind in {"experience", "education"} else "",
            (asked.skill or words).casefold(),
        )
        known = kept.get(key)
        if not known or (known.importance == "nice" and asked.importance == "must"):
            kept[key] = asked
    return list(kept.values())


def _responsibilities(passages: Sequence[Passage], named: Sequence[Asked]) -> Iterator[Asked]:
    """The first duties that hold no skill of their own: a person should still see them."""
    taken = {asked.passage.start for asked in named}
    plain = [
        passage
        for passage in passages
        if passage.section == "duties"
        and not passage.heading
        and passage.start not in taken
        and 4 <= len(passage.text.split()) <= 30
        and re.match(r"(?:[A-Z][a-z]+(?:e|s|ing|d|t|n|p|w|y|k|r|l|h)?)\s+[a-z]", passage.text)
        and not re.match(
            r"(?:We|Our|The|This|You|If|It|As|In|At|Are|Do|For|With|To|Who|Why|All)\b", passage.text
        )
    ]
    for passage in plain[:MOST_RESPONSIBILITIES]:
        length = len(passage.text.rstrip(" .;"))
        yield Asked(passage.start, passage.start + length, "responsibility", "nice", None, None, passage)


def _groups(ad: str, asked: Sequence[Asked]) -> dict[int, str]:
    """Neighbours joined by "or" (also in a list: "A, B or C") share a group."""
    groups: dict[int, str] = {}
    number = 0
    skills = [a for a in asked if a.kind in {"tool", "knowledge", "licence", "skill"}]
    position = 0
    while position < len(skills):
        run = [skills[position]]
        for following in skills[position + 1 :]:
            between = ad[run[-1].end : following.start]
            if following.passage.start != run[0].passage.start or not re.fullmatch(
                r"[\s,/]*(?:or|oder|ou|o)?[\s,/]*", between
            ):
                break
            run.append(following)
        joined = ad[run[0].start : run[-1].end]
        lead = ad[max(run[0].passage.start, run[0].start - 40) : run[0].start]
        last = ad[run[-2].end : run[-1].start] if len(run) > 1 else ""
        if len(run) > 1 and (
            _ANY_OF.search(last) or _ANY_OF.search(lead.rpartition(".")[2]) and "or" in joined
        ):
            number += 1
            groups |= {member.start: f"g{number}" for member in run}
        position += len(run)
    return groups
