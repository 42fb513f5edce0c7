"""Links for who is not logged in yet: they open their form once, and then say so."""

import pytest
from pydantic import SecretStr
from streamlit.testing.v1 import AppTest

from jobwise.bootstrap import Services
from jobwise.domain.account import LOCAL_ACTOR
from jobwise.domain.role import Role
from jobwise.settings import ROOT
from tests.account_parts import GOOD
from tests.pages.accounts import email_of

pytestmark = pytest.mark.usefixtures("log_in")
OTHER = SecretStr("seven quiet herons")


def link(**query: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30).run()
    app.switch_page("pages/log_in.py")
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


def fields(app: AppTest) -> list[str]:
    assert not app.exception
    return [field.label for field in app.text_input]


def refusals(app: AppTest) -> list[str]:
    return [error.proto.title.replace("\\", "") for error in app.error]


def test_a_link_for_a_new_password_opens_its_form_once(accounts: Services) -> None:
    made = {one.email: one.id for one in accounts.accounts.people.list(LOCAL_ACTOR)}
    address = accounts.accounts.people.make_reset(LOCAL_ACTOR, made[email_of(Role.SEEKER)])
    token = address.get_secret_value().partition("reset=")[2]
    assert fields(link(reset=token)) == ["New password"]
    accounts.accounts.passwords.reset(token, OTHER)
    for spent in (token, "made-up"):
        app = link(reset=spent)
        assert fields(app) == []
        assert refusals(app) == ["This link has been used, or is too old"]
        assert app.button(key="to-log-in")


def test_an_invitation_opens_its_form_once(accounts: Services) -> None:
    address = accounts.accounts.people.invite(LOCAL_ACTOR, "ro@example.org", {Role.SEEKER})
    token = address.get_secret_value().partition("invitation=")[2]
    assert fields(link(invitation=token)) == ["E-mail address", "Name (may stay empty)", "Password"]
    accounts.accounts.sign_ups.sign_up("ro@example.org", SecretStr(GOOD), "Ro", token)
    for spent in (token, "made-up"):
        app = link(invitation=spent)
        assert fields(app) == []
        assert refusals(app) == ["This invitation has been used, or is too old"]
