"""Every requirement held against every fact: met, near or missing, with the words that say so.

A requirement is met by the same words, another name, a narrower skill, or by what follows from
dates and degrees. Closeness in meaning alone gives *near*, which never counts as met.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache

from jobwise.domain.match import Evidence, RequirementMatch, Verdict
from jobwise.domain.posting import JobAnalysis, Requirement
from jobwise.domain.profile import Fact, Profile
from jobwise.matching.content_words import content_words
from jobwise.matching.counted_text import asks_little, little_before
from jobwise.matching.credentials import match_degree, match_language, match_years
from jobwise.matching.embedding import similarity
from jobwise.matching.fact_index import STRENGTH, FactIndex, fact_index, skills_of
from jobwise.matching.taxonomy import taxonomy
from jobwise.matching.word_forms import Word

MOST_EVIDENCE = 4
NEAR_NAME = 0.62
"""Cosine of two skill names from which they count as near. Set by eye on pairs of common skills."""
NEAR_SENTENCE = 0.58
"""Cosine of a requirement and a fact's text from which they count as near."""
_LISTED = frozenset({"skills", "certificates"})
"""Sections whose entries are names of what a person can do."""
PHRASE_MET = 0.75
"""Share of a phrase's content words that one fact must hold to meet it."""
PHRASE_NEAR = 0.5


def match_requirements(
    profile: Profile, analysis: JobAnalysis, as_of: dt.date
) -> tuple[RequirementMatch, ...]:
    """One match a requirement, in the order of the ad. Any one of a group answers the whole group."""
    return match_facts(fact_index(profile, as_of).against(analysis.text), analysis)


def match_facts(index: FactIndex, analysis: JobAnalysis) -> tuple[RequirementMatch, ...]:
    """`match_requirements` for a profile that is indexed already."""
    nearness = _Nearness(index, analysis.requirements)
    matches = {r.id: _match(r, index, nearness, _asks_little(r, analysis)) for r in analysis.requirements}
    return tuple(_with_group(r, analysis.requirements, matches) for r in analysis.requirements)


def _asks_little(requirement: Requirement, analysis: JobAnalysis) -> bool:
    sentence = analysis.text[requirement.sentence_start : requirement.sentence_end]
    return asks_little(f"{sentence}\n{requirement.text}")


def _match(
    requirement: Requirement, index: FactIndex, nearness: "_Nearness", little: bool
) -> RequirementMatch:
    special: dict[str, Callable[[], RequirementMatch | None]] = {
        "experience": lambda: match_years(requirement, index),
        "education": lambda: match_degree(requirement, index),
        "language": lambda: match_language(requirement, index),
    }
    found = special.get(requirement.kind, lambda: None)()
    if found:
        return found
    weak: list[Evidence] = []
    for told in (_named(requirement, index), _phrased(requirement, index)):
        graded = [(item, None if little else _weakened(item)) for item in told]
        if sure := [item for item, less in graded if less is None]:
            return matched(requirement, "met", sure, index)
        weak += [less for _, less in graded if less]
    evidence = [*weak, *_related(requirement, index), *nearness.of(requirement)]
    return matched(requirement, "near" if evidence else "missing", evidence, index)


def _weakened(evidence: Evidence) -> Evidence | None:
    """The evidence as near, with the words before it that make little of it; None where there are none."""
    start = little_before(evidence.text, evidence.start)
    changes = {"start": start, "how": "near", "score": round(evidence.score / 2, 4)}
    return None if start is None else evidence.model_copy(update=changes)


def matched(
    requirement: Requirement, verdict: Verdict, evidence: Iterable[Evidence], index: FactIndex
) -> RequirementMatch:
    """A match with its evidence, strongest first, one a fact, and a sentence for the person."""
    strongest: dict[str, Evidence] = {}
    for item in sorted(evidence, key=lambda e: (-e.score, e.fact_id, e.start)):
        strongest.setdefault(item.fact_id, item)
    kept = tuple(strongest.values())[:MOST_EVIDENCE]
    score = kept[0].score if kept and verdict != "missing" else 0.0
    return RequirementMatch(
        requirement_id=requirement.id,
        verdict=verdict,
        score=score,
        evidence=kept,
        explanation=_explained(requirement, verdict, kept, index),
    )


