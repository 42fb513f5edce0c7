"""Write down what a real server answers, as the examples of the API's description.

`python -m benchmarks.api_examples` walks through every operation as an invented person. Long lists and texts
are cut, and what lets somebody in stands for no real thing.
"""

import json
import time
from typing import Any

import httpx2 as httpx

from benchmarks.dashboard import ROOT, running_dashboard
from jobwise.api.description import EXAMPLES

SAMPLES = ROOT / "data" / "samples"
EMAIL, PASSWORD = "mara@example.org", "seven quiet herons"
SETTINGS = {"JOBWISE_AUTH": "accounts", "JOBWISE_SECRET_KEY": "Rk3vX9_tLq0bZs7WmYc2Ng8HdUf5Pj1E"}
ROLES = ["--role", "seeker", "--role", "administrator"]
MOST_ENTRIES, MOST_CHARACTERS = 2, 240
SECRETS = {
    "access_token": "eyJhbGciOiJIUzI1NiIsImtpZCI6IjVmMGMifQ.eyJzdWIiOiJhIn0.c2lnbmF0dXJl",
    "refresh_token": "q3Xk0uWJc1mYd8vGZr5tNfLhPb7EaSoI2xKwQyCzT4M",
    "key": "jw_q3Xk0uWJc1mYd8vGZr5tNfLhPb7EaSoI2xKwQyCzT4M",
}


class Recorder:
    """Asks, and puts down what was asked and answered."""

    def __init__(self, client: httpx.Client) -> None:
        self.client, self.examples = client, dict[str, dict[str, Any]]()

    def ask(self, operation: str, method: str, path: str, body: Any = None, **more: Any) -> httpx.Response:
        """Put down an operation."""
        answer = self.client.request(method, path, json=body, **more)
        answer.raise_for_status()
        example = self.examples.setdefault(operation, {})
        if body is not None:
            example["request"] = short(body)
        kind = answer.headers.get("content-type", "")
        if kind.startswith("application/json") and "content-disposition" not in answer.headers:
            example["answer"] = short(answer.json())
        elif kind.startswith("text/event-stream"):
            example["answer"] = answer.text.partition("\n\n")[0] + "\n\n"
        return answer


def short(value: Any, name: str = "") -> Any:
    """The same in short."""
    if name in SECRETS and isinstance(value, str):
        return SECRETS[name]
    if isinstance(value, dict):
        return {key: short(inner, key) for key, inner in value.items()}
    if isinstance(value, list):
        is_place = bool(value) and isinstance(value[0], float)
        return [short(inner) for inner in (value if is_place else value[:MOST_ENTRIES])]
    if isinstance(value, str) and len(value) > MOST_CHARACTERS:
        return value[:MOST_CHARACTERS].rsplit(" ", 1)[0] + " ..."
    return value


def record(client: httpx.Client) -> dict[str, dict[str, Any]]:
    """What each operation is asked and answers."""
    to = Recorder(client)
    tokens = to.ask("logIn", "POST", "/auth/token", {"email": EMAIL, "password": PASSWORD}).json()
    client.headers["Authorization"] = f"Bearer {tokens['access_token']}"
    wanted = {"name": "My script", "scopes": ["jobs:read", "runs:write"], "days": 90, "password": PASSWORD}
    to.ask("makeKey", "POST", "/api-keys", wanted)
    keys = to.ask("listKeys", "GET", "/api-keys").json()["items"]
    to.ask("endKey", "DELETE", f"/api-keys/{keys[0]['id']}")
    to.ask("getAccount", "GET", "/account")
    resume = {"file": ("mara-lindqvist.pdf", (SAMPLES / "mara-lindqvist.pdf").read_bytes())}
    to.ask("uploadProfileFile", "POST", "/profile/file", files=resume)
    profile = to.ask("getProfile", "GET", "/profile")
    based = {"If-Match": profile.headers["etag"]}
    to.ask("putProfile", "PUT", "/profile", profile.json()["resume"], headers=based)
    to.ask("listProfileVersions", "GET", "/profile/versions")
    run_id = _jobs(to)
    _run(to, run_id)
    to.ask("deleteRun", "DELETE", f"/runs/{run_id}")
    to.ask("live", "GET", "/health/live")
    to.ask("ready", "GET", "/health/ready")
    to.ask("health", "GET", "/health")
    pair = to.ask("refresh", "POST", "/auth/refresh", {"refresh_token": tokens["refresh_token"]}).json()
    to.ask("logOut", "POST", "/auth/log-out", {"refresh_token": pair["refresh_token"]})
    return to.examples


