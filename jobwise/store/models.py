"""What a person set about language models, what calls cost, and what was answered."""

import datetime as dt

from pydantic import SecretStr
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from jobwise.domain.account import Actor
from jobwise.domain.model_call import CallRecord, ModelSettings, ModelUse
from jobwise.errors import NotFound
from jobwise.store.tables import ModelCallRow, ModelReplyRow, ModelSettingsRow
from jobwise.store.vault import Vault


class SqlModels:
    """`ports.ModelRepository` over SQLAlchemy."""

    def __init__(self, session: Session, vault: Vault) -> None:
        self._session, self._vault = session, vault

    def settings(self, actor: Actor) -> ModelSettings:
        """What the person set, or the defaults."""
        row = self._session.get(ModelSettingsRow, actor.id)
        return (
            ModelSettings.model_validate_json(self._vault.text(row, "settings")) if row else ModelSettings()
        )

    def save_settings(self, actor: Actor, settings: ModelSettings) -> None:
        """Keep what the person set; the key stays."""
        row = self._session.get(ModelSettingsRow, actor.id)
        if row is None:
            row = ModelSettingsRow(owner=actor.id)
            self._session.add(row)
        self._vault.seal(row, settings=settings.model_dump_json())

    def key(self, actor: Actor) -> SecretStr | None:
        """The key that the person entered, or None. Raises: StorageFailed when it cannot be opened."""
        row = self._session.get(ModelSettingsRow, actor.id)
        return SecretStr(self._vault.text(row, "key")) if row and row.key else None

    def save_key(self, actor: Actor, key: SecretStr | None) -> None:
        """Keep a key sealed, or with None forget it."""
        row = self._session.get(ModelSettingsRow, actor.id)
        if row is None:
            row = ModelSettingsRow(owner=actor.id)
            self._vault.seal(row, settings=ModelSettings().model_dump_json())
            self._session.add(row)
        self._vault.seal(row, key=key.get_secret_value() if key else None)

    def spend_alone(self, actor: Actor) -> None:
        """Keep others from reserving for this person until the transaction ends. *Why nothing on DuckDB:*
        one process owns the file."""
        if self._session.get_bind().dialect.name == "postgresql":
            lock = text("SELECT pg_advisory_xact_lock(hashtext(:person))")
            self._session.execute(lock, {"person": actor.id})

    def calls(self, actor: Actor, application_id: str) -> list[CallRecord]:
        """The calls of all runs of an application, oldest first."""
        mine = (ModelCallRow.owner == actor.id, ModelCallRow.application_id == application_id)
        rows = self._session.scalars(select(ModelCallRow).where(*mine).order_by(ModelCallRow.at))
        return [
            CallRecord(at=row.at, run_id=row.run_id, cost_usd=row.cost_usd, use=self._use(row))
            for row in rows
        ]

    def _use(self, row: ModelCallRow) -> ModelUse | None:
        return ModelUse.model_validate_json(self._vault.text(row, "use")) if row.use else None

    def reserve(
        self, actor: Actor, application_id: str, run_id: str, call_id: str, at: dt.datetime, cost_usd: float
    ) -> None:
        """Put down the most that a call can cost, before it is made."""
        row = ModelCallRow(id=call_id, owner=actor.id, application_id=application_id, run_id=run_id)
        row.at, row.cost_usd, row.use = at, cost_usd, None
        self._session.add(row)

    def settle(self, actor: Actor, call_id: str, cost_usd: float, use: ModelUse) -> None:
        """Put down what a call did cost. Raises: NotFound."""
        row = self._session.get(ModelCallRow, call_id)
        if row is None or row.owner != actor.id:
            raise NotFound("This call is not there", "Look at the run again.", code="no-call")
        row.cost_usd = cost_usd
        self._vault.seal(row, use=use.model_dump_json())

    def spent(self, actor: Actor, since: dt.datetime) -> float:
        """US dollars since a moment; calls under way count with the most they can cost."""
        mine = (ModelCallRow.owner == actor.id, ModelCallRow.at >= since)
        return self._session.scalar(select(func.sum(ModelCallRow.cost_usd)).where(*mine)) or 0.0

    def reply(self, actor: Actor, key: str) -> str | None:
        """What was answered to the same question, as JSON, or None."""
        row = self._session.get(ModelReplyRow, (actor.id, self._vault.keyed(actor.id, key)))
        return self._vault.text(row, "reply") if row else None

    def replies(self, actor: Actor) -> list[str]:
        """All answers that are kept, as JSON, oldest first."""
        mine = select(ModelReplyRow).where(ModelReplyRow.owner == actor.id)
        rows = self._session.scalars(mine.order_by(ModelReplyRow.at, ModelReplyRow.key))
        return [self._vault.text(row, "reply") for row in rows]

    def keep_reply(self, actor: Actor, key: str, reply: str, at: dt.datetime) -> None:
        """Keep an answer; one that is there already stays."""
        kept = self._vault.keyed(actor.id, key)
        if self._session.get(ModelReplyRow, (actor.id, kept)) is None:
            row = ModelReplyRow(owner=actor.id, key=kept, at=at)
            self._vault.seal(row, reply=reply)
            self._session.add(row)
