"""A job and what is asked for in it. Names follow schema.org JobPosting where it has one."""

from typing import Annotated, Literal

from pydantic import Field

from jobwise.domain.base import Model

RequirementKind = Literal[
    "skill",
    "tool",
    "knowledge",
    "licence",
    "experience",
    "education",
    "language",
    "trait",
    "responsibility",
]
Importance = Literal["must", "nice"]
EmploymentType = Literal["full-time", "part-time", "contract", "temporary", "internship"]
Degree = Literal["none", "high-school", "associate", "bachelor", "master", "doctorate"]
DEGREES: tuple[Degree, ...] = ("none", "high-school", "associate", "bachelor", "master", "doctorate")
ConditionKind = Literal["travel", "right to work", "checks", "hours"]
FormOfAddress = Literal["Ms", "Mrs", "Miss", "Mr", "Mx", ""]
SalaryUnit = Literal["hour", "day", "week", "month", "year"]
Seniority = Literal["intern", "entry", "mid", "senior", "lead"]


class Salary(Model):
    """Pay as the ad gives it, in `currency` (ISO 4217) per `unit`."""

    min: float | None = None
    max: float | None = None
    unit: SalaryUnit = "year"
    currency: str = "USD"


LONGEST_PLACE = 300
"""Characters."""


class JobTerms(Model):
    """What a job offers; None where nobody says. Of a correction, what is not set stays as it is."""

    location: Annotated[str, Field(max_length=LONGEST_PLACE)] | None = None
    employment_type: EmploymentType | None = None
    remote: bool | None = None
    seniority: Seniority | None = None
    salary: Salary | None = None


class Requirement(Model):
    """One thing that the ad asks for.

    `start` and `end` are character offsets into the ad as given: `text == ad[start:end]`.
    `sentence_start` and `sentence_end` are the words around it that a person should be shown.
    `skill` is the canonical name of the skill where one is known. `group` joins requirements of
    which any one is enough ("Python or R"). `years` is the experience asked for, in years. `weight` is how
    much it counts beside others of its importance: 1, unless a recruiter says otherwise.
    """

    id: str
    text: str
    start: int
    end: int
    kind: RequirementKind
    importance: Importance
    skill: str | None = None
    group: str | None = None
    years: float | None = None
    weight: float = 1.0
    sentence_start: int = 0
    sentence_end: int = 0


class Condition(Model):
    """What the job asks that no résumé answers, in the ad's words: `text == ad[start:end]`."""

    kind: ConditionKind
    text: str
    start: int
    end: int


class ContactPerson(Model):
    """Whom the ad names to write to, with a form of address: `name` stands in `ad[start:end]`.

    `degree` is "Dr" or "Prof" or "", whatever the ad's language.
    """

    form: FormOfAddress
    degree: Literal["", "Dr", "Prof"] = ""
    name: str
    start: int
    end: int


class Term(Model):
    """A word in the form that is compared, and how often it stands."""

    word: str
    count: int = 1


class JobAnalysis(Model):
    """What stage 1 gives. None means that the ad does not say.

    `terms` are the words that tell most of what the work is, weightiest first. `text` is the ad as it was
    given, which all places count in; a résumé's words that are copied from it show nothing.
    """

    title: str | None = None
    employer: str | None = None
    location: str | None = None
    contact: ContactPerson | None = None
    employment_type: EmploymentType | None = None
    remote: bool | None = None
    seniority: Seniority | None = None
    salary: Salary | None = None
    years_experience_min: float | None = None
    degree_min: Degree | None = None
    requirements: tuple[Requirement, ...] = ()
    conditions: tuple[Condition, ...] = ()
    terms: tuple[Term, ...] = ()
    language: str = "en"
    text: str = ""

    @property
    def offer(self) -> JobTerms:
        """What it offers."""
        return JobTerms.model_construct(**{name: getattr(self, name) for name in JobTerms.model_fields})

    @property
    def must_haves(self) -> int:
        """How many it has: those of a group are one, and duties are none."""
        musts = [one for one in self.requirements if one.importance == "must"]
        return len({one.group or one.id for one in musts if one.kind != "responsibility"})
