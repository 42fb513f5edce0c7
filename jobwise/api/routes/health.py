"""Whether JobWise is there."""

from fastapi import APIRouter
from pydantic import BaseModel

router = APIRouter(prefix="/v1/health", tags=["Health"])


class Alive(BaseModel):
    """That the process answers."""

    status: str = "alive"


@router.get("/live", summary="Whether the process answers")
async def live() -> Alive:
    """For who starts it again when it does not. Nothing else is looked at."""
    return Alive()
