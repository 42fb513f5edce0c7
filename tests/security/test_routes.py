"""Every route of the server, and what it answers to somebody who is not logged in."""

import http.client
import re
from collections.abc import Iterator

import pytest
from starlette.routing import Mount, Route, WebSocketRoute

from benchmarks.dashboard import running_dashboard
from jobwise.server import build_app
from jobwise.settings import Settings

SETTINGS = {"JOBWISE_AUTH": "accounts", "JOBWISE_SECRET_KEY": "Rk3vX9_tLq0bZs7WmYc2Ng8HdUf5Pj1E"}
FOR_ALL = {
    "/_stcore/health": 200,
    "/_stcore/host-config": 200,
    "/auth/session": 303,
    "/auth/leave": 303,
    "/auth/login": 302,
    "/auth/logout": 302,
    "/oauth2callback": 302,
    "/component/{path:path}": 404,
    "/_stcore/bidi-components/{path:path}": 404,
}
"""What a log-in page and the ways in and out need: route -> status. None of it holds anything of anybody."""
FOR_PROGRAMS = {"/metrics"}
"""What a program fetches with a key; `tests/api` asks it without one."""
FOR_MEMBERS = {
    "/media/{file_id:path}",
    "/_stcore/upload_file/{session_id}/{file_id}",
    "/_stcore/metrics",
    "/_stcore/agent/interact",
    "/_stcore/agent/openapi.json",
    "/_stcore/agent/mcp",
}
PAGES = "/_stcore/stream"
"""Draws the pages, each of which begins with its guard."""


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with running_dashboard(settings=SETTINGS) as address:
        yield int(address.rpartition(":")[2])


def answer(port: int, method: str, route: str) -> http.client.HTTPResponse:
    path = route.replace("{path:path}", "x").replace("{file_id:path}", "x.pdf")
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request(method, path.replace("{session_id}", "s").replace("{file_id}", "f"))
        return connection.getresponse()
    finally:
        connection.close()


def test_every_route_is_listed_here() -> None:
    app = build_app(Settings(auth="accounts", secret_key=SETTINGS["JOBWISE_SECRET_KEY"]))
    routes = app._build_starlette_app().routes
    named = {route.path for route in routes if isinstance(route, Route | WebSocketRoute)}
    assert named == {*FOR_ALL, *FOR_PROGRAMS, *FOR_MEMBERS, PAGES}
    assert [route.path for route in routes if isinstance(route, Mount)] == [
        "/api",
        "",
    ]  # ours, and Streamlit's own files


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH"])
@pytest.mark.parametrize("route", sorted(FOR_MEMBERS))
def test_what_is_for_members_is_shut_for_others(port: int, route: str, method: str) -> None:
    assert answer(port, method, route).status == 401


@pytest.mark.parametrize("route", FOR_ALL)
def test_what_is_for_all_tells_nothing(port: int, route: str) -> None:
    given = answer(port, "GET", route)
    assert given.status == FOR_ALL[route]
    assert not re.search('jobwise=[^";]', ",".join(given.headers.get_all("set-cookie") or []))
