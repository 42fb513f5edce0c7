"""Where people log in: from nothing to a first PDF, and out again."""

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pyotp
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from benchmarks.browser import FLAGS, chromium_path
from benchmarks.dashboard import ROOT, running_dashboard

SAMPLES = ROOT / "data" / "samples"
SETTINGS = {
    "JOBWISE_AUTH": "accounts",
    "JOBWISE_SECRET_KEY": "Rk3vX9_tLq0bZs7WmYc2Ng8HdUf5Pj1E",
    "JOBWISE_SIGN_UP": "open",
}
PASSWORD = "lisbon-tram-28"
MINUTES_TO_A_PDF = 3


@pytest.fixture(scope="module")
def house() -> Iterator[str]:
    """The address of a dashboard where people log in."""
    with running_dashboard(settings=SETTINGS) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium_path(), args=list(FLAGS))
        yield opened
        opened.close()


def make_account(page: Page, house: str, email: str) -> None:
    page.goto(f"{house}/log_in?form=sign-up")
    expect(page.get_by_role("heading", name="Make an account")).to_be_visible(timeout=30_000)
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Make the account").click()
    expect(page.get_by_role("heading", name="Start", level=1)).to_be_visible(timeout=15_000)


def log_in(page: Page, email: str, password: str = PASSWORD) -> None:
    expect(page.get_by_role("heading", name="Log in", level=1)).to_be_visible(timeout=15_000)
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Log in").click()


def test_from_signing_up_to_a_first_pdf(house: str, browser: Browser, tmp_path: Path) -> None:
    begun = time.monotonic()
    page = browser.new_context().new_page()
    make_account(page, house, "nadia@example.org")
    page.locator("input[type=file]").set_input_files(SAMPLES / "mara-lindqvist.pdf")
    expect(page.get_by_role("heading", name="Profile", level=1)).to_be_visible(timeout=30_000)
    page.get_by_role("link", name="New application").click()
    ad = (SAMPLES / "data-analyst-fenwick-rail.txt").read_text(encoding="utf-8")
    page.get_by_label("Job ad", exact=True).fill(ad)
    page.get_by_role("button", name="Create application").click()
    button = page.get_by_role("button", name="Résumé", exact=False).first
    with page.expect_download(timeout=60_000) as download:
        button.click(timeout=60_000)
    file = tmp_path / "resume.pdf"
    download.value.save_as(file)
    assert file.read_bytes().startswith(b"%PDF")
    assert time.monotonic() - begun < MINUTES_TO_A_PDF * 60


def test_a_key_is_shown_once_and_the_box_closes_when_it_is_copied(house: str, browser: Browser) -> None:
    page = browser.new_context().new_page()
    make_account(page, house, "keys@example.org")
    page.goto(f"{house}/settings")
    page.get_by_role("button", name="Make a key").click()
    box = page.get_by_role("dialog")
    box.get_by_label("What is it for?").fill("My app")
    box.get_by_label("Your password", exact=True).fill(PASSWORD)
    box.get_by_role("button", name="Make the key").click()
    expect(box.get_by_text("jw_")).to_be_visible(timeout=15_000)
    box.get_by_role("button", name="I have copied it").click()
    expect(box).to_have_count(0, timeout=15_000)
    expect(page.get_by_text("My app")).to_be_visible()
    expect(page.get_by_text("not used yet")).to_be_visible()


def test_a_deep_link_asks_for_the_log_in_and_leads_on(house: str, browser: Browser) -> None:
    make_account(browser.new_context().new_page(), house, "ben@example.org")
    page = browser.new_context().new_page()
    page.goto(f"{house}/settings")
    log_in(page, "ben@example.org", "wrong-tram-28")
    expect(page.get_by_text("E-mail address, password or code are not right")).to_be_visible()
    log_in(page, "ben@example.org")
    expect(page.get_by_role("heading", name="Settings", level=1)).to_be_visible(timeout=15_000)
    expect(page).to_have_url(re.compile("/settings$"))


