"""The services as the dashboard gets them: real store, real engine, real reading processes."""

import datetime as dt
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import create_engine, text

from jobwise import bootstrap
from jobwise.bootstrap import Services, build_services, close_shared_services, shared_services
from jobwise.domain.account import LOCAL_ACTOR, Actor
from jobwise.domain.job import JobSearch
from jobwise.domain.run import RunState, Stage, StageFinished, StageStarted
from jobwise.errors import StorageFailed
from jobwise.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    folder = tmp_path / "a folder at 50%25 &c #1 é"
    folder.mkdir()
    return Settings(data_dir=folder, reader_workers=1)


@pytest.fixture
def services(settings: Settings) -> Iterator[Services]:
    built = build_services(settings)
    yield built
    built.close()


def ended(services: Services, application_id: str, seconds: float = 30.0) -> RunState:
    end = time.monotonic() + seconds
    while (state := services.applications.progress(LOCAL_ACTOR, application_id)[0]) in ("waiting", "running"):
        assert time.monotonic() < end, f"still {state}"
        time.sleep(0.02)
    return state


def test_from_an_upload_to_the_files(services: Services, resume: bytes, ad: str) -> None:
    services.profiles.upload(LOCAL_ACTOR, "anna.md", resume)
    application_id = services.applications.start(LOCAL_ACTOR, ad)
    assert ended(services, application_id) == "done"
    pdf = services.applications.file(LOCAL_ACTOR, application_id, "resume.pdf")
    assert pdf.content.startswith(b"%PDF")
    kept = {file.name.split(".")[0] for file in services.settings.data_dir.iterdir()}
    assert kept == {"jobwise", "runs", "secret"}


def test_the_sample_that_comes_along_runs(services: Services) -> None:
    application_id = services.applications.start_sample(LOCAL_ACTOR)
    assert ended(services, application_id) == "done"
    application = services.applications.get(LOCAL_ACTOR, application_id)
    assert application.is_sample
    assert application.profile.work
    assert services.profiles.current(LOCAL_ACTOR) is None


def test_progress_is_seen_soon(services: Services, resume: bytes, ad: str) -> None:
    services.profiles.upload(LOCAL_ACTOR, "anna.md", resume)
    assert ended(services, services.applications.start(LOCAL_ACTOR, ad)) == "done"
    began = time.monotonic()
    application_id = services.applications.start(LOCAL_ACTOR, ad + "\nMore words.")
    while not services.applications.progress(LOCAL_ACTOR, application_id)[1]:
        assert time.monotonic() - began < 1.0
        time.sleep(0.01)


def test_a_second_process_on_the_same_folder_is_refused(services: Services, settings: Settings) -> None:
    script = (
        "import sys; from pathlib import Path; from jobwise.bootstrap import build_services\n"
        "from jobwise.errors import StorageFailed; from jobwise.settings import Settings\n"
        "try: build_services(Settings(data_dir=Path(sys.argv[1])))\n"
        "except StorageFailed as error: print(error.code)\n"
    )
    command = [sys.executable, "-c", script, str(settings.data_dir)]
    told = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert told.stdout.strip() == "already-running"


def test_a_damaged_database_stops_the_start(settings: Settings) -> None:
    (settings.data_dir / "jobwise.duckdb").write_bytes(b"not a database" * 1000)
    with pytest.raises(StorageFailed, match="damaged"):
        build_services(settings)


def test_a_process_has_one_set_of_services(settings: Settings) -> None:
    try:
        assert shared_services(settings) is shared_services()
    finally:
        close_shared_services()


