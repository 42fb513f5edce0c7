"""The job library: bring jobs in, look for them, follow boards."""

from typing import Annotated

from fastapi import APIRouter, File, Request, Response, UploadFile

from jobwise.api.answers import BASED, SEEN, check_if_based, given, must_match, problems, tagged
from jobwise.api.callers import Asked, FetchesJobs, ReadsJobs, WritesJobs
from jobwise.api.etags import etag
from jobwise.api.idempotency import Repeatable
from jobwise.api.shapes import Id, JobAddress, JobBoards, JobCorrection, JobText, NewBoard
from jobwise.domain.job import AddedJob, AddedJobs, Job, JobPage, JobSearch

router = APIRouter(prefix="/v1/jobs", tags=["Jobs"], route_class=Repeatable)
boards = APIRouter(prefix="/v1/job-boards", tags=["Job boards"], route_class=Repeatable)


@router.post("", status_code=201, summary="Add a job as text", operation_id="addJob")
def add(caller: WritesJobs, services: Asked, new: JobText) -> AddedJob:
    """The same job twice is one job (`is_new` is false). What it asks is read in the background."""
    return services.jobs.add_text(caller.actor, new.text)


@router.post("/file", status_code=201, summary="Add a job from a file", operation_id="addJobFile")
def add_file(
    caller: WritesJobs,
    services: Asked,
    file: Annotated[UploadFile, File(description="PDF, DOCX, HTML or text.")],
) -> AddedJob:
    """A saved page is read by its JobPosting where it has one."""
    return services.jobs.add_file(caller.actor, file.filename or "", file.file.read())


@router.post("/page", status_code=201, summary="Add a job by its address", operation_id="addJobPage")
def add_page(caller: FetchesJobs, services: Asked, new: JobAddress) -> AddedJob:
    """The page is fetched from the public internet alone."""
    return services.jobs.add_page(caller.actor, new.address)


@router.post("/bulk", summary="Add many jobs", operation_id="addJobs")
def add_many(
    caller: WritesJobs,
    services: Asked,
    file: Annotated[UploadFile, File(description="CSV with a heading, or a JSON list.")],
) -> AddedJobs:
    """One that cannot be taken keeps no other out; `refused` says why."""
    return services.jobs.add_many(caller.actor, file.filename or "", file.file.read())


@router.post("/search", summary="Look for jobs", operation_id="searchJobs")
def search(caller: ReadsJobs, services: Asked, wanted: JobSearch) -> JobPage:
    """Keywords, place, seniority, kind, remote, pay and date, by relevance, date or fit; page by page."""
    return services.jobs.search(caller.actor, wanted)


@router.get(
    "/{job_id}",
    summary="Read a job",
    operation_id="getJob",
    response_model=Job,
    responses=given(404),
    dependencies=[SEEN],
)
def one(caller: ReadsJobs, services: Asked, request: Request, job_id: Id) -> Response:
    """With its text, what it asks, and how the newest profile stands to it. The id of a job that turned out
    to be another one gives that one, with its id."""
    job = services.jobs.get(caller.actor, job_id)
    return tagged(request, job, _tag(job))


@router.patch(
    "/{job_id}",
    summary="Correct a job",
    operation_id="correctJob",
    response_model=Job,
    responses=problems(404, 409, 412, 428),
    dependencies=[BASED],
)
def correct(
    caller: WritesJobs, services: Asked, request: Request, job_id: Id, new: JobCorrection
) -> Response:
    """Its title, its employer and what it offers: place, kind of employment, remote or not, level, pay.
    `If-Match`: the job's ETag. The id of a job that turned out to be another one is as good as that one's."""
    known = services.jobs.get(caller.actor, job_id)
    must_match(request, _tag(known))
    job = services.jobs.correct(
        caller.actor,
        known.id,
        title=new.title,
        employer=new.employer,
        offer=new.offer,
        changes=known.changes,
    )
    return tagged(request, job, _tag(job))


@router.delete(
    "/{job_id}",
    status_code=204,
    response_class=Response,
    summary="Delete a job",
    operation_id="deleteJob",
    responses=problems(404, 409, 412),
    dependencies=[BASED],
)
def delete(caller: WritesJobs, services: Asked, request: Request, job_id: Id) -> Response:
    """Runs that were made for it stay. The id of a job that turned out to be another one deletes that one."""
    known = services.jobs.get(caller.actor, job_id)
    check_if_based(request, lambda: _tag(known))
    services.jobs.delete(caller.actor, known.id, changes=known.changes)
    return Response(status_code=204)


def _tag(job: Job) -> str:
    """*Why not by the changes alone:* a fit goes with a new profile, which changes no job, and an id can give
    another job than before."""
    return etag(f"{job.id} {job.state} {job.changes} {job.fit is not None}")


@boards.get(
    "",
    summary="List the boards",
    operation_id="listJobBoards",
    response_model=JobBoards,
    responses=given(),
    dependencies=[SEEN],
)
def followed(caller: ReadsJobs, services: Asked, request: Request) -> Response:
    """Those that the person follows."""
    return tagged(request, JobBoards(boards=tuple(services.jobs.boards(caller.actor))))


@boards.post("", status_code=201, summary="Follow a board", operation_id="followJobBoard")
def follow(caller: FetchesJobs, services: Asked, new: NewBoard) -> AddedJobs:
    """It is read now, and its jobs come into the library."""
    return services.jobs.follow(caller.actor, new.kind, new.board)


@boards.post(
    "/{board_id}/read", summary="Read a board again", operation_id="readJobBoard", responses=problems(404)
)
def read_board(caller: FetchesJobs, services: Asked, board_id: Id) -> AddedJobs:
    """New jobs come into the library; those that are there already stay as they are, and those that the
    person deleted stay away."""
    return services.jobs.read_board(caller.actor, board_id)


@boards.delete(
    "/{board_id}",
    status_code=204,
    response_class=Response,
    summary="Follow a board no more",
    operation_id="unfollowJobBoard",
    responses=problems(404),
)
def unfollow(caller: WritesJobs, services: Asked, board_id: Id) -> Response:
    """Its jobs stay."""
    services.jobs.unfollow(caller.actor, board_id)
    return Response(status_code=204)