def test_logging_out_shuts_the_other_tabs_and_leaves_a_dead_cookie(house: str, browser: Browser) -> None:
    context = browser.new_context()
    page, other = context.new_page(), context.new_page()
    make_account(page, house, "cleo@example.org")
    kept = context.cookies()
    other.goto(f"{house}/my_data")
    expect(other.get_by_role("heading", name="My data", level=1)).to_be_visible(timeout=15_000)
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("heading", name="Log in", level=1)).to_be_visible(timeout=15_000)
    expect(other.get_by_role("heading", name="Log in", level=1)).to_be_visible(timeout=3_000)
    replaying = browser.new_context()
    replaying.add_cookies(kept)  # type: ignore[arg-type]
    replayed = replaying.new_page()
    replayed.goto(f"{house}/my_data")
    expect(replayed.get_by_role("heading", name="Log in", level=1)).to_be_visible(timeout=15_000)


def test_no_script_can_read_the_cookies(house: str, browser: Browser) -> None:
    page = browser.new_context().new_page()
    make_account(page, house, "dora@example.org")
    assert "jobwise" not in page.evaluate("document.cookie")
    named = {cookie["name"]: cookie for cookie in page.context.cookies()}
    assert named["jobwise"]["httpOnly"]
    assert named["jobwise"]["sameSite"] == "Strict"


def test_somebody_elses_application_is_not_there(house: str, browser: Browser) -> None:
    page = browser.new_context().new_page()
    make_account(page, house, "emil@example.org")
    page.get_by_role("button", name="Try it with a sample").click()
    expect(page.get_by_role("button", name="Open application")).to_be_visible(timeout=60_000)
    page.get_by_role("button", name="Open application").click()
    expect(page.get_by_role("tab", name="Overview")).to_be_visible(timeout=15_000)
    address = page.url
    stranger = browser.new_context().new_page()
    make_account(stranger, house, "fay@example.org")
    for path in (address, address.replace("/application?", "/progress?")):
        stranger.goto(path)
        expect(stranger.get_by_test_id("stAlert")).to_be_visible(timeout=15_000)
        assert stranger.get_by_text("Fenwick").count() == 0


def test_a_second_factor_is_asked_for_after_it_was_switched_on(house: str, browser: Browser) -> None:
    page = browser.new_context().new_page()
    make_account(page, house, "gita@example.org")
    page.goto(f"{house}/settings")
    card = page.locator(".st-key-card-second-factor")
    password = card.get_by_label("Present password")
    password.fill(PASSWORD)
    card.get_by_role("button", name="Switch it on").click()
    expect(card.get_by_alt_text("The secret below, as a QR code")).to_be_visible(timeout=15_000)
    secret = card.get_by_test_id("stCode").first.inner_text().replace(" ", "").strip()
    card.get_by_label("Code that the app shows now").fill(pyotp.TOTP(secret).now())
    card.get_by_role("button", name="Confirm the code").click()
    expect(card.get_by_text("Your recovery codes")).to_be_visible(timeout=15_000)
    page.get_by_role("button", name="Log out", exact=True).first.click()
    log_in(page, "gita@example.org")
    code = page.get_by_role("textbox", name="Code")
    expect(code).to_be_visible(timeout=15_000)
    code.fill("000000")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_text("This code is not right")).to_be_visible(timeout=15_000)
    later = time.time() + 30  # the code of this half minute is used up, and one ahead is taken
    code.fill(pyotp.TOTP(secret).at(int(later)))
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("heading", name="Start", level=1)).to_be_visible(timeout=15_000)


def test_a_changed_password_leaves_its_fields_empty(house: str, browser: Browser) -> None:
    page = browser.new_context().new_page()
    make_account(page, house, "hugo@example.org")
    page.goto(f"{house}/settings")
    card = page.locator(".st-key-card-password")
    present, new = card.get_by_label("Present password"), card.get_by_role("textbox", name="New password")
    present.fill(PASSWORD)
    new.fill("seven quiet herons")
    card.get_by_role("button", name="Change the password").click()
    expect(card.get_by_text("Your new password is set")).to_be_visible(timeout=15_000)
    expect(present).to_have_value("")
    expect(new).to_have_value("")


def test_who_erased_everything_is_told_so_and_has_no_account(house: str, browser: Browser) -> None:
    page = browser.new_context().new_page()
    make_account(page, house, "erna@example.org")
    page.goto(f"{house}/my_data")
    page.get_by_role("button", name="Erase everything").click()
    question = page.get_by_role("dialog")
    question.get_by_label("Your password").fill(PASSWORD)
    question.get_by_role("button", name="Erase everything").click()
    expect(page.get_by_text("All is erased")).to_be_visible(timeout=20_000)
    log_in(page, "erna@example.org")
    expect(page.get_by_text("are not right")).to_be_visible(timeout=15_000)
