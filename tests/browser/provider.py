"""An OpenID Connect provider on loopback that vouches for whom it is told to.

Source: OpenID Connect Core 1.0, 3.1 (the authorization code flow); OpenID Connect Discovery 1.0.
"""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "jobwise-test", "a secret of the tests"


class Provider(ThreadingHTTPServer):
    """`claims` is what it says of whoever comes."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.key = RSAKey.generate_key(2048, {"kid": "one"})
        self.nonce = ""
        self.claims: dict[str, object] = {}

    def answer(self, path: str) -> dict[str, object]:
        if path == "/.well-known/openid-configuration":
            return {
                "issuer": self.url,
                "authorization_endpoint": f"{self.url}/authorize",
                "token_endpoint": f"{self.url}/token",
                "jwks_uri": f"{self.url}/keys",
                "response_types_supported": ["code"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["RS256"],
            }
        if path == "/keys":
            return {"keys": [self.key.as_dict(private=False)]}
        now = int(time.time())
        said = {"iss": self.url, "aud": CLIENT, "sub": "one", "iat": now, "exp": now + 300}
        token = jwt.encode(
            {"alg": "RS256", "kid": "one"}, {**said, "nonce": self.nonce, **self.claims}, self.key
        )
        return {"access_token": "unused", "token_type": "Bearer", "expires_in": 300, "id_token": token}


class _Handler(BaseHTTPRequestHandler):
    server: Provider

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        if parts.path != "/authorize":
            self._give(self.server.answer(parts.path))
            return
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        self.server.nonce = asked.get("nonce", "")
        self.send_response(302)
        back = urlencode({"code": "a-code", "state": asked["state"]})
        self.send_header("Location", f"{asked['redirect_uri']}?{back}")
        self.end_headers()

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("content-length", 0)))
        self._give(self.server.answer(self.path))

    def _give(self, answer: dict[str, object]) -> None:
        body = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@contextmanager
def running_provider() -> Iterator[Provider]:
    """The provider, until the block ends."""
    provider = Provider()
    thread = threading.Thread(target=provider.serve_forever, daemon=True)
    thread.start()
    yield provider
    provider.shutdown()
    provider.server_close()
    thread.join()
