"""What an application with a model takes: calls, tokens, seconds; cold and with kept answers.

`python -m benchmarks.bench_models`. The model is a server on loopback that answers every call after a fixed
time with the lines it was given. Tokens are counted at four bytes each.
"""

import json
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

import click

from benchmarks.model_server import Handler, given, question, says, serving
from jobwise.bootstrap import Services, build_services
from jobwise.domain.account import LOCAL_ACTOR
from jobwise.settings import ROOT, Settings

SAMPLES = ROOT / "data" / "samples"
RESUME = SAMPLES / "mara-lindqvist.pdf"
AD = (SAMPLES / "data-analyst-fenwick-rail.txt").read_text(encoding="utf-8")
BYTES_A_TOKEN = 4


@click.command()
@click.option("--seconds", default=1.0, show_default=True, help="How long the model thinks.")
@click.option("--runs", default=5, show_default=True)
def main(seconds: float, runs: int) -> None:
    """Make applications and print what they took."""
    with tempfile.TemporaryDirectory() as folder, serving(_slow(seconds)) as server:
        services = build_services(Settings(data_dir=Path(folder), reader_workers=1))
        try:
            services.profiles.upload(LOCAL_ACTOR, RESUME.name, RESUME.read_bytes())
            _run(services, AD)  # warm
            plain = [_run(services, an_ad(f"Warm{number}")) for number in range(runs)]
            services.models.use_model(
                LOCAL_ACTOR,
                "openai:some-model",
                f"http://127.0.0.1:{server.server_port}/v1",
                ("reword", "letter"),
                run_cap_usd=1,
                day_cap_usd=10,
                agreed=True,
            )
            cold = [_run(services, an_ad(f"Calder{number}")) for number in range(runs)]
            asked = list(server.asked)
            kept = [_run(services, an_ad(f"Calder{number}")) for number in range(runs)]
            again = len(server.asked) - len(asked)
        finally:
            services.close()
    _tell("without a model", plain, 0, [])
    _tell(f"with a model that thinks {seconds:.1f} s", cold, len(asked) / runs, asked)
    _tell("the same again", kept, again / runs, [])


def an_ad(employer: str) -> str:
    """The ad of another employer: other words to a model, the same work for us."""
    return AD.replace("Fenwick Rail", f"{employer} Rail")


def _slow(seconds: float) -> Any:
    def act(handler: Handler) -> None:
        time.sleep(seconds)
        says(json.dumps({"lines": given(handler.body)}))(handler)

    return act


def _run(services: Services, ad: str) -> float:
    start = time.perf_counter()
    made = services.applications.start(LOCAL_ACTOR, ad)
    while (state := services.applications.progress(LOCAL_ACTOR, made)[0]) in ("waiting", "running"):
        time.sleep(0.01)
    assert state == "done", state
    return time.perf_counter() - start


def _tell(what: str, seconds: list[float], calls: float, asked: list[dict[str, Any]]) -> None:
    tokens = sum(len(question(body).encode()) for body in asked) / BYTES_A_TOKEN / max(len(seconds), 1)
    click.echo(
        f"{what:40} {statistics.median(seconds):5.2f} s   {calls:.0f} calls   {tokens:6.0f} tokens asked"
    )


if __name__ == "__main__":
    main()
