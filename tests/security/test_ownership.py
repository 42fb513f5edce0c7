"""Each call of each service by somebody else: what is another's answers as if it had never been."""

import datetime as dt
import inspect
from collections.abc import Callable, Iterator
from typing import NamedTuple, get_type_hints

import pytest

from jobwise.bootstrap import Services, now
from jobwise.domain.account import Actor
from jobwise.domain.documents import Design
from jobwise.domain.job import JobSearch
from jobwise.domain.role import Role
from jobwise.domain.tracker import NewDate
from jobwise.errors import JobWiseError, NotFound
from jobwise.ports import Transactions
from jobwise.services.accounts import AccountServices
from jobwise.services.applications import ApplicationService
from jobwise.services.audit import AuditService
from jobwise.services.candidates import CandidateService
from jobwise.services.corrections import CorrectionService
from jobwise.services.experiments import ExperimentService
from jobwise.services.fairness import FairnessService
from jobwise.services.golden_sets import GoldenSetService
from jobwise.services.health import HealthService
from jobwise.services.jobs import JobService
from jobwise.services.models import ModelService
from jobwise.services.my_data import MyDataService
from jobwise.services.profiles import ProfileService
from jobwise.services.ranking_files import RankingFiles
from jobwise.services.retention import RetentionService
from jobwise.services.tracker import TrackerService
from jobwise.services.vacancies import VacancyService
from jobwise.settings import GOLDEN, ROOT
from jobwise.store.database import Database
from jobwise.store.rewriting import DatabaseTraces
from tests.unit.services.conftest import AD, Clock, InlineEngine, Library, MarkdownReader

SAMPLES = ROOT / "data" / "samples"

ANNA, BEN, NOBODY = Actor(id="anna"), Actor(id="ben"), Actor(id="")
A_DATE = NewDate(kind="interview", what="", starts_at=dt.datetime(2026, 5, 3, 10, tzinfo=dt.UTC))
UNKNOWN = "00000000-0000-4000-8000-000000000000"


class Shop(NamedTuple):
    """The services with something of Anna's in each: (her application, profile and file)."""

    applications: ApplicationService
    profiles: ProfileService
    models: ModelService
    my_data: MyDataService
    retention: RetentionService
    golden_sets: GoldenSetService
    tracker: TrackerService
    application_id: str
    profile_id: str
    source_id: str
    note_id: str
    date_id: str
    sent_id: str
    jobs: JobService
    job_id: str
    board_id: str


