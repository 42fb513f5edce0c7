"""How fast the recruiter's desk is at size: `python -m benchmarks.ranking [--people N] [--stored N]`.

Invented people of every layout on paper and of eight languages go as PDFs through the real services: from
files to the ranking, then all of them against another job, then the same with more of them stored, and what a
page asks of these. Machines differ and are noisy, so the processor time stands beside the seconds.
With JOBWISE_DATABASE_URL set, on that database; otherwise on a DuckDB file that goes when it ends.
"""

import datetime as dt
import hashlib
import os
import resource
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import click

from benchmarks.generated.layouts import LAYOUTS
from benchmarks.generated.papers import on_paper
from benchmarks.generated.people import printed_person
from jobwise.bootstrap import Services, build_services
from jobwise.domain.account import Actor
from jobwise.domain.role import Role
from jobwise.domain.vacancy import CandidateFile, Wanted
from jobwise.services.vacancies import MOST_FILES
from jobwise.settings import Settings

ADS = Path(__file__).resolve().parents[1] / "data" / "samples"
FIRST = ADS / "data-analyst-fenwick-rail.txt"
LANGUAGES = ("en", "en", "en", "de", "fr", "es", "it", "nl", "pl", "sv")
"""A third in English, as in the ads."""
RITA = Actor(id="rita", roles=frozenset({Role.RECRUITER}))
LOOK_SECONDS = 0.2
ASKED = {1: "Docker", 2: "Tableau"}
"""A requirement more makes a new version of what is asked, by which everybody is scored anew."""
AT_ONCE = 200


def files(count: int, first_seed: int = 0) -> Iterator[tuple[str, bytes]]:
    """So many PDFs, each of a person of their own."""
    papers = [layout for layout in LAYOUTS if layout.paper == "typst"]
    for seed in range(first_seed, first_seed + count):
        layout = papers[seed % len(papers)]
        name, content = on_paper(layout, printed_person(layout, LANGUAGES[seed % len(LANGUAGES)], seed))
        yield f"{seed} {name}", content


@click.command()
@click.option("--people", default=1_000, show_default=True, help="PDFs that are read.")
@click.option("--stored", default=10_000, show_default=True, help="Candidates that are there in the end.")
def main(people: int, stored: int) -> None:
    """Time the desk with so many candidates of one vacancy."""
    pdfs = list(files(people))
    with tempfile.TemporaryDirectory() as folder:
        services = build_services(Settings(data_dir=Path(folder)))
        try:
            vacancy_id = _from_files(services, pdfs)
            _against_another_job(services, vacancy_id)
            with _timed("the swap audit of the same"):
                services.fairness.audit(RITA, vacancy_id)
            with _timed("those of the same with a flag"):
                services.vacancies.ranking(RITA, vacancy_id, wanted=Wanted(flag="hidden"))
            with _timed(f"{stored:,} stored, scored for the first time"):
                _copy(services, vacancy_id, pdfs, stored)
                services.vacancies.resume()
                _wait(services, vacancy_id)
            _against_another_job(services, vacancy_id)
            _pages(services, vacancy_id)
        finally:
            services.close()


def _from_files(services: Services, pdfs: Sequence[tuple[str, bytes]]) -> str:
    vacancies = services.vacancies
    vacancy_id = vacancies.create(RITA, FIRST.read_text("utf-8"))
    with _timed(f"{len(pdfs):,} PDFs from files to the ranking"):
        for start in range(0, len(pdfs), MOST_FILES):
            vacancies.add_files(RITA, vacancy_id, pdfs[start : start + MOST_FILES])
        _wait(services, vacancy_id)
    progress = vacancies.progress(RITA, vacancy_id)
    click.echo(f"  {progress.scored:,} ranked, {progress.same} the same person, {progress.failed} not read")
    return vacancy_id


def _copy(services: Services, vacancy_id: str, pdfs: Sequence[tuple[str, bytes]], stored: int) -> None:
    """Put people there once more who were read, until there are so many.

    *Why not read them:* it takes minutes, and reading was timed.
    """
    begin = services.vacancies._transactions
    people = [row.candidate.id for row in services.vacancies.ranking(RITA, vacancy_id, size=len(pdfs)).rows]
    with begin() as work:
        read = [work.candidates.get(RITA, key) for key in people]
    missing = max(stored - len(people), 0)
    for start in range(0, missing, AT_ONCE):
        some = [_copy_of(start + n) for n in range(min(AT_ONCE, missing - start))]
        with begin() as work:
            work.candidates.add(RITA, vacancy_id, some, dt.datetime.now(dt.UTC))
            for number, file in enumerate(some, start):
                one = read[number % len(read)]
                work.candidates.put_read(RITA, file.id, one.profile, one.source, (), {})


def _copy_of(number: int) -> CandidateFile:
    content = f"copy {number}".encode()
    return CandidateFile(
        id=str(uuid.uuid4()),
        file_name=f"{number}.pdf",
        media_type="application/pdf",
        content=content,
        digest=hashlib.sha256(content).hexdigest(),
    )


def _against_another_job(services: Services, vacancy_id: str) -> None:
    count = services.vacancies.progress(RITA, vacancy_id).scored
    number = services.vacancies.get(RITA, vacancy_id).rubric.number
    with _timed(f"{count:,} stored candidates scored by another version"):
        services.vacancies.ask_too(RITA, vacancy_id, ASKED[number], "must", based_on=number)
        _wait(services, vacancy_id)


def _pages(services: Services, vacancy_id: str) -> None:
    """What *Vacancies* asks for when it shows a page of the ranking."""
    vacancies = services.vacancies
    last = services.vacancies.ranking(RITA, vacancy_id).total // 20
    asked: dict[str, Callable[[], object]] = {
        "list of vacancies": lambda: vacancies.list(RITA),
        "progress": lambda: vacancies.progress(RITA, vacancy_id),
        "tags": lambda: vacancies.tags(RITA, vacancy_id),
        "first page": lambda: vacancies.ranking(RITA, vacancy_id),
        "last page": lambda: vacancies.ranking(RITA, vacancy_id, page=last),
        "undecided": lambda: vacancies.ranking(RITA, vacancy_id, undecided=True),
        "files not ranked": lambda: vacancies.unread(RITA, vacancy_id),
    }
    row = vacancies.ranking(RITA, vacancy_id).rows[0]
    asked["a candidate"] = lambda: services.candidates.open(RITA, row.candidate.id)
    for name, ask in asked.items():
        start = time.perf_counter()
        ask()
        click.echo(f"  {name:20} {time.perf_counter() - start:6.3f} s")


def _wait(services: Services, vacancy_id: str) -> None:
    while services.vacancies.progress(RITA, vacancy_id).working:
        time.sleep(LOOK_SECONDS)


@contextmanager
def _timed(what: str) -> Iterator[None]:
    """Seconds, those of processor time of this process and of its readers and scorers, and memory."""
    start, (own, others) = time.perf_counter(), _processor_seconds()
    yield
    seconds, (own_later, others_later) = time.perf_counter() - start, _processor_seconds()
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    click.echo(
        f"{what:60} {seconds:6.2f} s  (processor time {own_later - own:.2f} here, "
        f"{others_later - others:.2f} in readers and scorers; {most} MB here)"
    )


def _processor_seconds() -> tuple[float, float]:
    """Of this process, and of those that it started and that are there."""
    mine, ticks = str(os.getpid()), 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = stat.read_text().rpartition(")")[2].split()
            if fields[1] == mine:
                ticks += int(fields[11]) + int(fields[12])
    return time.process_time(), ticks / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
