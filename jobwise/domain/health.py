"""How an installation is, for who looks after it."""

import datetime as dt
from typing import Literal, NamedTuple

from jobwise.domain.base import Model

PartState = Literal["well", "ill", "unused"]


class PartHealth(Model):
    """A part at this moment. `told`: how it is, or what is wrong with it; `todo`: what to do about that.

    `since`: when it was first seen not well, None for one that is. `needed`: nothing works without it.
    """

    name: str
    state: PartState
    told: str
    todo: str = ""
    since: dt.datetime | None = None
    needed: bool = True


class Health(Model):
    """Counts of this moment, and every part. `database_bytes`: None where the database is on a server."""

    version: str
    people: int
    runs_waiting: int
    runs_going: int
    readers: int
    """Processes that read uploaded files and have been started by this one."""
    database_bytes: int | None
    parts: tuple[PartHealth, ...] = ()


class WorkerCount(NamedTuple):
    """Processes that read or score files: those alive, and calls that are being answered."""

    alive: int
    busy: int


class StoreGauges(NamedTuple):
    """The store at this moment. `read_seconds`: how long these counts took. `bytes`: of the database file,
    `connections`: to a database on a server; None where there is none of it."""

    runs_waiting: int
    runs_going: int
    candidates_waiting: int
    cells_waiting: int
    jobs_waiting: int
    read_seconds: float
    bytes: int | None
    connections: int | None
