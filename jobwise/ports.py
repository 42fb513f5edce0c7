"""Every Protocol on one sheet: what the services need from the outside, and nothing more.

Adapters: `reading` (FileReader, ResumeReader), `rendering` (Exporter), `llm` (LanguageModel, PriceTable),
`store` (repositories, UnitOfWork), `engine` (RunEngine). `bootstrap` is the only place that joins them.
"""

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence, Set
from contextlib import AbstractContextManager
from typing import Literal, NamedTuple, Protocol

from pydantic import SecretStr

from jobwise.domain.access import ApiKey, ProgramLogIn, RefreshToken, Scope, SigningKey
from jobwise.domain.account import (
    Actor,
    Application,
    ApplicationStanding,
    ApplicationSummary,
    DocumentVersion,
    ProfileVersion,
    StoredProfile,
    StoredSource,
    VersionSummary,
)
from jobwise.domain.analytics import (
    FailureKind,
    HowFar,
    LayoutReading,
    Looked,
    RunFigures,
    Slice,
    Spreads,
    StageTime,
    Step,
)
from jobwise.domain.audit import Action, AuditEntry, AuditVerdict
from jobwise.domain.documents import Design, Document, ExportedFile
from jobwise.domain.engine_settings import EngineSettings
from jobwise.domain.experiment import (
    CaseNote,
    Cell,
    CellResult,
    Experiment,
    ExperimentPlan,
    ExperimentState,
    Group,
    Judged,
    NewCell,
)
from jobwise.domain.fairness import Answers, Outcome, SwapAudit
from jobwise.domain.golden import GoldenCase, GoldenSet, GoldenSetSummary
from jobwise.domain.job import (
    BoardKind,
    Job,
    JobBoard,
    JobFit,
    JobHit,
    JobMark,
    JobWords,
    LibraryMark,
    ListedJob,
    NewJob,
    ReadJob,
)
from jobwise.domain.mail import Mail
from jobwise.domain.model_call import (
    AskedTask,
    CallRecord,
    ModelCall,
    ModelChoice,
    ModelReply,
    ModelSettings,
    ModelUse,
    Price,
    S,
    Usage,
)
from jobwise.domain.my_data import Consent
from jobwise.domain.posting import JobAnalysis, JobTerms
from jobwise.domain.profile import Place, Profile
from jobwise.domain.prompt import Version
from jobwise.domain.prompt_lab import Draft, Promotion
from jobwise.domain.ranking import RankingTable
from jobwise.domain.report import Report
from jobwise.domain.role import Role
from jobwise.domain.run import RunEvent, RunRequest, RunState, Stage
from jobwise.domain.source import AdText, FetchedPage, ReadResult, SourceText
from jobwise.domain.tracker import ApplicationDate, ApplicationNote, Move, SentFile
from jobwise.domain.user import Invitation, OneTimeToken, Purpose, SecondFactor, Session, User
from jobwise.domain.vacancy import (
    Assessment,
    Candidate,
    CandidateFile,
    CandidateState,
    Choice,
    Claim,
    Correction,
    Decision,
    Ranking,
    Rubric,
    RubricSummary,
    Scored,
    Trouble,
    Vacancy,
    VacancyProgress,
    VacancySummary,
    VacancyTouch,
)

DESIGN = Design()
Clock = Callable[[], dt.datetime]
"""Gives the present moment in UTC."""


class FileReader(Protocol):
    """What a finished file is read back with. `jobwise.reading` is one, in this process."""

    def read_resume(self, file_name: str, data: bytes) -> ReadResult:
        """Read a résumé. Raises: UnreadableFile."""

    def plain_texts(self, file_name: str, data: bytes) -> Mapping[str, str]:
        """Extractor -> the bare text of a PDF or DOCX. Raises: UnreadableFile."""


class ResumeReader(FileReader, Protocol):
    """Untrusted bytes -> profile or text, inside limited worker processes."""

    def read_ad(self, file_name: str, data: bytes) -> AdText:
        """Read any supported file as plain text, for job ads; hidden words apart. Raises: UnreadableFile."""

    def page_picture(
        self, file_name: str, data: bytes, page: int, marked: Place | None, scale: float
    ) -> bytes:
        """A page of a PDF as PNG with a place marked; `page` from 1, `scale` 1.0 = 72 dpi.

        Raises: UnreadableFile.
        """


class Scorer(Protocol):
    """Holds people against what is asked. `matching.steadiness.assess_all` is one, in this process."""

    def __call__(
        self, profiles: Sequence[str], analysis: JobAnalysis, as_of: dt.date, rubric: int
    ) -> Sequence[Scored]:
        """One for each profile, which come as JSON. Raises: UnreadableFile where one broke the work."""


class Unpack(Protocol):
    """Takes an archive of files apart."""

    def __call__(self, file_name: str, data: bytes) -> Iterator[tuple[str, bytes | Trouble]]:
        """(name, content, or why it is left out) of each file, one at a time. Raises: UnreadableFile."""


PrintRanking = Callable[[RankingTable], bytes]
"""A whole ranking to a file."""
PrintReport = Callable[[Report], bytes]
"""Sets a report as PDF."""
WriteCalendar = Callable[[Sequence[tuple[str, ApplicationDate]], dt.datetime], bytes]
"""Dates, each with what its application is called, as iCalendar (RFC 5545), written at that moment."""


class Fetch(Protocol):
    """Fetches a page of the public internet. `fetching.page.PageFetcher.fetch` is one."""

    def __call__(self, address: str) -> FetchedPage:
        """Raises: UnreadablePage."""


class Exporter(Protocol):
    """A document to a file. `profile` is the tailored profile, for structured formats."""

    suffix: str
    media_type: str

    def export(self, document: Document, profile: Profile, design: Design = DESIGN) -> bytes:
        """Render one document. `design` is for formats that have pages."""

    def lost(self, document: Document) -> str:
        """Characters of the document that the file cannot show, each once."""


class LanguageModel(Protocol):
    """Writes words in a shape. `name` is what the person chose: provider and model."""

    name: str

    def complete(
        self,
        call: ModelCall[S],
        on_text: Callable[[str], None] | None = None,
        *,
        seconds: float,
        again: Callable[[Usage], bool] = ...,
    ) -> ModelReply[S]:
        """The answer; `on_text` hears the words as they come, and "" several times a second while none does.
        What it raises ends the call at once.

        seconds: how long it may take with all its tries. again: whether one more answer may be asked
        for after one that cost so much, or broke off (no tokens); one of another shape is sent back then.
        Raises: ModelFailed.
        """


Connect = Callable[[ModelChoice, SecretStr], LanguageModel]
"""Gives the connection to a model; the same choice and key have the same one, with what it has learned."""


