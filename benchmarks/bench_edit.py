"""Time an edit: `python -m benchmarks.bench_edit`.

A line of the sample résumé is put into other words, again and again, so that a must-have goes and comes
back and the score changes each time. Timed is the service alone, from the call until all is kept, and what
a person waits for: from the click on *Save line* until the new words and the new score are on the screen.
"""

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from playwright.sync_api import Page

from benchmarks.__main__ import AD, RESUME, tell
from benchmarks.browser import chromium_path, open_page, script_done
from benchmarks.dashboard import running_dashboard
from benchmarks.shots import apply_to
from jobwise.bootstrap import Services, build_services
from jobwise.domain.account import LOCAL_ACTOR
from jobwise.services.applications import OPEN_STATES
from jobwise.settings import Settings

START, REST = "Kept price lists", " in Excel with pivot tables"
_SCORE = ".st-key-documents-score"
_CLOCK = '() => addEventListener("click", () => { window.pressed = performance.now() }, true)'
_SEEN = """
([words, before, score]) => new Promise(seen => {
  const look = () => {
    const lines = [...document.querySelectorAll("summary")].map(e => e.innerText.replace(/\\s+/g, " "))
    const now = document.querySelector(score)?.innerText
    if (lines.some(line => line.includes(words)) && now && now !== before)
      seen((performance.now() - window.pressed) / 1000)
    else requestAnimationFrame(look)
  }
  look()
})
"""


@click.command()
@click.option("--edits", default=40, show_default=True)
@click.option("--pause", default=1.0, show_default=True, help="Seconds between an answer and the next edit.")
def main(edits: int, pause: float) -> None:
    """Print median and 95th percentile in seconds."""
    tell("an edit in the service", list(_in_the_service(edits)), "part of the next")
    if chromium_path() is None:
        click.echo("Chromium is not installed: no times of the browser")
        return
    with running_dashboard() as address, open_page(address) as page:
        page.locator("input[type=file]").set_input_files(RESUME)
        page.get_by_role("heading", name="Profile", level=1).wait_for()
        made = apply_to(page, address, AD.read_text(encoding="utf-8"))
        page.goto(f"{address}/application?id={made}&tab=Documents")
        page.locator("summary", has_text=START).click()
        page.evaluate(_CLOCK)
        times = [_edit(page, words, pause) for words in _wordings(edits)]
    tell("an edit until words and score are seen", times[1:], "goal 0.5")


def _wordings(count: int) -> Iterator[str]:
    """Different each time, so that no answer was worked out before; every second one answers the ad."""
    for number in range(count + 1):
        letters = [
            letter.upper() if number >> place & 1 else letter for place, letter in enumerate("pricelists")
        ]
        words = "".join(letters)
        yield f"Kept {words[:5]} {words[5:]}{REST if number % 2 else ''}"


def _in_the_service(edits: int) -> Iterator[float]:
    with _services() as services:
        services.profiles.upload(LOCAL_ACTOR, RESUME.name, RESUME.read_bytes())
        applications = services.applications
        made = applications.start(LOCAL_ACTOR, AD.read_text(encoding="utf-8"))
        while applications.progress(LOCAL_ACTOR, made)[0] in OPEN_STATES:
            time.sleep(0.05)
        report = applications.get(LOCAL_ACTOR, made).report
        assert report is not None
        line = next(line for line in report.documents.resume.lines if line.text.startswith(START))
        for number, words in enumerate(_wordings(edits)):
            start = time.perf_counter()
            applications.change_line(LOCAL_ACTOR, made, line.id, words)
            if number:
                yield time.perf_counter() - start


@contextmanager
def _services() -> Iterator[Services]:
    with tempfile.TemporaryDirectory() as folder:
        services = build_services(Settings(data_dir=Path(folder)))
        try:
            yield services
        finally:
            services.close()


def _edit(page: Page, words: str, pause: float) -> float:
    page.get_by_role("button", name="Edit line").click()
    page.get_by_label("The line in your words").fill(words)
    before = page.locator(_SCORE).inner_text()
    page.get_by_role("button", name="Save line").click()
    seconds = float(page.evaluate(_SEEN, [words, before, _SCORE]))
    page.wait_for_timeout(1000 * pause)
    script_done(page)
    return seconds


if __name__ == "__main__":
    main()