Call = Callable[[Shop, Actor, str], object]
BY_APPLICATION: dict[str, Call] = {
    "applications.get": lambda shop, who, key: shop.applications.get(who, key),
    "applications.standing": lambda shop, who, key: shop.applications.standing(who, key),
    "applications.progress": lambda shop, who, key: shop.applications.progress(who, key),
    "applications.news": lambda shop, who, key: shop.applications.news(who, key, "", 0),
    "applications.file": lambda shop, who, key: shop.applications.file(who, key, "resume.md"),
    "applications.read_back": lambda shop, who, key: shop.applications.read_back(who, key, "resume.docx"),
    "applications.stop": lambda shop, who, key: shop.applications.stop(who, key),
    "applications.retry": lambda shop, who, key: shop.applications.retry(who, key),
    "applications.delete": lambda shop, who, key: shop.applications.delete(who, key),
    "applications.change_line": lambda shop, who, key: shop.applications.change_line(who, key, "r1", None),
    "applications.leave_out": lambda shop, who, key: shop.applications.leave_out(who, key, "r1"),
    "applications.put_back": lambda shop, who, key: shop.applications.put_back(who, key, "f1"),
    "applications.set_design": lambda shop, who, key: shop.applications.set_design(who, key, Design()),
    "applications.versions": lambda shop, who, key: shop.applications.versions(who, key),
    "applications.version": lambda shop, who, key: shop.applications.version(who, key, 1),
    "applications.note_download": lambda shop, who, key: shop.applications.note_download(who, key),
    "applications.restore": lambda shop, who, key: shop.applications.restore(who, key, 1),
    "golden_sets.preview": lambda shop, who, key: shop.golden_sets.preview(who, key),
    "golden_sets.give": lambda shop, who, key: shop.golden_sets.give(
        who, key, shop.golden_sets.preview(ANNA, shop.application_id)
    ),
}
BY_APPLICATION |= {
    "tracker.move": lambda shop, who, key: shop.tracker.move(who, key, "applied"),
    "tracker.keep_sent": lambda shop, who, key: shop.tracker.keep_sent(who, key),
    "tracker.notes": lambda shop, who, key: shop.tracker.notes(who, key),
    "tracker.add_note": lambda shop, who, key: shop.tracker.add_note(who, key, "A note"),
    "tracker.dates": lambda shop, who, key: shop.tracker.dates(who, key),
    "tracker.add_date": lambda shop, who, key: shop.tracker.add_date(who, key, A_DATE),
    "tracker.calendar": lambda shop, who, key: shop.tracker.calendar(who, key),
    "tracker.sent": lambda shop, who, key: shop.tracker.sent(who, key),
}
BY_NOTE: dict[str, Call] = {
    "tracker.delete_note": lambda shop, who, key: shop.tracker.delete_note(who, key),
}
BY_DATE: dict[str, Call] = {
    "tracker.delete_date": lambda shop, who, key: shop.tracker.delete_date(who, key),
}
BY_SENT: dict[str, Call] = {
    "tracker.sent_file": lambda shop, who, key: shop.tracker.sent_file(who, key),
}
BY_PROFILE: dict[str, Call] = {
    "profiles.get": lambda shop, who, key: shop.profiles.get(who, key),
}
BY_SOURCE: dict[str, Call] = {
    "profiles.source": lambda shop, who, key: shop.profiles.source(who, key),
    "profiles.page_picture": lambda shop, who, key: shop.profiles.page_picture(who, key, 1, None, 1.0),
}
BY_JOB: dict[str, Call] = {
    "jobs.get": lambda shop, who, key: shop.jobs.get(who, key),
    "jobs.application_of": lambda shop, who, key: shop.jobs.application_of(who, key),
    "jobs.correct": lambda shop, who, key: shop.jobs.correct(who, key, title="Baker"),
    "jobs.delete": lambda shop, who, key: shop.jobs.delete(who, key),
}
BY_BOARD: dict[str, Call] = {
    "jobs.read_board": lambda shop, who, key: shop.jobs.read_board(who, key),
    "jobs.unfollow": lambda shop, who, key: shop.jobs.unfollow(who, key),
}
BY_ID = BY_APPLICATION | BY_PROFILE | BY_SOURCE | BY_NOTE | BY_DATE | BY_SENT | BY_JOB | BY_BOARD
EMPTY_FOR_OTHERS: dict[str, tuple[Callable[[Shop, Actor], object], object]] = {
    "applications.page": (lambda shop, who: tuple(shop.applications.page(who, 9)), ()),
    "applications.list": (lambda shop, who: tuple(shop.applications.list(who)), ()),
    "profiles.current": (lambda shop, who: shop.profiles.current(who), None),
    "profiles.versions": (lambda shop, who: shop.profiles.versions(who), ()),
    "models.calls": (lambda shop, who: tuple(shop.models.calls(who, shop.application_id)), ()),
    "models.active": (lambda shop, who: shop.models.active(who), None),
    "models.spent_today": (lambda shop, who: shop.models.spent_today(who), 0),
    "models.has_key": (lambda shop, who: shop.models.has_key(who, "http://127.0.0.1:1/v1"), False),
    "my_data.kept": (lambda shop, who: shop.my_data.kept(who), ()),
    "golden_sets.given": (lambda shop, who: tuple(shop.golden_sets.given(who)), ()),
    "golden_sets.take_back": (lambda shop, who: shop.golden_sets.take_back(who), 0),
    "my_data.consents": (lambda shop, who: tuple(shop.my_data.consents(who)), ()),
    "tracker.board": (lambda shop, who: {*shop.tracker.board(who).columns.values()}, {()}),
    "tracker.funnel": (lambda shop, who: {*shop.tracker.funnel(who).reached.values()}, {0}),
    "tracker.weeks": (lambda shop, who: shop.tracker.weeks(who), ()),
    "jobs.search": (lambda shop, who: shop.jobs.search(who, JobSearch()).hits, ()),
    "jobs.boards": (lambda shop, who: tuple(shop.jobs.boards(who)), ()),
    "retention.leaving": (lambda shop, who: shop.retention.leaving(who), ()),
}
"""What takes no id, or gives a list: there is nothing in it for others."""
OWN_CALLS = {
    "applications.start", "applications.start_sample", "applications.read_job_file",
    "applications.read_job_page", "jobs.add_text", "jobs.add_file", "jobs.add_page", "jobs.add_many",
    "jobs.follow", "profiles.upload", "profiles.save",
    "profiles.replace",
    "models.settings", "models.missing", "models.save",
    "models.use_offline", "models.use_model", "models.forget_key",
    "models.try_out", "my_data.export", "my_data.erase",
}  # fmt: skip
"""Those that write or give what is the caller's own: they go by the actor alone."""
FOR_A_ROLE = {
    "my_data.kept_of", "my_data.erase_person", "health.now", "prompts.list",
    "prompt_lab.add", "prompt_lab.add_in", "prompt_lab.proof", "prompt_lab.history", "prompt_lab.former",
    "prompt_lab.promote", "prompt_lab.roll_back", "prompt_lab.put_away", "prompt_lab.take_out",
    "prompt_drafts.list", "prompt_drafts.get", "prompt_drafts.text", "prompt_drafts.begin",
    "prompt_drafts.upload", "prompt_drafts.add_file", "prompt_drafts.save", "prompt_drafts.drop",
    "prompt_drafts.checks", "prompt_drafts.read", "prompt_drafts.sound", "prompt_drafts.propose",
    "prompt_preview.sent", "prompt_preview.written",
    "golden_sets.list", "golden_sets.get", "golden_sets.newest", "golden_sets.lines", "golden_sets.add_file",
    "golden_sets.add_samples", "golden_sets.add_made", "golden_sets.read_case", "golden_sets.put_case",
    "golden_sets.drop_case",
    "analytics.board", "analytics.csv", "analytics.parquet",
}  # fmt: skip
"""Nobody's own: who lacks the role finds nothing, which the tests of each see to."""
IN_TEST_ROLES = {
    AccountServices, AuditService, VacancyService, CandidateService, CorrectionService, FairnessService,
    RankingFiles, ExperimentService,
}  # fmt: skip
"""Their calls have their place in `test_roles.py`, `test_recruiting.py` and `test_experiments.py`."""


