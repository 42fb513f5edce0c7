"""Asks DuckDB for the figures of all runs: in the database file, or in a Parquet snapshot of PostgreSQL.

*Why strings of SQL:* both are asked the same, and what they are asked for no other database has. No value of
anybody's is put together with them.
"""

import datetime as dt
import secrets
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import psycopg
from sqlalchemy import distinct, func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.types import TypeEngine

from jobwise.domain.analytics import (
    SECONDS,
    Bar,
    FailureKind,
    LayoutReading,
    Looked,
    RunFigures,
    Slice,
    Spreads,
    StageTime,
    Step,
    monday,
    week_end,
)
from jobwise.domain.run import Stage
from jobwise.store.database import Database
from jobwise.store.faults import is_fault, storage_failed
from jobwise.store.tables import ProfileRow, RunFiguresRow, UtcDateTime

KEPT_SECONDS = 600.0
"""How old a snapshot may be."""
SAMPLED = 120_000
"""Of so many runs, at least, a middle is told."""
MARKS = 1023
"""*Why people are counted by 1,024 marks:* to tell them all apart in each group takes twice as long. Two may
share a mark, so a group is taken for smaller than it is at times, and never for larger."""
WEEK = "CAST(date_trunc('week', \"at\") AS DATE)"
VERSION = "coalesce(nullif(writing_prompt, ''), nullif(reading_prompt, ''), engine_settings)"
_MARKED = f"bitstring_agg(CAST(hash(owner) & {MARKS} AS INTEGER), 0, {MARKS})"
PEOPLE = f"bit_count({_MARKED})"
REACHED = """CASE WHEN outcome = 'offer' THEN 'offer' WHEN outcome = 'interview' THEN 'interview'
    WHEN outcome IN ('applied', 'rejected') THEN 'applied' WHEN downloaded THEN 'downloaded'
    WHEN state = 'done' THEN 'finished' ELSE 'started' END"""
STEPS: tuple[Step, ...] = ("started", "finished", "downloaded", "applied", "interview", "offer")
KINDS = {str: "VARCHAR", float: "DOUBLE", int: "BIGINT", bool: "BOOLEAN"}
SPREADS = {
    "gain": ("after_score - before_score", 0.05),
    "before": ("before_score", 0.1),
    "after": ("after_score", 0.1),
}
"""What is drawn in bars -> the figure, and the width of a bar."""


