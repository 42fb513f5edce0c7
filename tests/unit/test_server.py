"""The dashboard answers this computer alone, and says where it is or why it cannot start."""

import asyncio
import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient
from starlette.types import Message, Receive, Scope, Send
from streamlit.runtime.pages_manager import PagesManager

from jobwise import server
from jobwise.asgi.headers import policy
from jobwise.asgi.hosts import OwnHostOnly, is_own
from jobwise.errors import BadSetting
from jobwise.server import serve
from jobwise.settings import Settings
from jobwise.ui.outcome import FOCUS

OWN = [
    {"host": "localhost:8501"},
    {"host": "127.0.0.1:8501"},
    {"host": "[::1]:8501"},
    {"host": "LOCALHOST:8501", "origin": "http://localhost:8501"},
    {"host": "127.0.0.1", "origin": "http://127.0.0.1"},
]
FOREIGN = [
    {},
    {"host": ""},
    {"host": "jobs.example.org"},
    {"host": "jobs.example.org:8501", "origin": "http://jobs.example.org:8501"},
    {"host": "localhost.example.org:8501"},
    {"host": "localhost@example.org"},
    {"host": "somebody@localhost:8501"},
    {"host": "localhost:8501.example.org"},
    {"host": "192.168.1.5:8501"},
    {"host": "localhost:8501", "origin": "https://example.org"},
    {"host": "localhost:8501", "origin": "http://localhost:3000"},
    {"host": "localhost:8501", "origin": "null"},
    {"host": "localhost:8501", "origin": ""},
]


@pytest.mark.parametrize("headers", OWN)
def test_requests_of_this_computer_are_own(headers: dict[str, str]) -> None:
    assert is_own(Headers(headers))


@pytest.mark.parametrize("headers", FOREIGN)
def test_a_foreign_host_or_origin_is_not_own(headers: dict[str, str]) -> None:
    assert not is_own(Headers(headers))


@pytest.mark.parametrize(
    ("path", "origin", "status"),
    [
        ("/api/v1/jobs", "https://app.example.org", 200),
        ("/api/v1/jobs", "https://evil.example", 403),
        ("/api/v1/jobs", "https://app.example.org.evil.example", 403),
        ("/", "https://app.example.org", 403),
        ("/apix", "https://app.example.org", 403),
        ("/_stcore/stream", "https://app.example.org", 403),
    ],
)
def test_a_named_origin_may_call_the_api_and_nothing_else(path: str, origin: str, status: int) -> None:
    app = Starlette(
        routes=[Route("/{rest:path}", lambda _: PlainTextResponse("in"))],
        middleware=[
            Middleware(OwnHostOnly, address="https://jobs.example.org", origins=("https://app.example.org",))
        ],
    )
    client = TestClient(app, base_url="https://jobs.example.org")
    assert client.get(path, headers={"Origin": origin}).status_code == status
    foreign = client.get(path, headers={"Origin": origin, "Host": "evil.example"})
    assert foreign.status_code == 403
    kind, code = foreign.headers["content-type"], "host" if path.startswith("/api/") else None
    assert kind == ("application/problem+json" if code else "text/plain; charset=utf-8")
    assert not code or foreign.json()["code"] == code


PUBLIC = "https://jobs.example.org"


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        *(
            (path, {"Sec-Fetch-Site": site}, status)
            for path in ("/api/v1/account/export", "/metrics")
            for site, status in (
                ("cross-site", 403),
                ("same-site", 403),
                ("Cross-Site", 403),
                ("same-origin", 200),
                ("none", 200),
            )
        ),
        ("/metrics", {}, 200),
        ("/applications", {"Sec-Fetch-Site": "cross-site"}, 200),
        ("/api/v1/jobs", {"Sec-Fetch-Site": "cross-site", "Origin": "https://app.example.org"}, 200),
        ("/metrics", {"Sec-Fetch-Site": "cross-site", "Origin": "https://app.example.org"}, 403),
    ],
)
def test_a_page_elsewhere_that_names_no_origin_gets_nothing_done(
    path: str, headers: dict[str, str], status: int
) -> None:
    """As a browser asks for a picture or follows a link."""
    app = Starlette(
        routes=[Route("/{rest:path}", lambda _: PlainTextResponse("in"))],
        middleware=[Middleware(OwnHostOnly, address=PUBLIC, origins=("https://app.example.org",))],
    )
    assert TestClient(app, base_url=PUBLIC).get(path, headers=headers).status_code == status


@pytest.mark.parametrize(
    ("headers", "own"),
    [
        ({"host": "jobs.example.org"}, True),
        ({"host": "JOBS.example.org", "origin": PUBLIC}, True),
        ({"host": "127.0.0.1:8501"}, True),
        ({"host": "127.0.0.1:8501", "origin": PUBLIC}, True),
        ({"host": "jobs.example.org", "origin": "https://example.org"}, False),
        ({"host": "jobs.example.org", "origin": "null"}, False),
        ({"host": "jobs.example.org:444"}, False),
        ({"host": "other.example.org", "origin": PUBLIC}, False),
        ({"host": ""}, False),
        ({"host": "["}, False),
        ({"host": "jobs.example.org", "origin": "http://["}, False),
        ({}, False),
    ],
)
def test_where_people_open_an_address_that_one_is_own_too(headers: dict[str, str], own: bool) -> None:
    assert is_own(Headers(headers), PUBLIC) is own


