"""Time a log-in that fails, and the asking for a new password: `python -m benchmarks.bench_login`.

Wrong passwords for an address that has an account and for one that has none, in turn, so that whatever else
the machine does meets both alike. The medians are to be within 10 % of each other: who measures answers must
not learn who has an account.
"""

import statistics
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import click
from pydantic import SecretStr

from jobwise.bootstrap import account_desk
from jobwise.domain.account import Actor
from jobwise.domain.role import ALL_ROLES
from jobwise.errors import NotSignedIn
from jobwise.services.accounts import AccountServices
from jobwise.settings import Settings

OPERATOR = Actor(id="command-line", roles=ALL_ROLES)
GOAL = 0.10
WARM_UP = 5
_numbers = count()


@click.command()
@click.option("--tries", default=200, show_default=True, help="Log-ins of each kind.")
def main(tries: int) -> None:
    """Print medians and 95th percentiles in milliseconds, and how far the medians are apart."""
    with _accounts() as accounts:
        _compare("a log-in that fails", lambda email: _failed_log_in(accounts, email), accounts, tries)
        _compare("asking for a new password", accounts.passwords.request_reset, accounts, tries)


def _compare(what: str, do: Callable[[str], None], accounts: AccountServices, tries: int) -> None:
    """*Why an address each:* the eleventh wrong try on one would be refused."""
    times: dict[bool, list[float]] = {True: [], False: []}
    for number in range(tries + WARM_UP):
        for known in (number % 2 == 0, number % 2 == 1):
            email = f"person{next(_numbers)}@example.org"
            # Another one is made where it is not this one: both find the machine alike warm.
            accounts.sign_ups.add(OPERATOR, email if known else f"other.{email}", password=_password())
            started = time.perf_counter()
            do(email)
            if number >= WARM_UP:
                times[known].append(time.perf_counter() - started)
    click.echo(what)
    for known, took in times.items():
        worst = statistics.quantiles(took, n=20)[-1]
        told = f"median {statistics.median(took) * 1000:.1f} ms, p95 {worst * 1000:.1f} ms"
        click.echo(f"  {'known' if known else 'unknown':8} {told}")
    medians = [statistics.median(took) for took in times.values()]
    click.echo(f"  medians apart: {max(medians) / min(medians) - 1:.1%}  (goal: within {GOAL:.0%})")


def _failed_log_in(accounts: AccountServices, email: str) -> None:
    try:
        accounts.log_ins.log_in(email, SecretStr("not the password"))
    except NotSignedIn:
        return
    raise AssertionError("a wrong password let somebody in")


def _password() -> SecretStr:
    return SecretStr(f"lisbon {uuid.uuid4()}")


@contextmanager
def _accounts() -> Iterator[AccountServices]:
    with (
        tempfile.TemporaryDirectory() as folder,
        account_desk(Settings(data_dir=Path(folder))) as (accounts, _),
    ):
        yield accounts


if __name__ == "__main__":
    main()
