"""What the durable engine adds to the five stages: `python -m benchmarks.durable [--runs N]`.

Ads of the same kind run through the stages alone and through store and engine, in turn, so that a noisy
machine is noisy for both. *Why each an ad of its own:* what a cache knows of it would help the second.
Both have the finished résumé read back in a worker process. With JOBWISE_DATABASE_URL set, on that database;
otherwise on a DuckDB file that goes when it ends.
"""

import datetime as dt
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click
from sqlalchemy.engine import Connection

from jobwise.bootstrap import Services, build_services
from jobwise.domain.account import LOCAL_ACTOR
from jobwise.domain.profile import Profile
from jobwise.pipeline.stages import run_pipeline
from jobwise.reading.pool import ReaderPool
from jobwise.rendering import EXPORTERS
from jobwise.settings import Settings

SAMPLES = Path(__file__).resolve().parents[1] / "data" / "samples"
RESUME = SAMPLES / "mara-lindqvist.md"
AD = SAMPLES / "data-analyst-fenwick-rail.txt"
WARMING = 3
LOOK_SECONDS = 0.5
"""As often as the dashboard looks; each look takes a turn at the database."""


class Commits:
    """Seconds that runs wait for commits, those that wrote nothing among them, by database."""

    def __init__(self) -> None:
        self.waited: Counter[str] = Counter()
        self._commit = Connection._commit_impl

    def watch(self) -> None:
        """Time every commit of this process from now on."""
        commits = self

        def commit(connection: Connection) -> None:
            start = time.perf_counter()
            commits._commit(connection)
            commits.waited[connection.dialect.name] += time.perf_counter() - start

        Connection._commit_impl = commit  # type: ignore[method-assign,assignment]


@click.command()
@click.option("--runs", default=30)
def main(runs: int) -> None:
    """Time runs, each of an ad of its own, so that no stage is taken over from another."""
    commits = Commits()
    commits.watch()
    with tempfile.TemporaryDirectory() as folder:
        services = build_services(Settings(data_dir=Path(folder)))
        try:
            profile = services.profiles.upload(LOCAL_ACTOR, RESUME.name, RESUME.read_bytes()).profile
            with ReaderPool(workers=1) as reader:
                for number in range(WARMING):
                    _round(services, profile, reader, number)
                commits.waited.clear()
                rows = [_round(services, profile, reader, WARMING + number) for number in range(runs)]
        finally:
            services.close()
    alone, whole, asked, waited = zip(*rows, strict=True)
    _tell("the five stages alone", alone)
    _tell("the same as a run, first event to last", whole)
    _tell("what the run adds", [run - stages for run, stages in zip(whole, alone, strict=True)])
    _tell("asking for it", asked)
    _tell("waiting in the queue", waited)
    for name, seconds in commits.waited.items():
        click.echo(f"{f'commits to {name}':40} mean   {seconds / runs * 1000:5.0f} ms")


def an_ad(number: int) -> str:
    """An ad whose every stage gives something else than those of the other numbers."""
    words = AD.read_text(encoding="utf-8")
    return words.replace("At least 2 years", f"At least {1 + number % 40} years").replace(
        "Fenwick Rail", f"Calder{number} Rail"
    )


def _round(
    services: Services, profile: Profile, reader: ReaderPool, number: int
) -> tuple[float, float, float, float]:
    """(stages alone, the run, the call that starts it, its wait until the first event), in seconds."""
    start = time.perf_counter()
    run_pipeline(profile, an_ad(2 * number), as_of=dt.date.today(), exporters=EXPORTERS, reader=reader)
    alone = time.perf_counter() - start
    ad = an_ad(2 * number + 1)
    start, began = time.perf_counter(), dt.datetime.now(dt.UTC)
    application_id = services.applications.start(LOCAL_ACTOR, ad)
    asked = time.perf_counter() - start
    while services.applications.progress(LOCAL_ACTOR, application_id)[0] in ("waiting", "running"):
        time.sleep(LOOK_SECONDS)
    state, events = services.applications.progress(LOCAL_ACTOR, application_id)
    if state != "done":
        raise RuntimeError(f"the run ended {state}")
    return (
        alone,
        (events[-1].at - events[0].at).total_seconds(),
        asked,
        (events[0].at - began).total_seconds() - asked,
    )


def _tell(what: str, seconds: Sequence[float]) -> None:
    ordered = sorted(seconds)
    p95 = ordered[min(int(0.95 * len(ordered)), len(ordered) - 1)]
    click.echo(f"{what:40} median {statistics.median(ordered) * 1000:5.0f} ms  p95 {p95 * 1000:5.0f} ms")


if __name__ == "__main__":
    main()
