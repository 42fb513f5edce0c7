"""Pages of a dashboard where people log in."""

from collections.abc import Callable, Iterator

import pytest
from pydantic import SecretStr
from streamlit.runtime.context import ContextProxy
from streamlit.testing.v1 import AppTest

from jobwise.bootstrap import Services, close_shared_services, shared_services
from jobwise.domain.account import LOCAL_ACTOR
from jobwise.domain.role import Role
from jobwise.settings import ROOT, Settings
from jobwise.ui.visitor import session_cookie
from tests.account_parts import GOOD


@pytest.fixture(scope="module")
def accounts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """The services of a dashboard where people log in, with one person of each role and one of none."""
    close_shared_services()
    secret = SecretStr("Rk3vX9_tLq0bZs7WmYc2Ng8HdUf5Pj1E")
    settings = Settings(auth="accounts", secret_key=secret, data_dir=tmp_path_factory.mktemp("state"))
    services = shared_services(settings)
    for role in Role:
        services.accounts.sign_ups.add(LOCAL_ACTOR, email_of(role), "", {role}, SecretStr(GOOD))
    yield services
    close_shared_services()


def email_of(role: Role) -> str:
    return f"{role}@example.org"


LogIn = Callable[[Role], str]


@pytest.fixture
def log_in(accounts: Services, monkeypatch: pytest.MonkeyPatch) -> LogIn:
    """`log_in(role)` -> the cookie that the next pages are opened with; none before."""
    jar: dict[str, str] = {}
    for name, value in {"cookies": jar, "ip_address": None, "url": "http://localhost:8501/"}.items():
        monkeypatch.setattr(ContextProxy, name, value)  # there is no browser that they could come from

    def go(role: Role) -> str:
        ticket = accounts.accounts.log_ins.log_in(email_of(role), SecretStr(GOOD))
        cookie = accounts.accounts.log_ins.redeem(ticket.get_secret_value()).get_secret_value()
        jar[session_cookie(tls=False)] = cookie
        return cookie

    return go


def opened(page: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30).run()
    return app.switch_page(f"pages/{page}.py").run()


def titles(app: AppTest) -> list[str]:
    assert not app.exception
    return [element.value for element in app.title]
