"""The API over real services, asked over real HTTP."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import uvicorn
from fastapi import FastAPI
from pydantic import SecretStr

from jobwise.api.app import build_api
from jobwise.bootstrap import Services, build_services
from jobwise.domain.access import NewApiKey, Scope
from jobwise.domain.account import OPERATOR, Actor
from jobwise.domain.role import NEW_ROLES, Role
from jobwise.settings import Settings
from tests.account_parts import GOOD

SECRET = SecretStr("k3J9-fq0Zp2LmX7wVb8NcR5tYh1GdSaE")
EMAIL = "anna@example.org"


def api_settings(folder: Path, **values: Any) -> Settings:
    """With accounts, and so much room that nobody is held back who is not to be."""
    room = {
        "api_per_person": 100_000,
        "api_per_key": 100_000,
        "api_per_address": 100_000,
        "api_log_ins": 10_000,
    }
    return Settings(**{"auth": "accounts", "data_dir": folder, "secret_key": SECRET, **room, **values})


class Api:
    """The API with somebody who has an account."""

    def __init__(self, services: Services, url: str, app: FastAPI) -> None:
        self.services, self.url, self.app = services, url, app
        self.client = httpx.Client(base_url=url, timeout=30)

    def person(self, email: str = EMAIL, roles: frozenset[Role] = NEW_ROLES) -> Actor:
        user = self.services.accounts.sign_ups.add(OPERATOR, email, "", roles, SecretStr(GOOD))
        return Actor(id=user.id, roles=user.roles)

    def key(self, who: Actor, *scopes: Scope) -> dict[str, str]:
        """The header with a new key of theirs."""
        new = NewApiKey(name="A test", scopes=frozenset(scopes or {Scope.ACCOUNT_READ}))
        return bearer(self.services.accounts.api_keys.make(who, new, SecretStr(GOOD)).get_secret_value())

    def tokens(self, email: str = EMAIL) -> dict[str, Any]:
        """What a log-in gives."""
        answer = self.client.post("/v1/auth/token", json={"email": email, "password": GOOD})
        assert answer.status_code == 200, answer.text
        pair: dict[str, Any] = answer.json()
        return pair

    def log_in(self, email: str = EMAIL) -> dict[str, str]:
        """The header of somebody who is logged in."""
        return bearer(self.tokens(email)["access_token"])


def bearer(secret: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}"}


@contextmanager
def running_api(settings: Settings) -> Iterator[Api]:
    """The API on a free port of this computer, and what is behind it."""
    services = build_services(settings)
    app = build_api(lambda: services, settings.allowed_origins)
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        while not server.started:
            time.sleep(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        api = Api(services, f"http://127.0.0.1:{port}", app)
        yield api
        api.client.close()
    finally:
        server.should_exit = True
        thread.join()
        services.close()
