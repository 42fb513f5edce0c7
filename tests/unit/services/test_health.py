"""Health: each part is looked at, what is not well says so and since when, and looking leaves no trace."""

import datetime as dt
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from sqlalchemy import func, select

from jobwise.domain.account import LOCAL_ACTOR
from jobwise.errors import StorageFailed
from jobwise.ports import Transactions
from jobwise.services import health as health_module
from jobwise.services.desk import Desk
from jobwise.services.health import HealthService, Part
from jobwise.store import probing
from jobwise.store.database import Database
from jobwise.store.probing import StoreProbe
from jobwise.store.schema import migrate
from jobwise.store.tables import TryRow

NOON = dt.datetime(2026, 11, 27, 12, tzinfo=dt.UTC)


class Trouble:
    """A part that is well until it is told otherwise."""

    def __init__(self) -> None:
        self.ill, self.looks = False, 0

    def look(self) -> str:
        self.looks += 1
        if self.ill:
            raise StorageFailed("The disk is full", "Free some space.", code="disk-full")
        return "Takes what is written"


@pytest.fixture
def part() -> Trouble:
    return Trouble()


@pytest.fixture
def moments() -> list[dt.datetime]:
    return [NOON + dt.timedelta(hours=hour) for hour in range(5)]


@pytest.fixture
def health(begin: Transactions, part: Trouble, moments: list[dt.datetime]) -> HealthService:
    parts = (Part("Database", part.look), Part("Mail", str, needed=False))
    return HealthService(begin, parts, lambda: 2, None, "1.2", lambda: moments.pop(0))


def test_a_part_is_well_or_not_used(health: HealthService) -> None:
    now = health.now(LOCAL_ACTOR)
    assert [(one.name, one.state, one.told) for one in now.parts] == [
        ("Database", "well", "Takes what is written"),
        ("Mail", "unused", "Not used here"),
    ]
    assert (now.version, now.readers, now.database_bytes) == ("1.2", 2, None)


def test_what_is_not_well_says_what_to_do_and_since_when(
    health: HealthService, part: Trouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health_module, "KEPT_SECONDS", -1.0)
    part.ill = True
    first, again = health.parts()[0], health.parts()[0]
    assert (first.state, first.told, first.todo) == ("ill", "The disk is full", "Free some space.")
    assert first.since == again.since == NOON
    part.ill = False
    assert health.parts()[0].since is None
    part.ill = True
    since = health.parts()[0].since
    assert since is not None
    assert since > NOON


def test_who_asks_again_at_once_is_told_the_same(health: HealthService, part: Trouble) -> None:
    assert health.parts() == health.parts()
    assert part.looks == 1


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    made = Database(database_url)
    migrate(made)
    yield made
    made.close()


def test_what_is_written_to_look_is_taken_away_again(database: Database, tmp_path: Path) -> None:
    folder = tmp_path / "state"
    folder.mkdir()
    probe = StoreProbe(database, folder)
    assert probe.database()
    assert probe.folder()
    assert list(folder.iterdir()) == []
    with database.engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(TryRow)) == 0


def test_a_folder_that_is_gone_and_a_disk_that_fills_are_told(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    probe = StoreProbe(database, tmp_path / "gone")
    for look in (probe.folder, probe.disk):
        with pytest.raises(StorageFailed) as told:
            look()
        assert told.value.code == "data-folder"
        assert os.fspath(tmp_path) not in str(told.value)
    monkeypatch.setattr(probing, "LEAST_FREE", 10**18)
    with pytest.raises(StorageFailed) as told:
        StoreProbe(database, tmp_path).disk()
    assert told.value.code == "disk-low"


def test_a_database_that_is_away_is_told(tmp_path: Path) -> None:
    away = Database("postgresql+psycopg://nobody:secret-word@127.0.0.1:1/none")
    probe = StoreProbe(away, tmp_path)
    for look in (probe.database, probe.gauges):
        with pytest.raises(StorageFailed) as told:
            look()
        assert "secret-word" not in str(told.value)


def test_counts_of_an_empty_store(database: Database, tmp_path: Path) -> None:
    gauges = StoreProbe(database, tmp_path).gauges()
    assert (gauges.runs_waiting, gauges.runs_going) == (0, 0)
    assert (gauges.candidates_waiting, gauges.cells_waiting) == (0, 0)
    assert (gauges.bytes is None) != (gauges.connections is None)


class Restless(Desk):
    """A desk whose store is away until it is back."""

    def __init__(self) -> None:
        super().__init__("nothing", hands=1, look_seconds=None, again_seconds=0.01)
        self.away, self.tried = True, threading.Event()

    def _let_go(self) -> None:
        self.tried.set()
        if self.away:
            raise StorageFailed("The disk is full", "Free some space.", code="disk-full")

    def _claimed(self) -> Sequence[Callable[[], None]]:
        return ()


def test_a_desk_that_waits_for_the_store_says_so_until_it_is_back() -> None:
    desk = Restless()
    assert desk.look()
    desk.wake()
    desk.tried.wait(10)
    seen = until(desk, ill=True)
    assert seen == "The disk is full"
    desk.away = False
    assert until(desk, ill=False) == "Works, or has nothing to do"
    desk.close()


def until(desk: Desk, *, ill: bool) -> str:
    """What the desk says of itself once it is so."""
    while True:
        try:
            told, is_ill = desk.look(), False
        except StorageFailed as error:
            told, is_ill = error.title, True
        if is_ill is ill:
            return told
        threading.Event().wait(0.01)
