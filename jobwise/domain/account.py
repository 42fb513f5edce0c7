"""Who acts, and what is kept for them."""

import datetime as dt

from jobwise.domain.analytics import HowFar
from jobwise.domain.ats import AtsReport
from jobwise.domain.base import Model
from jobwise.domain.documents import Design, Documents
from jobwise.domain.engine_settings import FIRST, EngineSettings
from jobwise.domain.match import CompiledProfile
from jobwise.domain.model_call import ModelChoice
from jobwise.domain.posting import JobAnalysis
from jobwise.domain.profile import Profile
from jobwise.domain.role import ALL_ROLES, Role
from jobwise.domain.run import RunEvent, RunState
from jobwise.domain.source import SourceText
from jobwise.errors import NotFound


class Actor(Model):
    """The person on whose behalf a call is made, and what they may do. Every stored row belongs to one."""

    id: str
    roles: frozenset[Role] = frozenset()

    def must_be(self, *roles: Role) -> None:
        """Let nobody past without one of the roles. *Why so:* what is not theirs is not there for them.

        Raises: NotFound.
        """
        if self.roles.isdisjoint(roles):
            raise NotFound("This is not there", "Look for it in the menu.", code="not-found")


LOCAL_ACTOR = Actor(id="local", roles=ALL_ROLES)
"""The one person of local mode."""
OPERATOR = Actor(id="command-line", roles=ALL_ROLES)
"""Whoever may run commands on this machine; the log names them so."""


class StoredProfile(Model):
    """A version of a person's profile. `version` counts from 1; the newest one is current."""

    id: str
    version: int
    profile: Profile
    source_id: str | None
    file_name: str
    created_at: dt.datetime


class ProfileVersion(Model):
    """A row of the list of a profile's versions."""

    id: str
    version: int
    file_name: str
    created_at: dt.datetime


class StoredSource(Model):
    """An uploaded résumé as it came, with the text that was read from it."""

    id: str
    file_name: str
    media_type: str
    content: bytes
    text: SourceText


class VersionSummary(Model):
    """A row of the list of versions. `number` counts from 1; the newest one is current.

    `parent` is the version it was made from, None for what a run wrote. `what` says in words what
    was done. `ats_score` is 0..1, None for versions of before it was kept.
    """

    number: int
    parent: int | None
    what: str
    ats_score: float | None
    created_at: dt.datetime


class DocumentVersion(VersionSummary):
    """The documents as they once stood."""

    documents: Documents


class ApplicationSummary(Model):
    """A row of *Applications*. Scores are None until the run is done."""

    id: str
    title: str
    employer: str
    state: RunState
    ats_score: float | None
    before_score: float | None
    missing_must_haves: tuple[str, ...] = ()
    is_sample: bool = False
    created_at: dt.datetime
    outcome: HowFar | None = None


class ApplicationStanding(Model):
    """How an application stands, without what its stages gave: cheap, for programs that ask often.

    `ats_score`: of the documents as they are, 0..1, None before they are there.
    """

    id: str
    run_id: str
    profile_id: str
    job_id: str | None
    title: str
    employer: str
    job_text: str
    state: RunState
    page_budget: float
    design: Design
    model: ModelChoice | None
    is_sample: bool
    outcome: HowFar | None
    ats_score: float | None
    created_at: dt.datetime
    files: tuple[str, ...]
    events: tuple[RunEvent, ...]
    changes: int


class Application(Model):
    """An application with whatever its stages have given so far."""

    id: str
    run_id: str
    profile_id: str
    profile: Profile
    job_text: str
    state: RunState
    page_budget: float
    design: Design
    is_sample: bool
    created_at: dt.datetime
    analysis: JobAnalysis | None = None
    compiled: CompiledProfile | None = None
    report: AtsReport | None = None
    model: ModelChoice | None = None
    """What rewords in its present run, None for the offline engine alone."""
    engine_settings: EngineSettings = FIRST
    """What our own rules go by in it."""
    outcome: HowFar | None = None
    """How far it went, None where the person did not say."""
    files: tuple[str, ...] = ()
    """Names of the files that can be downloaded."""
    job_id: str | None = None
    """The job of the library that it was made for, None for an ad that came along or a job that is gone."""
    events: tuple[RunEvent, ...] = ()
    changes: int = 0
    """What was written to it is counted, for who writes to it from a state that they saw."""
