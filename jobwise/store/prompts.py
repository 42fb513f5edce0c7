"""The versions of prompts in tables. They are everybody's, and never change."""

import datetime as dt

from sqlalchemy.orm import Session

from jobwise.domain.prompt import Prompt
from jobwise.store.tables import PromptRow


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
