"""The log of what was done, for who may read it."""

from collections.abc import Mapping, Sequence
from typing import Any

from jobwise.domain.account import Actor
from jobwise.domain.audit import Action, AuditEntry, AuditVerdict
from jobwise.domain.role import Role
from jobwise.ports import Clock, Transactions

MOST_OF_ONE = 100_000


class AuditService:
    """Puts down, shows and checks. The log grows; nothing in it changes."""

    def __init__(self, begin: Transactions, clock: Clock) -> None:
        self._begin, self._clock = begin, clock

    def note(
        self, actor_id: str, action: Action, subject: str, details: Mapping[str, str] | None = None
    ) -> None:
        """Append an entry, for who has no transaction open. Ids and never content."""
        with self._begin() as work:
            work.audit.note(self._clock(), actor_id, action, subject, details or {})

    def mine(self, actor: Actor, *, before: int | None = None, most: int = 100) -> Sequence[AuditEntry]:
        """What the actor did and what was done to them, newest first, of before a number."""
        with self._begin(reading=True) as work:
            return work.audit.entries(actor, everybody=False, before=before, most=most)

    def of(self, actor: Actor) -> Sequence[Mapping[str, Any]]:
        """All that the log has about the actor, newest first, for their download."""
        with self._begin(reading=True) as work:
            last = work.audit.entries(actor, everybody=False, before=None, most=MOST_OF_ONE)
        return [entry.model_dump(mode="json", exclude={"hash"}) for entry in last]

    def everybodys(self, actor: Actor, *, before: int | None = None, most: int = 100) -> Sequence[AuditEntry]:
        """All entries, newest first, of before a number. Raises: NotFound."""
        actor.must_be(Role.ADMINISTRATOR)
        with self._begin(reading=True) as work:
            return work.audit.entries(actor, everybody=True, before=before, most=most)

    def verify(self, actor: Actor, known: str = "") -> AuditVerdict:
        """Whether the log is as it was written; `known`: a head that was noted before. Raises: NotFound."""
        actor.must_be(Role.ADMINISTRATOR)
        with self._begin(reading=True) as work:
            return work.audit.verify(known)