IN_TEST_RECRUITING = {"retention.goes_on", "retention.keep_for"}


@pytest.fixture
def shop(
    applications: ApplicationService,
    tracker: TrackerService,
    profiles: ProfileService,
    models: ModelService,
    begin: Transactions,
    engine: InlineEngine,
    database: Database,
    clock: Clock,
    resume: bytes,
    library: Library,
) -> Iterator[Shop]:
    traces = DatabaseTraces(database)
    my_data = MyDataService(
        begin, engine, applications, tracker, traces, lambda _: engine.runner.forget(), clock, lambda *_: None
    )
    stored = profiles.upload(ANNA, "anna.md", resume)
    assert stored.source_id is not None
    application_id = applications.start(ANNA, AD)
    report = applications.get(ANNA, application_id).report
    assert report is not None
    sent, _ = tracker.move(ANNA, application_id, "applied")
    note, date = (
        tracker.add_note(ANNA, application_id, "Hers"),
        tracker.add_date(ANNA, application_id, A_DATE),
    )
    applications.leave_out(ANNA, application_id, report.documents.resume.lines[-1].id)
    retention = RetentionService(begin, traces, clock, 30)
    golden_sets = GoldenSetService(begin, MarkdownReader(), traces, clock, GOLDEN, SAMPLES)
    golden_sets.give(ANNA, application_id, golden_sets.preview(ANNA, application_id))
    job_id = library.jobs.add_text(ANNA, AD).id
    library.boards["lever", "fenwick"] = b'[{"text": "Nobody"}]'
    library.jobs.follow(ANNA, "lever", "fenwick")
    [board] = library.jobs.boards(ANNA)
    yield Shop(
        applications,
        profiles,
        models,
        my_data,
        retention,
        golden_sets,
        tracker,
        application_id,
        stored.id,
        stored.source_id,
        note.id,
        date.id,
        sent.id,
        library.jobs,
        job_id,
        board.id,
    )
    assert list(tracker.notes(ANNA, application_id)) == [note]
    assert list(tracker.dates(ANNA)) == [date]
    assert sent in tracker.sent(ANNA, application_id)
    assert library.jobs.get(ANNA, job_id).changes == 1
    assert library.jobs.boards(ANNA) == (board,)
    assert len(golden_sets.given(ANNA)) == 1
    assert applications.get(ANNA, application_id).report is not None
    assert [version.number for version in applications.versions(ANNA, application_id)] == [1, 2]
    assert profiles.current(ANNA) == stored


