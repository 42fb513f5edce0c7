"""What nobody sends who means well: it is refused in words, and nothing breaks."""

import json

import httpx2 as httpx
import pytest

from tests.api.conftest import run_of

JSON = {"Content-Type": "application/json"}
BODIES = {
    "nothing": b"",
    "null": b"null",
    "a half": b'{"job_text": "',
    "no UTF-8": b"\xff\xfe{}",
    "deep": b"[" * 200_000,
    "deep objects": b'{"a":' * 100_000,
    "half a character": b'{"job_text": "\\ud800", "text": "\\ud800", "keywords": ["\\ud800"]}',
    "half a character as a name": b'{"\\ud800": 1}',
    "zeros": b'{"job_text": "\\u0000", "text": "\\u0000", "keywords": ["\\u0000"], "location": "\\u0000"}',
    "endless number": b'{"page_budget": ' + b"9" * 5000 + b', "limit": ' + b"9" * 5000 + b"}",
    "infinity": b'{"page_budget": 1e999, "salary_min": 1e999, "job_text": "x"}',
    "not a number": b'{"page_budget": NaN, "salary_min": NaN, "job_text": "x"}',
    "a list": b"[1, 2, 3]",
}
POSTED = ["/runs", "/jobs", "/jobs/page", "/jobs/search", "/job-boards", "/auth/token"]


def refused(answer: httpx.Response, *statuses: int) -> None:
    assert answer.status_code in statuses, (answer.status_code, answer.text[:500])
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == answer.status_code
    assert problem["title"]
    assert problem["code"] != "broken"


@pytest.mark.parametrize("path", POSTED)
@pytest.mark.parametrize("name", BODIES)
def test_a_body_that_is_none(mara: httpx.Client, path: str, name: str) -> None:
    answer = mara.post(path, content=BODIES[name], headers=JSON)
    if (path, name) == ("/jobs/search", "zeros"):  # a word that no job has
        assert answer.status_code in (200, 422)
        return
    refused(answer, 400, 422)


@pytest.mark.parametrize("name", BODIES)
def test_a_profile_that_is_none(mara: httpx.Client, name: str) -> None:
    refused(mara.put("/profile", content=BODIES[name], headers={**JSON, "If-Match": "*"}), 422)


@pytest.mark.parametrize("kind", ["text/plain", "application/xml", "multipart/form-data", ""])
def test_a_body_of_another_type(mara: httpx.Client, kind: str) -> None:
    headers = {"Content-Type": kind} if kind else {}
    for method, path in (("POST", "/runs"), ("POST", "/jobs/search"), ("PUT", "/profile")):
        content = b"{}"
        answer = mara.request(method, path, content=content, headers={**headers, "If-Match": "*"})
        refused(answer, 400 if kind.startswith("multipart") else 415, 415)
    refused(mara.post("/profile/file", json={"file": "x"}), 415)


def test_a_body_without_end(mara: httpx.Client) -> None:
    refused(mara.post("/runs", content=b" " * 3_000_000, headers=JSON), 413)


ODD = [
    "%2e%2e%2fetc",
    "a b",
    "x" * 500,
    "'; DROP TABLE jobs --",
    "%F0%9F%92%A9",
    "%0d%0aX-Evil: 1",
    "ٱ",
]


@pytest.mark.parametrize("odd", ODD)
def test_an_address_with_odd_characters(mara: httpx.Client, odd: str) -> None:
    run_id = run_of(mara) if odd == ODD[0] else "5f0c1a54-6a3e-4c0e-9f6b-1f6f5d3c2b1a"
    for path in (f"/runs/{odd}/score", f"/jobs/{odd}", f"/runs/{run_id}/files/{odd}"):
        answer = mara.get(path)
        assert answer.status_code in (400, 404, 422), (path, answer.status_code)
        assert "x-evil" not in answer.headers
    line = f"/runs/{run_id}/documents/lines/{odd}"
    answer = mara.patch(line, json={"text": None}, headers={"If-Match": "*"})
    assert answer.status_code in (400, 404, 405, 422)


def test_a_zero_in_an_address(mara: httpx.Client) -> None:
    assert mara.get("/runs/%00").status_code in (400, 404, 422)
    refused(mara.get("/runs", params={"cursor": "\0"}), 422)
    refused(mara.get("/runs", params={"cursor": "nan_x"}), 422)
    refused(mara.get("/runs", params={"cursor": "inf_\0"}), 422)
    refused(mara.post("/jobs/search", json={"cursor": "\0"}), 422)


