"""Runs: start one, follow it, take what it gives. A run is an application of the pages."""

from typing import Annotated

from fastapi import APIRouter, Body, Header, Query, Request, Response
from fastapi.responses import StreamingResponse

from jobwise.api import pages
from jobwise.api.answers import (
    BASED,
    SEEN,
    bytes_of,
    check_if_based,
    download,
    given,
    must_match,
    problems,
    tagged,
)
from jobwise.api.callers import Asked, ReadsRuns, WritesRuns
from jobwise.api.etags import etag
from jobwise.api.events import MEDIA_TYPE, Watch
from jobwise.api.idempotency import Repeatable, effect
from jobwise.api.shapes import (
    MOST_RUNS,
    Id,
    Run,
    RunAgain,
    RunFiles,
    RunForJob,
    RunForText,
    RunOutcome,
    RunPage,
    RunScore,
    not_yet,
    there,
)
from jobwise.bootstrap import Services
from jobwise.domain.access import Caller
from jobwise.domain.account import ApplicationStanding
from jobwise.domain.posting import JobAnalysis
from jobwise.rendering import EXPORTERS

router = APIRouter(prefix="/v1/runs", tags=["Runs"], route_class=Repeatable)
FOLLOWED = {
    200: {
        "description": "One event after another, until the run ends",
        "content": {MEDIA_TYPE: {"schema": {"description": "`id`, `event` and `data` of an event"}}},
    },
    **problems(404),
}
A_FILE = given(404, headers={"Content-Disposition": "The name to save it under."})
A_FILE[200] |= {
    "description": "The file",
    "content": bytes_of(
        "application/zip", "application/json", *(one.media_type for one in EXPORTERS.values())
    ),
}


@router.post(
    "",
    status_code=202,
    summary="Start a run",
    operation_id="startRun",
    response_model=Run,
    responses=problems(404, 409),
)
def start(caller: WritesRuns, services: Asked, request: Request, new: RunForJob | RunForText) -> Response:
    """Tailor the profile to a job of the library, or to an ad that comes along. It goes on by itself."""
    once = effect(request)
    if isinstance(new, RunForJob):
        job = services.jobs.get(caller.actor, new.job_id)
        run_id = services.applications.start(
            caller.actor, job.text, page_budget=new.page_budget, job_id=job.id, once=once
        )
    else:
        run_id = services.applications.start(
            caller.actor, new.job_text, page_budget=new.page_budget, once=once
        )
    return _run(caller, services, request, run_id, 202)


@router.get(
    "",
    summary="List the runs",
    operation_id="listRuns",
    response_model=RunPage,
    responses=given(),
    dependencies=[SEEN],
)
def several(
    caller: ReadsRuns,
    services: Asked,
    request: Request,
    limit: Annotated[int, Query(ge=1, le=MOST_RUNS)] = 20,
    cursor: Annotated[str | None, Query(max_length=200, description="`next` of the page before.")] = None,
) -> Response:
    """Newest first, page by page."""
    after = pages.place(cursor) if cursor is not None else None
    runs = services.applications.page(caller.actor, limit + 1, after)
    following = pages.cursor(runs[limit - 1]) if len(runs) > limit else None
    return tagged(request, RunPage(runs=tuple(runs[:limit]), next=following))


@router.get(
    "/{run_id}",
    summary="Read a run",
    operation_id="getRun",
    response_model=Run,
    responses=given(404),
    dependencies=[SEEN],
)
def one(caller: ReadsRuns, services: Asked, request: Request, run_id: Id) -> Response:
    """Where it stands, and what has happened so far."""
    return _run(caller, services, request, run_id)


@router.delete(
    "/{run_id}",
    status_code=204,
    response_class=Response,
    summary="Delete a run",
    operation_id="deleteRun",
    responses=problems(404, 409, 412),
    dependencies=[BASED],
)
def delete(caller: WritesRuns, services: Asked, request: Request, run_id: Id) -> Response:
    """With its documents and files; what still goes is stopped."""
    known = services.applications.standing(caller.actor, run_id)
    check_if_based(request, lambda: _tag(known))
    based = "if-match" in request.headers  # else a run that goes may be deleted whatever it writes
    services.applications.delete(caller.actor, run_id, known.changes if based else None)
    return Response(status_code=204)


