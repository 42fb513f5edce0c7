"""Builds the services from the settings: the only place that joins adapters to services."""

import atexit
import datetime as dt
import logging
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from typing import Any, NamedTuple

from pydantic import SecretStr

from jobwise import prompts as prompt_files
from jobwise.domain.account import LOCAL_ACTOR
from jobwise.domain.job import BoardKind
from jobwise.domain.prompt import Version
from jobwise.domain.source import FetchedPage
from jobwise.engine.durable import DurableEngine
from jobwise.engine.run_store import is_shared, runs_file
from jobwise.errors import BadSetting, JobWiseError
from jobwise.housekeeping import Daily, clear_caches
from jobwise.llm import PROVIDERS, Connections, model_choice
from jobwise.llm.addresses import one_form
from jobwise.llm.prices import read_prices
from jobwise.llm.watched import WatchedConnections
from jobwise.mail import MailServer, SmtpPost
from jobwise.metrics import Metrics, Present
from jobwise.ports import Fetch, FetchBoard
from jobwise.reading.answers_table import table_rows
from jobwise.reading.bundle import unpacked
from jobwise.reading.pool import ReaderPool
from jobwise.rendering import EXPORTERS
from jobwise.rendering import warm as warm_rendering
from jobwise.rendering.calendar import calendar_file
from jobwise.rendering.csv_file import csv_file
from jobwise.rendering.experiment_files import experiment_csv, promptfoo_file
from jobwise.rendering.ranking import RANKINGS
from jobwise.rendering.report import printed
from jobwise.rendering.table_files import csv_table, parquet_file
from jobwise.services.accounts import AccountPolicy, AccountServices, Hashing, account_services
from jobwise.services.analytics import AnalyticsService
from jobwise.services.applications import ApplicationService
from jobwise.services.asking import ModelDesk
from jobwise.services.audit import AuditService
from jobwise.services.candidate_desk import READ_AT_ONCE, CandidateDesk
from jobwise.services.candidates import CandidateService
from jobwise.services.case_trial import CaseTrial
from jobwise.services.corrections import CorrectionService
from jobwise.services.experiment_desk import ExperimentDesk
from jobwise.services.experiments import ExperimentService
from jobwise.services.fairness import FairnessService
from jobwise.services.golden_sets import GoldenSetService
from jobwise.services.health import HealthService, Part
from jobwise.services.job_desk import READ_AT_ONCE as JOBS_AT_ONCE
from jobwise.services.job_desk import JobDesk
from jobwise.services.job_indexes import JobIndexes
from jobwise.services.jobs import JobService
from jobwise.services.model_stages import ModelStages
from jobwise.services.models import ModelService, key_of
from jobwise.services.my_data import MyDataService
from jobwise.services.profiles import ProfileService
from jobwise.services.prompt_drafts import PromptDrafts
from jobwise.services.prompt_lab import PromptLab
from jobwise.services.prompt_preview import PromptPreview
from jobwise.services.prompts import ENGINE, PromptRegistry
from jobwise.services.proofs import Proofs
from jobwise.services.ranking_files import RankingFiles
from jobwise.services.repeats import Repeats
from jobwise.services.retention import RetentionService
from jobwise.services.run_book import RunBook
from jobwise.services.stage_runner import StageRunner
from jobwise.services.stage_work import Tools
from jobwise.services.tracker import TrackerService
from jobwise.services.vacancies import VacancyService
from jobwise.settings import GOLDEN, Settings
from jobwise.store.brakes import Brakes
from jobwise.store.data_folder import keep_private
from jobwise.store.database import Database, file_url, parsed
from jobwise.store.figures import DatabaseFigures
from jobwise.store.first_sealing import make_sure_of_seals
from jobwise.store.probing import StoreProbe
from jobwise.store.redis_link import RedisCache, RedisLink
from jobwise.store.rewriting import DatabaseTraces
from jobwise.store.rotation import finish_rotation, must_differ, rotate_file, rotate_given
from jobwise.store.schema import migrate
from jobwise.store.sealing import Sealer, secret_of
from jobwise.store.work import transactions

logger = logging.getLogger(__name__)