class PriceTable(Protocol):
    """What models cost."""

    def price(self, choice: ModelChoice) -> Price:
        """The price of a model, and the dearest of all where it is not known."""

    def knows(self, choice: ModelChoice) -> bool:
        """Whether the price is known: from the table, or because the person said that it is nothing."""


class Ask(Protocol):
    """Asks the model of a run: with consent, within the budget, never twice for the same words."""

    def __call__(
        self, task: AskedTask, call: ModelCall[S], on_text: Callable[[str], None]
    ) -> tuple[S | None, ModelUse]:
        """The answer, or None with the trouble that made our own words stand. Raises: ModelFailed."""


class ProfileRepository(Protocol):
    def add_source(self, actor: Actor, source: StoredSource) -> None: ...

    def source(self, actor: Actor, source_id: str) -> StoredSource:
        """Raises: NotFound."""

    def add(self, actor: Actor, stored: StoredProfile, *, is_sample: bool = False) -> None: ...

    def get(self, actor: Actor, profile_id: str) -> StoredProfile:
        """Raises: NotFound."""

    def media_type(self, actor: Actor, source_id: str) -> str:
        """The type of a file. Raises: NotFound."""

    def current(self, actor: Actor) -> StoredProfile | None:
        """The newest version, or None. Sample profiles are never current."""

    def versions(self, actor: Actor) -> Sequence[ProfileVersion]:
        """Newest first, without their words. Sample profiles are not among them."""

    def current_id(self, actor: Actor) -> str | None:
        """The id of the newest version, without opening it."""


class ApplicationRepository(Protocol):
    """Applications, their runs, the stages' outputs, events and files."""

    def add(
        self,
        actor: Actor,
        request: RunRequest,
        *,
        run_id: str,
        is_sample: bool,
        at: dt.datetime,
        job_id: str | None = None,
    ) -> None: ...

    def get(self, actor: Actor, application_id: str) -> Application:
        """Raises: NotFound."""

    def standing(self, actor: Actor, application_id: str) -> ApplicationStanding:
        """Without what its stages gave. Raises: NotFound."""

    def list(self, actor: Actor) -> Sequence[ApplicationSummary]:
        """Newest first."""

    def page(
        self, actor: Actor, most: int, after: tuple[dt.datetime, str] | None = None
    ) -> Sequence[ApplicationSummary]:
        """Newest first, those behind the one that was made then and has that id."""

    def delete(self, actor: Actor, application_id: str, changes: int | None = None) -> None:
        """Raises: NotFound, Conflict where `changes` is not what is stored."""

    def set_state(self, actor: Actor, application_id: str, state: RunState) -> None: ...

    def run(self, actor: Actor, application_id: str, *, held: bool = False) -> tuple[str, RunState]:
        """The id and the state of the present run. `held`: they stay so until the transaction ends.

        Raises: NotFound.
        """

    def set_run(self, actor: Actor, application_id: str, run_id: str) -> None:
        """Begin another run, which waits; the events of the former are no longer shown."""

    def request(self, actor: Actor, application_id: str) -> RunRequest: ...

    def set_design(self, actor: Actor, application_id: str, design: Design, at: dt.datetime) -> None:
        """How the files are to look from now on. Raises: NotFound."""

    def set_model(self, actor: Actor, application_id: str, model: ModelChoice | None) -> None:
        """Which model writes from now on, None for the offline engine alone. Raises: NotFound."""

    def set_engine_settings(self, actor: Actor, application_id: str, settings: EngineSettings) -> None:
        """What our own rules go by from now on. Raises: NotFound."""

    def note_job(self, actor: Actor, application_id: str, analysis: JobAnalysis) -> None:
        """Keep what a list shows of the job."""

    def note_score(
        self, actor: Actor, application_id: str, *, before: float, after: float, missing: Sequence[str]
    ) -> None:
        """Keep what a list shows of the score: 0..1, and the must-haves without evidence."""

    def set_outcome(
        self,
        actor: Actor,
        application_id: str,
        outcome: HowFar | None,
        at: dt.datetime,
        changes: int | None = None,
    ) -> HowFar | None:
        """Keep how far it went, with the figures of the newest run that ended too, and that it moved there if
        it was elsewhere. Gives how far it had gone. Raises: NotFound, Conflict where `changes` is not stored.
        """

    def put_figures(self, actor: Actor, figures: RunFigures) -> None:
        """Keep the figures of a run in the place of those that it had; a sample has none. What the person
        said of the outcome goes with them. Raises: NotFound."""

    def note_downloaded(self, actor: Actor, application_id: str) -> None:
        """Put down with the newest run that ended that a file was taken away. Raises: NotFound."""

    def figures(self, actor: Actor) -> Sequence[RunFigures]:
        """Those of all the person's runs, oldest first."""

    def unfinished(self) -> Sequence[tuple[Actor, str, str, RunState]]:
        """(owner, application, run, state) of all runs that have not ended, for the engine's start."""

    def add_event(self, actor: Actor, application_id: str, *events: RunEvent) -> None:
        """Append to the present run, in the order given."""

    def last_event(self, actor: Actor, application_id: str) -> int:
        """The number of the present run's newest event, counted from 1; 0 where there is none."""

    def events(self, actor: Actor, application_id: str, after: int = 0) -> tuple[RunEvent, ...]:
        """The events of the present run in order, without the first `after`."""

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
        """Upsert by (application, stage). `input_key` is a hash of all that the stage was given, `uses` are
        the calls of a model that it made; None leaves those that are there.

        `edited`: a person changed the output since; other runs then never take it over. `fresh`: there is
        none yet, so none is looked for.
        """

    def uses(self, actor: Actor, application_id: str, stage: Stage) -> tuple[ModelUse, ...]:
        """The calls of a model that a stage's output was made with."""

    def keyed(self, actor: Actor, input_key: str) -> str:
        """An input key as it is kept, to compare with."""

    def let_nothing_stand(self, actor: Actor, application_id: str, first: Stage) -> None:
        """Have the next run make this stage's output and those of later ones anew, whatever their input."""

    def output(self, actor: Actor, application_id: str, stage: Stage) -> tuple[str, str] | None:
        """(input key as it is kept, output JSON) of a stage, or None."""

    def is_edited(self, actor: Actor, application_id: str, stage: Stage) -> bool:
        """Whether a person changed a stage's output since it was made."""

    def outputs(self, actor: Actor, application_id: str) -> Mapping[Stage, tuple[str, str]]:
        """Stage -> (input key as it is kept, output JSON) of all stages that have given something."""

    def find_output(self, actor: Actor, stage: Stage, input_key: str) -> str | None:
        """The output of any of the actor's runs with the same input, or None."""

    def save_file(self, actor: Actor, application_id: str, *files: ExportedFile) -> None:
        """Upsert by (application, name)."""

    def file(self, actor: Actor, application_id: str, name: str) -> ExportedFile:
        """Raises: NotFound."""

    def add_version(self, actor: Actor, application_id: str, version: DocumentVersion) -> None:
        """Keep the documents as they stand now; the number given is one more than the last."""

    def last_version(self, actor: Actor, application_id: str) -> int:
        """The number of the newest version, 0 where there is none."""

    def versions(self, actor: Actor, application_id: str) -> Sequence[VersionSummary]:
        """Every version of the documents, oldest first, without their words."""

    def version(self, actor: Actor, application_id: str, number: int) -> DocumentVersion:
        """The documents as they once stood. Raises: NotFound."""


