"""The connection below both SDKs: nothing of the environment goes out by it, and no answer is endless."""

import time
from collections.abc import Iterator, Mapping
from typing import Protocol

import httpx2

MOST_BYTES = 20_000_000
"""Of an answer on its way. *Why so many:* a piece of four letters comes in an event of up to 300 bytes."""
FRESH = httpx2.Limits(max_keepalive_connections=0)
"""A connection of its own for each request. *Why:* a server may hang up on a kept one just as the next
question goes out; nobody can tell whether that was heard, so it counts as an answer that may be billed."""


class Endless(httpx2.ReadError):
    """An answer that goes on beyond every honest length."""


class _Client(Protocol):
    """What both SDKs' clients have."""

    _custom_headers: Mapping[str, str]


def http_client(base_url: str, timeout: httpx2.Timeout) -> httpx2.Client:
    """What an SDK sends with. No redirects: words go where the person agreed that they go, and nowhere else.

    *Why proxies for https alone:* words pass through encrypted; what is sent in the open would be read there.
    *Why nothing packed:* a few bytes could unpack to an answer without end.
    """
    return httpx2.Client(
        timeout=timeout,
        limits=FRESH,
        follow_redirects=False,
        headers={"accept-encoding": "identity"},
        trust_env=base_url.startswith("https:"),
        event_hooks={"request": [_begun], "response": [_bounded]},
    )


def without_environment(client: _Client) -> None:
    """Forget the headers that an SDK took from the environment. *Why:* they may hold keys, and the address is
    whichever the person typed; there is no argument that keeps an SDK from reading them."""
    client._custom_headers = {}


def within(timeout: httpx2.Timeout, seconds: float, *, patient: bool = False) -> httpx2.Timeout:
    """A timeout that does not go on beyond a deadline; `pool` holds what is left until then. `patient`: the
    server is silent until all is said."""
    left = max(seconds, 0.1)
    limits = {name: min(limit or left, left) for name, limit in timeout.as_dict().items()}
    return httpx2.Timeout(**limits | {"pool": left} | ({"read": left} if patient else {}))


def _begun(request: httpx2.Request) -> None:
    request.extensions["until"] = time.monotonic() + request.extensions["timeout"]["pool"]


def _bounded(response: httpx2.Response) -> None:
    """Let an answer end with the deadline and at a length, one that tells an error too."""
    if response.headers.get("content-encoding", "identity") != "identity":
        raise httpx2.DecodingError("a packed answer")
    assert isinstance(response.stream, httpx2.SyncByteStream)
    response.stream = _BoundedStream(response.stream, response.request.extensions["until"])


class _BoundedStream(httpx2.SyncByteStream):
    def __init__(self, inner: httpx2.SyncByteStream, until: float) -> None:
        self._inner, self._until = inner, until

    def __iter__(self) -> Iterator[bytes]:
        came = 0
        for part in self._inner:
            came += len(part)
            if came > MOST_BYTES:
                raise Endless("an endless answer")
            if time.monotonic() > self._until:
                raise httpx2.ReadTimeout("the deadline has passed")
            yield part

    def close(self) -> None:
        self._inner.close()