class DatabaseFigures:
    """`ports.FigureReader` over `run_figures`."""

    def __init__(self, database: Database, owner: str = "") -> None:
        """owner: whose runs alone are counted, "" for everybody's."""
        self._database, self._owner = database, owner
        self._snapshot: Snapshot | None = None
        self._lock = threading.Lock()

    def slices(self, looked: Looked) -> list[Slice]:
        """Every slice, whatever the filters."""
        stages = " + ".join(f"count({column})" for column in SECONDS.values())
        rows = self._ask(
            f"""SELECT {WEEK} AS week, {VERSION} AS version, provider, model, {PEOPLE} < ? AS is_small,
            count(*) AS runs, count(*) FILTER (state = 'done') AS done,
            count(*) FILTER (state = 'failed') AS failed, count(*) FILTER (state = 'stopped') AS stopped,
            sum(calls) AS calls, sum(kept_calls) AS kept_calls, {stages} + sum(reused) AS stages,
            sum(reused) AS reused, sum(tokens_asked) AS tokens_asked, sum(tokens_cached) AS tokens_cached,
            sum(tokens_answered) AS tokens_answered, sum(cost_usd) AS cost_usd
            FROM run_figures WHERE (? IS NULL OR "at" < ?)
            GROUP BY week, version, provider, model ORDER BY ALL""",
            [looked.least, looked.before, looked.before],
        )
        names = tuple(Slice.model_fields)
        return [Slice.model_validate(dict(zip(names, row, strict=True))) for row in rows]

    def spreads(self, looked: Looked) -> Spreads:
        """How many runs have which gain, and which score before and after."""
        where, values = _where(looked)
        bars = ", ".join(
            f"CAST(floor(round(least({score}, 1 - 1e-6) / {width}, 6)) AS INTEGER) AS {name}"
            for name, (score, width) in SPREADS.items()
        )
        rows = self._ask(
            f"""SELECT gain, before, after, sum(runs) FROM (
                SELECT {bars}, count(*) AS runs, {_MARKED} AS marks FROM run_figures
                WHERE before_score IS NOT NULL AND after_score IS NOT NULL AND {where}
                GROUP BY gain, before, after)
            GROUP BY GROUPING SETS ((gain), (before), (after))
            HAVING bit_count(bit_or(marks)) >= ? ORDER BY ALL""",
            [*values, looked.least],
        )
        found: dict[str, tuple[Bar, ...]] = {}
        for place, (name, (_, width)) in enumerate(SPREADS.items()):
            mine = [(row[place], row[-1]) for row in rows if row[place] is not None]
            found[name] = tuple(Bar(low=bar * width, high=(bar + 1) * width, runs=n) for bar, n in mine)
        return Spreads(**found)

    def middles(self, looked: Looked, runs: int) -> tuple[float | None, list[StageTime]]:
        """What the middle run gained in score, and the times of each stage; `runs`: how many there are.

        *Why of a part:* the middle of so many is that of all, to the digit that is shown.
        """
        where, values = _where(looked)
        stages = [looked.filters.stage] if looked.filters.stage else list(SECONDS)
        asked = ", ".join(
            f"quantile_cont({figure}, [0.5, 0.9]), bit_count({_MARKED} FILTER (({figure}) IS NOT NULL))"
            for figure in (SPREADS["gain"][0], *(SECONDS[stage] for stage in stages))
        )
        [row] = self._ask(
            f"SELECT {asked} FROM run_figures WHERE hash(run_id) % {max(runs // SAMPLED, 1)} = 0 AND {where}",
            values,
        )
        told = [
            found if found and people >= looked.least else None
            for found, people in zip(row[::2], row[1::2], strict=True)
        ]
        times = [
            StageTime(stage=stage, median=seconds[0], p90=seconds[1])
            for stage, seconds in zip(stages, told[1:], strict=True)
            if seconds
        ]
        return told[0] and told[0][0], times

    def failures(self, looked: Looked) -> list[FailureKind]:
        """Runs that failed, by stage and kind, most first."""
        where, values = _where(looked)
        rows = self._ask(
            f"""SELECT failed_stage, failure, count(*) AS runs FROM run_figures
            WHERE state = 'failed' AND (? IS NULL OR failed_stage = ?) AND {where}
            GROUP BY failed_stage, failure HAVING {PEOPLE} >= ? ORDER BY runs DESC, failed_stage, failure""",
            [looked.filters.stage, looked.filters.stage, *values, looked.least],
        )
        return [
            FailureKind(stage=Stage(stage) if stage else None, failure=failure, runs=runs)
            for stage, failure, runs in rows
        ]

    def layouts(self, looked: Looked) -> list[LayoutReading]:
        """How surely each kind of résumé was read, most runs first."""
        where, values = _where(looked)
        rows = self._ask(
            f"""SELECT media_type, layout, count(*) AS runs, avg(confidence) FROM run_figures
            WHERE confidence IS NOT NULL AND {where}
            GROUP BY media_type, layout HAVING {PEOPLE} >= ? ORDER BY runs DESC, media_type, layout""",
            [*values, looked.least],
        )
        return [
            LayoutReading(media_type=kind, layout=layout, runs=runs, confidence=confidence)
            for kind, layout, runs, confidence in rows
        ]

    def reached(self, looked: Looked) -> dict[Step, int]:
        """Step -> how many people came so far, at least."""
        where, values = _where(looked)
        places = ", ".join(f"'{step}'" for step in STEPS)
        rows = self._ask(
            f"""SELECT furthest, count(*) FROM (
                SELECT max(list_position([{places}], {REACHED})) AS furthest
                FROM run_figures WHERE {where} GROUP BY owner
            ) GROUP BY furthest""",
            values,
        )
        return {
            step: sum(people for furthest, people in rows if furthest >= place)
            for place, step in enumerate(STEPS, start=1)
        }

    def uploaded(self, before: dt.date | None) -> int:
        """How many people had a profile of their own by then."""
        asked = select(func.count(distinct(ProfileRow.owner))).where(ProfileRow.version.is_not(None))
        if self._owner:
            asked = asked.where(ProfileRow.owner == self._owner)
        if before:
            asked = asked.where(ProfileRow.created_at < dt.datetime.combine(before, dt.time(), tzinfo=dt.UTC))
        try:
            with self._database.reading(), self._database.engine.connect() as connection:
                return connection.scalar(asked) or 0
        except DBAPIError as error:
            raise _told(error) from error

    def rows(self, looked: Looked) -> list[RunFigures]:
        """Each run by itself, oldest first. *Never for more than one person's.*"""
        where, values = _where(looked)
        names = ", ".join(f'"{name}"' for name in RunFigures.model_fields)
        found = self._ask(f'SELECT {names} FROM run_figures WHERE {where} ORDER BY "at", run_id', values)
        return [
            RunFigures.model_validate(dict(zip(RunFigures.model_fields, row, strict=True))) for row in found
        ]

    def forget(self) -> None:
        """Keep no snapshot: somebody who is in it may be gone."""
        with self._lock:
            self._drop()

    def _drop(self) -> None:
        if self._snapshot is not None:
            self._snapshot.close()
        self._snapshot = None

    def _ask(self, statement: str, values: Sequence[Any]) -> list[Any]:
        try:
            if self._database.is_duckdb:
                if self._owner:
                    theirs = "WITH run_figures AS (SELECT * FROM run_figures WHERE owner = ?)"
                    statement, values = f"{theirs} {statement}", [self._owner, *values]
                with self._database.reading(), self._database.engine.connect() as connection:
                    return list(connection.exec_driver_sql(statement, tuple(values)).fetchall())
            with self._lock:
                if self._snapshot is None or self._snapshot.age > KEPT_SECONDS:
                    self._drop()
                    self._snapshot = Snapshot(self._database, self._owner)
                return self._snapshot.ask(statement, values)
        except DBAPIError as error:
            raise _told(error) from error