CLAIM_MARGIN_SECONDS = 10.0
"""Over what the files of one claim may take to be read."""
LOOK_SECONDS = 2.0
"""How soon a machine sees candidates that another one added or left."""
SCORER_MEMORY_MB = 1024
"""Address space of a process that scores: word vectors and tables take 490 of it."""
WARM_AFTER_SECONDS = 4.0
"""About when the first page stands."""


@dataclass(frozen=True)
class Services:
    """Everything that a face (pages, server) calls. `close` ends processes, runs and connections."""

    profiles: ProfileService
    models: ModelService
    prompts: PromptRegistry
    prompt_lab: PromptLab
    prompt_drafts: PromptDrafts
    prompt_preview: PromptPreview
    golden_sets: GoldenSetService
    experiments: ExperimentService
    applications: ApplicationService
    tracker: TrackerService
    jobs: JobService
    vacancies: VacancyService
    candidates: CandidateService
    corrections: CorrectionService
    fairness: FairnessService
    ranking_files: RankingFiles
    analytics: AnalyticsService
    my_data: MyDataService
    retention: RetentionService
    accounts: AccountServices
    audit: AuditService
    health: HealthService
    metrics: Metrics
    metrics_text: Callable[[], bytes]
    """All figures of this moment, as Prometheus reads them."""
    repeats: Repeats
    brakes: Brakes
    settings: Settings
    work: Callable[[], None]
    """Take runs from the queue from now on, those first that a kill cut off."""
    warm: Callable[[], None]
    """Load in the background what the first upload and the first run need; returns at once."""
    close: Callable[[], None]


