"""What a browser is told about every answer: what may run, who may frame it, what it may pass on."""

import base64
import hashlib
import re
from pathlib import Path

import streamlit
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_INLINE = re.compile(r"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.DOTALL)
YEAR_SECONDS = 31_536_000


class SecurityHeaders:
    """Adds the headers to every answer.

    Source: OWASP HTTP Headers Cheat Sheet; CSP level 3 (https://www.w3.org/TR/CSP3/).
    """

    def __init__(self, app: ASGIApp, *scripts: str, tls: bool = False) -> None:
        """scripts: what else may run in a page. tls: browsers are to come over TLS alone, for a year."""
        self._app, self._tls = app, tls
        self._headers = {
            "Content-Security-Policy": policy(*scripts),
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
            "Referrer-Policy": "no-referrer",
            "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
        }
        if tls:
            self._headers["Strict-Transport-Security"] = f"max-age={YEAR_SECONDS}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers[name] = value
                if self._tls:
                    message["headers"] = [_over_tls(header) for header in message["headers"]]
            await send(message)

        await self._app(scope, receive, with_headers if scope["type"] == "http" else send)


def _over_tls(header: tuple[bytes, bytes]) -> tuple[bytes, bytes]:
    """A cookie that browsers send over TLS alone, also one that Streamlit sets."""
    name, value = header
    unsafe = name.lower() == b"set-cookie" and b"secure" not in value.lower()
    return (name, value + b"; Secure") if unsafe else header


def policy(*scripts: str) -> str:
    """The Content-Security-Policy, with leave for these scripts beside Streamlit's own.

    *Why styles may stand inline:* Streamlit and Plotly write theirs into the page. Scripts may not: those of
    Streamlit's page are known by their hashes.
    """
    page = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    hashes = " ".join(f"'sha256-{_hash(script)}'" for script in (*_INLINE.findall(page), *scripts))
    rules = {
        "default-src": "'none'",
        "script-src": f"'self' {hashes}",
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": "'self'",
        "worker-src": "'self' blob:",
        "manifest-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _hash(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
