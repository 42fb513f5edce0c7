"""A headless Chromium for benchmarks, screenshots and browser tests."""

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from playwright.sync_api import Error, Page, sync_playwright

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def chromium_path() -> str | None:
    """Where Chromium is on this machine, or None."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((path for name in names if (path := shutil.which(name))), None)


@contextmanager
def open_page(
    address: str,
    *,
    width: int = 1440,
    height: int = 1000,
    scheme: Literal["light", "dark"] = "light",
    seconds: float = 30,
) -> Iterator[Page]:
    """A page at an address, waiting up to `seconds` for a server that is still starting."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=list(FLAGS))
        page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
        deadline = time.monotonic() + seconds
        while True:
            try:
                page.goto(address)
                break
            except Error:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.02)
        yield page
        browser.close()


def script_done(page: Page) -> None:
    """Wait until the dashboard has finished drawing."""
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
