"""The strongest matches: what the ad asks for, each with the fact of the person that answers it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from jobwise.domain.match import CompiledProfile, Evidence, RequirementMatch
from jobwise.domain.posting import JobAnalysis, Requirement
from jobwise.domain.profile import Fact, Profile
from jobwise.matching.cities import city_named
from jobwise.matching.claim_text import skills_in
from jobwise.matching.content_words import content_words
from jobwise.matching.fluency import fluency_in
from jobwise.matching.partial_dates import PRESENT
from jobwise.pipeline.ad_names import bare
from jobwise.pipeline.wording import tidy

NAMED = frozenset({"tool", "knowledge", "licence", "language", "skill"})
LONGEST_DEED = 600
"""Characters of a highlight that a letter may tell of; more is no highlight."""
_FEWEST_WORDS = 3
"""Words of a highlight that tells of something done: a bare place or a number does not."""
_LONGEST_PLACE = 4
LONGEST_QUOTE = 12
"""Words of the ad that may be quoted in a sentence of the letter."""
_MOST_NAMES = 3
"""Requirements that one sentence names."""
_ENTRIES = frozenset({"work", "volunteer", "education", "certificates", "languages"})
"""Sections whose heading lines answer a requirement by themselves."""
_DONE, _NOW = 0.25, 0.1
"""What a deed is worth above a list, and what still goes on above what is over."""
_KINDS = {"education": 0.7, "experience": 0.5}
"""Kinds that say less: a degree has its own sentence, and the years stand in the first lines."""

_Pair = tuple[float, Requirement, Evidence]
"""What a fact is worth for a requirement, and by which words."""


class Strength(NamedTuple):
    """Requirements, most important first, with the facts that answer them: one, or several of a list.

    `words` are those of the first fact that answer the first requirement.
    """

    facts: tuple[Fact, ...]
    requirements: tuple[Requirement, ...]
    words: str
    score: float

    @property
    def fact(self) -> Fact:
        return self.facts[0]


def strengths(compiled: CompiledProfile, analysis: JobAnalysis) -> list[Strength]:
    """Facts that answer requirements, strongest first, each something new; skills of a list together."""
    done = deeds(compiled.profile)
    facts = done | {fact.fact_id: fact for fact in _listed(compiled.profile)}
    answered: dict[str, list[_Pair]] = {}
    for requirement, match in met(compiled, analysis):
        for evidence in match.evidence if asked(requirement) and requirement.kind != "trait" else ():
            fact = facts.get(evidence.fact_id)
            if fact and _is_plain(requirement, evidence):
                worth = _worth(requirement, evidence, fact, done=fact.fact_id in done)
                answered.setdefault(fact.fact_id, []).append((worth, requirement, evidence))
    return _lists_joined(list(_spread(facts, answered)))


def deeds(profile: Profile) -> dict[str, Fact]:
    """What may be told as something done: highlights by their ids, no tool of a project and no course."""
    told = {item.fact_id for _, entry in profile.entries() for item in getattr(entry, "highlights", ())}
    facts = (fact for fact in profile.facts() if fact.fact_id in told)
    return {fact.fact_id: fact for fact in facts if _is_deed(fact.text)}


def _is_deed(text: str) -> bool:
    """Whether a line may tell of something done: no place, and no two words with a number, "List item 1"."""
    words = re.sub(r"\s\d+$", "", text.strip()).split()
    names = all(word[0].isupper() for word in words)
    place = names and len(words) <= _LONGEST_PLACE and city_named(text.split(",")[0].strip())
    return len(words) >= _FEWEST_WORDS and len(text) <= LONGEST_DEED and not place


def _listed(profile: Profile) -> Iterator[Fact]:
    """What may be told as something that the person has: skills, certificates, degrees, languages, posts."""
    for fact in profile.facts():
        if fact.section == "skills" or (fact.section in _ENTRIES and not fact.parent):
            yield fact


def met(compiled: CompiledProfile, analysis: JobAnalysis) -> Iterator[tuple[Requirement, RequirementMatch]]:
    """The requirements that are met, with their evidence, in the ad's order."""
    requirements = {requirement.id: requirement for requirement in analysis.requirements}
    for match in compiled.matches:
        if match.verdict == "met" and match.requirement_id in requirements:
            yield requirements[match.requirement_id], match