@pytest.mark.parametrize("limit", ["0", "-1", "101", "9" * 30, "1e3", "x", ""])
def test_a_page_of_no_size(mara: httpx.Client, limit: str) -> None:
    refused(mara.get("/runs", params={"limit": limit}), 422)


def test_file_names_that_mean_harm(mara: httpx.Client) -> None:
    for name in (
        "../../etc/passwd",
        'a"; filename=evil.exe',
        "\r\nX-Evil: 1",
        "résumé 💩.md",
        "x" * 5000,
        "..",
    ):
        answer = mara.post("/profile/file", files={"file": (name, b"")})
        refused(answer, 400, 422)


def test_answers_of_other_addresses_name_every_way(mara: httpx.Client) -> None:
    answer = mara.request("PATCH", "/profile")
    refused(answer, 405)
    assert answer.headers["allow"] == "GET, HEAD, PUT"
    assert answer.json()["title"] == "This address does not take this method"
    assert answer.json()["detail"].startswith("It takes GET, HEAD, PUT. ")
    assert mara.get("/jobs").json()["detail"].startswith("It takes POST. ")
    assert mara.put("/jobs/search").headers["allow"] == "POST"
    assert mara.put("/jobs/5f0c1a54").headers["allow"] == "GET, HEAD, PATCH, DELETE"
    nothing = mara.get("/nothing/here")
    refused(nothing, 404)
    assert nothing.json()["title"] == "There is nothing at this address"


@pytest.mark.parametrize(
    ("path", "body", "field", "message"),
    [
        ("/jobs", {}, "body.text", "This is needed"),
        ("/jobs", {"text": 7}, "body.text", "This should be text"),
        ("/jobs", [], "body", "This should be an object"),
        ("/jobs", {"text": "a", "word": "b"}, "body.word", "There is no field of this name"),
        ("/jobs/search", {"keywords": "data"}, "body.keywords", "This should be a list"),
        ("/jobs/search", {"keywords": ["a"] * 11}, "body.keywords", "This takes 10 at most"),
        ("/jobs/search", {"limit": "many"}, "body.limit", "This should be a whole number"),
        ("/jobs/search", {"remote": "perhaps"}, "body.remote", "This should be true or false"),
        ("/jobs/search", {"salary_min": "much"}, "body.salary_min", "This should be a number"),
        (
            "/jobs/search",
            {"salary_currency": "usd"},
            "body.salary_currency",
            "This is not in the form that the API's description names",
        ),
        ("/jobs/search", {"location": "a" * 500}, "body.location", "This takes 100 characters at most"),
        (
            "/jobs/search",
            {"posted_since": "soon"},
            "body.posted_since",
            "This should be a date such as 2026-03-04, or a time such as 2026-03-04T12:00:00Z",
        ),
        ("/jobs/search", {"order": "x"}, "body.order", "This should be 'relevance', 'date' or 'fit'"),
    ],
)
def test_what_is_wrong_is_told_without_the_types_of_python(
    mara: httpx.Client, path: str, body: object, field: str, message: str
) -> None:
    answer = mara.post(path, json=body)
    refused(answer, 422)
    assert answer.json()["errors"] == [{"field": field, "message": message}]


def test_a_body_that_is_not_there_is_asked_for(mara: httpx.Client) -> None:
    answer = mara.post("/auth/log-out")
    refused(answer, 422)
    assert answer.json()["errors"] == [{"field": "body", "message": "This is needed"}]


def test_a_body_that_is_no_json_is_called_so(mara: httpx.Client) -> None:
    answer = mara.post("/jobs/search", content=b'{"keywords": [}', headers=JSON)
    refused(answer, 422)
    assert (answer.json()["code"], answer.json()["errors"]) == ("json", [])


def test_a_problem_never_shows_what_was_sent(mara: httpx.Client) -> None:
    secret = "correct horse battery staple"
    answer = mara.post("/auth/token", json={"email": ["x"], "password": {"it": secret}, secret: 1})
    refused(answer, 422)
    assert secret not in json.dumps({**answer.json(), "errors": []})
    assert all(secret not in one["message"] for one in answer.json()["errors"])
