"""*Administration*: each action changes the store, secrets are shown once, what people typed is plain."""

import csv
import io
from collections.abc import Iterator

import pyotp
import pytest
from pydantic import SecretStr
from streamlit.testing.v1 import AppTest

from jobwise.bootstrap import Services, now
from jobwise.domain.account import LOCAL_ACTOR, Actor
from jobwise.domain.audit import Action
from jobwise.domain.role import Role
from jobwise.domain.user import User
from jobwise.ui.audit_section import whole_log
from jobwise.ui.guard import visit_of
from jobwise.ui.text import plain
from tests.account_parts import GOOD
from tests.pages.accounts import LogIn, email_of, opened
from tests.pages.conftest import Open

NAME = "**Ina** <b>Öz</b> :material/key:"
EMAIL = "ina_*x*@example.org"


@pytest.fixture
def page(accounts: Services, log_in: LogIn) -> AppTest:
    log_in(Role.ADMINISTRATOR)
    return opened("administration")


@pytest.fixture
def ina(accounts: Services) -> Iterator[User]:
    """Somebody whose name and address would be markup; another one for each test."""
    made = accounts.accounts.sign_ups.add(
        LOCAL_ACTOR, f"{len(_people(accounts))}{EMAIL}", NAME, {Role.SEEKER}, SecretStr(GOOD)
    )
    yield made
    if made.id in _people(accounts):
        accounts.accounts.people.disable(LOCAL_ACTOR, made.id)


def _people(accounts: Services) -> dict[str, User]:
    return {one.id: one for one in accounts.accounts.people.list(LOCAL_ACTOR)}


def _administrator(accounts: Services) -> User:
    return next(one for one in _people(accounts).values() if Role.ADMINISTRATOR in one.roles)


def click(page: AppTest, *keys: str, row: User | None = None) -> AppTest:
    """Click, all at once, while a person's row is open.

    *Why two at once for a question:* a click in it runs it alone in a browser, and here the page.
    """
    if row is not None:
        page.session_state[f"person-{row.id}"] = True
    for key in keys:
        page.button(key=key).click()
    page.run()
    assert not page.exception
    return page


def send(page: AppTest, label: str, row: User | None = None) -> AppTest:
    next(button for button in page.button if button.label == label).click()
    return click(page, row=row)


def answer(page: AppTest, label: str, row: User, typed: str = GOOD) -> AppTest:
    """Type the password in the question, and send it."""
    page.text_input(key="ask-0").input(typed)
    return send(page, label, row)


def save_roles(page: AppTest, row: User, typed: str = GOOD) -> AppTest:
    send(page, "Save the roles", row)
    next(button for button in page.button if button.label == "Save the roles").click()
    return answer(page, ":red[Change the roles]", row, typed)


def codes(page: AppTest) -> list[str]:
    return [element.value for element in page.code]


def test_in_local_mode_nobody_is_looked_after(open_page: Open) -> None:
    assert [title.value for title in open_page("administration").title] == ["Not here"]


def test_what_people_typed_is_shown_as_they_typed_it(ina: User, page: AppTest) -> None:
    label = next(row.label for row in page.expander if plain(ina.email) in row.label)
    assert label.startswith(f"**{plain(NAME)}**, {plain(ina.email)} · Seeker")


def test_people_are_found_by_name_and_address(ina: User, page: AppTest) -> None:
    for sought in ("<B>öz", ina.email):
        page.text_input(key="people-search").input(sought)
        rows = [row.label for row in click(page).expander]
        assert any(plain(ina.email) in row for row in rows)
        assert all(plain(NAME) in row for row in rows)
    page.text_input(key="people-search").input("nobody of this name")
    assert not click(page).expander


def test_roles_are_changed(accounts: Services, ina: User, page: AppTest) -> None:
    click(page, row=ina)
    page.checkbox(key=f"role-{ina.id}-recruiter").check()
    page.checkbox(key=f"role-{ina.id}-seeker").uncheck()
    save_roles(page, ina)
    assert _people(accounts)[ina.id].roles == {Role.RECRUITER}


def test_an_open_page_alone_changes_no_roles(accounts: Services, ina: User, page: AppTest) -> None:
    click(page, row=ina)
    page.checkbox(key=f"role-{ina.id}-administrator").check()
    save_roles(page, ina, "not the password")
    assert [error.proto.title for error in page.error] == ["This is not your present password"]
    assert _people(accounts)[ina.id].roles == {Role.SEEKER}


