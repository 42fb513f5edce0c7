"""Pictures of every page, empty and full, wide and narrow, light and dark: `make shots`.

They go into `shots/`, named page-state-scheme-width. Nothing is compared: they are for looking at.
"""

import itertools
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import click
from playwright.sync_api import FilePayload, Page

from benchmarks import lab
from benchmarks.browser import open_page, script_done
from benchmarks.dashboard import ROOT, running_dashboard
from benchmarks.generated.layouts import LAYOUTS
from benchmarks.generated.papers import on_paper
from benchmarks.generated.people import printed_person

SAMPLES = ROOT / "data" / "samples"
RESUME = SAMPLES / "mara-lindqvist.pdf"
ADS = ("data-analyst-fenwick-rail.txt", "management-accountant-brayfield.txt")
PAGES = {
    "start": "",
    "profile": "profile",
    "new": "new_application",
    "applications": "applications",
    "applications-numbers": "applications?view=Numbers",
    "jobs": "jobs",
    "jobs-adding": "jobs?part=Add+jobs",
    "settings": "settings",
    "my-data": "my_data",
    "vacancies": "vacancies",
    "prompts": "prompts",
    "golden-sets": "golden_sets",
    "experiments": "experiments",
    "analytics": "analytics",
}
TABS = ("Overview", "Requirements", "Documents", "Notes and dates", "How it was made")
VACANCY_TABS = ("Ranking", "Heat map", "What is asked", "Fairness", "Files")
WIDTHS = (1440, 390)
SHOWN = {
    "application-overview-full-light-1440": "application",
    "prompt-version-full-light-1440": "prompt",
    "prompt-draft-full-light-1440": "draft",
    "promotion-full-light-1440": "promotion",
    "experiment-full-light-1440": "experiment",
}
"""Picture -> its name in `docs/pictures`, of those that a document shows."""
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


@click.command()
@click.option("--out", type=click.Path(path_type=Path), default=ROOT / "shots", show_default=True)
@click.option("--only", default="", help="Only pictures whose name begins so.")
@click.option("--port", type=int, default=None)
def main(out: Path, only: str, port: int | None) -> None:
    """Take the pictures."""
    out.mkdir(exist_ok=True)
    with running_dashboard(port) as address:
        _take_all(out, only, "empty", dict(_pages(address)))
        full = _fill(address)
        _take_all(out, only, "full", {**dict(_pages(address)), **full})
    pictures = ROOT / "docs" / "pictures"
    pictures.mkdir(parents=True, exist_ok=True)
    for name, shown in SHOWN.items():
        if name.startswith(only):
            shutil.copyfile(out / f"{name}.png", pictures / f"{shown}.png")


def _pages(address: str) -> Iterator[tuple[str, str]]:
    return ((name, f"{address}/{path}") for name, path in PAGES.items())


def _take_all(out: Path, only: str, state: str, pages: dict[str, str]) -> None:
    for width, scheme in itertools.product(WIDTHS, SCHEMES):
        wanted = {n: a for n, a in pages.items() if f"{n}-{state}-{scheme}-{width}".startswith(only)}
        if not wanted:
            continue
        with open_page("about:blank", width=width, scheme=scheme) as page:
            for name, address in wanted.items():
                page.set_viewport_size({"width": width, "height": 1000})
                page.goto(address)
                settle(page)
                _open_for(name, page)
                take(page, out / f"{name}-{state}-{scheme}-{width}.png")


def _fill(address: str) -> dict[str, str]:
    """A profile and two applications; gives the addresses of what can be seen of them."""
    with open_page(address) as page:
        page.locator("input[type=file]").set_input_files(RESUME)
        page.get_by_role("heading", name="Profile", level=1).wait_for()
        made = [apply_to(page, address, (SAMPLES / ad).read_text()) for ad in ADS]
        fill_tracker(page, address, made[0])
        job = fill_jobs(page, address)
        vacancy, candidate = fill_vacancy(page, address)
        fill_fairness(page, vacancy)
        side_by_side = compared(page, address, vacancy)
        of_lab = fill_lab(page, address)
    first = f"{address}/application?id={made[0]}"
    tabs = {f"application-{tab.split()[0].lower()}": f"{first}&tab={tab.replace(' ', '+')}" for tab in TABS}
    return {
        **tabs,
        "applications-list": f"{address}/applications?view=List",
        "job": job,
        "letter": f"{first}&tab=Documents",
        "ready": f"{address}/progress?id={made[0]}",
        **{
            f"vacancy-{tab.split()[0].lower()}": f"{vacancy}&tab={tab.replace(' ', '+')}"
            for tab in VACANCY_TABS
        },
        **of_lab,
        "candidate": candidate,
        "side-by-side": side_by_side,
        "compare": f"{address}/applications?compare={made[0]}&compare={made[1]}",
    }


