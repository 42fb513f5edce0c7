"""How the installation is: counts, and nothing of anybody's."""

from collections.abc import Callable
from pathlib import Path

from jobwise.domain.account import Actor
from jobwise.domain.health import Health
from jobwise.domain.role import Role
from jobwise.ports import Transactions


class HealthService:
    """Looks at this process and its store."""

    def __init__(
        self, begin: Transactions, readers: Callable[[], int], database_file: Path | None, version: str
    ) -> None:
        """readers: how many processes read files now. database_file: None for a database on a server."""
        self._begin, self._readers = begin, readers
        self._database_file, self._version = database_file, version

    def now(self, actor: Actor) -> Health:
        """Raises: NotFound for who is no administrator."""
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
        )
