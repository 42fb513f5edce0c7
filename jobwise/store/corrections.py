"""What candidates had corrected, with all that stood there before."""

import base64
import json
import uuid
from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from jobwise.domain.account import Actor, StoredSource
from jobwise.domain.source import SourceText
from jobwise.domain.vacancy import Correction
from jobwise.errors import NotFound
from jobwise.store.rows import must_own
from jobwise.store.tables import CandidateRow, CorrectionRow
from jobwise.store.vacancies import SqlVacancies
from jobwise.store.vault import Vault

_IN_COLUMNS = {"number", "words", "by", "at"}


class SqlCorrections:
    """`ports.CorrectionRepository` over SQLAlchemy."""

    def __init__(self, session: Session, vault: Vault) -> None:
        self._session, self._vault = session, vault

    def add(self, actor: Actor, candidate_id: str, correction: Correction, file: StoredSource | None) -> None:
        """Keep a correction beside those of before, with the file that another one replaced; it touches the
        vacancy.

        Raises: NotFound.
        """
        candidate = must_own(self._session, CandidateRow, actor, candidate_id, "candidate")
        SqlVacancies(self._session, self._vault).held(actor, candidate.vacancy_id, correction.at)
        row = CorrectionRow(
            id=str(uuid.uuid4()),
            owner=actor.id,
            vacancy_id=candidate.vacancy_id,
            candidate_id=candidate_id,
            number=correction.number,
            made_by=correction.by,
            at=correction.at,
        )
        before = {"told": correction.model_dump(mode="json", exclude=_IN_COLUMNS), "file": _packed(file)}
        self._vault.seal(row, words=correction.words, before=json.dumps(before, ensure_ascii=False))
        self._session.add(row)

    def count(self, actor: Actor, candidate_id: str) -> int:
        """How many there are. Raises: NotFound."""
        must_own(self._session, CandidateRow, actor, candidate_id, "candidate")
        mine = CorrectionRow.candidate_id == candidate_id
        return self._session.scalar(select(func.count()).where(mine)) or 0

    def list(self, actor: Actor, candidate_id: str) -> Sequence[Correction]:
        """Every one, oldest first. Raises: NotFound."""
        must_own(self._session, CandidateRow, actor, candidate_id, "candidate")
        rows = self._session.scalars(
            select(CorrectionRow)
            .where(CorrectionRow.candidate_id == candidate_id)
            .order_by(CorrectionRow.number)
        )
        return tuple(self._correction(row) for row in rows)

    def file(self, actor: Actor, candidate_id: str, number: int) -> StoredSource:
        """The file that a correction replaced. Raises: NotFound, also where it replaced none."""
        must_own(self._session, CandidateRow, actor, candidate_id, "candidate")
        row = self._session.scalar(
            select(CorrectionRow).where(
                CorrectionRow.candidate_id == candidate_id, CorrectionRow.number == number
            )
        )
        packed = json.loads(self._vault.text(row, "before"))["file"] if row else None
        if packed is None:
            raise NotFound("This file is not there", "The correction replaced none.", code="not-found")
        return StoredSource(
            id=f"{candidate_id}-{number}",
            file_name=packed["name"],
            media_type=packed["media_type"],
            content=base64.b64decode(packed["content"]),
            text=SourceText.model_validate(packed["text"]),
        )

    def _correction(self, row: CorrectionRow) -> Correction:
        told = json.loads(self._vault.text(row, "before"))["told"]
        words = self._vault.text(row, "words")
        return Correction.model_validate(
            {**told, "number": row.number, "words": words, "by": row.made_by, "at": row.at}
        )


def _packed(file: StoredSource | None) -> dict[str, object] | None:
    if file is None:
        return None
    return {
        "name": file.file_name,
        "media_type": file.media_type,
        "content": base64.b64encode(file.content).decode(),
        "text": file.text.model_dump(mode="json"),
    }
