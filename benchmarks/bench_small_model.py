"""What a small, real model makes of an application: calls, tokens, seconds, and whose words stand in the end.

`python -m benchmarks.small_model --must python -m benchmarks.bench_small_model`
"""

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from pydantic import SecretStr

from benchmarks.short_pair import SHORT_AD, SHORT_RESUME
from benchmarks.small_model import NAME, VARIABLE
from jobwise.bootstrap import Services, build_services
from jobwise.domain.account import LOCAL_ACTOR, Application
from jobwise.domain.documents import Line
from jobwise.domain.model_call import ModelTask, ModelUse
from jobwise.domain.run import RunFailed, StageFinished
from jobwise.settings import ROOT, Settings

PROVIDERS = {"openai": "/v1", "anthropic": ""}
TASKS: tuple[ModelTask, ...] = ("analyse", "reword", "letter")


@click.command()
@click.option("--deadline", default=60.0, show_default=True, help="Seconds that the model has for each.")
def main(deadline: float) -> None:
    """Make applications and print what they took."""
    url = os.environ[VARIABLE]
    samples = ROOT / "data" / "samples"
    long_ad = (samples / "data-analyst-fenwick-rail.txt").read_text(encoding="utf-8")
    pairs = {
        "short": ("anna.md", SHORT_RESUME.encode(), SHORT_AD),
        "sample": ("mara.pdf", (samples / "mara-lindqvist.pdf").read_bytes(), long_ad),
    }
    for name, (file, resume, ad) in pairs.items():
        for provider in PROVIDERS:
            with model_services(url, provider, deadline=deadline) as services:
                services.profiles.upload(LOCAL_ACTOR, file, resume)
                start = time.perf_counter()
                application = made(services, ad)
                _tell(f"{name} {provider}", application, time.perf_counter() - start)


@contextmanager
def model_services(
    url: str, provider: str, tasks: tuple[ModelTask, ...] = TASKS, deadline: float = 180.0
) -> Iterator[Services]:
    """Services in a folder of their own, with consent to ask the small model.

    *Why always the same secret:* codes in what is asked are made with it, and answers hang on every word.
    """
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            data_dir=Path(folder), reader_workers=1, model_deadline=deadline, secret_key=SecretStr("s" * 32)
        )
        services = build_services(settings)
        try:
            name, address = f"{provider}:{NAME}", url + PROVIDERS[provider]
            services.models.use_model(
                LOCAL_ACTOR, name, address, tasks, run_cap_usd=1, day_cap_usd=10, agreed=True, free=True
            )
            yield services
        finally:
            services.close()


def made(services: Services, ad: str) -> Application:
    """A new application, once its run has ended."""
    return ended(services, services.applications.start(LOCAL_ACTOR, ad))


def ended(services: Services, application_id: str) -> Application:
    """An application once its run has ended, however that was."""
    while services.applications.progress(LOCAL_ACTOR, application_id)[0] in ("waiting", "running"):
        time.sleep(0.05)
    return services.applications.get(LOCAL_ACTOR, application_id)


def uses_of(application: Application) -> list[ModelUse]:
    """What the run says of its calls."""
    return [use for e in application.events if isinstance(e, StageFinished) for use in e.model_uses]


def lines_of(application: Application) -> list[Line]:
    """The lines of both documents as they passed the gate."""
    report = application.report
    documents = report and report.documents
    return [*documents.resume.lines, *documents.cover_letter.lines] if documents else []


def _tell(what: str, application: Application, seconds: float) -> None:
    last = application.events[-1]
    why = f" ({last.title})" if isinstance(last, RunFailed) else ""
    click.echo(f"\n{what}: {application.state}{why} after {seconds:.1f} s")
    for use in uses_of(application):
        tokens = f"{use.usage.asked} tokens asked, {use.usage.answered} answered"
        click.echo(f"  {use.task:8} {use.way or '-':7} {use.trouble or f'{tokens}, {use.seconds:.1f} s'}")
    written = [line for line in lines_of(application) if line.draft]
    stopped = application.report.findings if application.report else ()
    click.echo(f"  {len(written)} of the model's lines stand, {len(stopped)} were stopped")
    for line in written:
        click.echo(f"    stands:  {line.text}")
    for finding in stopped:
        click.echo(f"    stopped: {finding.was}")


if __name__ == "__main__":
    main()