def build_services(settings: Settings) -> Services:
    """Open and migrate the store, and wire the services. Raises: StorageFailed, BadSetting."""
    database, sealer = open_store(settings)
    begin = transactions(database, sealer)
    post = _post(settings)
    reader = ReaderPool(settings.reader_workers, settings.reader_seconds, settings.reader_memory_mb)
    prices = read_prices(settings.prices_file)
    reach = _reach(settings)
    metrics = Metrics()
    connections = Connections(settings.model_seconds, reach)
    connect = WatchedConnections(connections, prices, metrics.model_asked)
    own_keys = {PROVIDERS[provider].base_url: key for provider, key in settings.own_keys.items()}
    desk = ModelDesk(begin, connect, prices, own_keys, now, settings.model_deadline)
    prompts = PromptRegistry(begin, _version_files(), now)
    tools, fence = Tools(EXPORTERS, reader), sealer.derived(b"fence")
    model_stages = ModelStages(tools, desk, prompts, fence)
    book = RunBook(prices.public_name, metrics.run_ended)
    runner = StageRunner(begin, model_stages, now, book)
    choose = partial(model_choice, allowed=reach)
    models = ModelService(begin, desk, model_stages, choose, prices, own_keys, now)
    engine = DurableEngine(
        runner,
        database.url if is_shared(database.url) else runs_file(settings.data_dir),
        at_once=settings.runs_at_once,
        per_person=settings.runs_per_person,
        machine=settings.machine,
    )
    applications = ApplicationService(
        begin,
        engine,
        reader,
        EXPORTERS,
        now,
        models.active,
        engine_settings=prompts.engine,
        fetch=_fetch(settings),
        samples_dir=settings.samples_dir,
        book=book,
    )

    traces = DatabaseTraces(database)
    scorers = ReaderPool(settings.reader_workers, settings.reader_seconds, SCORER_MEMORY_MB)
    candidate_desk = CandidateDesk(
        begin,
        reader,
        scorers.assess_all,
        at_once=settings.reader_workers,
        claim_seconds=CLAIM_MARGIN_SECONDS + READ_AT_ONCE * settings.reader_seconds,
        look_seconds=None if database.is_duckdb else LOOK_SECONDS,
    )
    link = RedisLink(settings.redis_url) if settings.redis_url else None
    cache = RedisCache(link, sealer) if link else None
    indexes = JobIndexes(begin)
    job_desk = JobDesk(
        begin,
        scorers,
        now,
        indexes.changed,
        hands=settings.reader_workers,
        claim_seconds=CLAIM_MARGIN_SECONDS + JOBS_AT_ONCE * settings.reader_seconds,
        look_seconds=None if database.is_duckdb else LOOK_SECONDS,
    )
    jobs = JobService(begin, applications, reader, job_desk, indexes, now, _fetch_board(settings), cache)
    vacancies = VacancyService(begin, candidate_desk, unpacked, traces, now)
    trial, keys = CaseTrial(tools, fence), partial(key_of, begin, own_keys)
    golden_sets = GoldenSetService(begin, reader, traces, now, GOLDEN, settings.samples_dir)
    experiment_desk = ExperimentDesk(
        begin,
        trial,
        prompts.version_of,
        connect,
        prices,
        keys,
        fence,
        call_seconds=settings.model_deadline,
        look_seconds=None if database.is_duckdb else LOOK_SECONDS,
    )
    proofs = Proofs(begin)
    experiments = ExperimentService(
        begin,
        experiment_desk,
        trial,
        golden_sets,
        prompts,
        proofs,
        choose,
        prices,
        keys,
        experiment_csv,
        promptfoo_file,
        now,
    )
    prompt_lab = PromptLab(begin, prompts, now, proofs.proof)

    alone = settings.auth == "local"
    figures = DatabaseFigures(database, LOCAL_ACTOR.id if alone else "")

    def forget_words(owner: str) -> None:
        runner.forget()
        indexes.forget(owner)
        figures.forget()
        clear_caches()

    audit = AuditService(begin, now)
    accounts = account_services(begin, Hashing(), post, now, _policy(settings))
    tracker = TrackerService(begin, calendar_file, now)
    probe = StoreProbe(database, settings.data_dir.resolve())
    health = HealthService(
        begin,
        (
            Part("Database", probe.database),
            Part("Data folder", probe.folder),
            Part("Disk space", probe.disk, needed=False),
            Part("Runs", engine.look),
            Part("Readers of files", reader.look),
            Part("Jobs", job_desk.look, needed=False),
            Part("Candidates", candidate_desk.look, needed=False),
            Part("Experiments", experiment_desk.look, needed=False),
            Part("Language models", connect.look, needed=False),
            Part("Redis", link.look if link else str, needed=False),
            Part("Mail", post.look if post else str, needed=False),
        ),
        lambda: len(reader.pids),
        None if settings.database_url else settings.database_file,
        version("jobwise"),
        now,
    )
    present = Present(
        version("jobwise"),
        lambda: {"reading": reader.count, "scoring": scorers.count},
        probe.gauges,
        health.parts,
    )
    my_data = MyDataService(
        begin, engine, applications, tracker, traces, forget_words, now, accounts.again.confirm, audit.of
    )
    retention = RetentionService(begin, traces, now, settings.retention_days, indexes.forget)
    repeats = Repeats(begin, cache, now)

    def sweep() -> None:
        repeats.sweep()
        retention.sweep()

    sweeping = Daily(sweep)

    def work() -> None:
        engine.launch()
        applications.resume()
        vacancies.resume()
        jobs.resume()
        experiment_desk.wake()
        sweeping.begin()

    warming = _Warming(reader, work)

    def close() -> None:
        warming.end()
        sweeping.end()
        candidate_desk.close()
        job_desk.close()
        indexes.close()
        experiment_desk.close()
        scorers.close()
        engine.close()
        figures.forget()
        reader.close()
        connections.close()
        if post is not None:
            post.close()
        if link is not None:
            link.close()
        database.close()

    return Services(
        profiles=ProfileService(begin, reader, now, job_desk.wake),
        models=models,
        prompts=prompts,
        prompt_lab=prompt_lab,
        prompt_drafts=PromptDrafts(begin, prompts, prompt_lab, prompt_files, now),
        prompt_preview=PromptPreview(prompts, trial, prices, models.active),
        golden_sets=golden_sets,
        experiments=experiments,
        applications=applications,
        tracker=tracker,
        jobs=jobs,
        vacancies=vacancies,
        candidates=CandidateService(begin, candidate_desk, printed, traces, now),
        corrections=CorrectionService(begin, reader, candidate_desk, now),
        fairness=FairnessService(begin, table_rows, printed, csv_file, now),
        ranking_files=RankingFiles(begin, RANKINGS, now),
        analytics=AnalyticsService(figures, parquet_file, csv_table, now, alone=alone),
        my_data=my_data,
        retention=retention,
        accounts=accounts,
        audit=audit,
        health=health,
        metrics=metrics,
        metrics_text=partial(metrics.text, present),
        repeats=repeats,
        brakes=Brakes(link, sealer),
        settings=settings,
        work=work,
        warm=warming.begin,
        close=close,
    )


