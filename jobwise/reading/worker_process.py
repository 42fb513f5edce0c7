"""The server's end of one reading worker.

*Why plain subprocesses:* `multiprocessing` started from a Streamlit page runs the dashboard's own
script a second time in the child; `-m jobwise.reading.worker` runs the worker and nothing else.
"""

import contextlib
import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from jobwise.errors import UnreadableFile
from jobwise.reading import frames
from jobwise.reading.calls import Answer, Call

logger = logging.getLogger(__name__)

START_SECONDS = 60.0
"""A worker is ready in under a second; a machine that just woke up may need longer."""
_PASSED_ON = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "TMPDIR", "TEMP")
_PACKAGE_ROOT = Path(__file__).resolve().parents[2]


class WorkerDied(Exception):
    """The process ended before it answered."""


class WorkerTooSlow(WorkerDied):
    """The process was ended because it took too long."""


class WorkerProcess:
    """One process that answers one call at a time."""

    def __init__(self, memory_mb: int) -> None:
        command = [sys.executable, "-P", "-m", "jobwise.reading.worker", str(memory_mb)]
        self._process = subprocess.Popen(  # noqa: S603
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=_environment()
        )
        self._ready = False
        self._late = False
        self._spent = False

    @property
    def pid(self) -> int:
        """The process's id."""
        return self._process.pid

    def ask(self, call: Call, data: bytes) -> bytes:
        """The result's bytes.

        Raises: UnreadableFile as the worker raised it, WorkerTooSlow, WorkerDied.
        """
        try:
            self._await_ready()
            with self._deadline(call.seconds):
                frames.send(self._pipe_in(), call.model_dump_json().encode(), data)
                answer = Answer.model_validate_json(frames.receive(self._pipe_out()))
                result = frames.receive(self._pipe_out())
        except (frames.PipeClosed, ValueError) as error:
            raise self._cause_of_death() from error
        self._spent = answer.last
        if answer.refusal is not None:
            refusal = answer.refusal
            raise UnreadableFile(refusal.title, refusal.message, code=refusal.code)
        return result

    def can_go_on(self) -> bool:
        """Whether the process will answer another call."""
        return not self._late and not self._spent and self._process.poll() is None

    def kill(self) -> None:
        """End the process at once."""
        self._process.kill()

    def end(self) -> None:
        """End the process and let go of its pipes.

        Safe from any thread, more than once, and while another thread waits for an answer: that one
        then sees the pipe end.
        """
        self.kill()
        self._process.wait()
        for pipe in (self._pipe_in(), self._pipe_out()):
            with contextlib.suppress(OSError):
                pipe.close()

    def _await_ready(self) -> None:
        """*Why:* the time that a fresh process needs to start is not the file's fault."""
        if not self._ready:
            with self._deadline(START_SECONDS):
                frames.receive(self._pipe_out())
            self._ready = True

    @contextlib.contextmanager
    def _deadline(self, seconds: float) -> Iterator[None]:
        """Kill the process when the block takes longer; a blocked pipe then comes free."""
        timer = threading.Timer(seconds, self._expire)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _expire(self) -> None:
        self._late = True
        self.kill()

    def _cause_of_death(self) -> WorkerDied:
        self.kill()
        status = self._process.wait()
        out_of_time = self._late or (hasattr(signal, "SIGXCPU") and status == -signal.SIGXCPU)
        logger.warning("a reading worker ended", extra={"status": status, "late": out_of_time})
        return WorkerTooSlow() if out_of_time else WorkerDied()

    def _pipe_in(self) -> IO[bytes]:
        assert self._process.stdin is not None
        return self._process.stdin

    def _pipe_out(self) -> IO[bytes]:
        assert self._process.stdout is not None
        return self._process.stdout


def _environment() -> dict[str, str]:
    """What a worker needs to start, and no key or setting of ours."""
    passed_on = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    threads = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    return {**passed_on, **threads, "PYTHONPATH": str(_PACKAGE_ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
