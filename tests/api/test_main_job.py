"""What a program does with JobWise, from a résumé to the files, over a real server."""

import io
import json
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor

import httpx2 as httpx
import pytest

from tests.api.conftest import AD, BOARD, Server, done, followed, read_job, run_of, upload

STAGES = ["job_analyzer", "profile_compiler", "document_generator", "quality_validator", "pdf_exporter"]


def test_from_a_resume_to_the_files(mara: httpx.Client) -> None:
    profile = mara.get("/profile")
    assert profile.headers["etag"] == f'"{profile.json()["version"]}"'
    known = {fact["fact_id"] for fact in profile.json()["facts"]}
    job_id = read_job(mara)
    started = mara.post("/runs", json={"job_id": job_id})
    assert started.status_code == 202
    run_id = done(mara, started.json()["id"])

    run = mara.get(f"/runs/{run_id}").json()
    assert (run["state"], run["title"], run["employer"]) == ("done", "Data Analyst", "Fenwick Rail")
    score = mara.get(f"/runs/{run_id}/score").json()
    assert score["after"]["ats_score"] == run["ats_score"] >= score["before"]["ats_score"] > 0.5
    analysis = mara.get(f"/runs/{run_id}/analysis").json()
    assert all(AD[one["start"] : one["end"]] == one["text"] for one in analysis["requirements"])
    documents = mara.get(f"/runs/{run_id}/documents").json()
    bullets = [line for line in documents["resume"]["lines"] if line["role"] == "bullet"]
    assert bullets
    assert all(set(line["sources"]) <= known for line in bullets)
    pdf = mara.get(f"/runs/{run_id}/files/resume.pdf")
    assert pdf.content.startswith(b"%PDF")
    assert pdf.headers["content-disposition"].startswith('attachment; filename="resume.pdf"')
    for name in run["files"]:
        assert mara.get(f"/runs/{run_id}/files/{name}").status_code == 200
    hits = mara.post("/jobs/search", json={"keywords": ["analyst"]}).json()["hits"]
    assert {hit["id"]: hit["application_id"] for hit in hits}[job_id] == run_id


def test_events_go_on_behind_the_last_one_seen(mara: httpx.Client) -> None:
    run_id = run_of(mara)
    events = followed(mara, run_id)
    finished = [event["stage"] for event in events if event["type"] == "stage_finished"]
    assert finished == STAGES
    assert followed(mara, run_id, events[4]["id"]) == events[5:]
    assert followed(mara, run_id, "another-run.9999") == events
    assert followed(mara, run_id, "no id at all") == events
    assert [event["type"] for event in mara.get(f"/runs/{run_id}").json()["events"]] == [
        event["type"] for event in events
    ]


def test_a_run_done_again_from_a_stage(mara: httpx.Client) -> None:
    run_id = run_of(mara)
    again = mara.post(f"/runs/{run_id}/retry", json={"from_stage": "quality_validator"})
    assert again.status_code == 202
    events = followed(mara, run_id)
    reused = {event["stage"]: event["reused"] for event in events if event["type"] == "stage_finished"}
    assert reused == {stage: stage not in STAGES[3:] for stage in STAGES}
    assert mara.post(f"/runs/{run_id}/retry").status_code == 202  # nothing has to be said
    assert all(event.get("reused", True) for event in followed(mara, run_id))
    assert mara.post(f"/runs/{run_id}/cancel").json()["code"] == "ended"


@pytest.fixture
def nora(server: Server) -> Iterator[httpx.Client]:
    """Somebody who has nothing yet; no other test asks for her."""
    with server.log_in("nora@example.org") as client:
        yield client


def test_a_profile_is_read_changed_and_sent_back(nora: httpx.Client) -> None:
    assert nora.get("/profile").json()["code"] == "no-profile"
    resume = {"basics": {"name": "Nora Okafor"}, "work": [{"name": "Lathe & Co", "position": "Fitter"}]}
    first = nora.put("/profile", json=resume)
    assert (first.status_code, first.headers["etag"]) == (200, '"1"')
    resume["work"][0]["position"] = "Toolmaker"  # type: ignore[index]
    assert nora.put("/profile", json=resume).status_code == 428
    assert nora.put("/profile", json=resume, headers={"If-Match": '"7"'}).status_code == 412
    second = nora.put("/profile", json=resume, headers={"If-Match": '"1"'})
    assert second.status_code == 200
    assert second.json()["resume"]["work"] == [{"name": "Lathe & Co", "position": "Toolmaker"}]
    work = [fact for fact in second.json()["facts"] if fact["section"] == "work"]
    assert [fact["fact_id"] for fact in work] == [
        fact_id for fact_id in second.json()["corrected"] if fact_id.startswith("work")
    ]
    again = nora.put("/profile", json=second.json()["resume"], headers={"If-Match": second.headers["etag"]})
    assert again.json()["facts"][1]["text"] == second.json()["facts"][1]["text"]
    known = nora.get("/profile", headers={"If-None-Match": again.headers["etag"]})
    assert (known.status_code, known.content) == (304, b"")
    assert [one["version"] for one in nora.get("/profile/versions").json()["versions"]] == [3, 2, 1]