class TrackerRepository(Protocol):
    """What a person keeps beside an application. What is added or deleted touches the application."""

    def moves(self, actor: Actor) -> Sequence[Move]:
        """Those of all the person's applications, oldest first."""

    def add_note(self, actor: Actor, application_id: str, note: ApplicationNote) -> None:
        """Raises: NotFound."""

    def notes(self, actor: Actor, application_id: str) -> Sequence[ApplicationNote]:
        """Newest first. Raises: NotFound."""

    def note_counts(self, actor: Actor) -> Mapping[str, int]:
        """Application -> how many notes it has, of those that have some."""

    def delete_note(self, actor: Actor, note_id: str, at: dt.datetime) -> None:
        """Raises: NotFound."""

    def add_date(self, actor: Actor, date: ApplicationDate, at: dt.datetime) -> None:
        """Raises: NotFound."""

    def dates(self, actor: Actor, application_id: str | None = None) -> Sequence[ApplicationDate]:
        """Those of one application, or of all; soonest first. Raises: NotFound."""

    def delete_date(self, actor: Actor, date_id: str, at: dt.datetime) -> None:
        """Raises: NotFound."""

    def add_sent(
        self, actor: Actor, application_id: str, version: int, at: dt.datetime, *files: ExportedFile
    ) -> None:
        """Keep files as they were sent. Raises: NotFound."""

    def sent(self, actor: Actor, application_id: str) -> Sequence[SentFile]:
        """What was sent, newest first. Raises: NotFound."""

    def sent_file(self, actor: Actor, sent_id: str) -> ExportedFile:
        """Raises: NotFound."""


class JobRepository(Protocol):
    """The job library, and the boards that jobs come from."""

    def hash_key(self, actor: Actor) -> str:
        """What words of this person's jobs are hashed with."""

    def alone(self, actor: Actor) -> None:
        """Keep others from adding to this person's jobs until the transaction ends."""

    def known(self, actor: Actor, digests: Sequence[str]) -> Mapping[str, str]:
        """Digest -> the job that has it, or that one with it became, of those that the library has."""

    def deleted(self, actor: Actor, told: Sequence[str]) -> frozenset[str]:
        """Those of the digests and addresses whose job the person deleted."""

    def near(self, actor: Actor, text_keys: Sequence[str]) -> Mapping[str, Sequence[str]]:
        """Text key -> the jobs whose text may be nearly the same, the first that came first."""

    def add(self, actor: Actor, jobs: Sequence[NewJob], at: dt.datetime) -> None:
        """Keep jobs that the library does not have. Raises: Conflict where it has one by now."""

    def get(self, actor: Actor, job_id: str) -> Job:
        """A job, or the one that it became. Raises: NotFound."""

    def ids(self, actor: Actor) -> Sequence[str]:
        """All jobs, oldest first."""

    def hits(self, actor: Actor, job_ids: Sequence[str]) -> Sequence[JobHit]:
        """The rows of a list, in the order of the ids, of those that are there."""

    def correct(
        self,
        actor: Actor,
        job_id: str,
        at: dt.datetime,
        *,
        title: str | None,
        employer: str | None,
        offer: JobTerms | None,
        changes: int | None,
    ) -> Job:
        """Raises: NotFound, Conflict."""

    def delete(self, actor: Actor, job_id: str, changes: int | None = None) -> None:
        """Applications that were made for it stay. Raises: NotFound, Conflict."""

    def claim_waiting(self, claim: Claim, most: int) -> Sequence[tuple[Actor, str]]:
        """(owner, job) of jobs that wait to be read, whoever's they are, oldest first; theirs alone who
        claimed them until they are done or the time is over."""

    def claim_unscored(self, claim: Claim, most: int) -> Sequence[tuple[Actor, str]]:
        """Those that were not held against the present profile by this engine, newest first, likewise."""

    def let_go(self) -> None:
        """Take back what a process of before had claimed, where one process alone has the database."""

    def put_read(self, actor: Actor, found: Mapping[str, ReadJob], claim: Claim, at: dt.datetime) -> None:
        """Keep what was read from jobs that are there and claimed still."""

    def put_trouble(
        self,
        actor: Actor,
        troubles: Mapping[str, str],
        claim: Claim,
        at: dt.datetime,
        *,
        held: str | None = None,
    ) -> None:
        """Keep why jobs cannot be worked with, of those that are there and claimed still. held: the profile
        that alone they cannot be held against."""

    def put_fits(
        self, actor: Actor, found: Mapping[str, JobFit | None], claim: Claim, at: dt.datetime
    ) -> None:
        """Keep how a profile stands to jobs, of those that are there and claimed still; None only ends the
        claim."""

    def drop_same(self, actor: Actor, same: Mapping[str, str], claim: Claim) -> None:
        """Delete jobs that turned out to be in the library already. same: job -> the one that it is."""

    def jobs(self, actor: Actor, job_ids: Sequence[str]) -> Sequence[Job]:
        """Jobs with all that is known of them, of those that are there."""

    def mark(self, actor: Actor) -> LibraryMark:
        """What is another one after every change."""

    def marks(self, actor: Actor, since: dt.datetime | None = None) -> Sequence[JobMark]:
        """What an index follows, of jobs that were changed since then."""

    def words(self, actor: Actor, job_ids: Sequence[str]) -> Mapping[str, JobWords]:
        """Job -> what it is found by, of those that are there."""

    def boards(self, actor: Actor) -> Sequence[JobBoard]:
        """The boards that are followed, by their kind and name."""

    def add_board(self, actor: Actor, kind: BoardKind, board: str) -> JobBoard:
        """Follow a board; one that is followed already stays as it is."""

    def board(self, actor: Actor, board_id: str) -> JobBoard:
        """Raises: NotFound."""

    def note_board(self, actor: Actor, board_id: str, at: dt.datetime | None, trouble: str = "") -> None:
        """Put down when a board was read, or why it was not. Raises: NotFound."""

    def delete_board(self, actor: Actor, board_id: str) -> None:
        """Follow a board no longer; its jobs stay. Raises: NotFound."""

    def touches(self, actor: Actor) -> Sequence[dt.datetime]:
        """When each job was last touched, of those that belong to no application."""

    def long_untouched(self, since: dt.datetime) -> Sequence[tuple[Actor, str]]:
        """(owner, job) of everybody's jobs that belong to no application and that nobody has touched since
        then."""

    def delete_untouched(self, job_ids: Sequence[str], since: dt.datetime) -> None:
        """Delete those of them that are so still."""


