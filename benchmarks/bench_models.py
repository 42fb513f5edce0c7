"""What an application with a model takes: calls, tokens, seconds; cold, in the cache of a provider, and kept.

`python -m benchmarks.bench_models`. The model is a server on loopback that answers every call after a fixed
time: it points at words of the ad and gives back the lines that it got. Tokens are counted at 4 bytes each.
"""

import json
import statistics
import tempfile
import time
from itertools import takewhile
from pathlib import Path
from typing import Any

import click

from benchmarks.model_server import Act, Handler, Server, given, question, says, serving
from jobwise.bootstrap import Services, build_services
from jobwise.domain.account import LOCAL_ACTOR
from jobwise.domain.model_call import ModelTask
from jobwise.settings import ROOT, Settings

SAMPLES = ROOT / "data" / "samples"
RESUME = SAMPLES / "mara-lindqvist.pdf"
AD = (SAMPLES / "data-analyst-fenwick-rail.txt").read_text(encoding="utf-8")
BYTES_A_TOKEN = 4
PATHS = {"openai": "/v1", "anthropic": ""}
TASKS: tuple[tuple[ModelTask, ...], ...] = (("reword", "letter"), ("analyse", "reword", "letter"))


@click.command()
@click.option("--seconds", default=1.0, show_default=True, help="How long the model thinks.")
@click.option("--runs", default=5, show_default=True)
def main(seconds: float, runs: int) -> None:
    """Make applications and print what they took, in the median."""
    click.echo(f"{'':34} seconds   calls   tokens asked, of them as before   answered")
    for provider, path in PATHS.items():
        for tasks in TASKS:
            with serving(_slow(seconds)) as server:
                url = f"http://127.0.0.1:{server.server_port}{path}"
                _measure(provider, url, tasks, server, runs)


def _measure(provider: str, url: str, tasks: tuple[ModelTask, ...], server: Server, runs: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        services = build_services(Settings(data_dir=Path(folder), reader_workers=1))
        try:
            services.profiles.upload(LOCAL_ACTOR, RESUME.name, RESUME.read_bytes())
            _run(services, AD)  # warm
            plain = [_run(services, an_ad(f"Warm{number}")) for number in range(runs)]
            services.models.use_model(
                LOCAL_ACTOR,
                f"{provider}:a-model",
                url,
                tasks,
                run_cap_usd=5,
                day_cap_usd=50,
                agreed=True,
                free=True,
            )
            cold = [_run(services, an_ad(f"Calder{number}")) for number in range(runs)]
            asked = list(server.asked)
            kept = [_run(services, an_ad(f"Calder{number}")) for number in range(runs)]
            again = server.asked[len(asked) :]
        finally:
            services.close()
    click.echo(f"{provider}, {', '.join(tasks)}")
    _tell("without a model", plain, [])
    _tell("with one, cold", cold, asked)
    _tell("the same again, kept", kept, again)


def an_ad(employer: str) -> str:
    """The ad of another employer: other words to a model, the same work for us."""
    return AD.replace("Fenwick Rail", f"{employer} Rail")


def answer(body: dict[str, Any]) -> str:
    """What the model says: the lines as they were, or words of the ad."""
    if "Point at the words" in question(body):
        asks = ["SQL", "Power BI", "Python", "stakeholders", "reporting"]
        return json.dumps({"title": "Data Analyst", "employer": "", "asks": asks})
    return json.dumps({"lines": given(body)})


def _slow(seconds: float) -> Act:
    def act(handler: Handler) -> None:
        time.sleep(seconds)
        says(answer(handler.body))(handler)

    return act


def _run(services: Services, ad: str) -> float:
    start = time.perf_counter()
    made = services.applications.start(LOCAL_ACTOR, ad)
    while (state := services.applications.progress(LOCAL_ACTOR, made)[0]) in ("waiting", "running"):
        time.sleep(0.01)
    assert state == "done", state
    return time.perf_counter() - start


def _tell(what: str, seconds: list[float], asked: list[dict[str, Any]]) -> None:
    runs, questions = len(seconds), [question(body) for body in asked]
    before = sum(
        max((_common(one, other) for other in questions[:number]), default=0)
        for number, one in enumerate(questions)
    )
    tokens, answered = _tokens("".join(questions)) / runs, _tokens("".join(map(answer, asked))) / runs
    click.echo(
        f"  {what:32} {statistics.median(seconds):7.2f} {len(asked) / runs:7.0f} {tokens:14.0f}"
        f" {before / BYTES_A_TOKEN / runs:19.0f} {answered:10.0f}"
    )


def _common(one: str, other: str) -> int:
    """Bytes with which both begin: what a provider can have in its cache."""
    same = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    return len("".join(sign for sign, _ in same).encode())


def _tokens(words: str) -> float:
    return len(words.encode()) / BYTES_A_TOKEN


if __name__ == "__main__":
    main()