def ask(kind: str, headers: dict[str, str]) -> tuple[bool, list[Message]]:
    """(did the guard let it through, what it sent itself)."""
    let_through: list[Scope] = []
    sent: list[Message] = []

    async def inner(scope: Scope, receive: Receive, send: Send) -> None:
        let_through.append(scope)

    async def receive() -> Message:
        return {"type": f"{kind}.connect"}

    async def send(message: Message) -> None:
        sent.append(message)

    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    asyncio.run(OwnHostOnly(inner)({"type": kind, "headers": raw}, receive, send))
    return bool(let_through), sent


@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_the_guard_lets_own_requests_through(kind: str) -> None:
    assert ask(kind, OWN[0]) == (True, [])


@pytest.mark.parametrize(
    ("kind", "answer"), [("http", "http.response.start"), ("websocket", "websocket.close")]
)
def test_the_guard_refuses_foreign_ones(kind: str, answer: str) -> None:
    passed, sent = ask(kind, {"host": "jobs.example.org"})
    assert not passed
    assert sent[0]["type"] == answer


def test_files_of_pages_never_run_alone() -> None:
    PagesManager.uses_pages_directory = None
    server.build_app()
    assert PagesManager.uses_pages_directory is False


def test_answers_are_not_held_back_for_more_to_send() -> None:
    """asyncio turns that off for sockets that say they are TCP alone."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with server._bound(Settings(port=port)) as listening:
        assert listening.proto == socket.IPPROTO_TCP


def test_a_taken_port_is_told() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(BadSetting) as refusal:
            serve(Settings(port=port))
    assert refusal.value.code == "port-taken"
    assert str(port) in refusal.value.title


SERVE = """
import sys
from pathlib import Path
from jobwise.server import serve
from jobwise.settings import Settings
serve(Settings(port=int(sys.argv[1]), data_dir=Path(sys.argv[2])))
"""


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    with running(tmp_path_factory.mktemp("state")) as number:
        yield number


@contextlib.contextmanager
def running(folder: Path, complaints: str = "") -> Iterator[int]:
    """The port of a dashboard that really runs; it must also stop as it should, and complain of no more."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number: int = free.getsockname()[1]
    command = [sys.executable, "-c", SERVE, str(number), str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        said = process.stdout.readline()
        assert f"http://localhost:{number}" in said, process.stderr.read()
        yield number
        os.kill(process.pid, signal.SIGINT)
        assert process.wait(timeout=20) == 0
        assert process.stderr.read() == complaints
    assert not list(Path(folder).glob("*.wal"))


@pytest.mark.parametrize("path", ["/", "/applications", "/_stcore/health", "/media/x", "/no/such/page"])
def test_every_answer_says_what_a_browser_may_do_with_it(port: int, path: str) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", path)
    headers = connection.getresponse().headers
    connection.close()
    assert headers["content-security-policy"] == policy(FOCUS)
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"


def test_no_script_runs_that_is_not_known() -> None:
    rules = dict(rule.split(" ", 1) for rule in policy().split("; "))
    assert rules["script-src"].startswith("'self' 'sha256-")
    assert "unsafe" not in rules["script-src"]
    assert rules["frame-ancestors"] == rules["base-uri"] == rules["default-src"] == "'none'"


def status(port: int, path: str, headers: dict[str, str]) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("GET", path, headers=headers)
        return connection.getresponse().status
    finally:
        connection.close()


@pytest.mark.parametrize("path", ["/", "/_stcore/health", "/applications"])
def test_the_dashboard_answers_this_computer(port: int, path: str) -> None:
    assert status(port, path, {}) == 200


@pytest.mark.parametrize(
    "path", ["/", "/_stcore/health", "/static/x.js", "/_stcore/upload_file/a/b", "/media/x"]
)
def test_every_route_refuses_a_foreign_host(port: int, path: str) -> None:
    assert status(port, path, {"Host": "jobs.example.org"}) == 403


UPGRADE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
}


def test_the_websocket_opens_for_its_own_page_alone(port: int) -> None:
    own = {**UPGRADE, "Origin": f"http://127.0.0.1:{port}"}
    assert status(port, "/_stcore/stream", own) == 101
    assert status(port, "/_stcore/stream", {**UPGRADE, "Origin": "https://example.org"}) == 403
    assert status(port, "/_stcore/stream", {**own, "Host": "jobs.example.org"}) == 403


def test_the_head_of_a_request_has_bounds(tmp_path: Path) -> None:
    """*Why a refusal or an end:* what is still on its way when a connection ends takes the answer with it."""
    answer = b""
    with (
        running(tmp_path, "Invalid HTTP request received.\n") as port,
        socket.create_connection(("127.0.0.1", port), timeout=10) as asking,
    ):
        asking.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: ")
        with pytest.raises(ConnectionError):
            asking.sendall(b"a" * 64 * 1024 * 1024)
        with contextlib.suppress(ConnectionError):
            answer = asking.recv(100)
    assert answer == b"" or answer.startswith(b"HTTP/1.1 400")


def test_where_nobody_has_an_account_the_way_to_the_first_is_said(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number = free.getsockname()[1]
    secret = "Rk3vX9_tLq0bZs7WmYc2Ng8HdUf5Pj1E"
    environment = {**os.environ, "JOBWISE_AUTH": "accounts", "JOBWISE_SECRET_KEY": secret}
    command = [sys.executable, "-c", SERVE, str(number), str(tmp_path / "state")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True) as process:
        assert process.stdout is not None
        said = [process.stdout.readline() for _ in range(3)]
        os.kill(process.pid, signal.SIGINT)
        assert process.wait(timeout=20) == 0
    assert "".join(said[1:]).strip() == server.FIRST