class JobLists(Protocol):
    """Untrusted files with many jobs -> each of them, inside limited worker processes."""

    def job_list(self, file_name: str, data: bytes) -> Sequence[ListedJob]:
        """The jobs of a CSV or JSON file. Raises: UnreadableFile."""

    def board(self, kind: BoardKind, employer: str, data: bytes) -> Sequence[ListedJob]:
        """The jobs of a public board's answer. Raises: UnreadableFile."""


class FetchBoard(Protocol):
    """Fetches what a public job board gives. `fetching.boards.BoardFetcher` is one."""

    def __call__(self, kind: BoardKind, board: str) -> bytes:
        """Raises: UnreadablePage."""


class JobReader(Protocol):
    """Reads many ads and holds a profile against them, in processes of their own."""

    def read_jobs(self, texts: Sequence[str]) -> Sequence[JobAnalysis | str]:
        """What each asks, or in a sentence why it cannot be worked with. Raises: UnreadableFile."""

    def fits(
        self, profile_id: str, profile: Profile, analyses: Sequence[JobAnalysis], as_of: dt.date
    ) -> Sequence[JobFit]:
        """How the profile stands to each. Raises: UnreadableFile."""


class ModelRepository(Protocol):
    """What a person set about language models, what calls cost, and what was answered."""

    def settings(self, actor: Actor) -> ModelSettings:
        """What the person set, or the defaults."""

    def save_settings(self, actor: Actor, settings: ModelSettings) -> None: ...

    def key(self, actor: Actor) -> SecretStr | None:
        """The key that the person entered, or None. Raises: StorageFailed."""

    def save_key(self, actor: Actor, key: SecretStr | None) -> None:
        """Keep a key sealed, or with None forget it."""

    def spend_alone(self, actor: Actor) -> None:
        """Keep others from reserving for this person until the transaction ends, on other machines too."""

    def calls(self, actor: Actor, application_id: str) -> list[CallRecord]:
        """The calls of all runs of an application, oldest first."""

    def reserve(
        self, actor: Actor, application_id: str, run_id: str, call_id: str, at: dt.datetime, cost_usd: float
    ) -> None:
        """Put down the most that a call can cost, before it is made."""

    def settle(self, actor: Actor, call_id: str, cost_usd: float, use: ModelUse) -> None:
        """Put down what a call did cost. Raises: NotFound."""

    def spent(self, actor: Actor, since: dt.datetime) -> float:
        """US dollars since a moment; calls under way count with the most they can cost."""

    def reply(self, actor: Actor, key: str) -> str | None:
        """What was answered to the same question, as JSON, or None."""

    def replies(self, actor: Actor) -> list[str]:
        """All answers that are kept, as JSON, oldest first."""

    def keep_reply(self, actor: Actor, key: str, reply: str, at: dt.datetime) -> None: ...


class PromptRepository(Protocol):
    """The versions of prompts and of the engine's settings, their drafts, and what took whose place."""

    def get(self, label: str) -> Version | None:
        """A version such as "writing@1", or None for one that is not there or cannot be read."""

    def keep(self, version: Version, at: dt.datetime, author: str = "") -> None:
        """Keep a version that is new. author: whose it is; none for a file's."""

    def list(self) -> Sequence[tuple[Version, dt.datetime]]:
        """Every version that can be read with when it was kept, by id and number."""

    def chosen(self, prompt_id: str) -> Version | None:
        """The version that is used instead of the file's, or None."""

    def choose(self, prompt_id: str, label: str | None, at: dt.datetime) -> None:
        """Use a version that is kept, None for the file's."""

    def records(self) -> Mapping[str, tuple[str, dt.datetime | None]]:
        """Label -> who made the version, and since when it is put away."""

    def put_away(self, label: str, at: dt.datetime | None) -> None:
        """Put a version away, with None take it out again; one of a file has no record and stays."""

    def promotions(self, prompt_id: str) -> Sequence[Promotion]:
        """What took whose place, from the oldest on."""

    def add_promotion(self, promotion: Promotion) -> None:
        """Put one down. Raises: Conflict where another one with its number was faster."""

    def drafts(self) -> Sequence[Draft]:
        """All drafts, the one changed last first."""

    def draft(self, draft_id: str) -> Draft:
        """Raises: NotFound."""

    def count_drafts(self) -> int:
        """How many there are."""

    def add_draft(self, prompt_id: str, text: str, author: str, at: dt.datetime) -> str:
        """Begin a draft; gives its id."""

    def save_draft(self, draft_id: str, text: str, author: str, at: dt.datetime, changes: int) -> Draft:
        """Keep another text. changes: how often it had been saved when the person saw it.

        Raises: NotFound, Conflict where somebody saved it since.
        """

    def drop_draft(self, draft_id: str) -> None:
        """Raises: NotFound."""


class VersionFiles(Protocol):
    """Versions as files with front matter. `jobwise.prompts` is one."""

    def parsed(self, text: str, name: str) -> Version:
        """Raises: BadSetting."""

    def written(self, version: Version) -> str: ...


class GoldenRepository(Protocol):
    """Golden sets in versions, each case with its owner; no version is ever changed."""

    def add(self, golden: GoldenSet, author: str, at: dt.datetime, owners: Mapping[str, str]) -> str:
        """Keep a version; gives its id. owners: case id -> whose run it was made from, of those that are
        somebody's. Raises: Conflict for a version that is there."""

    def list(self) -> Sequence[GoldenSetSummary]:
        """Every version, by name, newest first."""

    def find(self, label: str) -> str | None:
        """The id of a version such as "ours@2", or None."""

    def newest(self, name: str) -> int:
        """The number of a set's newest version, 0 where there is none."""

    def cases(self, set_id: str) -> Sequence[tuple[str, str, GoldenCase]]:
        """(row, owner, case) of what is still there, in order."""

    def why(self, set_id: str) -> str:
        """What the version is for."""

    def alone(self) -> None:
        """Keep others from changing sets, and from taking cases back, until the transaction ends."""

    def case_id(self, actor: Actor, application_id: str) -> str:
        """The id of the case that is made from an application; nobody else can work it out."""

    def given(self, actor: Actor) -> Sequence[tuple[str, GoldenCase]]:
        """(label of the set, case) of all that were made from the actor's runs."""

    def take_back(self, actor: Actor) -> int:
        """Delete all of them, with what experiments made of them; gives how many there were."""