def _named(requirement: Requirement, index: FactIndex) -> Iterable[Evidence]:
    """Facts that name the skill itself, another name of it, or a kind of it."""
    wanted = _concept_of(requirement)
    if not wanted:
        return
    asked = requirement.text
    for fact, span in index.by_concept.get(wanted, ()):
        same = _holds(asked, span.label) or _holds(span.label, asked)
        yield index.evidence(fact, span.start, span.end, "exact" if same else "alias")
    for concept in index.kinds_of(wanted):
        for fact, span in index.by_concept[concept]:
            yield index.evidence(fact, span.start, span.end, "narrower", 0.9)


def _phrased(requirement: Requirement, index: FactIndex) -> Iterable[Evidence]:
    """Facts that hold the requirement's own words, in any inflection and order.

    A tool of one word is left to its name: "you excel" does not say Excel. Any other single word has to
    stand as it is, and not in a heading of work: "cars" is not "caring", an employer's name says nothing.
    """
    wanted = _words_of(requirement.text)
    named = requirement.kind == "tool" and _concept_of(requirement)
    if not wanted or (len(wanted) == 1 and (named or requirement.kind == "responsibility")):
        return
    for fact, held in index.holding(wanted):
        if len(wanted) == 1:
            own = fact.parent or fact.section in _LISTED
            held = [word for word in held if own and _holds(requirement.text, word.raw)]
        share = len({word.key for word in held}) / len(wanted)
        if share >= PHRASE_MET:
            start, end = _tightest(held)
            yield index.evidence(fact, start, end, "exact" if share == 1 else "alias", share)


def _related(requirement: Requirement, index: FactIndex) -> Iterable[Evidence]:
    """Near: half of the words, or a skill that shares its broader one with the skill asked for."""
    wanted = _words_of(requirement.text)
    for fact, held in index.holding(wanted) if len(wanted) > 1 else ():
        distinct = len({word.key for word in held})
        share = distinct / len(wanted)
        if share >= PHRASE_NEAR and distinct > 1:
            start, end = _tightest(held)
            yield index.evidence(fact, start, end, "near", 0.6 * share)
    for concept in index.relatives_of(_concept_of(requirement) or ""):
        for fact, span in index.by_concept[concept]:
            yield index.evidence(fact, span.start, span.end, "near", 0.5)


class _Nearness:
    """Closeness in meaning of all requirements to all facts, computed at once when first asked for."""

    def __init__(self, index: FactIndex, requirements: Sequence[Requirement]) -> None:
        self._index = index
        self._rows = {requirement.id: row for row, requirement in enumerate(requirements)}
        self._texts = tuple(requirement.text for requirement in requirements)

    @cached_property
    def _near(self) -> Mapping[int, list[tuple[int, float]]]:
        """Of each row, the columns that are close enough, with their closeness."""
        columns = _columns(self._index)
        table = similarity(
            self._texts, tuple(self._index.texts[fact.fact_id][start:end] for fact, start, end, _ in columns)
        )
        near: dict[int, list[tuple[int, float]]] = {}
        for row, column in zip(*(table >= [least for *_, least in columns]).nonzero(), strict=True):
            near.setdefault(int(row), []).append((int(column), float(table[row, column])))
        return near

    def of(self, requirement: Requirement) -> Iterable[Evidence]:
        """Facts near in meaning, as evidence."""
        columns = _columns(self._index)
        for column, close in self._near.get(self._rows[requirement.id], ()) if columns else ():
            fact, start, end, _ = columns[column]
            yield self._index.evidence(fact, start, end, "near", 0.5 * close)