def answer(call: Call, shop: Shop, who: Actor, key: str) -> tuple[object, ...]:
    with pytest.raises(JobWiseError) as refusal:
        call(shop, who, key)
    error = refusal.value
    return type(error), error.code, error.title, error.message


@pytest.mark.parametrize("who", [BEN, NOBODY], ids=["ben", "nobody"])
@pytest.mark.parametrize(
    ("name", "kind"),
    [
        *((name, "application_id") for name in BY_APPLICATION),
        *((name, "profile_id") for name in BY_PROFILE),
        *((name, "source_id") for name in BY_SOURCE),
        *((name, "note_id") for name in BY_NOTE),
        *((name, "date_id") for name in BY_DATE),
        *((name, "sent_id") for name in BY_SENT),
        *((name, "job_id") for name in BY_JOB),
        *((name, "board_id") for name in BY_BOARD),
    ],
)
def test_anothers_id_answers_like_one_that_never_was(shop: Shop, name: str, kind: str, who: Actor) -> None:
    call = BY_ID[name]
    anothers = answer(call, shop, who, getattr(shop, kind))
    assert anothers[0] is NotFound
    assert anothers == answer(call, shop, who, UNKNOWN) == answer(call, shop, ANNA, UNKNOWN)


def test_the_owner_gets_what_others_do_not(shop: Shop) -> None:
    for name in ("get", "progress", "news", "file", "versions", "version"):
        assert BY_APPLICATION[f"applications.{name}"](shop, ANNA, shop.application_id)
    assert BY_PROFILE["profiles.get"](shop, ANNA, shop.profile_id) == shop.profiles.current(ANNA)
    assert BY_JOB["jobs.get"](shop, ANNA, shop.job_id)
    assert BY_SOURCE["profiles.source"](shop, ANNA, shop.source_id)
    for name in ("notes", "dates", "sent"):
        assert BY_APPLICATION[f"tracker.{name}"](shop, ANNA, shop.application_id)
    assert shop.tracker.sent_file(ANNA, shop.sent_id).content.startswith(b"%PDF")


@pytest.mark.parametrize("who", [BEN, NOBODY], ids=["ben", "nobody"])
@pytest.mark.parametrize("name", EMPTY_FOR_OTHERS)
def test_what_goes_by_the_person_has_nothing_of_anothers(shop: Shop, name: str, who: Actor) -> None:
    call, nothing = EMPTY_FOR_OTHERS[name]
    assert call(shop, who) == nothing


@pytest.mark.parametrize("who", [BEN, NOBODY], ids=["ben", "nobody"])
def test_an_application_is_made_for_no_job_of_anothers(shop: Shop, who: Actor, resume: bytes) -> None:
    shop.profiles.upload(who, "ben.md", resume)
    for key in (shop.job_id, UNKNOWN):
        with pytest.raises(NotFound, match="This job is not there"):
            shop.applications.start(who, AD, job_id=key)
    assert shop.applications.list(who) == ()


def test_how_the_house_is_doing_is_told_to_administrators_alone(begin: Transactions) -> None:
    health = HealthService(begin, (), lambda: 0, None, "1", now)
    for who in (BEN, NOBODY, Actor(id="ben", roles=frozenset(Role) - {Role.ADMINISTRATOR})):
        with pytest.raises(NotFound):
            health.now(who)
    assert health.now(Actor(id="ben", roles=frozenset({Role.ADMINISTRATOR}))).people == 0


def test_erasing_oneself_takes_nothing_of_anothers(shop: Shop) -> None:
    shop.my_data.erase(BEN)
    assert shop.applications.get(ANNA, shop.application_id).state == "done"


def test_every_service_method_that_takes_an_actor_has_its_place() -> None:
    services = {
        name: hint
        for name, hint in get_type_hints(Services).items()
        if inspect.isclass(hint) and hint.__module__.startswith("jobwise.services")
    }
    assert set(services.values()) >= IN_TEST_ROLES
    found = {
        f"{name}.{method}"
        for name, service in services.items()
        if service not in IN_TEST_ROLES
        for method, function in inspect.getmembers(service, inspect.isfunction)
        if not method.startswith("_") and "actor" in inspect.signature(function).parameters
    }
    listed = BY_ID.keys() | EMPTY_FOR_OTHERS.keys()
    assert found == listed | OWN_CALLS | FOR_A_ROLE | IN_TEST_RECRUITING
