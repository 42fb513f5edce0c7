"""How fast jobs are found at size: `python -m benchmarks.job_search [--jobs N] [--searches N]`.

Invented jobs in English and German go into a real store as boards give them, read and held against a profile;
then one person searches through the real service. With `--engines`, the words alone: our own postings beside
SQLite's FTS5, on the same jobs. Machines differ and are noisy, so figures are medians of many.
"""

import datetime as dt
import random
import resource
import sqlite3
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from pathlib import Path

import click

from jobwise.bootstrap import Services, build_services, now
from jobwise.domain.account import LOCAL_ACTOR as SAM
from jobwise.domain.job import JobFit, JobMark, JobSearch, JobSource, JobWords, NewJob
from jobwise.domain.posting import JobAnalysis, Requirement, Salary, Seniority
from jobwise.domain.profile import Basics, Profile
from jobwise.domain.vacancy import Claim
from jobwise.matching import job_index
from jobwise.matching.job_index import JobIndex
from jobwise.matching.scoring import ENGINE_VERSION
from jobwise.settings import Settings

AT_ONCE = 500
stem = lru_cache(maxsize=None)(job_index.stem)
SKILLS = tuple(
    "SQL Python Excel Java Kubernetes Docker Tableau SAP Salesforce Terraform React AutoCAD".split()
)
KINDS = {
    "en": ("Data Engineer", "Nurse", "Baker", "Accountant", "Sales Manager", "Welder", "Product Designer"),
    "de": ("Dateningenieur", "Krankenpfleger", "Bäcker", "Buchhalter", "Vertriebsleiter", "Schweißer"),
}
TOWNS = ("Munich, Bavaria, Germany", "Berlin", "Leeds, UK", "Austin, TX", "Lyon, France", "Zürich", "Toronto")
LEVELS: tuple[Seniority, ...] = ("intern", "entry", "mid", "senior", "lead")
SEARCHES = (
    ("one word", JobSearch(keywords=("python",))),
    ("a phrase", JobSearch(keywords=("data engineer",))),
    ("ten keywords", JobSearch(keywords=(*SKILLS[:8], "data engineer", "nurse"))),
    ("words and filters", JobSearch(keywords=("sql", "nurse"), location="Bavaria", salary_min=40_000)),
    ("filters, by date", JobSearch(location="Germany", seniority=frozenset({"senior"}), remote=True)),
    ("everything, by date", JobSearch()),
    ("everything, by fit", JobSearch(order="fit")),
    ("words, by fit", JobSearch(keywords=("python", "sql"), order="fit")),
)


def invented_jobs(count: int, seed: int = 1) -> Iterator[tuple[NewJob, float]]:
    """Jobs of about 330 words, whose words are as unevenly frequent as a language's; with a fit."""
    by_chance = random.Random(seed)
    stock = [
        "".join(by_chance.choices("abcdefghiklmnoprstuvw", k=by_chance.randint(3, 11))) for _ in range(60_000)
    ]
    weights = [*accumulate(1 / (place + 3) for place in range(len(stock)))]
    for number in range(count):
        language = "de" if number % 4 == 0 else "en"
        title, level = by_chance.choice(KINDS[language]), by_chance.choice(LEVELS)
        employer, town = f"{stock[number % 5_000].title()} Ltd", by_chance.choice(TOWNS)
        skills = by_chance.sample(SKILLS, 4)
        prose = " ".join(by_chance.choices(stock, cum_weights=weights, k=300))
        text = f"{title}\n{employer} · {town}\n\n{prose}\n\nRequirements\n- " + "\n- ".join(skills)
        wanted = tuple(
            Requirement(id=f"r{n}", text=one, start=0, end=0, kind="skill", importance="must", skill=one)
            for n, one in enumerate(skills)
        )
        pay = by_chance.randint(20, 160) * 1000.0
        analysis = JobAnalysis(
            title=title, employer=employer, location=town, seniority=level, employment_type="full-time",
            remote=number % 3 == 0, salary=Salary(min=pay, max=pay * 1.2), requirements=wanted,
            language=language, text=text,
        )  # fmt: skip
        day = dt.date(2026, 1, 1) + dt.timedelta(days=by_chance.randint(0, 300))
        source = JobSource(kind="greenhouse", name=f"https://boards.example/{number}")
        key = f"{by_chance.getrandbits(64):016x}"
        yield (
            NewJob(str(uuid.uuid4()), source, title, employer, text, str(number), day, analysis, key),
            by_chance.random(),
        )


