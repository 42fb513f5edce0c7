"""How the installation is: parts and counts, and nothing of anybody's."""

import datetime as dt
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from jobwise.domain.account import Actor
from jobwise.domain.health import Health, PartHealth
from jobwise.domain.role import Role
from jobwise.errors import JobWiseError
from jobwise.ports import Clock, Transactions

KEPT_SECONDS = 1.0
"""How long a look counts. *Why kept:* who asks again and again must not keep the disk busy."""


class Part(NamedTuple):
    """A part that can be looked at.

    look: how it is in a sentence, "" where it is not used here. Raises: JobWiseError where it is not well.
    needed: without it JobWise does not work.
    """

    name: str
    look: Callable[[], str]
    needed: bool = True


class HealthService:
    """Looks at this process and its store. `_ill`: part -> since when it is not well."""

    def __init__(
        self,
        begin: Transactions,
        parts: Sequence[Part],
        readers: Callable[[], int],
        database_file: Path | None,
        version: str,
        clock: Clock,
    ) -> None:
        """readers: how many processes read files now. database_file: None for a database on a server."""
        self._begin, self._parts, self._readers = begin, tuple(parts), readers
        self._database_file, self._version, self._clock = database_file, version, clock
        self._lock = threading.Lock()
        self._looked: tuple[float, tuple[PartHealth, ...]] | None = None
        self._ill: dict[str, dt.datetime] = {}

    def now(self, actor: Actor) -> Health:
        """Raises: NotFound for who is no administrator, StorageFailed."""
        actor.must_be(Role.ADMINISTRATOR)
        with self._begin() as work:
            people = len(work.people.list(actor))
            states = [state for *_, state in work.applications.unfinished()]
        return Health(
            version=self._version,
            people=people,
            runs_waiting=states.count("waiting"),
            runs_going=states.count("running"),
            readers=self._readers(),
            database_bytes=self._database_file.stat().st_size if self._database_file else None,
            parts=self.parts(),
        )

    def parts(self) -> tuple[PartHealth, ...]:
        """Every part, at most a second old. *Why for everybody:* it says nothing of anybody, and what asks
        whether JobWise is ready has no name."""
        with self._lock:
            if self._looked is None or time.monotonic() - self._looked[0] > KEPT_SECONDS:
                found = tuple(self._look(part) for part in self._parts)
                self._looked = time.monotonic(), found
            return self._looked[1]

    def _look(self, part: Part) -> PartHealth:
        try:
            told = part.look()
        except JobWiseError as error:
            since = self._ill.setdefault(part.name, self._clock())
            return PartHealth(
                name=part.name,
                state="ill",
                told=error.title,
                todo=error.message,
                since=since,
                needed=part.needed,
            )
        self._ill.pop(part.name, None)
        return PartHealth(
            name=part.name,
            state="well" if told else "unused",
            told=told or "Not used here",
            needed=part.needed,
        )
