"""The client that the README tells how to make: made without a warning, typed, and used for the main job."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.dashboard import ROOT
from tests.api.conftest import SAMPLES, SEEKING, Server

README = (ROOT / "README.md").read_text(encoding="utf-8").partition("## The API")[2].partition("\n## ")[0]
BIN = Path(sys.executable).parent
TYPED = ("--no-incremental", "--follow-imports=silent")
"""*Why silent:* what the tool writes into every client has errors of its own."""
MAIN_JOB = """
import sys, time
from pathlib import Path
from jobwise_client import AuthenticatedClient
from jobwise_client.api.documents import get_run_documents
from jobwise_client.api.jobs import add_job, search_jobs
from jobwise_client.api.profile import get_profile, upload_profile_file
from jobwise_client.api.runs import follow_run, get_run, get_run_file, get_run_score, start_run
from jobwise_client.models import (
    AddedJob, BodyUploadProfileFile, JobPage, JobSearch, JobText, PersonProfile, Problem, Run, RunDocuments,
    RunForJob, RunScore,
)
from jobwise_client.types import File

url, key, samples = sys.argv[1], sys.argv[2], Path(sys.argv[3])
client = AuthenticatedClient(url, token=key)
with (samples / "mara-lindqvist.pdf").open("rb") as resume:
    uploaded = upload_profile_file.sync(
        client=client, body=BodyUploadProfileFile(file=File(payload=resume, file_name="mara.pdf"))
    )
assert isinstance(uploaded, PersonProfile), uploaded
profile = get_profile.sync(client=client)
assert isinstance(profile, PersonProfile)
job = add_job.sync(client=client, body=JobText(text=(samples / "data-analyst-fenwick-rail.txt").read_text()))
assert isinstance(job, AddedJob), job
page = search_jobs.sync(client=client, body=JobSearch(keywords=["analyst"]))
assert isinstance(page, JobPage), page
started = start_run.sync(client=client, body=RunForJob(job_id=job.id))
assert isinstance(started, Run), started
events = follow_run.sync(started.id, client=client)
assert isinstance(events, str)
run = get_run.sync(started.id, client=client)
assert isinstance(run, Run)
score = get_run_score.sync(run.id, client=client)
assert isinstance(score, RunScore)
documents = get_run_documents.sync(run.id, client=client)
assert isinstance(documents, RunDocuments)
pdf = get_run_file.sync(run.id, "resume.pdf", client=client)
assert isinstance(pdf, File)
nothing = get_run.sync("no-such-run", client=client)
assert isinstance(nothing, Problem)
known = {fact.fact_id for fact in profile.facts}
cited = {source for line in documents.resume.lines if line.role == "bullet" for source in line.sources or []}
print(run.state.value, score.after.ats_score > 0.5, pdf.payload.read(4), nothing.code, cited <= known,
      events.count("event: stage_finished"))
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the README's command makes the client in."""
    folder = tmp_path_factory.mktemp("client")
    [command] = re.findall(r"^\.venv/bin/(openapi-python-client .+)$", README, re.MULTILINE)
    words = command.replace("docs/openapi.json", str(ROOT / "docs" / "openapi.json")).split()
    tools = os.environ | {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
    told = run([str(BIN / words[0]), *words[1:], "--fail-on-warning"], folder, tools)
    assert "warning" not in told.lower()
    return folder


def run(command: list[str], folder: Path, environment: dict[str, str] | None = None) -> str:
    done = subprocess.run(command, cwd=folder, env=environment, text=True, capture_output=True, timeout=240)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_it_does_the_main_job(made: Path, server: Server) -> None:
    (made / "main_job.py").write_text(MAIN_JOB, encoding="utf-8")
    key = server.key("mara@example.org", *SEEKING)
    told = run([sys.executable, "main_job.py", server.api.removesuffix("/v1"), key, str(SAMPLES)], made)
    assert told.split("\n")[0] == "done True b'%PDF' not-found True 5"


def test_it_is_typed(made: Path) -> None:
    [shown] = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    (made / "shown.py").write_text(f"KEY = AD = ''\n{shown}", encoding="utf-8")
    (made / "main_job.py").write_text(MAIN_JOB, encoding="utf-8")
    run([str(BIN / "mypy"), *TYPED, "shown.py", "main_job.py"], made)
    wrong = "from jobwise_client.models import RunForText\nRunForText(job_txt='An ad')\n"
    (made / "wrong.py").write_text(wrong, encoding="utf-8")
    told = subprocess.run(
        [str(BIN / "mypy"), *TYPED, "wrong.py"],
        cwd=made,
        text=True,
        capture_output=True,
    )
    assert 'Unexpected keyword argument "job_txt"' in told.stdout
