"""What the letter says in the ad's words, and nothing more: the post, what is asked."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from jobwise.domain.match import CompiledProfile, Evidence, RequirementMatch
from jobwise.domain.posting import JobAnalysis, Requirement
from jobwise.domain.profile import Fact, Profile
from jobwise.matching.fluency import fluency_in
from jobwise.matching.skills import find_skills
from jobwise.matching.taxonomy import taxonomy
from jobwise.matching.word_forms import sentences
from jobwise.pipeline.ad_names import bare, name_in_ad
from jobwise.pipeline.employer_words import at
from jobwise.pipeline.greeting import greeting
from jobwise.pipeline.phrase_tables import Phrases
from jobwise.pipeline.phrases import phrases_in
from jobwise.pipeline.wording import listing

NAMED = frozenset({"tool", "knowledge", "licence", "language", "skill"})
_OWNED_UP = frozenset({"tool", "licence", "language"})
"""*Why no knowledge:* words such as "budget" are often told and not asked for."""
_LONGEST_NEAR = 4
"""Words of what comes near, so that a sentence can name it."""
LONGEST_DEED = 600
"""Characters of a highlight that a letter may tell of; more is no highlight."""
LONGEST_QUOTE = 12
"""Words of the ad that may be quoted in a sentence of the letter."""


class Gap(NamedTuple):
    """What is asked for and not shown; `near` and `fact_id` are empty where nothing comes near it."""

    asked: str
    near: str
    fact_id: str


class Strength:
    """A fact of the person with the requirements that it answers, most important first."""

    def __init__(self, fact: Fact, requirements: Sequence[Requirement], score: float) -> None:
        self.fact = fact
        self.requirements = tuple(requirements)
        self.score = score


def strengths(compiled: CompiledProfile, analysis: JobAnalysis) -> list[Strength]:
    """Highlights that answer requirements, strongest first: must-haves first, then named skills."""
    facts = deeds(compiled.profile)
    answered: dict[str, list[tuple[float, Requirement]]] = {}
    for requirement, match in met(compiled, analysis):
        for evidence in match.evidence:
            fact = facts.get(evidence.fact_id)
            if fact and _is_told(fact, requirement, evidence):
                answered.setdefault(fact.fact_id, []).append((_weight(requirement, evidence), requirement))
    found = []
    for fact_id, pairs in answered.items():
        best = sorted(pairs, key=lambda pair: -pair[0])
        distinct = {asked(requirement): requirement for _, requirement in reversed(best)}
        ordered = [requirement for _, requirement in best if distinct.get(asked(requirement)) is requirement]
        score = best[0][0] + 0.25 * sum(weight for weight, _ in best[1:3])
        found.append(Strength(facts[fact_id], ordered[:3], score))
    return _spread(sorted(found, key=lambda strength: -strength.score))


def deeds(profile: Profile) -> dict[str, Fact]:
    """What may be told as something done: highlights by their ids, no tool of a project and no course."""
    told = {item.fact_id for _, entry in profile.entries() for item in getattr(entry, "highlights", ())}
    facts = (fact for fact in profile.facts() if fact.fact_id in told)
    return {fact.fact_id: fact for fact in facts if len(fact.text) <= LONGEST_DEED}


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


def ask_sentence(strength: Strength, number: int, phrases: Phrases) -> str:
    """ "You ask for SQL and Power BI." in the pattern whose turn it is."""
    names = [asked(requirement) for requirement in strength.requirements]
    return _quoted(
        phrases.asks[number % len(phrases.asks)].format(asked=listing(names, phrases.and_)), phrases
    )


def opening(analysis: JobAnalysis, phrases: Phrases) -> str:
    """The first sentence: which post, at whom, as far as the ad says."""
    title, employer = name_in_ad(analysis.title), name_in_ad(analysis.employer)
    if title and employer:
        return one_stop(
            phrases.opening.format(title=title, employer=employer, at=at(employer, phrases.language))
        )
    if title:
        return one_stop(phrases.opening_title.format(title=title))
    if employer:
        return one_stop(phrases.opening_employer.format(at=at(employer, phrases.language)))
    return phrases.opening_open


def gap(compiled: CompiledProfile, analysis: JobAnalysis) -> Gap | None:
    """The must-have that the letter owns up to: one that something of the profile comes near, else the first.

    None where nothing is met: a letter that only names what is missing helps nobody.
    """
    requirements = {requirement.id: requirement for requirement in analysis.requirements}
    if not any(True for _ in met(compiled, analysis)):
        return None
    found: list[Gap] = []
    answered = {requirements[m.requirement_id].group for m in compiled.matches if m.verdict == "met"} - {None}
    for match in compiled.matches:
        requirement = requirements[match.requirement_id]
        name = asked(requirement)
        wanted = requirement.importance == "must" and requirement.kind in _OWNED_UP and name
        if not wanted or match.verdict == "met" or requirement.group in answered or name.startswith("“"):
            continue
        near = next((e for e in match.evidence if _is_kin(requirement, e)), None)
        words = bare(near.text[near.start : near.end]) if near else ""
        found.append(Gap(name, words, near.fact_id if near else ""))
    return min(found, key=lambda lacking: not lacking.near, default=None)


def _is_kin(requirement: Requirement, evidence: Evidence) -> bool:
    """Whether a near fact names a skill that does the same: closeness in meaning alone is too little."""
    wanted = requirement.skill or requirement.text
    words = evidence.text[evidence.start : evidence.end]
    close = any(taxonomy().is_close(wanted, span.concept) for span in find_skills(words))
    return evidence.how == "near" and close and len(words.split()) <= _LONGEST_NEAR


def gap_text(lacking: Gap, phrases: Phrases) -> str:
    """What the letter says of it."""
    pattern = phrases.gap_near if lacking.near else phrases.gap
    return pattern.format(asked=lacking.asked, near=lacking.near)


def job_phrases(compiled: CompiledProfile, analysis: JobAnalysis, language: str) -> tuple[str, ...]:
    """Every phrase that the letter may take from the ad, filled in: the truth gate allows these whole."""
    phrases = phrases_in(language)
    found = [opening(analysis, phrases).rstrip("."), *filter(None, greeting(analysis, phrases))]
    lacking = gap(compiled, analysis)
    if lacking:
        text = gap_text(lacking, phrases)
        found += [text.rstrip("."), *(text[start:end].strip(" .") for start, end in sentences(text))]
    for strength in strengths(compiled, analysis):
        found += [ask_sentence(strength, number, phrases).rstrip(".") for number in range(len(phrases.asks))]
    return tuple(found)


def _is_told(fact: Fact, requirement: Requirement, evidence: Evidence) -> bool:
    """Whether a line of work shows a named skill in the ad's own words; only such is named as asked for."""
    shown = bool(fact.parent) and fact.section in {"work", "volunteer", "projects"}
    named = requirement.kind in NAMED and evidence.how == "exact" and bool(asked(requirement))
    return shown and named and asked(requirement).casefold() in fact.text.casefold()


def _weight(requirement: Requirement, evidence: Evidence) -> float:
    named = 0.3 if requirement.kind in NAMED else 0.0
    return evidence.score * (1.0 if requirement.importance == "must" else 0.6) + named


def _spread(found: list[Strength]) -> list[Strength]:
    """Facts that answer something new before facts that answer the same again."""
    first: list[Strength] = []
    again: list[Strength] = []
    seen: set[str] = set()
    for strength in found:
        new = [r for r in strength.requirements if asked(r) not in seen]
        (first if new else again).append(
            Strength(strength.fact, new or strength.requirements, strength.score)
        )
        seen |= {asked(requirement) for requirement in strength.requirements}
    return first + again


def _quoted(text: str, phrases: Phrases) -> str:
    """The sentence with the quotation marks of its language."""
    first, last = phrases.quotes
    return text.replace("“", first).replace("”", last)


def one_stop(text: str) -> str:
    """The sentence with one full stop where a name ends in one too."""
    return re.sub(r"\.{2,}$", ".", text)
