"""What nobody has touched for long goes, with a notice before; everything else stays."""

import datetime as dt
from collections.abc import Callable

import pytest

from jobwise.domain.account import Actor
from jobwise.domain.documents import Design
from jobwise.domain.job import JobSearch
from jobwise.domain.role import Role
from jobwise.errors import NotFound, UnusableEntry
from jobwise.ports import Transactions
from jobwise.services.applications import ApplicationService
from jobwise.services.candidate_desk import CandidateDesk
from jobwise.services.candidates import CandidateService
from jobwise.services.corrections import CorrectionService
from jobwise.services.fairness import FairnessService
from jobwise.services.profiles import ProfileService
from jobwise.services.retention import RetentionService
from jobwise.services.vacancies import VacancyService
from jobwise.store.database import Database
from jobwise.store.rewriting import DatabaseTraces
from tests.unit.services.conftest import AD, Clock, Library

OTHER = AD.replace("Fenwick Rail", "Calder Rail")
DAYS = dt.timedelta(days=1)
FORGOTTEN: list[str] = []
"""Whose jobs went."""


@pytest.fixture
def retention(begin: Transactions, database: Database, clock: Clock) -> RetentionService:
    service = RetentionService(begin, DatabaseTraces(database), clock, 90, FORGOTTEN.append)
    service.sweep()  # the days count from now on
    FORGOTTEN.clear()
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


def test_a_job_goes_that_no_application_was_made_for(
    retention: RetentionService,
    library: Library,
    applications: ApplicationService,
    profiles: ProfileService,
    clock: Clock,
    anna: Actor,
    resume: bytes,
) -> None:
    profiles.upload(anna, "Anna.md", resume)
    applied, saved = (library.jobs.add_text(anna, ad).id for ad in (AD, OTHER))
    clock.present += 60 * DAYS
    application_id = applications.start(anna, AD, job_id=applied)
    [job, *_] = retention.leaving(anna)
    assert job.name == "A job of your library"
    clock.present += 31 * DAYS
    assert retention.sweep() == 1
    assert [anna.id] == FORGOTTEN
    with pytest.raises(NotFound):
        library.jobs.get(anna, saved)
    applications.delete(anna, application_id)
    assert library.jobs.get(anna, applied).id == applied
    assert retention.sweep() == 3  # the profile and its file too
    assert library.jobs.search(anna, JobSearch()).total == 0


def test_a_new_profile_keeps_no_job_for_longer(
    retention: RetentionService,
    library: Library,
    profiles: ProfileService,
    clock: Clock,
    anna: Actor,
    resume: bytes,
) -> None:
    untouched, corrected = (library.jobs.add_text(anna, ad).id for ad in (AD, OTHER))
    clock.present += 60 * DAYS
    profiles.upload(anna, "Anna.md", resume)
    library.desk.drain()
    assert library.jobs.get(anna, untouched).fit is not None
    library.jobs.correct(anna, corrected, title="Analyst")
    clock.present += 31 * DAYS
    assert retention.sweep() == 1
    assert [hit.id for hit in library.jobs.search(anna, JobSearch()).hits] == [corrected]


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


RITA = Actor(id="rita", roles=frozenset({Role.RECRUITER}))


def test_a_vacancy_goes_after_its_own_days_if_they_are_fewer(
    retention: RetentionService, vacancies: VacancyService, clock: Clock
) -> None:
    short, long = vacancies.create(RITA, AD), vacancies.create(RITA, OTHER)
    clock.present += DAYS
    retention.keep_for(RITA, short, 40)
    on = retention.goes_on(RITA, short)
    assert on is not None
    assert (on - clock.present).days in (39, 40)
    whole = retention.goes_on(RITA, long)
    assert whole is not None
    assert (whole - clock.present).days == 88
    assert retention.leaving(RITA) == ()
    clock.present += 11 * DAYS
    [told] = retention.leaving(RITA)
    assert told.name == "The vacancy Data Analyst, Fenwick Rail with its candidates"
    assert told.on == on
    clock.present += 28 * DAYS
    assert retention.sweep() == 0
    clock.present += 2 * DAYS
    assert retention.sweep() == 1
    assert [one.id for one in vacancies.list(RITA)] == [long]
    clock.present += 60 * DAYS
    retention.sweep()
    assert vacancies.list(RITA) == ()


def test_a_vacancy_is_kept_no_longer_than_anything_else(
    retention: RetentionService, vacancies: VacancyService
) -> None:
    made = vacancies.create(RITA, AD)
    for days in (0, -1, 91):
        with pytest.raises(UnusableEntry) as refusal:
            retention.keep_for(RITA, made, days)
        assert "1 to 90 days" in refusal.value.title
    assert vacancies.get(RITA, made).keep_days is None
    retention.keep_for(RITA, made, 90)
    retention.keep_for(RITA, made, None)
    assert vacancies.get(RITA, made).keep_days is None


def test_a_vacancy_has_its_own_days_also_where_everything_stays(
    begin: Transactions,
    database: Database,
    applications: ApplicationService,
    profiles: ProfileService,
    vacancies: VacancyService,
    clock: Clock,
    old_and_new: tuple[str, str],
    anna: Actor,
) -> None:
    for_ever = RetentionService(begin, DatabaseTraces(database), clock, None)
    short, long = vacancies.create(RITA, AD), vacancies.create(RITA, OTHER)
    for_ever.keep_for(RITA, short, 10)
    assert for_ever.goes_on(RITA, long) is None
    assert [one.name for one in for_ever.leaving(RITA)] == [
        "The vacancy Data Analyst, Fenwick Rail with its candidates"
    ]
    clock.present += 400 * DAYS
    assert for_ever.sweep() == 1
    assert [one.id for one in vacancies.list(RITA)] == [long]
    assert len(applications.list(anna)) == 2
    assert profiles.current(anna) is not None


@pytest.mark.parametrize("act", ["decide", "reveal", "note", "correct", "answers", "none"])
def test_whoever_works_on_a_candidate_keeps_the_vacancy(
    retention: RetentionService,
    vacancies: VacancyService,
    candidates: CandidateService,
    corrections: CorrectionService,
    fairness: FairnessService,
    candidate_desk: CandidateDesk,
    clock: Clock,
    resume: bytes,
    act: str,
) -> None:
    acts: dict[str, Callable[[str], object]] = {
        "decide": lambda key: candidates.decide(RITA, key, "hold", "Later"),
        "reveal": lambda key: candidates.reveal(RITA, key),
        "note": lambda key: candidates.note(RITA, key, "Call back", ["local"]),
        "correct": lambda key: corrections.correct(RITA, key, "Used Tableau"),
        "answers": lambda _: fairness.put_answers(RITA, made, b"Candidate,Sex\n1,f\n"),
        "none": lambda key: candidates.open(RITA, key),
    }
    made = vacancies.create(RITA, AD)
    vacancies.add_files(RITA, made, [("anna.md", resume)])
    candidate_desk.drain()
    retention.keep_for(RITA, made, 40)
    clock.present += 39 * DAYS
    acts[act](vacancies.ranking(RITA, made).rows[0].candidate.id)
    clock.present += 39 * DAYS
    gone = int(act == "none")
    assert retention.sweep() == gone
    assert len(vacancies.list(RITA)) == 1 - gone
