"""A seeker's way: a job comes into the library, is found, becomes an application, and goes over the board."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from icalendar import Calendar
from playwright.sync_api import Locator, Page, expect

from benchmarks.browser import open_page, script_done
from benchmarks.dashboard import ROOT, running_dashboard
from tests.browser.conftest import Visit

SAMPLES = ROOT / "data" / "samples"
AD = (SAMPLES / "data-analyst-fenwick-rail.txt").read_text(encoding="utf-8")
OTHER_AD = (SAMPLES / "management-accountant-brayfield.txt").read_text(encoding="utf-8")
JOB, OTHER = "Data Analyst, Fenwick Rail", "Management Accountant, Brayfield Components Ltd"
RUN_MS = 60_000
COLUMNS = ("Saved", "Applied", "Interview", "Offer", "Rejected")


@pytest.fixture(scope="module")
def dashboard() -> Iterator[str]:
    """A dashboard with the sample résumé as the profile."""
    with running_dashboard() as address:
        with open_page(address) as page:
            page.locator("input[type=file]").set_input_files(SAMPLES / "mara-lindqvist.pdf")
            expect(page.get_by_role("heading", name="Profile", level=1)).to_be_visible(timeout=RUN_MS)
        yield address


def add(page: Page, ad: str) -> None:
    page.get_by_label("Job ad", exact=True).fill(ad)
    page.get_by_role("button", name="Add job", exact=True).click()
    expect(page.get_by_text("It is in your library now.")).to_be_visible()
    script_done(page)


def column(page: Page, name: str) -> Locator:
    """A column of the board, by its heading."""
    heading = page.get_by_role("heading", name=re.compile(f"^{name}"), level=2)
    return page.get_by_test_id("stColumn").filter(has=heading)


def choice(page: Page, name: str) -> Locator:
    """An entry of the menu that is open."""
    return page.get_by_role("menuitem", name=name)


def counts(page: Page) -> str:
    script_done(page)
    found = (column(page, name).get_by_role("button", name="Move").count() for name in COLUMNS)
    return " ".join(map(str, found))


def test_a_job_is_pasted_found_and_applied_for(visit: Visit) -> None:
    page = visit("/jobs")
    page.get_by_role("button", name="Add a job").click()
    add(page, AD)
    page.get_by_label("Job ad", exact=True).fill(AD)
    page.get_by_role("button", name="Add job", exact=True).click()
    expect(page.get_by_text("Your library had it already.")).to_be_visible()
    page.get_by_label("Job ad", exact=True).fill(OTHER_AD)
    page.get_by_role("button", name="Add job", exact=True).click()
    expect(page.get_by_text("It is in your library now.")).to_be_visible()

    page.get_by_role("tab", name="Search").click()
    expect(page.get_by_text("fit with your profile")).to_have_count(2, timeout=RUN_MS)
    page.get_by_role("textbox", name="Search").fill('"data analyst" SQL')
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name=OTHER)).to_have_count(0)
    expect(page.get_by_role("link", name=JOB)).to_be_visible()
    expect(page).to_have_url(re.compile("words="))
    page.get_by_role("textbox", name="Where").fill("Leeds")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("place=Leeds"))
    page.reload()
    expect(page.get_by_role("link", name=JOB)).to_be_visible()
    expect(page.get_by_role("textbox", name="Search")).to_have_value('"data analyst" SQL')
    expect(page.get_by_text("2 must-haves not met: communication, attention to detail")).to_be_visible()

    page.get_by_role("textbox", name="Where").fill("Lisbon")
    page.keyboard.press("Enter")
    expect(page.get_by_text("No job fits.")).to_be_visible()
    page.get_by_role("button", name="Clear filters").click()
    expect(page.get_by_role("link", name=OTHER)).to_be_visible()

    page.get_by_role("link", name=JOB).click()
    expect(page.get_by_role("heading", name=JOB, level=1)).to_be_visible()
    expect(page.get_by_text("Degree in mathematics, statistics or a similar subject")).to_be_visible()
    page.get_by_role("button", name="Apply with JobWise").click()
    expect(page).to_have_url(re.compile("/progress"), timeout=RUN_MS)
    expect(page.get_by_text("Your application is ready")).to_be_visible(timeout=RUN_MS)
    page.goto(page.url.split("/progress")[0] + "/jobs")
    expect(page.get_by_role("link", name="Your application")).to_have_count(1)
    page.get_by_role("button", name="Apply with JobWise").click()
    expect(page.get_by_text("Your application is ready")).to_be_visible(timeout=RUN_MS)


def test_the_library_is_used_on_a_phone(visit: Visit) -> None:
    page = visit("/jobs?words=accountant", width=390)
    expect(page.get_by_role("link", name=OTHER)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_card_is_moved_by_click_and_what_was_sent_stays_as_sent(visit: Visit, tmp_path: Path) -> None:
    page = visit("/applications")
    expect(page.get_by_role("button", name="Move")).to_have_count(2)
    assert counts(page) == "2 0 0 0 0"
    card = page.locator("[class*=st-key-card-board]").filter(has_text="Data Analyst")
    card.get_by_role("button", name="Move").click()
    choice(page, "Applied").click()
    expect(page.get_by_role("status").filter(has_text="is now under Applied")).to_be_visible()
    expect(page.get_by_text("kept as they are now, version 1")).to_be_visible()
    assert counts(page) == "1 1 0 0 0"
    page.reload()
    expect(page.get_by_role("button", name="Move")).to_have_count(2)
    assert counts(page) == "1 1 0 0 0"

    page.get_by_role("link", name=JOB).click()
    page.get_by_role("tab", name="Notes and dates").click()
    sent = downloaded(page, "Résumé", tmp_path / "sent.pdf", within="[class*=st-key-card-sent]")
    page.get_by_role("tab", name="Documents").click()
    script_done(page)
    line = page.get_by_test_id("stExpander").filter(has_text="SQL").first
    line.locator("summary").click()
    page.get_by_role("button", name="Leave out").first.click()
    expect(page.get_by_text("Versions (2)")).to_be_visible(timeout=RUN_MS)
    page.get_by_role("tab", name="Notes and dates").click()
    expect(page.get_by_text("Your documents are at version 2 now.")).to_be_visible(timeout=RUN_MS)
    again = downloaded(page, "Résumé", tmp_path / "again.pdf", within="[class*=st-key-card-sent]")
    assert again == sent
    page.get_by_role("button", name="Keep them as sent, too").click()
    expect(page.get_by_text("kept as they are now, version 2")).to_be_visible()
    cards = page.locator("[class*=st-key-card-sent]")
    expect(cards).to_have_count(2)
    newest = downloaded(page, "Résumé", tmp_path / "new.pdf", within="[class*=st-key-card-sent]")
    assert newest != sent


def downloaded(page: Page, button: str, to: Path, *, within: str = "main") -> bytes:
    script_done(page)
    with page.expect_download() as coming:
        page.locator(within).first.get_by_role("button", name=button).click()
    coming.value.save_as(to)
    return to.read_bytes()


def test_a_card_is_moved_by_the_keyboard_alone(visit: Visit) -> None:
    page = visit("/applications")
    expect(page.get_by_role("button", name="Move")).to_have_count(2)
    script_done(page)
    title = re.compile("Management Accountant")
    for _ in range(60):
        page.keyboard.press("Tab")
        at = page.locator(":focus")
        if at.get_attribute("href") and title.search(at.inner_text()):
            break
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_contain_text("Move")
    page.keyboard.press("Enter")
    expect(page.locator("[role=menu]:focus")).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(page.locator(":focus")).to_have_text("Interview")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="is now under Interview")).to_be_visible()
    assert counts(page) == "0 1 1 0 0"
    moved = page.get_by_role("button", name=f"Move {OTHER}")
    expect(moved).to_be_focused()  # and on from there


def test_notes_and_dates_are_kept_and_taken_to_a_calendar(visit: Visit, tmp_path: Path) -> None:
    page = visit("/applications?view=List")
    page.get_by_role("link", name=OTHER).click()
    page.get_by_role("tab", name="Notes and dates").click()
    page.get_by_label("New note").fill("Ms Brown asked for *two* references.\nCall on Monday.")
    page.get_by_role("button", name="Save note").click()
    note = page.locator("[class*=st-key-card-note]")
    expect(note).to_contain_text("Ms Brown asked for *two* references.")
    page.get_by_label("What (optional)").fill("Panel; room 4, second floor")
    page.get_by_role("button", name="Add date").click()
    expect(page.locator("[class*=st-key-card-date]")).to_contain_text("Panel; room 4, second floor")
    page.reload()
    expect(note).to_contain_text("Call on Monday.")
    script_done(page)
    with page.expect_download() as coming:
        page.get_by_role("button", name="Dates for your calendar").click()
    assert coming.value.suggested_filename == "jobwise-dates.ics"
    coming.value.save_as(tmp_path / "dates.ics")
    [event] = Calendar.from_ical((tmp_path / "dates.ics").read_bytes()).walk("VEVENT")
    assert event["SUMMARY"] == f"Interview: {OTHER}"
    assert event["DESCRIPTION"] == "Panel; room 4, second floor"

    page.goto(page.url.split("/application")[0] + "/applications")
    card = page.locator("[class*=st-key-card-board]").filter(has_text="Management Accountant")
    expect(card).to_contain_text("1 note")
    expect(card).to_contain_text("Interview,")
    page.get_by_role("tab", name="Numbers").click()
    expect(page.get_by_role("heading", name="How far they came")).to_be_visible()
    expect(page.get_by_role("cell", name="1 of 2")).to_be_visible()


def test_the_board_stands_on_a_phone_without_scrolling_sideways(visit: Visit) -> None:
    page = visit("/applications", width=390)
    expect(page.get_by_role("button", name="Move")).to_have_count(2)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    tops = [column(page, name).bounding_box() for name in COLUMNS]
    heights = [box["y"] for box in tops if box]
    assert heights == sorted(heights)
    assert len(set(heights)) == len(COLUMNS)
