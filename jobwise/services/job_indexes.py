"""The search index of each person's jobs, in memory, as the store has them.

*Why asked for a mark each time:* another process may have written; the mark is one small question, and
only what changed is read again. *Why in steps:* nobody's request waits longer than a moment; what takes
longer goes on in the background, each person's in turn. *Why dropped soon:* an erasure in another process
tells nobody, and who erased everything searches no more.
"""

import datetime as dt
import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from queue import Empty, SimpleQueue

from jobwise.domain.account import Actor
from jobwise.domain.job import JobMark, LibraryMark
from jobwise.errors import JobWiseError
from jobwise.matching.job_index import JobIndex
from jobwise.ports import Transactions
from jobwise.services.desk import places

logger = logging.getLogger(__name__)

MOST_JOBS = 120_000
"""Jobs in memory, of those who searched last. The last one's stay, however many."""
FRESH_SECONDS = 1.0
"""So long an index is taken as it is, unless this process has changed the jobs."""
WAIT_SECONDS = 1.0
"""So long a search waits for its index."""
IDLE_SECONDS = 600.0
"""So long the words of somebody who does not search stay in memory."""
_OVERLAP = dt.timedelta(seconds=2)
"""A moment is put down before its transaction ends. What came with an older one yet is told by the mark."""
_AT_ONCE = 250
"""Jobs of one step, which is one transaction."""


