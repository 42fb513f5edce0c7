"""How a stage's result is put down: its output, the figures of the list, the files, the versions."""

import datetime as dt

from jobwise.domain.account import Actor, DocumentVersion
from jobwise.domain.documents import Documents
from jobwise.domain.posting import JobAnalysis
from jobwise.domain.run import Stage
from jobwise.matching.job_fit import missing_must_haves
from jobwise.ports import UnitOfWork
from jobwise.services.stage_work import Result

BY_A_RUN = "Written from your profile"


def record(
    work: UnitOfWork,
    actor: Actor,
    application_id: str,
    stage: Stage,
    key: str,
    result: Result,
    at: dt.datetime,
    *,
    what: str | None = BY_A_RUN,
    parent: int | None = None,
    analysis: JobAnalysis | None = None,
    fresh: bool = False,
) -> None:
    """Keep a stage's result whole, inside the caller's transaction.

    `what` and `parent` say how the documents came about, for the list of their versions; None: they are
    the same as before, so there is no new version. `analysis` is the ad's, where it is at hand. `fresh`: the
    stage has given nothing before.
    """
    kept = work.applications
    kept.save_output(actor, application_id, stage, key, result.output, uses=result.uses, fresh=fresh)
    if result.analysis:
        kept.note_job(actor, application_id, result.analysis)
    if result.report:
        if analysis is None:
            read = kept.output(actor, application_id, Stage.JOB_ANALYZER)
            analysis = JobAnalysis.model_validate_json(read[1]) if read else JobAnalysis()
        missing = missing_must_haves(result.report.after.matches, analysis.requirements)
        kept.note_score(
            actor,
            application_id,
            before=result.report.before.ats_score,
            after=result.report.after.ats_score,
            missing=missing,
        )
    if result.report and what is not None:
        version = DocumentVersion(
            number=kept.last_version(actor, application_id) + 1,
            parent=parent,
            what=_by_a_run(result.report.documents) if what == BY_A_RUN else what,
            ats_score=result.report.after.ats_score,
            documents=result.report.documents,
            created_at=at,
        )
        kept.add_version(actor, application_id, version)
    if result.files:
        kept.save_file(actor, application_id, *result.files)


def _by_a_run(documents: Documents) -> str:
    """How a run's version came about: whether a model said some of it."""
    lines = (*documents.resume.lines, *documents.cover_letter.lines)
    by_model = sum(line.draft is not None for line in lines)
    said = "1 line in a model's words" if by_model == 1 else f"{by_model} lines in a model's words"
    return f"{BY_A_RUN}, {said}" if by_model else BY_A_RUN
