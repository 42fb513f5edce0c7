"""Connects to the public internet and to nothing else, whatever an address is spelled like.

*Why here, below HTTP:* what a name resolves to is looked at once and connected to as it was found. A check
above, on the words of an address, would be passed by another spelling, or by a name that resolves to another
machine the second time it is asked for.
"""

import ipaddress
import queue
import socket
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress

import httpcore2

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], Sequence[str]]
"""(host, port) -> numeric addresses; raises OSError."""
_UNICAST = ipaddress.IPv6Network("2000::/3")
_TUNNELS = tuple(map(ipaddress.IPv6Network, ("2002::/16", "2001::/23", "3fff::/20")))
"""IPv6 networks whose addresses stand for others, or for nobody (RFC 3056, 2928, 9637)."""
_BESIDE = tuple(map(ipaddress.IPv4Network, ("168.63.129.16/32", "192.0.0.0/24", "192.88.99.0/24")))
"""IPv4 addresses that count as public and lead inside: services of a cloud itself, 6to4 relays (RFC 7526)."""


class NotPublic(Exception):
    """A name or a number leads to a machine that is not on the public internet."""


def is_public(address: Address) -> bool:
    """Whether anybody on the internet could reach this address (IANA's special-purpose registries)."""
    if isinstance(address, ipaddress.IPv6Address):
        inside = any(address in network for network in _TUNNELS)
        return address in _UNICAST and address.is_global and not inside
    special = address.is_multicast or address.is_reserved or address.is_unspecified
    return address.is_global and not special and not any(address in network for network in _BESIDE)


def resolved(host: str, port: int) -> Sequence[str]:
    """What a name resolves to on this machine; a number is itself. Raises: OSError, UnicodeError."""
    with suppress(ValueError):
        return [str(ipaddress.ip_address(host))]
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(address[4][0]) for address in found]


class PublicOnly(httpcore2.NetworkBackend):
    """Opens connections to public addresses alone, until a moment of the monotonic clock."""

    def __init__(
        self,
        until: float,
        resolve: Resolve = resolved,
        inner: httpcore2.NetworkBackend | None = None,
    ) -> None:
        """inner: what opens the connection to a numeric address."""
        self._until, self._resolve = until, resolve
        self._inner = inner or httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 (the whole has one)
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """Raises: NotPublic, and what httpcore raises.

        *Why one forbidden address refuses them all:* a name that leads both ways is made to deceive.
        """
        found = self._found(host, port)
        if not all(is_public(ipaddress.ip_address(one)) for one in found):
            raise NotPublic
        left = max(self._until - time.monotonic(), 0.001)
        return self._inner.connect_tcp(found[0], port, left, local_address, socket_options)

    def _found(self, host: str, port: int) -> Sequence[str]:
        """What the name resolves to. *Why in a thread:* nothing else ends a resolver that takes its time."""
        answers = queue.SimpleQueue[Sequence[str] | OSError | UnicodeError]()

        def ask() -> None:
            try:
                answers.put(self._resolve(host, port))
            except (OSError, UnicodeError) as error:
                answers.put(error)

        threading.Thread(target=ask, name="resolver", daemon=True).start()
        try:
            answer = answers.get(timeout=max(self._until - time.monotonic(), 0.001))
        except queue.Empty as error:
            raise httpcore2.ConnectTimeout from error
        if isinstance(answer, Exception) or not answer:
            raise httpcore2.ConnectError("no such host")
        return answer
