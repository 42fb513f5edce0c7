"""What cannot be worked on is told in a sentence beside its cause, and the page goes on working."""

import pytest
from playwright.sync_api import FilePayload, expect

from benchmarks.dashboard import ROOT
from tests.browser.conftest import Visit

SAMPLES = ROOT / "data" / "samples"
EMPTY = FilePayload(name="empty.pdf", mimeType="application/pdf", buffer=b"")
PHOTO = FilePayload(name="me.png", mimeType="image/png", buffer=b"\x89PNG\r\n\x1a\n" + bytes(300))
RESUME_TEXT = (SAMPLES / "mara-lindqvist.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "title"), [(EMPTY, "This file is empty"), (PHOTO, "This is a picture, not a document")]
)
def test_a_file_without_words_is_refused_and_the_next_one_is_read(
    visit: Visit, file: FilePayload, title: str
) -> None:
    page = visit("/profile")
    again = page.get_by_role("button", name="Upload a newer résumé")
    expect(again.or_(page.locator("input[type=file]")).first).to_be_attached(timeout=30_000)
    if again.count():
        again.click()
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_role("alert").get_by_text(title)).to_be_visible(timeout=30_000)
    page.locator("input[type=file]").set_input_files(SAMPLES / "tomasz-wierzba.md")
    expect(page.get_by_role("textbox", name="Name", exact=True)).to_have_value("Tomasz Wierzba")
    expect(page.get_by_role("alert").get_by_text(title)).to_be_hidden()


@pytest.mark.parametrize(
    ("ad", "title"),
    [
        ("", "This text is too short to be a job ad"),
        ("Good people wanted", "This text is too short to be a job ad"),
        (RESUME_TEXT, "This looks like a résumé, not a job ad"),
    ],
)
def test_what_is_no_ad_is_refused_and_what_was_typed_stays(visit: Visit, ad: str, title: str) -> None:
    page = visit("/new_application")
    field = page.get_by_label("Job ad", exact=True)
    field.fill(ad)
    page.get_by_role("button", name="Create application").click()
    expect(page.get_by_role("alert").get_by_text(title)).to_be_visible(timeout=30_000)
    expect(field).to_have_value(ad)
    expect(page.get_by_role("button", name="Create application")).to_be_enabled()


def test_an_ad_without_a_resume_says_what_comes_first(visit: Visit) -> None:
    page = visit("/new_application")
    expect(page.get_by_role("heading", name="1. Your résumé")).to_be_visible()
    expect(page.get_by_text("Upload the ad as a file instead")).to_be_visible()
