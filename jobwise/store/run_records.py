"""What a run leaves behind: outputs, events, files and the versions of the documents."""

import uuid
from collections.abc import Sequence

from pydantic import TypeAdapter
from sqlalchemy import func, select
from sqlalchemy.orm import defer

from jobwise.domain.account import Actor, DocumentVersion, VersionSummary
from jobwise.domain.documents import Documents, ExportedFile
from jobwise.domain.model_call import ModelUse
from jobwise.domain.run import RunEvent, Stage
from jobwise.errors import NotFound
from jobwise.store.answers import WatchedSession
from jobwise.store.rows import must_own, owned, to_change, touch
from jobwise.store.tables import ApplicationRow, DocumentVersionRow, EventRow, FileRow, OutputRow
from jobwise.store.vault import Vault

EVENT: TypeAdapter[RunEvent] = TypeAdapter(RunEvent)
USES = TypeAdapter(tuple[ModelUse, ...])

ANEW = ""
"""In the place of an input key: no input is the same as what this output was made from."""


class SqlRunRecords:
    """The half of `ports.ApplicationRepository` that stages write to."""

    def __init__(self, session: WatchedSession, vault: Vault) -> None:
        self._session, self._vault = session, vault
        self._last: dict[tuple[str, str], int] = {}
        """(application, run) -> the position of the newest event, as this transaction knows it."""

    def add_event(self, actor: Actor, application_id: str, *events: RunEvent) -> None:
        """Append events to the application's present run, in the order given. Raises: NotFound."""
        row = to_change(self._session, actor, application_id)
        for event in events[-1:]:
            touch(row, event.at)
        last = self._last_event(row)
        self._last[row.id, row.run_id] = last + len(events)
        for position, event in enumerate(events, start=last + 1):
            kept = EventRow(
                id=str(uuid.uuid4()),
                owner=actor.id,
                application_id=application_id,
                run_id=row.run_id,
                position=position,
            )
            self._vault.seal(kept, event=event.model_dump_json())
            self._session.add(kept)

    def last_event(self, actor: Actor, application_id: str) -> int:
        """The position of the present run's newest event, 0 where there is none. Raises: NotFound."""
        return self._last_event(self._application(actor, application_id))

    def _last_event(self, row: ApplicationRow) -> int:
        run = (row.id, row.run_id)
        if run not in self._last:
            same = (EventRow.application_id == row.id, EventRow.run_id == row.run_id)
            self._last[run] = self._session.scalar(select(func.max(EventRow.position)).where(*same)) or 0
        return self._last[run]

    def events(self, actor: Actor, application_id: str, after: int = 0) -> tuple[RunEvent, ...]:
        """The events of the present run in order, without the first `after`. Raises: NotFound."""
        row = self._application(actor, application_id)
        events = self._session.scalars(
            select(EventRow)
            .where(EventRow.application_id == application_id, EventRow.run_id == row.run_id)
            .where(EventRow.position > after)
            .order_by(EventRow.position)
        )
        return tuple(EVENT.validate_json(self._vault.text(event, "event")) for event in events)

    def save_output(
        self,
        actor: Actor,
        application_id: str,
        stage: Stage,
        input_key: str | None,
        output: str,
        *,
        edited: bool = False,
        uses: Sequence[ModelUse] | None = None,
        fresh: bool = False,
    ) -> None:
        """Upsert by (application, stage); None leaves what is there. Raises: NotFound."""
        to_change(self._session, actor, application_id)
        row = None if fresh else owned(self._session, OutputRow, actor, (application_id, stage.value))
        if row is None:
            row = OutputRow(application_id=application_id, stage=stage.value, owner=actor.id)
            self._session.add(row)
        if input_key is not None:
            row.input_key = self.keyed(actor, input_key)
        self._vault.seal(row, output=output)
        if uses is not None:
            self._vault.seal(row, uses=USES.dump_json(tuple(uses)).decode() if uses else None)
        row.edited = edited

    def keyed(self, actor: Actor, input_key: str) -> str:
        """An input key as it is kept: nobody who has the database can try out what somebody's input was."""
        return self._vault.keyed(actor.id, input_key)

    def let_nothing_stand(self, actor: Actor, application_id: str, first: Stage) -> None:
        """Have the next run make this stage's output and those of later ones anew, whatever their input.

        *Why by their keys:* what is there is shown until it is made anew. Raises: NotFound.
        """
        to_change(self._session, actor, application_id)
        stages = list(Stage)
        for stage in stages[stages.index(first) :]:
            row = owned(self._session, OutputRow, actor, (application_id, stage.value))
            if row is not None:
                row.input_key = ANEW

    def output(self, actor: Actor, application_id: str, stage: Stage) -> tuple[str, str] | None:
        """(input key as it is kept, output JSON) of a stage, or None."""
        row = owned(self._session, OutputRow, actor, (application_id, stage.value))
        return (row.input_key, self._vault.text(row, "output")) if row is not None else None

    def uses(self, actor: Actor, application_id: str, stage: Stage) -> tuple[ModelUse, ...]:
        """The calls of a model that a stage's output was made with."""
        row = owned(self._session, OutputRow, actor, (application_id, stage.value))
        return USES.validate_json(self._vault.text(row, "uses")) if row is not None and row.uses else ()

    def is_edited(self, actor: Actor, application_id: str, stage: Stage) -> bool:
        """Whether a person changed a stage's output since it was made."""
        row = owned(self._session, OutputRow, actor, (application_id, stage.value))
        return row is not None and bool(row.edited)

    def outputs(self, actor: Actor, application_id: str) -> dict[Stage, tuple[str, str]]:
        """Stage -> (input key as it is kept, output JSON) of all stages that have given something."""
        mine = (OutputRow.application_id == application_id, OutputRow.owner == actor.id)
        rows = self._session.scalars(select(OutputRow).where(*mine))
        return {Stage(row.stage): (row.input_key, self._vault.text(row, "output")) for row in rows}

    def find_output(self, actor: Actor, stage: Stage, input_key: str) -> str | None:
        """The output of any of the actor's runs with the same input, edited ones left aside, or None."""
        row = self._session.scalars(
            select(OutputRow)
            .where(
                OutputRow.owner == actor.id,
                OutputRow.stage == stage.value,
                OutputRow.input_key == self.keyed(actor, input_key),
                OutputRow.edited.is_not(True),
            )
            .limit(1)
        ).first()
        return self._vault.text(row, "output") if row is not None else None

    def save_file(self, actor: Actor, application_id: str, *files: ExportedFile) -> None:
        """Upsert by (application, name). Raises: NotFound."""
        to_change(self._session, actor, application_id)
        known = (FileRow.application_id == application_id, FileRow.owner == actor.id)
        names = {*self._session.scalars(select(FileRow.name).where(*known))}
        for file in files:
            key = (application_id, file.name)
            row = owned(self._session, FileRow, actor, key) if file.name in names else None
            if row is None:
                row = FileRow(application_id=application_id, name=file.name, owner=actor.id)
                self._session.add(row)
            row.media_type = file.media_type
            self._vault.seal(row, content=file.content)

    def file(self, actor: Actor, application_id: str, name: str) -> ExportedFile:
        """A file that was made. Raises: NotFound."""
        row = must_own(self._session, FileRow, actor, (application_id, name), "file")
        return ExportedFile(
            name=row.name, media_type=row.media_type, content=self._vault.content(row, "content")
        )

    def add_version(self, actor: Actor, application_id: str, version: DocumentVersion) -> None:
        """Keep the documents as they stand now. Raises: NotFound, Conflict when the number is taken."""
        touch(to_change(self._session, actor, application_id), version.created_at)
        row = DocumentVersionRow(
            id=str(uuid.uuid4()),
            owner=actor.id,
            application_id=application_id,
            number=version.number,
            created_at=version.created_at,
            parent=version.parent,
            ats_score=version.ats_score,
        )
        self._vault.seal(row, documents=version.documents.model_dump_json(), what=version.what)
        self._session.add(row)

    def last_version(self, actor: Actor, application_id: str) -> int:
        """The number of the newest version, 0 where there is none."""
        mine = (DocumentVersionRow.owner == actor.id, DocumentVersionRow.application_id == application_id)
        return self._session.scalar(select(func.max(DocumentVersionRow.number)).where(*mine)) or 0

    def versions(self, actor: Actor, application_id: str) -> tuple[VersionSummary, ...]:
        """Every version of the documents, oldest first, without their words."""
        kind = DocumentVersionRow
        mine = select(kind).where(kind.owner == actor.id, kind.application_id == application_id)
        without_words = mine.order_by(kind.number).options(defer(kind.documents, raiseload=True))
        return tuple(
            VersionSummary(
                number=row.number,
                parent=row.parent,
                what=self._what(row),
                ats_score=row.ats_score,
                created_at=row.created_at,
            )
            for row in self._session.scalars(without_words)
        )

    def version(self, actor: Actor, application_id: str, number: int) -> DocumentVersion:
        """The documents as they once stood. Raises: NotFound."""
        row = self._session.scalars(
            select(DocumentVersionRow).where(
                DocumentVersionRow.owner == actor.id,
                DocumentVersionRow.application_id == application_id,
                DocumentVersionRow.number == number,
            )
        ).first()
        if row is None:
            raise NotFound("This version is not there", "Load the page again.", code="no-version")
        return DocumentVersion(
            number=row.number,
            parent=row.parent,
            what=self._what(row),
            ats_score=row.ats_score,
            documents=Documents.model_validate_json(self._vault.text(row, "documents")),
            created_at=row.created_at,
        )

    def _what(self, row: DocumentVersionRow) -> str:
        return self._vault.text(row, "what") if row.what is not None else ""

    def _application(self, actor: Actor, application_id: str) -> ApplicationRow:
        return must_own(self._session, ApplicationRow, actor, application_id, "application")
