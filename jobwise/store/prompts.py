"""The versions of prompts and of the engine's settings in tables, with what became of each.

They are everybody's, and a version never changes.
"""

import datetime as dt
import logging
import uuid
from collections.abc import Mapping, Sequence

from pydantic import ValidationError
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from jobwise.domain.engine_settings import EngineSettings
from jobwise.domain.prompt import Prompt, Version
from jobwise.domain.prompt_lab import Draft, Promotion
from jobwise.errors import Conflict, NotFound
from jobwise.store.tables import (
    PromptChoiceRow,
    PromptDraftRow,
    PromptPromotionRow,
    PromptRecordRow,
    PromptRow,
)

logger = logging.getLogger(__name__)


class SqlPrompts:
    """`ports.PromptRepository`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, label: str) -> Version | None:
        """A version, or None for one that is not there or cannot be read."""
        row = self._session.get(PromptRow, label)
        return _version(row) if row else None

    def keep(self, version: Version, at: dt.datetime, author: str = "") -> None:
        """Keep a version that is new. author: whose it is; none for a file's."""
        self._session.add(PromptRow(label=version.label, prompt=version.model_dump_json(), at=at))
        if author:
            self._session.add(PromptRecordRow(label=version.label, author=author, archived_at=None))

    def chosen(self, prompt_id: str) -> Version | None:
        """The version that is used instead of the file's, or None."""
        choice = self._session.get(PromptChoiceRow, prompt_id)
        return self.get(choice.label) if choice else None

    def choose(self, prompt_id: str, label: str | None, at: dt.datetime) -> None:
        """Use a version that is kept, None for the file's."""
        if label is None:
            self._session.execute(delete(PromptChoiceRow).where(PromptChoiceRow.id == prompt_id))
        else:
            self._session.merge(PromptChoiceRow(id=prompt_id, label=label, at=at))

    def list(self) -> Sequence[tuple[Version, dt.datetime]]:
        """Every version that can be read with when it was kept, by id and number."""
        rows = self._session.scalars(select(PromptRow))
        kept = [(version, row.at) for row in rows if (version := _version(row))]
        return sorted(kept, key=lambda one: (one[0].id, one[0].version))

    def records(self) -> Mapping[str, tuple[str, dt.datetime | None]]:
        """Label -> who made the version, and since when it is put away."""
        rows = self._session.scalars(select(PromptRecordRow))
        return {row.label: (row.author, row.archived_at) for row in rows}

    def put_away(self, label: str, at: dt.datetime | None) -> None:
        """Put a version away, with None take it out again; one of a file has no record and stays."""
        row = self._session.get(PromptRecordRow, label)
        if row:
            row.archived_at = at

    def promotions(self, prompt_id: str) -> Sequence[Promotion]:
        """What took whose place, from the oldest on."""
        mine = select(PromptPromotionRow).where(PromptPromotionRow.prompt_id == prompt_id)
        rows = self._session.scalars(mine.order_by(PromptPromotionRow.number))
        return [Promotion.model_validate(row, from_attributes=True) for row in rows]

    def add_promotion(self, promotion: Promotion) -> None:
        """Put one down. Raises: Conflict where another one with its number was faster."""
        self._session.add(PromptPromotionRow(**promotion.model_dump()))

    def drafts(self) -> Sequence[Draft]:
        """All drafts, the one changed last first."""
        rows = self._session.scalars(select(PromptDraftRow).order_by(PromptDraftRow.at.desc()))
        return [_draft(row) for row in rows]

    def draft(self, draft_id: str) -> Draft:
        """Raises: NotFound."""
        return _draft(self._row(draft_id))

    def count_drafts(self) -> int:
        """How many there are."""
        return self._session.scalar(select(func.count()).select_from(PromptDraftRow)) or 0

    def add_draft(self, prompt_id: str, text: str, author: str, at: dt.datetime) -> str:
        """Begin a draft; gives its id."""
        draft_id = str(uuid.uuid4())
        row = PromptDraftRow(id=draft_id, prompt_id=prompt_id, text=text, author=author, at=at)
        self._session.add(row)
        return draft_id

    def save_draft(self, draft_id: str, text: str, author: str, at: dt.datetime, changes: int) -> Draft:
        """Keep another text. changes: how often it had been saved when the person saw it.

        Raises: NotFound, Conflict where somebody saved it since.
        """
        row = self._row(draft_id)
        if row.changes != changes:
            raise Conflict("This draft was saved by somebody else", "Look at both texts.", code="changed")
        row.text, row.author, row.at = text, author, at
        self._session.flush()
        return _draft(row)

    def drop_draft(self, draft_id: str) -> None:
        """Raises: NotFound."""
        self._session.delete(self._row(draft_id))

    def _row(self, draft_id: str) -> PromptDraftRow:
        row = self._session.get(PromptDraftRow, draft_id)
        if row is None:
            raise NotFound(
                "This draft is not there",
                "It became a version or was thrown away. Look in the list.",
                code="not-found",
            )
        return row


def _draft(row: PromptDraftRow) -> Draft:
    return Draft.model_validate(row, from_attributes=True)


def _version(row: PromptRow) -> Version | None:
    """*Why none for a broken one:* what comes with JobWise is used then, and nothing stands still."""
    kind: type[Prompt] | type[EngineSettings] = EngineSettings if row.label.startswith("engine@") else Prompt
    try:
        return kind.model_validate_json(row.prompt)
    except ValidationError:
        logger.warning("The version %s cannot be read; what comes with JobWise is used instead", row.label)
        return None
