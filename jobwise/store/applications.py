"""Applications: what a run starts from, where it stands, and the figures that a list shows."""

import datetime as dt
import json
import uuid
from collections.abc import Mapping, Sequence
from typing import TypeVar, cast

from sqlalchemy import and_, delete, or_, select

from jobwise.domain.account import Actor, Application, ApplicationStanding, ApplicationSummary
from jobwise.domain.analytics import HowFar, RunFigures
from jobwise.domain.ats import AtsReport
from jobwise.domain.base import Model
from jobwise.domain.documents import Design
from jobwise.domain.engine_settings import FIRST, EngineSettings
from jobwise.domain.match import CompiledProfile
from jobwise.domain.model_call import ModelChoice
from jobwise.domain.posting import JobAnalysis
from jobwise.domain.profile import Profile
from jobwise.domain.run import RunRequest, RunState, Stage
from jobwise.store.rows import must_own, to_change, touch
from jobwise.store.run_records import SqlRunRecords
from jobwise.store.tables import (
    ApplicationRow,
    DateRow,
    DocumentVersionRow,
    EventRow,
    FileRow,
    MoveRow,
    NoteRow,
    OutputRow,
    ProfileRow,
    RunFiguresRow,
    SentFileRow,
    SourceRow,
)

M = TypeVar("M", bound=Model)

CHILDREN = (
    FileRow,
    EventRow,
    OutputRow,
    DocumentVersionRow,
    RunFiguresRow,
    MoveRow,
    NoteRow,
    DateRow,
    SentFileRow,
)
"""The tables whose rows belong to an application; they are deleted before it."""


