"""Fetches a page by its address, as if whoever wrote it wanted to do harm."""

import ssl
import time
from collections.abc import Callable, Collection
from contextlib import closing
from urllib.parse import urljoin

import httpcore2
import httpx2

from jobwise.domain.source import FetchedPage
from jobwise.errors import UnreadablePage
from jobwise.fetching.public import NotPublic, PublicOnly

SECONDS = 10.0
GONE = "page-gone"
"""The code of an address that leads to nothing."""
MOST_BYTES = 5_000_000
MOST_REDIRECTS = 3
LONGEST = 2048
"""Characters of an address."""
TEXT = frozenset(
    {"text/html", "application/xhtml+xml", "text/plain", "application/json", "application/ld+json"}
)
_PORTS = {"http": 80, "https": 443}
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_HEADERS = {
    b"User-Agent": b"JobWise",
    b"Accept": b"text/html, application/json;q=0.9, text/plain;q=0.8",
    b"Accept-Encoding": b"identity",
    b"Connection": b"close",
}
Backend = Callable[[float], httpcore2.NetworkBackend]
"""The moment when all has to be done -> what connects."""


class PageFetcher:
    """Fetches pages; `hosts` are the only ones that it goes to, none: all that are public."""

    def __init__(
        self,
        hosts: Collection[str] = (),
        *,
        seconds: float = SECONDS,
        backend: Backend = PublicOnly,
        trusted: ssl.SSLContext | None = None,
        most_bytes: int = MOST_BYTES,
        types: Collection[str] = TEXT,
    ) -> None:
        self._hosts = frozenset(host.casefold().rstrip(".") for host in hosts)
        self._seconds, self._backend, self._trusted = seconds, backend, trusted
        self._most_bytes, self._types = most_bytes, types

    def fetch(self, address: str) -> FetchedPage:
        """The page at an address. Raises: UnreadablePage."""
        url, until = self._checked(address.strip()), time.monotonic() + self._seconds
        for _ in range(MOST_REDIRECTS + 1):
            answer = self._answer(url, until)
            if isinstance(answer, FetchedPage):
                return answer
            url = self._checked(_led(url, answer))
        raise _refused("It leads on and on", "Open it in a browser and use the address that you end at.")

    def _checked(self, address: str) -> httpx2.URL:
        """The address as it will be asked for. Raises: UnreadablePage."""
        if len(address) > LONGEST or any(sign.isspace() or not sign.isprintable() for sign in address):
            raise _no_address()
        try:
            url = httpx2.URL(address)
            host = url.raw_host.decode("ascii").casefold().rstrip(".")
        except (httpx2.InvalidURL, UnicodeError, ValueError) as error:
            raise _no_address() from error
        if url.scheme not in _PORTS or not host or "\\" in address:
            raise _no_address()
        if url.userinfo or (url.port or _PORTS[url.scheme]) not in _PORTS.values():
            raise _refused(
                "It names a user or a port", "Give the page's plain address, as the browser shows it."
            )
        if self._hosts and not any(host == known or host.endswith(f".{known}") for known in self._hosts):
            raise _refused(
                "Pages of this site are not fetched here", "Paste the ad's text instead.", code="page-host"
            )
        return url

    def _answer(self, url: httpx2.URL, until: float) -> FetchedPage | str:
        """The page, or where it leads. Raises: UnreadablePage."""
        left = max(until - time.monotonic(), 0.001)
        limits = {"timeout": dict.fromkeys(("connect", "read", "write", "pool"), left)}
        try:
            with (
                closing(
                    httpcore2.ConnectionPool(
                        ssl_context=self._trusted, network_backend=self._backend(until), max_connections=1
                    )
                ) as pool,
                pool.stream("GET", str(url), headers=_headers(url), extensions=limits) as response,
            ):
                return self._taken(url, response, until)
        except NotPublic as error:
            raise _refused(
                "This address is not on the public internet", "Paste the ad's text instead.", code="page-host"
            ) from error
        except (httpcore2.TimeoutException, httpcore2.NetworkError) as error:
            if isinstance(error, httpcore2.TimeoutException) or time.monotonic() >= until:
                raise _slow() from error
            raise _refused("The site does not answer", "Look at the address, or paste the ad.") from error
        except (httpcore2.ProtocolError, httpcore2.UnsupportedProtocol, ssl.SSLError) as error:
            raise _refused("The site answers with what is no page", "Paste the ad's text instead.") from error

    def _taken(self, url: httpx2.URL, response: httpcore2.Response, until: float) -> FetchedPage | str:
        heads = {name.lower().decode("latin-1"): value.decode("latin-1") for name, value in response.headers}
        if response.status in _REDIRECTS and "location" in heads:
            return heads["location"]
        if response.status != 200:
            raise _refused(
                f"The site answers with {response.status} instead of the page",
                "Some sites let only browsers in. Copy the ad's text and paste it.",
                code=GONE if response.status == 404 else "page",
            )
        media_type, _, rest = heads.get("content-type", "").partition(";")
        if media_type.strip().lower() not in self._types:
            raise _refused("This is no page of text", "Download the file and upload it instead.")
        if heads.get("content-encoding", "identity").strip().lower() != "identity":
            raise _refused(
                "The site packs its page although it was asked not to", "Paste the ad's text instead."
            )
        content = bytearray()
        for part in response.iter_stream():
            content += part
            if len(content) > self._most_bytes:
                raise _refused(
                    f"This page is longer than {self._most_bytes // 1_000_000} MB",
                    "Paste the ad's text instead.",
                )
            if time.monotonic() > until:
                raise _slow()
        _, _, charset = rest.partition("charset=")
        named = charset.partition(";")[0].strip().strip('"').lower()
        return FetchedPage(
            url=str(url), media_type=media_type.strip().lower(), charset=named, content=bytes(content)
        )


def _led(url: httpx2.URL, to: str) -> str:
    """Where a redirect leads. Raises: UnreadablePage."""
    try:
        return urljoin(str(url), to)
    except ValueError as error:  # a bracket that nothing closes
        raise _no_address() from error


def _headers(url: httpx2.URL) -> list[tuple[bytes, bytes]]:
    return [(b"Host", url.netloc), *_HEADERS.items()]


def _refused(title: str, message: str, *, code: str = "page") -> UnreadablePage:
    return UnreadablePage(title, message, code=code)


def _no_address() -> UnreadablePage:
    return _refused(
        "This is no address of a page", "It begins with https:// or http://.", code="page-address"
    )


def _slow() -> UnreadablePage:
    return _refused("The site takes too long", "Try again later, or paste the ad's text.", code="page-slow")