def apply_to(page: Page, address: str, ad: str) -> str:
    """Make an application in the browser; gives its id."""
    page.goto(f"{address}/new_application")
    page.get_by_label("Job ad", exact=True).fill(ad)
    page.get_by_role("button", name="Create application").click()
    page.get_by_text("Your application is ready").wait_for(timeout=60_000)
    found = re.search(r"[?&]id=([0-9a-f-]+)", page.url)
    assert found, page.url
    return found[1]


def fill_tracker(page: Page, address: str, application: str) -> None:
    """A note, a date, and a move on the board."""
    page.goto(f"{address}/application?id={application}&tab=Notes+and+dates")
    page.get_by_label("New note").fill("Ms Brown answers questions about the warehouse.\nCall before Friday.")
    page.get_by_role("button", name="Save note").click()
    page.get_by_text("Call before Friday").wait_for()
    page.get_by_label("What (optional)").fill("Panel of three, on site")
    page.get_by_role("button", name="Add date").click()
    page.get_by_role("button", name="Dates for your calendar").wait_for()
    page.goto(f"{address}/applications")
    script_done(page)
    page.locator(f"[class*=st-key-move-{application}] button").first.click()
    page.get_by_role("menuitem", name="Applied").click()
    page.get_by_text("is now under Applied").wait_for()


def fill_jobs(page: Page, address: str) -> str:
    """Two jobs in the library; gives the address of one."""
    page.goto(f"{address}/jobs?part=Add+jobs")
    for number, ad in enumerate(ADS, start=1):
        page.get_by_label("Job ad", exact=True).fill((SAMPLES / ad).read_text())
        page.get_by_role("button", name="Add job", exact=True).click()
        page.get_by_text("It is in your library now.").wait_for()
        script_done(page)
        page.goto(f"{address}/jobs")
        page.get_by_text("fit with your profile").nth(number - 1).wait_for(timeout=60_000)
        page.goto(f"{address}/jobs?part=Add+jobs")
    page.goto(f"{address}/jobs?words=analyst")
    page.get_by_role("link", name="Data Analyst").click()
    page.get_by_role("heading", name="The ad").wait_for()
    return str(page.evaluate("location.href"))


def fill_vacancy(page: Page, address: str) -> tuple[str, str]:
    """Make a vacancy with candidates in the browser; gives its address and that of its best candidate."""
    page.goto(f"{address}/vacancies")
    page.get_by_label("Job ad", exact=True).fill((SAMPLES / ADS[0]).read_text())
    page.get_by_role("button", name="Create vacancy").click()
    page.get_by_role("heading", name="Add résumés").wait_for(timeout=30_000)
    vacancy = re.sub(r"&?tab=[^&]*", "", page.url)
    page.locator("input[type=file]").set_input_files(candidates())
    page.get_by_text("taken in").wait_for(timeout=60_000)
    page.goto(vacancy)
    page.get_by_text("files read and scored").wait_for(state="detached", timeout=120_000)
    page.get_by_role("link", name=re.compile("Candidate")).first.click()
    page.get_by_role("heading", name=re.compile("^Candidate"), level=1).wait_for()
    return vacancy, str(page.evaluate("location.href"))