@lru_cache(maxsize=16)
def _columns(index: FactIndex) -> list[tuple[Fact, int, int, float]]:
    """What requirements are compared with: each spelling of a skill, and each line of work.

    A skill in several facts stands for the strongest, so that their order does not matter.
    """
    ranked = sorted(index.facts, key=lambda fact: (-STRENGTH[fact.section], fact.fact_id), reverse=True)
    skills = {
        (span.concept, span.label.casefold()): (fact, span.start, span.end, NEAR_NAME)
        for fact in ranked
        for span in reversed(skills_of(index.texts[fact.fact_id]))
    }
    lines = [
        (fact, 0, len(fact.text), NEAR_SENTENCE)
        for fact in index.facts
        if fact.parent and fact.section != "skills" and index.texts[fact.fact_id].strip()
    ]
    return [*skills.values(), *lines]


def _holds(text: str, words: str) -> bool:
    """Whether the text has these words as whole words, whatever their case."""
    return bool(re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.IGNORECASE))


@lru_cache(maxsize=1024)
def _words_of(text: str) -> frozenset[str]:
    return frozenset(word.key for word in content_words(text))


def _concept_of(requirement: Requirement) -> str | None:
    known = taxonomy().concept(requirement.skill or requirement.text)
    return known.name if known else requirement.skill


def _tightest(held: Sequence[Word]) -> tuple[int, int]:
    """The span from the first to the last held word, or the first alone when they lie far apart."""
    start, end = held[0].start, held[-1].end
    return (start, end) if end - start <= 120 else (held[0].start, held[0].end)


def _with_group(
    requirement: Requirement, requirements: Sequence[Requirement], matches: dict[str, RequirementMatch]
) -> RequirementMatch:
    """A member of an any-of group is met when another one is, by that one's evidence."""
    own = matches[requirement.id]
    if not requirement.group or own.verdict == "met":
        return own
    others = [r for r in requirements if r.group == requirement.group and matches[r.id].verdict == "met"]
    if not others:
        return own
    best = max(others, key=lambda r: matches[r.id].score)
    changes = {
        "verdict": "met",
        "score": matches[best.id].score,
        "evidence": matches[best.id].evidence,
        "explanation": f"Any of these is enough; you have {best.text}. {matches[best.id].explanation}",
    }
    return own.model_copy(update=changes)


def _explained(
    requirement: Requirement, verdict: Verdict, evidence: Sequence[Evidence], index: FactIndex
) -> str:
    name = requirement.skill or requirement.text
    if not evidence:
        return f"Nothing in your profile speaks of “{name}”."
    best = evidence[0]
    where = place_of(index, best.fact_id)
    words = best.text[best.start : best.end]
    if verdict == "near":
        return f"“{words}” {where} is close to “{name}”, but not the same."
    if best.how == "narrower":
        return f"“{words}” {where} is a kind of {name}."
    if best.how == "alias":
        return f"“{words}” {where} says the same as “{requirement.text}”."
    return f"“{words}” stands {where}."


def place_of(index: FactIndex, fact_id: str) -> str:
    """Where a fact stands, for a sentence: "in your job at Northgate Parcel"."""
    fact = index.by_id[fact_id]
    entry = next((e for _, e in index.profile.entries() if e.fact_id in (fact.parent, fact.fact_id)), None)
    name = next(
        (
            str(getattr(entry, field))
            for field in ("name", "organization", "institution")
            if getattr(entry, field, "")
        ),
        "",
    )
    places = {
        "work": f"in your job at {name}" if name else "in your work",
        "volunteer": f"in your volunteering at {name}" if name else "in your volunteering",
        "education": f"in your studies at {name}" if name else "in your education",
        "projects": f"in your project {name}" if name else "in your projects",
        "skills": "in your skills",
        "basics": "in your summary",
        "certificates": "in your certificates",
        "languages": "in your languages",
    }
    return places.get(fact.section, f"in your {fact.section}")
