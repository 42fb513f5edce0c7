"""Pages are fetched from the public internet, and no spelling of an address leads anywhere else."""

import ipaddress
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpcore2
import pytest

from jobwise.domain.job import BoardKind
from jobwise.errors import UnreadablePage
from jobwise.fetching.boards import BOARDS, BoardFetcher, board_address
from jobwise.fetching.page import MOST_BYTES, PageFetcher
from jobwise.fetching.public import PublicOnly, is_public

PUBLIC = "93.184.215.14"
DECEIVERS = {
    "localtest.example": ["127.0.0.1"],
    "two-faced.example": [PUBLIC, "10.0.0.5"],
    "metadata.example": ["169.254.169.254"],
    "six.example": ["::1"],
    "mapped.example": ["::ffff:169.254.169.254"],
    "nat64.example": ["64:ff9b::7f00:1"],
    "6to4.example": ["2002:7f00:1::"],
    "teredo.example": ["2001:0:7f00:1::"],
    "ula.example": ["fd00:ec2::254"],
    "linklocal.example": ["fe80::1"],
    "azure.example": ["168.63.129.16"],
    "nobody.example": [],
}
LOOPBACK = (
    "127.0.0.1 127.1 127.0.1 127.127.127.127 2130706433 0x7f000001 017700000001 0x7f.0x0.0x0.0x1 0177.0.0.1 "
    "0177.0.0.01 127.0.0.1. 0 0.0.0.0 0x0 00000000000 [::1] [::] [0:0:0:0:0:0:0:1] [::ffff:127.0.0.1] "
    "[::ffff:7f00:1] [0:0:0:0:0:ffff:127.0.0.1] [::127.0.0.1] [::7f00:1] localhost LOCALHOST localhost. "
    "127.0.0.1 ①②⑦.⓪.⓪.① 127。0。0。1 %31%32%37.0.0.1 0x7F.1 127.000.000.001 127.0.0.01"
).split()
INSIDE = (
    "10.0.0.1 10.255.255.255 172.16.0.1 172.31.255.254 192.168.0.1 192.168.1.254 0xa000001 167772161 "
    "012.0.0.1 0xc0a80001 3232235521 100.64.0.1 100.100.100.200 192.0.0.192 198.18.0.1 198.19.255.255 "
    "169.254.169.254 0xa9fea9fe 2852039166 0251.0376.0251.0376 [::ffff:169.254.169.254] [::ffff:a9fe:a9fe] "
    "[fd00:ec2::254] [fe80::1] [fe80::1%25eth0] [fc00::1] [fec0::1] [64:ff9b::a9fe:a9fe] [64:ff9b:1::1] "
    "[2002:a9fe:a9fe::] [2002:7f00:1::] [2001:0:53aa:64c::] [2001:db8::1] [3fff::1] [ff02::1] [100::1] "
    "168.63.129.16 192.88.99.1 224.0.0.1 240.0.0.1 255.255.255.255 192.0.2.1 198.51.100.1 203.0.113.1"
).split()
FORBIDDEN = [f"http://{host}/" for host in (*LOOPBACK, *INSIDE, *DECEIVERS)]
NO_PAGES = [
    "",
    "jobs.example.org",
    "//jobs.example.org/",
    "file:///etc/passwd",
    "ftp://jobs.example.org/",
    "gopher://127.0.0.1:25/",
    "data:text/html,hello",
    "javascript:alert(1)",
    "unix:///var/run/docker.sock",
    "http+unix://%2Fvar%2Frun%2Fdocker.sock/",
    "https://",
    "http:///etc/passwd",
    "http://jobs.example.org:22/",
    "http://jobs.example.org:8501/",
    "http://127.0.0.1@jobs.example.org/",
    "http://jobs.example.org@127.0.0.1/",
    "http://jobs.example.org\\@127.0.0.1/",
    "http:\\\\127.0.0.1\\",
    "http://jobs.example.org\r\nHost: 127.0.0.1/",
    "http://jobs.example.org/\tx",
    "http://[::1/",
    "http://[jobs.example.org]/",
    "http://jobs.example.org:99999/",
    f"https://jobs.example.org/{'a' * 3000}",
]


