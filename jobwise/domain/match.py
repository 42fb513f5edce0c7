"""A profile held against a job: stage 2's output, and what the score counts."""

from typing import Literal

from jobwise.domain.base import Model
from jobwise.domain.profile import Profile

Verdict = Literal["met", "near", "missing"]
How = Literal["exact", "alias", "narrower", "computed", "near"]
"""How a fact answers: same words, another name for it, a kind of it, worked out, or only close."""


class Evidence(Model):
    """A fact that speaks for a requirement. `start`, `end` mark the words in the fact's `text`."""

    fact_id: str
    text: str
    start: int
    end: int
    how: How
    score: float


class RequirementMatch(Model):
    """A requirement with its evidence, strongest first. `score` is 0..1; near never counts as met."""

    requirement_id: str
    verdict: Verdict
    score: float
    evidence: tuple[Evidence, ...] = ()
    explanation: str = ""


class LeftOut(Model):
    """A fact that is in the profile and not in the document, and why, in a sentence."""

    fact_id: str
    text: str
    reason: str


class Choice(Model):
    """A fact chosen for the résumé: `value` is what it adds, `lines` the printed lines it costs."""

    fact_id: str
    value: float
    lines: float
    requirement_ids: tuple[str, ...] = ()


class NearSkill(Model):
    """A skill that is asked for and only near: a question to the person, never an insertion."""

    requirement_id: str
    skill: str
    near: str
    fact_id: str
    question: str


class CompiledProfile(Model):
    """What stage 2 gives. `profile` holds the chosen facts alone, best first within each section."""

    profile: Profile
    brief: tuple[str, ...] = ()
    """Ids of older jobs that have room for one printed line each."""
    whole_career: bool = True
    """Whether every job is in `profile`, so that their years may be summed up."""
    matches: tuple[RequirementMatch, ...]
    choices: tuple[Choice, ...]
    left_out: tuple[LeftOut, ...]
    near_skills: tuple[NearSkill, ...]
    page_budget: float
    """Pages of A4 that the choice was made for."""
    lines_used: float
    lines_budget: float
