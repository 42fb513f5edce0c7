"""Runs on DBOS: a queue, a step a stage, and recovery after a kill. Ids in, ids out."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from traceback import extract_tb
from typing import TYPE_CHECKING, Protocol

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError

from jobwise.domain.account import Actor
from jobwise.domain.run import Stage
from jobwise.errors import StorageFailed

if TYPE_CHECKING:
    from dbos import DBOSConfig

logger = logging.getLogger(__name__)

NAME = "jobwise"
QUEUE = "applications"
WORKFLOW_VERSION = "1"
"""Pinned. *Why:* DBOS takes up a killed run again only under the version that began it; the workflow
is the five stages in order, whatever they do, so it changes only when that order does."""
EXECUTOR = "jobwise"
POLLING_SECONDS = 0.2
"""How long a run may wait to be seen. *Why not less:* an idle dashboard should not keep a laptop warm."""
LIVE = frozenset({"PENDING", "ENQUEUED", "DELAYED"})


_launched_here = threading.Lock()
"""Held while an engine of this process is launched: DBOS is a singleton."""


class Runner(Protocol):
    """What does the work of a run; `services.stage_runner.StageRunner` is the one there is."""

    def run_stage(self, actor: Actor, application_id: str, run_id: str, stage: Stage) -> bool:
        """Do a stage; False when the run ends here."""

    def run_broke(self, actor: Actor, application_id: str, run_id: str) -> None:
        """Put down that a fault of ours ended the run."""


class Closing(BaseException):
    """Ends a workflow's thread when the engine closes. *Why no Exception:* DBOS would put it down as
    the run's result; so the run stays open, and goes on at the next start."""


class DurableEngine:
    """`ports.RunEngine`. DBOS is imported and launched at the first use, or by `launch`.

    *Why one a process:* DBOS is a singleton, and two on one file would take each other's runs. The
    database file that only one process can open keeps a second process away.
    """

    def __init__(self, runner: Runner, data_dir: Path, *, at_once: int = 2) -> None:
        self._runner = runner
        self._file = data_dir / "runs.sqlite"
        self._at_once = at_once
        self._lock = threading.Lock()
        self._stage_lock = threading.Condition()
        self._stages_running = 0
        self._closing = False
        self._workflow: Callable[[str, str, str], None] | None = None

    def launch(self) -> None:
        """Start DBOS and take up the runs that a kill cut off. May be called again."""
        self._launched()

    def start(self, actor: Actor, application_id: str, run_id: str) -> None:
        """Queue a run; returns at once. A run that is known already is left as it is."""
        from dbos import DBOS, SetWorkflowID

        workflow = self._launched()
        with _storage_faults(), SetWorkflowID(run_id):
            DBOS.enqueue_workflow(QUEUE, workflow, actor.id, application_id, run_id)

    def stop(self, run_id: str) -> None:
        """Take a run out of the queue, or end it before its next stage."""
        from dbos import DBOS

        self._launched()
        with _storage_faults():
            DBOS.cancel_workflow(run_id)

    def is_live(self, run_id: str) -> bool:
        """Whether the run waits or works, or will be taken up again after a kill."""
        from dbos import DBOS

        self._launched()
        with _storage_faults():
            status = DBOS.get_workflow_status(run_id)
        return status is not None and status.status in LIVE

    def close(self, *, seconds: float = 10.0) -> None:
        """Let the stages at work end, at most `seconds`, then stop; open runs go on at the next start."""
        with self._lock:
            with self._stage_lock:
                self._closing = True
                self._stage_lock.wait_for(lambda: self._stages_running == 0, timeout=seconds)
            if self._workflow is not None:
                self._end()
                self._workflow = None

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
            with _storage_faults():
                self._prepare()
                DBOS(config=_config(self._file))
                workflow = self._register()
                DBOS.launch()
        except Exception:
            self._end()
            raise
        return workflow

    def _end(self) -> None:
        from dbos import DBOS

        DBOS.destroy(destroy_registry=True)
        _launched_here.release()

    def _prepare(self) -> None:
        """Make the file and its queue. *Why before the launch:* a queue that is made later is noticed
        a second later."""
        from dbos import DBOS, DBOSClient

        self._file.parent.mkdir(parents=True, exist_ok=True)
        url = _url(self._file)
        DBOS.migrate(url)
        client = DBOSClient(system_database_url=url, application_name=NAME)
        try:
            client.register_queue(
                QUEUE, worker_concurrency=self._at_once, polling_interval_sec=POLLING_SECONDS
            )
        finally:
            client.destroy()

    def _register(self) -> Callable[[str, str, str], None]:
        """The workflow and its step. *Why inside:* they belong to this engine and its runner."""
        from dbos import DBOS

        @DBOS.step(name="stage")
        def stage_step(actor_id: str, application_id: str, run_id: str, stage: str) -> bool:
            with self._at_work():
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
    def _at_work(self) -> Iterator[None]:
        with self._stage_lock:
            if self._closing:
                raise Closing
            self._stages_running += 1
        try:
            yield
        finally:
            with self._stage_lock:
                self._stages_running -= 1
                self._stage_lock.notify_all()


def _url(file: Path) -> str:
    return URL.create("sqlite", database=str(file)).render_as_string()


def _config(file: Path) -> "DBOSConfig":
    return {
        "name": NAME,
        "system_database_url": _url(file),
        "application_version": WORKFLOW_VERSION,
        "executor_id": EXECUTOR,
        "log_level": "ERROR",
        "enable_otlp": False,
    }


@contextmanager
def _storage_faults() -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        raise StorageFailed(
            "The file of the runs cannot be used",
            "Check that the disk is not full. If it is not, delete runs.sqlite in the data folder and start "
            "JobWise again: the file holds no words of yours.",
            code="runs-file",
        ) from error