@click.command()
@click.option("--jobs", default=100_000, show_default=True, help="Jobs of the library.")
@click.option("--searches", default=40, show_default=True, help="Of each kind.")
@click.option("--engines", is_flag=True, help="Only the words: our own postings beside FTS5.")
def main(jobs: int, searches: int, engines: bool) -> None:
    """Time the search among so many jobs."""
    if engines:
        _engines(jobs, searches)
        return
    with tempfile.TemporaryDirectory() as folder:
        services = build_services(Settings(data_dir=Path(folder)))
        try:
            _filled(services, jobs)
            began, before = time.perf_counter(), _memory()
            while services.jobs.search(SAM, JobSearch(limit=1)).preparing:
                time.sleep(0.1)
            print(f"the index: {time.perf_counter() - began:.1f} s, {_memory() - before:.0f} MB")
            for name, search in SEARCHES:
                print(f"{name:22}{_told(lambda search=search: services.jobs.search(SAM, search), searches)}")
            print(f"{'after a job more':22}{_told(_one_more(services), min(searches, 20))}")
        finally:
            services.close()


def _filled(services: Services, count: int) -> None:
    """Put them into the store, read and scored."""
    profile = services.profiles.save(SAM, Profile(basics=Basics(name="Sam Sample")), based_on="")
    began = time.perf_counter()
    made = invented_jobs(count)
    fits: dict[str, JobFit] = {}
    begin = services.jobs._transactions
    while some := [one for one, _ in zip(made, range(AT_ONCE), strict=False)]:
        with begin() as work:
            work.jobs.add(SAM, [job for job, _ in some], now())
        for job, fit in some:
            fits[job.id] = JobFit(
                must_haves_total=8,
                fit=fit,
                must_haves=fit,
                missing=("SQL",),
                profile_id=profile.id,
                engine=ENGINE_VERSION,
            )
    print(f"{count:,} jobs into the store: {time.perf_counter() - began:.0f} s")
    began = time.perf_counter()
    while True:
        claim = Claim(str(uuid.uuid4()), 600.0)
        with begin() as work:
            claimed = work.jobs.claim_unscored(claim, AT_ONCE)
            work.jobs.put_fits(SAM, {key: fits[key] for _, key in claimed}, claim, now())
        if not claimed:
            break
    print(f"their fits into the store: {time.perf_counter() - began:.0f} s")


def _one_more(services: Services) -> Callable[[], object]:
    more = invented_jobs(1_000, seed=2)

    def search() -> object:
        job, _ = next(more)
        with services.jobs._transactions() as work:
            work.jobs.add(SAM, [job._replace(digest=job.id)], now())
        services.jobs._indexes.changed(SAM)
        return services.jobs.search(SAM, JobSearch(keywords=("python",)))

    return search


def _engines(count: int, searches: int) -> None:
    jobs = list(invented_jobs(count))  # before the clock: to invent them takes longer than to index them
    before, began = _memory(), time.process_time()
    index, at, scored = JobIndex(), now(), ("profile", "engine")
    for number, (job, fit) in enumerate(jobs):
        words = JobWords(job.title, job.employer, job.text, job.analysis.model_dump() if job.analysis else {})
        added = at + dt.timedelta(milliseconds=number)
        mark = JobMark(job.id, 1, "", "read", job.posted_on, added, added, fit, scored)
        index.put([mark], {job.id: words})
    print(
        f"our own postings: {time.process_time() - began:.1f} CPU s, {_memory() - before:.0f} MB", flush=True
    )
    for name, search in SEARCHES:
        print(f"  {name:20}{_told(lambda s=search: index.search(s, scored), searches)}", flush=True)
    rows = "select rowid from jobs where jobs match ? order by bm25(jobs, 3, 2, 2, 1) limit 20"
    before, began = _memory(), time.process_time()
    table = sqlite3.connect(":memory:")
    table.execute("create virtual table jobs using fts5(title, employer, skills, body, tokenize='unicode61')")
    for job, _ in jobs:
        table.execute("insert into jobs values (?, ?, ?, ?)", _columns_of(job))
    print(f"FTS5: {time.process_time() - began:.1f} CPU s, {_memory() - before:.0f} MB")
    for name, search in SEARCHES[:3]:
        asked = " OR ".join(
            '"' + " ".join(stem(w, "en") for w in one.lower().split()) + '"' for one in search.keywords
        )
        print(f"  {name:20}{_told(lambda a=asked: table.execute(rows, (a,)).fetchall(), min(searches, 10))}")


def _columns_of(job: NewJob) -> Sequence[str]:
    language = job.analysis.language if job.analysis else "en"
    skills = " ".join(r.skill or "" for r in job.analysis.requirements) if job.analysis else ""
    texts = (job.title, job.employer, skills, job.text)
    return [" ".join(stem(word, language) for word in text.lower().split()) for text in texts]


def _told(do: Callable[[], object], times: int) -> str:
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        do()
        taken.append(1000 * (time.perf_counter() - began))
    taken.sort()
    return f"median {taken[len(taken) // 2]:7.1f} ms, p95 {taken[int(0.95 * (len(taken) - 1))]:7.1f} ms"


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
