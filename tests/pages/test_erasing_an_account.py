"""Who erases everything has no account any more, and the last administrator cannot."""

import pytest
from pydantic import SecretStr

from jobwise.bootstrap import Services
from jobwise.domain.account import LOCAL_ACTOR
from jobwise.domain.role import Role
from jobwise.errors import NotSignedIn
from tests.account_parts import GOOD
from tests.pages.accounts import LogIn, accounts, email_of, log_in, opened, titles
from tests.pages.conftest import words

__all__ = ["accounts", "log_in"]


def test_an_erasure_takes_the_account_and_every_log_in(accounts: Services, log_in: LogIn) -> None:
    other, cookie = log_in(Role.RECRUITER), log_in(Role.RECRUITER)
    app = opened("my_data")
    assert "Your account goes too." in words(app)
    app.button(key="erase").click().run()
    assert "logged out everywhere" in words(app)
    app.button(key="erase").click()
    app.button(key="erase-now").click().run()
    assert titles(app) == ["Log in"]
    assert app.success[0].proto.title == "All is erased"
    for dead in (other, cookie):
        assert accounts.accounts.sessions.actor_of(dead) is None
    email, password = email_of(Role.RECRUITER), SecretStr(GOOD)
    with pytest.raises(NotSignedIn):
        accounts.accounts.log_ins.log_in(email, password)
    accounts.accounts.sign_ups.add(LOCAL_ACTOR, email, "", {Role.RECRUITER}, password)
    assert accounts.accounts.log_ins.log_in(email, password)


def test_the_last_administrator_cannot_erase_themselves(accounts: Services, log_in: LogIn) -> None:
    cookie = log_in(Role.ADMINISTRATOR)
    app = opened("my_data")
    app.button(key="erase").click().run()
    app.button(key="erase").click()
    app.button(key="erase-now").click().run()
    assert [error.proto.title for error in app.error] == ["This is the last administrator"]
    assert accounts.accounts.sessions.actor_of(cookie)
    accounts.accounts.sign_ups.add(
        LOCAL_ACTOR, "another@example.org", "", {Role.ADMINISTRATOR}, SecretStr(GOOD)
    )
    app = opened("my_data")
    app.button(key="erase").click().run()
    app.button(key="erase").click()
    app.button(key="erase-now").click().run()
    assert titles(app) == ["Log in"]
