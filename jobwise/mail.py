"""Sends mail by SMTP, in the background."""

import logging
import queue
import smtplib
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage

from pydantic import SecretStr

from jobwise.domain.mail import Mail
from jobwise.errors import JobWiseError, StorageFailed

logger = logging.getLogger(__name__)

WAITING = 100
"""Mails that may wait; further ones are dropped, since whoever asks can ask again."""
SECONDS = 20.0


@dataclass(frozen=True)
class MailServer:
    """Where mails are handed over. `tls` is "starttls", "tls" or "none"."""

    host: str
    port: int
    user: str
    password: SecretStr | None
    sender: str
    tls: str


class SmtpPost:
    """`ports.Post`. *Why in the background:* how long it takes would tell whether somebody has an account."""

    def __init__(self, server: MailServer) -> None:
        self._server = server
        self._waiting: queue.Queue[Callable[[], Mail | None] | None] = queue.Queue(WAITING)
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()
        self._trouble = ""

    def look(self) -> str:
        """How the last mail fared. Raises: StorageFailed where it could not be sent."""
        if self._trouble:
            raise StorageFailed(
                f"The last mail could not be sent: {self._trouble}",
                "Look at the settings JOBWISE_SMTP_HOST and those beside it, and at the mail server.",
                code="mail",
            )
        return "The last mail was taken" if self._thread else "No mail was sent since the start"

    def send(self, write: Callable[[], Mail | None]) -> None:
        """Put a mail in line; returns at once."""
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="mail", daemon=True)
                self._thread.start()
        try:
            self._waiting.put_nowait(write)
        except queue.Full:
            logger.warning("A mail was dropped: too many wait")

    def close(self) -> None:
        """Send what waits, and end."""
        with self._lock:
            thread, self._thread = self._thread, None
        if thread is not None:
            self._waiting.put(None)
            thread.join(SECONDS)

    def _run(self) -> None:
        while (write := self._waiting.get()) is not None:
            try:
                mail = write()
                if mail is not None:
                    self._deliver(mail)
                    self._trouble = ""
            except (smtplib.SMTPException, OSError, ValueError, JobWiseError) as error:
                self._trouble = type(error).__name__
                logger.warning("A mail could not be sent: %s", self._trouble)

    def _deliver(self, mail: Mail) -> None:
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = self._server.sender, mail.to, mail.subject
        message.set_content(mail.text)
        server, safe = self._server, ssl.create_default_context()
        if server.tls == "tls":
            line: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=SECONDS, context=safe)
        else:
            line = smtplib.SMTP(server.host, server.port, timeout=SECONDS)
        with line:
            if server.tls == "starttls":
                line.starttls(context=safe)
            if server.user and server.password:
                line.login(server.user, server.password.get_secret_value())
            line.send_message(message)
