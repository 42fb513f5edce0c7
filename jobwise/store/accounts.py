"""What the store keeps of a person's own account: sessions and the second factor."""

from collections.abc import Sequence

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session as Rows

from jobwise.domain.account import Actor
from jobwise.domain.user import SecondFactor, Session, User
from jobwise.errors import NotFound
from jobwise.store.sign_in import session_of
from jobwise.store.tables import RecoveryCodeRow, RefreshTokenRow, SecondFactorRow, SessionRow
from jobwise.store.users import UserRows
from jobwise.store.vault import Vault


class SqlAccounts:
    """`ports.AccountRepository`: rows of the actor, and nobody else's."""

    def __init__(self, rows: Rows, vault: Vault) -> None:
        self._rows, self._vault = rows, vault
        self._users = UserRows(rows, vault)

    def user(self, actor: Actor) -> User:
        """The actor's account. Raises: NotFound."""
        user = self._users.get(actor.id)
        if user is None:
            raise NotFound("There is no account", "Log in first.", code="not-found")
        return user

    def sessions(self, actor: Actor) -> Sequence[Session]:
        """Those not ended, the one seen last first."""
        mine = select(SessionRow).where(SessionRow.owner == actor.id)
        return [session_of(row) for row in self._rows.scalars(mine.order_by(SessionRow.last_seen_at.desc()))]

    def end_session(self, actor: Actor, session_id: str) -> None:
        """End one. Raises: NotFound."""
        this = SessionRow.id == session_id, SessionRow.owner == actor.id
        if self._rows.scalar(delete(SessionRow).where(*this).returning(SessionRow.id)) is None:
            raise NotFound("This session is not there", "It may have ended.", code="not-found")

    def end_sessions(self, actor: Actor, *, but: str = "") -> int:
        """End all but one, and every log-in of a program; how many browsers those were."""
        self._rows.execute(delete(RefreshTokenRow).where(RefreshTokenRow.owner == actor.id))
        others = SessionRow.owner == actor.id, SessionRow.id != but
        return len(self._rows.scalars(delete(SessionRow).where(*others).returning(SessionRow.id)).all())

    def put_second_factor(self, actor: Actor, factor: SecondFactor | None) -> None:
        """Keep it, its secret sealed; None forgets it, with its recovery codes."""
        if factor is None:
            self._rows.execute(delete(RecoveryCodeRow).where(RecoveryCodeRow.owner == actor.id))
            self._rows.execute(delete(SecondFactorRow).where(SecondFactorRow.owner == actor.id))
            return
        row = self._rows.get(SecondFactorRow, actor.id)
        if row is None:
            row = SecondFactorRow(owner=actor.id)
            self._rows.add(row)
        self._vault.seal(row, secret=factor.secret.get_secret_value())
        row.confirmed, row.last_step = factor.confirmed, factor.last_step

    def put_recovery_codes(self, actor: Actor, codes: Sequence[str]) -> None:
        """Keep the hashes of new ones in the place of all others."""
        self._rows.execute(delete(RecoveryCodeRow).where(RecoveryCodeRow.owner == actor.id))
        self._rows.add_all(RecoveryCodeRow(id=code, owner=actor.id) for code in codes)

    def recovery_codes(self, actor: Actor) -> int:
        """How many are left."""
        mine = select(func.count()).select_from(RecoveryCodeRow).where(RecoveryCodeRow.owner == actor.id)
        return self._rows.scalar(mine) or 0
