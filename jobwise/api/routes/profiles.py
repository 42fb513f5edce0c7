"""A person's profile: read it, replace it, add to it from a file."""

from typing import Annotated

from fastapi import APIRouter, File, Request, Response, UploadFile

from jobwise.api.answers import (
    BASED,
    SEEN,
    JsonBody,
    given,
    json_body,
    must_match,
    problems,
    tagged,
)
from jobwise.api.callers import Asked, ReadsProfile, WritesProfile
from jobwise.api.etags import etag
from jobwise.api.idempotency import Repeatable
from jobwise.api.shapes import JsonResume, PersonProfile, ProfileVersions
from jobwise.errors import NotFound

router = APIRouter(prefix="/v1/profile", tags=["Profile"], route_class=Repeatable)


@router.get(
    "",
    summary="Read the profile",
    operation_id="getProfile",
    response_model=PersonProfile,
    responses=given(404),
    dependencies=[SEEN],
)
def read(caller: ReadsProfile, services: Asked, request: Request) -> Response:
    """The newest version. `resume` is all of it in JSON Resume, `facts` names each statement."""
    stored = services.profiles.current(caller.actor)
    if stored is None:
        raise NotFound("There is no profile yet", "Upload a résumé first.", code="no-profile")
    return tagged(request, PersonProfile.of(stored), etag(stored.version))


@router.put(
    "",
    summary="Replace the profile",
    operation_id="putProfile",
    response_model=PersonProfile,
    responses=problems(409, 412, 428),
    dependencies=[BASED],
    openapi_extra=json_body(JsonResume),
)
def replace(caller: WritesProfile, services: Asked, request: Request, body: JsonBody) -> Response:
    """A JSON Resume takes the place of the newest version, which stays among the versions. `If-Match` is
    needed as soon as there is a profile."""
    known = services.profiles.current(caller.actor)
    if known or "if-match" in request.headers:
        must_match(request, etag(known.version if known else 0))
    stored = services.profiles.replace(caller.actor, body, based_on=known.id if known else "")
    return tagged(request, PersonProfile.of(stored), etag(stored.version))


@router.post(
    "/file",
    status_code=201,
    summary="Read a résumé file",
    operation_id="uploadProfileFile",
    response_model=PersonProfile,
    responses=problems(409),
)
def upload(
    caller: WritesProfile,
    services: Asked,
    request: Request,
    file: Annotated[UploadFile, File(description="PDF, DOCX, Markdown, JSON Resume or text.")],
) -> Response:
    """What the file says becomes the newest version; what the person corrected before stays."""
    stored = services.profiles.upload(caller.actor, file.filename or "", file.file.read())
    return tagged(request, PersonProfile.of(stored), etag(stored.version), 201)


@router.get(
    "/versions",
    summary="List the profile's versions",
    operation_id="listProfileVersions",
    response_model=ProfileVersions,
    responses=given(),
    dependencies=[SEEN],
)
def versions(caller: ReadsProfile, services: Asked, request: Request) -> Response:
    """Newest first, without their words."""
    return tagged(request, ProfileVersions(versions=tuple(services.profiles.versions(caller.actor))))
