"""The log of what was done, chained: whoever changes the table without its key is found out.

Each entry's hash is an HMAC over the one before and its own words; the head holds their count and the
newest hash, with an HMAC of its own. The key of the chain is made by chance and stored sealed, so that a
new secret of the installation leaves the log as it is.
"""

import datetime as dt
import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from contextlib import closing

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session as Rows

from jobwise.domain.account import Actor
from jobwise.domain.audit import Action, AuditEntry, AuditVerdict
from jobwise.domain.role import Role
from jobwise.store.tables import AuditHeadRow, AuditRow
from jobwise.store.vault import Vault

HEAD = "head"
BEGINNING = "0" * 64
"""What the first entry is chained to."""
TURN = 5_620_194_275
"""A number of our own for PostgreSQL's lock."""
AT_A_TIME = 1000


class SqlAudit:
    """`ports.AuditRepository`."""

    def __init__(self, rows: Rows, vault: Vault) -> None:
        self._rows, self._vault = rows, vault

    def note(
        self, at: dt.datetime, actor_id: str, action: Action, subject: str, details: Mapping[str, str]
    ) -> None:
        """Append an entry in this transaction; on PostgreSQL others wait until it ends."""
        if self._rows.get_bind().dialect.name == "postgresql":
            self._rows.execute(select(func.pg_advisory_xact_lock(TURN)))
        head = self._rows.get(AuditHeadRow, HEAD, populate_existing=True) or self._new_head()
        key = self._key(head)
        row = AuditRow(
            number=head.entries + 1,
            at=at,
            actor_id=actor_id,
            action=action.value,
            subject=subject,
            details=json.dumps(dict(details), sort_keys=True, ensure_ascii=False),
        )
        row.hash = _chained(key, head.hash, row)
        self._rows.add(row)
        head.entries, head.hash = row.number, row.hash
        head.seal = _seal(key, head)
        self._rows.flush()

    def entries(self, actor: Actor, *, everybody: bool, before: int | None, most: int) -> list[AuditEntry]:
        """Newest first, of before a number; those by and about the actor, or of everybody.

        Raises: NotFound where everybody's are asked for by somebody who is no administrator.
        """
        wanted = select(AuditRow).order_by(AuditRow.number.desc()).limit(most)
        if everybody:
            actor.must_be(Role.ADMINISTRATOR)
        else:
            wanted = wanted.where(or_(AuditRow.actor_id == actor.id, AuditRow.subject == actor.id))
        if before is not None:
            wanted = wanted.where(AuditRow.number < before)
        return [_entry(row) for row in self._rows.scalars(wanted)]

    def verify(self, known: str = "") -> AuditVerdict:
        """Whether the log is as it was written. Raises: StorageFailed when its key cannot be opened."""
        head = self._rows.get(AuditHeadRow, HEAD)
        if head is None:
            left = self._rows.scalar(select(func.min(AuditRow.number)))
            reason = "The head of the log is gone." if left is not None or known else ""
            return AuditVerdict(entries=0, head="", wrong=(left or 1) if reason else None, reason=reason)
        entries, wrong, reason = self._walk(head, known)
        return AuditVerdict(entries=entries, head=f"{head.entries}:{head.hash}", wrong=wrong, reason=reason)

    def _walk(self, head: AuditHeadRow, known: str) -> tuple[int, int | None, str]:
        """(entries that are well, the first that is not, what is wrong with it)."""
        key, last, count = self._key(head), BEGINNING, 0
        noted, _, noted_hash = known.partition(":")
        ordered = select(AuditRow).order_by(AuditRow.number).execution_options(yield_per=AT_A_TIME)
        with closing(self._rows.scalars(ordered)) as rows:
            for row in rows:
                if row.number != count + 1:
                    told = "is missing" if row.number > count else "was put in"
                    return count, min(row.number, count + 1), f"An entry {told}."
                if not hmac.compare_digest(row.hash, _chained(key, last, row)):
                    return count, row.number, "This entry was changed."
                if noted == str(row.number) and noted_hash != row.hash:
                    return count, row.number, "This entry is another one than was noted."
                last, count = row.hash, row.number
        if not hmac.compare_digest(head.seal, _seal(key, head)):
            return count, count, "The head of the log was changed."
        if (head.entries, head.hash) != (count, last):
            return count, count + 1, "Entries at the end are missing, or were added."
        if noted and (not noted.isdecimal() or int(noted) > count):
            return count, count + 1, "The log ends before the entry that was noted."
        return count, None, ""

    def _new_head(self) -> AuditHeadRow:
        head = AuditHeadRow(id=HEAD, entries=0, hash=BEGINNING)
        self._vault.seal(head, key=secrets.token_hex(32))
        self._rows.add(head)
        return head

    def _key(self, head: AuditHeadRow) -> bytes:
        return bytes.fromhex(self._vault.text(head, "key"))


def _chained(key: bytes, last: str, row: AuditRow) -> str:
    """The hash of an entry. *Why as JSON:* no two entries make the same text."""
    words = [
        last,
        row.number,
        row.at.astimezone(dt.UTC).isoformat(),
        row.actor_id,
        row.action,
        row.subject,
        row.details,
    ]
    return hmac.new(key, json.dumps(words).encode(), hashlib.sha256).hexdigest()


def _seal(key: bytes, head: AuditHeadRow) -> str:
    return hmac.new(key, f"head {head.entries}:{head.hash}".encode(), hashlib.sha256).hexdigest()


def _entry(row: AuditRow) -> AuditEntry:
    return AuditEntry(
        number=row.number,
        at=row.at,
        actor_id=row.actor_id,
        action=row.action,
        subject=row.subject,
        details=json.loads(row.details),
        hash=row.hash,
    )
