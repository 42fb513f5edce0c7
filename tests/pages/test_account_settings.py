"""*Settings* where people log in: password, second factor, browsers."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pyotp
import pytest
from pydantic import SecretStr
from streamlit.testing.v1 import AppTest

from jobwise.bootstrap import Services
from jobwise.domain.access import NewApiKey, Scope
from jobwise.domain.account import LOCAL_ACTOR, Actor
from jobwise.domain.role import Role
from jobwise.errors import JobWiseError
from tests.account_parts import GOOD, OTHER
from tests.pages.accounts import LogIn, email_of, opened, titles

WHO = Role.SEEKER


@pytest.fixture
def actor(accounts: Services, log_in: LogIn) -> Iterator[Actor]:
    """Somebody who is logged in, and has the same password and no second factor when the test is over."""
    found = accounts.accounts.sessions.actor_of(log_in(WHO))
    assert found is not None
    yield found
    accounts.accounts.people.drop_second_factor(LOCAL_ACTOR, found.id)
    accounts.accounts.sessions.end_others(found, "")


def typed(app: AppTest, **fields: str) -> AppTest:
    """Fill fields by their keys."""
    for key, text in fields.items():
        app.text_input(key=key).input(text)
    return app


def send(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label == label).click()
    app.run()
    assert not app.exception
    return app


def with_keys(app: AppTest, **fields: str) -> AppTest:
    return typed(app, **{key.replace("_", "-"): text for key, text in fields.items()})


def kept(app: AppTest) -> str:
    """All that the session holds, as text."""
    held = repr(app.session_state)
    assert "SecretStr" not in held
    return held


def shown(app: AppTest) -> str:
    return "\n".join(element.value for element in [*app.code, *app.markdown, *app.caption, *app.success])


def begun(app: AppTest) -> str:
    """The secret that is shown after the password."""
    send(with_keys(app, factor_on_0=GOOD), "Switch it on")
    return app.code[0].value.replace(" ", "")


def test_a_password_is_changed_and_kept_in_no_field(accounts: Services, actor: Actor) -> None:
    app = opened("settings")
    other = accounts.accounts.log_ins.log_in(email_of(WHO), SecretStr(GOOD))
    cookie = accounts.accounts.log_ins.redeem(other.get_secret_value()).get_secret_value()
    send(with_keys(app, password_0=GOOD, password_1=OTHER), "Change the password")
    assert [box.value for box in app.success] == ["Every other browser and program is logged out."]
    assert OTHER not in kept(app)
    assert GOOD not in kept(app)
    assert [app.text_input(key=f"password-{number}").value for number in (0, 1)] == ["", ""]
    assert accounts.accounts.sessions.actor_of(cookie) is None
    assert titles(app.run()) == ["Settings"]
    with pytest.raises(JobWiseError):
        accounts.accounts.log_ins.log_in(email_of(WHO), SecretStr(GOOD))
    send(with_keys(app, password_0=OTHER, password_1=GOOD), "Change the password")
    assert accounts.accounts.log_ins.log_in(email_of(WHO), SecretStr(GOOD))


def test_keys_end_with_the_password_unless_they_are_to_stay(accounts: Services, actor: Actor) -> None:
    keys = accounts.accounts.api_keys
    new = NewApiKey(name="A script", scopes=frozenset({Scope.ACCOUNT_READ}))
    keys.make(actor, new, SecretStr(GOOD))
    app = opened("settings")
    assert app.checkbox(key="password-ends-keys").value
    app.checkbox(key="password-ends-keys").uncheck()
    send(with_keys(app, password_0=GOOD, password_1=OTHER), "Change the password")
    assert len(keys.list(actor)) == 1
    app.checkbox(key="password-ends-keys").check()
    send(with_keys(app, password_0=OTHER, password_1=GOOD), "Change the password")
    assert "Your keys are ended." in app.success[0].value
    assert not keys.list(actor)


def test_a_wrong_password_changes_nothing_and_is_told(accounts: Services, actor: Actor) -> None:
    app = opened("settings")
    send(with_keys(app, password_0="wrong-tram-28", password_1=OTHER), "Change the password")
    assert [box.value for box in app.error] == ["Type it again\\."]
    assert "wrong-tram-28" not in kept(app)
    assert accounts.accounts.log_ins.log_in(email_of(WHO), SecretStr(GOOD))


def test_fields_of_passwords_tell_the_browser_what_they_are(actor: Actor) -> None:
    fields = [field for field in opened("settings").text_input if field.proto.type == 1]
    assert {field.label: field.proto.autocomplete for field in fields} == {
        "Present password": "current-password",
        "New password": "new-password",
    }


def test_the_second_factor_is_switched_on_and_its_secrets_are_shown_once(
    accounts: Services, actor: Actor
) -> None:
    app = opened("settings")
    secret = begun(app)
    assert [picture.proto.imgs[0].url[:22] for picture in app.image] == ["data:image/png;base64,"]
    assert secret in app.code[1].value
    assert not accounts.accounts.sessions.me(actor).second_factor
    assert secret not in kept(app)
    code = pyotp.TOTP(secret).at(datetime.now(UTC))
    send(typed(app, **{"factor-typed": "000000" if code != "000000" else "000001"}), "Confirm the code")
    assert secret not in shown(app)
    assert app.error
    send(typed(app, **{"factor-typed": code}), "Confirm the code")
    assert accounts.accounts.sessions.me(actor).second_factor
    codes = app.code[0].value.split("\n")
    assert len(codes) == 10
    assert codes[0] not in kept(app)
    app.run()
    assert codes[0] not in shown(app)
    assert "You have 10 recovery codes left" in shown(app)
    assert accounts.accounts.log_ins.log_in(email_of(WHO), SecretStr(GOOD), codes[0])


def test_new_recovery_codes_take_the_place_of_the_old_and_are_shown_once(
    accounts: Services, actor: Actor
) -> None:
    old = _switched_on(accounts, actor)
    app = opened("settings")
    send(with_keys(app, factor_codes_0=GOOD), "Make new codes")
    new = app.code[0].value.split("\n")
    assert not set(new) & set(old)
    app.run()
    assert new[0] not in shown(app)
    with pytest.raises(JobWiseError):
        accounts.accounts.log_ins.log_in(email_of(WHO), SecretStr(GOOD), old[0])
    assert accounts.accounts.log_ins.log_in(email_of(WHO), SecretStr(GOOD), new[0])


def test_the_second_factor_is_switched_off_with_the_password_alone(accounts: Services, actor: Actor) -> None:
    _switched_on(accounts, actor)
    app = opened("settings")
    send(with_keys(app, factor_off_0="wrong-tram-28"), "Switch it off")
    assert accounts.accounts.sessions.me(actor).second_factor
    send(with_keys(app, factor_off_0=GOOD), "Switch it off")
    assert not accounts.accounts.sessions.me(actor).second_factor
    assert [button.label for button in app.button if "Switch" in button.label] == ["Switch it on"]


def _switched_on(accounts: Services, actor: Actor) -> tuple[str, ...]:
    factors = accounts.accounts.second_factors
    secret = factors.begin(actor, SecretStr(GOOD)).secret.get_secret_value()
    return factors.confirm(actor, pyotp.TOTP(secret).at(datetime.now(UTC)))


def test_browsers_are_listed_and_logged_out(accounts: Services, actor: Actor) -> None:
    cookies = []
    for agent in ("Mozilla/5.0 (X11; Linux) Firefox/128.0", "Mozilla/5.0 (iPhone) Safari/604"):
        ticket = accounts.accounts.log_ins.log_in(email_of(WHO), SecretStr(GOOD)).get_secret_value()
        cookies.append(accounts.accounts.log_ins.redeem(ticket, agent).get_secret_value())
    app = opened("settings")
    rows = [line.value for line in app.markdown if "last seen" in line.value]
    assert len(rows) == 3
    assert sum("This browser" in row for row in rows) == 1
    assert any(re.search(r"Firefox on Linux\*\*", row) for row in rows)
    phone = next(
        place.id for place in accounts.accounts.sessions.list(actor) if place.browser == "Safari on iPhone"
    )
    app.button(key=f"end-{phone[:12]}").click().run()
    assert accounts.accounts.sessions.actor_of(cookies[1]) is None
    assert accounts.accounts.sessions.actor_of(cookies[0]) is not None
    app.button(key="end-others").click().run()
    assert accounts.accounts.sessions.actor_of(cookies[0]) is None
    assert [box.value for box in app.success] == ["The other one is logged out."]
    assert len(accounts.accounts.sessions.list(actor)) == 1


def test_programs_are_listed_among_the_places_and_logged_out(accounts: Services, actor: Actor) -> None:
    programs = accounts.accounts.programs
    phone, script = (
        programs.log_in(email_of(WHO), SecretStr(GOOD), client=name) for name in ("My *phone*", "A script")
    )
    app = opened("settings")
    rows = [line.value for line in app.markdown if "Program" in line.value and "Last seen" in line.value]
    assert [row.split("  \n")[0] for row in rows] == [
        "**A script** :gray-badge[:material/terminal: Program]",
        "**My \\*phone\\*** :gray-badge[:material/terminal: Program]",
    ]
    ended = next(one for one in programs.list(actor) if one.client == "A script")
    app.button(key=f"end-{ended.id[:12]}").click().run()
    assert programs.caller_of(script.access.get_secret_value()) is None
    assert programs.caller_of(phone.access.get_secret_value())
    app.button(key="end-others").click().run()
    assert programs.caller_of(phone.access.get_secret_value()) is None
    assert not app.exception


def make_key(app: AppTest, password: str) -> None:
    """Send the form. *Why the first button again:* this browser closes a dialog with each run."""
    app.button(key="make-key").click()
    send(with_keys(app, make_key_form_0=password), "Make the key")


def test_a_key_is_made_with_the_password_shown_once_and_ended(accounts: Services, actor: Actor) -> None:
    app = opened("settings")
    app.button(key="make-key").click().run()
    may = [box.label for box in app.checkbox if box.key and box.key.startswith("key-may-")]
    assert "Make and change applications" in may
    assert "See how this JobWise is doing" not in may
    app.text_input(key="key-name").input("My **script**")
    app.checkbox(key="key-may-runs_write").check()
    make_key(app, "wrong-tram-28")
    assert not accounts.accounts.api_keys.list(actor)
    assert [box.value for box in app.error] == ["Type it again\\."]
    make_key(app, GOOD)
    [key] = accounts.accounts.api_keys.list(actor)
    shown_key = next(code.value for code in app.code if code.value.startswith("jw_"))
    caller = accounts.accounts.api_keys.caller_of(shown_key)
    assert caller is not None
    assert caller.scopes == {Scope.PROFILE_READ, Scope.JOBS_READ, Scope.RUNS_READ, Scope.RUNS_WRITE}
    assert shown_key not in kept(app)
    app = opened("settings")
    assert shown_key not in shown(app)
    assert "My \\*\\*script\\*\\*" in shown(app)
    app.button(key=f"end-key-{key.id[:12]}").click().run()
    app.button(key=f"end-key-{key.id[:12]}").click()
    app.button(key="ask-do").click().run()
    assert accounts.accounts.api_keys.caller_of(shown_key) is None


def test_a_key_needs_a_name_and_something_to_do(accounts: Services, actor: Actor) -> None:
    app = opened("settings")
    app.button(key="make-key").click().run()
    make_key(app, GOOD)
    assert [box.value for box in app.error] == [
        "Say what the key is for\\, and tick at least one thing it may do\\."
    ]
    assert not accounts.accounts.api_keys.list(actor)
