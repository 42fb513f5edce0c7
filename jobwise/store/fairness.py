"""What candidates said of themselves for statistics, and fairness audits. Nothing that ranks or shows a
candidate reads either."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from jobwise.domain.account import Actor
from jobwise.domain.fairness import Answers, Outcome, SwapAudit
from jobwise.store.rows import must_own
from jobwise.store.tables import AssessmentRow, CandidateRow, CategoryRow, SwapAuditRow, VacancyRow
from jobwise.store.vacancies import SqlVacancies
from jobwise.store.vault import Vault


class SqlFairness:
    """`ports.FairnessRepository` over SQLAlchemy."""

    def __init__(self, session: Session, vault: Vault) -> None:
        self._session, self._vault = session, vault

    def outcomes(self, actor: Actor, vacancy_id: str, rubric: int) -> Mapping[str, Outcome]:
        """Candidate -> how they fared by a version of the rubric. Raises: NotFound."""
        self._must_own(actor, vacancy_id)
        rows = self._session.execute(
            select(CandidateRow.id, CandidateRow.choice, AssessmentRow.fit)
            .join(AssessmentRow, AssessmentRow.candidate_id == CandidateRow.id)
            .where(
                CandidateRow.vacancy_id == vacancy_id,
                CandidateRow.state == "read",
                AssessmentRow.rubric == rubric,
            )
            .order_by(CandidateRow.number)
        )
        return {row.id: Outcome(fit=row.fit, choice=row.choice) for row in rows}

    def known_as(self, actor: Actor, vacancy_id: str) -> Mapping[str, str]:
        """What a table may call somebody -> candidate: their number, their file's name in small letters, and
        the key of their mail address; not what two are called by. Raises: NotFound."""
        self._must_own(actor, vacancy_id)
        found: dict[str, set[str]] = defaultdict(set)
        for row in self._session.scalars(
            select(CandidateRow).where(CandidateRow.vacancy_id == vacancy_id, CandidateRow.state == "read")
        ):
            names = (str(row.number), self._vault.text(row, "file_name").casefold(), row.email_key or "")
            for name in names:
                found[name].add(row.id)
        return {name: min(ids) for name, ids in found.items() if name and len(ids) == 1}

    def address_key(self, actor: Actor, email: str) -> str:
        """What a mail address is found by."""
        return self._vault.keyed(actor.id, email)

    def put_answers(
        self, actor: Actor, vacancy_id: str, answers: Mapping[str, Answers], at: dt.datetime
    ) -> None:
        """Keep these, by candidate, in the place of all that there were, which touches the vacancy.

        Raises: NotFound.
        """
        SqlVacancies(self._session, self._vault).held(actor, vacancy_id, at)
        self._session.execute(delete(CategoryRow).where(CategoryRow.vacancy_id == vacancy_id))
        for candidate_id, answer in answers.items():
            row = CategoryRow(candidate_id=candidate_id, owner=actor.id, vacancy_id=vacancy_id)
            self._vault.seal(row, answers=answer.model_dump_json())
            self._session.add(row)

    def answers(self, actor: Actor, vacancy_id: str) -> Mapping[str, Answers]:
        """What is kept, by candidate. Raises: NotFound."""
        self._must_own(actor, vacancy_id)
        rows = self._session.scalars(select(CategoryRow).where(CategoryRow.vacancy_id == vacancy_id))
        return {
            row.candidate_id: Answers.model_validate_json(self._vault.text(row, "answers")) for row in rows
        }

    def add_audit(self, actor: Actor, vacancy_id: str, audit: SwapAudit) -> None:
        """Keep an audit beside those of before. Raises: NotFound."""
        self._must_own(actor, vacancy_id)
        row = SwapAuditRow(id=str(uuid.uuid4()), owner=actor.id, vacancy_id=vacancy_id, at=audit.at)
        self._vault.seal(row, audit=audit.model_dump_json())
        self._session.add(row)

    def audits(self, actor: Actor, vacancy_id: str) -> Sequence[SwapAudit]:
        """Every audit, newest first. Raises: NotFound."""
        self._must_own(actor, vacancy_id)
        rows = self._session.scalars(
            select(SwapAuditRow).where(SwapAuditRow.vacancy_id == vacancy_id).order_by(SwapAuditRow.at.desc())
        )
        return tuple(SwapAudit.model_validate_json(self._vault.text(row, "audit")) for row in rows)

    def _must_own(self, actor: Actor, vacancy_id: str) -> None:
        must_own(self._session, VacancyRow, actor, vacancy_id, "vacancy")