class PersonalRepository(Protocol):
    """All that is a person's, in every table."""

    def kept(self, actor: Actor) -> Mapping[str, int]:
        """Table -> how many rows of it are the person's."""

    def source_names(self, actor: Actor) -> Sequence[str]:
        """The names of the files that the person uploaded, each once."""

    def source_ids(self, actor: Actor) -> Sequence[str]:
        """The files that the person uploaded."""

    def profile_ids(self, actor: Actor) -> Sequence[str]:
        """Every version of the person's own profile, oldest first."""

    def erase(self, actor: Actor) -> None:
        """Delete every row of the person's and destroy their key."""

    def erasure_mark(self, actor: Actor) -> str:
        """What is another one after an erasure."""

    def note_consent(self, actor: Actor, consent: Consent) -> None:
        """Put down that the person agreed, or no longer does."""

    def consents(self, actor: Actor) -> Sequence[Consent]:
        """What the person agreed to and took back, oldest first."""

    def last_touches(self, actor: Actor) -> tuple[Mapping[str, dt.datetime], dt.datetime | None]:
        """(application that is not in work -> when it was last touched, when the profile was)."""

    def kept_since(self, days: int, now: dt.datetime) -> dt.datetime:
        """Since when things are kept for so many days at most; now, where they were kept for longer."""

    def long_untouched(self, since: dt.datetime) -> Sequence[tuple[Actor, str]]:
        """(owner, application) of everybody's that nobody has touched since then."""

    def forget_idle(self, since: dt.datetime) -> int:
        """Delete what else has not been touched since then; gives how many rows went."""


class Traces(Protocol):
    """What a database leaves of deleted rows."""

    def expect(self) -> None:
        """Something is about to be deleted; a kill after that is made up for. Raises: StorageFailed."""

    def remove(self) -> None:
        """Leave nothing of what was deleted. Raises: StorageFailed."""


class VacancyRepository(Protocol):
    """Vacancies and the versions of what they ask. Raises: NotFound for what is not the actor's."""

    def add(self, actor: Actor, vacancy: Vacancy) -> None: ...

    def get(self, actor: Actor, vacancy_id: str) -> Vacancy:
        """With the newest version of its rubric."""

    def list(self, actor: Actor) -> Sequence[VacancySummary]:
        """Newest first."""

    def rubrics(self, actor: Actor, vacancy_id: str) -> Sequence[RubricSummary]:
        """Every version, newest first."""

    def rubric(self, actor: Actor, vacancy_id: str, number: int) -> Rubric: ...

    def add_rubric(self, actor: Actor, vacancy_id: str, rubric: Rubric) -> None:
        """Keep a new version, which counts from now on. Raises: Conflict for a number that is there."""

    def delete(self, actor: Actor, vacancy_id: str) -> None:
        """Delete a vacancy with everybody who applied and all that was decided."""

    def put_hides_schools(self, actor: Actor, vacancy_id: str, hides: bool, at: dt.datetime) -> None:
        """Whether the names of schools are hidden, too."""

    def put_keep_days(self, actor: Actor, vacancy_id: str, days: int | None, at: dt.datetime) -> None:
        """For how long it is kept after it was last touched."""

    def long_untouched(self, now: dt.datetime, days: int | None) -> Sequence[tuple[Actor, str]]:
        """(owner, vacancy) of everybody's that nobody has touched for so long, or for its own days."""

    def last_touches(self, actor: Actor) -> Sequence[VacancyTouch]: ...


class CandidateRepository(Protocol):
    """Who applied for a vacancy. Raises: NotFound for what is not the actor's."""

    def add(self, actor: Actor, vacancy_id: str, files: Sequence[CandidateFile], at: dt.datetime) -> int:
        """Keep files that wait to be read, each content once; gives how many were there already."""

    def get(self, actor: Actor, candidate_id: str) -> Candidate:
        """With what was read."""

    def file(self, actor: Actor, candidate_id: str) -> StoredSource:
        """The file as it came."""

    def list(self, actor: Actor, vacancy_id: str, *states: CandidateState) -> Sequence[Candidate]:
        """Those in one of the states, in the order they came, without what was read."""

    def claim_waiting(self, claim: Claim, most: int) -> Sequence[tuple[Actor, str, str]]:
        """(owner, vacancy, candidate) of files that wait to be read, whoever's they are, oldest first; theirs
        alone who claimed them until they are done or the time is over."""

    def claim_unscored(self, claim: Claim, most: int) -> Sequence[tuple[Actor, str, str]]:
        """(owner, vacancy, candidate) of people who were not scored by the newest version of their rubric
        and this engine, claimed likewise."""

    def contents(self, actor: Actor, candidate_ids: Sequence[str]) -> Mapping[str, tuple[str, bytes]]:
        """Candidate -> the name and the bytes of their file, of those that are there."""

    def let_go(self) -> None:
        """Take back what a process of before had claimed, where one process alone has the database."""

    def put_read(
        self,
        actor: Actor,
        candidate_id: str,
        profile: Profile,
        source: SourceText,
        orders: Sequence[str],
        keys: Mapping[str, str],
        claim: Claim | None = None,
    ) -> None:
        """Keep what was read. keys: "email", "phone", "text" -> what the same person is found by.

        claim: whose work it is, NotFound where that was lost; without one, whoever has it loses it.
        """

    def put_file(
        self, actor: Actor, candidate_id: str, file_name: str, media_type: str, content: bytes
    ) -> None:
        """Keep another file in the place of the one that came."""

    def stands(self, actor: Actor, candidate_id: str, profile: Profile) -> bool:
        """Whether this is still what is kept of somebody; nobody else changes it until the transaction ends.
        Before all else in it."""

    def put_trouble(
        self, actor: Actor, candidate_id: str, trouble: Trouble, claim: Claim | None = None
    ) -> None:
        """Keep why a file could not be worked on, and put it aside; who stands in the ranking stays
        there, with the score that they have. claim: as above."""

    def put_same(self, actor: Actor, candidate_id: str, number: int | None) -> None:
        """It is a second file of the candidate with this number; None: it is somebody of their own."""

    def wait_again(self, actor: Actor, candidate_id: str) -> None:
        """Have a file read once more."""

    def alike(
        self, actor: Actor, vacancy_id: str, keys: Mapping[str, Mapping[str, str]]
    ) -> Mapping[str, Sequence[tuple[str, int, bool]]]:
        """Candidate -> (other, number, whether mail address or phone are the same) of those who were read for
        the same vacancy: with the same contact, or with a text that may be the same.

        keys: candidate -> what `put_read` was given.
        """

    def hash_key(self, actor: Actor) -> str:
        """What words of this person's candidates are hashed with."""

    def put_assessment(self, actor: Actor, candidate_id: str, assessment: Assessment) -> None:
        """Keep how somebody answers a version of the rubric; whoever works on them loses that."""

    def profiles(self, actor: Actor, candidate_ids: Sequence[str]) -> Mapping[str, str]:
        """Candidate -> their profile as JSON, of those that are there."""

    def put_assessments(
        self, actor: Actor, vacancy_id: str, rubric: int, claim: Claim, found: Mapping[str, Scored]
    ) -> None:
        """Keep how people answer a version of the rubric: of those who are there and claimed by it still."""

    def assessment(self, actor: Actor, candidate_id: str, rubric: int) -> Assessment | None:
        """How somebody answers a version, None where they were not scored by it."""

    def ranking(
        self,
        actor: Actor,
        vacancy_id: str,
        rubric: int,
        *,
        choice: Choice | None = None,
        undecided: bool = False,
        start: int = 0,
        most: int = 20,
    ) -> Ranking:
        """People in the order of their fit, `most` from the place `start` on (from 0)."""

    def rank(self, actor: Actor, candidate_id: str, rubric: int) -> int | None:
        """The place in the whole ranking, None for who does not stand in it."""

    def progress(self, actor: Actor, vacancy_id: str) -> VacancyProgress:
        """How far the files are."""

    def tags(self, actor: Actor, vacancy_id: str) -> Set[str]:
        """Every tag that somebody who was read for the vacancy has."""

    def note_opened(self, actor: Actor, candidate_id: str, at: dt.datetime) -> None:
        """Put down that somebody looked at the résumé."""

    def note_revealed(self, actor: Actor, candidate_id: str, at: dt.datetime | None) -> None:
        """Who it is may be seen from now on, with None no longer."""

    def put_notes(
        self, actor: Actor, candidate_id: str, notes: str, tags: Sequence[str], at: dt.datetime
    ) -> None:
        """Keep what the recruiter wrote down."""

    def add_decision(self, actor: Actor, candidate_id: str, decision: Decision) -> None:
        """Keep a decision beside those of before."""

    def decisions(self, actor: Actor, candidate_id: str) -> Sequence[Decision]:
        """What was decided on somebody, newest first."""

    def newest_decisions(self, actor: Actor, vacancy_id: str) -> Mapping[str, Decision]:
        """Candidate -> what was decided last, of all for a vacancy."""

    def delete(self, actor: Actor, candidate_id: str) -> None:
        """Delete somebody with all that was scored and decided, and their other files."""


