"""What a person does from the upload to the file in hand, in a real browser."""

import io
import re
from pathlib import Path

import pypdfium2
from playwright.sync_api import Page, expect

from benchmarks.browser import script_done
from benchmarks.dashboard import ROOT
from tests.browser.conftest import Visit

SAMPLES = ROOT / "data" / "samples"
RESUME = SAMPLES / "mara-lindqvist.pdf"
AD = (SAMPLES / "data-analyst-fenwick-rail.txt").read_text(encoding="utf-8")
RUN_MS = 60_000


def pdf_text(path: Path) -> str:
    with pypdfium2.PdfDocument(io.BytesIO(path.read_bytes())) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def downloaded(page: Page, button: str, folder: Path) -> Path:
    with page.expect_download(timeout=RUN_MS) as waiting:
        page.get_by_role("button", name=button, exact=True).click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def test_from_an_upload_to_a_tailored_pdf_in_hand(visit: Visit, tmp_path: Path) -> None:
    page = visit()
    page.locator("input[type=file]").set_input_files(RESUME)
    expect(page.get_by_role("heading", name="Profile", level=1)).to_be_visible(timeout=RUN_MS)
    expect(page.get_by_role("textbox", name="Name", exact=True)).to_have_value("Mara Lindqvist")

    page.get_by_role("link", name="New application").click()
    page.get_by_label("Job ad", exact=True).fill(AD)
    page.get_by_role("button", name="Create application").click()
    expect(page.get_by_text("Your application is ready")).to_be_visible(timeout=RUN_MS)
    page.get_by_role("button", name="Open application").click()

    expect(page.get_by_role("heading", name="Data Analyst, Fenwick Rail")).to_be_visible()
    gauge = page.get_by_role("figure", name=re.compile(r"ATS score 0\.\d\d of 1, before 0\.\d\d"))
    expect(gauge.first).to_be_visible(timeout=RUN_MS)

    page.get_by_role("tab", name="Requirements").click()
    page.get_by_role("button", name=re.compile(r"\d+ facts?$")).first.click()
    crop = page.get_by_role("img", name=re.compile("mara-lindqvist.pdf"))
    expect(crop.first).to_be_visible()
    expect(page.get_by_text("mara-lindqvist.pdf, page 1").first).to_be_visible()
    page.keyboard.press("Escape")

    text = pdf_text(downloaded(page, "Résumé", tmp_path))
    for words in ("Mara Lindqvist", "Northgate Parcel", "SQL"):
        assert words in text
    letter = pdf_text(downloaded(page, "Cover letter", tmp_path))
    assert "Fenwick Rail" in letter


def test_the_sample_needs_one_click_and_stays_apart_from_the_own_profile(visit: Visit) -> None:
    page = visit("/new_application")
    page.get_by_role("button", name="Try it with a sample").click()
    expect(page.get_by_text("Your application is ready")).to_be_visible(timeout=RUN_MS)
    page.reload()
    expect(page.get_by_text("Your application is ready")).to_be_visible()
    page.get_by_role("button", name="Open application").click()
    expect(page.get_by_text("sample ·").first).to_be_visible()


def test_a_line_put_into_other_words_is_marked_on_the_page_and_can_be_taken_back(visit: Visit) -> None:
    page = visit()
    page.get_by_role("button", name="Try it with a sample").click()
    expect(page.get_by_text("Your application is ready")).to_be_visible(timeout=RUN_MS)
    page.get_by_role("button", name="Open application").click()
    page.get_by_role("tab", name="Documents").click()
    page.locator("summary", has_text="Trained 9 colleagues").click()
    expect(page.get_by_text("Marked: “Trained 9 colleagues")).to_be_visible(timeout=RUN_MS)

    page.get_by_role("button", name="Edit line").click()
    page.get_by_label("The line in your words").fill("Trained 9 colleagues in SQL and Excel")
    page.get_by_role("button", name="Save line").click()
    expect(page.locator("summary", has_text="in SQL and Excel")).to_be_visible(timeout=RUN_MS)

    page.get_by_role("button", name="Use my words").click()
    expect(page.locator("summary", has_text="Trained 9 colleagues in Excel and SQL")).to_be_visible(
        timeout=RUN_MS
    )
    expect(page.get_by_role("img", name=re.compile("Page 1 of")).first).to_be_visible()


def test_deleting_asks_first_and_the_safe_way_keeps_it(visit: Visit) -> None:
    page = visit()
    page.get_by_role("button", name="Try it with a sample").click()
    expect(page.get_by_text("Your application is ready")).to_be_visible(timeout=RUN_MS)
    page.get_by_role("button", name="Open application").click()
    page.get_by_role("tab", name="Documents").click(timeout=RUN_MS)
    expect(page).to_have_url(re.compile("tab=Documents"))
    address = page.url
    for answer in ("Keep it", "Delete application"):
        script_done(page)
        page.get_by_role("button", name="More").click()
        expect(page.get_by_text("Résumé as Word")).to_be_visible()
        script_done(page)
        page.get_by_role("button", name="Delete application").click()
        stays = "Your profile and your other applications stay"
        dialog = page.get_by_role("dialog").filter(has_text=stays)
        expect(page.get_by_text("Résumé as Word")).to_be_hidden()
        dialog.get_by_role("button", name=answer).click()
        expect(dialog).to_be_hidden()
    expect(page.get_by_role("heading", name="Applications", level=1)).to_be_visible()
    page.goto(address)
    expect(page.get_by_role("alert")).to_be_visible()


def test_two_applications_can_be_compared(visit: Visit) -> None:
    page = visit("/applications?view=List")
    ticks = page.get_by_role("checkbox")
    expect(ticks.nth(1)).to_be_attached(timeout=RUN_MS)
    for number in (0, 1):
        page.locator("[data-testid=stCheckbox] label").nth(number).click()
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_role("heading", name="Compare", level=1)).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="Both on one wheel")).to_be_visible()
