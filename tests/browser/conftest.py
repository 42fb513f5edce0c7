"""A dashboard of its own for each file of journeys, and a browser that remembers every complaint."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import ConsoleMessage, Page

from benchmarks.browser import chromium_path, open_page
from benchmarks.dashboard import running_dashboard

Visit = Callable[..., Page]
PROBES = re.compile(r"/\w+/_stcore/(health|host-config)$")
"""Where Streamlit's own script first looks for its server when a page is opened by its address."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "/tests/browser/" in item.path.as_posix():
            item.add_marker("browser")
            if chromium_path() is None:
                item.add_marker(pytest.mark.skip(reason="Chromium is not installed"))


@pytest.fixture(scope="module")
def dashboard() -> Iterator[str]:
    """The address of a fresh dashboard with nothing in it."""
    with running_dashboard() as address:
        yield address


@pytest.fixture
def visit(dashboard: str) -> Iterator[Visit]:
    """`visit("/profile", width=390)` -> the page; what the browser complains about fails the test."""
    complaints: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        address = message.location.get("url", "")
        if message.type == "error" and not PROBES.search(address):
            complaints.append(f"{message.text} {address}")

    with ExitStack() as stack:

        def go(path: str = "/", *, width: int = 1440) -> Page:
            page = stack.enter_context(open_page("about:blank", width=width))
            page.on("console", heard)
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.goto(dashboard + path)
            return page

        yield go
    assert not complaints