class CorrectionRepository(Protocol):
    """What candidates had corrected. Raises: NotFound for what is not the actor's."""

    def add(self, actor: Actor, candidate_id: str, correction: Correction, file: StoredSource | None) -> None:
        """Keep a correction beside those of before, with the file that another one replaced."""

    def count(self, actor: Actor, candidate_id: str) -> int:
        """How many there are."""

    def list(self, actor: Actor, candidate_id: str) -> Sequence[Correction]:
        """Every one, oldest first."""

    def file(self, actor: Actor, candidate_id: str, number: int) -> StoredSource:
        """The file that a correction replaced."""


class FairnessRepository(Protocol):
    """Answers for statistics and audits, apart from all that ranks or shows a candidate."""

    def outcomes(self, actor: Actor, vacancy_id: str, rubric: int) -> Mapping[str, Outcome]:
        """Candidate -> how they fared by a version of the rubric. Raises: NotFound."""

    def known_as(self, actor: Actor, vacancy_id: str) -> Mapping[str, str]:
        """What a table may call somebody -> candidate: number, file name in small letters, key of the mail
        address. Raises: NotFound."""

    def address_key(self, actor: Actor, email: str) -> str:
        """What a mail address is found by."""

    def put_answers(
        self, actor: Actor, vacancy_id: str, answers: Mapping[str, Answers], at: dt.datetime
    ) -> None:
        """Keep these, by candidate, in the place of all that there were. Raises: NotFound."""

    def answers(self, actor: Actor, vacancy_id: str) -> Mapping[str, Answers]:
        """What is kept, by candidate. Raises: NotFound."""

    def add_audit(self, actor: Actor, vacancy_id: str, audit: SwapAudit) -> None:
        """Keep an audit beside those of before. Raises: NotFound."""

    def audits(self, actor: Actor, vacancy_id: str) -> Sequence[SwapAudit]:
        """Every audit, newest first. Raises: NotFound."""


class ExperimentRepository(Protocol):
    """Experiments of the team, their cells, and who works on which. Raises: NotFound for one that is none.

    *Why without an actor:* they are the team's, and the desk works for everybody.
    """

    def add(
        self,
        experiment_id: str,
        plan: ExperimentPlan,
        set_id: str,
        author: str,
        at: dt.datetime,
        cells: Sequence[NewCell],
    ) -> None:
        """Put down an experiment that waits, with all its cells."""

    def get(self, experiment_id: str) -> Experiment: ...

    def list(self) -> Sequence[Experiment]:
        """Newest first."""

    def delete(self, experiment_id: str) -> None:
        """Delete it with its cells and notes."""

    def cells(self, experiment_id: str) -> Sequence[Cell]:
        """Its cells with their figures, case by case."""

    def results(self, experiment_id: str, case_id: str, repeat: int) -> Mapping[int, CellResult]:
        """Arm -> what a case gave at a repeat, as far as it is done."""

    def judged(self, experiment_id: str) -> Sequence[tuple[int, Judged]]:
        """(arm, what a judge said of it) of all that was judged."""

    def results_of(self, actor: Actor) -> Sequence[CellResult]:
        """All that was made of somebody's cases."""

    def set_state(
        self,
        experiment_id: str,
        state: ExperimentState,
        of: Collection[ExperimentState],
        *,
        trouble: str = "",
        cap_usd: float | None = None,
    ) -> None:
        """Bring it into another state; whoever works on its cells loses them where it ends.

        of: the states that it may be in. cap_usd: another limit. Raises: Conflict.
        """

    def again(self, experiment_id: str) -> None:
        """Have the cells that failed worked on once more."""

    def let_go(self) -> None:
        """Take back what a process of before had claimed, where one process alone has the database."""

    def claim(self, claim: Claim) -> Group | None:
        """A case at a repeat that nobody works on, of the experiment that has the fewest at work; theirs
        alone who claimed it until it is done or the time is over."""

    def keep(self, claim: Claim) -> bool:
        """Go on for another while; False where it was stopped, or lost to somebody else."""

    def case(self, experiment_id: str, case_id: str) -> GoldenCase:
        """A case as the experiment has it. Raises: NotFound where it was taken back."""

    def hold(self, claim: Claim, cell_id: str, usd: float) -> Literal["held", "wait", "never"]:
        """Put by what a call may cost. "wait": it would pass the limit with what others hold; "never": nobody
        holds anything. Raises: NotFound where the claim was lost."""

    def put_down(self, cell_id: str, held: float, usd: float) -> None:
        """Count what a call did cost in the place of what was put by, also where the claim was lost."""

    def keep_result(self, claim: Claim, cell_id: str, result: CellResult) -> None:
        """Keep what a cell gave, before it is judged. Raises: NotFound likewise."""

    def put_result(self, claim: Claim, cell_id: str, result: CellResult, *, cached: bool = False) -> None:
        """Keep what a cell gave. Raises: NotFound where the claim was lost, or it was stopped."""

    def forget(self, claim: Claim) -> None:
        """Let go for good of what was claimed, since its case was taken back."""

    def put_trouble(self, claim: Claim, cell_id: str, trouble: str) -> None:
        """Keep why a cell gave nothing. Raises: NotFound likewise."""

    def troubled(self, experiment_id: str, arm: int, most: int) -> int:
        """How many of an arm's cells in a row have trouble, the last ones; at the most so many."""

    def found(self, cell_id: str) -> CellResult | None:
        """What it gave before it was cut off while it was judged, or what the same input gave, for the same
        owner's case."""

    def known(self, cells: Sequence[NewCell]) -> int:
        """How many of these were done before."""

    def add_note(self, experiment_id: str, note: CaseNote) -> None: ...

    def notes(self, experiment_id: str) -> Sequence[CaseNote]:
        """Oldest first."""


