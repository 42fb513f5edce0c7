"""The guard that keeps the tests off the network."""

import socket

import pytest


def test_a_connection_to_another_machine_is_refused_and_remembered(blocked_hosts: list[str]) -> None:
    with pytest.raises(OSError, match=r"192\.0\.2\.1"):
        socket.create_connection(("192.0.2.1", 80))
    with pytest.raises(OSError, match=r"example\.org"):
        socket.getaddrinfo("example.org", 443)
    assert blocked_hosts == ["192.0.2.1", "example.org"]
    blocked_hosts.clear()


def test_a_connection_within_the_machine_is_let_through() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname()) as connection,
    ):
        assert connection.getpeername() == server.getsockname()
