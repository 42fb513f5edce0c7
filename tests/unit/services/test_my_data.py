"""A person sees all that is kept of them, takes it along, and leaves nothing behind."""

import io
import json
import zipfile
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import event, func, select
from sqlalchemy.orm import Session

from jobwise.domain.account import Actor
from jobwise.domain.job import BoardKind, JobSearch, ListedJob
from jobwise.domain.run import RunRequest
from jobwise.domain.source import AdText, ReadResult
from jobwise.domain.tracker import NewDate
from jobwise.errors import Conflict, NotFound, StorageFailed
from jobwise.ports import Transactions
from jobwise.services.applications import ApplicationService
from jobwise.services.job_indexes import JobIndexes
from jobwise.services.jobs import JobService
from jobwise.services.models import ModelService
from jobwise.services.my_data import NOUNS, MyDataService
from jobwise.services.profiles import ProfileService
from jobwise.services.tracker import TrackerService
from jobwise.store.database import Database
from jobwise.store.rewriting import DatabaseTraces
from jobwise.store.tables import INSTALLATION, PersonKeyRow, Table
from tests.unit.services.conftest import AD, Clock, HereReader, InlineEngine, Library, MarkdownReader

OF_NOBODY = {
    "signing_keys",
    "prompts",
    "prompt_choices",
    "prompt_records",
    "prompt_drafts",
    "prompt_promotions",
    "golden_sets",
    "experiments",
    "experiment_notes",
    "retention",
    "invitations",
    "tries",
    "reset_asks",
    "audit_entries",
    "audit_head",
}
TODAY = datetime(2026, 5, 4, tzinfo=UTC)
KEY = "sk-quillwhistle-0123456789"


@pytest.fixture
def my_data(
    begin: Transactions,
    engine: InlineEngine,
    applications: ApplicationService,
    tracker: TrackerService,
    database: Database,
    clock: Clock,
) -> MyDataService:
    return MyDataService(
        begin,
        engine,
        applications,
        tracker,
        DatabaseTraces(database),
        lambda _: engine.runner.forget(),
        clock,
        lambda *_: None,
        lambda actor: [{"action": "log-in", "actor": actor.id}],
    )


@pytest.fixture
def application_id(
    profiles: ProfileService,
    applications: ApplicationService,
    models: ModelService,
    anna: Actor,
    resume: bytes,
) -> str:
    """Anna with a profile, a model with its key, and an application that is done."""
    profiles.upload(anna, "Anna.md", resume)
    use_model(models, anna)
    models.use_offline(anna)
    return applications.start(anna, AD)


def use_model(models: ModelService, actor: Actor, url: str = "http://127.0.0.1:1/v1") -> None:
    models.use_model(
        actor,
        "openai:some-model",
        url,
        ("reword",),
        run_cap_usd=1,
        day_cap_usd=1,
        agreed=True,
        key=SecretStr(KEY),
    )


def exported(my_data: MyDataService, actor: Actor) -> dict[str, bytes]:
    out = io.BytesIO()
    my_data.export(actor, out)
    with zipfile.ZipFile(out) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_every_table_is_somebodys_or_everybodys() -> None:
    for table in Table.metadata.tables.values():
        assert ("owner" in table.c) != (table.name in OF_NOBODY), table.name


def test_everything_that_is_a_persons_has_a_name_on_the_page(my_data: MyDataService, anna: Actor) -> None:
    owned = {table.name for table in Table.metadata.tables.values() if "owner" in table.c}
    assert owned - {"person_keys"} == NOUNS.keys()
    assert my_data.kept(anna) == ()


def test_what_is_kept_is_counted_and_named(my_data: MyDataService, application_id: str, anna: Actor) -> None:
    kept = {kind.noun: kind for kind in my_data.kept(anna)}
    assert kept["résumé file"].names == ("Anna.md",)
    assert kept["application with its ad"].names == ("Data Analyst, Fenwick Rail",)
    assert kept["version of your profile"].count == 1
    assert kept["result of one step"].count == 5
    assert kept["consent given or taken back"].count == 2


def test_the_download_has_everything_but_keys(
    my_data: MyDataService, application_id: str, anna: Actor
) -> None:
    files = exported(my_data, anna)
    assert b"Anna Example" in files["profile/version-1.json"]
    assert b"# Anna Example" in files["resumes/1.md"]
    [folder] = {name.split("/")[1] for name in files if name.startswith("applications/")}
    made = {name.removeprefix(f"applications/{folder}/") for name in files if folder in name}
    assert {"ad.txt", "run.json", "report.json", "versions/1.json", "versions/1-resume.txt"} < made
    suffixes = {Path(name).suffix for name in made if name.startswith("resume.")}
    assert {".pdf", ".docx", ".md", ".txt", ".json"} <= suffixes
    assert files[f"applications/{folder}/ad.txt"].decode() == AD
    assert files[f"applications/{folder}/resume.pdf"].startswith(b"%PDF")
    assert json.loads(files["audit.json"]) == [{"action": "log-in", "actor": "anna"}]
    assert [one["given"] for one in json.loads(files["consents.json"])] == [True, False]
    assert [one["state"] for one in json.loads(files["figures.json"])] == ["done"]
    assert not any(KEY.encode() in content for content in files.values())


