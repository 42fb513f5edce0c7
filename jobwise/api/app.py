"""The API as one ASGI app."""

from collections import Counter
from collections.abc import Callable, Sequence
from importlib.metadata import version

from fastapi import FastAPI
from pydantic.alias_generators import to_camel

from jobwise.api.answers import ANYWHERE, problems
from jobwise.api.bodies import Bodies
from jobwise.api.callers import Callers
from jobwise.api.cross_origin import let_cross
from jobwise.api.description import describe
from jobwise.api.heads import Heads
from jobwise.api.limits import Limits
from jobwise.api.problems import tell_problems
from jobwise.api.routes import account, api_keys, documents, health, jobs, log_in, profiles, runs
from jobwise.bootstrap import Services

FOR_PEOPLE = (log_in.router, api_keys.router)
"""Not there where nobody logs in."""
ROUTERS = (
    account.router,
    profiles.router,
    jobs.router,
    jobs.boards,
    runs.router,
    documents.router,
    health.router,
)
SUMMARY = "Tailored résumés and cover letters with no invented fact in them."


def build_api(services: Callable[[], Services], origins: Sequence[str] = ()) -> FastAPI:
    """services: asked for by each request, since those of the process may close and open again. origins:
    sites whose pages may call it.

    *Why no pages of documentation:* those that come with the framework load scripts from other servers. *Why
    a slash more leads nowhere:* the framework would send programs to an address without TLS.
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
        redirect_slashes=False,
        separate_input_output_schemas=False,
        generate_unique_id_function=lambda route: to_camel(route.name),
        responses=problems(*ANYWHERE),
    )
    api.state.services = services
    api.state.fetching = Counter()
    tell_problems(api)
    for router in FOR_PEOPLE:
        api.include_router(router, responses=problems(404))
    for router in ROUTERS:
        api.include_router(router)
    api.add_middleware(Heads)
    api.add_middleware(Bodies, services=services)
    api.add_middleware(Callers)
    api.add_middleware(Limits, services=services)
    let_cross(api, origins)
    describe(api)
    return api
