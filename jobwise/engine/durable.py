"""Runs on DBOS: a queue, a step a stage, and recovery after a kill. Ids in, ids out."""

import logging
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from traceback import extract_tb
from typing import TYPE_CHECKING, Protocol

from sqlalchemy import URL

from jobwise.domain.account import Actor
from jobwise.domain.run import Stage
from jobwise.engine.machines import Machines
from jobwise.engine.run_store import QUEUE, config, is_shared, leave_no_trace, prepare, storage_faults
from jobwise.errors import Closing, StorageFailed
from jobwise.log_lines import run_named

if TYPE_CHECKING:
    from dbos import WorkflowStatus

logger = logging.getLogger(__name__)

TRIES = 6
"""How often a stage is begun when not even its failure can be written down, with longer and longer waits
between: 15 seconds in all, in which a database comes back."""
GOODBYE_SECONDS = 1
"""How long threads get to write down that they end. *Why:* one that still wants to, when the database has
gone, would try for ever and keep the process."""
FORGET_SECONDS = 20.0
GRACE_SECONDS = 3.0
"""How long an answer that is under way may take to come, when JobWise is stopped. *Why no longer:* somebody
waits at the terminal, and an answer that is lost costs some cents."""
LIVE = frozenset({"PENDING", "ENQUEUED", "DELAYED"})


_launched_here = threading.Lock()
"""Held while an engine of this process is launched: DBOS is a singleton."""


class Runner(Protocol):
    """What does the work of a run; `services.stage_runner.StageRunner` is the one there is."""

    def run_stage(self, actor: Actor, application_id: str, run_id: str, stage: Stage) -> bool:
        """Do a stage; False when the run ends here. Raises: Closing."""

    def run_broke(self, actor: Actor, application_id: str, run_id: str) -> None:
        """Put down that a fault of ours ended the run."""

    def let_go(self) -> None:
        """End the stages that wait for somebody else: they raise Closing."""