def test_a_line_is_changed_from_the_state_that_was_read(mara: httpx.Client) -> None:
    run_id = run_of(mara)
    read = mara.get(f"/runs/{run_id}/documents")
    assert read.headers["etag"] == '"1"'
    line = next(one for one in read.json()["resume"]["lines"] if one["role"] == "bullet")
    path, shorter = f"/runs/{run_id}/documents/lines/{line['id']}", line["text"].rsplit(" ", 1)[0]
    assert mara.patch(path, json={"text": shorter}).status_code == 428
    changed = mara.patch(path, json={"text": shorter}, headers={"If-Match": '"1"'})
    assert (changed.status_code, changed.headers["etag"]) == (200, '"2"')
    late = mara.patch(path, json={"text": None}, headers={"If-Match": '"1"'})
    assert (late.status_code, late.json()["code"]) == (412, "changed")
    lie = mara.patch(path, json={"text": "Won the Nobel Prize in 2019"}, headers={"If-Match": '"2"'})
    assert (lie.status_code, lie.json()["code"]) == (422, "not-carried")
    assert mara.get(f"/runs/{run_id}/documents", headers={"If-None-Match": '"2"'}).status_code == 304
    restore = f"/runs/{run_id}/versions/1/restore"
    assert mara.post(restore, headers={"If-Match": '"1"'}).status_code == 412
    assert mara.post(restore).json()["version"] == 3
    versions = mara.get(f"/runs/{run_id}/versions").json()["versions"]
    assert [(one["number"], one["parent"]) for one in versions] == [(1, None), (2, 1), (3, 1)]


def test_how_far_it_went_is_said_of_the_run_that_was_read(mara: httpx.Client) -> None:
    run_id = run_of(mara)
    tag = mara.get(f"/runs/{run_id}").headers["etag"]
    said = mara.put(f"/runs/{run_id}/outcome", json={"outcome": "applied"}, headers={"If-Match": tag})
    assert said.json()["outcome"] == "applied"
    assert said.headers["etag"] == mara.get(f"/runs/{run_id}").headers["etag"] != tag
    late = mara.put(f"/runs/{run_id}/outcome", json={"outcome": None}, headers={"If-Match": tag})
    assert late.status_code == 412


def test_of_writes_from_one_state_at_once_one_counts(mara: httpx.Client) -> None:
    """Each with the ETag of the same reading: the others are told that it was changed."""
    run_id, job_id = run_of(mara), read_job(mara)
    until(
        lambda: mara.get(f"/jobs/{job_id}"), lambda job: job.json()["fit"] is not None
    )  # it is a write, too
    resume = mara.get("/profile").json()["resume"]
    outcomes = ["applied", "interview", "offer", "rejected"] * 2
    writes: Mapping[str, tuple[str, str, Callable[[int], object]]] = {
        f"/jobs/{job_id}": ("PATCH", f"/jobs/{job_id}", lambda n: {"employer": f"Employer {n}"}),
        f"/runs/{run_id}": ("PUT", f"/runs/{run_id}/outcome", lambda n: {"outcome": outcomes[n]}),
        "/profile": ("PUT", "/profile", lambda n: resume | {"interests": [{"name": f"Rowing {n}"}]}),
    }
    for read, (method, path, body) in writes.items():
        based = {"If-Match": mara.get(read).headers["etag"]}

        def write(number: int) -> int:
            sent = body(number)  # noqa: B023 (it is called before the next turn)
            return mara.request(method, path, json=sent, headers=based).status_code  # noqa: B023

        with ThreadPoolExecutor(8) as pool:
            statuses = list(pool.map(write, range(8)))
        assert statuses.count(200) == 1, (path, statuses)
        assert set(statuses) <= {200, 409, 412}, (path, statuses)
    based = {"If-Match": mara.get(f"/runs/{run_id}").headers["etag"]}
    with ThreadPoolExecutor(8) as pool:
        gone = list(pool.map(lambda _: mara.delete(f"/runs/{run_id}", headers=based).status_code, range(8)))
    assert gone.count(204) == 1
    assert set(gone) <= {204, 404, 409, 412}


