"""The same work for each of many items, over all the machine's cores, answers in the items' order.

*Why not a plain pool's map:* it takes every item at once and hangs, or ends the whole batch, when a
process dies of one file.
"""

import os
from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context
from typing import Generic, TypeVar

A = TypeVar("A")
R = TypeVar("R")

AHEAD = 8
"""Items handed out for each process before the first answer is taken: memory stays flat."""


class Batch(Generic[A, R]):
    """Processes that do `work`; `gave_up(item)` is the answer for an item that a process died of twice.

    `work`, the items and the answers must be picklable. Use as an iterator, once.
    """

    def __init__(self, work: Callable[[A], R], gave_up: Callable[[A], R], processes: int) -> None:
        self._work = work
        self._gave_up = gave_up
        self._processes = processes
        self._pool = self._fresh(processes)

    def over(self, items: Iterable[A]) -> Generator[R, None, None]:
        """One answer an item, in order. An error that `work` raises is raised here."""
        rest = iter(items)
        waiting: deque[tuple[A, Future[R]]] = deque()
        try:
            while True:
                for item in islice(rest, AHEAD * self._processes - len(waiting)):
                    waiting.append((item, self._pool.submit(self._work, item)))
                if not waiting:
                    return
                yield self._first(waiting)
        finally:
            self._pool.shutdown(wait=True, cancel_futures=True)

    def _first(self, waiting: deque[tuple[A, Future[R]]]) -> R:
        item, future = waiting.popleft()
        try:
            return future.result()
        except BrokenProcessPool:
            answer = self._alone(item)
        self._pool.shutdown(wait=True)
        self._pool = self._fresh(self._processes)
        again = [(later, self._pool.submit(self._work, later)) for later, _ in waiting]
        waiting.clear()
        waiting.extend(again)
        return answer

    def _alone(self, item: A) -> R:
        """*Why again:* a process that dies takes its neighbours' answers with it."""
        with self._fresh(1) as pool:
            try:
                return pool.submit(self._work, item).result()
            except BrokenProcessPool:
                return self._gave_up(item)

    @staticmethod
    def _fresh(processes: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(processes, mp_context=get_context("spawn"))


def cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