class SignInRepository(Protocol):
    """What is asked before anybody is known: each call rests on an e-mail address or on a secret.

    Hashes of secrets come in; no secret is stored or given out.
    """

    def find(self, email: str) -> User | None:
        """Who has this address, or None."""

    def find_linked(self, issuer: str, subject: str) -> User | None:
        """Whose account a log-in of another provider belongs to, or None."""

    def link(self, user_id: str, issuer: str, subject: str) -> bool:
        """Give an account to that log-in for good; False where it belongs to another already."""

    def user(self, user_id: str) -> User | None:
        """Who a token belongs to, or None."""

    def alone(self, user_id: str) -> None:
        """Keep others from changing this account until the transaction ends; before all else in it."""

    def password(self, user_id: str) -> str | None:
        """The hash of a person's password, or None where there is none yet."""

    def add_user(self, user: User, password: str | None) -> None:
        """A new account with the hash of its password. An address that is taken is refused (Conflict)."""

    def put_password(self, user_id: str, password: str, at: dt.datetime) -> None: ...

    def second_factor(self, user_id: str) -> SecondFactor | None: ...

    def use_step(self, user_id: str, step: int) -> bool:
        """Mark the code of a step as used; False where it, or a later one, was used before."""

    def use_recovery_code(self, user_id: str, code: str) -> bool:
        """Use up a recovery code, by its hash; False where there is none such."""

    def add_token(self, token: OneTimeToken) -> None: ...

    def token_owner(self, purpose: Purpose, token: str, at: dt.datetime) -> User | None:
        """Whose token this is, by its hash; None for one that is unknown, used or too old."""

    def take_token(self, purpose: Purpose, token: str, at: dt.datetime) -> OneTimeToken | None:
        """Use it up, by its hash; None for one that is unknown, used or too old."""

    def drop_tokens(self, user_id: str) -> None:
        """Forget every token of a person that was not used."""

    def ask_reset(self, email: str, at: dt.datetime) -> str | None:
        """Note for administrators that a new password is wanted; whose, or None for an unknown address."""

    def invitation(self, token: str, at: dt.datetime) -> Invitation | None:
        """An invitation, by its token's hash, that can still be used."""

    def use_invitation(self, token: str, user_id: str) -> bool:
        """Use up an invitation; False where somebody was faster."""

    def take_try(
        self, try_id: str, keys: Sequence[str], at: dt.datetime, *, since: dt.datetime, most: int
    ) -> int:
        """Count a try under every key, and say the highest count since a moment with it.

        0, and nothing is counted, where a key has had `most` already. Tries that come at once wait for
        each other, so none slips through.
        """

    def give_back_try(self, try_id: str) -> None:
        """The try did not fail: count it no longer."""

    def clear_tries(self, key: str) -> None: ...

    def open_session(self, session: Session) -> None: ...

    def session(self, session_id: str) -> tuple[Session, User] | None:
        """A session that was not ended, with whose it is, by the hash of its cookie; None otherwise."""

    def touch_session(self, session_id: str, at: dt.datetime) -> None: ...

    def sweep(self, *, tries: dt.datetime, others: dt.datetime) -> None:
        """Delete tries, and tokens and sessions that ended, of before these moments."""


class AccountRepository(Protocol):
    """What a person may do with their own account."""

    def user(self, actor: Actor) -> User:
        """Raises: NotFound."""

    def sessions(self, actor: Actor) -> Sequence[Session]:
        """Those not ended, the one seen last first."""

    def end_session(self, actor: Actor, session_id: str) -> None:
        """Raises: NotFound."""

    def end_sessions(self, actor: Actor, *, but: str = "") -> int:
        """End all but one, and every log-in of a program; how many browsers those were."""

    def put_second_factor(self, actor: Actor, factor: SecondFactor | None) -> None:
        """Keep it, its secret sealed; None forgets it, with its recovery codes."""

    def put_recovery_codes(self, actor: Actor, codes: Sequence[str]) -> None:
        """Keep the hashes of new ones in the place of all others."""

    def recovery_codes(self, actor: Actor) -> int:
        """How many are left."""


class PeopleRepository(Protocol):
    """What administrators may do with others' accounts. Raises: NotFound for anybody else."""

    def list(self, actor: Actor) -> Sequence[User]:
        """Everybody, in the order they came."""

    def get(self, actor: Actor, user_id: str) -> User:
        """Raises: NotFound, as all below that name somebody."""

    def reset_asks(self, actor: Actor) -> Mapping[str, dt.datetime]:
        """Person -> when they last asked for a new password, for those who have none yet."""

    def alone(self, actor: Actor) -> None:
        """Keep other administrators from changing people until the transaction ends."""

    def set_roles(self, actor: Actor, user_id: str, roles: frozenset[Role]) -> None: ...

    def set_disabled(self, actor: Actor, user_id: str, at: dt.datetime | None) -> None:
        """Since when somebody is let in no longer, None to let them in. Disabling ends every session and
        forgets every token."""

    def invite(self, actor: Actor, invitation: Invitation) -> None: ...

    def invitations(self, actor: Actor) -> Sequence[Invitation]:
        """Newest first, used ones too."""

    def withdraw(self, actor: Actor, invitation_id: str) -> None:
        """Raises: NotFound."""


class AuditRepository(Protocol):
    """The log of what was done: it grows, and nothing in it changes."""

    def note(
        self, at: dt.datetime, actor_id: str, action: Action, subject: str, details: Mapping[str, str]
    ) -> None:
        """Append an entry in this transaction, as its last act: others wait to append until it ends.

        Ids and never content.
        """

    def entries(self, actor: Actor, *, everybody: bool, before: int | None, most: int) -> list[AuditEntry]:
        """Newest first, of before a number; those by and about the actor, or of everybody."""

    def verify(self, known: str = "") -> AuditVerdict:
        """Whether the log is as it was written; `known`: a head that was noted before."""