def test_runs_are_listed_page_by_page_and_deleted(server: Server) -> None:
    with server.log_in("ben@example.org") as ben:
        upload(ben)
        made = [run_of(ben, AD.replace("Power BI", tool)) for tool in ("Tableau", "Looker", "Qlik")]
        first = ben.get("/runs", params={"limit": 2}).json()
        assert [run["id"] for run in first["runs"]] == made[:0:-1]
        assert ben.delete(f"/runs/{made[1]}", headers={"If-Match": '"x"'}).status_code == 412
        assert ben.delete(f"/runs/{made[1]}").status_code == 204
        second = ben.get("/runs", params={"limit": 2, "cursor": first["next"]}).json()
        assert ([run["id"] for run in second["runs"]], second["next"]) == (made[:1], None)
        assert ben.get(f"/runs/{made[1]}").status_code == 404


def test_jobs_come_in_in_every_way(mara: httpx.Client) -> None:
    text = AD.replace("Fenwick Rail", "Harrow Ferries").replace("Data Analyst", "Ferry Analyst")
    first = mara.post("/jobs/file", files={"file": ("ad.txt", text.encode())})
    assert (first.status_code, first.json()["is_new"]) == (201, True)
    assert mara.post("/jobs", json={"text": text}).json() == {"id": first.json()["id"], "is_new": False}
    rows = json.dumps([{"title": "Nobody's job", "text": ""}])
    many = mara.post("/jobs/bulk", files={"file": ("jobs.json", rows.encode())})
    assert (many.status_code, len(many.json()["refused"])) == (200, 1)
    off = mara.post("/jobs/page", json={"address": "https://jobs.example.org/1"})
    assert (off.status_code, off.json()["code"]) == (422, "page-off")
    job = mara.get(f"/jobs/{read_job(mara, text)}")
    right = mara.patch(
        f"/jobs/{job.json()['id']}", json={"employer": "Harrow"}, headers={"If-Match": job.headers["etag"]}
    )
    assert right.json()["employer"] == "Harrow"
    stale = {"If-Match": job.headers["etag"]}
    assert mara.patch(f"/jobs/{job.json()['id']}", json={}, headers=stale).status_code == 412
    assert mara.delete(f"/jobs/{job.json()['id']}").status_code == 204
    assert mara.get(f"/jobs/{job.json()['id']}").status_code == 404
    assert [one["board"] for one in mara.get("/job-boards").json()["boards"]] == [BOARD]


def test_everything_is_taken_along(mara: httpx.Client) -> None:
    account = mara.get("/account").json()
    assert (account["email"], account["roles"]) == ("mara@example.org", ["seeker"])
    answer = mara.get("/account/export")
    assert answer.headers["content-type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as package:
        assert "account.json" in package.namelist()


def test_a_run_is_started_once_under_one_key(mara: httpx.Client) -> None:
    before = len(mara.get("/runs", params={"limit": 100}).json()["runs"])
    body, headers = {"job_text": AD}, {"Idempotency-Key": "once"}
    answers = [mara.post("/runs", json=body, headers=headers) for _ in range(3)]
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert len(mara.get("/runs", params={"limit": 100}).json()["runs"]) == before + 1


def test_a_job_is_told_with_the_fit_of_the_present_profile_alone(server: Server) -> None:
    resume = {"basics": {"name": "Vera Marsh"}, "skills": [{"name": "SQL"}]}
    with server.log_in("vera@example.org") as vera:
        first = vera.put("/profile", json=resume)
        assert first.status_code == 200, first.text
        place = f"/jobs/{vera.post('/jobs', json={'text': AD}).json()['id']}"
        fitting = until(lambda: vera.get(place), lambda job: job.json()["fit"] is not None)
        changed = {**resume, "skills": [{"name": "Welding"}]}
        vera.put("/profile", json=changed, headers={"If-Match": first.headers["etag"]})
        now = vera.get(place, headers={"If-None-Match": fitting.headers["etag"]})
        assert now.status_code == 200
        old = fitting.json()["fit"]
        assert now.json()["fit"] is None or now.json()["fit"]["profile_id"] != old["profile_id"]
        again = until(lambda: vera.get(place), lambda job: job.json()["fit"] is not None)  # nobody searched
        assert again.json()["fit"]["profile_id"] != old["profile_id"]
        assert again.json()["fit"]["must_haves"] < old["must_haves"]
        vera.delete(place)


def until(
    ask: Callable[[], httpx.Response], is_so: Callable[[httpx.Response], bool], seconds: float = 60
) -> httpx.Response:
    """Ask until it is so."""
    end = time.monotonic() + seconds
    while not is_so(answer := ask()):
        assert time.monotonic() < end, answer.text
        time.sleep(0.2)
    return answer
