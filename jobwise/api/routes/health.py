"""Whether JobWise is there, can work, and how its parts are."""

from typing import Literal

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from jobwise.api.callers import Asked, ReadsHealth
from jobwise.api.problems import MEDIA_TYPE, Problem, problem
from jobwise.domain.health import Health
from jobwise.metrics import CONTENT_TYPE

router = APIRouter(prefix="/v1", tags=["Health"])


class Alive(BaseModel):
    """That the process answers."""

    status: Literal["alive"] = "alive"


class Ready(BaseModel):
    """That JobWise can work. `without`: parts that are not well, and that it can do without for a while."""

    status: Literal["ready"] = "ready"
    without: list[str] = Field(examples=[["Mail"]])


@router.get("/health/live", summary="Whether the process answers")
async def live() -> Alive:
    """For who starts it again when it does not. Nothing else is looked at."""
    return Alive()


@router.get(
    "/health/ready",
    summary="Whether JobWise can work",
    response_model=Ready,
    responses={503: {"model": Problem, "content": {MEDIA_TYPE: {}}, "description": "A part is not well"}},
)
def ready(services: Asked) -> Ready | Response:
    """A row and a file are written and taken away again, a reader reads, runs are taken from the queue.

    Looked at once a second at most."""
    ill = [part for part in services.health.parts() if part.state == "ill"]
    if missing := [part for part in ill if part.needed]:
        told = " ".join(f"{part.name}: {part.told}. {part.todo}" for part in missing)
        return problem(503, "JobWise cannot work at the moment", told, "not-ready")
    return Ready(without=[part.name for part in ill])


@router.get("/health", summary="How every part is")
def health(caller: ReadsHealth, services: Asked) -> Health:
    """Counts and parts, with what to do about one that is not well."""
    return services.health.now(caller.actor)


@router.get(
    "/metrics",
    summary="Figures for Prometheus",
    response_class=Response,
    responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}},
)
def metrics(caller: ReadsHealth, services: Asked) -> Response:
    """The same as at /metrics, where Prometheus looks for them."""
    del caller
    return Response(services.metrics_text(), media_type=CONTENT_TYPE)