@pytest.mark.parametrize("count", [4, 8])
def test_a_download_reads_nothing_again_for_each_application(
    my_data: MyDataService,
    profiles: ProfileService,
    tracker: TrackerService,
    begin: Transactions,
    anna: Actor,
    resume: bytes,
    count: int,
) -> None:
    stored = profiles.upload(anna, "Anna.md", resume)
    for number in range(count):
        request = RunRequest(
            application_id=f"a{number}",
            profile_id=stored.id,
            job_text=AD,
            as_of=TODAY.date(),
            page_budget=2.0,
        )
        with begin() as work:
            work.applications.add(anna, request, run_id=f"r{number}", is_sample=False, at=TODAY)
        tracker.move(anna, f"a{number}", "applied")
        tracker.add_date(anna, f"a{number}", NewDate(kind="deadline", what="", starts_at=TODAY, zone="UTC"))
    read: Counter[str] = Counter()

    def count_one(row: Table, _: object) -> None:
        read[type(row).__name__] += 1

    event.listen(Table, "load", count_one, propagate=True)
    try:
        files = exported(my_data, anna)
    finally:
        event.remove(Table, "load", count_one)
    assert len([name for name in files if name.endswith("dates.ics")]) == count
    told = [json.loads(content) for name, content in files.items() if name.endswith("tracker.json")]
    assert [len(one["moves"]) for one in told] == [1] * count
    assert read["MoveRow"] == count
    assert read["ApplicationRow"] <= 10 * count


def test_the_download_and_an_erasure_take_the_library(
    my_data: MyDataService, library: Library, anna: Actor
) -> None:
    library.jobs.add_text(anna, AD)
    library.boards["lever", "fenwick"] = b'[{"text": "Nobody"}]'
    library.jobs.follow(anna, "lever", "fenwick")
    files = exported(my_data, anna)
    [job] = map(json.loads, files["jobs.jsonl"].splitlines())
    assert (job["employer"], job["text"]) == ("Fenwick Rail", AD)
    assert [one["board"] for one in json.loads(files["job-boards.json"])] == ["fenwick"]
    my_data.erase(anna)
    assert my_data.kept(anna) == ()
    assert library.jobs.boards(anna) == ()
    assert library.jobs.search(anna, JobSearch()).total == 0


def test_nobody_gets_what_is_anothers(my_data: MyDataService, application_id: str, ben: Actor) -> None:
    assert set(exported(my_data, ben)) == {
        "README.txt",
        "settings.json",
        "consents.json",
        "audit.json",
        "answers.json",
        "calls.json",
        "figures.json",
    }
    my_data.erase(ben)


def test_after_an_erasure_a_person_is_as_new(
    my_data: MyDataService,
    applications: ApplicationService,
    profiles: ProfileService,
    models: ModelService,
    database: Database,
    engine: InlineEngine,
    application_id: str,
    anna: Actor,
    ben: Actor,
    resume: bytes,
) -> None:
    profiles.upload(ben, "Ben.md", resume)
    my_data.erase(anna)
    assert my_data.kept(anna) == ()
    assert profiles.current(anna) is None
    assert models.active(anna) is None
    with pytest.raises(NotFound):
        applications.get(anna, application_id)
    with Session(database.engine) as session:
        assert set(session.scalars(select(PersonKeyRow.owner))) == {"ben", INSTALLATION}
        for table in Table.metadata.tables.values():
            if "owner" in table.c:
                mine = select(func.count()).select_from(table).where(table.c.owner == "anna")
                assert session.scalar(mine) == 0
    assert engine.forgotten == [anna]
    assert profiles.current(ben) is not None
    profiles.upload(anna, "Anna.md", resume)
    assert applications.get(anna, applications.start(anna, AD)).state == "done"


def test_a_run_at_work_writes_nothing_after_an_erasure(
    my_data: MyDataService,
    applications: ApplicationService,
    engine: InlineEngine,
    profiles: ProfileService,
    anna: Actor,
    resume: bytes,
) -> None:
    profiles.upload(anna, "Anna.md", resume)
    engine.waits = True
    applications.start(anna, AD)
    [(actor, waiting, run_id)] = engine.waiting
    my_data.erase(anna)
    from jobwise.domain.run import Stage

    assert not engine.runner.run_stage(actor, waiting, run_id, Stage.JOB_ANALYZER)
    assert my_data.kept(anna) == ()


