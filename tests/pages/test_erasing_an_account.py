"""Who erases everything has no account any more, and the last administrator cannot."""

import io
import json
import zipfile

import pytest
from pydantic import SecretStr
from streamlit.testing.v1 import AppTest

from jobwise.bootstrap import Services
from jobwise.domain.access import NewApiKey, Scope
from jobwise.domain.account import LOCAL_ACTOR, Actor
from jobwise.domain.role import Role
from jobwise.errors import NotSignedIn
from jobwise.services.accounts.tokens import digest
from jobwise.services.repeats import Reply, Turn
from tests.account_parts import GOOD
from tests.pages.accounts import LogIn, accounts, email_of, log_in, opened, titles
from tests.pages.conftest import words

__all__ = ["accounts", "log_in"]


def erase(app: AppTest, typed: str = GOOD) -> None:
    """Answer the question."""
    app.button(key="erase").click()
    app.text_input(key="ask-0").input(typed)
    next(
        button for button in app.button if button.label == ":red[Erase everything]" and button.form_id
    ).click()
    app.run()


def test_an_erasure_takes_the_account_and_every_log_in(accounts: Services, log_in: LogIn) -> None:
    other, cookie = log_in(Role.RECRUITER), log_in(Role.RECRUITER)
    app = opened("my_data")
    assert "Your account goes too." in words(app)
    app.button(key="erase").click().run()
    assert "logged out everywhere" in words(app)
    erase(app, "not the password")
    assert [error.proto.title for error in app.error] == ["This is not your present password"]
    assert accounts.accounts.sessions.actor_of(cookie)
    erase(app)
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
    erase(app)
    assert [error.proto.title for error in app.error] == ["This is the last administrator"]
    assert accounts.accounts.sessions.actor_of(cookie)
    accounts.accounts.sign_ups.add(
        LOCAL_ACTOR, "another@example.org", "", {Role.ADMINISTRATOR}, SecretStr(GOOD)
    )
    app = opened("my_data")
    app.button(key="erase").click().run()
    erase(app)
    assert titles(app) == ["Log in"]


def test_the_download_has_the_account_and_an_erasure_takes_its_address_everywhere(accounts: Services) -> None:
    boss = Actor(id="boss", roles=frozenset(Role))
    email, password, people = "nadia@example.org", SecretStr(GOOD), accounts.accounts.people
    link = people.invite(boss, email).get_secret_value()
    accounts.accounts.sign_ups.sign_up(email, password, "Nadia", link.split("invitation=")[1], "")
    accounts.accounts.passwords.request_reset(email, "")
    [nadia] = [one for one in people.list(boss) if one.email == email]
    actor = Actor(id=nadia.id, roles=nadia.roles)
    out = io.BytesIO()
    accounts.my_data.export(actor, out)
    kept = json.loads(zipfile.ZipFile(out).read("account.json"))
    assert (kept["email"], kept["name"], kept["browsers"]) == (email, "Nadia", [])
    assert "id" not in kept
    accounts.my_data.erase(actor, password)
    assert email not in str(people.invitations(boss))
    assert people.reset_asks(boss) == {}
    accounts.accounts.sign_ups.add(LOCAL_ACTOR, email, "", {Role.SEEKER}, password)
    assert people.reset_asks(boss) == {}


def test_the_download_has_the_programs_and_an_erasure_takes_them(accounts: Services) -> None:
    programs, keys = accounts.accounts.programs, accounts.accounts.api_keys
    password = SecretStr(GOOD)
    user = accounts.accounts.sign_ups.add(LOCAL_ACTOR, "olga@example.org", "", {Role.SEEKER}, password)
    actor = Actor(id=user.id, roles=user.roles)
    key = keys.make(actor, NewApiKey(name="Olga's script", scopes=frozenset({Scope.JOBS_READ})), password)
    pair = programs.log_in("olga@example.org", password, client="Olga's phone")
    turn = accounts.repeats.begin(actor.id, "a", "question")
    assert isinstance(turn, Turn)
    accounts.repeats.keep(turn, Reply(status=200, headers=(), body=""))
    out = io.BytesIO()
    accounts.my_data.export(actor, out)
    with zipfile.ZipFile(out) as package:
        told = json.loads(package.read("programs.json"))
        everything = b"".join(package.read(name) for name in package.namelist())
    assert [one["name"] for one in told["keys"]] == ["Olga's script"]
    assert [one["client"] for one in told["log_ins"]] == ["Olga's phone"]
    assert len(told["answers_kept_at"]) == 1
    for secret in (key, pair.access, pair.refresh):
        assert secret.get_secret_value().encode() not in everything
        assert digest(secret.get_secret_value()).encode() not in everything
    counts = {one.noun: one.count for one in accounts.my_data.kept(actor)}
    assert counts["key for programs, as a hash"] == counts["program that is logged in"] == 1
    accounts.my_data.erase(actor, password)
    assert accounts.my_data.kept(actor) == ()
    assert keys.caller_of(key.get_secret_value()) is None
    assert programs.caller_of(pair.access.get_secret_value()) is None
