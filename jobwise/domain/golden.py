"""Golden sets: cases to hold versions of prompts against, with what is expected of the documents."""

import datetime as dt
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from jobwise.domain.base import Model, Said
from jobwise.domain.profile import Profile

Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]
CaseSource = Literal["written", "sample", "generated", "person"]
"""Where a case comes from; `person`: a run of somebody's who agreed, without what tells who they are."""
Tone = Literal["any", "plain", "formal"]
"""`plain`: no cliche and no exclamation mark. `formal`: no contraction ("don't") either."""
MOST_CASES = 1000


class Words(Model):
    """How many words a document may have."""

    least: Annotated[int, Field(ge=0)] = 0
    most: Annotated[int, Field(ge=1)] = 100_000

    @model_validator(mode="after")
    def _is_a_range(self) -> Self:
        if self.least > self.most:
            raise ValueError("the least is more than the most")
        return self


class Expectations(Model):
    """What the documents of a case have to be.

    `facts`: ids of facts that the résumé or the letter rests on. `never`: words that stand in neither.
    `asks`: words of the ad that the analysis points at.
    """

    facts: tuple[str, ...] = ()
    never: tuple[Said, ...] = ()
    asks: tuple[Said, ...] = ()
    tone: Tone = "any"
    resume_words: Words = Words()
    letter_words: Words = Words()


class GoldenCase(Model):
    """A person, a job and what is expected. `as_of`: the day that durations count from."""

    id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]
    title: Said
    source: CaseSource = "written"
    as_of: dt.date
    profile: Profile
    job_text: Said
    expects: Expectations = Expectations()

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        known = {fact.fact_id for fact in self.profile.facts()}
        if not known - {"basics"}:
            raise ValueError("the profile holds no fact")
        if unknown := [fact for fact in self.expects.facts if fact not in known]:
            raise ValueError(f"the profile has no fact {unknown[0]}")
        return self


class GoldenSet(Model):
    """A version of a set; never changed. `why`: what it is for, or why there is this version."""

    name: Name
    version: Annotated[int, Field(ge=1)]
    why: str = ""
    cases: tuple[GoldenCase, ...]

    @model_validator(mode="after")
    def _is_sound(self) -> Self:
        if not 1 <= len(self.cases) <= MOST_CASES:
            raise ValueError(f"a set has 1 to {MOST_CASES} cases")
        ids = [case.id for case in self.cases]
        if len(set(ids)) != len(ids):
            raise ValueError("two cases have the same id")
        return self

    @property
    def label(self) -> str:
        """What experiments keep: "first@1"."""
        return f"{self.name}@{self.version}"


class GoldenSetSummary(Model):
    """A version of a set in a list."""

    name: str
    version: int
    why: str
    cases: int
    author: str
    at: dt.datetime

    @property
    def label(self) -> str:
        return f"{self.name}@{self.version}"
