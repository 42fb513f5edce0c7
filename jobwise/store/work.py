"""The unit of work: one transaction, its repositories, and its errors in words for a person."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from jobwise.errors import Conflict
from jobwise.ports import (
    AccountRepository,
    ApplicationRepository,
    AuditRepository,
    ModelRepository,
    PeopleRepository,
    ProfileRepository,
    PromptRepository,
    SignInRepository,
    Transactions,
    UnitOfWork,
)
from jobwise.store.accounts import SqlAccounts
from jobwise.store.applications import SqlApplications
from jobwise.store.audit import SqlAudit
from jobwise.store.database import Database
from jobwise.store.faults import is_fault, storage_failed
from jobwise.store.models import SqlModels
from jobwise.store.people import SqlPeople
from jobwise.store.profiles import SqlProfiles
from jobwise.store.prompts import SqlPrompts
from jobwise.store.sealing import Sealer
from jobwise.store.sign_in import SqlSignIn


class SqlUnitOfWork:
    """`ports.UnitOfWork`: the repositories of one session."""

    def __init__(self, session: Session, sealer: Sealer) -> None:
        self.profiles: ProfileRepository = SqlProfiles(session)
        self.applications: ApplicationRepository = SqlApplications(session)
        self.models: ModelRepository = SqlModels(session, sealer)
        self.prompts: PromptRepository = SqlPrompts(session)
        self.sign_in: SignInRepository = SqlSignIn(session, sealer)
        self.accounts: AccountRepository = SqlAccounts(session, sealer)
        self.people: PeopleRepository = SqlPeople(session, sealer)
        self.audit: AuditRepository = SqlAudit(session, sealer)


def transactions(database: Database, sealer: Sealer) -> Transactions:
    """What services open their transactions with."""

    def begin() -> AbstractContextManager[UnitOfWork]:
        return _transaction(database, sealer)

    return begin


@contextmanager
def _transaction(database: Database, sealer: Sealer) -> Iterator[UnitOfWork]:
    """Commits when the block ends well, rolls back when it raises. Raises: Conflict, StorageFailed."""
    try:
        with database.turn(), Session(database.engine) as session, session.begin():
            yield SqlUnitOfWork(session, sealer)
    except (IntegrityError, StaleDataError) as error:
        raise Conflict(
            "This was changed in the meantime", "Look at the newest state, then do it again.", code="changed"
        ) from error
    except DBAPIError as error:
        if not is_fault(error):
            raise
        database.reopen()
        raise storage_failed(error) from error