class Recorder(httpcore2.NetworkBackend):
    """Notes where it would connect to, and connects to a server on this machine instead, if there is one."""

    def __init__(self, port: int | None = None) -> None:
        self.port, self.asked = port, list[tuple[str, int]]()

    def connect_tcp(self, host: str, port: int, *_: Any, **__: Any) -> httpcore2.NetworkStream:
        self.asked.append((host, port))
        if self.port is None:
            raise httpcore2.ConnectError("recorded")
        return httpcore2.SyncBackend().connect_tcp("127.0.0.1", self.port)


def resolve(host: str, _: int) -> Sequence[str]:
    """Names of these tests; numbers in every form that the C library reads."""
    if host in DECEIVERS:
        return DECEIVERS[host]
    if host.rstrip(".").endswith("example.org"):
        return [PUBLIC]
    if host.startswith("localhost"):
        return ["127.0.0.1", "::1"]
    if ":" in host:
        return [socket.inet_ntop(socket.AF_INET6, socket.inet_pton(socket.AF_INET6, host.partition("%")[0]))]
    return [socket.inet_ntoa(socket.inet_aton(host))]


def fetcher(recorder: Recorder, *hosts: str, seconds: float = 5.0) -> PageFetcher:
    return PageFetcher(hosts, seconds=seconds, backend=lambda until: PublicOnly(until, resolve, recorder))


def test_enough_spellings_are_tried() -> None:
    assert len(set(FORBIDDEN)) >= 80


@pytest.mark.parametrize("address", [*FORBIDDEN, *(one.replace("http:", "https:") for one in FORBIDDEN)])
def test_no_spelling_leads_to_a_machine_inside(address: str) -> None:
    recorder = Recorder()
    with pytest.raises(UnreadablePage):
        fetcher(recorder).fetch(address)
    assert recorder.asked == []


@pytest.mark.parametrize("address", NO_PAGES)
def test_what_is_no_address_of_a_page_is_told(address: str) -> None:
    recorder = Recorder()
    with pytest.raises(UnreadablePage) as refusal:
        fetcher(recorder).fetch(address)
    assert recorder.asked == []
    assert refusal.value.code in ("page", "page-address")


@pytest.mark.parametrize("address", ["8.8.8.8", PUBLIC, "2606:2800:220:1:248:1893:25c8:1946", "1.1.1.1"])
def test_the_public_internet_is_public(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


def test_a_name_is_resolved_once_and_connected_to_as_it_was_found() -> None:
    answers = iter([[PUBLIC], ["127.0.0.1"]])
    recorder = Recorder()
    backend = PublicOnly(time.monotonic() + 5, lambda *_: next(answers), recorder)
    with pytest.raises(httpcore2.ConnectError):
        backend.connect_tcp("rebinds.example", 80)
    assert recorder.asked == [(PUBLIC, 80)]


class Site(BaseHTTPRequestHandler):
    """Answers by the path that is asked for."""

    protocol_version = "HTTP/1.1"
    answers: dict[str, Callable[["Site"], None]] = {}  # noqa: RUF012

    def do_GET(self) -> None:
        self.answers[self.path](self)

    def log_message(self, *_: object) -> None:
        """Quiet."""

    def say(self, body: bytes, media_type: str = "text/html; charset=utf-8", status: int = 200) -> None:
        self.send_response(status)
        if media_type:
            self.send_header("content-type", media_type)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def lead(self, to: str) -> None:
        self.send_response(302)
        self.send_header("location", to)
        self.send_header("content-length", "0")
        self.end_headers()

    def drip(self) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/html")
        self.end_headers()
        self.close_connection = True
        for _ in range(50):
            self.wfile.write(b"x")
            self.wfile.flush()
            time.sleep(0.1)

    def pour(self) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/html")
        self.end_headers()
        self.close_connection = True
        for _ in range(MOST_BYTES // 100_000 + 5):
            self.wfile.write(b"x" * 100_000)

    def pack(self) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/html")
        self.send_header("content-encoding", "gzip")
        self.send_header("content-length", "2")
        self.end_headers()
        self.wfile.write(b"xx")


Site.answers = {
    "/ad": lambda site: site.say("<h1>Zugführerin</h1>".encode()),
    "/plain": lambda site: site.say(b"words", 'TEXT/plain;charset="ISO-8859-1"'),
    "/moved": lambda site: site.lead("/ad"),
    "/inside": lambda site: site.lead("http://127.0.0.1/ad"),
    "/metadata": lambda site: site.lead("//169.254.169.254/latest/meta-data/"),
    "/file": lambda site: site.lead("file:///etc/passwd"),
    "/bracket": lambda site: site.lead("http://[::1"),
    "/round": lambda site: site.lead("/round"),
    "/pdf": lambda site: site.say(b"%PDF", "application/pdf"),
    "/untyped": lambda site: site.say(b"words", ""),
    "/gone": lambda site: site.say(b"no", status=404),
    "/board": lambda site: site.say(b" " * (MOST_BYTES + 1_000_000) + b"[]", "application/json"),
    "/slow": Site.drip,
    "/long": Site.pour,
    "/packed": Site.pack,
}


@pytest.fixture
def site() -> Iterator[Recorder]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield Recorder(server.server_address[1])
    server.shutdown()
    server.server_close()


def test_a_page_comes_with_its_type_its_signs_and_where_it_came_from(site: Recorder) -> None:
    page = fetcher(site).fetch(" http://jobs.example.org/moved ")
    assert (page.url, page.media_type, page.charset) == ("http://jobs.example.org/ad", "text/html", "utf-8")
    assert "Zugführerin" in page.content.decode(page.charset)
    assert site.asked == [(PUBLIC, 80)] * 2
    plain = fetcher(site).fetch("http://jobs.example.org/plain")
    assert (plain.media_type, plain.charset) == ("text/plain", "iso-8859-1")


@pytest.mark.parametrize("path", ["inside", "metadata", "file", "bracket"])
def test_no_redirect_leads_inside(site: Recorder, path: str) -> None:
    with pytest.raises(UnreadablePage):
        fetcher(site).fetch(f"http://jobs.example.org/{path}")
    assert site.asked == [(PUBLIC, 80)]


def test_redirects_end(site: Recorder) -> None:
    with pytest.raises(UnreadablePage, match="on and on"):
        fetcher(site).fetch("http://jobs.example.org/round")
    assert len(site.asked) == 4


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("pdf", "no page of text"),
        ("untyped", "no page"),
        ("gone", "404"),
        ("long", "5 MB"),
        ("packed", "packs"),
    ],
)
def test_what_is_no_page_is_told(site: Recorder, path: str, told: str) -> None:
    with pytest.raises(UnreadablePage, match=told):
        fetcher(site).fetch(f"http://jobs.example.org/{path}")