def test_a_person_is_erased_after_a_question_that_says_what_goes(
    accounts: Services, ina: User, page: AppTest
) -> None:
    click(page, row=ina)
    click(page, f"erase-{ina.id}", row=ina)
    assert any("1 account" in line.value and "This goes" in line.value for line in page.markdown)
    assert ina.id in _people(accounts)
    page.button(key=f"erase-{ina.id}").click()
    answer(page, ":red[Erase everything]", ina)
    assert ina.id not in _people(accounts)
    last = accounts.audit.everybodys(LOCAL_ACTOR)[0]
    assert (last.action, last.subject, last.actor_id) == (Action.ERASED, ina.id, _administrator(accounts).id)


def test_the_last_administrator_stays(accounts: Services, page: AppTest) -> None:
    last = _administrator(accounts)
    click(page, row=last)
    page.checkbox(key=f"role-{last.id}-administrator").uncheck()
    save_roles(page, last)
    assert [box.value for box in page.error] == [plain("Make somebody else one first.")]
    click(page, f"disable-{last.id}", row=last)
    click(page, f"disable-{last.id}", "ask-do", row=last)
    assert plain("Make somebody else one first.") in [box.value for box in page.error]
    assert _administrator(accounts) == last


def test_disabling_asks_first_and_is_taken_back(accounts: Services, ina: User, page: AppTest) -> None:
    click(page, row=ina)
    click(page, f"disable-{ina.id}", row=ina)
    assert not _people(accounts)[ina.id].disabled
    click(page, f"disable-{ina.id}", "ask-do", row=ina)
    assert _people(accounts)[ina.id].disabled
    click(page, row=ina)
    click(page, f"enable-{ina.id}", row=ina)
    assert not _people(accounts)[ina.id].disabled


def test_a_second_factor_is_dropped_after_a_question(accounts: Services, ina: User, page: AppTest) -> None:
    factors = accounts.accounts.second_factors
    secret = factors.begin(Actor(id=ina.id), SecretStr(GOOD)).secret.get_secret_value()
    factors.confirm(Actor(id=ina.id), pyotp.TOTP(secret).at(now()))
    click(click(page), row=ina)
    click(page, f"factor-{ina.id}", row=ina)
    assert _people(accounts)[ina.id].second_factor
    page.button(key=f"factor-{ina.id}").click()
    answer(page, ":red[Drop the second factor]", ina)
    assert not _people(accounts)[ina.id].second_factor


def test_who_asked_for_a_password_is_marked_and_gets_a_link_shown_once(
    accounts: Services, ina: User, page: AppTest
) -> None:
    accounts.accounts.passwords.request_reset(ina.email)
    click(click(page), row=ina)
    assert "Asked for a new password" in page.expander[0].label
    assert plain(ina.email) in page.expander[0].label
    click(page, f"link-{ina.id}", row=ina)
    assert not codes(page)
    page.button(key=f"link-{ina.id}").click()
    answer(page, ":red[Make the link]", ina)
    (link,) = codes(page)
    assert "/log_in?reset=" in link
    assert link not in repr(page.session_state)
    assert not codes(click(page, row=ina))
    accounts.accounts.passwords.reset(link.partition("reset=")[2], SecretStr("seven quiet herons"))
    assert ina.id not in accounts.accounts.people.reset_asks(LOCAL_ACTOR)


def test_an_invitation_is_shown_once_and_withdrawn_after_a_question(
    accounts: Services, page: AppTest
) -> None:
    page.text_area(key="invitation-email").input("ro_b_@example.org")
    page.checkbox(key="invitation-recruiter").check()
    send(page, "Make invitations")
    (link,) = codes(page)
    assert "/log_in?invitation=" in link
    assert not codes(click(page))
    (made,) = accounts.accounts.people.invitations(LOCAL_ACTOR)
    assert (made.email, made.roles) == ("ro_b_@example.org", {Role.SEEKER, Role.RECRUITER})
    assert any(plain(made.email) in line.value for line in page.markdown)
    click(page, f"withdraw-{made.id[:12]}")
    assert accounts.accounts.people.invitations(LOCAL_ACTOR)
    click(page, f"withdraw-{made.id[:12]}", "ask-do")
    assert not accounts.accounts.people.invitations(LOCAL_ACTOR)