def fill_fairness(page: Page, vacancy: str) -> None:
    """Give answers of every second candidate or so, and run the swap audit."""
    page.goto(f"{vacancy}&tab=Fairness")
    groups = itertools.product(("White", "Black", "Asian"), ("Female", "Male"))
    rows = [f"{number},{sex},{race}" for number, (race, sex) in zip(range(1, 19), itertools.cycle(groups))]
    table = "\n".join(["Candidate,Sex,Race or ethnicity", *rows]).encode()
    page.locator("input[type=file]").set_input_files(
        {"name": "answers.csv", "mimeType": "text/csv", "buffer": table}
    )
    page.get_by_text("taken in").wait_for(timeout=30_000)
    page.get_by_role("button", name="Run the swap audit").click()
    page.get_by_text("every one stayed the same").wait_for(timeout=120_000)


def compared(page: Page, address: str, vacancy: str) -> str:
    """The address of the best three candidates side by side."""
    page.goto(vacancy)
    links = page.get_by_role("link", name=re.compile("Candidate"))
    links.first.wait_for()
    best = links.evaluate_all("links => links.slice(0, 3).map(link => link.href)")
    named = (link.partition("?")[2].replace("id=", "candidate=") for link in best)
    return f"{address}/compare_candidates?{'&'.join(named)}"


def fill_lab(page: Page, address: str) -> dict[str, str]:
    """A version that was tried out with both models, and a draft; gives the addresses of what can be seen."""
    with lab.models() as server:
        lab.begin_draft(page, address, lab.KEEP, 2, "Keep to the line.")
        lab.propose(page, "writing@2")
        lab.try_out(page, "Does it invent less?", server)
        lab.wait_for_figures(page)
        experiment = str(page.evaluate("location.href"))
    lab.begin_draft(page, address, "7. Say $more of it.", 2, "Say more.")
    draft = str(page.evaluate("location.href"))
    version = f"{address}/prompts?show=writing@2"
    return {
        "prompt-version": version,
        "prompt-case": f"{version}&tab=On+a+case",
        "prompt-differences": f"{version}&tab=Differences",
        "promotion": version,
        "prompt-draft": draft,
        "experiment": experiment,
    }


def candidates() -> list[FilePayload]:
    """Files of invented people, one that cannot be read among them."""
    made = [on_paper(LAYOUTS[n % 20], printed_person(LAYOUTS[n % 20], "en", n)) for n in range(16)]
    files: list[FilePayload] = [
        {"name": f"{n} {name}", "mimeType": "application/pdf", "buffer": content}
        for n, (name, content) in enumerate(made)
    ]
    files += [
        {"name": file.name, "mimeType": "text/plain", "buffer": file.read_bytes()}
        for file in sorted(SAMPLES.glob("*-*.md"))
    ]
    return [*files, {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": b"\xff\xd8\xff\xe0 picture"}]


def settle(page: Page) -> None:
    """Wait until the page stands: drawn, no skeleton, charts there."""
    page.get_by_role("heading", level=1).first.wait_for()
    script_done(page)
    page.wait_for_timeout(900)
    script_done(page)


def take(page: Page, path: Path) -> None:
    """A picture of the whole page: the dashboard scrolls inside, so the window grows to its height."""
    height = page.evaluate(
        "Math.max(...[...document.querySelectorAll('[data-testid=stMain]')].map(e => e.scrollHeight))"
    )
    size = page.viewport_size or {"width": 1440, "height": 1000}
    page.set_viewport_size({"width": size["width"], "height": min(max(int(height), 600), 9000)})
    page.wait_for_timeout(500)
    page.screenshot(path=path)
    click.echo(path.name)


def _open_first_line(page: Page) -> None:
    for number in (4, 5):
        page.locator("[data-testid=stMain] details summary").nth(number).click()
        settle(page)


def _open_letter(page: Page) -> None:
    page.get_by_role("radio", name="Cover letter").click()
    settle(page)


def _open_promotion(page: Page) -> None:
    page.get_by_role("button", name="Promote").click()
    settle(page)


def _open_stages(page: Page) -> None:
    for stage in page.locator("[data-testid=stMain] details summary").all():
        stage.click()
    settle(page)


_OPENING: dict[str, Callable[[Page], None]] = {
    "application-documents": _open_first_line,
    "letter": _open_letter,
    "application-how": _open_stages,
    "promotion": _open_promotion,
}


def _open_for(name: str, page: Page) -> None:
    if name in _OPENING:
        _OPENING[name](page)


if __name__ == "__main__":
    main()
