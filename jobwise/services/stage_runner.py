"""One stage of one run: load, compute outside of any transaction, keep whole or not at all."""

import datetime as dt
import time

from jobwise.domain.account import Actor
from jobwise.domain.run import (
    RunEvent,
    RunFailed,
    RunFinished,
    Stage,
    StageFinished,
    StageProgress,
    StageStarted,
)
from jobwise.errors import JobWiseError, NotFound
from jobwise.ports import Clock, Transactions, UnitOfWork
from jobwise.services.recording import record
from jobwise.services.stage_work import (
    ORDER,
    Material,
    Result,
    Tools,
    input_key,
    now_doing,
    restored,
    work_on,
)


class StageRunner:
    """What the engine calls. Every method takes ids and leaves all content in the store."""

    def __init__(self, transactions: Transactions, tools: Tools, clock: Clock) -> None:
        self._transactions = transactions
        self._tools = tools
        self._clock = clock

    def run_stage(self, actor: Actor, application_id: str, run_id: str, stage: Stage) -> bool:
        """Do a stage; False when the run ends here: failed, stopped, deleted, or replaced by another.

        May be called again for a stage that was cut off: what is kept already is taken over.
        """
        try:
            return self._run(actor, application_id, run_id, stage)
        except JobWiseError as error:
            self._fail(actor, application_id, run_id, stage, error)
            return False

    def run_broke(self, actor: Actor, application_id: str, run_id: str) -> None:
        """A run ended by a fault of ours: the person is told, and may try again."""
        error = JobWiseError(
            "Something went wrong inside JobWise",
            "Your profile and the ad are safe. Try again; if it happens again, look at the log.",
            code="broken",
        )
        self._fail(actor, application_id, run_id, None, error)

    def _run(self, actor: Actor, application_id: str, run_id: str, stage: Stage) -> bool:
        with self._transactions() as work:
            if not is_open(work, actor, application_id, run_id):
                return False
            material = material_of(work, actor, application_id, stage)
            key = input_key(stage, material)
            if self._taken_over(work, actor, application_id, stage, material, key):
                return True
            self._announce(work, actor, application_id, stage, now_doing(stage, material))
        start = time.perf_counter()
        result = work_on(stage, material, self._tools)
        seconds = round(time.perf_counter() - start, 4)
        with self._transactions() as work:
            if not is_open(work, actor, application_id, run_id):
                return False
            record(work, actor, application_id, stage, key, result, self._clock())
            self._finish(work, actor, application_id, stage, material, result, seconds=seconds)
        return True

    def _taken_over(
        self, work: UnitOfWork, actor: Actor, application_id: str, stage: Stage, material: Material, key: str
    ) -> bool:
        """Use what this or another run gave for the same input; False when there is nothing."""
        own = work.applications.output(actor, application_id, stage)
        if own and own[0] == key:
            result = restored(stage, own[1])
        elif stage is Stage.PDF_EXPORTER:  # its files belong to one application
            return False
        else:
            found = work.applications.find_output(actor, stage, key)
            if found is None:
                return False
            result = restored(stage, found)
            record(work, actor, application_id, stage, key, result, self._clock())
        self._announce(work, actor, application_id, stage, None)
        self._finish(work, actor, application_id, stage, material, result, seconds=None)
        return True

    def _announce(
        self, work: UnitOfWork, actor: Actor, application_id: str, stage: Stage, doing: str | None
    ) -> None:
        work.applications.set_state(actor, application_id, "running")
        events: list[RunEvent] = [StageStarted(stage=stage, at=self._clock())]
        if doing:
            events.append(StageProgress(stage=stage, at=self._clock(), message=doing))
        for event in events:
            work.applications.add_event(actor, application_id, event)

    def _finish(
        self,
        work: UnitOfWork,
        actor: Actor,
        application_id: str,
        stage: Stage,
        material: Material,
        result: Result,
        *,
        seconds: float | None,
    ) -> None:
        """`seconds` is None for a result that was taken over."""
        finished = StageFinished(
            stage=stage,
            at=self._clock(),
            summary=result.summary,
            seconds=seconds or 0.0,
            reused=seconds is None,
        )
        work.applications.add_event(actor, application_id, finished)
        if stage is ORDER[-1]:
            ended = RunFinished(at=self._clock(), ats_score=material.report().after.ats_score)
            work.applications.set_state(actor, application_id, "done")
            work.applications.add_event(actor, application_id, ended)

    def _fail(
        self, actor: Actor, application_id: str, run_id: str, stage: Stage | None, error: JobWiseError
    ) -> None:
        with self._transactions() as work:
            if is_open(work, actor, application_id, run_id):
                end_run(work, actor, application_id, failed_event(error, stage, self._clock()))


def failed_event(
    error: JobWiseError, stage: Stage | None, at: dt.datetime, *, stopped: bool = False
) -> RunFailed:
    """The event that ends a run early, in the words of the error."""
    return RunFailed(
        at=at, stage=stage, title=error.title, message=error.message, code=error.code, stopped=stopped
    )


def end_run(work: UnitOfWork, actor: Actor, application_id: str, event: RunFailed) -> None:
    """Put down that the present run ended early."""
    work.applications.set_state(actor, application_id, "stopped" if event.stopped else "failed")
    work.applications.add_event(actor, application_id, event)


def is_open(work: UnitOfWork, actor: Actor, application_id: str, run_id: str) -> bool:
    """Whether this run is still the application's and has not ended; a deleted application has none."""
    try:
        present, state = work.applications.run(actor, application_id)
    except NotFound:
        return False
    return present == run_id and state in ("waiting", "running")


def material_of(work: UnitOfWork, actor: Actor, application_id: str, stage: Stage) -> Material:
    """What a stage is given: the request, the profile and the outputs of the stages before it."""
    request = work.applications.request(actor, application_id)
    kept = work.applications.outputs(actor, application_id)
    outputs = {earlier: kept[earlier][1] for earlier in ORDER[: ORDER.index(stage)]}
    return Material(request, work.profiles.get(actor, request.profile_id).profile, outputs)
