"""What the letter says in the ad's words, and nothing more: the post, what is asked."""

import re
from typing import NamedTuple

from jobwise.domain.match import CompiledProfile, Evidence, RequirementMatch
from jobwise.domain.posting import JobAnalysis, Requirement
from jobwise.matching.skills import find_skills
from jobwise.matching.taxonomy import taxonomy
from jobwise.matching.word_forms import fold, sentences
from jobwise.pipeline.ad_names import bare, name_in_ad
from jobwise.pipeline.employer_words import at
from jobwise.pipeline.greeting import greeting
from jobwise.pipeline.phrase_tables import Phrases
from jobwise.pipeline.phrases import phrases_in
from jobwise.pipeline.strengths import Strength, asked, is_quoted, met, strengths
from jobwise.pipeline.wording import listing

_OWNED_UP = frozenset({"tool", "licence", "language", "education", "experience", "knowledge"})
"""Kinds that a gap is named of. *Why no trait:* who lacks "communication" is for nobody to say."""
_SOON_TOLD = frozenset({"knowledge"})
"""Kinds that come last: words such as "budget" are often told and not asked for."""
_ROOT = 5
"""Letters that forms of one word share."""
_LONGEST_GAP = 10
"""Words of what is lacking, so that it stands in a short sentence."""
_LONGEST_NEAR = 4
"""Words of what comes near, so that a sentence can name it."""


class Gap(NamedTuple):
    """What is asked for and not shown; `near` and `fact_id` are empty where nothing comes near it."""

    asked: str
    near: str
    fact_id: str


def ask_sentence(strength: Strength, number: int, phrases: Phrases) -> str:
    """ "You ask for SQL and Power BI:" in the pattern whose turn it is."""
    names = [asked(requirement) for requirement in strength.requirements]
    pattern = phrases.asks[number % len(phrases.asks)]
    return _quoted(pattern.format(asked=listing(names, phrases.and_)), phrases)


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
    """What the letter owns up to: a must-have before a wish, and of these one that something comes near.

    None where nothing is met: a letter that only names what is missing helps nobody.
    """
    requirements = {requirement.id: requirement for requirement in analysis.requirements}
    if not any(True for _ in met(compiled, analysis)):
        return None
    found: list[tuple[tuple[bool, bool, bool], Gap]] = []
    told = fold(" ".join(fact.text for fact in compiled.profile.facts()))
    unplaced = fold(" ".join(line.text for line in compiled.profile.unplaced))
    answered = {requirements[m.requirement_id].group for m in compiled.matches if m.verdict == "met"} - {None}
    for match in compiled.matches:
        requirement = requirements[match.requirement_id]
        if requirement.group in answered or not _is_owned_up(requirement, match):
            continue
        if requirement.kind in _SOON_TOLD and fold(requirement.text)[:_ROOT] in told:
            continue  # "maintenance" of who "maintained" is in doubt
        if re.search(rf"(?<!\w){re.escape(fold(requirement.skill or requirement.text))}(?!\w)", told):
            continue  # nobody denies a word that stands in their own résumé, whatever it counts for there
        if fold(requirement.skill or requirement.text) in unplaced:
            continue  # the résumé has it where nobody knows yet what it is
        near = next((e for e in match.evidence if _is_kin(requirement, e)), None)
        words = bare(near.text[near.start : near.end]) if near else ""
        rank = (requirement.importance != "must", requirement.kind in _SOON_TOLD, not words)
        found.append((rank, Gap(asked(requirement), words, near.fact_id if near else "")))
    return min(found, key=lambda pair: pair[0], default=(None, None))[1]


def _is_owned_up(requirement: Requirement, match: RequirementMatch) -> bool:
    """Whether it is lacking and a short sentence can name it: a skill, or a degree or years as the ad has it.

    Years that are near are left out: all years together may be enough, and only their field is in doubt.
    """
    lacking = "missing" if requirement.kind == "experience" else "near missing"
    if match.verdict not in lacking or requirement.kind not in _OWNED_UP or not asked(requirement):
        return False
    if is_quoted(requirement):
        short = 1 < len(requirement.text.split()) <= _LONGEST_GAP
        return short and requirement.kind in {"education", "experience"}
    return requirement.kind not in _SOON_TOLD or bool(requirement.skill)


def _is_kin(requirement: Requirement, evidence: Evidence) -> bool:
    """Whether a near fact names a skill that does the same: closeness in meaning alone is too little."""
    wanted = requirement.skill or requirement.text
    words = evidence.text[evidence.start : evidence.end]
    close = any(taxonomy().is_close(wanted, span.concept) for span in find_skills(words))
    return evidence.how == "near" and close and len(words.split()) <= _LONGEST_NEAR


def gap_text(lacking: Gap, phrases: Phrases) -> str:
    """What the letter says of it."""
    pattern = phrases.gap_near if lacking.near else phrases.gap
    return _quoted(pattern.format(asked=lacking.asked, near=lacking.near), phrases)


def job_phrases(compiled: CompiledProfile, analysis: JobAnalysis, language: str) -> tuple[str, ...]:
    """Every phrase that the letter may take from the ad, filled in: the truth gate allows these whole."""
    phrases = phrases_in(language)
    found = [opening(analysis, phrases).rstrip("."), *filter(None, greeting(analysis, phrases))]
    lacking = gap(compiled, analysis)
    if lacking:
        text = gap_text(lacking, phrases)
        found += [text.rstrip("."), *(text[start:end].strip(" .") for start, end in sentences(text))]
    for strength in strengths(compiled, analysis):
        found += [ask_sentence(strength, n, phrases).rstrip(" :") for n in range(len(phrases.asks))]
    return tuple(found)


def _quoted(text: str, phrases: Phrases) -> str:
    """The sentence with the quotation marks of its language."""
    first, last = phrases.quotes
    return text.replace("“", first).replace("”", last)


def one_stop(text: str) -> str:
    """The sentence with one full stop where a name ends in one too."""
    return re.sub(r"\.{2,}$", ".", text)
