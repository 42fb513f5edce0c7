"""What a run leaves behind: outputs, events, files and the versions of the documents."""

import uuid

from pydantic import TypeAdapter
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from jobwise.domain.account import Actor, DocumentVersion, VersionSummary
from jobwise.domain.documents import Documents, ExportedFile
from jobwise.domain.run import RunEvent, Stage
from jobwise.errors import NotFound
from jobwise.store.rows import must_own, owned, to_change
from jobwise.store.tables import ApplicationRow, DocumentVersionRow, EventRow, FileRow, OutputRow

EVENT: TypeAdapter[RunEvent] = TypeAdapter(RunEvent)


class SqlRunRecords:
    """The half of `ports.ApplicationRepository` that stages write to."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add_event(self, actor: Actor, application_id: str, *events: RunEvent) -> None:
        """Append events to the application's present run, in the order given. Raises: NotFound."""
        row = to_change(self._session, actor, application_id)
        same = (EventRow.application_id == application_id, EventRow.run_id == row.run_id)
        last = self._session.scalar(select(func.max(EventRow.position)).where(*same)) or 0
        for position, event in enumerate(events, start=last + 1):
            self._session.add(
                EventRow(
                    id=str(uuid.uuid4()),
                    owner=actor.id,
                    application_id=application_id,
                    run_id=row.run_id,
                    position=position,
                    event=event.model_dump_json(),
                )
            )

    def events(self, actor: Actor, application_id: str) -> tuple[RunEvent, ...]:
        """The events of the present run in order. Raises: NotFound."""
        row = self._application(actor, application_id)
        events = self._session.scalars(
            select(EventRow.event)
            .where(EventRow.application_id == application_id, EventRow.run_id == row.run_id)
            .order_by(EventRow.position)
        )
        return tuple(EVENT.validate_json(event) for event in events)

    def save_output(
        self,
        actor: Actor,
        application_id: str,
        stage: Stage,
        input_key: str,
        output: str,
        *,
        edited: bool = False,
    ) -> None:
        """Upsert by (application, stage). Raises: NotFound."""
        to_change(self._session, actor, application_id)
        row = owned(self._session, OutputRow, actor, (application_id, stage.value))
        if row is None:
            row = OutputRow(application_id=application_id, stage=stage.value, owner=actor.id)
            self._session.add(row)
        row.input_key, row.output, row.edited = input_key, output, edited

    def output(self, actor: Actor, application_id: str, stage: Stage) -> tuple[str, str] | None:
        """(input_key, output JSON) of a stage, or None."""
        row = owned(self._session, OutputRow, actor, (application_id, stage.value))
        return (row.input_key, row.output) if row is not None else None

    def is_edited(self, actor: Actor, application_id: str, stage: Stage) -> bool:
        """Whether a person changed a stage's output since it was made."""
        row = owned(self._session, OutputRow, actor, (application_id, stage.value))
        return row is not None and bool(row.edited)

    def outputs(self, actor: Actor, application_id: str) -> dict[Stage, tuple[str, str]]:
        """Stage -> (input_key, output JSON) of all stages that have given something."""
        mine = (OutputRow.application_id == application_id, OutputRow.owner == actor.id)
        rows = self._session.scalars(select(OutputRow).where(*mine))
        return {Stage(row.stage): (row.input_key, row.output) for row in rows}

    def find_output(self, actor: Actor, stage: Stage, input_key: str) -> str | None:
        """The output of any of the actor's runs with the same input, edited ones left aside, or None."""
        return self._session.scalars(
            select(OutputRow.output)
            .where(
                OutputRow.owner == actor.id,
                OutputRow.stage == stage.value,
                OutputRow.input_key == input_key,
                OutputRow.edited.is_not(True),
            )
            .limit(1)
        ).first()

    def save_file(self, actor: Actor, application_id: str, file: ExportedFile) -> None:
        """Upsert by (application, name). Raises: NotFound."""
        to_change(self._session, actor, application_id)
        row = owned(self._session, FileRow, actor, (application_id, file.name))
        if row is None:
            row = FileRow(application_id=application_id, name=file.name, owner=actor.id)
            self._session.add(row)
        row.media_type, row.content = file.media_type, file.content

    def file(self, actor: Actor, application_id: str, name: str) -> ExportedFile:
        """A file that was made. Raises: NotFound."""
        row = must_own(self._session, FileRow, actor, (application_id, name), "file")
        return ExportedFile(name=row.name, media_type=row.media_type, content=bytes(row.content))

    def add_version(self, actor: Actor, application_id: str, version: DocumentVersion) -> None:
        """Keep the documents as they stand now. Raises: NotFound, Conflict when the number is taken."""
        to_change(self._session, actor, application_id)
        self._session.add(
            DocumentVersionRow(
                id=str(uuid.uuid4()),
                owner=actor.id,
                application_id=application_id,
                number=version.number,
                documents=version.documents.model_dump_json(),
                created_at=version.created_at,
                parent=version.parent,
                what=version.what,
                ats_score=version.ats_score,
            )
        )

    def last_version(self, actor: Actor, application_id: str) -> int:
        """The number of the newest version, 0 where there is none."""
        mine = (DocumentVersionRow.owner == actor.id, DocumentVersionRow.application_id == application_id)
        return self._session.scalar(select(func.max(DocumentVersionRow.number)).where(*mine)) or 0

    def versions(self, actor: Actor, application_id: str) -> tuple[VersionSummary, ...]:
        """Every version of the documents, oldest first, without their words."""
        row = DocumentVersionRow
        asked = select(row.number, row.parent, row.what, row.ats_score, row.created_at)
        mine = asked.where(row.owner == actor.id, row.application_id == application_id)
        return tuple(
            VersionSummary(
                number=number, parent=parent, what=what or "", ats_score=ats_score, created_at=created_at
            )
            for number, parent, what, ats_score, created_at in self._session.execute(
                mine.order_by(row.number)
            )
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
            what=row.what or "",
            ats_score=row.ats_score,
            documents=Documents.model_validate_json(row.documents),
            created_at=row.created_at,
        )

    def _application(self, actor: Actor, application_id: str) -> ApplicationRow:
        return must_own(self._session, ApplicationRow, actor, application_id, "application")