class SqlApplications(SqlRunRecords):
    """`ports.ApplicationRepository` over SQLAlchemy."""

    def add(
        self,
        actor: Actor,
        request: RunRequest,
        *,
        run_id: str,
        is_sample: bool,
        at: dt.datetime,
        job_id: str | None = None,
    ) -> None:
        """Keep a new application; its run waits. Raises: NotFound when the profile is not the actor's."""
        must_own(self._session, ProfileRow, actor, request.profile_id, "profile")
        row = ApplicationRow(
            id=request.application_id,
            owner=actor.id,
            run_id=run_id,
            profile_id=request.profile_id,
            as_of=request.as_of,
            page_budget=request.page_budget,
            design=request.design.model_dump_json(),
            is_sample=is_sample,
            job_id=job_id,
            created_at=at,
            touched_at=at,
            state="waiting",
            engine_settings=_settings_text(request.engine_settings),
        )
        model = request.model.model_dump_json() if request.model else None
        names = json.dumps([request.title, request.employer]) if job_id else None
        self._vault.seal(row, job_text=request.job_text, model=model, job_names=names)
        self._vault.seal(row, title="", employer="", missing_must_haves="[]")
        self._session.add(row)
        self._session.flush()

    def get(self, actor: Actor, application_id: str) -> Application:
        """An application with whatever its stages have given so far. Raises: NotFound."""
        row = self._application(actor, application_id)
        profile = must_own(self._session, ProfileRow, actor, row.profile_id, "profile")
        outputs = self.outputs(actor, row.id)
        return Application(
            id=row.id,
            run_id=row.run_id,
            profile_id=row.profile_id,
            profile=Profile.model_validate_json(self._vault.text(profile, "profile")),
            job_id=row.job_id,
            job_text=self._vault.text(row, "job_text"),
            state=cast(RunState, row.state),
            page_budget=row.page_budget,
            design=_design(row),
            is_sample=row.is_sample,
            created_at=row.created_at,
            analysis=_parsed(outputs, Stage.JOB_ANALYZER, JobAnalysis),
            compiled=_parsed(outputs, Stage.PROFILE_COMPILER, CompiledProfile),
            report=_parsed(outputs, Stage.QUALITY_VALIDATOR, AtsReport),
            model=self._model(row),
            engine_settings=_settings(row),
            outcome=cast(HowFar | None, row.outcome),
            files=self._files(row),
            events=self.events(actor, row.id),
            changes=row.changes,
        )

    def standing(self, actor: Actor, application_id: str) -> ApplicationStanding:
        """How it stands, without what its stages gave. Raises: NotFound."""

        def ask() -> ApplicationStanding:
            return self._standing(actor, self._application(actor, application_id))

        kinds = (ApplicationRow, EventRow, FileRow)
        return self._session.answer(("standing", actor.id, application_id), kinds, ask)

    def _standing(self, actor: Actor, row: ApplicationRow) -> ApplicationStanding:
        return ApplicationStanding(
            id=row.id,
            run_id=row.run_id,
            profile_id=row.profile_id,
            job_id=row.job_id,
            title=self._vault.text(row, "title"),
            employer=self._vault.text(row, "employer"),
            job_text=self._vault.text(row, "job_text"),
            state=cast(RunState, row.state),
            page_budget=row.page_budget,
            design=_design(row),
            model=self._model(row),
            is_sample=row.is_sample,
            outcome=cast(HowFar | None, row.outcome),
            ats_score=row.ats_score,
            created_at=row.created_at,
            files=self._files(row),
            events=self.events(actor, row.id),
            changes=row.changes,
        )

    def _files(self, row: ApplicationRow) -> tuple[str, ...]:
        names = select(FileRow.name).where(FileRow.application_id == row.id, FileRow.owner == row.owner)
        return tuple(self._session.scalars(names.order_by(FileRow.name)))

    def list(self, actor: Actor) -> Sequence[ApplicationSummary]:
        """The actor's applications, newest first."""
        return self.page(actor, None)

    def page(
        self, actor: Actor, most: int | None, after: tuple[dt.datetime, str] | None = None
    ) -> Sequence[ApplicationSummary]:
        """Newest first, those behind the one that was made then and has that id; None for all of them."""
        row = ApplicationRow
        mine = select(row.id).where(row.owner == actor.id)
        if after is not None:
            at, id_ = after
            mine = mine.where(or_(row.created_at < at, and_(row.created_at == at, row.id > id_)))
        newest_first = mine.order_by(row.created_at.desc(), row.id).limit(most)

        def ask() -> Sequence[str]:
            return self._session.scalars(newest_first).all()

        def summaries(ids: Sequence[str]) -> Mapping[str, ApplicationSummary]:
            rows = select(row).where(row.id.in_(ids))
            return {one.id: self._summary(one) for one in self._session.scalars(rows)}

        ids = self._session.answer(("page", actor.id, most, after), (row,), ask)
        shown = self._session.row_answers(row, ("summary", actor.id), ids, summaries)
        return tuple(shown[one] for one in ids if one in shown)

    def request(self, actor: Actor, application_id: str) -> RunRequest:
        """What the run starts from. Raises: NotFound."""
        row = self._application(actor, application_id)
        title, employer = json.loads(self._vault.text(row, "job_names")) if row.job_names else ("", "")
        return RunRequest(
            application_id=row.id,
            profile_id=row.profile_id,
            job_text=self._vault.text(row, "job_text"),
            as_of=row.as_of,
            page_budget=row.page_budget,
            design=_design(row),
            model=self._model(row),
            engine_settings=_settings(row),
            title=title,
            employer=employer,
        )

    def _model(self, row: ApplicationRow) -> ModelChoice | None:
        return ModelChoice.model_validate_json(self._vault.text(row, "model")) if row.model else None

    def run(self, actor: Actor, application_id: str, *, held: bool = False) -> tuple[str, RunState]:
        """The id and the state of the present run. `held`: they stay so until the transaction ends.

        Raises: NotFound.
        """
        read = to_change(self._session, actor, application_id) if held else None
        row = read or self._application(actor, application_id)
        return row.run_id, cast(RunState, row.state)

    def set_state(self, actor: Actor, application_id: str, state: RunState) -> None:
        """Say where the present run stands. Raises: NotFound."""
        to_change(self._session, actor, application_id).state = state

    def set_run(self, actor: Actor, application_id: str, run_id: str) -> None:
        """Begin another run; the events of the former stay and are no longer shown. Raises: NotFound."""
        row = to_change(self._session, actor, application_id)
        row.run_id, row.state = run_id, "waiting"

    def set_design(self, actor: Actor, application_id: str, design: Design, at: dt.datetime) -> None:
        """How the files are to look from now on. Raises: NotFound."""
        row = to_change(self._session, actor, application_id)
        row.design = design.model_dump_json()
        touch(row, at)

    def set_model(self, actor: Actor, application_id: str, model: ModelChoice | None) -> None:
        """Which model writes from now on, None for the offline engine alone. Raises: NotFound."""
        row = self._application(actor, application_id)
        self._vault.seal(row, model=model.model_dump_json() if model else None)

    def set_engine_settings(self, actor: Actor, application_id: str, settings: EngineSettings) -> None:
        """What our own rules go by from now on. Raises: NotFound."""
        self._application(actor, application_id).engine_settings = _settings_text(settings)

    def note_job(self, actor: Actor, application_id: str, analysis: JobAnalysis) -> None:
        """Keep what a list shows of the job. Raises: NotFound."""
        row = to_change(self._session, actor, application_id)
        self._vault.seal(row, title=analysis.title or "", employer=analysis.employer or "")

    def note_score(
        self,
        actor: Actor,
        application_id: str,
        *,
        before: float,
        after: float,
        missing: Sequence[str],
    ) -> None:
        """Keep what a list shows of the score: 0..1, and must-haves without evidence. Raises: NotFound."""
        row = to_change(self._session, actor, application_id)
        row.before_score, row.ats_score = before, after
        self._vault.seal(row, missing_must_haves=json.dumps(tuple(missing), ensure_ascii=False))

    def set_outcome(
        self,
        actor: Actor,
        application_id: str,
        outcome: HowFar | None,
        at: dt.datetime,
        changes: int | None = None,
    ) -> HowFar | None:
        """Keep how far it went, with the figures of the newest run that ended too, and that it moved there if
        it was elsewhere. Gives how far it had gone. Raises: NotFound, Conflict."""
        row = to_change(self._session, actor, application_id, changes)
        before = cast(HowFar | None, row.outcome)
        if row.outcome != outcome:
            move = MoveRow(id=str(uuid.uuid4()), owner=actor.id, application_id=row.id, at=at)
            move.outcome = row.outcome = outcome
            self._session.add(move)
        touch(row, at)
        if figures := self._newest_figures(actor, application_id):
            figures.outcome = outcome or ""
        return before

    def put_figures(self, actor: Actor, figures: RunFigures) -> None:
        """Keep the figures of a run in the place of those that it had; a sample has none. Raises: NotFound.

        What the person said of the outcome goes with them.
        """
        application = to_change(self._session, actor, figures.application_id)
        if application.is_sample:
            return
        told = figures.model_dump() | {"outcome": application.outcome or ""}
        self._session.merge(RunFiguresRow(owner=actor.id, **told))

    def note_downloaded(self, actor: Actor, application_id: str) -> None:
        """Put down with the newest run that ended that a file was taken away. Raises: NotFound."""
        to_change(self._session, actor, application_id)
        if figures := self._newest_figures(actor, application_id):
            figures.downloaded = True

    def figures(self, actor: Actor) -> Sequence[RunFigures]:
        """Those of all the person's runs, oldest first."""
        mine = select(RunFiguresRow).where(RunFiguresRow.owner == actor.id)
        rows = self._session.scalars(mine.order_by(RunFiguresRow.at, RunFiguresRow.run_id))
        names = RunFigures.model_fields
        return tuple(RunFigures.model_validate({name: getattr(row, name) for name in names}) for row in rows)

    def _newest_figures(self, actor: Actor, application_id: str) -> RunFiguresRow | None:
        kind = RunFiguresRow
        mine = select(kind).where(kind.owner == actor.id, kind.application_id == application_id)
        return self._session.scalars(mine.order_by(kind.at.desc(), kind.run_id).limit(1)).first()

    def delete(self, actor: Actor, application_id: str, changes: int | None = None) -> None:
        """Delete an application and all that belongs to it, children first. Raises: NotFound, Conflict."""
        row = to_change(self._session, actor, application_id, changes)
        for child in CHILDREN:
            self._session.execute(delete(child).where(child.application_id == application_id))
        self._session.delete(row)
        if row.is_sample:
            self._session.flush()
            self._delete_sample_profile(row.profile_id)

    def _delete_sample_profile(self, profile_id: str) -> None:
        """A sample's profile belongs to its application alone, and its file to that profile."""
        profile = self._session.get(ProfileRow, profile_id)
        if profile is not None and profile.version is None:
            self._session.execute(delete(ProfileRow).where(ProfileRow.id == profile_id))
            self._session.execute(delete(SourceRow).where(SourceRow.id == profile.source_id))

    def unfinished(self) -> Sequence[tuple[Actor, str, str, RunState]]:
        """(owner, application, run, state) of all runs that have not ended.

        *Why without an actor:* the engine asks it once, when it starts, and acts for each owner.
        """
        open_states = ApplicationRow.state.in_(("waiting", "running"))
        rows = self._session.scalars(select(ApplicationRow).where(open_states))
        return tuple((Actor(id=row.owner), row.id, row.run_id, cast(RunState, row.state)) for row in rows)

    def _summary(self, row: ApplicationRow) -> ApplicationSummary:
        return ApplicationSummary(
            id=row.id,
            title=self._vault.text(row, "title"),
            employer=self._vault.text(row, "employer"),
            state=cast(RunState, row.state),
            ats_score=row.ats_score,
            before_score=row.before_score,
            missing_must_haves=tuple(json.loads(self._vault.text(row, "missing_must_haves"))),
            is_sample=row.is_sample,
            created_at=row.created_at,
            outcome=cast(HowFar | None, row.outcome),
        )


def _design(row: ApplicationRow) -> Design:
    return Design.model_validate_json(row.design) if row.design else Design()


def _settings_text(settings: EngineSettings) -> str | None:
    return None if settings == FIRST else settings.model_dump_json()


def _settings(row: ApplicationRow) -> EngineSettings:
    return EngineSettings.model_validate_json(row.engine_settings) if row.engine_settings else FIRST


def _parsed(outputs: Mapping[Stage, tuple[str, str]], stage: Stage, kind: type[M]) -> M | None:
    return kind.model_validate_json(outputs[stage][1]) if stage in outputs else None
