"""From other settings of the offline engine over an experiment to a verdict, a promotion and back."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from benchmarks.browser import open_page, script_done
from benchmarks.dashboard import running_dashboard


@pytest.fixture(scope="module")
def house() -> Iterator[str]:
    with running_dashboard() as address:
        yield address


def click(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def test_a_version_goes_from_draft_to_active_and_back(house: str) -> None:
    with open_page(f"{house}/prompts?show=engine") as page:
        click(page, "Edit as a new draft")
        text = page.get_by_label("Text of the version")
        text.wait_for()
        script_done(page)  # what is typed while the page is drawn may go
        words = text.input_value()
        text.fill(words.replace("must: 1.0", "must: 7"))
        text.blur()
        expect(page.get_by_text("In selection, must")).to_be_visible(timeout=20_000)
        expect(page.get_by_role("button", name="Make it a candidate")).to_be_disabled()
        text.fill(words.replace("summary: true", "summary: false").replace("After engine@1.", "Shorter."))
        text.blur()
        expect(page.get_by_text("Nothing is wrong with it")).to_be_visible(timeout=20_000)
        expect(page.get_by_role("heading", name="Résumé: 3 lines differ from engine@1")).to_be_visible()
        click(page, "Make it a candidate")
        expect(page.get_by_role("heading", name=re.compile("engine@2"), level=2)).to_be_visible(
            timeout=20_000
        )
        click(page, "Try it in an experiment")
        question = page.get_by_label("Question")
        question.fill("Does a résumé need its summary?")
        question.blur()
        script_done(page)
        page.get_by_role("button", name="Start experiment").dblclick()
        expect(page.get_by_role("heading", name="Figures")).to_be_visible(timeout=120_000)
        verdict = page.locator("[class*=st-key-card-verdict]")
        expect(verdict.get_by_text("Cannot tell")).to_be_visible()
        page.goto(f"{house}/prompts?show=engine@2")
        click(page, "Promote")
        dialog = page.get_by_role("dialog")
        expect(dialog.get_by_role("link", name="Open the experiment")).to_be_visible(timeout=20_000)
        dialog.get_by_text("Promote it all the same").click()
        why = dialog.get_by_label("Why")
        why.fill("To try it for a week.")
        why.blur()
        dialog.get_by_role("button", name="Promote").click()
        expect(dialog).to_be_hidden(timeout=20_000)
        click(page, "Roll back to engine@1")
        dialog.get_by_label("Why").fill("The week is over.")
        dialog.get_by_label("Why").blur()
        dialog.get_by_role("button", name="Roll back to engine@1").click()
        expect(dialog).to_be_hidden(timeout=20_000)
        page.goto(f"{house}/prompts?show=engine&tab=History")
        expect(page.get_by_text("The week is over.")).to_be_visible(timeout=20_000)
        expect(page.get_by_role("heading", name=re.compile("engine@1"), level=2)).to_be_visible()
        page.goto(f"{house}/experiments")
        expect(page.locator("[class*=st-key-card-row]")).to_have_count(1, timeout=20_000)
