"""The machines that share the runs of one PostgreSQL: each holds its name as long as it lives."""

import logging
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable

from sqlalchemy import URL, Connection, create_engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from jobwise.errors import BadSetting

logger = logging.getLogger(__name__)

LOOK_SECONDS = 2.0
LOOKS = 3
"""A name that is free at so many looks in a row is gone. *Why not one:* after the database was away,
its machines need a moment to take their names again."""
CLAIM_SECONDS = 12.0
"""How long a start waits for its name: until the database has noticed that the last holder lost power."""
TAKE = text("SELECT pg_try_advisory_lock(hashtextextended('jobwise machine ' || :name, 0))")
GIVE = text("SELECT pg_advisory_unlock(hashtextextended('jobwise machine ' || :name, 0))")
KEEPALIVE = "SET tcp_keepalives_idle = 4; SET tcp_keepalives_interval = 2; SET tcp_keepalives_count = 3"


class Machines:
    """Holds this machine's name, and hands over the runs of machines that are gone.

    *Why a lock of the database:* it lets go by itself when its holder dies, whatever it died of; and two
    machines of one name would take each other's runs.
    """

    def __init__(
        self,
        url: URL,
        name: str,
        names_at_work: Callable[[], Iterable[str]],
        take_up: Callable[[str], None],
    ) -> None:
        """`names_at_work` gives the machines that have runs, `take_up` moves the runs of one of them."""
        self._engine = create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
        self._name = name
        self._names_at_work = names_at_work
        self._take_up = take_up
        self._missed: Counter[str] = Counter()
        self._connection: Connection | None = None
        self._ended = threading.Event()
        self._watch = threading.Thread(target=self._keep_watch, name="machines", daemon=True)

    def claim(self) -> None:
        """Take this machine's name. Raises: BadSetting when another process keeps it, DBAPIError."""
        deadline = time.monotonic() + CLAIM_SECONDS
        while not self._held():
            if time.monotonic() > deadline:
                self.close()
                raise BadSetting(
                    f"Another JobWise works as {self._name}",
                    "Set JOBWISE_MACHINE to a name of its own on each machine.",
                    code="machine-taken",
                )
            self._ended.wait(0.2)

    def watch(self) -> None:
        """Look after the others until told to leave."""
        self._watch.start()

    def leave(self) -> None:
        """Look after the others no more; the name stays held."""
        self._ended.set()
        if self._watch.is_alive():
            self._watch.join()

    def close(self) -> None:
        """Give the name back."""
        self.leave()
        self._drop()
        self._engine.dispose()

    def _keep_watch(self) -> None:
        while not self._ended.wait(LOOK_SECONDS):
            try:
                if self._held():
                    self._look()
                else:
                    logger.warning("Another process has taken the name of this machine")
            except DBAPIError as error:
                logger.warning("The database of the runs does not answer: %s", type(error).__name__)
                self._drop()

    def _held(self) -> bool:
        if self._connection is None:
            self._connection = self._engine.connect()
            self._connection.exec_driver_sql(KEEPALIVE)
            if not self._take(self._name):
                self._drop()
        elif not self._ended.is_set():
            self._connection.execute(text("SELECT 1"))
        return self._connection is not None

    def _look(self) -> None:
        """Take up the runs of names that nobody holds. *Why while holding the name:* its machine may
        be starting at this moment, and would take them up too."""
        away = [name for name in set(self._names_at_work()) - {self._name} if self._take(name)]
        self._missed = Counter({name: self._missed[name] + 1 for name in away})
        for name in away:
            if self._missed[name] >= LOOKS:
                self._take_up(name)
            self._give(name)

    def _take(self, name: str) -> bool:
        return bool(self._connection and self._connection.execute(TAKE, {"name": name}).scalar())

    def _give(self, name: str) -> None:
        if self._connection:
            self._connection.execute(GIVE, {"name": name})

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.invalidate()
            self._connection.close()
            self._connection = None
