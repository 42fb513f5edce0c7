"""Golden sets in tables: versions are everybody's, a case that was made from a person's run is theirs."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from jobwise.domain.account import Actor
from jobwise.domain.golden import GoldenCase, GoldenSet, GoldenSetSummary
from jobwise.store.experiments import forget_cells
from jobwise.store.tables import INSTALLATION, ExperimentCellRow, GoldenCaseRow, GoldenSetRow
from jobwise.store.vault import Vault

TURN = 5_620_194_276
"""A number of our own for PostgreSQL's lock."""


class SqlGoldenSets:
    """`ports.GoldenRepository`."""

    def __init__(self, session: Session, vault: Vault) -> None:
        self._session, self._vault = session, vault

    def add(self, golden: GoldenSet, author: str, at: dt.datetime, owners: Mapping[str, str]) -> str:
        """Keep a version; gives its id. Raises: Conflict for a version that is there."""
        set_id = str(uuid.uuid4())
        self._session.add(
            GoldenSetRow(
                id=set_id, name=golden.name, version=golden.version, why=golden.why, author=author, at=at
            )
        )
        self._session.flush()  # its cases point at it
        for position, case in enumerate(golden.cases):
            owner = owners.get(case.id, INSTALLATION)
            row = GoldenCaseRow(id=str(uuid.uuid4()), owner=owner, set_id=set_id, position=position)
            self._vault.seal(row, golden_case=case.model_dump_json())
            self._session.add(row)
        return set_id

    def list(self) -> Sequence[GoldenSetSummary]:
        """Every version, by name, newest first."""
        counted = select(GoldenCaseRow.set_id, func.count().label("cases")).group_by(GoldenCaseRow.set_id)
        counts = {row.set_id: row.cases for row in self._session.execute(counted)}
        rows = self._session.scalars(
            select(GoldenSetRow).order_by(GoldenSetRow.name, GoldenSetRow.version.desc())
        )
        return [
            GoldenSetSummary(
                name=row.name,
                version=row.version,
                why=row.why,
                cases=counts.get(row.id, 0),
                author=row.author,
                at=row.at,
            )
            for row in rows
        ]

    def find(self, label: str) -> str | None:
        """The id of a version such as "ours@2", or None."""
        name, _, version = label.partition("@")
        if not (version.isascii() and version.isdigit() and len(version) < 9):
            return None
        asked = (GoldenSetRow.name == name, GoldenSetRow.version == int(version))
        return self._session.scalar(select(GoldenSetRow.id).where(*asked))

    def newest(self, name: str) -> int:
        """The number of a set's newest version, 0 where there is none."""
        asked = select(func.max(GoldenSetRow.version)).where(GoldenSetRow.name == name)
        return self._session.scalar(asked) or 0

    def cases(self, set_id: str) -> Sequence[tuple[str, str, GoldenCase]]:
        """(row, owner, case) of what is still there, in order."""
        mine = select(GoldenCaseRow).where(GoldenCaseRow.set_id == set_id)
        rows = self._session.scalars(mine.order_by(GoldenCaseRow.position))
        return [(row.id, row.owner, self._case(row)) for row in rows]

    def why(self, set_id: str) -> str:
        """What the version is for."""
        return self._session.scalar(select(GoldenSetRow.why).where(GoldenSetRow.id == set_id)) or ""

    def alone(self) -> None:
        """Keep others from changing sets, and from taking cases back, until the transaction ends.

        *Why:* a version is made of the rows of the one before, and a case that is taken back meanwhile would
        be in it. On DuckDB one has its turn.
        """
        if self._session.get_bind().dialect.name == "postgresql":
            self._session.execute(select(func.pg_advisory_xact_lock(TURN)))

    def case_id(self, actor: Actor, application_id: str) -> str:
        """The id of the case that is made from an application; nobody else can work it out."""
        return f"given-{self._vault.keyed(actor.id, application_id)[:12]}"

    def given(self, actor: Actor) -> Sequence[tuple[str, GoldenCase]]:
        """(label of the set, case) of all that were made from the actor's runs."""
        mine = (
            select(GoldenCaseRow, GoldenSetRow)
            .join(GoldenSetRow, GoldenSetRow.id == GoldenCaseRow.set_id)
            .where(GoldenCaseRow.owner == actor.id)
            .order_by(GoldenSetRow.name, GoldenSetRow.version, GoldenCaseRow.position)
        )
        return [
            (f"{golden.name}@{golden.version}", self._case(row))
            for row, golden in self._session.execute(mine)
        ]

    def take_back(self, actor: Actor) -> int:
        """Delete all of them, with what experiments made of them; gives how many there were."""
        forget_cells(self._session, ExperimentCellRow.owner == actor.id)
        gone = self._session.scalars(select(GoldenCaseRow).where(GoldenCaseRow.owner == actor.id)).all()
        for row in gone:
            self._session.delete(row)
        return len(gone)

    def _case(self, row: GoldenCaseRow) -> GoldenCase:
        return GoldenCase.model_validate_json(self._vault.text(row, "golden_case"))
