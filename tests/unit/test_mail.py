"""Mail goes out by SMTP, in the background, and what goes wrong stops nothing."""

import logging
import socketserver
import threading
from collections.abc import Iterator

import pytest
from pydantic import SecretStr

from jobwise.domain.mail import Mail
from jobwise.errors import StorageFailed
from jobwise.mail import MailServer, SmtpPost

LINK = "http://localhost:8501/log_in?reset=abc"


class Talk(socketserver.StreamRequestHandler):
    """As much of SMTP (RFC 5321) as it takes to be handed a mail."""

    def handle(self) -> None:
        self.wfile.write(b"220 here\r\n")
        while line := self.rfile.readline():
            word = line[:4].upper()
            self.server.heard.append(line)  # type: ignore[attr-defined]
            if word == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                while (line := self.rfile.readline()) != b".\r\n":
                    self.server.heard.append(line)  # type: ignore[attr-defined]
            if word == b"EHLO":
                self.wfile.write(b"250-here\r\n250 AUTH PLAIN\r\n")
            elif word == b"AUTH":
                self.wfile.write(b"235 welcome\r\n")
            elif word == b"QUIT":
                self.wfile.write(b"221 bye\r\n")
                return
            else:
                self.wfile.write(b"250 well\r\n")


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Talk)
        self.heard: list[bytes] = []


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as listening:
        thread = threading.Thread(target=listening.serve_forever)
        thread.start()
        yield listening
        listening.shutdown()
        thread.join()


def post_to(port: int, tls: str = "none", user: str = "") -> SmtpPost:
    return SmtpPost(MailServer("127.0.0.1", port, user, SecretStr("secret"), "jobwise@example.org", tls))


def send(post: SmtpPost, to: str, subject: str, text: str) -> None:
    post.send(lambda: Mail(to=to, subject=subject, text=text))


def test_a_mail_arrives_as_it_was_written(server: Server) -> None:
    post = post_to(server.server_address[1])
    send(post, "anna@example.org", "Ein Kennwort für Sie", f"Open {LINK}\n")
    send(post, "ben@example.org", "Another", "Text\n")
    post.close()
    heard = b"".join(server.heard)
    assert b"mail FROM:<jobwise@example.org>" in heard
    assert b"rcpt TO:<anna@example.org>" in heard
    assert b"rcpt TO:<ben@example.org>" in heard
    assert f"Open {LINK}".encode() in heard
    assert b"AUTH" not in heard


def test_jobwise_says_who_it_is_where_that_is_set(server: Server) -> None:
    post = post_to(server.server_address[1], user="jobwise")
    send(post, "anna@example.org", "Hello", "Text")
    post.close()
    assert b"AUTH PLAIN" in b"".join(server.heard)


def test_nothing_goes_out_in_the_open_where_the_server_has_no_tls(
    server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    post = post_to(server.server_address[1], tls="starttls")
    with caplog.at_level(logging.WARNING):
        send(post, "anna@example.org", "Hello", f"Open {LINK}")
        post.close()
    assert b"reset=abc" not in b"".join(server.heard)
    assert "could not be sent" in caplog.text


def test_a_server_that_is_away_stops_nobody_and_the_log_names_nobody(
    caplog: pytest.LogCaptureFixture,
) -> None:
    post = post_to(1)
    with caplog.at_level(logging.WARNING):
        send(post, "anna@example.org", "Hello", f"Open {LINK}")
        post.close()
    assert "could not be sent" in caplog.text
    assert "anna" not in caplog.text
    assert "reset" not in caplog.text


def test_how_the_last_mail_fared_is_told(server: Server) -> None:
    post = post_to(1)
    assert post.look() == "No mail was sent since the start"
    send(post, "anna@example.org", "Hello", f"Open {LINK}")
    post.close()
    with pytest.raises(StorageFailed) as told:
        post.look()
    assert told.value.title == "The last mail could not be sent: ConnectionRefusedError"


def broken() -> Mail:
    raise StorageFailed("The disk is full", "Free some space.", code="disk-full")


def test_what_goes_wrong_with_one_mail_does_not_keep_the_next_one_back(
    server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    post = post_to(server.server_address[1])
    with caplog.at_level(logging.WARNING):
        send(post, "anna@example.org\r\nBcc: all@example.org", "Hello", "Text")
        send(post, "anna@example.org", "Hello\r\nBcc: all@example.org", "Text")
        post.send(broken)
        post.send(lambda: None)
        send(post, "ben@example.org", "Hello", "Text")
        post.close()
    heard = b"".join(server.heard)
    assert b"rcpt TO:<ben@example.org>" in heard
    assert b"all@" not in heard
    assert caplog.text.count("could not be sent") == 3
