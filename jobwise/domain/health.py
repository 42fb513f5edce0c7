"""How an installation is, for who looks after it."""

from jobwise.domain.base import Model


class Health(Model):
    """Counts of this moment. `database_bytes` is None where the database is on a server of its own."""

    version: str
    people: int
    runs_waiting: int
    runs_going: int
    readers: int
    """Processes that read uploaded files and have been started by this one."""
    database_bytes: int | None
