"""Sessions that know which tables they write, and what they were answered, for as long as it is true.

*Why kept on DuckDB alone:* one process owns the file, so that it knows of every write. On PostgreSQL others
write, too.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from sqlalchemy import Engine, event
from sqlalchemy.orm import ORMExecuteState, Session

from jobwise.store.tables import PersonKeyRow, Table

Answer = TypeVar("Answer")
Key = TypeVar("Key", bound=Hashable)
MOST = 2_000
"""Answers that are kept; those that were asked for longest ago make room."""
_ALWAYS = frozenset({PersonKeyRow.__tablename__})


class Answers:
    """What reading transactions were answered. Safe to share between threads.

    *Why all go with a person's key:* whoever has their key destroyed is in no answer any more.
    """

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._writes = 0
        self._written: dict[str, int] = {}
        self._kept: OrderedDict[object, tuple[frozenset[str], Any]] = OrderedDict()

    @property
    def writes(self) -> int:
        """How many transactions have written."""
        return self._writes

    def get(self, key: object) -> Any:
        """None where it is not kept."""
        with self._lock:
            found = self._kept.get(key)
            if found is None:
                return None
            self._kept.move_to_end(key)
            return found[1]

    def put(self, key: object, tables: frozenset[str], answer: object, since: int) -> None:
        """Keep what a transaction was answered that began after so many writes."""
        tables |= _ALWAYS
        with self._lock:
            if any(self._written.get(table, 0) > since for table in tables):
                return
            self._kept[key] = tables, answer
            if len(self._kept) > self._most:
                self._kept.popitem(last=False)

    def wrote(self, tables: Iterable[str]) -> None:
        """A transaction that wrote there has ended."""
        wrote = frozenset(tables)
        with self._lock:
            self._writes += 1
            self._written.update(dict.fromkeys(wrote, self._writes))
            for key in [key for key, (asked, _) in self._kept.items() if asked & wrote]:
                del self._kept[key]


class WatchedSession(Session):
    """A session that knows what it writes, and refuses to where it was to read."""

    def __init__(self, engine: Engine, answers: Answers | None = None, *, reading: bool = False) -> None:
        super().__init__(engine)
        self._answers, self._reading = answers, reading
        self._since = answers.writes if answers else 0
        self._wrote: set[str] = set()

    def answers(
        self,
        keys: Sequence[Key],
        kinds: Iterable[type[Table]],
        ask: Callable[[Sequence[Key]], Mapping[Key, Answer]],
    ) -> Mapping[Key, Answer]:
        """What `ask` gives for each key, which reads these tables; from before where nobody has written there
        since.

        *Why in reading transactions alone:* one that writes sees what nobody else does yet.
        """
        if self._answers is None or not self._reading:
            return ask(keys)
        found = {key: kept for key in keys if (kept := self._answers.get(key)) is not None}
        if unknown := [key for key in keys if key not in found]:
            tables = frozenset(kind.__tablename__ for kind in kinds)
            for key, answer in ask(unknown).items():
                self._answers.put(key, tables, answer, self._since)
                found[key] = answer
        return found

    def answer(
        self, key: Key, kinds: Iterable[type[Table]], ask: Callable[[], Answer | None]
    ) -> Answer | None:
        """The same for one. None is asked for again each time."""

        def asked(_: Sequence[Key]) -> Mapping[Key, Answer]:
            given = ask()
            return {} if given is None else {key: given}

        return self.answers([key], kinds, asked).get(key)

    @contextmanager
    def told(self) -> Iterator[None]:
        """Around the transaction, in its turn: when it has ended, what it wrote may be in the store."""
        try:
            yield
        finally:
            if self._answers and self._wrote:
                self._answers.wrote(self._wrote)

    def note(self, *tables: str) -> None:
        """Something is being written there. Raises: RuntimeError in a transaction that was to read."""
        if self._reading:
            raise RuntimeError(f"a reading transaction writes to {', '.join(tables)}")
        self._wrote.update(tables)


@event.listens_for(WatchedSession, "before_flush")
def _flushed(session: WatchedSession, *_: object) -> None:
    for row in (*session.new, *session.deleted, *filter(session.is_modified, session.dirty)):
        session.note(row.__tablename__)


@event.listens_for(WatchedSession, "do_orm_execute")
def _executed(state: ORMExecuteState) -> None:
    session = state.session
    if isinstance(session, WatchedSession) and (state.is_insert or state.is_update or state.is_delete):
        session.note(state.statement.table.name)  # type: ignore[attr-defined]
