"""What a person keeps beside an application: where it went, notes, dates, and what they sent."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from typing import cast

from sqlalchemy import func, select
from sqlalchemy.orm import Session, undefer

from jobwise.domain.account import Actor
from jobwise.domain.analytics import HowFar
from jobwise.domain.documents import ExportedFile
from jobwise.domain.tracker import ApplicationDate, ApplicationNote, DateKind, Move, SentFile
from jobwise.store.rows import must_own, to_change, touch
from jobwise.store.tables import ApplicationRow, DateRow, MoveRow, NoteRow, SentFileRow
from jobwise.store.vault import Vault


class SqlTracker:
    """`ports.TrackerRepository` over SQLAlchemy."""

    def __init__(self, session: Session, vault: Vault) -> None:
        self._session, self._vault = session, vault

    def moves(self, actor: Actor) -> Sequence[Move]:
        """Those of all the person's applications, oldest first."""
        mine = select(MoveRow).where(MoveRow.owner == actor.id).order_by(MoveRow.at, MoveRow.id)
        return tuple(
            Move(application_id=row.application_id, at=row.at, outcome=cast(HowFar | None, row.outcome))
            for row in self._session.scalars(mine)
        )

    def add_note(self, actor: Actor, application_id: str, note: ApplicationNote) -> None:
        """Keep a note. Raises: NotFound."""
        touch(to_change(self._session, actor, application_id), note.at)
        row = NoteRow(id=note.id, owner=actor.id, application_id=application_id, at=note.at)
        self._vault.seal(row, text=note.text)
        self._session.add(row)

    def notes(self, actor: Actor, application_id: str) -> Sequence[ApplicationNote]:
        """Newest first. Raises: NotFound."""
        self._must_own(actor, application_id)
        mine = select(NoteRow).where(NoteRow.application_id == application_id)
        rows = self._session.scalars(mine.order_by(NoteRow.at.desc(), NoteRow.id))
        return tuple(
            ApplicationNote(id=row.id, at=row.at, text=self._vault.text(row, "text")) for row in rows
        )

    def note_counts(self, actor: Actor) -> Mapping[str, int]:
        """Application -> how many notes it has, of those that have some."""
        counted = select(NoteRow.application_id, func.count().label("notes"))
        mine = counted.where(NoteRow.owner == actor.id).group_by(NoteRow.application_id)
        return {row.application_id: row.notes for row in self._session.execute(mine)}

    def delete_note(self, actor: Actor, note_id: str, at: dt.datetime) -> None:
        """Delete a note. Raises: NotFound."""
        row = must_own(self._session, NoteRow, actor, note_id, "note")
        touch(to_change(self._session, actor, row.application_id), at)
        self._session.delete(row)

    def add_date(self, actor: Actor, date: ApplicationDate, at: dt.datetime) -> None:
        """Keep a date. Raises: NotFound."""
        touch(to_change(self._session, actor, date.application_id), at)
        told = date.model_dump(exclude={"what"})
        row = DateRow(owner=actor.id, **told)
        self._vault.seal(row, what=date.what)
        self._session.add(row)

    def dates(self, actor: Actor, application_id: str | None = None) -> Sequence[ApplicationDate]:
        """Those of one application, or of all; soonest first. Raises: NotFound."""
        mine = select(DateRow).where(DateRow.owner == actor.id)
        if application_id is not None:
            self._must_own(actor, application_id)
            mine = mine.where(DateRow.application_id == application_id)
        rows = self._session.scalars(mine.order_by(DateRow.starts_at, DateRow.id))
        return tuple(
            ApplicationDate(
                id=row.id,
                application_id=row.application_id,
                kind=cast(DateKind, row.kind),
                what=self._vault.text(row, "what"),
                starts_at=row.starts_at,
                all_day=row.all_day,
                zone=row.zone,
                remind_minutes=row.remind_minutes,
            )
            for row in rows
        )

    def delete_date(self, actor: Actor, date_id: str, at: dt.datetime) -> None:
        """Delete a date. Raises: NotFound."""
        row = must_own(self._session, DateRow, actor, date_id, "date")
        touch(to_change(self._session, actor, row.application_id), at)
        self._session.delete(row)

    def add_sent(
        self, actor: Actor, application_id: str, version: int, at: dt.datetime, *files: ExportedFile
    ) -> None:
        """Keep files as they were sent. Raises: NotFound."""
        touch(to_change(self._session, actor, application_id), at)
        for file in files:
            row = SentFileRow(
                id=str(uuid.uuid4()),
                owner=actor.id,
                application_id=application_id,
                at=at,
                version=version,
                media_type=file.media_type,
            )
            self._vault.seal(row, name=file.name, content=file.content)
            self._session.add(row)

    def sent(self, actor: Actor, application_id: str) -> Sequence[SentFile]:
        """What was sent, newest first. Raises: NotFound."""
        self._must_own(actor, application_id)
        mine = select(SentFileRow).where(SentFileRow.application_id == application_id)
        rows = self._session.scalars(mine.options(undefer(SentFileRow.content)))
        files = [
            SentFile(
                id=row.id,
                at=row.at,
                version=row.version,
                name=self._vault.text(row, "name"),
                media_type=row.media_type,
                size=len(self._vault.content(row, "content")),
            )
            for row in rows
        ]
        by_name = sorted(files, key=lambda file: file.name, reverse=True)  # the résumé before the letter
        return tuple(sorted(by_name, key=lambda file: file.at, reverse=True))

    def sent_file(self, actor: Actor, sent_id: str) -> ExportedFile:
        """A file as it was sent. Raises: NotFound."""
        row = must_own(self._session, SentFileRow, actor, sent_id, "file")
        return ExportedFile(
            name=self._vault.text(row, "name"),
            media_type=row.media_type,
            content=self._vault.content(row, "content"),
        )

    def _must_own(self, actor: Actor, application_id: str) -> None:
        must_own(self._session, ApplicationRow, actor, application_id, "application")
