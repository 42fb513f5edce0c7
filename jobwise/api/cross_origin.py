"""Pages of other sites that may call the API, where a setting names them: exact origins, and no cookies."""

from collections.abc import Sequence

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware

from jobwise.api.idempotency import HEADER, REPLAYED

ASKED = ("Authorization", "Content-Type", HEADER, "If-Match", "If-None-Match", "Last-Event-ID")
TOLD = (
    "ETag",
    "Location",
    "Retry-After",
    "RateLimit",
    "RateLimit-Policy",
    "WWW-Authenticate",
    "Content-Disposition",
    REPLAYED,
    "X-Request-ID",
)
PREFLIGHT_SECONDS = 600


def let_cross(api: FastAPI, origins: Sequence[str]) -> None:
    """Have browsers let pages of these origins call it.

    *Why without credentials:* no cookie counts here, so none is to be sent.
    """
    if origins:
        api.add_middleware(
            CORSMiddleware,
            allow_origins=origins,
            allow_methods=("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"),
            allow_headers=ASKED,
            expose_headers=TOLD,
            max_age=PREFLIGHT_SECONDS,
        )
