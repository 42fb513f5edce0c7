"""One stage of one run: load, compute outside of any transaction, keep whole or not at all."""

import datetime as dt
import threading
import time
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import NamedTuple

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
from jobwise.errors import Closing, JobWiseError, ModelFailed, NotFound, StorageFailed
from jobwise.ports import Clock, Transactions, UnitOfWork
from jobwise.services.model_stages import ModelStages
from jobwise.services.recording import record
from jobwise.services.run_book import RunBook
from jobwise.services.stage_work import ORDER, Material, Result, by_model, input_key, now_doing, restored

CARRIED = 16
"""How many runs are carried from stage to stage; a stopped one may never ask again, and makes room."""


class Begun(NamedTuple):
    """A stage that a person sees begin. `result`: what was taken over, None while it is to be worked on.

    `told`: how many events the run had then. Where it has no more when the stage ends, nobody else did it.
    """

    stage: Stage
    material: Material
    key: str
    result: Result | None
    told: int = 0


class StageRunner:
    """What the engine calls. Every method takes ids and leaves all content in the store.

    `_begun`: run -> the stage that comes next, with all that the run has so far in this process. *Why:*
    reading and parsing it again for each stage, and a transaction to begin it, took longer than most
    stages. After a kill it is read from the store.
    """

    def __init__(
        self, transactions: Transactions, stages: ModelStages, clock: Clock, book: RunBook | None = None
    ) -> None:
        self._transactions = transactions
        self._book = book or RunBook()
        self._stages = stages
        self._clock = clock
        self._begun: dict[str, Begun] = {}
        self._leaving = threading.Event()

    def let_go(self) -> None:
        """Wait for no model any more: this process ends. What was asked is asked again at the next start."""
        self._leaving.set()

    def forget(self) -> None:
        """Carry nothing any more; runs go on from the store."""
        self._begun.clear()

    def run_stage(self, actor: Actor, application_id: str, run_id: str, stage: Stage) -> bool:
        """Do a stage; False when the run ends here: failed, stopped, deleted, or replaced by another.
        Raises: Closing, after `let_go`.

        May be called again for a stage that was cut off: what is kept already is taken over. Two machines may
        do the same one, where one was taken for dead: who comes second takes over what the first has kept.
        """
        try:
            return self._run(actor, application_id, run_id, stage)
        except JobWiseError as error:
            return self._fail(actor, application_id, run_id, stage, error)

    def run_broke(self, actor: Actor, application_id: str, run_id: str) -> None:
        """A run ended by a fault of ours: the person is told, and may try again."""
        error = JobWiseError(
            "Something went wrong inside JobWise",
            "Your profile and the ad are safe. Try again; if it happens again, look at the log.",
            code="broken",
        )
        self._fail(actor, application_id, run_id, None, error)

    def _run(self, actor: Actor, application_id: str, run_id: str, stage: Stage) -> bool:
        begun = self._begun.pop(run_id, None)
        if begun is None or begun.stage is not stage:
            with self._transactions() as work:
                if not is_open(work, actor, application_id, run_id):
                    return False
                if done_before(work, actor, application_id, stage):
                    return True
                begun = self._begin_anew(work, actor, application_id, stage)
        start = time.perf_counter()
        on_words = partial(self._tell_words, actor, application_id, run_id, stage)
        try:
            result = begun.result or self._stages.work_on(actor, run_id, stage, begun.material, on_words)
        except _Ended:
            return False
        seconds = None if begun.result else round(time.perf_counter() - start, 4)
        with self._transactions() as work:
            if not is_open(work, actor, application_id, run_id):
                return False
            told = work.applications.last_event(actor, application_id)
            if told != begun.told and done_before(work, actor, application_id, stage):
                return True
            if begun.result is None:
                self._record(work, actor, application_id, begun, result)
            following = self._finish(work, actor, application_id, begun, result, seconds)
            told = work.applications.last_event(actor, application_id)
        if following:
            self._carry(run_id, following._replace(told=told))
        return True

    def _record(
        self, work: UnitOfWork, actor: Actor, application_id: str, begun: Begun, result: Result
    ) -> None:
        material, stage = begun.material, begun.stage
        analysis = material.analysis() if Stage.JOB_ANALYZER in material.outputs else None
        fresh = stage not in material.before
        record(
            work,
            actor,
            application_id,
            stage,
            begun.key,
            result,
            self._clock(),
            analysis=analysis,
            fresh=fresh,
        )

    def _begin_anew(self, work: UnitOfWork, actor: Actor, application_id: str, stage: Stage) -> Begun:
        """Begin a stage from the store: the first of a run, or the one at which a kill cut it off."""
        begun, events = self._begin(work, actor, stage, material_of(work, actor, application_id, stage))
        work.applications.set_state(actor, application_id, "running")
        work.applications.add_event(actor, application_id, *events)
        return begun._replace(told=work.applications.last_event(actor, application_id))

    def _tell_words(self, actor: Actor, application_id: str, run_id: str, stage: Stage, words: str) -> None:
        """Show the words that a model is writing; without words only look.

        Raises: _Ended when nobody wants them any more, Closing.
        """
        if self._leaving.is_set():
            raise Closing
        if not words:
            self._look(actor, application_id, run_id)
            return
        with self._transactions() as work:
            if not is_open(work, actor, application_id, run_id):
                raise _Ended
            told = StageProgress(stage=stage, at=self._clock(), message=words, passing=True)
            work.applications.add_event(actor, application_id, told)

    def _look(self, actor: Actor, application_id: str, run_id: str) -> None:
        """*Why a failing store is passed over:* it may be back at the next look, and a call is under way."""
        with suppress(StorageFailed), self._transactions() as work:
            if not is_open(work, actor, application_id, run_id, held=False):
                raise _Ended

    def _finish(
        self,
        work: UnitOfWork,
        actor: Actor,
        application_id: str,
        begun: Begun,
        result: Result,
        seconds: float | None,
    ) -> Begun | None:
        """End a stage and, in the same transaction, begin the next; None after the last.

        `seconds` is None for a result that was taken over.
        """
        stage, material = begun.stage, begun.material
        told: list[RunEvent] = [
            StageFinished(
                stage=stage,
                at=self._clock(),
                summary=result.summary,
                seconds=seconds or 0.0,
                reused=seconds is None,
                model_uses=result.uses,
            )
        ]
        following = None
        if stage is ORDER[-1]:
            work.applications.set_state(actor, application_id, "done")
            told.append(RunFinished(at=self._clock(), ats_score=material.report().after.ats_score))
        else:
            following, events = self._begin(
                work,
                actor,
                ORDER[ORDER.index(stage) + 1],
                material.after(stage, result),
                is_new=seconds is not None,
            )
            told += events
        work.applications.add_event(actor, application_id, *told)
        if following is None:
            self._book.note(work, actor, application_id, self._clock(), material.report())
        return following

    def _begin(
        self, work: UnitOfWork, actor: Actor, stage: Stage, material: Material, *, is_new: bool = False
    ) -> tuple[Begun, list[RunEvent]]:
        """A stage that begins, and what a person is told; what the same input once gave is taken over.

        `is_new`: what the stage before gave was never there, so no other run had this stage's input.
        """
        key = input_key(stage, material)
        result = self._taken_over(work, actor, stage, key, material, is_new=is_new)
        events: list[RunEvent] = [StageStarted(stage=stage, at=self._clock())]
        if result is None:
            doing = now_doing(stage, material)
            events.append(StageProgress(stage=stage, at=self._clock(), message=doing))
        return Begun(stage, material, key, result), events

    def _taken_over(
        self,
        work: UnitOfWork,
        actor: Actor,
        stage: Stage,
        key: str,
        material: Material,
        *,
        is_new: bool,
    ) -> Result | None:
        """What this or another run gave for the same input, or None. What this application has was read with
        the material: nobody else writes to it while the run is open.

        *Why not where a model failed:* its good answers are kept themselves, so doing the stage again asks
        only for what could not be used. The same where another prompt was chosen since.
        """
        application_id, own = material.request.application_id, material.before.get(stage)
        tasks = by_model(stage, material.request.model)
        if own and own[0] == work.applications.keyed(actor, key):
            uses = work.applications.uses(actor, application_id, stage) if tasks else ()
            prompt = self._stages.prompt_of(work, stage) if tasks else ""
            good = {use.task for use in uses if not use.trouble and use.prompt == prompt}
            if good >= tasks or work.applications.is_edited(actor, application_id, stage):
                kept = (use.model_copy(update={"kept": True, "cost_usd": 0.0}) for use in uses)
                return replace(restored(stage, own[1]), uses=tuple(kept))
        if own and not own[0]:  # to be made anew
            return None
        if is_new or tasks or stage is Stage.PDF_EXPORTER:  # its files belong to one application
            return None
        found = work.applications.find_output(actor, stage, key)
        if found is None:
            return None
        result = restored(stage, found)
        record(work, actor, application_id, stage, key, result, self._clock())
        return result

    def _carry(self, run_id: str, begun: Begun) -> None:
        while len(self._begun) >= CARRIED:
            self._begun.pop(next(iter(self._begun)), None)
        self._begun[run_id] = begun

    def _fail(
        self, actor: Actor, application_id: str, run_id: str, stage: Stage | None, error: JobWiseError
    ) -> bool:
        """End the run with an error; True when another machine has done the stage, and the run goes on."""
        with self._transactions() as work:
            if not is_open(work, actor, application_id, run_id):
                return False
            if stage is not None and done_before(work, actor, application_id, stage):
                return True
            end_run(work, actor, application_id, failed_event(error, stage, self._clock()), self._book)
            return False


