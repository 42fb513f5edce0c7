"""A run of the five stages: what is asked, what happens, what is kept."""

import datetime as dt
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from jobwise.domain.base import Model
from jobwise.domain.documents import Design
from jobwise.domain.engine_settings import FIRST, EngineSettings
from jobwise.domain.model_call import ModelChoice, ModelUse


class Stage(StrEnum):
    """The five stages in order."""

    JOB_ANALYZER = "job_analyzer"
    PROFILE_COMPILER = "profile_compiler"
    DOCUMENT_GENERATOR = "document_generator"
    QUALITY_VALIDATOR = "quality_validator"
    PDF_EXPORTER = "pdf_exporter"


RunState = Literal["waiting", "running", "done", "failed", "stopped"]


class RunRequest(Model):
    """What a run starts from. `as_of` is the day that durations and the letter's date count from.

    `model`: who rewords, None for the offline engine alone. `engine_settings`: what our own rules go by.
    `title`, `employer`: what the person's library calls the job, "" where the ad alone says it.
    """

    application_id: str
    profile_id: str
    job_text: str
    as_of: dt.date
    page_budget: float = 2.0
    design: Design = Design()
    model: ModelChoice | None = None
    engine_settings: EngineSettings = FIRST
    title: str = ""
    employer: str = ""


class StageStarted(Model):
    type: Literal["stage_started"] = "stage_started"
    stage: Stage
    at: dt.datetime


class StageProgress(Model):
    """`message` is a sentence for the person: "9 lines reworded, 13 kept as you wrote them".

    `passing`: of interest only until the next one comes, such as words that are being written.
    """

    type: Literal["stage_progress"] = "stage_progress"
    stage: Stage
    at: dt.datetime
    message: str
    passing: bool = False


class StageFinished(Model):
    """`summary` is the stage's result in a few words; `reused` says that its input had not changed.

    `model_uses`: the calls of a model that the stage made.
    """

    type: Literal["stage_finished"] = "stage_finished"
    stage: Stage
    at: dt.datetime
    summary: str
    seconds: float
    reused: bool = False
    model_uses: tuple[ModelUse, ...] = ()


class RunFinished(Model):
    type: Literal["run_finished"] = "run_finished"
    at: dt.datetime
    ats_score: float


class RunFailed(Model):
    """`title` and `message` are the sentences of the error; `stopped` when the person stopped it.

    `by_model`: a language model failed, and the run can be finished without one.
    """

    type: Literal["run_failed"] = "run_failed"
    at: dt.datetime
    stage: Stage | None
    title: str
    message: str
    code: str
    stopped: bool = False
    by_model: bool = False


RunEvent = Annotated[
    StageStarted | StageProgress | StageFinished | RunFinished | RunFailed,
    Field(discriminator="type"),
]
