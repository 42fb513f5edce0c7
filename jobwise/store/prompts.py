"""The versions of prompts in tables. They are everybody's, and never change."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from jobwise.domain.prompt import Prompt
from jobwise.store.tables import PromptChoiceRow, PromptRow


class SqlPrompts:
    """`ports.PromptRepository`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, label: str) -> Prompt | None:
        """A version, or None."""
        row = self._session.get(PromptRow, label)
        return Prompt.model_validate_json(row.prompt) if row else None

    def keep(self, prompt: Prompt, at: dt.datetime) -> None:
        """Keep a version that is new."""
        self._session.add(PromptRow(label=prompt.label, prompt=prompt.model_dump_json(), at=at))

    def chosen(self, prompt_id: str) -> Prompt | None:
        """The version that is used instead of the file's, or None."""
        choice = self._session.get(PromptChoiceRow, prompt_id)
        return self.get(choice.label) if choice else None

    def choose(self, prompt_id: str, label: str | None, at: dt.datetime) -> None:
        """Use a version that is kept, None for the file's."""
        if label is None:
            self._session.execute(delete(PromptChoiceRow).where(PromptChoiceRow.id == prompt_id))
        else:
            self._session.merge(PromptChoiceRow(id=prompt_id, label=label, at=at))

    def list(self) -> Sequence[Prompt]:
        """All versions, by id and number."""
        kept = map(Prompt.model_validate_json, self._session.scalars(select(PromptRow.prompt)))
        return sorted(kept, key=lambda prompt: (prompt.id, prompt.version))