class Snapshot:
    """`run_figures` of PostgreSQL as a Parquet file in a folder of its own, which goes with it.

    *Why a number for each person and run, by a seed that goes:* nobody's id lies outside of the database.
    """

    def __init__(self, database: Database, owner: str) -> None:
        self._made = time.monotonic()
        self._folder = TemporaryDirectory(prefix="jobwise-figures-")
        self._reader = duckdb.connect(config={"threads": 2, "autoinstall_known_extensions": False})
        try:
            self._fill(database, owner, Path(self._folder.name))
        except BaseException:
            self.close()
            raise

    @property
    def age(self) -> float:
        """Seconds since it was made."""
        return time.monotonic() - self._made

    def ask(self, statement: str, values: Sequence[Any]) -> list[Any]:
        return self._reader.execute(statement, list(values)).fetchall()

    def close(self) -> None:
        self._reader.close()
        self._folder.cleanup()

    def _fill(self, database: Database, owner: str, folder: Path) -> None:
        copied, parquet = folder / "rows.csv", folder / "rows.parquet"
        kinds = {column.name: _kind(column.type) for column in RunFiguresRow.__table__.columns}
        kinds["owner"] = "BIGINT"
        seed = secrets.randbits(63)
        told = {name: f"hashtextextended({name}, {seed})" for name in ("owner", "run_id")}
        told["application_id"] = "''"
        names = ", ".join(told.get(name, f'"{name}"') for name in kinds)
        with database.engine.connect() as connection, copied.open("wb") as out:
            theirs = "WHERE %s IN ('', owner)"
            copy = f"COPY (SELECT {names} FROM run_figures {theirs}) TO STDOUT (FORMAT csv, NULL '\\N')"
            try:
                with connection.connection.cursor().copy(copy, [owner]) as rows:
                    for row in rows:
                        out.write(row)
            except psycopg.Error as error:  # SQLAlchemy knows nothing of COPY
                raise DBAPIError(copy, None, error) from error
        self._reader.execute(
            f"""COPY (FROM read_csv(?, auto_detect = false, header = false, delim = ',', quote = '"',
                escape = '"', nullstr = '\\N', columns = {kinds}))
            TO '{parquet}' (FORMAT parquet)""",
            [str(copied)],
        )
        copied.unlink()
        self._reader.execute(f"CREATE VIEW run_figures AS FROM read_parquet('{parquet}')")


def _kind(kind: TypeEngine[Any]) -> str:
    return "TIMESTAMP" if isinstance(kind, UtcDateTime) else KINDS[kind.python_type]


def _where(looked: Looked) -> tuple[str, list[Any]]:
    """What holds for the runs that are looked at, and the values in it."""
    filters, parts = looked.filters, ["true"]
    values: list[Any] = []
    if filters.since:
        parts.append('"at" >= ?')
        values.append(monday(filters.since))
    for end in (looked.before, filters.until and week_end(filters.until)):
        if end:
            parts.append('"at" < ?')
            values.append(end)
    for column, wanted in ((VERSION, filters.version), ("provider", filters.provider)):
        if wanted:
            parts.append(f"{column} = ?")
            values.append(wanted)
    if looked.left_out:
        slices = ", ".join(["(CAST(? AS DATE), ?, ?, ?)"] * len(looked.left_out))
        parts.append(f"({WEEK}, {VERSION}, provider, model) NOT IN (SELECT * FROM (VALUES {slices}))")
        values += [part for c in looked.left_out for part in (c.week, c.version, c.provider, c.model)]
    return " AND ".join(parts), values


def _told(error: DBAPIError) -> Exception:
    return storage_failed(error) if is_fault(error) else error
