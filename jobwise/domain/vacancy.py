"""A vacancy, what is asked of its candidates, how each answers it, and what a person decided."""

import datetime as dt
from typing import Literal, NamedTuple

from jobwise.domain.ats import Score
from jobwise.domain.base import Model
from jobwise.domain.posting import JobAnalysis
from jobwise.domain.profile import Profile
from jobwise.domain.source import SourceText

CandidateState = Literal["waiting", "read", "failed", "same"]
"""`same`: the file of somebody who is a candidate already."""
Choice = Literal["shortlist", "hold", "decline"]
CHOICES: tuple[Choice, ...] = ("shortlist", "hold", "decline")
Flag = Literal["orders", "hidden", "unsure", "partial"]
"""Lines that speak to a machine, hidden text, fields that the reader was not sure of."""
ANY = "*"
"""In the place of a requirement: any of them."""
RANKED_BY = ("fit", "must_haves")
"""Figures of a score that people are ranked by, the highest first; of equals, who came first."""


class RubricSummary(Model):
    """A row of the list of versions. `number` counts from 1; `what` says in words what was changed."""

    number: int
    what: str
    by: str
    at: dt.datetime


class Rubric(RubricSummary):
    """What candidates are held against; never changed, a change is a new version.

    `analysis`: the ad as stage 1 reads it, with the recruiter's corrections.
    """

    analysis: JobAnalysis


class Vacancy(Model):
    """A job that people apply for. `as_of`: the day that all its scores count from.

    `hides_schools`: names of schools are hidden, too. `keep_days`: it goes when nobody touched it for so many
    days; None leaves that to the installation.
    """

    id: str
    title: str
    ad: str
    as_of: dt.date
    created_at: dt.datetime
    rubric: Rubric
    hides_schools: bool = False
    keep_days: int | None = None


class VacancyTouch(Model):
    """When a vacancy was last touched, and for how long it is kept after that."""

    id: str
    title: str
    at: dt.datetime
    keep_days: int | None


class VacancySummary(Model):
    """A row of *Vacancies*. `candidates` counts people, `waiting` those who are not read and scored yet."""

    id: str
    title: str
    created_at: dt.datetime
    candidates: int
    waiting: int
    failed: int
    shortlisted: int


class CandidateFile(Model):
    """A file that somebody applied with, before it is read."""

    id: str
    file_name: str
    media_type: str
    content: bytes
    digest: str


class Trouble(Model):
    """Why a file is no candidate: what is wrong, then what to do."""

    title: str
    message: str


class Traits(Model):
    """What tells whether two files are one person's. Empty where it is not known."""

    name: str = ""
    email: str = ""
    phone: str = ""


class Candidate(Model):
    """Somebody who applied, as they were read. `number` counts from 1 within the vacancy.

    `hidden`: passages that nobody sees who looks at the file. `orders`: lines that speak to a machine, not to
    a person. Both count for nothing. `same_as`: the number of the candidate whose second file this is.
    """

    id: str
    vacancy_id: str
    number: int
    state: CandidateState
    file_name: str
    media_type: str
    added_at: dt.datetime
    profile: Profile = Profile()
    source: SourceText = SourceText(text="")
    hidden: tuple[str, ...] = ()
    orders: tuple[str, ...] = ()
    trouble: Trouble | None = None
    same_as: int | None = None
    opened: bool = False
    revealed: bool = False
    tags: tuple[str, ...] = ()
    notes: str = ""


class FitReading(Model):
    """A fit, 0..1, and what it is made of. `verdicts`: requirement id -> 1 met, 0.3 near, 0 missing."""

    fit: float
    parts: dict[str, tuple[float, float]]
    """Part -> (weight, score), 0..1 each."""
    verdicts: dict[str, float]


class Assessment(Model):
    """A candidate held against a version of the rubric.

    `low` and `high` are the worst and the best fit that other weights and other readings of unsure fields
    give; `lowest` and `highest` are the readings they come from.
    """

    rubric: int
    score: Score
    low: float
    high: float
    lowest: FitReading
    highest: FitReading
    unsure: tuple[str, ...] = ()
    """Sentences on the fields that the reader was not sure of and that change the fit or a verdict."""


class Scored(NamedTuple):
    """An assessment as JSON, beside the figures that the ranking goes by. *Why JSON:* it comes out of one
    process and goes into the store of another as it is."""

    fit: float
    must_haves: float
    assessment: str


class Claim(NamedTuple):
    """One process's leave to work on candidates: another may take them over after so many seconds."""

    token: str
    seconds: float


class Decision(Model):
    """What a person decided. `opened`: whether the résumé had been opened by then."""

    choice: Choice
    reason: str
    by: str
    at: dt.datetime
    opened: bool
    rubric: int


class Correction(Model):
    """What a candidate had corrected. `number` counts from 1 within the candidate; `words` are theirs.

    `profile`: how they were read by then. `before`, `after`: how they answered one version of the rubric.
    `file_name`: the file that a corrected one replaced, "" where none came.
    """

    number: int
    words: str
    by: str
    at: dt.datetime
    profile: Profile
    before: Assessment
    after: Assessment
    file_name: str = ""


class Ranked(Model):
    """A row of the ranking. `tied`: its place and the one above cannot honestly be told apart."""

    rank: int
    candidate: Candidate
    assessment: Assessment
    choice: Choice | None
    tied: bool = False


class Ranking(Model):
    """A page of the ranking. `total` counts everybody who fits the filter."""

    rows: tuple[Ranked, ...]
    total: int


class Wanted(Model):
    """Whom of a ranking to show, by what stands sealed in the store. What is empty asks for nothing.

    `lacks`: the key of a must-have that is not met, or `ANY` of them.
    """

    tag: str = ""
    flag: Flag | None = None
    meets_all: bool = False
    lacks: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether everybody is wanted."""
        return self == Wanted()


class VacancyProgress(Model):
    """How far the files of a vacancy are. `scored` counts people who stand in the ranking."""

    waiting: int
    unscored: int
    scored: int
    failed: int
    same: int
    declined: int = 0
    declined_unopened: int = 0

    @property
    def working(self) -> bool:
        """Whether something is still to be read or scored."""
        return bool(self.waiting or self.unscored)


class Added(Model):
    """What came of files that were handed in: how many were taken, were there before, or are no files for
    this, with the reason of each."""

    taken: int
    copies: int
    refused: tuple[tuple[str, Trouble], ...] = ()


class RubricEdit(Model):
    """What a recruiter says of a requirement. `group`: those with the same one are met by any of them."""

    requirement_id: str
    counts: Literal["must", "nice", "out"]
    weight: float = 1.0
    group: str = ""
    years: float | None = None


class Shown(Model):
    """Somebody who applied, as a recruiter sees them: without what tells who they are until it is revealed.

    `rank` is None while they do not stand in the ranking. `own_address`: the mail address is the recruiter's.
    """

    candidate: Candidate
    assessment: Assessment | None
    decisions: tuple[Decision, ...]
    rank: int | None
    corrections: tuple[Correction, ...] = ()
    own_address: bool = False
