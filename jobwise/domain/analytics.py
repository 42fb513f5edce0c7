"""The figures of runs: of one, as they are kept, and of many together, as they are shown."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field

from jobwise.domain.base import Model
from jobwise.domain.run import RunState, Stage

HowFar = Literal["saved", "applied", "interview", "offer", "rejected"]
"""How far the person says an application went."""
OFFLINE = "offline"
"""The provider of runs that no model took part in."""
OTHER = "other"
"""What a model is called whose name is not public: somebody typed it."""


class RunFigures(Model):
    """The figures of a run that ended; no word of anybody's is in them.

    `failure`: the code of the error, "" for none. `layout`, `confidence`: of the résumé, as it was read.
    Seconds are None for stages that were taken over or not reached; `reused` counts the former.
    """

    run_id: str
    application_id: str
    at: dt.datetime
    state: RunState
    failure: str = ""
    failed_stage: Stage | Literal[""] = ""
    before_score: float | None = None
    after_score: float | None = None
    engine: str
    media_type: str = ""
    layout: str = ""
    confidence: float | None = None
    seconds_analyze: float | None = None
    seconds_compile: float | None = None
    seconds_generate: float | None = None
    seconds_validate: float | None = None
    seconds_export: float | None = None
    reused: int = 0
    provider: str = OFFLINE
    model: str = ""
    reading_prompt: str = ""
    writing_prompt: str = ""
    engine_settings: str = ""
    calls: int = 0
    kept_calls: int = 0
    tries: int = 0
    tokens_asked: int = 0
    tokens_cached: int = 0
    tokens_answered: int = 0
    cost_usd: float = 0.0
    findings: int | None = None
    downloaded: bool = False
    outcome: HowFar | Literal[""] = ""


SECONDS: dict[Stage, str] = {
    Stage.JOB_ANALYZER: "seconds_analyze",
    Stage.PROFILE_COMPILER: "seconds_compile",
    Stage.DOCUMENT_GENERATOR: "seconds_generate",
    Stage.QUALITY_VALIDATOR: "seconds_validate",
    Stage.PDF_EXPORTER: "seconds_export",
}
"""Stage -> the figure that has its time."""


FIRST_DAY, LAST_DAY = dt.date(2000, 1, 1), dt.date(2199, 12, 31)
"""What can be asked for. *Why an end:* beside the last day that there is no week can be reckoned."""
Day = Annotated[dt.date, Field(ge=FIRST_DAY, le=LAST_DAY)]


class Filters(Model):
    """Which runs are looked at; None and "" mean all.

    `since` and `until` are the first and the last day; a week that they cut counts whole. `version`: what
    wrote, such as "writing@2" or "engine@1". `stage` counts for times and failures alone.
    """

    since: Day | None = None
    until: Day | None = None
    version: str = ""
    provider: str = ""
    stage: Stage | None = None


class Slice(Model):
    """The smallest set of runs that filters tell apart: those of a week, of what wrote, of a model.

    `week` is its Monday, `is_small` says that too few people are in it to be counted anywhere. `stages`:
    those that ended, `reused` of them taken over.
    """

    week: dt.date
    version: str
    provider: str
    model: str
    is_small: bool
    runs: int
    done: int
    failed: int
    stopped: int
    calls: int
    kept_calls: int
    stages: int
    reused: int
    tokens_asked: int
    tokens_cached: int
    tokens_answered: int
    cost_usd: float


class Looked(Model):
    """What a figure is asked of. `before`: only what was earlier. `least`: people in a group that is told.
    `left_out`: slices whose runs are counted nowhere."""

    filters: Filters = Filters()
    before: dt.date | None = None
    least: int = 1
    left_out: tuple[Slice, ...] = ()


class Week(Model):
    """A week's runs. `kept_calls` are part of `calls`, `reused` of `stages`: those that were there before."""

    week: dt.date
    runs: int
    done: int
    calls: int
    kept_calls: int
    stages: int
    reused: int


class Bar(Model):
    """How many runs have a figure from `low` up to `high`."""

    low: float
    high: float
    runs: int


class Spreads(Model):
    """The gain in score of runs, their scores before and after, in bars from the lowest up."""

    gain: tuple[Bar, ...] = ()
    before: tuple[Bar, ...] = ()
    after: tuple[Bar, ...] = ()


class StageTime(Model):
    """Seconds of a stage that was worked on: the middle one, and the one that 90 % keep under."""

    stage: Stage
    median: float
    p90: float


class FailureKind(Model):
    """Runs that failed in the same way. `stage` is None where it was between two."""

    stage: Stage | None
    failure: str
    runs: int


class Spending(Model):
    """What runs of one model and one version used. `model` is "" offline."""

    provider: str
    model: str
    version: str
    runs: int
    tokens_asked: int
    tokens_cached: int
    tokens_answered: int
    cost_usd: float


class LayoutReading(Model):
    """How surely résumés of one kind are read: the mean share of what was read without a doubt, 0..1."""

    media_type: str
    layout: str
    runs: int
    confidence: float


Step = Literal["uploaded", "started", "finished", "downloaded", "applied", "interview", "offer"]


class FunnelStep(Model):
    """People who came so far; None where they are too few to be told."""

    step: Step
    people: int | None


class Board(Model):
    """All that the page shows. `versions`, `providers`: what can be chosen. `hides`: something was left out
    because too few people are behind it. `first` and `last`: the Mondays of the first and last week."""

    first: dt.date | None
    last: dt.date | None
    versions: tuple[str, ...]
    providers: tuple[str, ...]
    hides: bool
    runs: int
    done: int
    cost_usd: float
    median_gain: float | None
    weeks: tuple[Week, ...]
    spreads: Spreads
    times: tuple[StageTime, ...]
    failures: tuple[FailureKind, ...]
    spending: tuple[Spending, ...]
    layouts: tuple[LayoutReading, ...]
    funnel: tuple[FunnelStep, ...]


def monday(day: dt.date) -> dt.date:
    """The first day of a day's week."""
    return day - dt.timedelta(days=day.weekday())


def week_end(day: dt.date) -> dt.date:
    """The first day after a day's week."""
    return monday(day) + dt.timedelta(days=7)
