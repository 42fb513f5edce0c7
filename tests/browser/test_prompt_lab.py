"""From a sentence in a prompt to a verdict and a promotion, in a real browser and with models on loopback."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from benchmarks.browser import script_done
from benchmarks.model_server import Server, answers, given, question, serving
from tests.browser.conftest import Visit

LAST_RULE = "6. If a line is good as it is, leave it out of your answer."
KEEP, BOAST = "7. Tell only what stands in the line.", "7. Make it sound grander than it was."
INVENTED = " and led a team of 40 engineers"
DONE_MS = 240_000


def said(body: dict[str, Any]) -> str:
    """Two models that differ: the bold one invents in three lines of each document, the careful one in one;
    neither does where the prompt forbids it, and both do in every line where it asks for that."""
    asked, lines = question(body), given(body)
    most = 3 if body["model"] == "bold-1" else 1
    if BOAST in asked:
        most = len(lines)
    elif KEEP in asked:
        most = 0
    said = [{**line, "text": f"{line['text'].rstrip('.')}{INVENTED}"} for line in lines[:most]]
    return json.dumps({"lines": said})


@pytest.fixture(scope="module")
def models() -> Iterator[Server]:
    with serving(answers(said)) as server:
        yield server


def test_from_a_sentence_to_a_verdict_a_promotion_and_a_refusal(visit: Visit, models: Server) -> None:
    page = visit("/prompts")
    _write(page, KEEP, "Keep to the line.", "writing@2")
    _try_out(page, models, "Does it invent less?")
    _read_the_verdict(page, "Better", "writing@2")
    _promote(page)
    _write(page, BOAST, "Sound grander.", "writing@3", instead=KEEP)
    _try_out(page, models, "Does it sound better?")
    _read_the_verdict(page, "Worse", "writing@3")
    _is_refused(page)
    _roll_back(page)


def _write(page: Page, rule: str, why: str, label: str, *, instead: str = "") -> None:
    """A draft of the version that is in use, with one sentence more and the reason for it."""
    page.goto(f"{page.url.split('/prompts')[0].split('/experiment')[0]}/prompts?show=writing")
    page.get_by_role("button", name="Edit as a new draft").click()
    field = page.get_by_label("Text of the version")
    expect(field).to_be_visible()
    text = field.input_value()
    text = text.replace(instead, rule) if instead else text.replace(LAST_RULE, f"{LAST_RULE}\n{rule}")
    assert rule in text
    number = int(label.partition("@")[2])
    text = text.replace(f"version: {number - 1}\n", f"version: {number}\n")
    text = "\n".join(
        line if not line.startswith(f"  {number}:") else f"  {number}: {why}" for line in text.split("\n")
    )
    field.fill(text)
    field.press("Tab")
    script_done(page)
    page.get_by_role("button", name="Make it a candidate").click()
    expect(page.get_by_role("heading", name=label)).to_be_visible()


def _try_out(page: Page, models: Server, asked: str) -> None:
    page.get_by_role("button", name="Try it in an experiment").click()
    page.get_by_label("Question", exact=True).fill(asked)
    address = f"http://127.0.0.1:{models.server_address[1]}/v1"
    field = page.get_by_label("Other models, one a line", exact=True)
    field.fill(f"openai:bold-1 {address} free\nopenai:careful-1 {address} free")
    field.press("Tab")
    script_done(page)
    expect(page.get_by_text("160 pieces of work")).to_be_visible(timeout=60_000)
    page.get_by_text("The words of the cases may be sent there").click()
    script_done(page)
    page.get_by_role("button", name="Start experiment").click()
    expect(page.get_by_role("heading", name=asked, level=1)).to_be_visible(timeout=30_000)


def _read_the_verdict(page: Page, verdict: str, label: str) -> None:
    expect(page.get_by_role("heading", name="Figures")).to_be_visible(timeout=DONE_MS)
    for model in ("bold-1", "careful-1"):
        named = re.compile(rf"{label.replace('@', '.?@')} by {model} ?against")  # no address is made of it
        card = page.locator("[class*=st-key-card-verdict]").filter(has_text=named)
        expect(card.get_by_text(verdict).first).to_be_visible()
    expect(page.get_by_role("heading", name="Case by case")).to_be_visible()
    address = page.evaluate("location.href")
    page.reload()
    expect(page.get_by_role("heading", name="Figures")).to_be_visible(timeout=30_000)
    assert page.evaluate("location.href") == address


def _promote(page: Page) -> None:
    page.goto(f"{page.url.split('/experiment')[0]}/prompts?show=writing@2")
    page.get_by_role("button", name="Promote").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("Better").first).to_be_visible()
    expect(dialog.get_by_text("Nothing shows that it is better")).to_be_hidden()
    reason = dialog.get_by_label("Why")
    reason.fill("It invents less by both models")
    reason.press("Tab")
    script_done(page)
    dialog.get_by_role("button", name="Promote").click()
    expect(dialog).to_be_hidden()
    expect(page.get_by_role("heading", name="writing@2").get_by_text("Active")).to_be_visible()


def _is_refused(page: Page) -> None:
    page.goto(f"{page.url.split('/experiment')[0]}/prompts?show=writing@3")
    page.get_by_role("button", name="Promote").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("It cannot be promoted")).to_be_visible()
    expect(dialog.get_by_role("button", name="Promote")).to_be_hidden()
    page.keyboard.press("Escape")


def _roll_back(page: Page) -> None:
    page.goto(f"{page.url.split('/prompts')[0]}/prompts?show=writing")
    page.get_by_role("button", name="Roll back to writing@1").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Why").fill("To see that it works")
    dialog.get_by_label("Why").press("Tab")
    script_done(page)
    dialog.get_by_role("button", name="Roll back to writing@1").click()
    expect(dialog).to_be_hidden()
    expect(page.get_by_role("heading", name="writing@1").get_by_text("Active")).to_be_visible()
