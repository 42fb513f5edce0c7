"""The prompt lab as its team uses it: two models on loopback that really differ, and the steps on screen."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Page, expect

from benchmarks.browser import script_done
from benchmarks.model_server import answers, given, question, serving

LAST_RULE = "6. If a line is good as it is, leave it out of your answer."
KEEP, BOAST = "7. Tell only what stands in the line.", "7. Make it sound grander than it was."
INVENTED = " and led a team of 40 engineers"
MODELS = ("bold-1", "careful-1")


def said(body: dict[str, Any]) -> str:
    """The bold model invents in three lines of each document, the careful one in one; neither does where the
    prompt forbids it, and both do in every line where it asks for that."""
    asked, lines = question(body), given(body)
    most = 3 if body["model"] == "bold-1" else 1
    if BOAST in asked:
        most = len(lines)
    elif KEEP in asked:
        most = 0
    told = [{**line, "text": f"{line['text'].rstrip('.')}{INVENTED}"} for line in lines[:most]]
    return json.dumps({"lines": told})


@contextmanager
def models() -> Iterator[str]:
    """The address of the server of both."""
    with serving(answers(said)) as server:
        yield f"http://127.0.0.1:{server.server_address[1]}/v1"


def begin_draft(page: Page, address: str, rule: str, number: int, why: str, *, instead: str = "") -> None:
    """A draft of the version of the writing prompt that is in use, with one rule more, or another one."""
    page.goto(f"{address}/prompts?show=writing")
    page.get_by_role("button", name="Edit as a new draft").click()
    field = page.get_by_label("Text of the version")
    expect(field).to_be_visible()
    text = field.input_value().replace(instead or LAST_RULE, rule if instead else f"{LAST_RULE}\n{rule}")
    lines = (f"  {number}: {why}" if line.startswith(f"  {number}:") else line for line in text.split("\n"))
    field.fill("\n".join(lines))
    field.press("Tab")
    script_done(page)


def propose(page: Page, label: str) -> None:
    """Make the draft on the screen a candidate, which gets this label."""
    page.get_by_role("button", name="Make it a candidate").click()
    expect(page.get_by_role("heading", name=label)).to_be_visible()


def try_out(page: Page, asked: str, models: str) -> None:
    """Start an experiment of the candidate on the screen against the version in use, by both models."""
    page.get_by_role("button", name="Try it in an experiment").click()
    page.get_by_label("Question", exact=True).fill(asked)
    field = page.get_by_label("Models, one a line", exact=True)
    field.fill("\n".join(f"openai:{name} {models} free" for name in MODELS))
    field.press("Tab")
    script_done(page)
    expect(page.get_by_text("160 pieces of work")).to_be_visible(timeout=60_000)
    page.get_by_text("The words of the cases may be sent there").click()
    script_done(page)
    page.get_by_role("button", name="Start experiment").click()
    expect(page.get_by_role("heading", name=asked, level=1)).to_be_visible(timeout=30_000)


def wait_for_figures(page: Page) -> None:
    """Until the experiment on the screen is done."""
    expect(page.get_by_role("heading", name="Figures")).to_be_visible(timeout=300_000)
