"""Vacancies and the versions of what they ask."""

import datetime as dt
import uuid
from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, case, delete, func, select
from sqlalchemy.orm import Session

from jobwise.domain.account import Actor
from jobwise.domain.posting import JobAnalysis
from jobwise.domain.vacancy import Rubric, RubricSummary, Vacancy, VacancySummary, VacancyTouch
from jobwise.errors import Conflict
from jobwise.store.rows import TOUCH, must_own
from jobwise.store.tables import (
    AssessmentRow,
    CandidateRow,
    CategoryRow,
    CorrectionRow,
    DecisionRow,
    RubricRow,
    SwapAuditRow,
    VacancyRow,
)
from jobwise.store.vault import Vault

_CHILDREN = (
    AssessmentRow,
    DecisionRow,
    CorrectionRow,
    CategoryRow,
    SwapAuditRow,
    CandidateRow,
    RubricRow,
)
"""What goes with a vacancy, children before parents."""


class SqlVacancies:
    """`ports.VacancyRepository` over SQLAlchemy."""

    def __init__(self, session: Session, vault: Vault) -> None:
        self._session, self._vault = session, vault

    def add(self, actor: Actor, vacancy: Vacancy) -> None:
        """Keep a new vacancy with the first version of its rubric."""
        row = VacancyRow(
            id=vacancy.id,
            owner=actor.id,
            as_of=vacancy.as_of,
            rubric=0,
            last_number=0,
            created_at=vacancy.created_at,
            touched_at=vacancy.created_at,
        )
        self._vault.seal(row, title=vacancy.title, ad=vacancy.ad)
        self._session.add(row)
        self._session.flush()  # parents before children: PostgreSQL holds foreign keys
        self.add_rubric(actor, vacancy.id, vacancy.rubric)

    def get(self, actor: Actor, vacancy_id: str) -> Vacancy:
        """A vacancy with the newest version of its rubric. Raises: NotFound."""
        row = must_own(self._session, VacancyRow, actor, vacancy_id, "vacancy")
        return Vacancy(
            id=row.id,
            title=self._vault.text(row, "title"),
            ad=self._vault.text(row, "ad"),
            as_of=row.as_of,
            created_at=row.created_at,
            rubric=self.rubric(actor, vacancy_id, row.rubric),
            hides_schools=bool(row.hides_schools),
            keep_days=row.keep_days,
        )

    def list(self, actor: Actor) -> Sequence[VacancySummary]:
        """The actor's vacancies with their counts, newest first."""
        rows = self._session.scalars(
            select(VacancyRow)
            .where(VacancyRow.owner == actor.id)
            .order_by(VacancyRow.created_at.desc(), VacancyRow.id)
        ).all()
        counts = {one.vacancy_id: one for one in self._session.execute(_counts(actor))}
        return tuple(
            VacancySummary(
                id=row.id,
                title=self._vault.text(row, "title"),
                created_at=row.created_at,
                candidates=counts[row.id].people if row.id in counts else 0,
                waiting=counts[row.id].waiting if row.id in counts else 0,
                failed=counts[row.id].failed if row.id in counts else 0,
                shortlisted=counts[row.id].shortlisted if row.id in counts else 0,
            )
            for row in rows
        )

    def rubrics(self, actor: Actor, vacancy_id: str) -> Sequence[RubricSummary]:
        """Every version, newest first. Raises: NotFound."""
        must_own(self._session, VacancyRow, actor, vacancy_id, "vacancy")
        rows = self._session.scalars(
            select(RubricRow).where(RubricRow.vacancy_id == vacancy_id).order_by(RubricRow.number.desc())
        )
        return tuple(
            RubricSummary(number=row.number, what=self._vault.text(row, "what"), by=row.made_by, at=row.at)
            for row in rows
        )

    def rubric(self, actor: Actor, vacancy_id: str, number: int) -> Rubric:
        """One version. Raises: NotFound."""
        must_own(self._session, VacancyRow, actor, vacancy_id, "vacancy")
        row = self._session.scalars(
            select(RubricRow).where(RubricRow.vacancy_id == vacancy_id, RubricRow.number == number)
        ).one()
        return Rubric(
            number=row.number,
            what=self._vault.text(row, "what"),
            by=row.made_by,
            at=row.at,
            analysis=JobAnalysis.model_validate_json(self._vault.text(row, "analysis")),
        )

    def add_rubric(self, actor: Actor, vacancy_id: str, rubric: Rubric) -> None:
        """Keep a new version, which counts from now on. Raises: NotFound, Conflict for one that is there."""
        row = self.held(actor, vacancy_id, rubric.at)
        if rubric.number != row.rubric + 1:
            raise Conflict(
                "The requirements were changed in another window",
                "Load the page again, then make your change.",
                code="rubric-changed",
            )
        row.rubric = rubric.number
        kept = RubricRow(
            id=str(uuid.uuid4()),
            owner=actor.id,
            vacancy_id=vacancy_id,
            number=rubric.number,
            made_by=rubric.by,
            at=rubric.at,
        )
        self._vault.seal(kept, analysis=rubric.analysis.model_dump_json(), what=rubric.what)
        self._session.add(kept)

    def delete(self, actor: Actor, vacancy_id: str) -> None:
        """Delete a vacancy with everybody who applied and all that was decided. Raises: NotFound."""
        shared = self._session.get_bind().dialect.name == "postgresql"
        row = must_own(self._session, VacancyRow, actor, vacancy_id, "vacancy", lock=shared)
        if shared:  # no score may come in between; whoever locks several does it in the same order
            people = select(CandidateRow.id).where(CandidateRow.vacancy_id == vacancy_id)
            self._session.execute(people.order_by(CandidateRow.id).with_for_update())
        for child in _CHILDREN:
            self._session.execute(delete(child).where(child.vacancy_id == vacancy_id))
        self._session.delete(row)

    def put_hides_schools(self, actor: Actor, vacancy_id: str, hides: bool, at: dt.datetime) -> None:
        """Whether the names of schools are hidden, too. Raises: NotFound."""
        self.held(actor, vacancy_id, at).hides_schools = hides

    def put_keep_days(self, actor: Actor, vacancy_id: str, days: int | None, at: dt.datetime) -> None:
        """For how long it is kept after it was last touched. Raises: NotFound."""
        self.held(actor, vacancy_id, at).keep_days = days

    def long_untouched(self, now: dt.datetime, days: int | None) -> Sequence[tuple[Actor, str]]:
        """(owner, vacancy) of everybody's that nobody has touched for so many days, or for its own.

        *Why without an actor:* the sweep acts for each owner.
        """
        every = select(VacancyRow.owner, VacancyRow.id, VacancyRow.touched_at, VacancyRow.keep_days)
        return [
            (Actor(id=row.owner), row.id)
            for row in self._session.execute(every)
            if any(
                limit is not None and row.touched_at < now - dt.timedelta(days=limit)
                for limit in (days, row.keep_days)
            )
        ]

    def last_touches(self, actor: Actor) -> Sequence[VacancyTouch]:
        """When each was last touched."""
        rows = self._session.scalars(select(VacancyRow).where(VacancyRow.owner == actor.id))
        return [
            VacancyTouch(
                id=row.id, title=self._vault.text(row, "title"), at=row.touched_at, keep_days=row.keep_days
            )
            for row in rows
        ]

    def held(self, actor: Actor, vacancy_id: str, at: dt.datetime) -> VacancyRow:
        """The row, which others may not change until the transaction ends; touched. Raises: NotFound."""
        shared = self._session.get_bind().dialect.name == "postgresql"
        row = must_own(self._session, VacancyRow, actor, vacancy_id, "vacancy", lock=shared)
        if at - row.touched_at >= TOUCH:
            row.touched_at = at
        return row


def _counts(actor: Actor) -> Select[str, int, int, int, int]:
    row = CandidateRow
    unread = (row.state == "waiting") | ((row.state == "read") & row.scored.is_(None))
    return (
        select(
            row.vacancy_id,
            many(row.state.in_(("waiting", "read"))).label("people"),
            many(unread).label("waiting"),
            many(row.state == "failed").label("failed"),
            many(row.choice == "shortlist").label("shortlisted"),
        )
        .where(row.owner == actor.id)
        .group_by(row.vacancy_id)
    )


def many(condition: ColumnElement[bool]) -> ColumnElement[int]:
    """How many rows are so."""
    return func.sum(case((condition, 1), else_=0))
