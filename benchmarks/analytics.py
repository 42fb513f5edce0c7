"""How fast *Analytics* is at size: `python -m benchmarks.analytics [--runs N] [--people N]`.

Made-up figures of runs go into a DuckDB file and are asked for chart by chart, as the page does. With
JOBWISE_TEST_POSTGRES_URL set they go into that PostgreSQL, and the charts ask its Parquet snapshot:
`python -m benchmarks.postgres python -m benchmarks.analytics`.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import click
import duckdb
from sqlalchemy import text

from jobwise.bootstrap import now
from jobwise.domain.account import LOCAL_ACTOR
from jobwise.domain.analytics import Filters, Looked, monday
from jobwise.rendering.table_files import csv_table, parquet_file
from jobwise.services.analytics import LEAST, AnalyticsService
from jobwise.store.database import Database, file_url
from jobwise.store.figures import DatabaseFigures
from jobwise.store.schema import migrate
from jobwise.store.tables import RunFiguresRow

TIMES = 7
MADE = """SELECT CAST(uuid() AS VARCHAR) AS run_id, md5(CAST(person AS VARCHAR)) AS owner,
    CAST(uuid() AS VARCHAR) AS application_id,
    CAST(now() AS TIMESTAMP) - to_seconds(CAST(share * 63072000 AS BIGINT)) AS "at",
    CASE WHEN luck < 93 THEN 'done' WHEN luck < 98 THEN 'failed' ELSE 'stopped' END AS state,
    CASE WHEN luck BETWEEN 93 AND 97 THEN ['model-slow', 'budget', 'model-rests', 'no-job'][1 + i % 4]
        ELSE '' END AS failure,
    CASE WHEN luck BETWEEN 93 AND 97 THEN ['job_analyzer', 'document_generator'][1 + i % 2]
        ELSE '' END AS failed_stage,
    CASE WHEN luck < 93 THEN before END AS before_score,
    CASE WHEN luck < 93 THEN least(before + gain, 1) END AS after_score,
    '1.6.0' AS engine,
    ['application/pdf', 'text/markdown', 'text/plain'][1 + person % 3] AS media_type,
    ['one column', 'columns', 'text'][1 + person % 3] AS layout,
    0.7 + 0.3 * gain AS confidence,
    0.1 * spread AS seconds_analyze, 0.05 * spread AS seconds_compile, 4 * spread AS seconds_generate,
    0.3 * spread AS seconds_validate, CASE WHEN luck < 93 THEN 0.2 * spread END AS seconds_export,
    i % 3 AS reused,
    ['offline', 'openai', 'anthropic'][1 + i % 3] AS provider, ['', 'gpt-5-mini', 'claude-haiku-4-5'][1 + i % 3] AS model,
    '' AS reading_prompt, ['', 'writing@1', 'writing@2'][CASE i % 3 WHEN 0 THEN 1 ELSE 2 + (i // 3) % 2 END] AS writing_prompt,
    'engine@1' AS engine_settings,
    CASE i % 3 WHEN 0 THEN 0 ELSE 2 END AS calls, CASE i % 3 WHEN 0 THEN 0 ELSE luck % 2 END AS kept_calls, 2 AS tries,
    CAST(3000 * spread AS BIGINT) AS tokens_asked, CAST(900 * spread AS BIGINT) AS tokens_cached,
    CAST(700 * spread AS BIGINT) AS tokens_answered,
    CASE i % 3 WHEN 0 THEN 0 ELSE 0.004 * spread END AS cost_usd, luck % 4 AS findings, luck < 60 AS downloaded,
    ['', '', 'applied', 'interview', 'offer', 'rejected'][1 + luck % 6] AS outcome
FROM (SELECT i, CAST(hash(i) % {people} AS BIGINT) AS person, CAST(hash(i * 3) % 100 AS BIGINT) AS luck,
    (hash(i * 5) % 100000) / 100000 AS share, (hash(i * 7) % 800) / 1000 AS before,
    (hash(i * 11) % 400) / 1000 AS gain, 0.5 + (hash(i * 13) % 3000) / 1000 AS spread
    FROM range({runs}) t(i))"""  # noqa: E501


@click.command()
@click.option("--runs", default=1_000_000, show_default=True)
@click.option("--people", default=20_000, show_default=True)
def main(runs: int, people: int) -> None:
    """Time every chart over so many runs of so many people."""
    postgres = os.environ.get("JOBWISE_TEST_POSTGRES_URL", "")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = folder / "made.parquet"
        make(made, runs, people)
        database = Database(postgres or file_url(folder / "jobwise.duckdb"))
        migrate(database)
        start = time.perf_counter()
        (into_postgres if postgres else into_duckdb)(database, made)
        click.echo(f"{runs:,} runs of {people:,} people put down in {time.perf_counter() - start:.1f} s")
        reader = DatabaseFigures(database)
        try:
            if postgres:
                start = time.perf_counter()
                reader.slices(Looked())
                click.echo(f"{'the snapshot':34} {time.perf_counter() - start:6.3f} s")
            measure(reader)
        finally:
            reader.forget()
            database.close()


def make(file: Path, runs: int, people: int) -> None:
    """Runs as Parquet, evenly over two years."""
    with duckdb.connect() as maker:
        maker.execute(
            f"COPY ({MADE.format(runs=runs, people=people)} ORDER BY \"at\") TO '{file}' (FORMAT parquet)"
        )


def into_duckdb(database: Database, made: Path) -> None:
    """*Why past our own connection:* that may read no file."""
    database.close()
    names = ", ".join(f'"{column.name}"' for column in RunFiguresRow.__table__.columns)
    with duckdb.connect(str(database.url.database)) as raw:
        raw.execute(f"INSERT INTO run_figures ({names}) SELECT {names} FROM read_parquet('{made}')")


def into_postgres(database: Database, made: Path) -> None:
    """The same by COPY."""
    names = ", ".join(f'"{column.name}"' for column in RunFiguresRow.__table__.columns)
    copied = made.with_suffix(".csv")
    with duckdb.connect() as raw:
        rows = f"SELECT {names} FROM read_parquet('{made}')"
        raw.execute(f"COPY ({rows}) TO '{copied}' (HEADER false, NULLSTR '\\N', FORCE_QUOTE *)")
    with database.engine.begin() as connection, copied.open("rb") as rows:
        connection.execute(text("TRUNCATE run_figures"))
        with connection.connection.cursor().copy(
            f"COPY run_figures ({names}) FROM STDIN (FORMAT csv, NULL '\\N')"
        ) as copy:
            while block := rows.read(1 << 20):
                copy.write(block)


def measure(reader: DatabaseFigures) -> None:
    """Each chart as the page asks for it, then all of them."""
    looked = Looked(before=monday(now().date()), least=LEAST)
    runs = sum(part.runs for part in reader.slices(looked))
    charts: dict[str, Callable[[], object]] = {
        "weeks, kept, tokens and cost": lambda: reader.slices(looked),
        "gain, scores before and after": lambda: reader.spreads(looked),
        "median gain, seconds by stage": lambda: reader.middles(looked, runs),
        "failures": lambda: reader.failures(looked),
        "reading by layout": lambda: reader.layouts(looked),
        "funnel": lambda: reader.reached(looked),
        "uploads": lambda: reader.uploaded(None),
    }
    service = AnalyticsService(reader, parquet_file, csv_table, now, alone=False)
    for name, ask in charts.items():
        tell(name, ask)
    tell("the whole board", lambda: service.board(LOCAL_ACTOR, Filters()))
    some = Filters(version="writing@2", since=monday(now().date().replace(month=1, day=8)))
    tell("the whole board, filtered", lambda: service.board(LOCAL_ACTOR, some))
    tell("the same as Parquet", lambda: service.parquet(LOCAL_ACTOR, some))


def tell(name: str, ask: Callable[[], object]) -> None:
    """Seconds, and those of processor time, which other work on the machine does not lengthen."""
    seconds, worked = [], []
    for _ in range(TIMES):
        start, used = time.perf_counter(), time.process_time()
        ask()
        seconds.append(time.perf_counter() - start)
        worked.append(time.process_time() - used)
    middle, busy = statistics.median(seconds), statistics.median(worked)
    click.echo(f"{name:34} median {middle:6.3f} s  longest {max(seconds):6.3f}  (processor time {busy:6.3f})")


if __name__ == "__main__":
    main()
