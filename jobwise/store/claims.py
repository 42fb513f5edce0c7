"""Rows that stand for work in the background: any number of processes share it by claiming some; how one of
them keeps the others out; and how the database compares what texts are found by again."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from duckdb_sqlalchemy.datatypes import UInt64
from sqlalchemy import ColumnElement, func, literal, select, text, update
from sqlalchemy.dialects.postgresql import BIT
from sqlalchemy.orm import Session

from jobwise.domain.vacancy import Claim
from jobwise.store.answers import UNSEEN
from jobwise.store.tables import CandidateRow, JobRow

Claimable = type[CandidateRow] | type[JobRow]


def is_shared(session: Session) -> bool:
    """Whether several processes may have the database."""
    return session.get_bind().dialect.name == "postgresql"


def alone(session: Session, keys: Sequence[str]) -> None:
    """Keep others from these until the transaction ends; on DuckDB one has its turn."""
    if is_shared(session):
        for key in sorted(keys):
            session.execute(text("SELECT pg_advisory_xact_lock(hashtext(:key))"), {"key": key})


def moment(session: Session) -> dt.datetime:
    """Now. *Why the database's on PostgreSQL:* clocks of machines differ."""
    if is_shared(session):
        now: dt.datetime = session.scalars(select(func.clock_timestamp())).one()
        return now
    return dt.datetime.now(dt.UTC)


def claimed(
    session: Session, kind: Claimable, claim: Claim, rows: Any, first: Sequence[Any], most: int
) -> Sequence[Any]:
    """Those of the rows that nobody works on, in the order of `first`; the id stands last in a row.

    *Why skipped where they are locked:* on PostgreSQL two who look at once each get others.
    """
    now = moment(session)
    free = kind.claimed_until.is_(None) | (kind.claimed_until < now)
    next_ones = rows.where(free).order_by(*first).limit(most)
    if is_shared(session):
        next_ones = next_ones.with_for_update(skip_locked=True, of=kind)
    found: Sequence[Any] = session.execute(next_ones).all()
    if found:
        until = now + dt.timedelta(seconds=claim.seconds)
        session.execute(
            update(kind)
            .where(kind.id.in_([row[-1] for row in found]))
            .values(claim=claim.token, claimed_until=until),
            execution_options={UNSEEN: True},
        )
    return found


def let_go(session: Session, kind: Claimable) -> None:
    """Take back what a process of before had claimed, where one process alone has the database."""
    if not is_shared(session):
        claims = update(kind).where(kind.claim.is_not(None)).values(claim=None, claimed_until=None)
        session.execute(claims, execution_options={UNSEEN: True})


def bits_apart(session: Session, column: Any, key: str) -> ColumnElement[int]:
    """In how many bits a row's text key differs from this one; the column holds no empty ones."""
    both = (column, literal(key))
    if is_shared(session):
        one, other = ((literal("x") + value).cast(BIT(64)) for value in both)
        return func.bit_count(one.bitwise_xor(other))
    return func.bit_count(func.xor(*((literal("0x") + value).cast(UInt64()) for value in both)))
