"""Sessions that know which tables they write, and what they were answered, for as long as it is true.

*Why kept on DuckDB alone:* one process owns the file, so that it knows of every write. On PostgreSQL others
write, too.
"""

import threading
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar, cast

from sqlalchemy import Engine, event
from sqlalchemy.orm import ORMExecuteState, Session

from jobwise.store.tables import PersonKeyRow, Table

Answer = TypeVar("Answer")
Key = TypeVar("Key", bound=Hashable)
Place = str | tuple[str, str]
"""Where answers come from: a table as a whole, or one row of it by its id, "" for each of them."""
MOST = 10_000
"""Answers of some 4 kB that are kept; those that were asked for longest ago make room."""
_PLACES = 10_000
"""Places of which is known when they were written last."""
_ALWAYS = frozenset({PersonKeyRow.__tablename__})
UNSEEN = "unseen"
"""The option of a statement that changes nothing that an answer tells of."""


class Answers:
    """What transactions were answered. Safe to share between threads.

    *Why all go with a person's key:* whoever has their key destroyed is in no answer any more.
    """

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._writes = self._forgotten = 0
        self._written: OrderedDict[Place, int] = OrderedDict()
        self._kept: OrderedDict[object, tuple[frozenset[Place], Any, int]] = OrderedDict()
        self._from: defaultdict[Place, set[object]] = defaultdict(set)
        self._weight = 0

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

    def put(self, key: object, places: Iterable[Place], answer: object, since: int, weight: int = 1) -> None:
        """Keep what a transaction was answered that began after so many writes."""
        asked = _ALWAYS.union(places)
        with self._lock:
            if since < self._forgotten or any(self._written.get(place, 0) > since for place in asked):
                return
            self._drop(key)
            self._kept[key] = asked, answer, weight
            self._weight += weight
            for place in asked:
                self._from[place].add(key)
            while self._weight > self._most:
                self._drop(next(iter(self._kept)))

    def wrote(self, places: Iterable[Place]) -> None:
        """A transaction that wrote there has ended."""
        with self._lock:
            self._writes += 1
            for place in places:
                self._written[place] = self._writes
                self._written.move_to_end(place)
                for key in tuple(self._from.get(place, ())):
                    self._drop(key)
            while len(self._written) > _PLACES:
                _, self._forgotten = self._written.popitem(last=False)

    def _drop(self, key: object) -> None:
        asked, _, weight = self._kept.pop(key, (frozenset[Place](), None, 0))
        self._weight -= weight
        for place in asked:
            self._from[place].discard(key)
            if not self._from[place]:
                del self._from[place]


class WatchedSession(Session):
    """A session that knows what it writes, and refuses to where it was to read."""

    def __init__(self, engine: Engine, answers: Answers | None = None, *, reading: bool = False) -> None:
        super().__init__(engine)
        self._answers, self._reading = answers, reading
        self._since = answers.writes if answers else 0
        self._wrote: set[Place] = set()

    def answer(
        self, key: Key, kinds: Iterable[type[Table]], ask: Callable[[], Answer], *, weight: int = 1
    ) -> Answer:
        """What `ask` gives, which reads these tables; from before where nobody has written there since. None
        is asked for again each time. weight: how many small answers it is as large as.
        """

        def asked(_: Sequence[Key]) -> Mapping[Key, Answer]:
            given = ask()
            return {} if given is None else {key: given}

        places = [kind.__tablename__ for kind in kinds]
        return cast(Answer, self._answered([key], lambda _: places, asked, weight).get(key))

    def row_answers(
        self,
        kind: type[Table],
        what: Hashable,
        ids: Sequence[str],
        ask: Callable[[Sequence[str]], Mapping[str, Answer]],
        *,
        weight: int = 1,
    ) -> Mapping[str, Answer]:
        """What `ask` gives for each id, of those that are there: what each row of this table says, and it
        alone; from before where nobody has changed that row since. what: what it says, and to whom.
        """
        table = kind.__tablename__

        def asked(keys: Sequence[tuple[Hashable, str]]) -> Mapping[tuple[Hashable, str], Answer]:
            return {(what, id_): answer for id_, answer in ask([id_ for _, id_ in keys]).items()}

        found = self._answered(
            [(what, id_) for id_ in ids], lambda key: [(table, key[1]), (table, "")], asked, weight
        )
        return {id_: answer for (_, id_), answer in found.items()}

    def _answered(
        self,
        keys: Sequence[Key],
        places: Callable[[Key], Iterable[Place]],
        ask: Callable[[Sequence[Key]], Mapping[Key, Answer]],
        weight: int,
    ) -> Mapping[Key, Answer]:
        """*Why nothing from before once it has written:* nobody else sees that yet. *Why else also where it
        may write:* it has its turn, and knows of every write before it."""
        if self._answers is None or self._wrote or self.new or self.dirty or self.deleted:
            return ask(keys)
        found = {key: kept for key in keys if (kept := self._answers.get(key)) is not None}
        if unknown := [key for key in keys if key not in found]:
            for key, answer in ask(unknown).items():
                self._answers.put(key, places(key), answer, self._since, weight)
                found[key] = answer
        return found

    @contextmanager
    def told(self) -> Iterator[None]:
        """Around the transaction, in its turn: when it has ended, what it wrote may be in the store."""
        try:
            yield
        finally:
            if self._answers and self._wrote:
                self._answers.wrote(self._wrote)

    def note(self, table: str, *places: Place) -> None:
        """Something is being written there, of which answers from these places tell.

        Raises: RuntimeError in a transaction that was to read.
        """
        if self._reading:
            raise RuntimeError(f"a reading transaction writes to {table}")
        self._wrote.update(places)


@event.listens_for(WatchedSession, "before_flush")
def _flushed(session: WatchedSession, *_: object) -> None:
    for row in (*session.new, *session.deleted, *filter(session.is_modified, session.dirty)):
        table = row.__tablename__
        session.note(table, table, (table, getattr(row, "id", "")))


@event.listens_for(WatchedSession, "do_orm_execute")
def _executed(state: ORMExecuteState) -> None:
    session = state.session
    if isinstance(session, WatchedSession) and (state.is_insert or state.is_update or state.is_delete):
        table: str = state.statement.table.name  # type: ignore[attr-defined]
        # Of which rows an update is, is not known. One that is new is in no answer of a row.
        places: list[Place] = [table] if state.is_insert else [table, (table, "")]
        session.note(table, *([] if state.execution_options.get(UNSEEN) else places))