def test_a_board_may_be_longer_than_a_page_and_is_json(
    site: Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    boards = BoardFetcher(backend=lambda until: PublicOnly(until, resolve, site))
    monkeypatch.setitem(BOARDS, "lever", "http://jobs.example.org/{board}")  # type: ignore[attr-defined]
    assert boards.fetch("lever", "board").strip() == b"[]"
    for name, code in {"ad": "page", "gone": "no-board", "inside": "page-host"}.items():
        with pytest.raises(UnreadablePage) as refusal:
            boards.fetch("lever", name)
        assert refusal.value.code == code
        assert "Lever" in refusal.value.title
        assert "paste" not in refusal.value.message


@pytest.mark.parametrize("kind", BOARDS)
def test_the_name_of_a_board_is_no_path(kind: BoardKind) -> None:
    address = board_address(kind, "../x?y#z@evil.example/")
    assert "..%2Fx%3Fy%23z%40evil.example%2F" in address
    assert address.startswith("https://")


def test_a_page_that_drips_ends_in_time(site: Recorder) -> None:
    began = time.monotonic()
    with pytest.raises(UnreadablePage, match="too long"):
        fetcher(site, seconds=0.5).fetch("http://jobs.example.org/slow")
    assert time.monotonic() - began < 3


def test_a_resolver_that_takes_its_time_ends_in_time() -> None:
    stopped = threading.Event()

    def slow(host: str, port: int) -> Sequence[str]:
        stopped.wait(20)
        return [f"{host} {port}"]

    def backend(until: float) -> PublicOnly:
        return PublicOnly(until, slow, Recorder())

    with pytest.raises(UnreadablePage, match="too long"):
        PageFetcher(seconds=0.2, backend=backend).fetch("http://jobs.example.org/")
    stopped.set()


def test_only_the_hosts_that_were_named_are_asked(site: Recorder) -> None:
    some = fetcher(site, "Jobs.example.org")
    assert some.fetch("http://jobs.example.org/ad").content
    assert some.fetch("http://de.jobs.example.org./ad").content
    for other in ("example.org", "evil-jobs.example.org", "jobs.example.org.evil.example.org"):
        with pytest.raises(UnreadablePage) as refusal:
            some.fetch(f"http://{other}/ad")
        assert refusal.value.code == "page-host"
    assert len(site.asked) == 2
