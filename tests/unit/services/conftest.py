"""Services over a real store and the real reader, without worker processes or DBOS."""

import datetime as dt
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from benchmarks.short_pair import SHORT_AD
from jobwise import reading
from jobwise.domain.account import Actor
from jobwise.domain.job import BoardKind, JobFit, ListedJob
from jobwise.domain.model_call import ModelChoice, Price
from jobwise.domain.posting import JobAnalysis
from jobwise.domain.profile import Place, Profile
from jobwise.domain.run import Stage
from jobwise.domain.source import AdText, ReadResult
from jobwise.errors import StorageFailed, UnreadablePage
from jobwise.llm import Connections, model_choice
from jobwise.matching.job_fit import fits
from jobwise.ports import Transactions
from jobwise.prompts import shipped, shipped_engine
from jobwise.reading.answers_table import table_rows
from jobwise.reading.bundle import unpacked
from jobwise.reading.job_calls import read_jobs
from jobwise.reading.job_lists import board_jobs, listed_jobs
from jobwise.rendering import EXPORTERS
from jobwise.rendering.calendar import calendar_file
from jobwise.rendering.csv_file import csv_file
from jobwise.rendering.report import printed
from jobwise.services import samples
from jobwise.services.applications import ApplicationService
from jobwise.services.asking import ModelDesk
from jobwise.services.candidate_desk import CandidateDesk
from jobwise.services.candidates import CandidateService
from jobwise.services.corrections import CorrectionService
from jobwise.services.fairness import FairnessService
from jobwise.services.job_desk import JobDesk
from jobwise.services.job_indexes import JobIndexes
from jobwise.services.jobs import JobService
from jobwise.services.model_stages import ModelStages
from jobwise.services.models import ModelService
from jobwise.services.profiles import ProfileService
from jobwise.services.prompt_lab import PromptLab
from jobwise.services.prompts import PromptRegistry
from jobwise.services.proofs import Proofs
from jobwise.services.stage_runner import StageRunner
from jobwise.services.stage_work import Tools
from jobwise.services.tracker import TrackerService
from jobwise.services.vacancies import VacancyService
from jobwise.store.database import Database
from jobwise.store.rewriting import DatabaseTraces
from jobwise.store.schema import migrate
from jobwise.store.sealing import Sealer
from jobwise.store.work import transactions
from tests.conftest import POSTGRES

StartWorker = Callable[[str], "subprocess.Popen[str]"]
WORKERS_SECRET = "a secret of the tests, of 32 characters and more"

SEALER = Sealer(b"a secret of the tests")

RESUME = """# Anna Example

anna@example.org · 01632 960123 · Leeds

## Experience

**Data Analyst** — Fenwick Rail (January 2021 – Present)

- Built dashboards in Power BI that 40 people read every week
- Wrote SQL queries over a warehouse of 3 million rows

**Reporting Assistant** — Harbour Foods (March 2018 – December 2020)

- Prepared monthly sales reports in Excel

## Education

BSc Statistics, University of Leeds, 2014 – 2017

## Skills

SQL, Power BI, Excel, Python
"""


@pytest.fixture
def anna() -> Actor:
    return Actor(id="anna")


@pytest.fixture
def ben() -> Actor:
    return Actor(id="ben")


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated file to copy; *why:* migrating takes longer than most tests."""
    file = tmp_path_factory.mktemp("empty") / "jobwise.duckdb"
    opened = Database(f"duckdb:///{file}")
    migrate(opened)
    opened.close()
    return file


@pytest.fixture
def database(tmp_path: Path, empty_database: Path) -> Iterator[Database]:
    file = shutil.copy(empty_database, tmp_path)
    opened = Database(f"duckdb:///{file}")
    yield opened
    opened.close()


@pytest.fixture(params=["duckdb", *(["postgresql"] if POSTGRES else [])])
def each_database(request: pytest.FixtureRequest, tmp_path: Path, empty_database: Path) -> Iterator[Database]:
    """A DuckDB file, and PostgreSQL where there is one: only there, two write at once."""
    if request.param == "postgresql":
        opened = Database(request.getfixturevalue("postgres_url"))
        migrate(opened)
    else:
        opened = Database(f"duckdb:///{shutil.copy(empty_database, tmp_path)}")
    yield opened
    opened.close()


@pytest.fixture
def begin(database: Database) -> Transactions:
    return transactions(database, SEALER)


@pytest.fixture
def clock() -> "Clock":
    return Clock()


@pytest.fixture
def profiles(begin: Transactions, clock: "Clock") -> ProfileService:
    return ProfileService(begin, reading, clock)


@pytest.fixture
def resume() -> bytes:
    return RESUME.encode()


class Clock:
    """A moment later at every look."""

    def __init__(self) -> None:
        self.present = dt.datetime(2026, 3, 4, 12, tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        self.present += dt.timedelta(milliseconds=1)
        return self.present


class Billed:
    """Prices for the tests' own server, where the real table says that nothing is billed."""

    def price(self, choice: ModelChoice) -> Price:
        return Price(asked=1, cached=0.1, stored=1.25, answered=4)

    def knows(self, choice: ModelChoice) -> bool:
        return choice.model == "some-model"


PRICES = Billed()

AD = f"{SHORT_AD}\nWe offer £38,000 to £44,000 a year, full-time, hybrid working.\n"


class InlineEngine:
    """Does a run at once in the caller's thread, or keeps it waiting until told."""

    def __init__(self, runner: StageRunner) -> None:
        self.runner = runner
        self.waits = False
        self.waiting: list[tuple[Actor, str, str]] = []
        self.stopped: list[str] = []
        self.live: set[str] = set()
        self.ended: set[str] = set()
        self.fault: StorageFailed | None = None
        self.forgotten: list[Actor] = []

    def start(self, actor: Actor, application_id: str, run_id: str) -> None:
        if self.fault:
            raise self.fault
        if run_id in self.ended:
            return
        if self.waits:
            self.waiting.append((actor, application_id, run_id))
            return
        for stage in Stage:
            if not self.runner.run_stage(actor, application_id, run_id, stage):
                return

    def stop(self, run_id: str) -> None:
        self.stopped.append(run_id)

    def is_live(self, run_id: str) -> bool:
        return run_id in self.live

    def forget(self, actor: Actor) -> None:
        self.forgotten.append(actor)


@pytest.fixture
def ad() -> str:
    return AD


@pytest.fixture
def desk(begin: Transactions, clock: Clock) -> Iterator[ModelDesk]:
    connections = Connections(seconds=2.5)
    yield ModelDesk(begin, connections, PRICES, {}, clock, 20.0)
    connections.close()


@pytest.fixture
def prompts(begin: Transactions, clock: Clock) -> PromptRegistry:
    return PromptRegistry(begin, {**shipped(), "engine": shipped_engine()}, clock)


@pytest.fixture
def lab(begin: Transactions, prompts: PromptRegistry, clock: Clock) -> PromptLab:
    return PromptLab(begin, prompts, clock, Proofs(begin).proof)


@pytest.fixture
def model_stages(desk: ModelDesk, prompts: PromptRegistry) -> ModelStages:
    return ModelStages(Tools(EXPORTERS, MarkdownReader()), desk, prompts, SEALER.derived(b"fence"))


@pytest.fixture
def models(begin: Transactions, desk: ModelDesk, model_stages: ModelStages, clock: Clock) -> ModelService:
    return ModelService(begin, desk, model_stages, model_choice, PRICES, {}, clock)


@pytest.fixture
def runner(begin: Transactions, model_stages: ModelStages, clock: Clock) -> StageRunner:
    return StageRunner(begin, model_stages, clock)


@pytest.fixture
def engine(runner: StageRunner) -> InlineEngine:
    return InlineEngine(runner)


@pytest.fixture
def applications(
    begin: Transactions,
    engine: InlineEngine,
    models: ModelService,
    clock: Clock,
    tmp_path: Path,
    resume: bytes,
) -> ApplicationService:
    (tmp_path / samples.RESUME).write_bytes(resume)
    (tmp_path / samples.JOB).write_text(AD, encoding="utf-8")
    return ApplicationService(
        begin, engine, MarkdownReader(), EXPORTERS, clock, models.active, samples_dir=tmp_path
    )


@pytest.fixture
def tracker(begin: Transactions, clock: Clock) -> TrackerService:
    return TrackerService(begin, calendar_file, clock)


class MarkdownReader:
    """The real reader; the sample's name ends in .pdf, its content here is Markdown.

    *Why one file at a time:* PDFium takes a process of its own; a real reader's has no other threads.
    """

    _turn = threading.Lock()

    def read_resume(self, file_name: str, data: bytes) -> ReadResult:
        name = file_name if data.startswith((b"%PDF", b"PK")) else file_name.replace(".pdf", ".md")
        with self._turn:
            return reading.read_resume(name, data)

    def read_ad(self, file_name: str, data: bytes) -> AdText:
        with self._turn:
            return reading.read_ad(file_name, data)

    def plain_texts(self, file_name: str, data: bytes) -> dict[str, str]:
        with self._turn:
            return reading.plain_texts(file_name, data)

    def page_picture(
        self, file_name: str, data: bytes, page: int, marked: Place | None, scale: float
    ) -> bytes:
        with self._turn:
            return reading.page_picture(file_name, data, page, marked, scale)


