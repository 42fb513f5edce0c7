"""Every page can be the first thing that is asked of a fresh dashboard."""

import re

import pytest
from playwright.sync_api import expect

from benchmarks.browser import open_page
from benchmarks.dashboard import running_dashboard

PAGES = {
    "": "Start",
    "profile": "Profile",
    "new_application": "New application",
    "applications": "Applications",
    "jobs": "Jobs",
    "job?id=unknown": "Job",
    "settings": "Settings",
    "application?id=unknown": "Application",
    "progress?id=unknown": "New application",
}


@pytest.mark.parametrize("path", list(PAGES))
def test_a_page_is_whole_as_the_first_request_of_a_fresh_dashboard(path: str) -> None:
    with running_dashboard() as address, open_page(f"{address}/{path}") as page:
        expect(page.get_by_role("heading", name=PAGES[path], level=1)).to_be_visible(timeout=30_000)
        expect(page.get_by_test_id("stSidebarNav").get_by_text("New application")).to_be_visible()
        expect(page).to_have_title(re.compile(f"^{PAGES[path]} · JobWise$"))
        assert page.get_by_text("Traceback").count() == 0
