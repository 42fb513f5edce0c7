"""What programs send and get, where that is not a model of the domain as it is."""

import datetime as dt
from typing import Annotated, Any, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    SerializerFunctionWrapHandler,
    model_serializer,
)
from pydantic.alias_generators import to_camel

from jobwise.domain.account import (
    Application,
    ApplicationStanding,
    ApplicationSummary,
    ProfileVersion,
    StoredProfile,
)
from jobwise.domain.account import VersionSummary as DocumentsVersion
from jobwise.domain.analytics import HowFar
from jobwise.domain.ats import Advice, AtsReport, GateFinding, Score
from jobwise.domain.base import Model
from jobwise.domain.documents import Design, Document
from jobwise.domain.job import BoardKind, JobBoard
from jobwise.domain.match import LeftOut, NearSkill
from jobwise.domain.posting import JobTerms
from jobwise.domain.profile import Doubt, Fact
from jobwise.domain.role import Role
from jobwise.domain.run import RunEvent, RunState, Stage
from jobwise.errors import NotFound
from jobwise.rendering.json_resume import to_json_resume

MOST_RUNS = 100
MOST_CHARACTERS = 200_000
Id = Annotated[str, Field(pattern="^[A-Za-z0-9-]{1,64}$", examples=["5f0c1a54-6a3e-4c0e-9f6b-1f6f5d3c2b1a"])]
Pages = Annotated[float, Field(ge=1, le=4, description="Pages of A4 that the résumé may have.")]


def _whole(secret: SecretStr) -> SecretStr:
    """Raises: ValueError."""
    try:
        secret.get_secret_value().encode()
    except UnicodeEncodeError:
        raise ValueError("Half a character stands in it") from None
    return secret


Secret = Annotated[SecretStr, Field(max_length=1024), AfterValidator(_whole)]
AdText = Annotated[str, Field(min_length=1, max_length=MOST_CHARACTERS)]