@pytest.fixture
def candidate_desk(begin: Transactions) -> Iterator["QuietDesk"]:
    desk = QuietDesk(begin, MarkdownReader())
    yield desk
    desk.close()


@pytest.fixture
def vacancies(
    begin: Transactions, candidate_desk: CandidateDesk, database: Database, clock: Clock
) -> VacancyService:
    return VacancyService(begin, candidate_desk, unpacked, DatabaseTraces(database), clock)


@pytest.fixture
def candidates(
    begin: Transactions, candidate_desk: CandidateDesk, database: Database, clock: Clock
) -> CandidateService:
    return CandidateService(begin, candidate_desk, printed, DatabaseTraces(database), clock)


@pytest.fixture
def corrections(begin: Transactions, candidate_desk: CandidateDesk, clock: Clock) -> CorrectionService:
    return CorrectionService(begin, MarkdownReader(), candidate_desk, clock)


@pytest.fixture
def fairness(begin: Transactions, clock: Clock) -> FairnessService:
    return FairnessService(begin, table_rows, printed, csv_file, clock)


class HereReader:
    """Reads in this process."""

    def job_list(self, file_name: str, data: bytes) -> Sequence[ListedJob]:
        return listed_jobs(file_name, data)

    def board(self, kind: BoardKind, employer: str, data: bytes) -> Sequence[ListedJob]:
        return board_jobs(kind, employer, data)

    def read_jobs(self, texts: Sequence[str]) -> Sequence[JobAnalysis | str]:
        return read_jobs(texts)

    def fits(
        self, profile_id: str, profile: Profile, analyses: Sequence[JobAnalysis], as_of: dt.date
    ) -> Sequence[JobFit]:
        return fits(profile_id, profile, analyses, as_of)


class QuietJobDesk(JobDesk):
    def wake(self) -> None:
        """Wait until `drain`."""


class Library(NamedTuple):
    jobs: JobService
    desk: JobDesk
    boards: dict[tuple[str, str], bytes]


@pytest.fixture
def library(begin: Transactions, applications: ApplicationService, clock: Clock) -> Iterator[Library]:
    reader, indexes = HereReader(), JobIndexes(begin, fresh_seconds=0.0, wait_seconds=60.0)
    desk = QuietJobDesk(begin, reader, clock, indexes.changed)
    boards: dict[tuple[str, str], bytes] = {}

    def fetch(kind: BoardKind, board: str) -> bytes:
        if (kind, board) not in boards:
            raise UnreadablePage("The site answers with 404 instead of the page", "Look.", code="page")
        return boards[kind, board]

    yield Library(JobService(begin, applications, reader, desk, indexes, clock, fetch), desk, boards)
    desk.close()
    indexes.close()


class QuietDesk(CandidateDesk):
    """The desk without its thread: a test says when it works."""

    def wake(self) -> None:
        """Wait until `drain`."""


@pytest.fixture
def shared_database(postgres_url: str) -> Iterator[Database]:
    """A PostgreSQL that several processes share."""
    opened = Database(postgres_url)
    migrate(opened)
    yield opened
    opened.close()


@pytest.fixture
def start_worker(shared_database: Database, tmp_path: Path) -> Iterator[StartWorker]:
    """Starts `jobwise worker` under a name; all of them are killed at the end."""
    started: list[subprocess.Popen[str]] = []

    def run(machine: str) -> "subprocess.Popen[str]":
        settings = {
            "JOBWISE_DATABASE_URL": shared_database.url.render_as_string(hide_password=False),
            "JOBWISE_DATA_DIR": str(tmp_path / machine),
            "JOBWISE_SECRET_KEY": WORKERS_SECRET,
            "JOBWISE_MACHINE": machine,
            "JOBWISE_READER_WORKERS": "1",
            "JOBWISE_READER_SECONDS": "1",
        }
        command = [sys.executable, "-m", "jobwise", "worker"]
        worker = subprocess.Popen(command, env=os.environ | settings, stdout=subprocess.PIPE, text=True)
        started.append(worker)
        return worker

    yield run
    for worker in started:
        worker.kill()
        worker.wait()
        assert worker.stdout is not None
        worker.stdout.close()


def at_work(*workers: "subprocess.Popen[str]") -> None:
    """Wait until they have said so."""
    for worker in workers:
        assert worker.stdout is not None
        assert worker.stdout.readline().startswith("Working as")


def until(true: Callable[[], bool], seconds: float = 60) -> None:
    """Wait for something that has to come."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.05)