def test_several_are_invited_at_once_and_each_result_is_told(accounts: Services, page: AppTest) -> None:
    typed = f"kim@example.org\n\n no address \nKIM@example.org\nlou@example.org\n{email_of(Role.SEEKER)}"
    page.text_area(key="invitation-email").input(typed)
    send(page, "Make invitations")
    assert len(codes(page)) == 2
    told = [error.proto.title for error in page.error]
    assert told == [plain("This is not an e-mail address"), "This person has an account"]
    made = accounts.accounts.people.invitations(LOCAL_ACTOR)
    assert {one.email for one in made} == {"kim@example.org", "lou@example.org"}
    assert [box.proto.title for box in page.warning] == ["Other computers cannot open this link"]
    for one in made:
        accounts.accounts.people.withdraw(LOCAL_ACTOR, one.id)


def test_an_administrator_is_invited_with_the_password_alone(accounts: Services, page: AppTest) -> None:
    def ask_for(typed: str) -> None:
        page.text_area(key="invitation-email").input("max@example.org")
        page.checkbox(key="invitation-administrator").check()
        next(button for button in page.button if button.label == "Make invitations").click()
        click(page)
        assert not codes(page)
        page.text_area(key="invitation-email").input("max@example.org")
        page.checkbox(key="invitation-administrator").check()
        next(button for button in page.button if button.label == "Make invitations").click()
        page.text_input(key="ask-0").input(typed)
        next(button for button in page.button if button.label == ":red[Make the invitation]").click()
        click(page)

    ask_for("not the password")
    assert not accounts.accounts.people.invitations(LOCAL_ACTOR)
    ask_for(GOOD)
    assert len(codes(page)) == 1
    (made,) = accounts.accounts.people.invitations(LOCAL_ACTOR)
    assert made.roles == {Role.SEEKER, Role.ADMINISTRATOR}
    accounts.accounts.people.withdraw(LOCAL_ACTOR, made.id)


def test_a_wrong_address_is_told(accounts: Services, page: AppTest) -> None:
    page.text_area(key="invitation-email").input("no address")
    send(page, "Make invitations")
    assert len(page.error) == 1
    assert not accounts.accounts.people.invitations(LOCAL_ACTOR)


def test_the_log_is_filtered_and_names_people_by_their_address(ina: User, page: AppTest) -> None:
    page.text_input(key="audit-email").input(ina.email)
    page.selectbox(key="did").select("signed_up")
    rows = click(page).dataframe[0].value
    assert list(rows["What"]) == ["Signed up"]
    assert list(rows["To whom or what"]) == [ina.email]
    page.selectbox(key="did").select("exported")
    assert not click(page).dataframe


def test_the_log_is_checked(accounts: Services, page: AppTest) -> None:
    click(page, "verify")
    verdict = accounts.audit.verify(LOCAL_ACTOR)
    assert codes(page) == [verdict.head]
    assert len(page.success) == 1


def test_a_log_that_was_changed_is_told(
    accounts: Services, page: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = accounts.audit.verify(LOCAL_ACTOR).model_copy(update={"wrong": 2, "reason": "It was changed."})
    monkeypatch.setattr(type(accounts.audit), "verify", lambda *_: wrong)
    click(page, "verify")
    assert not page.success
    assert len(page.error) == 1


def test_the_whole_log_is_downloaded_newest_first(accounts: Services, page: AppTest) -> None:
    visit = visit_of(accounts)
    assert visit is not None
    written = whole_log(visit, {}).decode("utf-8-sig")
    numbers = [row[0] for row in csv.reader(io.StringIO(written))][1:]
    assert numbers == [str(number) for number in range(len(numbers), 0, -1)]
    assert len(numbers) == accounts.audit.verify(LOCAL_ACTOR).entries


def test_health_is_told(accounts: Services, page: AppTest) -> None:
    health = accounts.health.now(LOCAL_ACTOR)
    words = "\n".join(line.value for line in page.markdown)
    assert f"People: **{health.people}**" in words
    assert "Database: **" in words
    assert health.database_bytes