class DurableEngine:
    """`ports.RunEngine`. DBOS is imported and launched at the first use, or by `launch`.

    *Why one a process:* DBOS is a singleton, and two on one file would take each other's runs. The
    database file that only one process can open keeps a second process away; on PostgreSQL the name
    that each machine holds does.
    """

    def __init__(
        self, runner: Runner, url: URL, *, at_once: int = 2, per_person: int = 2, machine: str = "jobwise"
    ) -> None:
        """`at_once` counts the runs of this process, `per_person` those of a person on all machines.

        `machine` stays the same over restarts: runs that a kill cut off are found by it.
        """
        self._runner = runner
        self._url = url
        self._at_once = at_once
        self._per_person = per_person
        self._machine = machine
        self._machines: Machines | None = None
        self._lock = threading.Lock()
        self._stage_lock = threading.Condition()
        self._at_stage: Counter[str] = Counter()
        """Person -> how many of their stages are at work in this process."""
        self._closing = False
        self._workflow: Callable[[str, str, str], None] | None = None

    def launch(self) -> None:
        """Start DBOS and take up the runs that a kill cut off. May be called again."""
        self._launched()

    def look(self) -> str:
        """How the runs are. Raises: StorageFailed before the launch."""
        if self._workflow is None:
            raise StorageFailed(
                "Runs are not worked on yet",
                "They are some seconds after the start. If it stays so, look at the log.",
                code="not-launched",
            )
        return "Taken from the queue"

    def start(self, actor: Actor, application_id: str, run_id: str) -> None:
        """Queue a run; returns at once. A run that is known already is left as it is."""
        from dbos import DBOS, SetEnqueueOptions, SetWorkflowID

        workflow = self._launched()
        whose = SetEnqueueOptions(queue_partition_key=actor.id)
        with storage_faults(self._url), SetWorkflowID(run_id), whose:
            DBOS.enqueue_workflow(QUEUE, workflow, actor.id, application_id, run_id)

    def stop(self, run_id: str) -> None:
        """Take a run out of the queue, or end it before its next stage."""
        from dbos import DBOS

        self._launched()
        with storage_faults(self._url):
            DBOS.cancel_workflow(run_id)

    def is_live(self, run_id: str) -> bool:
        """Whether the run waits or works, or will be taken up again after a kill."""
        from dbos import DBOS

        self._launched()
        with storage_faults(self._url):
            status = DBOS.get_workflow_status(run_id)
        return status is not None and status.status in LIVE

    def forget(self, actor: Actor) -> None:
        """End the person's runs, wait for the stage at work (at most `FORGET_SECONDS`), and keep nothing of
        any of them. A stage that takes longer finds its application gone, and its result is dropped."""
        from dbos import DBOS

        self._launched()
        with storage_faults(self._url):
            runs = [run for run in DBOS.list_workflows(load_output=False) if _is_of(run, actor)]
            for run in runs:
                if run.status in LIVE:
                    DBOS.cancel_workflow(run.workflow_id)
            with self._stage_lock:
                self._stage_lock.wait_for(lambda: actor.id not in self._at_stage, timeout=FORGET_SECONDS)
            DBOS.delete_workflows([run.workflow_id for run in runs])
            leave_no_trace(self._url)

    def close(self, *, seconds: float = GRACE_SECONDS) -> None:
        """Let the stages at work end, at most `seconds`, then cut them off; open runs go on next time.

        *Why twice as long:* a stage that is our own work cannot be cut off, and does not take long.
        """
        with self._lock:
            with self._stage_lock:
                self._closing = True
                if not self._stage_lock.wait_for(self._is_idle, timeout=seconds):
                    self._runner.let_go()
                    self._stage_lock.wait_for(self._is_idle, timeout=seconds)
            if self._workflow is not None:
                self._end()
                self._workflow = None

    def _is_idle(self) -> bool:
        return not self._at_stage

    def _launched(self) -> Callable[[str, str, str], None]:
        with self._lock:
            if self._closing:
                raise StorageFailed("JobWise is stopping", "Start it again.", code="closing")
            if self._workflow is None:
                self._workflow = self._launch()
            return self._workflow

    def _launch(self) -> Callable[[str, str, str], None]:
        from dbos import DBOS

        if not _launched_here.acquire(blocking=False):
            raise RuntimeError("close the other engine of this process first")
        try:
            with storage_faults(self._url):
                prepare(self._url, at_once=self._at_once, per_person=self._per_person)
                self._machines = self._others()
                if self._machines:
                    self._machines.claim()
                DBOS(config=config(self._url, self._machine))
                workflow = self._register()
                DBOS.launch()
                if self._machines:
                    self._machines.watch()
        except Exception:
            self._end()
            raise
        return workflow

    def _end(self) -> None:
        from dbos import DBOS

        if self._machines:
            self._machines.leave()
        DBOS.destroy(destroy_registry=True, workflow_completion_timeout_sec=GOODBYE_SECONDS)
        if self._machines:  # last: while the name is held, nobody takes these runs up
            self._machines.close()
        _launched_here.release()

    def _others(self) -> Machines | None:
        """Who else works on these runs; only PostgreSQL lets others."""
        if not is_shared(self._url):
            return None
        return Machines(self._url, self._machine, _machines_at_work, _take_up)

    def _register(self) -> Callable[[str, str, str], None]:
        """The workflow and its step. *Why inside:* they belong to this engine and its runner."""
        from dbos import DBOS

        @DBOS.step(name="stage", retries_allowed=True, max_attempts=TRIES, interval_seconds=0.5)
        def stage_step(actor_id: str, application_id: str, run_id: str, stage: str) -> bool:
            with self._at_work(actor_id):
                return self._guarded(Actor(id=actor_id), application_id, run_id, Stage(stage))

        @DBOS.workflow(name="tailor")
        def tailor(actor_id: str, application_id: str, run_id: str) -> None:
            for stage in Stage:
                if not stage_step(actor_id, application_id, run_id, stage.value):
                    return

        return tailor

    def _guarded(self, actor: Actor, application_id: str, run_id: str, stage: Stage) -> bool:
        """The outermost edge of a run: a bug ends it, and the person is told.

        *Why the error goes no further:* DBOS would store it and the log would print it, and its words
        may be the résumé's. The places in the code say enough.
        """
        try:
            with run_named(run_id):
                return self._runner.run_stage(actor, application_id, run_id, stage)
        except Exception as error:  # noqa: BLE001
            places = (f"{frame.filename}:{frame.lineno}" for frame in extract_tb(error.__traceback__))
            logger.error(
                "A run broke in %s: %s, %s",
                stage.value,
                type(error).__name__,
                " > ".join(places),
                extra={"run_id": run_id},
            )
            self._runner.run_broke(actor, application_id, run_id)
            return False

    @contextmanager
    def _at_work(self, actor_id: str) -> Iterator[None]:
        with self._stage_lock:
            if self._closing:
                raise Closing
            self._at_stage[actor_id] += 1
        try:
            yield
        finally:
            with self._stage_lock:
                self._at_stage[actor_id] -= 1
                self._at_stage += Counter()  # whoever has none is gone from it
                self._stage_lock.notify_all()


def _is_of(run: "WorkflowStatus", actor: Actor) -> bool:
    return run.input is not None and run.input["args"][:1] == (actor.id,)


def _machines_at_work() -> set[str]:
    from dbos import DBOS

    runs = DBOS.list_workflows(status="PENDING", load_input=False, load_output=False)
    return {run.executor_id for run in runs if run.executor_id}


def _take_up(machine: str) -> None:
    """Queue the runs of a machine that is gone; they go on at their last finished stage."""
    from dbos import DBOS

    runs = DBOS.list_workflows(status="PENDING", executor_id=machine, load_input=False, load_output=False)
    for run in runs:
        DBOS.resume_workflow(run.workflow_id, queue_name=QUEUE)
    logger.warning("%s is gone; %d of its runs go on", machine, len(runs))
