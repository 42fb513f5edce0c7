"""Reads and scores the files of candidates in the background, whoever's they are, one after another.

What is done stands in the store after each file: a page may be left, and a kill loses nothing.
"""

import logging
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from traceback import extract_tb

from jobwise.domain.account import Actor
from jobwise.domain.source import ReadResult
from jobwise.domain.vacancy import Candidate, Trouble
from jobwise.errors import JobWiseError, NotFound
from jobwise.matching.orders import without_orders
from jobwise.matching.same_person import is_same_text, may_be_alike, traces
from jobwise.matching.steadiness import assess
from jobwise.ports import ResumeReader, Transactions, UnitOfWork

logger = logging.getLogger(__name__)

BATCH = 16
"""Candidates that are looked for at once: a person who adds three files does not wait for somebody's 500."""
Work = Callable[[Actor, str], None]


class CandidateDesk:
    """One thread that works as long as there is something, and starts again when it is woken."""

    def __init__(self, transactions: Transactions, reader: ResumeReader, at_once: int = 2) -> None:
        """at_once: files that are read at the same time; the reader has a process for each."""
        self._transactions, self._reader, self._at_once = transactions, reader, at_once
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._again = False
        self._ended = threading.Event()

    def wake(self) -> None:
        """There is something to do; returns at once."""
        with self._lock:
            self._again = True
            if self._thread is None and not self._ended.is_set():
                self._thread = threading.Thread(target=self._run, name="candidates", daemon=True)
                self._thread.start()

    def close(self) -> None:
        """Finish the files at hand and do no more; the rest is done after the next start."""
        self._ended.set()
        with self._lock:
            thread = self._thread
        if thread is not None:
            thread.join()

    def drain(self) -> None:
        """Read and score until nothing waits. Raises: StorageFailed."""
        with ThreadPoolExecutor(self._at_once, "candidate") as threads:
            while not self._ended.is_set():
                with self._transactions() as work:
                    waiting = work.candidates.waiting(BATCH)
                    unscored = work.candidates.unscored(BATCH)
                if not waiting and not unscored:
                    return
                list(threads.map(lambda one: self._guarded(self._read, *one), waiting))
                self._all(self._score, unscored)

    def _run(self) -> None:
        while True:
            with self._lock:
                if not self._again or self._ended.is_set():
                    self._thread = None
                    return
                self._again = False
            try:
                self.drain()
            except JobWiseError as error:  # the store is away; what waits is done when something wakes us
                logger.warning("Candidates wait: %s", error.title)

    def _all(self, work: Work, some: Sequence[tuple[Actor, str]]) -> None:
        for actor, candidate_id in some:
            self._guarded(work, actor, candidate_id)

    def _guarded(self, work: Work, actor: Actor, candidate_id: str) -> None:
        """The outermost edge of the work on one file: a bug is told there and holds up nobody else.

        *Why the error goes no further:* its words may be the résumé's. The places in the code say enough.
        """
        try:
            with suppress(NotFound):  # deleted in the meantime
                work(actor, candidate_id)
        except JobWiseError:
            raise
        except Exception as error:  # noqa: BLE001
            places = (f"{frame.filename}:{frame.lineno}" for frame in extract_tb(error.__traceback__))
            logger.error("A candidate broke: %s, %s", type(error).__name__, " > ".join(places))
            with suppress(NotFound), self._transactions() as kept:
                kept.candidates.put_trouble(actor, candidate_id, _BROKE)

    def _read(self, actor: Actor, candidate_id: str) -> None:
        with self._transactions() as work:
            file = work.candidates.file(actor, candidate_id)
        try:
            result = self._reader.read_resume(file.file_name, file.content)
        except JobWiseError as error:
            with self._transactions() as work:
                trouble = Trouble(title=error.title, message=error.message)
                work.candidates.put_trouble(actor, candidate_id, trouble)
            return
        with self._transactions() as work:
            key = work.candidates.hash_key(actor)
        keys = traces(result.profile.basics, result.source.text, key)
        orders = orders_in(result)
        with self._transactions() as work:
            work.candidates.put_read(actor, candidate_id, result.profile, result.source, orders, keys)
            candidate = work.candidates.get(actor, candidate_id)
            same_as = self._same_as(work, actor, candidate, keys)
            if same_as is not None:
                work.candidates.put_same(actor, candidate_id, same_as)
                return
        self._score(actor, candidate_id)

    def _same_as(
        self, work: UnitOfWork, actor: Actor, candidate: Candidate, keys: Mapping[str, str]
    ) -> int | None:
        """The number of the candidate whose second file this is."""
        for other_id, number, text, is_known in work.candidates.alike(actor, candidate.id, keys):
            if is_known:
                return number
            if may_be_alike(keys.get("text", ""), text):
                other = work.candidates.get(actor, other_id)
                names = (candidate.profile.basics.name, other.profile.basics.name)
                if is_same_text(candidate.source.text, other.source.text, names):
                    return number
        return None

    def _score(self, actor: Actor, candidate_id: str) -> None:
        with self._transactions() as work:
            candidate = work.candidates.get(actor, candidate_id)
            vacancy = work.vacancies.get(actor, candidate.vacancy_id)
        found = assess(candidate.profile, vacancy.rubric.analysis, vacancy.as_of, vacancy.rubric.number)
        with self._transactions() as work:
            if work.candidates.stands(actor, candidate_id, candidate.profile):  # not corrected meanwhile
                work.candidates.put_assessment(actor, candidate_id, found)


def orders_in(result: ReadResult) -> tuple[str, ...]:
    """Lines that speak to a machine, as they stand in the file."""
    return orders_among([*result.source.text.splitlines(), *(fact.text for fact in result.profile.facts())])


def orders_among(lines: Iterable[str]) -> tuple[str, ...]:
    """Those that speak to a machine, without others that hold them."""
    told = (" ".join(line.split()) for line in lines if line.strip() and not without_orders(line).strip())
    shortest: list[str] = []
    for line in sorted(dict.fromkeys(told), key=len):
        if not any(one in line for one in shortest):
            shortest.append(line)
    return tuple(shortest)


_BROKE = Trouble(
    title="This file could not be worked on",
    message="Something in it broke a step. Export it again as PDF or DOCX, then add the new file.",
)
