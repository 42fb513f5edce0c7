"""What nobody has touched for long goes, with a notice before; everything else stays."""

import datetime as dt

import pytest

from jobwise.domain.account import Actor
from jobwise.domain.documents import Design
from jobwise.errors import NotFound
from jobwise.ports import Transactions
from jobwise.services.applications import ApplicationService
from jobwise.services.profiles import ProfileService
from jobwise.services.retention import RetentionService
from jobwise.store.database import Database
from jobwise.store.rewriting import DatabaseTraces
from tests.unit.services.conftest import AD, Clock

OTHER = AD.replace("Fenwick Rail", "Calder Rail")
DAYS = dt.timedelta(days=1)


@pytest.fixture
def retention(begin: Transactions, database: Database, clock: Clock) -> RetentionService:
    service = RetentionService(begin, DatabaseTraces(database), clock, 90)
    service.sweep()  # the days count from now on
    return service


@pytest.fixture
def old_and_new(
    profiles: ProfileService, applications: ApplicationService, clock: Clock, anna: Actor, resume: bytes
) -> tuple[str, str]:
    """Two applications, sixty days apart."""
    profiles.upload(anna, "Anna.md", resume)
    old = applications.start(anna, AD)
    clock.present += 60 * DAYS
    return old, applications.start(anna, OTHER)


def test_only_what_is_untouched_goes(
    retention: RetentionService,
    applications: ApplicationService,
    profiles: ProfileService,
    clock: Clock,
    old_and_new: tuple[str, str],
    anna: Actor,
) -> None:
    assert retention.sweep() == 0
    clock.present += 31 * DAYS
    assert retention.sweep() == 1
    assert [one.id for one in applications.list(anna)] == [old_and_new[1]]
    assert profiles.current(anna) is not None
    with pytest.raises(NotFound):
        applications.get(anna, old_and_new[0])


def test_what_is_touched_stays(
    retention: RetentionService,
    applications: ApplicationService,
    clock: Clock,
    old_and_new: tuple[str, str],
    anna: Actor,
) -> None:
    clock.present += 29 * DAYS
    applications.set_design(anna, old_and_new[0], Design(theme="modern"))
    clock.present += 62 * DAYS
    retention.sweep()
    assert [one.id for one in applications.list(anna)] == [old_and_new[0]]


def test_a_profile_goes_after_its_last_application(
    retention: RetentionService,
    applications: ApplicationService,
    profiles: ProfileService,
    clock: Clock,
    old_and_new: tuple[str, str],
    anna: Actor,
    ben: Actor,
    resume: bytes,
) -> None:
    clock.present += 91 * DAYS
    profiles.upload(ben, "Ben.md", resume)
    retention.sweep()
    assert applications.list(anna) == ()
    assert profiles.current(anna) is None
    assert profiles.current(ben) is not None


def test_a_person_is_told_before(
    retention: RetentionService, clock: Clock, old_and_new: tuple[str, str], anna: Actor, ben: Actor
) -> None:
    [first] = retention.leaving(anna)
    assert first.name == "Data Analyst, Fenwick Rail"
    assert (first.on - clock.present).days in (29, 30)
    clock.present += 60 * DAYS
    names = [one.name for one in retention.leaving(anna)]
    assert names[0] == "Data Analyst, Fenwick Rail"
    assert names[1].startswith("Data Analyst, Calder Rail")
    assert names[2] == "Your profile with its files"
    assert retention.leaving(ben) == ()


def test_a_run_in_work_is_left_alone(
    retention: RetentionService,
    applications: ApplicationService,
    begin: Transactions,
    clock: Clock,
    old_and_new: tuple[str, str],
    anna: Actor,
) -> None:
    with begin() as work:
        work.applications.set_state(anna, old_and_new[0], "running")
    clock.present += 365 * DAYS
    retention.sweep()
    assert [one.id for one in applications.list(anna)] == [old_and_new[0]]


def test_without_a_setting_everything_stays_for_ever(
    begin: Transactions,
    database: Database,
    applications: ApplicationService,
    clock: Clock,
    old_and_new: tuple[str, str],
    anna: Actor,
) -> None:
    for_ever = RetentionService(begin, DatabaseTraces(database), clock, None)
    clock.present += 36_500 * DAYS
    assert for_ever.sweep() == 0
    assert for_ever.leaving(anna) == ()
    assert len(applications.list(anna)) == 2
