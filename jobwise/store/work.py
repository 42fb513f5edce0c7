"""The unit of work: one transaction, its repositories, and its errors in words for a person."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from jobwise.errors import Conflict
from jobwise.ports import (
    AccessRepository,
    AccountRepository,
    ApplicationRepository,
    AuditRepository,
    CandidateRepository,
    CorrectionRepository,
    ExperimentRepository,
    FairnessRepository,
    GoldenRepository,
    JobRepository,
    ModelRepository,
    PeopleRepository,
    PersonalRepository,
    ProfileRepository,
    PromptRepository,
    ReplyRepository,
    SignInRepository,
    TrackerRepository,
    Transactions,
    UnitOfWork,
    VacancyRepository,
)
from jobwise.store.access import SqlAccess
from jobwise.store.accounts import SqlAccounts
from jobwise.store.answers import Answers, WatchedSession
from jobwise.store.applications import SqlApplications
from jobwise.store.audit import SqlAudit
from jobwise.store.candidates import SqlCandidates
from jobwise.store.corrections import SqlCorrections
from jobwise.store.database import Database
from jobwise.store.experiments import SqlExperiments
from jobwise.store.fairness import SqlFairness
from jobwise.store.faults import is_fault, storage_failed
from jobwise.store.golden_sets import SqlGoldenSets
from jobwise.store.jobs import SqlJobs
from jobwise.store.models import SqlModels
from jobwise.store.people import SqlPeople
from jobwise.store.personal import SqlPersonal
from jobwise.store.profiles import SqlProfiles
from jobwise.store.prompts import SqlPrompts
from jobwise.store.replies import SqlReplies
from jobwise.store.sealing import Sealer
from jobwise.store.sign_in import SqlSignIn
from jobwise.store.tracker import SqlTracker
from jobwise.store.vacancies import SqlVacancies
from jobwise.store.vault import Vault


class SqlUnitOfWork:
    """`ports.UnitOfWork`: the repositories of one session."""

    def __init__(self, session: WatchedSession, vault: Vault) -> None:
        self.profiles: ProfileRepository = SqlProfiles(session, vault)
        self.applications: ApplicationRepository = SqlApplications(session, vault)
        self.jobs: JobRepository = SqlJobs(session, vault)
        self.models: ModelRepository = SqlModels(session, vault)
        self.prompts: PromptRepository = SqlPrompts(session)
        self.golden: GoldenRepository = SqlGoldenSets(session, vault)
        self.personal: PersonalRepository = SqlPersonal(session, vault)
        self.vacancies: VacancyRepository = SqlVacancies(session, vault)
        self.candidates: CandidateRepository = SqlCandidates(session, vault)
        self.corrections: CorrectionRepository = SqlCorrections(session, vault)
        self.fairness: FairnessRepository = SqlFairness(session, vault)
        self.experiments: ExperimentRepository = SqlExperiments(session, vault)
        self.tracker: TrackerRepository = SqlTracker(session, vault)
        self.sign_in: SignInRepository = SqlSignIn(session, vault)
        self.accounts: AccountRepository = SqlAccounts(session, vault)
        self.people: PeopleRepository = SqlPeople(session, vault)
        self.access: AccessRepository = SqlAccess(session, vault)
        self.replies: ReplyRepository = SqlReplies(session, vault)
        self.audit: AuditRepository = SqlAudit(session, vault)


def transactions(database: Database, sealer: Sealer) -> Transactions:
    """What services open their transactions with."""
    answers = Answers() if database.is_duckdb else None

    @contextmanager
    def begin(*, reading: bool = False) -> Iterator[UnitOfWork]:
        """Commits when the block ends well, rolls back when it raises. Raises: Conflict, StorageFailed."""
        session = WatchedSession(database.engine, answers, reading=reading)
        try:
            with database.reading() if reading else database.turn(), session.told(), session, session.begin():
                yield SqlUnitOfWork(session, Vault(session, sealer))
        except (IntegrityError, StaleDataError) as error:
            raise Conflict(
                "This was changed in the meantime",
                "Look at the newest state, then do it again.",
                code="changed",
            ) from error
        except DBAPIError as error:
            if not is_fault(error):
                raise
            database.reopen()
            raise storage_failed(error) from error

    return begin
