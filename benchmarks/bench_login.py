"""Time a log-in that fails: `python -m benchmarks.bench_login`.

Wrong passwords for an address that has an account and for one that has none, in turn, so that whatever else
the machine does meets both alike. The medians are to be within 10 % of each other: who measures answers must
not learn who has an account.
"""

import statistics
import tempfile
import time
import uuid
from collections.abc import Iterator
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
_numbers = count()


@click.command()
@click.option("--tries", default=200, show_default=True, help="Log-ins of each kind.")
def main(tries: int) -> None:
    """Print medians and 95th percentiles in milliseconds, and how far the medians are apart."""
    kinds = {"known": True, "unknown": False}
    times: dict[str, list[float]] = {kind: [] for kind in kinds}
    with _accounts() as accounts:
        for number in range(tries + 5):
            for kind in sorted(kinds, reverse=bool(number % 2)):
                took = _failed_log_in(accounts, known=kinds[kind])
                if number >= 5:  # the first ones load what the others find loaded
                    times[kind].append(took)
    for kind, all_times in times.items():
        worst = statistics.quantiles(all_times, n=20)[-1]
        click.echo(f"{kind:8} median {statistics.median(all_times) * 1000:.1f} ms, p95 {worst * 1000:.1f} ms")
    known, unknown = (statistics.median(times[kind]) for kind in kinds)
    click.echo(f"medians apart: {abs(known - unknown) / known:.1%}  (goal: within {GOAL:.0%})")


def _failed_log_in(accounts: AccountServices, *, known: bool) -> float:
    """Seconds. *Why an account each:* the eleventh wrong try on one would be refused."""
    email = f"person{next(_numbers)}@example.org"
    if known:
        accounts.sign_ups.add(OPERATOR, email, password=SecretStr(f"lisbon {uuid.uuid4()}"))
    started = time.perf_counter()
    try:
        accounts.log_ins.log_in(email, SecretStr("not the password"), address=f"192.0.2.{next(_numbers)}")
    except NotSignedIn:
        return time.perf_counter() - started
    raise AssertionError("a wrong password let somebody in")


@contextmanager
def _accounts() -> Iterator[AccountServices]:
    with (
        tempfile.TemporaryDirectory() as folder,
        account_desk(Settings(data_dir=Path(folder))) as (accounts, _),
    ):
        yield accounts


if __name__ == "__main__":
    main()