class FigureReader(Protocol):
    """Asks for the figures of everybody's runs. Groups of fewer than `looked.least` people are left out.

    Raises: StorageFailed.
    """

    def slices(self, looked: Looked) -> Sequence[Slice]:
        """Every slice, whatever the filters, small ones too."""

    def spreads(self, looked: Looked) -> Spreads:
        """How many runs have which gain, and which score before and after."""

    def middles(self, looked: Looked, runs: int) -> tuple[float | None, Sequence[StageTime]]:
        """What the middle run gained in score, and the times of each stage; `runs`: how many there are."""

    def failures(self, looked: Looked) -> Sequence[FailureKind]:
        """Runs that failed, by stage and kind, most first."""

    def layouts(self, looked: Looked) -> Sequence[LayoutReading]:
        """How surely each kind of résumé was read, most runs first."""

    def reached(self, looked: Looked) -> Mapping[Step, int]:
        """Step -> how many people came so far, however few."""

    def uploaded(self, before: dt.date | None) -> int:
        """How many people had a profile of their own by then, however few."""

    def rows(self, looked: Looked) -> Sequence[RunFigures]:
        """Each run by itself, oldest first: only where all are one person's."""


class Post(Protocol):
    """Sends mail."""

    def send(self, write: Callable[[], Mail | None]) -> None:
        """Have a mail written and sent in the background; returns at once. None is no mail.

        *Why written there, too:* how long an answer takes must not tell whether there was one to write.
        """


class AccessRepository(Protocol):
    """What programs get in with. Hashes of secrets come in; no secret but a signing key is stored."""

    def add_key(self, actor: Actor, key: ApiKey) -> None:
        """Keep a key; its id is its hash."""

    def keys(self, actor: Actor) -> Sequence[ApiKey]:
        """The actor's own, newest first, those that are over too."""

    def end_key(self, actor: Actor, key_id: str) -> None:
        """Raises: NotFound."""

    def end_keys(self, actor: Actor) -> int:
        """End all of the actor's own; gives how many there were."""

    def key_owner(
        self, key: str, at: dt.datetime
    ) -> tuple[Actor, frozenset[Scope], dt.datetime | None] | None:
        """Who a key stands for, by its hash, what it was made for and when it was used; None for one that is
        unknown or over, and for one of somebody who may not log in."""

    def touch_key(self, key: str, at: dt.datetime) -> None:
        """Put down that it was used, unless that was put down since `at`."""

    def add_token(self, token: RefreshToken) -> None: ...

    def token(self, token: str) -> RefreshToken | None:
        """One by its hash, used or not."""

    def use_token(self, token: str, at: dt.datetime) -> bool:
        """Use it up; False where it was used, is over or is not there."""

    def log_in_owner(self, user_id: str, family: str) -> Actor | None:
        """The person with the roles of now; None where the log-in ended or they may not log in."""

    def log_ins(self, actor: Actor, at: dt.datetime) -> Sequence[ProgramLogIn]:
        """The actor's programs that are logged in, the one seen last first."""

    def end_log_in(self, actor: Actor, family: str) -> None:
        """Raises: NotFound."""

    def alone_with_signing(self) -> None:
        """Keep others from the signing keys until the transaction ends."""

    def signing_key(self) -> SigningKey | None:
        """The newest, which signs."""

    def checking_key(self, key_id: str, since: dt.datetime) -> SecretStr | None:
        """What tokens of this key are checked with; None for one that is unknown or was retired before."""

    def put_signing_key(self, key: SigningKey, keep: bool) -> None:
        """Have another one sign. keep: the one before is still taken for a while, all others are gone."""

    def sweep(self, at: dt.datetime) -> None:
        """Delete refresh tokens that are over."""


class SavedReply(NamedTuple):
    """What is known of a question that a program named. `request`: a hash of the question; `reply`: None
    while it is worked on."""

    request: str
    at: dt.datetime
    reply: str | None


class ReplyRepository(Protocol):
    """What programs were answered, for when they ask the same again; `owner`: a person, or nobody known."""

    def named(self, owner: str, name: str) -> str:
        """The hash that a name or a question is kept under. *Why keyed:* it may be made from a password."""

    def find(self, owner: str, key: str) -> SavedReply | None: ...

    def claim(
        self, owner: str, key: str, request: str, at: dt.datetime, *, stuck: dt.datetime, over: dt.datetime
    ) -> bool:
        """Begin to answer; False where somebody does so, or did. What was begun before `stuck` and has no
        reply makes room, and so does what was begun before `over`."""

    def put(self, owner: str, key: str, at: dt.datetime, status: int, reply: str) -> None:
        """Keep the reply to what was claimed then."""

    def release(self, owner: str, key: str, at: dt.datetime) -> None:
        """Forget what was claimed then: the same may be asked again."""

    def times(self, actor: Actor) -> Sequence[dt.datetime]:
        """When the actor's own were given."""

    def sweep(self, before: dt.datetime) -> None:
        """Delete those of before."""


class Cache(Protocol):
    """What may be forgotten at any time. No call fails, and none takes longer than a fraction of a second."""

    def get(self, key: str) -> bytes | None: ...

    def put(self, key: str, value: bytes, seconds: int) -> None: ...


class UnitOfWork(Protocol):
    """One transaction: commits when the block ends well, rolls back when it raises."""

    profiles: ProfileRepository
    applications: ApplicationRepository
    jobs: JobRepository
    models: ModelRepository
    prompts: PromptRepository
    golden: GoldenRepository
    personal: PersonalRepository
    vacancies: VacancyRepository
    candidates: CandidateRepository
    corrections: CorrectionRepository
    fairness: FairnessRepository
    experiments: ExperimentRepository
    tracker: TrackerRepository

    sign_in: SignInRepository
    accounts: AccountRepository
    people: PeopleRepository
    access: AccessRepository
    replies: ReplyRepository
    audit: AuditRepository


class Transactions(Protocol):
    """Begins a transaction."""

    def __call__(self, *, reading: bool = False) -> AbstractContextManager[UnitOfWork]:
        """reading: nothing will be written, so that it waits for nobody; what writes all the same is refused.

        Raises: Conflict, StorageFailed.
        """


class RunEngine(Protocol):
    """Durable runs. Ids in, ids out: content stays in the store."""

    def start(self, actor: Actor, application_id: str, run_id: str) -> None:
        """Queue a run; returns at once."""

    def stop(self, run_id: str) -> None:
        """Ask a run to stop; it ends before its next stage."""

    def is_live(self, run_id: str) -> bool:
        """Whether the run waits or works, or will be taken up again after a kill."""

    def forget(self, actor: Actor) -> None:
        """End the person's runs, wait for the stage at work, and keep nothing of any of them."""