class _Json(BaseModel):
    """Names in camelCase; what the format does not name is kept as lines that were not understood."""

    model_config = ConfigDict(alias_generator=to_camel, extra="allow")

    @model_serializer(mode="wrap")
    def _without_blanks(self, write: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return {name: value for name, value in write(self).items() if value is not None}


class JsonLocation(_Json):
    address: str | None = None
    postal_code: str | None = None
    city: str | None = None
    country_code: str | None = None
    region: str | None = None


class JsonNetwork(_Json):
    network: str | None = None
    username: str | None = None
    url: str | None = None


class JsonBasics(_Json):
    name: str | None = None
    label: str | None = None
    email: str | None = None
    phone: str | None = None
    url: str | None = None
    summary: str | None = None
    location: JsonLocation | None = None
    profiles: list[JsonNetwork] | None = None


class _JsonTime(_Json):
    """Dates are YYYY, YYYY-MM or YYYY-MM-DD."""

    url: str | None = None
    start_date: str | None = None
    end_date: str | None = None


class JsonWork(_JsonTime):
    name: str | None = None
    position: str | None = None
    location: str | None = None
    summary: str | None = None
    highlights: list[str] | None = None


class JsonVolunteer(_JsonTime):
    organization: str | None = None
    position: str | None = None
    summary: str | None = None
    highlights: list[str] | None = None


class JsonEducation(_JsonTime):
    institution: str | None = None
    area: str | None = None
    study_type: str | None = None
    score: str | None = None
    courses: list[str] | None = None


class JsonProject(_JsonTime):
    name: str | None = None
    description: str | None = None
    entity: str | None = None
    roles: list[str] | None = None
    keywords: list[str] | None = None
    highlights: list[str] | None = None


class JsonSkill(_Json):
    name: str | None = None
    level: str | None = None
    keywords: list[str] | None = None


class JsonCertificate(_Json):
    name: str | None = None
    date: str | None = None
    issuer: str | None = None
    url: str | None = None


class JsonPublication(_Json):
    name: str | None = None
    publisher: str | None = None
    release_date: str | None = None
    url: str | None = None
    summary: str | None = None


class JsonAward(_Json):
    title: str | None = None
    date: str | None = None
    awarder: str | None = None
    summary: str | None = None


class JsonLanguage(_Json):
    language: str | None = None
    fluency: str | None = None


class JsonInterest(_Json):
    name: str | None = None
    keywords: list[str] | None = None


class JsonReference(_Json):
    name: str | None = None
    reference: str | None = None


class JsonResume(_Json):
    """A résumé in the format JSON Resume 1.0.0 (https://jsonresume.org/schema)."""

    basics: JsonBasics | None = None
    work: list[JsonWork] | None = None
    volunteer: list[JsonVolunteer] | None = None
    education: list[JsonEducation] | None = None
    skills: list[JsonSkill] | None = None
    projects: list[JsonProject] | None = None
    certificates: list[JsonCertificate] | None = None
    publications: list[JsonPublication] | None = None
    awards: list[JsonAward] | None = None
    languages: list[JsonLanguage] | None = None
    interests: list[JsonInterest] | None = None
    references: list[JsonReference] | None = None


class PersonProfile(Model):
    """The newest version of a person's profile. `resume`: all of it, to be changed and sent back. `facts`:
    each statement with the id that lines of documents name it by. `corrected`: ids of facts that the person
    wrote or corrected. `doubts`: what the reader of a file was not sure of."""

    id: str
    version: int
    created_at: dt.datetime
    file_name: str
    language: str
    resume: JsonResume
    facts: tuple[Fact, ...]
    corrected: tuple[str, ...]
    doubts: tuple[Doubt, ...]

    @classmethod
    def of(cls, stored: StoredProfile) -> Self:
        profile = stored.profile
        return cls(
            id=stored.id,
            version=stored.version,
            created_at=stored.created_at,
            file_name=stored.file_name,
            language=profile.language,
            resume=JsonResume.model_validate(to_json_resume(profile)),
            facts=profile.facts(),
            corrected=profile.corrected,
            doubts=profile.doubts,
        )


class ProfileVersions(Model):
    """Newest first."""

    versions: tuple[ProfileVersion, ...]


class RunForJob(Model):
    """A run for a job of the library."""

    job_id: Id
    page_budget: Pages = 2.0


class RunForText(Model):
    """A run for an ad that comes along."""

    job_text: AdText
    page_budget: Pages = 2.0


class RunAgain(Model):
    """How a run is done again. `from_stage`: that stage and the later ones are done again also where nothing
    changed; without it, what has not changed is taken over."""

    from_stage: Stage | None = None
    without_model: bool = False


class Run(Model):
    """A run: an application and where it stands. What it gives has addresses of its own."""

    id: str
    state: RunState
    profile_id: str
    job_id: str | None = Field(description="The job of the library; null for an ad that came along.")
    title: str | None
    employer: str | None
    page_budget: float
    design: Design
    model: str | None = Field(description="Who rewords, as provider:model; null for the engine alone.")
    is_sample: bool
    outcome: HowFar | None
    ats_score: float | None
    created_at: dt.datetime
    job_text: str
    files: tuple[str, ...]
    events: tuple[RunEvent, ...]

    @classmethod
    def of(cls, made: ApplicationStanding) -> Self:
        told = {name: getattr(made, name) for name in cls.model_fields}
        named = {"title": made.title or None, "employer": made.employer or None}
        return cls.model_validate(told | named | {"model": made.model.name if made.model else None})


class RunPage(Model):
    """Some of the runs, newest first. `next`: the cursor of those behind them, null on the last page."""

    runs: tuple[ApplicationSummary, ...]
    next: str | None


class RunScore(Model):
    """The résumé against the job, as it was and as it is now, and what would raise it. Scores are 0..1."""

    before: Score
    after: Score
    lines_checked: int
    findings: tuple[GateFinding, ...]
    advice: tuple[Advice, ...]
    near_skills: tuple[NearSkill, ...]
    left_out: tuple[LeftOut, ...]

    @classmethod
    def of(cls, report: AtsReport) -> Self:
        return cls(**{name: getattr(report, name) for name in cls.model_fields})


class RunDocuments(Model):
    """The documents that passed the gate. `version` counts their changes and is their ETag."""

    version: int
    resume: Document
    cover_letter: Document


class RunFiles(Model):
    """Names of files that can be downloaded."""

    files: tuple[str, ...]


class DocumentsVersions(Model):
    """Oldest first; the last one is the present one."""

    versions: tuple[DocumentsVersion, ...]


class NewWords(Model):
    """`text`: the line in other words; null puts the person's own back."""

    text: Annotated[str, Field(min_length=1, max_length=4000)] | None


class RunOutcome(Model):
    """How far it went; null where the person does not say."""

    outcome: HowFar | None


class JobText(Model):
    """An ad as text."""

    text: AdText


class JobAddress(Model):
    """The address of a page with an ad."""

    address: Annotated[str, Field(min_length=1, max_length=2000)]


class JobCorrection(Model):
    """What an ad does not say or says wrongly; null leaves it as it is. `offer`, for a job that was read:
    what it names is put, null for what nobody says; the rest stays. Pay comes with its currency and unit."""

    title: Annotated[str, Field(max_length=300)] | None = None
    employer: Annotated[str, Field(max_length=300)] | None = None
    offer: JobTerms | None = None


class NewBoard(Model):
    """A public board, by the name that its address has."""

    kind: BoardKind
    board: Annotated[str, Field(min_length=1, max_length=100)]


class JobBoards(Model):
    """The boards that are followed."""

    boards: tuple[JobBoard, ...]


class Account(Model):
    """Whom the program acts for. Without accounts there is one person, who has no name."""

    id: str
    email: str
    name: str
    roles: tuple[Role, ...]
    second_factor: bool
    scopes: tuple[str, ...] = Field(description="What the program may do.")


def there(made: Application) -> AtsReport:
    """What the fourth stage gave. Raises: NotFound."""
    if made.report is None:
        raise not_yet()
    return made.report


def not_yet() -> NotFound:
    return NotFound("This is not made yet", "Wait until the run has come so far.", code="not-ready")
