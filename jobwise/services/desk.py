"""Work in the background that stands in the store: any number of processes share it by claiming pieces."""

import logging
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from traceback import extract_tb

from jobwise.errors import JobWiseError, StorageFailed, UnreadableFile

logger = logging.getLogger(__name__)

AGAIN_SECONDS = 5.0
"""How soon to look again after trouble of the machine."""


class Desk(ABC):
    """One thread that hands out the work as long as there is some, and looks again when it is woken."""

    def __init__(
        self, name: str, *, hands: int, look_seconds: float | None, again_seconds: float = AGAIN_SECONDS
    ) -> None:
        """name: what is worked on. hands: pieces at a time. look_seconds: how often to look for what other
        processes added or left; None where there are no others. again_seconds: how soon to look again after
        trouble.
        """
        self._name, self._hands = name, hands
        self._look_seconds, self._again_seconds = look_seconds, again_seconds
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._woken = threading.Event()
        self._ended = threading.Event()
        self._trouble = ""

    def look(self) -> str:
        """How the work is. Raises: StorageFailed while it waits for better times."""
        if self._trouble:
            raise StorageFailed(
                self._trouble,
                "It is tried again every few seconds. If it stays so, look at the log.",
                code="desk",
            )
        return "Works, or has nothing to do"

    def wake(self) -> None:
        """There is something to do; returns at once."""
        self._woken.set()
        with self._lock:
            if not (self._thread and self._thread.is_alive()) and not self._ended.is_set():
                self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
                self._thread.start()

    def close(self) -> None:
        """Finish the pieces at hand and do no more; the rest is done after the next start."""
        self._ended.set()
        self._woken.set()
        with self._lock:
            thread = self._thread
        if thread is not None:
            thread.join()

    def drain(self) -> None:
        """Work until nothing is left to claim.

        What fails stays claimed for a while and holds up nothing else; the first failure is raised at the
        end. Raises: StorageFailed, UnreadableFile where all processes that read or score are busy.
        """
        failure: BaseException | None = None
        self._let_go()
        with ThreadPoolExecutor(self._hands, self._name) as threads:
            busy: set[Future[None]] = set()
            while True:
                while len(busy) < self._hands and not self._ended.is_set() and (some := self._claimed()):
                    busy |= {threads.submit(one) for one in some}
                if not busy:
                    break
                done, busy = wait(busy, return_when=FIRST_COMPLETED)
                for one in done:
                    failure = failure or one.exception()
        if failure:
            raise failure

    @abstractmethod
    def _let_go(self) -> None:
        """Take back what a process of before had claimed, where one process alone has the database."""

    @abstractmethod
    def _claimed(self) -> Sequence[Callable[[], None]]:
        """Work that nobody else does meanwhile; none where there is none."""

    def _run(self) -> None:
        while not self._ended.is_set():
            self._woken.clear()
            pause = self._look_seconds
            try:
                self.drain()
                self._trouble = ""
            except JobWiseError as error:  # the store is away, or the processes are busy
                self._trouble = error.title
                logger.warning("The work on %s waits: %s", self._name, error.title)
                pause = self._again_seconds
            except Exception as error:  # noqa: BLE001 (the thread is everybody's)
                self._trouble = "The work broke"
                logger.error("The work on %s broke: %s", self._name, places(error))
                pause = self._again_seconds
            self._woken.wait(pause)


def places(error: Exception) -> str:
    """What broke and where, in no words of the error: they may be a person's."""
    frames = (f"{frame.filename}:{frame.lineno}" for frame in extract_tb(error.__traceback__))
    return f"{type(error).__name__}, {' > '.join(frames)}"


def is_the_machines(error: Exception) -> bool:
    """Whether no file is to blame: the store is away, or no process had time. It works again later."""
    if isinstance(error, StorageFailed):
        return error.code != "sealed"
    return isinstance(error, UnreadableFile) and error.code in ("busy", "closed")
