"""A house with accounts: the real store and the real services, a clock to turn, and hashes counted."""

import datetime as dt
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

import pyotp
import pytest
from pydantic import SecretStr

from jobwise.domain.account import Actor
from jobwise.domain.mail import Mail
from jobwise.domain.role import ALL_ROLES, NEW_ROLES, Role
from jobwise.domain.user import User
from jobwise.errors import JobWiseError
from jobwise.ports import Post, Transactions
from jobwise.services.accounts import AccountPolicy, AccountServices, Hashing, account_services
from jobwise.services.accounts.hashing import Hasher
from jobwise.services.audit import AuditService
from jobwise.store.database import Database
from jobwise.store.schema import migrate
from jobwise.store.sealing import Sealer
from jobwise.store.work import transactions

SEALER = Sealer(b"a secret of the tests")
OPERATOR = Actor(id="command-line", roles=ALL_ROLES)
GOOD = "lisbon-tram-28"
OTHER = "seven quiet herons"


class Clock:
    """Stands still until it is turned."""

    def __init__(self) -> None:
        self.present = dt.datetime(2026, 3, 4, 12, tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        return self.present

    def forward(self, **units: float) -> None:
        self.present += dt.timedelta(**units)


class CountingHasher(Hasher):
    """The real hash with the least parameters that Argon2 takes; each work is counted."""

    def __init__(self, rounds: int = 1) -> None:
        super().__init__(memory_kib=8, rounds=rounds)
        self.works = 0
        self._counting = threading.Lock()

    def _count(self) -> None:
        with self._counting:
            self.works += 1

    def hashed(self, password: str) -> str:
        self._count()
        return super().hashed(password)

    def fits(self, stored: str | None, password: str) -> bool:
        self._count()
        return super().fits(stored, password)


class Outbox:
    """Mails that were handed over."""

    def __init__(self) -> None:
        self.mails: list[Mail] = []

    def send(self, write: Callable[[], Mail | None]) -> None:
        mail = write()
        if mail is not None:
            self.mails.append(mail)


@dataclass
class House:
    """Everything, with short ways to what most tests begin with."""

    database: Database
    clock: Clock = field(default_factory=Clock)
    hasher: CountingHasher = field(default_factory=CountingHasher)
    policy: AccountPolicy = field(default_factory=AccountPolicy)
    post: Post | None = None

    def __post_init__(self) -> None:
        self.begin: Transactions = transactions(self.database, SEALER)
        self.hashing = Hashing(self.hasher, wait_seconds=30)
        self.accounts: AccountServices = account_services(
            self.begin, self.hashing, self.post, self.clock, self.policy
        )
        self.audit = AuditService(self.begin, self.clock)

    def with_(self, *, policy: AccountPolicy | None = None, post: Post | None = None) -> "House":
        """The same store and clock under other settings."""
        return House(self.database, self.clock, self.hasher, policy or self.policy, post)

    def add(self, email: str = "anna@example.org", roles: Iterable[Role] = NEW_ROLES) -> User:
        return self.accounts.sign_ups.add(OPERATOR, email, "", roles, SecretStr(GOOD))

    def ticket(
        self, email: str = "anna@example.org", password: str = GOOD, code: str = "", address: str = ""
    ) -> str:
        ticket = self.accounts.log_ins.log_in(email, SecretStr(password), code, address)
        return ticket.get_secret_value()

    def cookie(self, email: str = "anna@example.org", password: str = GOOD, code: str = "") -> str:
        ticket = self.ticket(email, password, code)
        return self.accounts.log_ins.redeem(
            ticket, "Mozilla/5.0 (X11; Linux) Firefox/128.0"
        ).get_secret_value()

    def actor(self, cookie: str) -> Actor:
        actor = self.accounts.sessions.actor_of(cookie)
        assert actor is not None
        return actor

    def person(self, email: str) -> Actor:
        """Somebody with an account, without a browser that is logged in."""
        user = self.add(email)
        return Actor(id=user.id, roles=user.roles)

    def second_factor(self, actor: Actor) -> tuple[str, tuple[str, ...]]:
        """(secret, recovery codes) of a second factor that was switched on."""
        secret = self.accounts.second_factors.begin(actor, SecretStr(GOOD)).secret.get_secret_value()
        return secret, self.accounts.second_factors.confirm(actor, self.code(secret))

    def code(self, secret: str) -> str:
        """What an authenticator app shows now."""
        return pyotp.TOTP(secret).at(self.clock())

    def told(self) -> list[str]:
        """The actions in the log, oldest first."""
        return [entry.action for entry in reversed(self.audit.everybodys(OPERATOR, most=1000))]


@pytest.fixture
def house(database_url: str) -> Iterator[House]:
    """A house with accounts, on a DuckDB file and on PostgreSQL where there is one."""
    database = Database(database_url)
    migrate(database)
    yield House(database)
    database.close()


def all_at_once(work: Callable[[], object], count: int) -> list[object]:
    """What each of so many threads gave or raised, all let go at the same moment."""
    gate = threading.Barrier(count)
    answers: list[object] = []

    def run() -> None:
        gate.wait()
        try:
            answers.append(work())
        except JobWiseError as error:
            answers.append(error)

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers
