"""The tables. Every row has an owner; keys are UUID strings; contents are JSON text or bytes.

Columns made with `_sealed` hold what is a person's own, sealed by `store.vault`; the others hold ids,
moments, states and figures.

*Why foreign keys on PostgreSQL alone:* on DuckDB a declared one makes ordinary updates and deletes
fail. There the repositories keep the integrity, and `integrity.orphans` checks it.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any, ClassVar

from sqlalchemy import (
    BigInteger,
    Date,
    DateTime,
    ForeignKeyConstraint,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedColumn, mapped_column
from sqlalchemy.types import TypeDecorator
from typing_extensions import override

KEY_LENGTH = 64
INSTALLATION = "jobwise"
"""Owns what is nobody's alone and is sealed all the same: it has a key as people have theirs."""
SEALED = "sealed"
"""Marks a column in its `info`."""


class UtcDateTime(TypeDecorator[dt.datetime]):
    """A moment, stored as naive UTC. *Why:* DuckDB's zoned type wants another package to be read."""

    impl = DateTime
    cache_ok = True

    @override
    def process_bind_param(self, value: dt.datetime | None, dialect: object) -> dt.datetime | None:
        return value.astimezone(dt.UTC).replace(tzinfo=None) if value else None

    @override
    def process_result_value(self, value: dt.datetime | None, dialect: object) -> dt.datetime | None:
        return value.replace(tzinfo=dt.UTC) if value else None


class Table(DeclarativeBase):
    """The base of every table."""

    type_annotation_map = {str: Text, bytes: LargeBinary, dt.datetime: UtcDateTime, dt.date: Date}  # noqa: RUF012


def _link(columns: Sequence[str], targets: Sequence[str]) -> ForeignKeyConstraint:
    """A foreign key that is declared on PostgreSQL and nowhere else."""
    link = ForeignKeyConstraint(columns, targets)
    link.ddl_if(dialect="postgresql")
    return link


def _sealed(*, large: bool = False) -> MappedColumn[Any]:
    """large: left where it is until it is asked for."""
    return mapped_column(info={SEALED: True}, deferred=large)


class PersonKeyRow(Table):
    """A person's key, wrapped by the secret; without it nothing of theirs can be opened.

    `wrapped` is NULL until something is sealed. `plain`: rows of before there were keys wait to be sealed.
    """

    __tablename__ = "person_keys"

    owner: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True)
    wrapped: Mapped[str | None]
    plain: Mapped[bool]


class SourceRow(Table):
    """An uploaded résumé as it came."""

    __tablename__ = "sources"

    id: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True)
    owner: Mapped[str] = mapped_column(String(KEY_LENGTH))
    file_name: Mapped[str] = _sealed()
    media_type: Mapped[str]
    content: Mapped[bytes] = _sealed()
    text: Mapped[str] = _sealed()


class ProfileRow(Table):
    """A version of a profile; never changed. `version` is NULL for samples, which are never current."""

    __tablename__ = "profiles"
    __table_args__ = (UniqueConstraint("owner", "version"), _link(["source_id"], ["sources.id"]))

    id: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True)
    owner: Mapped[str] = mapped_column(String(KEY_LENGTH))
    version: Mapped[int | None]
    profile: Mapped[str] = _sealed()
    source_id: Mapped[str | None] = mapped_column(String(KEY_LENGTH))
    file_name: Mapped[str] = _sealed()
    created_at: Mapped[dt.datetime]


class ApplicationRow(Table):
    """An application: what its run starts from, and the few figures that a list shows.

    `touched_at`: to the hour, NULL where only `created_at` is known.
    `design`: JSON, NULL for applications of before it could be chosen. `model`: JSON, NULL for the offline
    engine alone. `changes` counts the updates; a
    stale writer is refused (SQLAlchemy's `version_id_col`). `engine_settings`: JSON, NULL for the first ones.
    `outcome`: how far the person says it went, NULL where they said nothing. `job_id`: the job of the library
    that it was made for, NULL for a pasted ad. `job_names`: JSON, what the library called it then.
    """

    __tablename__ = "applications"
    __table_args__ = (_link(["profile_id"], ["profiles.id"]),)

    id: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True)
    owner: Mapped[str] = mapped_column(String(KEY_LENGTH))
    run_id: Mapped[str] = mapped_column(String(KEY_LENGTH))
    profile_id: Mapped[str] = mapped_column(String(KEY_LENGTH))
    job_text: Mapped[str] = _sealed()
    as_of: Mapped[dt.date]
    page_budget: Mapped[float]
    design: Mapped[str | None]
    model: Mapped[str | None] = _sealed()
    is_sample: Mapped[bool]
    created_at: Mapped[dt.datetime]
    touched_at: Mapped[dt.datetime | None]
    state: Mapped[str] = mapped_column(String(16))
    title: Mapped[str] = _sealed()
    employer: Mapped[str] = _sealed()
    ats_score: Mapped[float | None]
    before_score: Mapped[float | None]
    missing_must_haves: Mapped[str] = _sealed()
    changes: Mapped[int] = mapped_column()
    engine_settings: Mapped[str | None]
    outcome: Mapped[str | None] = mapped_column(String(16))
    job_id: Mapped[str | None] = mapped_column(String(KEY_LENGTH))
    job_names: Mapped[str | None] = _sealed()

    __mapper_args__ = {"version_id_col": changes}  # noqa: RUF012


class OutputRow(Table):
    """What a stage gave, with the hash of what it was given, under the person's key.

    `edited`: a person changed it since. `uses`: JSON, the calls of a model that it was made with; NULL where
    none was made.
    """

    __tablename__ = "stage_outputs"
    __table_args__ = (_link(["application_id"], ["applications.id"]),)

    application_id: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True)
    stage: Mapped[str] = mapped_column(String(32), primary_key=True)
    owner: Mapped[str] = mapped_column(String(KEY_LENGTH))
    input_key: Mapped[str] = mapped_column(String(KEY_LENGTH))
    output: Mapped[str] = _sealed()
    edited: Mapped[bool | None]
    uses: Mapped[str | None] = _sealed()


class EventRow(Table):
    """A run's event; `position` counts from 1 within the run."""

    __tablename__ = "run_events"
    __table_args__ = (_link(["application_id"], ["applications.id"]),)

    id: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True)
    owner: Mapped[str] = mapped_column(String(KEY_LENGTH))
    application_id: Mapped[str] = mapped_column(String(KEY_LENGTH))
    run_id: Mapped[str] = mapped_column(String(KEY_LENGTH))
    position: Mapped[int]
    event: Mapped[str] = _sealed()


class FileRow(Table):
    """A file that stage 5 made."""

    __tablename__ = "files"
    __table_args__ = (_link(["application_id"], ["applications.id"]),)

    application_id: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True)
    name: Mapped[str] = mapped_column(String(255), primary_key=True)
    owner: Mapped[str] = mapped_column(String(KEY_LENGTH))
    media_type: Mapped[str]
    content: Mapped[bytes] = _sealed()


class DocumentVersionRow(Table):
    """The documents as they once stood; never changed. `number` counts from 1, the newest is current.

    `parent`: the number that it was made from, NULL for what a run wrote.
    """

    __tablename__ = "document_versions"
    __table_args__ = (
        UniqueConstraint("application_id", "number"),
        _link(["application_id"], ["applications.id"]),
    )

    id: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True)
    owner: Mapped[str] = mapped_column(String(KEY_LENGTH))
    application_id: Mapped[str] = mapped_column(String(KEY_LENGTH))
    number: Mapped[int]
    documents: Mapped[str] = _sealed()
    created_at: Mapped[dt.datetime]
    parent: Mapped[int | None]
    what: Mapped[str | None] = _sealed()
    ats_score: Mapped[float | None]


class ModelSettingsRow(Table):
    """Which model writes for a person, JSON; `key` is the model's, NULL where there is none."""

    __tablename__ = "model_settings"

    owner: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True)
    settings: Mapped[str] = _sealed()
    key: Mapped[str | None] = _sealed()
    changes: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": changes}  # noqa: RUF012


class ModelCallRow(Table):
    """What a call cost, in US dollars: the most it can while it is under way, the true sum after it.

    *Why both in one row:* a call that a kill cut off may have been billed, so it goes on counting. It stays
    when its application goes, since the day's limit counts it. `application_id`: NULL in older rows.
    """

    __tablename__ = "model_calls"

    id: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True)
    owner: Mapped[str] = mapped_column(String(KEY_LENGTH))
    application_id: Mapped[str | None] = mapped_column(String(KEY_LENGTH))
    run_id: Mapped[str] = mapped_column(String(KEY_LENGTH))
    at: Mapped[dt.datetime]
    cost_usd: Mapped[float]
    use: Mapped[str | None] = _sealed()


class PromptRow(Table):
    """A version of a prompt or of the engine's settings as JSON, kept when it is added or first used; `label`
    is such as "writing@1"."""

    __tablename__ = "prompts"

    label: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True)
    prompt: Mapped[str]
    at: Mapped[dt.datetime]


class PromptRecordRow(Table):
    """Who made a version that is of no file, and since when it is put away (NULL: it is not).

    *Why beside it:* the version itself never changes.
    """

    __tablename__ = "prompt_records"

    label: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True)
    author: Mapped[str] = mapped_column(String(KEY_LENGTH))
    archived_at: Mapped[dt.datetime | None]


class PromptDraftRow(Table):
    """A version that somebody still writes, as the text of its file; it may not be sound yet."""

    __tablename__ = "prompt_drafts"

    id: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True)
    prompt_id: Mapped[str] = mapped_column(String(KEY_LENGTH))
    text: Mapped[str]
    author: Mapped[str] = mapped_column(String(KEY_LENGTH))
    at: Mapped[dt.datetime]
    changes: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": changes}  # noqa: RUF012


class PromptPromotionRow(Table):
    """That a version took another one's place; never changed. `number` counts from 1 for each prompt.

    *Why the number is in the key:* of two people who promote at once, one is told.
    """

    __tablename__ = "prompt_promotions"

    prompt_id: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    label: Mapped[str] = mapped_column(String(KEY_LENGTH))
    before: Mapped[str] = mapped_column(String(KEY_LENGTH))
    reason: Mapped[str]
    author: Mapped[str] = mapped_column(String(KEY_LENGTH))
    at: Mapped[dt.datetime]


class PromptChoiceRow(Table):
    """Which version of a prompt is used for everybody, where it is not the one of the file."""

    __tablename__ = "prompt_choices"

    id: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True)
    label: Mapped[str] = mapped_column(String(KEY_LENGTH))
    at: Mapped[dt.datetime]


class RetentionRow(Table):
    """For how many days things are kept, and since when for no more."""

    __tablename__ = "retention"

    id: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True)
    days: Mapped[int]
    since: Mapped[dt.datetime]


class ModelReplyRow(Table):
    """A model's answer, kept for the same question; never changed. `key` is a hash of all that was asked,
    under the person's key."""

    __tablename__ = "model_replies"

    owner: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True)
    key: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True)
    reply: Mapped[str] = _sealed()
    at: Mapped[dt.datetime]


class ConsentRow(Table):
    """That a person agreed to words going to an address, or took that back; never changed."""

    __tablename__ = "consents"

    id: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True)
    owner: Mapped[str] = mapped_column(String(KEY_LENGTH))
    at: Mapped[dt.datetime]
    given: Mapped[bool]
    address: Mapped[str] = _sealed()


class UserRow(Table):
    """An account, its person's own. `email_key` is a keyed hash, to find the address by; `provider_key` one
    of issuer and subject, for who logs in at another provider.

    `disabled_at` is NULL for who may log in.
    """

    __tablename__ = "users"
    __table_args__ = (UniqueConstraint("email_key"),)

    owner: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True)
    email_key: Mapped[str] = mapped_column(String(KEY_LENGTH))
    email: Mapped[str] = _sealed()
    name: Mapped[str] = _sealed()
    roles: Mapped[str]
    provider_key: Mapped[str | None] = mapped_column(String(KEY_LENGTH))
    created_at: Mapped[dt.datetime]
    disabled_at: Mapped[dt.datetime | None]


class CredentialRow(Table):
    """The Argon2id hash of a person's password."""

    __tablename__ = "credentials"
    __table_args__ = (_link(["owner"], ["users.owner"]),)

    owner: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True)
    hash: Mapped[str]
    changed_at: Mapped[dt.datetime]


class SessionRow(Table):
    """A browser that is logged in; deleted when it ends. `id` is a hash of what its cookie holds."""

    __tablename__ = "sessions"
    __table_args__ = (_link(["owner"], ["users.owner"]),)

    id: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True)
    owner: Mapped[str] = mapped_column(String(KEY_LENGTH))
    browser: Mapped[str]
    created_at: Mapped[dt.datetime]
    last_seen_at: Mapped[dt.datetime]
    expires_at: Mapped[dt.datetime]


class TokenRow(Table):
    """A one-time token, by its hash; deleted when it is used."""

    __tablename__ = "tokens"
    __table_args__ = (_link(["owner"], ["users.owner"]),)

    id: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True)
    owner: Mapped[str] = mapped_column(String(KEY_LENGTH))
    purpose: Mapped[str] = mapped_column(String(16))
    bound: Mapped[str] = mapped_column(String(KEY_LENGTH))
    expires_at: Mapped[dt.datetime]


class InvitationRow(Table):
    """Leave to sign up, by the hash of its token; `email` is NULL for anybody."""

    __tablename__ = "invitations"
    owner: ClassVar[str] = INSTALLATION

    id: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True)
    email: Mapped[str | None] = _sealed()
    roles: Mapped[str]
    invited_by: Mapped[str] = mapped_column(String(KEY_LENGTH))
    created_at: Mapped[dt.datetime]
    expires_at: Mapped[dt.datetime]
    used_by: Mapped[str | None] = mapped_column(String(KEY_LENGTH))


class TryRow(Table):
    """A try that failed, or is under way, for each thing it counts for; `key` is a keyed hash of that."""

    __tablename__ = "tries"

    id: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True)
    key: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True)
    at: Mapped[dt.datetime]


class ResetAskRow(Table):
    """Somebody wants a new password for an address, whether there is such an account or not.

    *Why no column of the account:* to write to a row that is there takes longer than to find none.
    """

    __tablename__ = "reset_asks"

    id: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True)
    email_key: Mapped[str] = mapped_column(String(KEY_LENGTH))
    at: Mapped[dt.datetime]


class SecondFactorRow(Table):
    """A person's second factor. `last_step`: the newest whose code was used."""

    __tablename__ = "second_factors"
    __table_args__ = (_link(["owner"], ["users.owner"]),)

    owner: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True)
    secret: Mapped[str] = _sealed()
    confirmed: Mapped[bool]
    last_step: Mapped[int]


class RecoveryCodeRow(Table):
    """A recovery code that was not used, by its hash."""

    __tablename__ = "recovery_codes"
    __table_args__ = (_link(["owner"], ["users.owner"]),)

    id: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True)
    owner: Mapped[str] = mapped_column(String(KEY_LENGTH))


class VacancyRow(Table):
    """A job that people apply for. `rubric`: the number of its newest version. `last_number`: of its newest
    candidate."""

    __tablename__ = "vacancies"

    id: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True)
    owner: Mapped[str] = mapped_column(String(KEY_LENGTH))
    title: Mapped[str] = _sealed()
    ad: Mapped[str] = _sealed()
    as_of: Mapped[dt.date]
    rubric: Mapped[int]
    last_number: Mapped[int]
    created_at: Mapped[dt.datetime]
    touched_at: Mapped[dt.datetime]
    changes: Mapped[int] = mapped_column()
    hides_schools: Mapped[bool | None]
    keep_days: Mapped[int | None]

    __mapper_args__ = {"version_id_col": changes}  # noqa: RUF012


class RubricRow(Table):
    """A version of what a vacancy asks, JSON; never changed. `made_by`: the id of who made it."""

    __tablename__ = "rubrics"
    __table_args__ = (UniqueConstraint("vacancy_id", "number"), _link(["vacancy_id"], ["vacancies.id"]))

    id: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True)
    owner: Mapped[str] = mapped_column(String(KEY_LENGTH))
    vacancy_id: Mapped[str] = mapped_column(String(KEY_LENGTH))
    number: Mapped[int]
    analysis: Mapped[str] = _sealed()
    what: Mapped[str] = _sealed()
    made_by: Mapped[str] = mapped_column(String(KEY_LENGTH))
    at: Mapped[dt.datetime]


class CandidateRow(Table):
    """A file that somebody applied with, and what was read from it.

    `digest`, `email_key`, `phone_key`, `text_key`: hashes under the person's key, to find the same again.
    `scored`: the version of the rubric that it was scored by last, `engine`: by which engine. `choice`: the
    newest decision.
    `claim`: who reads or scores it at present, and `claimed_until` when another may take it over.
    """

    __tablename__ = "candidates"
    __table_args__ = (_link(["vacancy_id"], ["vacancies.id"]),)

    id: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True)
    owner: Mapped[str] = mapped_column(String(KEY_LENGTH))
    vacancy_id: Mapped[str] = mapped_column(String(KEY_LENGTH))
    number: Mapped[int]
    state: Mapped[str] = mapped_column(String(16))
    file_name: Mapped[str] = _sealed()
    media_type: Mapped[str]
    content: Mapped[bytes] = _sealed(large=True)
    digest: Mapped[str] = mapped_column(String(KEY_LENGTH))
    profile: Mapped[str | None] = _sealed(large=True)
    text: Mapped[str | None] = _sealed(large=True)
    flags: Mapped[str | None] = _sealed()
    trouble: Mapped[str | None] = _sealed()
    email_key: Mapped[str | None] = mapped_column(String(KEY_LENGTH))
    phone_key: Mapped[str | None] = mapped_column(String(KEY_LENGTH))
    text_key: Mapped[str | None] = mapped_column(String(KEY_LENGTH))
    same_as: Mapped[int | None]
    scored: Mapped[int | None]
    choice: Mapped[str | None] = mapped_column(String(16))
    tags: Mapped[str] = _sealed()
    notes: Mapped[str] = _sealed()
    added_at: Mapped[dt.datetime]
    opened_at: Mapped[dt.datetime | None]
    revealed_at: Mapped[dt.datetime | None]
    claim: Mapped[str | None] = mapped_column(String(KEY_LENGTH))
    claimed_until: Mapped[dt.datetime | None]
    engine: Mapped[str | None] = mapped_column(String(16))


class AssessmentRow(Table):
    """A candidate held against a version of the rubric, JSON beside the figures that the ranking goes by."""

    __tablename__ = "assessments"
    __table_args__ = (_link(["candidate_id"], ["candidates.id"]),)

    candidate_id: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True)
    rubric: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    owner: Mapped[str] = mapped_column(String(KEY_LENGTH))
    vacancy_id: Mapped[str] = mapped_column(String(KEY_LENGTH))
    fit: Mapped[float]
    must_haves: Mapped[float]
    assessment: Mapped[str] = _sealed()


class DecisionRow(Table):
    """What somebody decided on a candidate; never changed, the newest counts. `opened`: they had opened the
    résumé by then. `rubric`: the version that they saw."""

    __tablename__ = "decisions"
    __table_args__ = (_link(["candidate_id"], ["candidates.id"]),)

    id: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True)
    owner: Mapped[str] = mapped_column(String(KEY_LENGTH))
    vacancy_id: Mapped[str] = mapped_column(String(KEY_LENGTH))
    candidate_id: Mapped[str] = mapped_column(String(KEY_LENGTH))
    number: Mapped[int]
    choice: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str] = _sealed()
    made_by: Mapped[str] = mapped_column(String(KEY_LENGTH))
    at: Mapped[dt.datetime]
    opened: Mapped[bool]
    rubric: Mapped[int]


class CorrectionRow(Table):
    """What a candidate had corrected, in words, with the profile and the score of before; never changed."""

    __tablename__ = "corrections"
    __table_args__ = (_link(["candidate_id"], ["candidates.id"]),)

    id: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True)
    owner: Mapped[str] = mapped_column(String(KEY_LENGTH))
    vacancy_id: Mapped[str] = mapped_column(String(KEY_LENGTH))
    candidate_id: Mapped[str] = mapped_column(String(KEY_LENGTH))
    number: Mapped[int]
    words: Mapped[str] = _sealed()
    before: Mapped[str] = _sealed(large=True)
    made_by: Mapped[str] = mapped_column(String(KEY_LENGTH))
    at: Mapped[dt.datetime]


class CategoryRow(Table):
    """What a candidate said of themselves for statistics alone, JSON. *Why a table of its own:* nothing that
    shows, ranks or decides reads it."""

    __tablename__ = "categories"
    __table_args__ = (_link(["candidate_id"], ["candidates.id"]),)

    candidate_id: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True)
    owner: Mapped[str] = mapped_column(String(KEY_LENGTH))
    vacancy_id: Mapped[str] = mapped_column(String(KEY_LENGTH))
    answers: Mapped[str] = _sealed()


class SwapAuditRow(Table):
    """What came of scoring everybody anew as if they were others, JSON; never changed."""

    __tablename__ = "swap_audits"
    __table_args__ = (_link(["vacancy_id"], ["vacancies.id"]),)

    id: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True)
    owner: Mapped[str] = mapped_column(String(KEY_LENGTH))
    vacancy_id: Mapped[str] = mapped_column(String(KEY_LENGTH))
    at: Mapped[dt.datetime]
    audit: Mapped[str] = _sealed()


class GoldenSetRow(Table):
    """A version of a golden set; never changed."""

    __tablename__ = "golden_sets"
    __table_args__ = (UniqueConstraint("name", "version"),)

    id: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True)
    name: Mapped[str] = mapped_column(String(KEY_LENGTH))
    version: Mapped[int]
    why: Mapped[str]
    author: Mapped[str] = mapped_column(String(KEY_LENGTH))
    at: Mapped[dt.datetime]


class GoldenCaseRow(Table):
    """A case of a version of a set, JSON. `owner`: whose run it was made from, or the installation; what was
    made from a person's run goes with them."""

    __tablename__ = "golden_cases"
    __table_args__ = (_link(["set_id"], ["golden_sets.id"]),)

    id: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True)
    owner: Mapped[str] = mapped_column(String(KEY_LENGTH))
    set_id: Mapped[str] = mapped_column(String(KEY_LENGTH))
    position: Mapped[int]
    golden_case: Mapped[str] = _sealed()


class ExperimentRow(Table):
    """An experiment: its plan as JSON and how it stands."""

    __tablename__ = "experiments"
    __table_args__ = (_link(["set_id"], ["golden_sets.id"]),)

    id: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True)
    plan: Mapped[str]
    set_id: Mapped[str] = mapped_column(String(KEY_LENGTH))
    state: Mapped[str] = mapped_column(String(16))
    author: Mapped[str] = mapped_column(String(KEY_LENGTH))
    at: Mapped[dt.datetime]
    trouble: Mapped[str]
    changes: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": changes}  # noqa: RUF012


class ExperimentCellRow(Table):
    """One case in one arm at one repeat. `owner`: the case's. `golden_case_id`: the case's row, `case_name`:
    its id in the set. `input_key`: a hash of all that decides the result.

    `held_usd`: what a call under way may cost, and for ever where a kill cut it off; `cost_usd`: what was
    paid, which alone is left in the state "gone" of a case that was taken back.
    `claim` and `claimed_until`: see the candidates. `measures`: JSON, figures alone.
    """

    __tablename__ = "experiment_cells"
    __table_args__ = (_link(["experiment_id"], ["experiments.id"]),)

    id: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True)
    owner: Mapped[str] = mapped_column(String(KEY_LENGTH))
    experiment_id: Mapped[str] = mapped_column(String(KEY_LENGTH))
    arm: Mapped[int]
    golden_case_id: Mapped[str] = mapped_column(String(KEY_LENGTH))
    case_name: Mapped[str] = mapped_column(String(KEY_LENGTH))
    position: Mapped[int]
    repeat: Mapped[int]
    input_key: Mapped[str] = mapped_column(String(KEY_LENGTH))
    state: Mapped[str] = mapped_column(String(16))
    cached: Mapped[bool]
    held_usd: Mapped[float]
    cost_usd: Mapped[float]
    measures: Mapped[str]
    trouble: Mapped[str]
    result: Mapped[str | None] = _sealed(large=True)
    claim: Mapped[str | None] = mapped_column(String(KEY_LENGTH))
    claimed_until: Mapped[dt.datetime | None]


class ExperimentNoteRow(Table):
    """What somebody noted on a case of an experiment."""

    __tablename__ = "experiment_notes"
    __table_args__ = (_link(["experiment_id"], ["experiments.id"]),)
    owner: ClassVar[str] = INSTALLATION

    id: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True)
    experiment_id: Mapped[str] = mapped_column(String(KEY_LENGTH))
    case_name: Mapped[str] = mapped_column(String(KEY_LENGTH))
    author: Mapped[str] = mapped_column(String(KEY_LENGTH))
    at: Mapped[dt.datetime]
    text: Mapped[str] = _sealed()


class RunFiguresRow(Table):
    """The figures of a run that ended, with no word of anybody's. It goes with the person.

    `failure`: the code of the error, "" for none. Seconds are NULL for stages that were taken over or not
    reached. `confidence`: share of what was read from the résumé without a doubt, 0..1.
    """

    __tablename__ = "run_figures"

    run_id: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True)
    owner: Mapped[str] = mapped_column(String(KEY_LENGTH))
    application_id: Mapped[str] = mapped_column(String(KEY_LENGTH))
    at: Mapped[dt.datetime]
    state: Mapped[str] = mapped_column(String(16))
    failure: Mapped[str] = mapped_column(String(KEY_LENGTH))
    failed_stage: Mapped[str] = mapped_column(String(32))
    before_score: Mapped[float | None]
    after_score: Mapped[float | None]
    engine: Mapped[str] = mapped_column(String(16))
    media_type: Mapped[str] = mapped_column(String(KEY_LENGTH))
    layout: Mapped[str] = mapped_column(String(32))
    confidence: Mapped[float | None]
    seconds_analyze: Mapped[float | None]
    seconds_compile: Mapped[float | None]
    seconds_generate: Mapped[float | None]
    seconds_validate: Mapped[float | None]
    seconds_export: Mapped[float | None]
    reused: Mapped[int]
    provider: Mapped[str] = mapped_column(String(KEY_LENGTH))
    model: Mapped[str]
    reading_prompt: Mapped[str] = mapped_column(String(KEY_LENGTH))
    writing_prompt: Mapped[str] = mapped_column(String(KEY_LENGTH))
    engine_settings: Mapped[str] = mapped_column(String(KEY_LENGTH))
    calls: Mapped[int]
    kept_calls: Mapped[int]
    tries: Mapped[int]
    tokens_asked: Mapped[int] = mapped_column(BigInteger)
    tokens_cached: Mapped[int] = mapped_column(BigInteger)
    tokens_answered: Mapped[int] = mapped_column(BigInteger)
    cost_usd: Mapped[float]
    findings: Mapped[int | None]
    downloaded: Mapped[bool]
    outcome: Mapped[str] = mapped_column(String(16))


