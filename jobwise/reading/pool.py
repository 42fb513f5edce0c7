"""Untrusted files are read in processes of their own, with limits on memory and time.

*Why kept warm:* a process a file costs half a second; a waiting one answers in milliseconds.
"""

import datetime as dt
import json
import queue
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import TracebackType
from typing import Self

from jobwise.domain.health import WorkerCount
from jobwise.domain.job import BoardKind, JobFit, ListedJob
from jobwise.domain.posting import JobAnalysis
from jobwise.domain.profile import Place, Profile
from jobwise.domain.source import AdText, ReadResult
from jobwise.domain.vacancy import Scored
from jobwise.errors import UnreadableFile
from jobwise.reading import intake
from jobwise.reading.calls import Call, CallName
from jobwise.reading.decoding import without_controls
from jobwise.reading.job_calls import FITS, JOBS, READ, TEXTS, Compared
from jobwise.reading.scoring_calls import Asked, packed, unpacked
from jobwise.reading.worker_process import WorkerDied, WorkerProcess, WorkerTooSlow

LIST_MB = 40
"""Of a file with many jobs."""
LIST_TIMES = 6
"""How many times as long as another file it may take."""
WAIT_SECONDS = 60.0
"""How long a call waits for a free worker before the person is told to come back."""


class ReaderPool:
    """`ports.ResumeReader` over worker processes; safe to share between threads.

    `workers`: processes, started when first needed. `seconds`: wall clock that a call may take.
    `memory_mb`: address space of each worker in MB; a warm one holds 80, honest files take it to 150.
    """

    def __init__(self, workers: int = 2, seconds: float = 10.0, memory_mb: int = 512) -> None:
        self._seconds = seconds
        self._memory_mb, self._workers = memory_mb, workers
        self._lock = threading.Lock()
        self._closed = False
        self._living: set[WorkerProcess] = set()
        self._slots: queue.LifoQueue[WorkerProcess | None] = queue.LifoQueue()
        for _ in range(workers):
            self._slots.put(None)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def read_resume(self, file_name: str, data: bytes) -> ReadResult:
        """Read a résumé. Raises: UnreadableFile."""
        body = self._ask(self._call("read_resume", file_name), data)
        try:
            return ReadResult.model_validate_json(body)
        except ValueError as error:
            raise _broke() from error

    def read_ad(self, file_name: str, data: bytes) -> AdText:
        """Read any supported file as plain text. Raises: UnreadableFile."""
        body = self._ask(self._call("read_ad", file_name), data)
        try:
            return AdText.model_validate_json(body)
        except ValueError as error:
            raise _broke() from error

    def plain_texts(self, file_name: str, data: bytes) -> dict[str, str]:
        """Extractor -> the bare text of a PDF or DOCX. Raises: UnreadableFile."""
        texts: dict[str, str] = json.loads(self._ask(self._call("plain_texts", file_name), data))
        return texts

    def page_picture(
        self, file_name: str, data: bytes, page: int, marked: Place | None, scale: float
    ) -> bytes:
        """A page of a PDF as PNG with a place marked. Raises: UnreadableFile."""
        call = self._call("page_picture", file_name)
        call = call.model_copy(update={"page": page, "marked": marked, "scale": scale})
        return self._ask(call, data)

    def assess_all(
        self, profiles: Sequence[str], analysis: JobAnalysis, as_of: dt.date, rubric: int
    ) -> tuple[Scored, ...]:
        """`ports.Scorer`. Raises: UnreadableFile.

        *Why by a pool of its own:* a process that a hostile file took over must not score others.
        """
        asked = Asked(analysis=analysis, as_of=as_of, rubric=rubric)
        return unpacked(self._ask(self._call("score", ""), packed(profiles, asked)))

    def job_list(self, file_name: str, data: bytes) -> tuple[ListedJob, ...]:
        """The jobs of a CSV or JSON file. Raises: UnreadableFile."""
        return self._listed(self._call("job_list", file_name), data)

    def board(self, kind: BoardKind, employer: str, data: bytes) -> tuple[ListedJob, ...]:
        """The jobs of a public board's answer. Raises: UnreadableFile."""
        return self._listed(self._call("board", employer).model_copy(update={"board": kind}), data)

    def _listed(self, call: Call, data: bytes) -> tuple[ListedJob, ...]:
        """*Why more time than for a file:* it holds thousands of them."""
        call = call.model_copy(update={"seconds": LIST_TIMES * self._seconds})
        return JOBS.validate_json(self._ask(call, data))

    def read_jobs(self, texts: Sequence[str]) -> Sequence[JobAnalysis | str]:
        """`ports.JobReader`. Raises: UnreadableFile."""
        return READ.validate_json(self._ask(self._call("read_jobs", ""), TEXTS.dump_json(list(texts))))

    def fits(
        self, profile_id: str, profile: Profile, analyses: Sequence[JobAnalysis], as_of: dt.date
    ) -> tuple[JobFit, ...]:
        """`ports.JobReader`. Raises: UnreadableFile."""
        asked = Compared(profile_id=profile_id, profile=profile, analyses=tuple(analyses), as_of=as_of)
        return FITS.validate_json(self._ask(self._call("fits", ""), asked.model_dump_json().encode()))

    def look(self) -> str:
        """How the workers are, after a free one has read a little. Raises: UnreadableFile.

        *Why not when none is free:* each is at a file, for a time that has an end.
        """
        if self._slots.empty():
            return "All are busy"
        self.read_ad("probe.txt", b"A line to read")
        return "Answer"

    @property
    def count(self) -> WorkerCount:
        """How many live, and how many are at work."""
        return WorkerCount(len(self.pids), self._workers - self._slots.qsize())

    @property
    def pids(self) -> tuple[int, ...]:
        """Process ids of the workers that have been started."""
        with self._lock:
            return tuple(worker.pid for worker in self._living)

    def warm(self) -> None:
        """Start one worker now and return at once, so that the first upload does not wait for it."""
        slot = self._slots.get()
        self._slots.put(slot if slot is not None else self._started())

    def close(self) -> None:
        """End every worker; calls that are under way are refused. May be called again."""
        with self._lock:
            self._closed = True
            living = list(self._living)
        for worker in living:
            self._end(worker)

    def _call(self, name: CallName, file_name: str) -> Call:
        return Call(name=name, file_name=without_controls(file_name), seconds=self._seconds)

    def _ask(self, call: Call, data: bytes) -> bytes:
        if call.name in ("job_list", "board"):
            if len(data) > LIST_MB * 1024 * 1024:
                raise UnreadableFile(
                    f"This file is longer than {LIST_MB} MB",
                    "Split it, then add the parts.",
                    code="too-large",
                )
        elif call.name not in ("score", "read_jobs", "fits"):
            intake.accept(call.file_name, data, pages=call.name == "read_ad")
        try:
            with self._worker() as worker:
                return worker.ask(call, data)
        except WorkerTooSlow as error:
            raise _too_slow(self._seconds) from error
        except WorkerDied as error:
            raise (_stopped() if self._closed else _broke()) from error

    @contextmanager
    def _worker(self) -> Iterator[WorkerProcess]:
        """A worker for one call; one that did not live through it is replaced at once."""
        worker = self._take()
        try:
            if worker is None or not worker.can_go_on():
                self._end(worker)
                worker = self._started()
            yield worker
        except WorkerDied:
            self._end(worker)
            worker = None if self._closed else self._started()
            raise
        finally:
            self._slots.put(worker)

    def _take(self) -> WorkerProcess | None:
        try:
            worker = self._slots.get(timeout=WAIT_SECONDS)
        except queue.Empty as error:
            raise UnreadableFile(
                "Many files are being read right now", "Wait a minute, then upload it again.", code="busy"
            ) from error
        if self._closed:
            self._slots.put(None)  # wakes the next call that waits
            raise _stopped()
        return worker

    def _started(self) -> WorkerProcess:
        with self._lock:
            if self._closed:
                raise _stopped()
            worker = WorkerProcess(self._memory_mb)
            self._living.add(worker)
            return worker

    def _end(self, worker: WorkerProcess | None) -> None:
        if worker is not None:
            worker.end()
            with self._lock:
                self._living.discard(worker)


def _too_slow(seconds: float) -> UnreadableFile:
    return UnreadableFile(
        "This file takes too long to read",
        f"It was stopped after {seconds:g} seconds. Export it again as a plain PDF, or upload it as text.",
        code="too-slow",
    )


def _broke() -> UnreadableFile:
    return UnreadableFile(
        "This file could not be read",
        "Something in it broke the reader. Export it again as PDF or DOCX, or upload it as plain text.",
        code="worker-died",
    )


def _stopped() -> UnreadableFile:
    return UnreadableFile(
        "The reader has been stopped", "Start JobWise again, then upload the file.", code="closed"
    )
