"""The documents of a run: read them, change a line, bring an older version back."""

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from jobwise.api.answers import BASED, SEEN, check_if_based, given, must_match, problems, tagged
from jobwise.api.callers import Asked, ReadsRuns, WritesRuns
from jobwise.api.etags import etag
from jobwise.api.idempotency import Repeatable
from jobwise.api.shapes import DocumentsVersions, Id, NewWords, RunDocuments, there
from jobwise.bootstrap import Services
from jobwise.domain.access import Caller

router = APIRouter(prefix="/v1/runs/{run_id}", tags=["Documents"], route_class=Repeatable)
LineId = Annotated[str, Path(max_length=100)]


@router.get(
    "/documents",
    summary="Read the documents",
    operation_id="getRunDocuments",
    response_model=RunDocuments,
    responses=given(404),
    dependencies=[SEEN],
)
def documents(caller: ReadsRuns, services: Asked, request: Request, run_id: Id) -> Response:
    """Line by line, each with the facts that it rests on and why it stands there."""
    return _documents(caller, services, request, run_id)


@router.patch(
    "/documents/lines/{line_id}",
    summary="Change a line",
    operation_id="changeLine",
    response_model=RunDocuments,
    responses=problems(404, 409, 412, 428),
    dependencies=[BASED],
)
def change(
    caller: WritesRuns, services: Asked, request: Request, run_id: Id, line_id: LineId, new: NewWords
) -> Response:
    """The gate holds it against the facts of the line, then score and files are made again. Words that no
    fact carries are refused (`not-carried`), and nothing is changed. `If-Match`: the documents' ETag."""
    newest = _newest(caller, services, run_id)
    must_match(request, etag(newest))
    services.applications.change_line(caller.actor, run_id, line_id, new.text, newest=newest)
    return _documents(caller, services, request, run_id)


@router.get(
    "/versions",
    summary="List the documents' versions",
    operation_id="listRunVersions",
    response_model=DocumentsVersions,
    responses=given(404),
    dependencies=[SEEN],
)
def versions(caller: ReadsRuns, services: Asked, request: Request, run_id: Id) -> Response:
    """Oldest first, without their words."""
    return tagged(
        request, DocumentsVersions(versions=tuple(services.applications.versions(caller.actor, run_id)))
    )


@router.post(
    "/versions/{number}/restore",
    summary="Bring a version back",
    operation_id="restoreVersion",
    response_model=RunDocuments,
    responses=problems(404, 409, 412),
    dependencies=[BASED],
)
def restore(
    caller: WritesRuns,
    services: Asked,
    request: Request,
    run_id: Id,
    number: Annotated[int, Path(ge=1, le=1_000_000)],
) -> Response:
    """It becomes the newest one; gate, score and files are made again."""
    newest = _newest(caller, services, run_id)
    check_if_based(request, lambda: etag(newest))
    services.applications.restore(caller.actor, run_id, number, newest=newest)
    return _documents(caller, services, request, run_id)


def _documents(caller: Caller, services: Services, request: Request, run_id: str) -> Response:
    newest = _newest(caller, services, run_id)
    report = there(services.applications.get(caller.actor, run_id))
    both = report.documents
    shown = RunDocuments(version=newest, resume=both.resume, cover_letter=both.cover_letter)
    return tagged(request, shown, etag(newest))


def _newest(caller: Caller, services: Services, run_id: str) -> int:
    """The number of the newest version, 0 before there is one. Raises: NotFound."""
    return max((one.number for one in services.applications.versions(caller.actor, run_id)), default=0)
