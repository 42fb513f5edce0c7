"""Whether the store takes what is written, and its counts for who watches."""

import datetime as dt
import shutil
import time
import uuid
from pathlib import Path

from sqlalchemy import delete, func, insert, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool

from jobwise.domain.health import StoreGauges
from jobwise.errors import StorageFailed
from jobwise.store.database import Database
from jobwise.store.faults import storage_failed
from jobwise.store.tables import ApplicationRow, CandidateRow, ExperimentCellRow, JobRow, TryRow

LEAST_FREE = 500_000_000
"""Bytes of disk below which somebody should make room: a run's files take one of these millions."""
PROBE = "probe"
"""What a row is written under: the key of no try, since those are hashes."""


class StoreProbe:
    """Writes a little and takes it away again, and counts what waits."""

    def __init__(self, database: Database, data_dir: Path) -> None:
        self._database, self._data_dir = database, data_dir

    def database(self) -> str:
        """How the database is, after a row was written for good and deleted. Raises: StorageFailed."""
        mark = str(uuid.uuid4())
        written = insert(TryRow).values(id=mark, key=PROBE, at=dt.datetime.now(dt.UTC))
        try:
            for statement in (written, delete(TryRow).where(TryRow.id == mark)):
                with self._database.turn(), self._database.engine.begin() as connection:
                    connection.execute(statement)
        except DBAPIError as error:
            raise storage_failed(error) from error
        return "Takes what is written"

    def folder(self) -> str:
        """How the data folder is, after a file was written and deleted. Raises: StorageFailed."""
        file = self._data_dir / f".probe-{uuid.uuid4().hex}"
        try:
            try:
                file.write_bytes(b"probe")
            finally:
                file.unlink(missing_ok=True)
        except OSError as error:
            raise StorageFailed(
                "The data folder cannot be written",
                f"{error.strerror}. Make room, and see that JobWise may write there.",
                code="data-folder",
            ) from error
        return "Takes what is written"

    def disk(self) -> str:
        """How much room there is. Raises: StorageFailed where it is little."""
        try:
            free = shutil.disk_usage(self._data_dir).free
        except OSError as error:
            raise StorageFailed(
                "The data folder is not there", "Make it, or set JOBWISE_DATA_DIR.", code="data-folder"
            ) from error
        if free < LEAST_FREE:
            raise StorageFailed(
                f"Only {free / 1e6:,.0f} MB are free", "Make room before the disk is full.", code="disk-low"
            )
        return f"{free / 1e9:,.1f} GB are free"

    def gauges(self) -> StoreGauges:
        """What is counted at this moment. Raises: StorageFailed."""
        begun = time.perf_counter()
        try:
            with self._database.reading(), Session(self._database.engine) as session:
                states = dict(
                    session.execute(
                        select(ApplicationRow.state, func.count())
                        .where(ApplicationRow.state.in_(("waiting", "running")))
                        .group_by(ApplicationRow.state)
                    ).all()
                )
                candidates = session.scalar(
                    select(func.count()).select_from(CandidateRow).where(CandidateRow.state == "waiting")
                )
                jobs = session.scalar(
                    select(func.count()).select_from(JobRow).where(JobRow.state == "waiting")
                )
                cells = session.scalar(
                    select(func.count())
                    .select_from(ExperimentCellRow)
                    .where(ExperimentCellRow.state == "waiting")
                )
        except DBAPIError as error:
            raise storage_failed(error) from error
        return StoreGauges(
            runs_waiting=states.get("waiting", 0),
            runs_going=states.get("running", 0),
            candidates_waiting=candidates or 0,
            cells_waiting=cells or 0,
            jobs_waiting=jobs or 0,
            read_seconds=time.perf_counter() - begun,
            bytes=self._bytes(),
            connections=self._connections(),
        )

    def _bytes(self) -> int | None:
        name = self._database.url.database
        file = Path(name) if self._database.is_duckdb and name else None
        return file.stat().st_size if file and file.exists() else None

    def _connections(self) -> int | None:
        pool = self._database.engine.pool
        return pool.checkedout() if isinstance(pool, QueuePool) and not self._database.is_duckdb else None
