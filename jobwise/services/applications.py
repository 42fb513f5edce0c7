"""What a person does with an application: start, watch, change a line, download, delete."""

import datetime as dt
import uuid
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from jobwise.domain.account import (
    Actor,
    Application,
    ApplicationStanding,
    ApplicationSummary,
    DocumentVersion,
    StoredProfile,
    VersionSummary,
)
from jobwise.domain.documents import Design, ExportedFile
from jobwise.domain.engine_settings import FIRST, EngineSettings
from jobwise.domain.model_call import ModelChoice
from jobwise.domain.read_back import ReadBack
from jobwise.domain.run import RunEvent, RunRequest, RunState, Stage, StageProgress
from jobwise.domain.source import AdText
from jobwise.errors import Conflict, JobWiseError, NotFound, UnreadablePage
from jobwise.matching.smuggled import seen
from jobwise.pipeline.job_analyzer import analyze_job
from jobwise.pipeline.pdf_exporter import usual_design
from jobwise.pipeline.read_back import file_read_back
from jobwise.ports import Clock, Exporter, Fetch, ResumeReader, RunEngine, Transactions
from jobwise.services import downloads, samples
from jobwise.services.document_edits import DocumentEditor
from jobwise.services.profiles import source_of
from jobwise.services.repeats import KEPT
from jobwise.services.run_book import RunBook
from jobwise.services.stage_runner import end_run, failed_event, is_open
from jobwise.services.stage_work import Tools

OPEN_STATES = ("waiting", "running")
WITHOUT_MODEL = "You chose to finish without a model."


class News(NamedTuple):
    """What has happened in a run behind its first `seen` events."""

    run_id: str
    state: RunState
    seen: int
    events: tuple[RunEvent, ...]