def _jobs(to: Recorder) -> str:
    """The id of a run that began for a job."""
    ad = (SAMPLES / "data-analyst-fenwick-rail.txt").read_text(encoding="utf-8")
    job_id = to.ask("addJob", "POST", "/jobs", {"text": ad}).json()["id"]
    other = (SAMPLES / "marketing-manager-osierlane.txt").read_bytes()
    added = to.ask("addJobFile", "POST", "/jobs/file", files={"file": ("marketing.txt", other)}).json()
    third = (SAMPLES / "backend-engineer-quillfork.txt").read_text(encoding="utf-8")
    many = json.dumps([{"title": "Backend engineer", "text": third}, {"title": "Nothing", "text": ""}])
    to.ask("addJobs", "POST", "/jobs/bulk", files={"file": ("jobs.json", many.encode())})
    while to.client.get(f"/jobs/{job_id}").json()["fit"] is None:
        time.sleep(0.2)
        to.client.post("/jobs/search", json={"order": "fit"})
    job = to.ask("getJob", "GET", f"/jobs/{job_id}")
    based = {"If-Match": job.headers["etag"]}
    pay = {"min": 38000, "max": 44000, "unit": "year", "currency": "GBP"}
    corrected = {"employer": "Fenwick Rail", "offer": {"location": "Leeds", "remote": False, "salary": pay}}
    to.ask("correctJob", "PATCH", f"/jobs/{job_id}", corrected, headers=based)
    wanted = {"keywords": ["data", "SQL"], "location": "Leeds", "order": "relevance", "limit": 20}
    to.ask("searchJobs", "POST", "/jobs/search", wanted)
    to.ask("deleteJob", "DELETE", f"/jobs/{added['id']}")
    run_id: str = to.ask("startRun", "POST", "/runs", {"job_id": job_id, "page_budget": 2}).json()["id"]
    to.examples["addJobPage"] = {
        "request": {"address": "https://careers.example.org/jobs/4711"},
        "answer": to.examples["addJob"]["answer"],
    }
    board = {"id": "3b0f7d1e-7c53-4c55-9f0e-0a4f1f6c9b11", "kind": "lever", "board": "fenwickrail"}
    to.examples["listJobBoards"] = {
        "answer": {"boards": [{**board, "read_at": "2026-03-04T12:00:00Z", "trouble": ""}]}
    }
    came = {"answer": {"ids": [job_id], "same": 11, "refused": []}}
    to.examples["followJobBoard"] = {"request": {"kind": "lever", "board": "fenwickrail"}, **came}
    to.examples["readJobBoard"] = came
    return run_id


def _run(to: Recorder, run_id: str) -> None:
    run = f"/runs/{run_id}"
    to.ask("followRun", "GET", f"{run}/events")
    for operation, part in (
        ("getRun", ""),
        ("getRunAnalysis", "/analysis"),
        ("getRunScore", "/score"),
        ("listRunFiles", "/files"),
        ("getRunFile", "/files/resume.pdf"),
    ):
        to.ask(operation, "GET", run + part)
    to.ask("listRuns", "GET", "/runs")
    documents = to.ask("getRunDocuments", "GET", f"{run}/documents")
    lines = documents.json()["resume"]["lines"]
    line = next(one for one in lines if one["role"] == "bullet")
    words = {"text": line["text"].removesuffix(".")}
    based = {"If-Match": documents.headers["etag"]}
    to.ask("changeLine", "PATCH", f"{run}/documents/lines/{line['id']}", words, headers=based)
    to.ask("restoreVersion", "POST", f"{run}/versions/1/restore")
    to.ask("listRunVersions", "GET", f"{run}/versions")
    based = {"If-Match": to.client.get(run).headers["etag"]}
    to.ask("putRunOutcome", "PUT", f"{run}/outcome", {"outcome": "applied"}, headers=based)
    to.ask("retryRun", "POST", f"{run}/retry", {"from_stage": "document_generator", "without_model": True})
    to.ask("cancelRun", "POST", f"{run}/cancel")


def main() -> None:
    first = [(["user", "add", EMAIL, "--name", "Mara Lindqvist", *ROLES], f"{PASSWORD}\n")]
    with (
        running_dashboard(settings=SETTINGS, first=first) as address,
        httpx.Client(base_url=f"{address}/api/v1", timeout=60) as client,
    ):
        examples = record(client)
    EXAMPLES.write_text(json.dumps(examples, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