class JobIndexes:
    """Safe to share between threads."""

    def __init__(
        self,
        transactions: Transactions,
        *,
        fresh_seconds: float = FRESH_SECONDS,
        wait_seconds: float = WAIT_SECONDS,
        most: int = MOST_JOBS,
        idle_seconds: float = IDLE_SECONDS,
    ) -> None:
        self._transactions, self._most, self._idle_seconds = transactions, most, idle_seconds
        self._fresh_seconds, self._wait_seconds = fresh_seconds, wait_seconds
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._waiting: SimpleQueue[_Kept | None] = SimpleQueue()
        self._thread: threading.Thread | None = None

    def of(self, actor: Actor) -> tuple[JobIndex, LibraryMark | None]:
        """The index as far as it goes, and the store's mark that it stands at; None while jobs are missing.

        Raises: StorageFailed.
        """
        until = time.monotonic() + self._wait_seconds
        kept = self._kept_of(actor)
        if not kept.lock.acquire(timeout=self._wait_seconds):
            return kept.index, None
        try:
            if kept.steps is None and time.monotonic() >= kept.fresh_until:
                kept.fresh_until = time.monotonic() + self._fresh_seconds
                kept.steps = self._follow(actor, kept)
            while kept.steps and time.monotonic() < until:
                _step(kept)
            if kept.steps and not kept.is_queued:
                self._go_on_later(kept)
            return kept.index, None if kept.steps else kept.mark
        finally:
            kept.lock.release()

    def changed(self, actor: Actor) -> None:
        """This process has changed somebody's jobs: the next search looks."""
        with self._lock:
            kept = self._kept.get(actor.id)
        if kept:
            kept.fresh_until = 0.0

    def forget(self, owner: str) -> None:
        """Keep nothing of this person's words."""
        with self._lock:
            kept = self._kept.pop(owner, None)
        if kept:
            kept.is_forgotten = True

    def close(self) -> None:
        """Do no more in the background."""
        with self._lock:
            thread, self._thread = self._thread, None
            for kept in self._kept.values():
                kept.is_forgotten = True
        if thread is not None:
            self._waiting.put(None)
            thread.join()

    def _kept_of(self, actor: Actor) -> "_Kept":
        """Somebody's, the last one now; those who searched longest ago make room."""
        with self._lock:
            kept = self._kept.setdefault(actor.id, _Kept())
            kept.asked_at = time.monotonic()
            self._kept.move_to_end(actor.id)
            while len(self._kept) > 1 and sum(one.size for one in self._kept.values()) > self._most:
                self._kept.popitem(last=False)[1].is_forgotten = True
            if self._thread is None:
                self._thread = threading.Thread(target=self._go_on, name="job indexes", daemon=True)
                self._thread.start()
            return kept

    def _drop_idle(self) -> None:
        with self._lock:
            while self._kept:
                owner, kept = next(iter(self._kept.items()))
                if time.monotonic() - kept.asked_at < self._idle_seconds:
                    break
                del self._kept[owner]
                kept.is_forgotten = True

    def _go_on_later(self, kept: "_Kept") -> None:
        kept.is_queued = True
        self._waiting.put(kept)

    def _go_on(self) -> None:
        """*Why a step of each in turn:* somebody with few jobs does not wait for somebody with many."""
        while True:
            self._drop_idle()
            try:
                kept = self._waiting.get(timeout=self._idle_seconds / 10)
            except Empty:
                continue
            if kept is None:
                return
            with kept.lock:
                try:
                    if not kept.is_forgotten:
                        _step(kept)
                except JobWiseError as error:  # the next search tries again
                    logger.warning("A search index waits: %s", error.title)
                except Exception as error:  # noqa: BLE001 (the thread is everybody's)
                    logger.error("A search index broke: %s", places(error))
                kept.is_queued = kept.steps is not None and not kept.is_forgotten
                if kept.is_queued:
                    self._waiting.put(kept)

    def _follow(self, actor: Actor, kept: "_Kept") -> Iterator[None]:
        """Bring an index to where the store stands. One that is new takes its place when it is whole."""
        with self._transactions(reading=True) as work:
            mark = work.jobs.mark(actor)
            if mark == kept.mark:
                return
            erased = work.personal.erasure_mark(actor) if mark[0] else ""
            if erased != kept.erased:  # of what was erased, no part of an index has a word
                kept.index, kept.seen, kept.mark, kept.erased = JobIndex(), None, None, erased
            since = kept.seen - _OVERLAP if kept.seen else None
            marks = work.jobs.marks(actor, since)
        yield
        index = kept.index if since else JobIndex()
        kept.size = max(kept.size, len(marks))
        seen = max((one.changed_at for one in marks), default=kept.seen)
        yield from self._take(actor, index, marks)
        if since is not None and mark[:2] != index.mark:  # some are gone, or came with an old moment
            with self._transactions(reading=True) as work:
                marks = work.jobs.marks(actor)
            index.keep(one.id for one in marks)
            yield from self._take(actor, index, marks)
        kept.index, kept.seen, kept.mark, kept.size = index, seen, mark, index.size
        if index.wasted:
            kept.seen, kept.mark = None, None
            yield from self._follow(actor, kept)

    def _take(self, actor: Actor, index: JobIndex, marks: Sequence[JobMark]) -> Iterator[None]:
        for start in range(0, len(marks), _AT_ONCE):
            some = marks[start : start + _AT_ONCE]
            unknown = index.unknown(some)
            if unknown:
                with self._transactions(reading=True) as work:
                    index.put(some, work.jobs.words(actor, unknown))
                yield
            else:
                index.put(some, {})


class _Kept:
    """Somebody's index. `seen`: the newest change in it. `mark`: the store's, when it was followed last.

    `erased`: the erasure mark that it is of. `steps`: what is still to be done until it is as the store
    stands. `size`: the jobs it holds or will.
    """

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.index = JobIndex()
        self.seen: dt.datetime | None = None
        self.mark: LibraryMark | None = None
        self.erased = ""
        self.fresh_until = 0.0
        self.asked_at = 0.0
        self.steps: Iterator[None] | None = None
        self.is_queued = self.is_forgotten = False
        self.size = 0


def _step(kept: _Kept) -> None:
    """One more of the steps; none are left where one breaks."""
    steps, kept.steps = kept.steps, None
    if steps is not None and next(steps, steps) is None:
        kept.steps = steps