def asked(requirement: Requirement) -> str:
    """The requirement as a part of a sentence: its name, or its words in quotes; "" if too long."""
    text = bare(requirement.text)
    if requirement.kind == "language" and fluency_in(text.partition(" ")[0]):
        text = text[:1].lower() + text[1:]
    if requirement.kind in NAMED and len(text.split()) <= 3:
        return text
    if requirement.kind in NAMED and requirement.skill and len(requirement.skill.split()) <= 3:
        return requirement.skill
    return f"“{text}”" if text and len(text.split()) <= LONGEST_QUOTE else ""


def _is_plain(requirement: Requirement, evidence: Evidence) -> bool:
    """Whether a reader sees the answer: one of a group is named itself, and a degree shares a word.

    Who knows Python answers "Python or R", but knows no R.
    """
    words = evidence.text[evidence.start : evidence.end]
    if requirement.group:
        same = requirement.skill in {span.concept for span in skills_in(words)}
        return same or requirement.text.casefold() in words.casefold()
    shared = {w.key for w in content_words(requirement.text)} & {w.key for w in content_words(evidence.text)}
    return requirement.kind != "education" or bool(shared)


def is_quoted(requirement: Requirement) -> bool:
    """Whether a requirement stands in a sentence in the ad's own words."""
    return asked(requirement).startswith("“")


def _worth(requirement: Requirement, evidence: Evidence, fact: Fact, *, done: bool) -> float:
    kind = 0.3 if requirement.kind in NAMED else 0.0
    worth = evidence.score * (1.0 if requirement.importance == "must" else 0.6) + kind
    worth += (_DONE if done else 0.0) + (_NOW if done and fact.end_date == PRESENT else 0.0)
    return worth * _KINDS.get(requirement.kind, 1.0)


def _strength(fact: Fact, pairs: Sequence[_Pair]) -> Strength:
    """The fact with the most important of what it answers, as far as one sentence can name it."""
    best: dict[str, _Pair] = {}
    for pair in sorted(pairs, key=lambda pair: -pair[0]):
        best.setdefault(asked(pair[1]), pair)
    named = [pair for pair in best.values() if not is_quoted(pair[1])]
    told = named[:_MOST_NAMES] or list(best.values())[:1]
    score = told[0][0] + _DONE * sum(worth for worth, *_ in told[1:])
    evidence = told[0][2]
    words = tidy(evidence.text[evidence.start : evidence.end])
    return Strength((fact,), tuple(requirement for _, requirement, _ in told), words, score)


def _spread(facts: Mapping[str, Fact], answered: Mapping[str, Sequence[_Pair]]) -> Iterator[Strength]:
    """Strongest first, each by what no stronger one answers already."""
    left = dict(answered)
    seen: set[str] = set()
    while left:
        best = max((_strength(facts[i], pairs) for i, pairs in left.items()), key=lambda each: each.score)
        yield best
        seen |= {asked(requirement) for requirement in best.requirements}
        rest = {i: [pair for pair in pairs if asked(pair[1]) not in seen] for i, pairs in left.items()}
        left = {i: pairs for i, pairs in rest.items() if pairs and i != best.fact.fact_id}


def _lists_joined(found: Sequence[Strength]) -> list[Strength]:
    """Skills of lists as one strength at the place of the first, up to three; the others are left out."""
    listed = [s for s in found if s.fact.section == "skills" and not is_quoted(s.requirements[0])]
    together = listed[:_MOST_NAMES]
    if not together:
        return list(found)
    joined = Strength(
        tuple(strength.fact for strength in together),
        tuple(strength.requirements[0] for strength in together),
        together[0].words,
        together[0].score,
    )
    return [joined if s is listed[0] else s for s in found if s not in listed[1:]]
