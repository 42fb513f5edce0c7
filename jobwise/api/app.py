"""The API as one ASGI app."""

from collections.abc import Callable
from importlib.metadata import version

from fastapi import FastAPI

from jobwise.api.problems import tell_problems
from jobwise.api.routes import health
from jobwise.bootstrap import Services

ROUTERS = (health.router,)
SUMMARY = "Tailored résumés and cover letters with no invented fact in them."


def build_api(services: Callable[[], Services]) -> FastAPI:
    """services: asked for by each request, since those of the process may close and open again.

    *Why no pages of documentation:* those that come with the framework load scripts from other servers.
    """
    api = FastAPI(
        title="JobWise",
        summary=SUMMARY,
        version=version("jobwise"),
        openapi_url="/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        servers=[{"url": "/api"}],
        root_path_in_servers=False,
    )
    api.state.services = services
    tell_problems(api)
    for router in ROUTERS:
        api.include_router(router)
    return api
