"""From a sentence in a prompt to a verdict and a promotion, in a real browser and with models on loopback."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from benchmarks.browser import script_done
from benchmarks.lab import BOAST, KEEP, MODELS, begin_draft, models, propose, try_out, wait_for_figures
from tests.browser.conftest import Visit


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with models() as address:
        yield address


def test_from_a_sentence_to_a_verdict_a_promotion_and_a_refusal(
    visit: Visit, dashboard: str, server: str
) -> None:
    page = visit("/prompts")
    begin_draft(page, dashboard, KEEP, 2, "Keep to the line.")
    propose(page, "writing@2")
    try_out(page, "Does it invent less?", server)
    _read_the_verdict(page, "Better", "writing@2")
    _promote(page, dashboard)
    begin_draft(page, dashboard, BOAST, 3, "Sound grander.", instead=KEEP)
    propose(page, "writing@3")
    try_out(page, "Does it sound better?", server)
    _read_the_verdict(page, "Worse", "writing@3")
    _is_refused(page, dashboard)
    _roll_back(page, dashboard)


def _read_the_verdict(page: Page, verdict: str, label: str) -> None:
    """By both models; the address opens the same again."""
    wait_for_figures(page)
    for model in MODELS:
        named = re.compile(rf"{label.replace('@', '.?@')} by {model} ?against")  # no address is made of it
        card = page.locator("[class*=st-key-card-verdict]").filter(has_text=named)
        expect(card.get_by_text(verdict).first).to_be_visible()
    expect(page.get_by_role("heading", name="Case by case")).to_be_visible()
    address = page.evaluate("location.href")
    page.reload()
    wait_for_figures(page)
    assert page.evaluate("location.href") == address


def _promote(page: Page, dashboard: str) -> None:
    page.goto(f"{dashboard}/prompts?show=writing@2")
    page.get_by_role("button", name="Promote").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("Better").first).to_be_visible()
    expect(dialog.get_by_text("Nothing shows that it is better")).to_be_hidden()
    _answer(page, "It invents less by both models", "Promote")
    expect(page.get_by_role("heading", name="writing@2").get_by_text("Active")).to_be_visible()


def _is_refused(page: Page, dashboard: str) -> None:
    page.goto(f"{dashboard}/prompts?show=writing@3")
    page.get_by_role("button", name="Promote").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("It cannot be promoted")).to_be_visible()
    expect(dialog.get_by_role("button", name="Promote")).to_be_hidden()


def _roll_back(page: Page, dashboard: str) -> None:
    page.goto(f"{dashboard}/prompts?show=writing")
    page.get_by_role("button", name="Roll back to writing@1").click()
    _answer(page, "To see that it works", "Roll back to writing@1")
    expect(page.get_by_role("heading", name="writing@1").get_by_text("Active")).to_be_visible()


def _answer(page: Page, why: str, button: str) -> None:
    dialog = page.get_by_role("dialog")
    reason = dialog.get_by_label("Why", exact=True)
    reason.fill(why)
    reason.press("Tab")
    script_done(page)
    dialog.get_by_role("button", name=button).click()
    expect(dialog).to_be_hidden()