def open_store(settings: Settings) -> tuple[Database, Sealer]:
    """The database, migrated and sealed, and what opens it. Raises: StorageFailed, BadSetting."""
    keep_private(settings.data_dir)
    database = Database(settings.database_url or file_url(settings.database_file))
    migrate(database)
    if settings.secret_key is None:
        finish_rotation(database, settings.data_dir)
    sealer = Sealer(secret_of(settings.secret_key, settings.data_dir))
    make_sure_of_seals(database, sealer)
    return database, sealer


def rotate_secret(settings: Settings, new: SecretStr | None) -> int:
    """Put another secret in the place of the present one; gives how many people's keys were wrapped anew.

    Raises: BadSetting, and StorageFailed while another process has the database; nothing has changed then.
    """
    if new is None and settings.secret_key is not None:
        raise BadSetting(
            "There is no new secret",
            "Give one with --from FILE, or in JOBWISE_NEW_SECRET_KEY.",
            code="no-secret",
        )
    database, sealer = open_store(settings)
    try:
        if new is not None:
            must_differ(secret_of(settings.secret_key, settings.data_dir), new)
        if settings.secret_key is None or new is None:
            return rotate_file(database, sealer, settings.data_dir, new)
        return rotate_given(database, sealer, new)
    finally:
        database.close()


@contextmanager
def account_desk(settings: Settings) -> Iterator[tuple[AccountServices, AuditService]]:
    """Accounts and the log alone, for commands: no run, no reader, no model is touched.

    Raises: StorageFailed where a dashboard has the database file open.
    """
    database, sealer = open_store(settings)
    begin = transactions(database, sealer)
    try:
        yield account_services(begin, Hashing(), None, now, _policy(settings)), AuditService(begin, now)
    finally:
        database.close()


class PromptDesk(NamedTuple):
    """What commands about prompts need."""

    registry: PromptRegistry
    lab: PromptLab
    drafts: PromptDrafts


@contextmanager
def prompt_desk(settings: Settings) -> Iterator[PromptDesk]:
    """The prompts alone, for commands. Raises: StorageFailed where a dashboard has the database file open."""
    database, sealer = open_store(settings)
    begin = transactions(database, sealer)
    try:
        registry = PromptRegistry(begin, _version_files(), now)
        lab = PromptLab(begin, registry, now, Proofs(begin).proof)
        yield PromptDesk(registry, lab, PromptDrafts(begin, registry, lab, prompt_files, now))
    finally:
        database.close()


def _version_files() -> Mapping[str, Version]:
    """What comes with JobWise: id -> version."""
    return {**prompt_files.shipped(), ENGINE: prompt_files.shipped_engine()}


def _fetch(settings: Settings) -> Fetch | None:
    """What fetches ads, where that is not turned off. *Why imported late:* most people paste them."""
    if not settings.fetch_pages:
        return None

    def fetch(address: str) -> FetchedPage:
        from jobwise.fetching.page import PageFetcher

        return PageFetcher(settings.fetch_hosts.replace(",", " ").split()).fetch(address)

    return fetch


def _fetch_board(settings: Settings) -> FetchBoard | None:
    """What fetches job boards, where fetching is not turned off."""
    if not settings.fetch_pages:
        return None

    def fetch(kind: BoardKind, board: str) -> bytes:
        from jobwise.fetching.boards import BoardFetcher

        return BoardFetcher(settings.fetch_hosts.replace(",", " ").split()).fetch(kind, board)

    return fetch