@pytest.mark.parametrize("uploads_before", [0, 1])
def test_a_file_that_was_being_read_does_not_land_after_an_erasure(
    my_data: MyDataService, begin: Transactions, clock: Clock, anna: Actor, resume: bytes, uploads_before: int
) -> None:
    class SlowReader(MarkdownReader):
        def read_resume(self, file_name: str, data: bytes) -> ReadResult:
            read = super().read_resume(file_name, data)
            if file_name == "Late.md":
                my_data.erase(anna)
            return read

    service = ProfileService(begin, SlowReader(), clock)
    for _ in range(uploads_before):
        service.upload(anna, "Anna.md", resume)
    with pytest.raises(Conflict) as refusal:
        service.upload(anna, "Late.md", resume)
    assert refusal.value.code == "erased"
    assert my_data.kept(anna) == ()
    assert service.upload(anna, "Anna.md", resume).version == 1


@pytest.mark.parametrize("way", ["follow", "read_board", "add_many", "add_file"])
def test_jobs_that_were_being_read_do_not_land_after_an_erasure(
    library: Library, my_data: MyDataService, begin: Transactions, applications: ApplicationService,
    clock: Clock, anna: Actor, monkeypatch: pytest.MonkeyPatch, way: str,
) -> None:  # fmt: skip
    posting = {"id": 1, "title": "Analyst", "location": {"name": "York"}, "content": f"<p>{AD}</p>"}
    library.boards["greenhouse", "fenwick"] = json.dumps({"jobs": [posting]}).encode()
    late = False

    class SlowReader(HereReader):
        def job_list(self, file_name: str, data: bytes) -> Sequence[ListedJob]:
            my_data.erase(anna)
            return super().job_list(file_name, data)

    def fetch(kind: BoardKind, name: str) -> bytes:
        if late:
            my_data.erase(anna)
        return library.boards[kind, name]

    def read_ad(actor: Actor, file_name: str, data: bytes) -> AdText:
        my_data.erase(actor)
        return MarkdownReader().read_ad(file_name, data)

    monkeypatch.setattr(applications, "read_job_file", read_ad)
    indexes = JobIndexes(begin, fresh_seconds=0.0)
    jobs = JobService(begin, applications, SlowReader(), library.desk, indexes, clock, fetch)
    followed = jobs.follow(anna, "greenhouse", "fenwick")
    assert len(followed.ids) == 1
    [kept] = jobs.boards(anna)
    late = True
    rows = json.dumps([{"title": "Analyst", "description": AD}]).encode()
    ways: dict[str, Callable[[], object]] = {
        "follow": lambda: jobs.follow(anna, "greenhouse", "fenwick"),
        "read_board": lambda: jobs.read_board(anna, kept.id),
        "add_many": lambda: jobs.add_many(anna, "jobs.json", rows),
        "add_file": lambda: jobs.add_file(anna, "ad.txt", AD.encode()),
    }
    with pytest.raises((Conflict, NotFound)):
        ways[way]()
    assert my_data.kept(anna) == ()


def test_an_application_that_was_being_started_does_not_land_after_an_erasure(
    my_data: MyDataService,
    applications: ApplicationService,
    profiles: ProfileService,
    models: ModelService,
    monkeypatch: pytest.MonkeyPatch,
    anna: Actor,
    resume: bytes,
) -> None:
    profiles.upload(anna, "Anna.md", resume)
    monkeypatch.setattr(applications, "_active_model", lambda actor: my_data.erase(actor))
    with pytest.raises(NotFound):
        applications.start(anna, AD)
    assert my_data.kept(anna) == ()


def test_consents_are_put_down_with_time_and_address(
    my_data: MyDataService, models: ModelService, anna: Actor
) -> None:
    first, second = "http://127.0.0.1:1/v1", "http://127.0.0.1:2/v1"
    use_model(models, anna, first)
    use_model(models, anna, first)
    use_model(models, anna, second)
    models.use_offline(anna)
    models.use_offline(anna)
    consents = my_data.consents(anna)
    told = [(consent.given, consent.address) for consent in consents]
    assert told == [(True, first), (False, first), (True, second), (False, second)]
    assert [consent.at for consent in consents] == sorted({consent.at for consent in consents})


def test_a_failing_engine_leaves_no_words_all_the_same(
    my_data: MyDataService,
    application_id: str,
    engine: InlineEngine,
    anna: Actor,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(_: Actor) -> None:
        raise StorageFailed("The file of the runs cannot be used", "Look.", code="runs-file")

    monkeypatch.setattr(engine, "forget", fail)
    with pytest.raises(StorageFailed):
        my_data.erase(anna)
    assert my_data.kept(anna) == ()


def noted(begin: Transactions, actor: Actor) -> list[tuple[str, str]]:
    """(action, subject) of what the log has about somebody, oldest first."""
    with begin() as work:
        entries = work.audit.entries(actor, everybody=False, before=None, most=100)
    return [(entry.action, entry.subject) for entry in reversed(entries)]


def test_consents_downloads_and_erasures_are_put_down_by_ids_alone(
    my_data: MyDataService, begin: Transactions, anna: Actor, application_id: str
) -> None:
    my_data.export(anna, io.BytesIO())
    my_data.erase(anna)
    changed = ("consent_changed", anna.id)
    assert noted(begin, anna) == [changed, changed, ("exported", anna.id), ("erased", anna.id)]