def test_warming_starts_the_engine_and_can_be_called_again(
    services: Services, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    monkeypatch.setattr(bootstrap, "WARM_AFTER_SECONDS", 0.0)
    services.warm()
    services.warm()
    end = time.monotonic() + 20
    while not (settings.data_dir / "runs.sqlite").exists():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_accounts_and_the_log_come_with_the_services(settings: Settings) -> None:
    chosen = {"public_url": "https://jobwise.example.org/", "session_idle_minutes": 30, "sign_up": "open"}
    built = build_services(settings.model_copy(update={**chosen, "smtp_host": "localhost"}))
    password = SecretStr("lisbon-tram-28")
    try:
        user = built.accounts.sign_ups.sign_up("anna@example.org", password)
        ticket = built.accounts.log_ins.log_in("anna@example.org", password)
        cookie = built.accounts.log_ins.redeem(ticket.get_secret_value()).get_secret_value()
        assert built.accounts.sessions.actor_of(cookie) == Actor(id=user.id, roles=user.roles)
        link = built.accounts.people.make_reset(LOCAL_ACTOR, user.id).get_secret_value()
        assert link.startswith("https://jobwise.example.org/log_in?reset=")
        assert built.accounts.policy.idle == dt.timedelta(minutes=30)
        assert built.audit.verify(LOCAL_ACTOR).entries == 3
    finally:
        built.close()


def test_what_is_erased_or_kept_long_enough_leaves_the_search_index(settings: Settings, ad: str) -> None:
    services = build_services(settings.model_copy(update={"retention_days": 1}))
    kept = services.jobs._indexes._kept
    later = dt.datetime.now(dt.UTC) + dt.timedelta(days=100)
    try:
        services.retention.sweep()  # the days count from now on
        services.retention._clock = lambda: later
        for act in (lambda: services.my_data.erase(LOCAL_ACTOR), services.retention.sweep):
            services.jobs.add_text(LOCAL_ACTOR, ad)
            services.jobs.search(LOCAL_ACTOR, JobSearch())
            assert LOCAL_ACTOR.id in kept
            act()
            assert LOCAL_ACTOR.id not in kept
    finally:
        services.close()


START_AND_DIE = """
import os, signal, sys, time
from pathlib import Path
from jobwise.bootstrap import build_services
from jobwise.domain.account import LOCAL_ACTOR, Actor
from jobwise.settings import Settings

services = build_services(Settings(data_dir=Path(sys.argv[1]), reader_workers=1))
services.profiles.upload(LOCAL_ACTOR, "anna.md", Path(sys.argv[2]).read_bytes())
application_id = services.applications.start(LOCAL_ACTOR, Path(sys.argv[3]).read_text())
print(application_id, flush=True)
for worker in range(3000):
    events = services.applications.progress(LOCAL_ACTOR, application_id)[1]
    if sum(event.type == "stage_finished" for event in events) >= 2:
        os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(0.002)
"""


def test_a_run_that_was_killed_is_finished_after_the_next_start(
    settings: Settings,
    database_url: str,
    tmp_path: Path,
    resume: bytes,
    ad: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("JOBWISE_DATABASE_URL", database_url)
    settings = settings.model_copy(update={"database_url": database_url})
    (tmp_path / "anna.md").write_bytes(resume)
    (tmp_path / "ad.txt").write_text(ad)
    files = [str(settings.data_dir), str(tmp_path / "anna.md"), str(tmp_path / "ad.txt")]
    died = subprocess.run(
        [sys.executable, "-c", START_AND_DIE, *files], capture_output=True, text=True, timeout=90
    )
    assert died.returncode == -9, died.stderr
    application_id = died.stdout.strip()
    monkeypatch.setattr(bootstrap, "WARM_AFTER_SECONDS", 0.0)
    services = build_services(settings)
    try:
        assert services.applications.progress(LOCAL_ACTOR, application_id)[0] == "running"
        services.warm()
        assert ended(services, application_id) == "done"
        application = services.applications.get(LOCAL_ACTOR, application_id)
    finally:
        services.close()
    started = [event.stage for event in application.events if isinstance(event, StageStarted)]
    finished = [event.stage for event in application.events if isinstance(event, StageFinished)]
    assert list(dict.fromkeys(finished)) == list(Stage)
    assert started.count(Stage.JOB_ANALYZER) == 1
    assert "resume.pdf" in application.files


def test_a_worker_on_another_machine_takes_runs(
    settings: Settings, postgres_url: str, resume: bytes, ad: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JOBWISE_DATABASE_URL", postgres_url)
    monkeypatch.setenv("JOBWISE_SECRET_KEY", "a secret that both machines share")
    monkeypatch.setenv("JOBWISE_RUNS_AT_ONCE", "1")
    monkeypatch.setenv("JOBWISE_RUNS_PER_PERSON", "4")
    command = [sys.executable, "-m", "jobwise", "worker"]
    north = os.environ | {"JOBWISE_MACHINE": "north"}
    with subprocess.Popen(command, env=north, stdout=subprocess.PIPE, text=True) as worker:
        assert worker.stdout is not None
        assert "Working as north" in worker.stdout.readline()
        services = build_services(Settings(data_dir=settings.data_dir, reader_workers=1))
        try:
            services.profiles.upload(LOCAL_ACTOR, "anna.md", resume)
            started = [services.applications.start(LOCAL_ACTOR, f"{ad}\n{n}") for n in range(6)]
            assert {ended(services, one) for one in started} == {"done"}
        finally:
            services.close()
        worker.terminate()
        assert worker.wait(20) == 0
    engine = create_engine(postgres_url)
    with engine.connect() as connection:
        machines = connection.execute(text("SELECT DISTINCT executor_id FROM jobwise_runs.workflow_status"))
        assert set(machines.scalars()) == {"north", "jobwise"}
    engine.dispose()
