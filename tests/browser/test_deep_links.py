"""Every page, opened by its address: by who is not logged in, and by somebody of each role."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from benchmarks.dashboard import ROOT, running_dashboard
from jobwise.domain.role import Role
from tests.browser.test_accounts import PASSWORD, SETTINGS, browser, log_in

__all__ = ["browser"]

TITLES = {
    "": "Start",
    "profile": "Profile",
    "new_application": "New application",
    "progress?id=unknown": "New application",
    "applications": "Applications",
    "application?id=unknown": "Application",
    "jobs": "Jobs",
    "job?id=unknown": "Job",
    "settings": "Settings",
    "my_data": "My data",
    "administration": "Administration",
    "prompts?show=writing": "Prompts",
    "golden_sets?set=first": "Golden sets",
    "experiments": "Experiments",
    "experiment?id=unknown": "Experiment",
    "analytics": "Analytics",
    "vacancies": "Vacancies",
    "vacancy?id=unknown": "Vacancy",
    "candidate?id=unknown": "Candidate",
    "compare_candidates?candidate=unknown": "Compare candidates",
}
FOR_SOME = {
    "administration": {Role.ADMINISTRATOR},
    "prompts?show=writing": {Role.PROMPT_EDITOR},
    "golden_sets?set=first": {Role.PROMPT_EDITOR},
    "experiments": {Role.PROMPT_EDITOR},
    "experiment?id=unknown": {Role.PROMPT_EDITOR},
    "analytics": {Role.PROMPT_EDITOR, Role.ADMINISTRATOR},
    "vacancies": {Role.RECRUITER, Role.ADMINISTRATOR},
    "vacancy?id=unknown": {Role.RECRUITER, Role.ADMINISTRATOR},
    "candidate?id=unknown": {Role.RECRUITER, Role.ADMINISTRATOR},
    "compare_candidates?candidate=unknown": {Role.RECRUITER, Role.ADMINISTRATOR},
}
"""Page -> whose it is; the others are everybody's who is logged in."""


@pytest.fixture(scope="module")
def house() -> Iterator[str]:
    """A dashboard with one person of each role."""
    people = [
        (["user", "add", f"{role}@example.org", "--role", role.value], f"{PASSWORD}\n") for role in Role
    ]
    with running_dashboard(settings=SETTINGS, first=people) as address:
        yield address


def shows(page: Page, title: str) -> None:
    expect(page.get_by_role("heading", name=title, level=1, exact=True)).to_be_visible(timeout=30_000)
    assert page.get_by_text("Traceback").count() == 0


def test_every_page_is_listed_here() -> None:
    listed = {path.partition("?")[0] or "start" for path in TITLES}
    assert listed | {"log_in"} == {file.stem for file in (ROOT / "pages").glob("*.py")}


@pytest.mark.parametrize("path", [*TITLES, "log_in"])
def test_who_is_not_logged_in_sees_the_form_alone(house: str, browser: Browser, path: str) -> None:
    page = browser.new_context().new_page()
    page.goto(f"{house}/{path}")
    shows(page, "Log in")
    assert page.get_by_test_id("stSidebarNav").count() == 0
    page.context.close()


@pytest.mark.parametrize("role", Role)
def test_each_role_opens_its_pages_and_no_others(house: str, browser: Browser, role: Role) -> None:
    page = browser.new_context().new_page()
    page.goto(f"{house}/log_in")
    log_in(page, f"{role}@example.org")
    shows(page, "Start")
    for path, title in TITLES.items():
        page.goto(f"{house}/{path}")
        shows(page, title if role in FOR_SOME.get(path, Role) else "Not here")
    page.goto(f"{house}/log_in")
    shows(page, "Start")
    page.context.close()
