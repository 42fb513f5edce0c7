"""A recruiter's way through a vacancy, in a real browser."""

import json
import re
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from benchmarks.browser import open_page, script_done
from benchmarks.shots import SAMPLES
from tests.browser.conftest import Visit
from tests.browser.test_journey import AD, RUN_MS, downloaded

FILES = [SAMPLES / name for name in ("mara-lindqvist.pdf", "ines-carvalho.md", "tomasz-wierzba.md")]


@pytest.fixture(scope="module")
def vacancy(dashboard: str) -> str:
    """The way to a vacancy with three candidates."""
    with open_page(f"{dashboard}/vacancies?new=1") as page:
        page.get_by_label("Job ad", exact=True).fill(AD)
        page.get_by_role("button", name="Create vacancy").click()
        page.get_by_role("heading", name="Add résumés").wait_for(timeout=RUN_MS)
        page.locator("input[type=file]").set_input_files(FILES)
        expect(page.get_by_text("3 files taken in.")).to_be_visible(timeout=RUN_MS)
        expect(page.get_by_text("3 candidates ranked")).to_be_visible(timeout=RUN_MS)
        found = re.search(r"[?&]id=([0-9a-f-]+)", page.url)
        assert found, page.url
        return f"/vacancy?id={found[1]}"


@pytest.mark.parametrize("width", [1440, 390])
def test_a_cell_of_the_heat_map_shows_the_words_behind_it(visit: Visit, vacancy: str, width: int) -> None:
    page = visit(f"{vacancy}&tab=Heat+map", width=width)
    cells = page.locator(".scatterlayer .points path")
    expect(cells.first).to_be_attached(timeout=RUN_MS)
    script_done(page)
    box = cells.first.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    card = page.get_by_role("dialog").filter(has_text="What the résumé says")
    expect(card).to_be_in_viewport(timeout=RUN_MS)
    expect(card).to_contain_text(re.compile(r"Candidate \d"), timeout=RUN_MS)
    expect(card).to_contain_text("Met")
    card.get_by_role("link", name="Open the candidate").click()
    expect(page.get_by_role("heading", name=re.compile(r"^Candidate \d$"), level=1)).to_be_visible()


def test_candidates_are_ticked_filtered_and_compared(visit: Visit, vacancy: str) -> None:
    page = visit(vacancy)
    boxes = page.locator("[data-testid=stCheckbox] label")
    expect(boxes.nth(2)).to_be_visible(timeout=RUN_MS)
    for number in (0, 1):
        boxes.nth(number).click()
        script_done(page)
    page.get_by_role("link", name="Compare").click()
    expect(page.get_by_role("heading", name="Compare candidates", level=1)).to_be_visible()
    expect(page.get_by_role("heading", name="Must-haves")).to_be_visible()
    page.reload()
    expect(page.get_by_role("link", name=re.compile(r"Candidate \d"))).to_have_count(2)
    page.go_back()
    expect(page.get_by_role("heading", name="Data Analyst, Fenwick Rail")).to_be_visible(timeout=RUN_MS)
    page.go_forward()
    expect(page.get_by_role("heading", name="Compare candidates", level=1)).to_be_visible()

    page.goto(page.url.partition("/compare")[0] + vacancy)
    page.get_by_role("button", name="Filter").click()
    choose(page, "Must-haves", "All met")
    page.keyboard.press("Escape")
    expect(page.get_by_text("No candidate fits.")).to_be_visible(timeout=RUN_MS)
    page.get_by_role("button", name="Clear filters").last.click()
    expect(boxes.nth(2)).to_be_visible(timeout=RUN_MS)


def test_the_ranking_comes_as_excel_and_json(visit: Visit, vacancy: str, tmp_path: Path) -> None:
    page = visit(vacancy)
    expect(page.get_by_text("Fit, and how sure it is")).to_be_visible(timeout=RUN_MS)
    script_done(page)
    page.get_by_role("button", name="Download").click()
    book = openpyxl.load_workbook(downloaded(page, "Ranking as Excel", tmp_path))
    assert book["Ranking"].max_row == 4
    told = json.loads(downloaded(page, "Ranking as JSON", tmp_path).read_text(encoding="utf-8"))
    assert [row["place"] for row in told["rows"]] == [1, 2, 3]
    assert "Lindqvist" not in json.dumps(told)


def test_settings_of_a_vacancy_are_saved(visit: Visit, vacancy: str) -> None:
    page = visit(vacancy)
    expect(page.get_by_text("Fit, and how sure it is")).to_be_visible(timeout=RUN_MS)
    script_done(page)
    page.get_by_role("button", name="More").click()
    page.get_by_role("button", name="Settings").click()
    dialog = page.get_by_role("dialog").filter(has_text="Settings of this vacancy")
    dialog.get_by_text("Hide names of schools too").click()
    dialog.get_by_role("spinbutton").fill("60")
    dialog.get_by_role("button", name="Save settings").click()
    expect(page.get_by_text("It is deleted with its candidates on")).to_be_visible(timeout=RUN_MS)
    expect(dialog).to_be_hidden()
    script_done(page)
    page.get_by_role("button", name="More").click()
    page.get_by_role("button", name="Settings").click()
    expect(dialog.get_by_role("switch")).to_be_checked()
    expect(dialog.get_by_role("spinbutton")).to_have_value("60")


def choose(page: Page, field: str, option: str) -> None:
    page.get_by_role("combobox", name=field).click()
    page.get_by_role("option", name=option, exact=True).click()
    script_done(page)