class ApplicationService:
    """Applications of a person. The work itself is done by the engine, stage by stage."""

    def __init__(
        self,
        transactions: Transactions,
        engine: RunEngine,
        reader: ResumeReader,
        exporters: Mapping[str, Exporter],
        clock: Clock,
        active_model: Callable[[Actor], ModelChoice | None],
        *,
        engine_settings: Callable[[], EngineSettings] = lambda: FIRST,
        fetch: Fetch | None = None,
        samples_dir: Path = Path(),
        book: RunBook | None = None,
    ) -> None:
        """engine_settings: what our own rules go by in runs that begin now. fetch: None where no page is."""
        self._transactions = transactions
        self._engine = engine
        self._reader = reader
        self._exporters = exporters
        self._clock = clock
        self._active_model = active_model
        self._engine_settings, self._fetch, self._samples_dir = engine_settings, fetch, samples_dir
        self._book = book or RunBook()
        self._editor = DocumentEditor(transactions, Tools(exporters, reader), clock)

    def start(
        self,
        actor: Actor,
        job_text: str,
        *,
        page_budget: float = 2.0,
        job_id: str | None = None,
        once: str | None = None,
    ) -> str:
        """Start an application for the current profile; gives its id at once.

        job_id: the job of the library that it is made for, by the names that it has there. Raises:
        UnusableJob, NotFound for no such job, and Conflict without a profile; then nothing is kept.
        once: the id that it is to have; the one that was made under it in the last day is given instead.
        """
        application_id, is_there = self._once(actor, once) if once else (str(uuid.uuid4()), False)
        if is_there:
            return application_id
        job_text = storable(job_text)
        analyze_job(job_text)
        with self._transactions() as work:
            profile = work.profiles.current(actor)
        if profile is None:
            raise Conflict(
                "There is no profile yet", "Upload your résumé first, then paste the ad.", code="no-profile"
            )
        return self._started(
            actor, profile, job_text, page_budget, application_id=application_id, job_id=job_id
        )

    def start_sample(self, actor: Actor) -> str:
        """Start the sample application; the sample profile never becomes the person's own."""
        data = samples.sample(self._samples_dir, samples.RESUME)
        job_text = samples.sample(self._samples_dir, samples.JOB).decode()
        result = self._reader.read_resume(samples.RESUME, data)
        source = source_of(samples.RESUME, data, result)
        profile = StoredProfile(
            id=str(uuid.uuid4()),
            version=1,
            profile=result.profile,
            source_id=source.id,
            file_name=samples.RESUME,
            created_at=self._clock(),
        )
        with self._transactions() as work:
            work.profiles.add_source(actor, source)
            work.profiles.add(actor, profile, is_sample=True)
        return self._started(actor, profile, job_text, 2.0, application_id=str(uuid.uuid4()), is_sample=True)

    def read_job_file(
        self,
        actor: Actor,  # noqa: ARG002 (calls have one)
        file_name: str,
        data: bytes,
    ) -> AdText:
        """The text of an uploaded ad, and what is hidden in its file; nothing is kept.

        Raises: UnreadableFile.
        """
        return self._reader.read_ad(file_name, data)

    def read_job_page(
        self,
        actor: Actor,  # noqa: ARG002 (calls have one)
        address: str,
    ) -> AdText:
        """The text of an ad on a page of the internet, and what is hidden there; nothing is kept.

        Raises: UnreadablePage, UnreadableFile.
        """
        if self._fetch is None:
            raise UnreadablePage(
                "Pages are not fetched here", "Copy the ad's text and paste it.", code="page-off"
            )
        page = self._fetch(address)
        content = page.content
        with suppress(LookupError, UnicodeError):  # no name of an encoding, or one of no text
            content = content.decode(page.charset, "replace").encode() if page.charset else content
        return self._reader.read_ad("ad.txt" if page.media_type == "text/plain" else "ad.html", content)

    @property
    def fetches(self) -> bool:
        """Whether ads are fetched by their address."""
        return self._fetch is not None

    def get(self, actor: Actor, application_id: str) -> Application:
        """An application with all that its stages have given so far. Raises: NotFound."""
        with self._transactions(reading=True) as work:
            application = work.applications.get(actor, application_id)
        if application.report is None:
            return application
        return application.model_copy(update={"files": self._offered(application.files)})

    def standing(self, actor: Actor, application_id: str) -> ApplicationStanding:
        """How it stands, without what its stages gave. Raises: NotFound."""
        with self._transactions(reading=True) as work:
            standing = work.applications.standing(actor, application_id)
        if standing.ats_score is None:
            return standing
        return standing.model_copy(update={"files": self._offered(standing.files)})

    def _offered(self, files: Sequence[str]) -> tuple[str, ...]:
        """Those that the run made, and those that are made when somebody takes them."""
        return tuple(sorted({*files, *downloads.offered(self._exporters), downloads.REPORT, downloads.ZIP}))

    def progress(self, actor: Actor, application_id: str) -> tuple[RunState, tuple[RunEvent, ...]]:
        """Where the run stands and what has happened: cheap, for a page that asks often.

        Raises: NotFound.
        """
        with self._transactions(reading=True) as work:
            _, state = work.applications.run(actor, application_id)
            return state, work.applications.events(actor, application_id)

    def news(self, actor: Actor, application_id: str, run_id: str, seen: int) -> News:
        """What has happened since the first `seen` events of a run; all of it where another one began since.

        Raises: NotFound.
        """
        with self._transactions(reading=True) as work:
            present, state = work.applications.run(actor, application_id)
            seen = seen if present == run_id else 0
            last = work.applications.last_event(actor, application_id)
            events = work.applications.events(actor, application_id, seen) if last > seen else ()
        return News(present, state, seen, events)

    def list(self, actor: Actor) -> Sequence[ApplicationSummary]:
        """The person's applications, newest first."""
        with self._transactions(reading=True) as work:
            return work.applications.list(actor)

    def page(
        self, actor: Actor, most: int, after: tuple[dt.datetime, str] | None = None
    ) -> Sequence[ApplicationSummary]:
        """Some of them, newest first: those behind the one that was made then and has that id."""
        with self._transactions(reading=True) as work:
            return work.applications.page(actor, most, after)

    def file(self, actor: Actor, application_id: str, name: str) -> ExportedFile:
        """A file to download, made now where the run did not make it. Raises: NotFound."""
        with self._transactions(reading=True) as work, suppress(NotFound):
            return work.applications.file(actor, application_id, name)
        with self._transactions(reading=True) as work:
            application = work.applications.get(actor, application_id)
        return downloads.made(name, application, self._exporters, self._reader)

    def note_download(self, actor: Actor, application_id: str) -> None:
        """Count that a file was taken away. Raises: NotFound."""
        with self._transactions() as work:
            work.applications.note_downloaded(actor, application_id)

    def read_back(self, actor: Actor, application_id: str, name: str) -> ReadBack:
        """What programs get out of the résumé's PDF or Word file. Raises: NotFound, UnreadableFile."""
        with self._transactions(reading=True) as work:
            application = work.applications.get(actor, application_id)
        file = self.file(actor, application_id, name)
        if application.report is None:
            raise downloads.not_ready()
        documents = application.report.documents
        return file_read_back(file.name, file.content, documents.resume, documents.tailored, self._reader)

    def stop(self, actor: Actor, application_id: str) -> None:
        """Stop the run; what its stages gave so far stays. Raises: NotFound, Conflict when it has ended."""
        with self._transactions() as work:
            run_id, state = work.applications.run(actor, application_id)
            if state not in OPEN_STATES:
                raise Conflict("This run has ended already", "Look at its result.", code="ended")
            event = failed_event(_stopped(), None, self._clock(), stopped=True)
            end_run(work, actor, application_id, event, self._book)
        self._engine.stop(run_id)

    def retry(
        self,
        actor: Actor,
        application_id: str,
        *,
        without_model: bool = False,
        anew: bool = False,
        from_stage: Stage | None = None,
    ) -> None:
        """Run again with the model and the settings of now, or with no model; stages whose input has not
        changed are taken over. `anew`: the model writes everything afresh, whatever it answered before.
        `from_stage`: that stage and the later ones are done again also where their input is the same.

        Raises: NotFound, Conflict.
        """
        model = None if without_model else self._active_model(actor)
        settings = self._engine_settings()
        run_id = str(uuid.uuid4())
        with self._transactions() as work:
            _, state = work.applications.run(actor, application_id)
            if state in OPEN_STATES:
                raise Conflict("This run is still going", "Wait for it, or stop it first.", code="running")
            before = work.applications.request(actor, application_id).model
            wording = run_id if anew else before.wording if before else ""
            model = model.model_copy(update={"wording": wording}) if model else None
            work.applications.set_model(actor, application_id, model)
            work.applications.set_engine_settings(actor, application_id, settings)
            work.applications.set_run(actor, application_id, run_id)
            if from_stage:
                work.applications.let_nothing_stand(actor, application_id, from_stage)
            if without_model:
                told = StageProgress(stage=Stage.DOCUMENT_GENERATOR, at=self._clock(), message=WITHOUT_MODEL)
                work.applications.add_event(actor, application_id, told)
        try:
            self._engine.start(actor, application_id, run_id)
        except JobWiseError as error:
            self._end(actor, application_id, run_id, error)
            raise

    def delete(self, actor: Actor, application_id: str, changes: int | None = None) -> None:
        """Delete the application with its documents and files. Raises: NotFound, and Conflict where `changes`
        is not what is stored."""
        with self._transactions() as work:
            run_id, state = work.applications.run(actor, application_id)
            work.applications.delete(actor, application_id, changes)
        if state in OPEN_STATES:
            self._engine.stop(run_id)

    def change_line(
        self, actor: Actor, application_id: str, line_id: str, text: str | None, *, newest: int | None = None
    ) -> None:
        """Put a line into other words, or with None back into the person's own.

        The gate, the score and the files are made again. `newest`: the version that the person saw, where
        that has to be the newest one. Raises: NotCarried, and nothing is changed, where the words say what no
        fact of the line says; NotFound, and Conflict when the run has not ended or the documents were changed
        in between.
        """
        self._editor.change(actor, application_id, line_id, text, newest=newest)

    def leave_out(self, actor: Actor, application_id: str, line_id: str) -> None:
        """Take a line out of its document; its facts stay in the profile, the version before can come back.

        Raises: NotFound, and Conflict when the run has not ended or the documents were changed in between.
        """
        self._editor.leave_out(actor, application_id, line_id)

    def put_back(self, actor: Actor, application_id: str, fact_id: str) -> None:
        """Put the line on a fact back into the résumé that was left out of it.

        Raises: NotFound, and Conflict when the run has not ended or the documents were changed in between.
        """
        self._editor.put_back(actor, application_id, fact_id)

    def set_design(self, actor: Actor, application_id: str, design: Design) -> None:
        """Set the pages in another theme or on other paper; the words stay as they are.

        Raises: NotFound, and Conflict when the run has not ended or the documents were changed in between.
        """
        self._editor.redesign(actor, application_id, design)

    def versions(self, actor: Actor, application_id: str) -> Sequence[VersionSummary]:
        """Every version of the documents, oldest first, without their words. Raises: NotFound."""
        with self._transactions(reading=True) as work:
            work.applications.run(actor, application_id)
            return work.applications.versions(actor, application_id)

    def version(self, actor: Actor, application_id: str, number: int) -> DocumentVersion:
        """The documents as they once stood. Raises: NotFound."""
        with self._transactions(reading=True) as work:
            return work.applications.version(actor, application_id, number)

    def restore(self, actor: Actor, application_id: str, number: int, *, newest: int | None = None) -> None:
        """Bring a version back as the newest one; the gate, the score and the files are made again.

        `newest`: as for `change_line`. Raises: NotFound, and Conflict when the run has not ended or the
        documents were changed in between.
        """
        self._editor.restore(actor, application_id, number, newest=newest)

    def resume(self) -> None:
        """Look after runs that a kill cut off; called once, when the engine has started.

        A run that the engine does not know, since its last words were lost, begins again and takes over what
        is there. One that it knows as ended has failed.
        """
        with self._transactions() as work:
            unfinished = work.applications.unfinished()
        for actor, application_id, run_id, _ in unfinished:
            if not self._engine.is_live(run_id):
                self._engine.start(actor, application_id, run_id)
            if not self._engine.is_live(run_id):
                self._end(actor, application_id, run_id, _cut_off())

    def _once(self, actor: Actor, once: str) -> tuple[str, bool]:
        """(the id to take, whether it is made). *Why another one after a day:* a name may be used again."""
        with self._transactions() as work, suppress(NotFound):
            while self._clock() - work.applications.get(actor, once).created_at >= KEPT:
                once = str(uuid.uuid5(uuid.NAMESPACE_OID, once))
            return once, True
        return once, False

    def _started(
        self,
        actor: Actor,
        profile: StoredProfile,
        job_text: str,
        page_budget: float,
        *,
        application_id: str,
        is_sample: bool = False,
        job_id: str | None = None,
    ) -> str:
        now, run_id = self._clock(), str(uuid.uuid4())
        request = RunRequest(
            application_id=application_id,
            profile_id=profile.id,
            job_text=job_text,
            as_of=now.date(),
            page_budget=page_budget,
            design=usual_design(profile.profile),
            model=None if is_sample else self._active_model(actor),
            engine_settings=self._engine_settings(),
        )
        with self._transactions() as work:
            work.profiles.get(actor, profile.id)  # the person may have erased everything meanwhile
            if job_id is not None:
                job = work.jobs.get(actor, job_id)
                request = request.model_copy(update={"title": job.title, "employer": job.employer})
            work.applications.add(actor, request, run_id=run_id, is_sample=is_sample, at=now, job_id=job_id)
        try:
            self._engine.start(actor, request.application_id, run_id)
        except JobWiseError:
            with self._transactions() as work:
                work.applications.delete(actor, request.application_id)
            raise
        return request.application_id

    def _end(self, actor: Actor, application_id: str, run_id: str, error: JobWiseError) -> None:
        with self._transactions() as work:
            if is_open(work, actor, application_id, run_id):
                end_run(work, actor, application_id, failed_event(error, None, self._clock()), self._book)


def storable(text: str) -> str:
    """The text without what no database takes and no screen shows."""
    return seen(text).replace("\0", " ").encode("utf-8", "replace").decode()


def _cut_off() -> JobWiseError:
    return JobWiseError("This run was cut off", "Run it again; what is done stays.", code="cut-off")


def _stopped() -> JobWiseError:
    return JobWiseError("You stopped this run", "Run it again whenever you like.", code="stopped")