@router.get(
    "/{run_id}/events",
    summary="Follow a run",
    operation_id="followRun",
    response_class=StreamingResponse,
    responses=FOLLOWED,
)
async def events(
    caller: ReadsRuns,
    services: Asked,
    request: Request,
    run_id: Id,
    last_event_id: Annotated[
        str, Header(max_length=100, description="The id of the last event seen: those behind it come.")
    ] = "",
) -> StreamingResponse:
    """Server-sent events. `event` is the type, `data` the same JSON as in `events` of the run; lines that
    begin with a colon say only that it still goes."""
    watch = await Watch.begun(request, services.applications, caller, run_id, last_event_id)
    return StreamingResponse(watch.told(), media_type=MEDIA_TYPE, headers={"Cache-Control": "no-store"})


@router.post(
    "/{run_id}/cancel",
    summary="Stop a run",
    operation_id="cancelRun",
    response_model=Run,
    responses=problems(404, 409),
)
def cancel(caller: WritesRuns, services: Asked, request: Request, run_id: Id) -> Response:
    """What its stages gave so far stays."""
    services.applications.stop(caller.actor, run_id)
    return _run(caller, services, request, run_id)


@router.post(
    "/{run_id}/retry",
    status_code=202,
    summary="Do a run again",
    operation_id="retryRun",
    response_model=Run,
    responses=problems(404, 409),
)
def retry(
    caller: WritesRuns,
    services: Asked,
    request: Request,
    run_id: Id,
    how: Annotated[RunAgain, Body()] = RunAgain(),  # noqa: B008 (it is frozen)
) -> Response:
    """With the model and the settings of now. Stages whose input has not changed are taken over, those before
    `from_stage` alone where it is named."""
    services.applications.retry(
        caller.actor, run_id, without_model=how.without_model, from_stage=how.from_stage
    )
    return _run(caller, services, request, run_id, 202)


@router.get(
    "/{run_id}/analysis",
    summary="Read what the ad asks",
    operation_id="getRunAnalysis",
    response_model=JobAnalysis,
    responses=given(404),
    dependencies=[SEEN],
)
def analysis(caller: ReadsRuns, services: Asked, request: Request, run_id: Id) -> Response:
    """Requirements, conditions and terms, each with its place in the ad."""
    found = services.applications.get(caller.actor, run_id).analysis
    if found is None:
        raise not_yet()
    return tagged(request, found)


@router.get(
    "/{run_id}/score",
    summary="Read the score",
    operation_id="getRunScore",
    response_model=RunScore,
    responses=given(404),
    dependencies=[SEEN],
)
def score(caller: ReadsRuns, services: Asked, request: Request, run_id: Id) -> Response:
    """Before and after, with the evidence of each part, and what would raise it."""
    return tagged(request, RunScore.of(there(services.applications.get(caller.actor, run_id))))


@router.get(
    "/{run_id}/files",
    summary="List the files",
    operation_id="listRunFiles",
    response_model=RunFiles,
    responses=given(404),
    dependencies=[SEEN],
)
def files(caller: ReadsRuns, services: Asked, request: Request, run_id: Id) -> Response:
    """None before the run is done."""
    return tagged(request, RunFiles(files=services.applications.standing(caller.actor, run_id).files))


@router.get(
    "/{run_id}/files/{name}",
    summary="Download a file",
    operation_id="getRunFile",
    response_class=Response,
    responses=A_FILE,
    dependencies=[SEEN],
)
def file(caller: ReadsRuns, services: Asked, request: Request, run_id: Id, name: str) -> Response:
    """By its name, such as `resume.pdf`; its type is in `Content-Type`."""
    answer = download(request, services.applications.file(caller.actor, run_id, name))
    if answer.status_code == 200:
        services.applications.note_download(caller.actor, run_id)
    return answer


@router.put(
    "/{run_id}/outcome",
    summary="Say how far it went",
    operation_id="putRunOutcome",
    response_model=Run,
    responses=problems(404, 409, 412, 428),
    dependencies=[BASED],
)
def outcome(caller: WritesRuns, services: Asked, request: Request, run_id: Id, new: RunOutcome) -> Response:
    """From saved to offer or rejected. With "applied", the documents are kept as they are sent. `If-Match`:
    the run's ETag."""
    known = services.applications.standing(caller.actor, run_id)
    must_match(request, _tag(known))
    services.tracker.move(caller.actor, run_id, new.outcome, known.changes)
    return _run(caller, services, request, run_id)


def _run(caller: Caller, services: Services, request: Request, run_id: str, status: int = 200) -> Response:
    return tagged(request, Run.of(services.applications.standing(caller.actor, run_id)), status=status)


def _tag(made: ApplicationStanding) -> str:
    return etag(Run.of(made).model_dump_json(by_alias=True))
