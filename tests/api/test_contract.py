"""The live API against its own description, asked by schemathesis with a real key."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx2 as httpx
import pytest

from benchmarks.dashboard import ROOT
from tests.api.conftest import Server, read_job, run_of, upload

# What a state forbids, or what words mean, is no matter of shape; `shape_is_enough` looks at the rest.
CONFIG = """
hooks = "tests.api.schemathesis_checks"
continue-on-failure = true
request-timeout = 30.0

[checks]
positive_data_acceptance.expected-statuses = ["2xx", "304", "400", "401", "403", "404", "409", "412", "422",
    "429"]
negative_data_rejection.expected-statuses = ["4xx"]
missing_required_header.expected-statuses = ["400", "401", "403", "415", "422"]

[generation]
database = "none"
deterministic = true

[parameters]
"path.run_id" = "{run}"
"path.job_id" = "{job}"
"path.name" = "resume.pdf"
"header.if-match" = "*"

[[operations]]
include-operation-id = ["deleteRun", "deleteJob"]
parameters = {{ "path.run_id" = "{nothing}", "path.job_id" = "{nothing}" }}

# Résumés come from many programs: a null in a list is left out, a number stands for its digits.
[[operations]]
include-operation-id = "putProfile"
checks.negative_data_rejection.expected-statuses = ["200", "4xx"]
"""
NOTHING = "00000000-0000-4000-8000-000000000000"


@pytest.fixture(scope="module")
def cleo(server: Server) -> Iterator[httpx.Client]:
    """Somebody who may do everything, logged in."""
    with server.log_in("cleo@example.org") as client:
        upload(client)
        yield client


def ask(server: Server, cleo: httpx.Client, folder: Path, *options: str) -> None:
    """Raises: AssertionError with all that schemathesis found."""
    config = folder / "schemathesis.toml"
    named = {"run": run_of(cleo), "job": read_job(cleo), "nothing": NOTHING}
    config.write_text(CONFIG.format(**named), encoding="utf-8")
    tool = [str(Path(sys.executable).parent / "schemathesis"), "--config-file", str(config)]
    done = subprocess.run(
        [
            *tool,
            "run",
            f"{server.api}/openapi.json",
            "--header",
            f"Authorization: {cleo.headers['Authorization']}",
            *options,
        ],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        text=True,
        capture_output=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert cleo.get("/health/live").status_code == 200
    print(done.stdout)


def test_what_is_asked_as_described_is_answered_as_described(
    server: Server, cleo: httpx.Client, tmp_path: Path
) -> None:
    ask(server, cleo, tmp_path, "--phases", "examples,fuzzing", "--max-examples", "6", "--seed", "1")


@pytest.mark.long
def test_thousands_of_requests_are_answered_as_described(
    server: Server, cleo: httpx.Client, tmp_path: Path
) -> None:
    ask(server, cleo, tmp_path, "--max-examples", "30", "--seed", "2")