def _reach(settings: Settings) -> frozenset[str] | None:
    """Where models may be, beside the providers' own addresses. Raises: BadSetting for what is no address."""
    if settings.auth == "local":
        return None
    return frozenset(map(one_form, settings.model_addresses.replace(",", " ").split()))


def provider_log_in(settings: Settings) -> dict[str, Any] | None:
    """What Streamlit needs for a log-in at another provider; None where there is none."""
    if settings.auth == "local" or not settings.oidc_metadata_url:
        return None
    sealer = Sealer(secret_of(settings.secret_key, settings.data_dir))
    secret = settings.oidc_client_secret
    return {
        "redirect_uri": f"{settings.base_url}/oauth2callback",
        "cookie_secret": sealer.derived(b"provider").hex(),
        "client_id": settings.oidc_client_id,
        "client_secret": secret.get_secret_value() if secret else "",
        "server_metadata_url": settings.oidc_metadata_url,
    }


def _policy(settings: Settings) -> AccountPolicy:
    return AccountPolicy(
        sign_up=settings.sign_up,
        idle=dt.timedelta(minutes=settings.session_idle_minutes),
        life=dt.timedelta(hours=settings.session_hours),
        issuer=settings.totp_issuer,
        base_url=settings.base_url,
    )


def _post(settings: Settings) -> SmtpPost | None:
    if not settings.smtp_host:
        return None
    return SmtpPost(
        MailServer(
            host=settings.smtp_host,
            port=settings.smtp_port,
            user=settings.smtp_user,
            password=settings.smtp_password,
            sender=settings.smtp_from,
            tls=settings.smtp_tls,
        )
    )


@contextmanager
def worker_services(settings: Settings) -> Iterator[Services]:
    """The services of a process that only works on runs, for others' dashboards.

    Raises: BadSetting where the database belongs to one process, StorageFailed.
    """
    if not settings.database_url or not is_shared(parsed(settings.database_url)):
        raise BadSetting(
            "A worker needs PostgreSQL",
            "One process alone can open a DuckDB file, and it works on the runs itself. Set "
            "JOBWISE_DATABASE_URL to the PostgreSQL that the dashboard uses.",
            code="worker-database",
        )
    services = build_services(settings)
    try:
        services.work()
        yield services
    finally:
        services.close()


_shared: Services | None = None
_shared_lock = threading.Lock()


def shared_services(settings: Settings | None = None) -> Services:
    """The services of this process, built by the first call; `settings` count for that call alone.

    *Why one a process:* one process owns the database file and the runs, whether the dashboard was
    started by `jobwise serve` or by `streamlit run`.
    """
    global _shared
    with _shared_lock:
        if _shared is None:
            _shared = build_services(settings or Settings())
            _shared.warm()
            atexit.register(close_shared_services)
        return _shared


def close_shared_services() -> None:
    """Close what `shared_services` built; the next call builds anew."""
    global _shared
    with _shared_lock:
        closing, _shared = _shared, None
    if closing is not None:
        atexit.unregister(close_shared_services)
        closing.close()


def now() -> dt.datetime:
    """The present moment in UTC."""
    return dt.datetime.now(dt.UTC)


class _Warming:
    """Work that may as well be done before somebody clicks.

    *Why not at once:* the imports would slow down the first page, which somebody waits for.
    """

    def __init__(self, reader: ReaderPool, work: Callable[[], None]) -> None:
        self._reader = reader
        self._steps = (work, warm_rendering)
        self._lock = threading.Lock()
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None

    def begin(self) -> None:
        """Start once; later calls do nothing."""
        with self._lock:
            if self._thread is None and not self._ended.is_set():
                self._reader.warm()
                self._thread = threading.Thread(target=self._run, name="warming", daemon=True)
                self._thread.start()

    def end(self) -> None:
        """Wait for the step at work, and do no more."""
        self._ended.set()
        with self._lock:
            thread = self._thread
        if thread is not None:
            thread.join()

    def _run(self) -> None:
        if self._ended.wait(WARM_AFTER_SECONDS):
            return
        for step in self._steps:
            if self._ended.is_set():
                return
            try:
                step()
            except JobWiseError as error:  # told again, to the person, when they click
                logger.warning("Could not get ready: %s", error.title)
