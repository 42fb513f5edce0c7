"""A job that a person keeps, and how they look for one. Names are those of schema.org JobPosting."""

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import Field

from jobwise.domain.base import Model, Said
from jobwise.domain.posting import EmploymentType, JobAnalysis, Salary, Seniority

BoardKind = Literal["greenhouse", "lever", "ashby"]
"""Public boards whose jobs are given as JSON by the board's name."""
SourceKind = Literal["paste", "file", "page", "bulk", "greenhouse", "lever", "ashby"]
JobState = Literal["waiting", "read", "unusable"]
"""`waiting`: what it asks is read in the background. `unusable`: nothing in it can be worked with."""
JobOrder = Literal["relevance", "date", "fit"]
LibraryMark = tuple[int, int, dt.datetime | None]
"""How many jobs there are, the sum of their changes, the newest one: another one after every change."""
MOST_KEYWORDS = 10
MOST_A_PAGE = 100


class JobSource(Model):
    """Where a job came from. `name`: the file, the address or the board; "" for a pasted one."""

    kind: SourceKind = "paste"
    name: str = ""


def is_address(name: str) -> bool:
    """Whether the name of a source is an address of the internet."""
    return name.startswith(("https://", "http://"))


class JobFit(Model):
    """How a profile stands to a job, by the engine that scores applications. Shares are 0..1.

    `must_haves_total`: how many were recognised in the ad; `must_haves` is 1 where none was. `missing`: those
    that nothing in the profile shows. `profile_id`: of the profile held against it.
    """

    fit: float
    must_haves: float
    must_haves_total: int
    missing: tuple[str, ...]
    profile_id: str
    engine: str


class Job(Model):
    """A job of the library. `changes` counts what was written to it, for programs that write to it, too.

    `trouble`: why it cannot be worked with, "" where it can. `posted_on`: None where nobody says.
    """

    id: str
    state: JobState
    source: JobSource
    title: str
    employer: str
    text: str
    analysis: JobAnalysis | None
    trouble: str
    posted_on: dt.date | None
    added_at: dt.datetime
    fit: JobFit | None
    changes: int


class ListedJob(Model):
    """A job of a list, as it was read. `reason`: why it is not taken, "" where it is. `undated`: the list has
    words for its day that tell none."""

    title: str = ""
    employer: str = ""
    text: str = ""
    address: str = ""
    posted_on: dt.date | None = None
    reason: str = ""
    undated: bool = False


class NewJob(NamedTuple):
    """A job on its way into the library. `digest`: of its text. `analysis`: None where it is yet to be read.
    `text_key`: what nearly the same text is found by, "" for a short or unread one."""

    id: str
    source: JobSource
    title: str
    employer: str
    text: str
    digest: str
    posted_on: dt.date | None = None
    analysis: JobAnalysis | None = None
    text_key: str = ""


class ReadJob(NamedTuple):
    """What was read from a job in the background."""

    title: str
    employer: str
    analysis: JobAnalysis
    text_key: str


class JobMark(NamedTuple):
    """What an index follows of a job without opening anything of it.

    `words`: another one whenever the words of the job may be others. `fit_of`: the profile and the engine
    that `fit` is by.
    """

    id: str
    changes: int
    words: str
    state: JobState
    posted_on: dt.date | None
    added_at: dt.datetime
    changed_at: dt.datetime
    fit: float | None
    fit_of: tuple[str | None, str | None]


class JobWords(NamedTuple):
    """What a job is found by. `told`: what its analysis says, {} for one that was not read."""

    title: str
    employer: str
    text: str
    told: Mapping[str, Any]


class JobHit(Model):
    """A row of what a search found. `relevance`: the BM25 score, None without keywords.

    `application_id`: the newest application that was made for it, None where there is none. `language`: of
    the ad, as ISO 639-1; None until it is read.
    """

    id: str
    state: JobState
    source: JobSource
    title: str
    employer: str
    language: str | None
    location: str
    seniority: Seniority | None
    employment_type: EmploymentType | None
    remote: bool | None
    salary: Salary | None
    posted_on: dt.date | None
    added_at: dt.datetime
    fit: JobFit | None
    relevance: float | None
    application_id: str | None


class JobSearch(Model):
    """What is looked for; all of it has to hold, and of `seniority` and `employment_type` one is enough.

    `keywords`: words or phrases; jobs with none of them are not found. `location`: a city, a region or a
    country. `salary_min`: in a year, in `salary_currency`; a job that names no pay is not found by it.
    `posted_since`: by the day it was posted, or added where nobody says. `cursor`: `JobPage.next` of the page
    before, for the same search. `order`: None is relevance; without keywords that is date.
    """

    keywords: Annotated[
        tuple[Annotated[Said, Field(min_length=1, max_length=100)], ...], Field(max_length=MOST_KEYWORDS)
    ] = ()
    location: Annotated[str, Field(max_length=100)] = ""
    seniority: frozenset[Seniority] = frozenset()
    employment_type: frozenset[EmploymentType] = frozenset()
    remote: bool | None = None
    salary_min: Annotated[float, Field(ge=0, le=1e9)] | None = None
    salary_currency: Annotated[str, Field(pattern="^[A-Z]{3}$")] = "USD"
    posted_since: dt.date | None = None
    order: JobOrder | None = None
    limit: Annotated[int, Field(ge=1, le=MOST_A_PAGE)] = 20
    cursor: Annotated[str, Field(max_length=200)] | None = None


class JobPage(Model):
    """What was found: one page of it. `total`: how many there are on all pages. `next`: None on the last one.

    `waiting`: jobs of the library that are not read yet; `unscored`: those that are not held against the
    present profile yet, which stand at the end where the order is by fit. `preparing`: the library is still
    made ready for searches, so that jobs are missing here; the same search finds all of them a little later.
    """

    hits: tuple[JobHit, ...]
    total: int
    next: str | None
    waiting: int = 0
    unscored: int = 0
    preparing: bool = False


class AddedJob(Model):
    """The job that there is now. `is_new`: False where the library had it already."""

    id: str
    is_new: bool


class RefusedJob(Model):
    """A job among many that was not taken. `position` counts from 1; `reason` is for the person."""

    position: int
    name: str
    reason: str


class AddedJobs(Model):
    """What became of many. `ids`: those that are new; where one turns out to be a known job when it is read,
    its id leads there. `same`: how many the library had already, those too that the person deleted from a
    board. `undated`: how many new ones have a date that was not understood."""

    ids: tuple[str, ...]
    same: int
    undated: int = 0
    refused: tuple[RefusedJob, ...]


class JobBoard(Model):
    """A board that a person follows. `trouble`: why it could not be read the last time, "" where it was."""

    id: str
    kind: BoardKind
    board: str
    read_at: dt.datetime | None
    trouble: str