class JobRow(Table):
    """A job that a person keeps. `digest` and `text_key`: hashes under the person's key, to find the same job
    again.

    `changed_at`: by anything; `touched_at`: by the person.
    `source`: a file's name, an address, a board; `source_kind` tells which. `analysis`: JSON, NULL until it
    is read. `fit`, `must_haves`, `missing`: how the profile `fit_profile` stood to it by the engine
    `fit_engine`, NULL until it is scored. `claim` and `claimed_until`: see the candidates.
    """

    __tablename__ = "jobs"
    __table_args__ = (UniqueConstraint("owner", "digest"),)

    id: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True)
    owner: Mapped[str] = mapped_column(String(KEY_LENGTH))
    state: Mapped[str] = mapped_column(String(16))
    source_kind: Mapped[str] = mapped_column(String(16))
    source: Mapped[str] = _sealed()
    digest: Mapped[str] = mapped_column(String(KEY_LENGTH))
    text_key: Mapped[str] = mapped_column(String(KEY_LENGTH))
    title: Mapped[str] = _sealed()
    employer: Mapped[str] = _sealed()
    text: Mapped[str] = _sealed(large=True)
    analysis: Mapped[str | None] = _sealed(large=True)
    trouble: Mapped[str] = _sealed()
    posted_on: Mapped[dt.date | None]
    added_at: Mapped[dt.datetime]
    changed_at: Mapped[dt.datetime]
    touched_at: Mapped[dt.datetime]
    fit: Mapped[float | None]
    must_haves: Mapped[float | None]
    missing: Mapped[str | None] = _sealed()
    fit_profile: Mapped[str | None] = mapped_column(String(KEY_LENGTH))
    fit_engine: Mapped[str | None] = mapped_column(String(16))
    claim: Mapped[str | None] = mapped_column(String(KEY_LENGTH))
    claimed_until: Mapped[dt.datetime | None]
    changes: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": changes}  # noqa: RUF012


class GoneJobRow(Table):
    """A job that is in the library no more, without its words, so that a board does not bring it back.

    `digest` and `address`: hashes under the person's key, of its text and of where it stands; NULL where it
    has no address. `became`: the job that it turned out to be; NULL for one that the person deleted.
    """

    __tablename__ = "gone_jobs"

    id: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True)
    owner: Mapped[str] = mapped_column(String(KEY_LENGTH))
    digest: Mapped[str] = mapped_column(String(KEY_LENGTH))
    address: Mapped[str | None] = mapped_column(String(KEY_LENGTH))
    became: Mapped[str | None] = mapped_column(String(KEY_LENGTH))


class JobBoardRow(Table):
    """A public board that a person takes jobs from. `read_at`: NULL until it was read once."""

    __tablename__ = "job_boards"

    id: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True)
    owner: Mapped[str] = mapped_column(String(KEY_LENGTH))
    kind: Mapped[str] = mapped_column(String(16))
    board: Mapped[str] = _sealed()
    read_at: Mapped[dt.datetime | None]
    trouble: Mapped[str] = _sealed()


class MoveRow(Table):
    """That the person said how far an application went, NULL where they took it back; never changed."""

    __tablename__ = "application_moves"
    __table_args__ = (_link(["application_id"], ["applications.id"]),)

    id: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True)
    owner: Mapped[str] = mapped_column(String(KEY_LENGTH))
    application_id: Mapped[str] = mapped_column(String(KEY_LENGTH))
    at: Mapped[dt.datetime]
    outcome: Mapped[str | None] = mapped_column(String(16))


class NoteRow(Table):
    """What the person noted on an application."""

    __tablename__ = "application_notes"
    __table_args__ = (_link(["application_id"], ["applications.id"]),)

    id: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True)
    owner: Mapped[str] = mapped_column(String(KEY_LENGTH))
    application_id: Mapped[str] = mapped_column(String(KEY_LENGTH))
    at: Mapped[dt.datetime]
    text: Mapped[str] = _sealed()