class _Ended(Exception):
    """The run ended while a model was writing."""


def failed_event(
    error: JobWiseError, stage: Stage | None, at: dt.datetime, *, stopped: bool = False
) -> RunFailed:
    """The event that ends a run early, in the words of the error."""
    return RunFailed(
        at=at,
        stage=stage,
        title=error.title,
        message=error.message,
        code=error.code,
        stopped=stopped,
        by_model=isinstance(error, ModelFailed),
    )


def end_run(work: UnitOfWork, actor: Actor, application_id: str, event: RunFailed, book: RunBook) -> None:
    """Put down that the present run ended early."""
    work.applications.set_state(actor, application_id, "stopped" if event.stopped else "failed")
    work.applications.add_event(actor, application_id, event)
    book.note(work, actor, application_id, event.at)


def is_open(work: UnitOfWork, actor: Actor, application_id: str, run_id: str, *, held: bool = True) -> bool:
    """Whether this run is still the application's and has not ended; a deleted application has none.

    `held`: it stays so until the transaction ends, for who is about to write.
    """
    try:
        present, state = work.applications.run(actor, application_id, held=held)
    except NotFound:
        return False
    return present == run_id and state in ("waiting", "running")


def done_before(work: UnitOfWork, actor: Actor, application_id: str, stage: Stage) -> bool:
    """Whether the present run has done this stage. *Why asked:* a kill may fall between our store and the
    engine's, which then asks for the stage once more; and another machine may work on it too."""
    events = work.applications.events(actor, application_id)
    return any(isinstance(event, StageFinished) and event.stage is stage for event in events)


def material_of(work: UnitOfWork, actor: Actor, application_id: str, stage: Stage) -> Material:
    """What a stage is given: the request, the profile and the outputs of the stages before it."""
    request = work.applications.request(actor, application_id)
    kept = work.applications.outputs(actor, application_id)
    outputs = {earlier: kept[earlier][1] for earlier in ORDER[: ORDER.index(stage)]}
    profile = work.profiles.get(actor, request.profile_id).profile
    return Material(request, profile, outputs, before=kept)
