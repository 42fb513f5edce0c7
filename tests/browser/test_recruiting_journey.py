"""A vacancy from its ad to its end, with fifty candidates, in a real browser."""

import io
import re
import zipfile
from pathlib import Path

from playwright.sync_api import Page, expect

from benchmarks.browser import script_done
from benchmarks.generated.layouts import LAYOUTS
from benchmarks.generated.papers import on_paper
from benchmarks.generated.people import printed_person
from tests.browser.conftest import Visit
from tests.browser.test_journey import AD, RUN_MS, downloaded, pdf_text

FILES, PEOPLE = 51, 50
"""One of the files has the mail address of another: by the generator's chance, two are one person."""
READ_MS = 180_000
GROUPS = ("Female,White", "Male,White", "Female,Black", "Male,Black", "Female,Asian", "Male,Asian")
ANSWERS = "\n".join(
    ["Candidate,Sex,Race or ethnicity", *(f"{n},{GROUPS[n % len(GROUPS)]}" for n in range(1, FILES + 1))]
)


def packed() -> bytes:
    """Invented people in a ZIP, in folders, each in another layout than the one before."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(FILES):
            layout = LAYOUTS[number % len(LAYOUTS)]
            person = printed_person(layout, "en", number)
            name, content = on_paper(layout, person)
            archive.writestr(f"from the portal/{number % 3}/{person.name} {number} {name}", content)
    return out.getvalue()


def test_from_the_ad_to_the_last_trace(visit: Visit, tmp_path: Path) -> None:
    page = visit("/vacancies")
    _make_and_fill(page)
    _correct_what_is_asked(page)
    _read_the_evidence(page)
    name = _reveal_and_decide(page)
    _answer_the_candidate(page, tmp_path, name)
    _look_whether_it_is_fair(page, tmp_path)
    _delete(page)


def _make_and_fill(page: Page) -> None:
    page.get_by_label("Job ad", exact=True).fill(AD)
    page.get_by_role("button", name="Create vacancy").click()
    expect(page.get_by_role("heading", name="Add résumés")).to_be_visible(timeout=RUN_MS)
    page.locator("input[type=file]").set_input_files(
        {"name": "candidates.zip", "mimeType": "application/zip", "buffer": packed()}
    )
    expect(page.get_by_text(f"{FILES} files taken in.")).to_be_visible(timeout=RUN_MS)
    page.reload()  # nobody has to wait on the page
    expect(page.get_by_text(f"{PEOPLE} candidates ranked")).to_be_visible(timeout=READ_MS)
    expect(page.get_by_text("A second file of candidate")).to_be_visible()


def _correct_what_is_asked(page: Page) -> None:
    """In the grid a must-have becomes a nice-to-have, and one is added: two versions, everybody anew."""
    page.get_by_role("tab", name="What is asked").click()
    grid = page.locator(".dvn-scroller").first
    expect(grid).to_be_visible(timeout=RUN_MS)
    script_done(page)
    page.wait_for_timeout(500)
    box = grid.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 60, box["y"] + 54)  # the first row's "Counts as"
    page.keyboard.press("Enter")
    choices = page.locator("#portal")
    expect(choices.get_by_text("Leave out")).to_be_visible()
    page.keyboard.type("Nice")
    expect(choices.get_by_text("Leave out")).to_be_hidden()
    page.keyboard.press("Enter")
    page.wait_for_timeout(500)
    script_done(page)
    page.get_by_role("button", name="Save a new version").click()
    expect(page.get_by_text("Data visualisation: nice to have.")).to_be_visible(timeout=RUN_MS)
    expect(page.get_by_text(f"{PEOPLE} candidates ranked").first).to_contain_text(
        "version 2", timeout=READ_MS
    )
    page.get_by_label("Ask for something that the ad does not say").fill("Kubernetes")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_text(f"{PEOPLE} candidates ranked").first).to_contain_text(
        "version 3", timeout=READ_MS
    )


def _read_the_evidence(page: Page) -> None:
    page.get_by_role("tab", name="Ranking").click()
    expect(page.get_by_text("Fit, and how sure it is")).to_be_visible(timeout=RUN_MS)
    page.get_by_role("link", name=re.compile(r"Candidate \d+")).first.click()
    expect(page.get_by_role("heading", name=re.compile(r"^Candidate \d+$"), level=1)).to_be_visible()
    page.get_by_role("button", name=re.compile(r"\d+ facts?$")).first.click()
    facts = page.get_by_role("dialog", name=re.compile(r"\d+ facts?$"))
    expect(facts).to_contain_text(
        re.compile("The ad's own words|Another name for it|A kind of it|Worked out|Close, but")
    )
    page.keyboard.press("Escape")


def _reveal_and_decide(page: Page) -> str:
    heading = page.get_by_role("heading", level=1).first
    expect(heading).to_have_text(re.compile(r"^Candidate \d+$"))
    page.get_by_role("button", name="Reveal who it is").click()
    expect(page.get_by_role("button", name="Hide who it is")).to_be_visible(timeout=RUN_MS)
    name = heading.inner_text()
    assert not name.startswith("Candidate")
    page.get_by_role("radio", name="Shortlist").click()
    script_done(page)
    page.get_by_role("combobox", name="Reason").click()
    page.get_by_role("option", name="Meets the must-haves").click()
    script_done(page)
    page.get_by_role("button", name="Save the decision").click()
    expect(page.get_by_text("by requirements version 3")).to_be_visible(timeout=RUN_MS)
    return name


def _answer_the_candidate(page: Page, folder: Path, name: str) -> None:
    page.get_by_label(re.compile("What the candidate")).fill("I know Kubernetes and hold the CKA certificate")
    page.get_by_role("button", name="Take it in").click()
    expect(page.get_by_text(re.compile("Before: fit"))).to_be_visible(timeout=RUN_MS)
    told = " ".join(pdf_text(downloaded(page, "Explanation", folder)).split())
    for words in (name, "version 3 of the requirements", "Meets the must-haves", "Kubernetes"):
        assert words in told


def _look_whether_it_is_fair(page: Page, folder: Path) -> None:
    page.get_by_role("link", name=re.compile("Data Analyst, Fenwick Rail")).click()
    page.get_by_role("tab", name="Fairness").click()
    expect(page.get_by_role("heading", name="How groups fared")).to_be_visible(timeout=RUN_MS)
    script_done(page)
    page.locator("input[type=file]").set_input_files(
        {"name": "answers.csv", "mimeType": "text/csv", "buffer": ANSWERS.encode()}
    )
    expect(page.get_by_text(f"Answers of {PEOPLE} candidates taken in.")).to_be_visible(timeout=RUN_MS)
    page.get_by_role("button", name="Run the swap audit").click()
    expect(
        page.get_by_text(f"scores of {PEOPLE} candidates as other people: every one stayed the same")
    ).to_be_visible(timeout=READ_MS)
    script_done(page)
    told = " ".join(pdf_text(downloaded(page, "Report as PDF", folder)).split())
    for words in ("Fairness report: Data Analyst, Fenwick Rail", "requirements version 3", "Female, Asian"):
        assert words in told


def _delete(page: Page) -> None:
    script_done(page)
    page.get_by_role("button", name="More").click()
    expect(page.get_by_role("button", name="Settings")).to_be_visible()
    script_done(page)
    page.get_by_role("button", name="Delete vacancy").click()
    dialog = page.get_by_role("dialog").filter(has_text="cannot be brought back")
    expect(page.get_by_role("button", name="Settings")).to_be_hidden()
    script_done(page)
    dialog.get_by_role("button", name="Delete vacancy").click()
    expect(page.get_by_role("heading", name="Vacancies", level=1)).to_be_visible(timeout=RUN_MS)
    expect(page.get_by_text("No vacancies yet.")).to_be_visible(timeout=RUN_MS)