class DateRow(Table):
    """A date of an application. `zone`: an IANA name, the person's. `remind_minutes`: before it, NULL for not
    at all."""

    __tablename__ = "application_dates"
    __table_args__ = (_link(["application_id"], ["applications.id"]),)

    id: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True)
    owner: Mapped[str] = mapped_column(String(KEY_LENGTH))
    application_id: Mapped[str] = mapped_column(String(KEY_LENGTH))
    kind: Mapped[str] = mapped_column(String(16))
    starts_at: Mapped[dt.datetime]
    all_day: Mapped[bool]
    zone: Mapped[str] = mapped_column(String(KEY_LENGTH))
    remind_minutes: Mapped[int | None]
    what: Mapped[str] = _sealed()


class SentFileRow(Table):
    """A file as it was sent to an employer; never changed. `version`: the documents' number then."""

    __tablename__ = "sent_files"
    __table_args__ = (_link(["application_id"], ["applications.id"]),)

    id: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True)
    owner: Mapped[str] = mapped_column(String(KEY_LENGTH))
    application_id: Mapped[str] = mapped_column(String(KEY_LENGTH))
    at: Mapped[dt.datetime]
    version: Mapped[int]
    name: Mapped[str] = _sealed()
    media_type: Mapped[str]
    content: Mapped[bytes] = _sealed(large=True)


class ApiKeyRow(Table):
    """A key that a program gets in with, by its hash. `begins`: its first characters, to know it by.

    `scopes`: JSON.
    """

    __tablename__ = "api_keys"

    id: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True)
    owner: Mapped[str] = mapped_column(String(KEY_LENGTH))
    name: Mapped[str] = _sealed()
    begins: Mapped[str] = mapped_column(String(16))
    scopes: Mapped[str]
    created_at: Mapped[dt.datetime]
    expires_at: Mapped[dt.datetime]
    used_at: Mapped[dt.datetime | None]


class RefreshTokenRow(Table):
    """A token that gives the next one, by its hash. Those of one log-in are a `family`,
    which ends when one is shown a second time."""

    __tablename__ = "refresh_tokens"
    __table_args__ = (_link(["owner"], ["users.owner"]),)

    id: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True)
    owner: Mapped[str] = mapped_column(String(KEY_LENGTH))
    family: Mapped[str] = mapped_column(String(KEY_LENGTH))
    client: Mapped[str] = _sealed()
    created_at: Mapped[dt.datetime]
    expires_at: Mapped[dt.datetime]
    used_at: Mapped[dt.datetime | None]


class SigningKeyRow(Table):
    """What access tokens are signed with; the newest signs, those that are not retired are still taken."""

    __tablename__ = "signing_keys"
    owner: ClassVar[str] = INSTALLATION

    id: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True)
    secret: Mapped[str] = _sealed()
    created_at: Mapped[dt.datetime]
    retired_at: Mapped[dt.datetime | None]


class SavedReplyRow(Table):
    """What a program was answered, for when it asks the same again. `key` and `request`: hashes of what it
    named its question and of the question; `status` and `reply` (JSON) are NULL while it is worked on."""

    __tablename__ = "saved_replies"

    owner: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True)
    key: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True)
    request: Mapped[str] = mapped_column(String(KEY_LENGTH))
    at: Mapped[dt.datetime]
    status: Mapped[int | None]
    reply: Mapped[str | None] = _sealed(large=True)


class AuditRow(Table):
    """What was done; never changed. `hash` chains it to the entry before."""

    __tablename__ = "audit_entries"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[dt.datetime]
    actor_id: Mapped[str] = mapped_column(String(KEY_LENGTH))
    action: Mapped[str] = mapped_column(String(KEY_LENGTH))
    subject: Mapped[str] = mapped_column(String(KEY_LENGTH))
    details: Mapped[str]
    hash: Mapped[str] = mapped_column(String(KEY_LENGTH))


class AuditHeadRow(Table):
    """How many entries there are and the hash of the newest, with a seal on both.

    *Why:* without it, nobody would miss entries that were cut off at the end.
    """

    __tablename__ = "audit_head"
    owner: ClassVar[str] = INSTALLATION

    id: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True)
    entries: Mapped[int]
    hash: Mapped[str] = mapped_column(String(KEY_LENGTH))
    seal: Mapped[str] = mapped_column(String(KEY_LENGTH))
    key: Mapped[str] = _sealed()
