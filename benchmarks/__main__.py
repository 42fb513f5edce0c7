"""Time what a person waits for: `make bench`, or `python -m benchmarks [RESUME AD]`.

Prints median and 95th percentile in seconds. Figures of one run compare with each other; machines
differ and are noisy, so nothing here is a test.
"""

import datetime as dt
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import click
from playwright.sync_api import Page

from benchmarks.browser import open_page, script_done
from benchmarks.dashboard import running_dashboard

SAMPLES = Path(__file__).resolve().parents[1] / "data" / "samples"
RESUME = SAMPLES / "mara-lindqvist.pdf"
AD = SAMPLES / "data-analyst-fenwick-rail.txt"


@click.command()
@click.argument("resume", type=click.Path(path_type=Path), default=RESUME)
@click.argument("ad", type=click.Path(path_type=Path), default=AD)
def main(resume: Path, ad: Path) -> None:
    """Time the pipeline, the command line, the start-up and a page's rerun."""
    tell("résumé bytes to PDF bytes", _times(lambda: _pipeline(resume, ad), 40), "goal 0.4, p95 1")
    tell("jobwise --help", _times(_help, 12), "goal 0.4")
    startups: list[float] = []
    reruns: list[float] = []
    for _ in range(5):
        with open_page("about:blank") as page:
            started = time.perf_counter()
            with running_dashboard() as address:
                page_times = _browse(page, address, started)
        startups.append(page_times[0])
        reruns += page_times[1:]
    tell("start-up to first page in the browser", startups, "goal 5")
    tell("a page's rerun in the browser", reruns, "goal 0.3")


def _pipeline(resume: Path, ad: Path) -> None:
    from jobwise import reading
    from jobwise.pipeline.stages import run_pipeline
    from jobwise.rendering import EXPORTERS, pdf

    pdf.rendered.cache_clear()
    profile = reading.read_resume(resume.name, resume.read_bytes()).profile
    job = reading.read_text(ad.name, ad.read_bytes())
    run_pipeline(profile, job, as_of=dt.date(2026, 11, 23), exporters=EXPORTERS, reader=reading)


def _help() -> None:
    subprocess.run(
        [Path(sys.executable).with_name("jobwise"), "--help"], check=True, stdout=subprocess.DEVNULL
    )


def _times(work: Callable[[], None], count: int) -> list[float]:
    """Seconds of `count` runs after one that warms up."""
    work()
    seconds = []
    for _ in range(count):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return seconds


def _browse(page: Page, address: str, started: float) -> list[float]:
    """Seconds from process start to the first page, then of some reruns of a page.

    *Why the browser runs already:* it is the dashboard's start that a person waits for, not its own.
    """
    page.goto(address)
    page.get_by_role("heading", level=1).wait_for()
    script_done(page)
    times = [time.perf_counter() - started]
    page.get_by_role("link", name="New application").click()
    box = page.get_by_label("Job ad", exact=True)
    for count in range(8):
        box.fill(f"Data analyst {count}")
        start = time.perf_counter()
        box.press("Control+Enter")
        page.wait_for_timeout(15)
        script_done(page)
        times.append(time.perf_counter() - start)
    return times


def tell(what: str, seconds: list[float], goal: str) -> None:
    ordered = sorted(seconds)
    p95 = ordered[min(int(0.95 * len(ordered)), len(ordered) - 1)]
    click.echo(f"{what:40} median {statistics.median(ordered):6.3f}  p95 {p95:6.3f}  ({goal})")


if __name__ == "__main__":
    main()
