"""Where people have to log in, each page is for who is logged in and has the role; the others find a form."""

import pytest
from streamlit.testing.v1 import AppTest

from jobwise.bootstrap import Services
from jobwise.domain.role import Role
from jobwise.settings import ROOT
from jobwise.ui import guard
from jobwise.ui.text import plain
from tests.pages.accounts import LogIn, opened, titles

PAGES: dict[str, tuple[Role, ...]] = {
    "administration": (Role.ADMINISTRATOR,),
    "analytics": (Role.PROMPT_EDITOR, Role.ADMINISTRATOR),
    "application": tuple(Role),
    "applications": tuple(Role),
    "job": tuple(Role),
    "jobs": tuple(Role),
    "log_in": (),
    "my_data": tuple(Role),
    "new_application": tuple(Role),
    "profile": tuple(Role),
    "progress": tuple(Role),
    "settings": tuple(Role),
    "prompts": (Role.PROMPT_EDITOR,),
    "golden_sets": (Role.PROMPT_EDITOR,),
    "experiments": (Role.PROMPT_EDITOR,),
    "experiment": (Role.PROMPT_EDITOR,),
    "start": tuple(Role),
    "vacancies": (Role.RECRUITER, Role.ADMINISTRATOR),
    "vacancy": (Role.RECRUITER, Role.ADMINISTRATOR),
    "candidate": (Role.RECRUITER, Role.ADMINISTRATOR),
    "compare_candidates": (Role.RECRUITER, Role.ADMINISTRATOR),
}
"""Page -> whose it is. *Why mostly all:* everybody may apply for a job with what is theirs."""


pytestmark = pytest.mark.usefixtures("log_in")


def test_every_page_is_listed_here() -> None:
    assert sorted(PAGES) == sorted(file.stem for file in (ROOT / "pages").glob("*.py"))


@pytest.mark.parametrize("page", PAGES)
def test_who_is_not_logged_in_gets_the_form(page: str) -> None:
    app = opened(page)
    assert titles(app) == ["Log in"]
    assert [field.label for field in app.text_input] == ["E-mail address", "Password"]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", Role)
def test_each_role_sees_its_pages_and_no_others(page: str, role: Role, log_in: LogIn) -> None:
    log_in(role)
    shown = titles(opened(page))
    if role in PAGES[page]:
        assert shown != ["Not here"]
        assert shown != ["Log in"]
    else:
        assert shown == (["Start"] if page == "log_in" else ["Not here"])


def test_a_page_that_is_open_shows_nothing_more_once_the_log_in_ended(
    accounts: Services, log_in: LogIn
) -> None:
    cookie = log_in(Role.SEEKER)
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30).run()
    assert [element.value for element in app.sidebar.caption] == [plain("seeker@example.org")]
    accounts.accounts.sessions.log_out(cookie)
    assert titles(app.run()) == ["Log in"]


def test_an_open_page_is_drawn_anew_for_another_log_in_of_its_browser(
    accounts: Services, log_in: LogIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    former = log_in(Role.SEEKER)
    visit = guard.visit_of(accounts)
    assert visit is not None
    assert visit.is_like(guard.visit_of(accounts) or pytest.fail("nobody is there"))
    accounts.accounts.sessions.log_out(former)
    log_in(Role.SEEKER)
    monkeypatch.setattr(guard, "LOOKED_EVERY_SECONDS", 0.0)
    now = guard.visit_of(accounts)
    assert now is not None
    assert not now.is_like(visit)


def test_a_button_that_was_drawn_before_does_nothing_after(
    accounts: Services, log_in: LogIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    cookie = log_in(Role.SEEKER)
    visit = guard.visit_of(accounts)
    assert visit is not None
    accounts.accounts.sessions.log_out(cookie)
    monkeypatch.setattr(guard, "LOOKED_EVERY_SECONDS", 0.0)
    with pytest.raises(guard.NotSignedIn):
        _ = visit.actor


def test_a_page_that_another_takes_up_shows_nothing_of_who_had_it_before(
    accounts: Services, log_in: LogIn
) -> None:
    log_in(Role.SEEKER)
    app = opened("profile")
    drafts = [f"draft-{number}" for number in range(20)]
    for draft in drafts:
        app.session_state[draft] = "Adm's unsaved words"
    app.run()
    assert all(draft in app.session_state for draft in drafts)
    log_in(Role.RECRUITER)
    app.run()
    assert titles(app) == ["Start"]
    assert not any(draft in app.session_state for draft in drafts)


def test_after_a_log_out_nothing_of_a_page_is_left(accounts: Services, log_in: LogIn) -> None:
    cookie = log_in(Role.SEEKER)
    app = opened("settings")
    drafts = [f"draft-{number}" for number in range(20)]
    for draft in drafts:
        app.session_state[draft] = "Adm's unsaved words"
    app.run()
    accounts.accounts.sessions.log_out(cookie)
    assert titles(app.run()) == ["Log in"]
    assert not any(draft in app.session_state for draft in drafts)
