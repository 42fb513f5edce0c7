"""Many jobs in one file, and what public boards answer: invented firms in the true shape of each."""

import datetime as dt
import json
import time

import pytest

from jobwise.domain.job import BoardKind
from jobwise.errors import UnreadableFile
from jobwise.reading.job_lists import MOST_JOBS, board_jobs, listed_jobs
from jobwise.reading.pool import ReaderPool

WORDS = (
    "You keep the books of a small harbour firm & write to its customers every day of the week. "
    "You must know Excel and have two years of experience with double-entry bookkeeping."
)
GREENHOUSE = {
    "jobs": [
        {
            "absolute_url": "https://boards.example/northwind/jobs/4011",
            "internal_job_id": 77,
            "location": {"name": "Munich, Germany"},
            "metadata": None,
            "id": 4011,
            "updated_at": "2026-02-03T04:05:06-05:00",
            "first_published": "2026-01-31T00:00:00-05:00",
            "requisition_id": "NW-1",
            "title": "Bookkeeper <b>(m/f/d)</b>",
            "company_name": "Northwind Harbour",
            "content": "&lt;div&gt;&lt;p&gt;You keep the books &amp;amp; more.&lt;/p&gt;&lt;ul&gt;"
            "&lt;li&gt;Excel&amp;nbsp;and two years of experience&lt;/li&gt;&lt;li&gt;German and English, "
            "both fluent, as our customers write in both of them&lt;/li&gt;&lt;/ul&gt;"
            "&lt;script&gt;alert(1)&lt;/script&gt;&lt;/div&gt;",
            "departments": [{"id": 1, "name": "Finance", "child_ids": [], "parent_id": None}],
            "offices": [{"id": 2, "name": "Munich", "location": "Munich, Germany"}],
        }
    ],
    "meta": {"total": 1},
}
LEVER = [
    {
        "id": "0b0c",
        "text": "Bookkeeper",
        "hostedUrl": "https://jobs.example/harbour/0b0c",
        "applyUrl": "https://jobs.example/harbour/0b0c/apply",
        "createdAt": 1_769_990_400_000,
        "categories": {
            "commitment": "Full-time",
            "department": "Finance",
            "location": "Leeds, UK",
            "team": "Books",
            "allLocations": ["Leeds, UK"],
        },
        "country": "GB",
        "workplaceType": "remote",
        "description": f"<div>{WORDS}</div>",
        "descriptionPlain": WORDS,
        "lists": [{"text": "What you bring", "content": "<li>Excel</li><li>Patience</li>"}],
        "additional": "<div>We are kind.</div>",
        "salaryRange": {"currency": "GBP", "interval": "per-year-salary", "min": 30000, "max": 36000},
    }
]
ASHBY = {
    "apiVersion": "1",
    "jobs": [
        {
            "id": "a1",
            "title": "Bookkeeper",
            "department": "Finance",
            "team": "Books",
            "employmentType": "FullTime",
            "location": "Austin, TX",
            "secondaryLocations": [],
            "publishedAt": "2026-02-02T10:00:00.000+00:00",
            "isListed": True,
            "isRemote": None,
            "workplaceType": "OnSite",
            "jobUrl": "https://jobs.example/harbour/a1",
            "descriptionHtml": f"<p>{WORDS}</p>",
            "descriptionPlain": WORDS,
            "compensation": {
                "compensationTierSummary": "$60K - $70K",
                "summaryComponents": [
                    {
                        "compensationType": "Salary",
                        "interval": "1 YEAR",
                        "currencyCode": "USD",
                        "minValue": 60000,
                        "maxValue": 70000,
                    }
                ],
            },
        }
    ],
}


@pytest.mark.parametrize(
    ("kind", "answer", "begins", "day"),
    [
        ("greenhouse", GREENHOUSE, "Bookkeeper (m/f/d)\nNorthwind Harbour · Munich, Germany\n",
         dt.date(2026, 1, 31)),
        ("lever", LEVER,
         "Bookkeeper\nHarbour · Leeds, UK · Remote\nFull-time\nSalary: GBP 30000 to 36000 a year\n",
         dt.date(2026, 2, 2)),
        ("ashby", ASHBY, "Bookkeeper\nHarbour · Austin, TX\nFull-Time\nSalary: USD 60000 to 70000 a year\n",
         dt.date(2026, 2, 2)),
    ],
)  # fmt: skip
def test_a_board_is_read(kind: BoardKind, answer: object, begins: str, day: dt.date) -> None:
    [job] = board_jobs(kind, "Harbour", json.dumps(answer).encode())
    assert job.reason == ""
    assert job.text.startswith(begins)
    assert job.posted_on == day
    assert job.address.startswith("https://")
    assert "Excel" in job.text
    assert "<" not in job.text
    assert "&amp;" not in job.text
    assert "alert" not in job.text


@pytest.mark.parametrize("kind", ["greenhouse", "lever", "ashby"])
@pytest.mark.parametrize(
    "answer",
    [
        b"", b"null", b"{}", b'{"jobs": 3}', b'"words"', b"<html>", b"[" * 100_000, b'{"jobs": []}', b"[]",
    ],
)  # fmt: skip
def test_what_is_no_board_is_refused_in_words(kind: BoardKind, answer: bytes) -> None:
    with pytest.raises(UnreadableFile):
        board_jobs(kind, "Harbour", answer)


@pytest.mark.parametrize("kind", ["greenhouse", "lever", "ashby"])
@pytest.mark.parametrize(
    "job",
    [
        3,
        [],
        {},
        {"title": {"a": []}, "text": 3, "content": [], "description": {}, "location": 3, "categories": []},
        {"lists": [3, {"text": None, "content": {}}], "salaryRange": {"min": {}}, "createdAt": 10**30},
        {"compensation": {"summaryComponents": [3, {"compensationType": "Salary"}]}, "publishedAt": 5},
    ],
)
def test_a_job_of_a_strange_shape_is_refused_alone(kind: BoardKind, job: object) -> None:
    good = {"greenhouse": GREENHOUSE["jobs"], "lever": LEVER, "ashby": ASHBY["jobs"]}[kind]
    rows = [job, *good]  # type: ignore[misc]
    answer = rows if kind == "lever" else {"jobs": rows}
    first, second = board_jobs(kind, "Harbour", json.dumps(answer).encode())
    assert first.reason
    assert not second.reason


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("jobs.csv", f'Job Title;Company;Location;Description\nBookkeeper;Harbour;Leeds;"{WORDS}"\n'),
        ("jobs.csv", f"title\tcompany\tcity\ttext\nBookkeeper\tHarbour\tLeeds\t{WORDS}\n"),
        ("jobs.json", [{"position": "Bookkeeper", "employer": "Harbour", "place": "Leeds", "body": WORDS}]),
        ("jobs.json", {"jobs": [{"title": "Bookkeeper", "company": {"name": "Harbour"}, "location": "Leeds",
                                 "description": f"<p>{WORDS}</p>"}]}),
        ("jobs.jsonl", "\n".join(json.dumps({"title": "Bookkeeper", "company": "Harbour", "location": "Leeds",
                                              "description": WORDS}) for _ in range(2))),
        ("page.json", {"@context": "https://schema.org", "@type": "JobPosting", "title": "Bookkeeper",
                       "hiringOrganization": {"@type": "Organization", "name": "Harbour"},
                       "description": WORDS, "jobLocation": {"address": {"addressLocality": "Leeds"}}}),
    ],
)  # fmt: skip
def test_usual_files_are_read(name: str, data: object) -> None:
    job, *_ = listed_jobs(name, (data if isinstance(data, str) else json.dumps(data)).encode())
    assert job.reason == ""
    assert job.text.startswith(
        "Bookkeeper\nHarbour · Leeds\n\nYou keep the books of a small harbour firm & write"
    )


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("jobs.csv", b""),
        ("jobs.csv", b"a,b\n1,2\n"),
        ("jobs.csv", b"title,description\n"),
        ("jobs.csv", b"title" * 2_000_000),
        ("jobs.csv", b'title,description\n"' + b"x" * 2_000_000),
        ("jobs.csv", bytes(range(256)) * 40),
        ("jobs.json", b"[" * 200_000),
        ("jobs.json", b'{"a":' * 100_000),
        ("jobs.json", b"3"),
        ("jobs.json", b"[]"),
        ("jobs.json", b'{"jobs": []}'),
    ],
)
def test_hostile_files_are_refused_in_words_and_soon(name: str, data: bytes) -> None:
    began = time.monotonic()
    with pytest.raises(UnreadableFile):
        listed_jobs(name, data)
    assert time.monotonic() - began < 5


def test_hostile_values_are_kept_as_words() -> None:
    told = {
        "title": '=HYPERLINK("http://x") \x00 \ud800 <script>alert(1)</script>',
        "company": "A" * 10_000,
        "salary": 1e9,
        "description": f"{WORDS}\x00\ud800",
        "date": "2026-99-99",
    }
    [job] = listed_jobs("jobs.json", json.dumps([told]).encode())
    assert job.reason == ""
    assert "\0" not in job.model_dump_json()
    assert job.model_dump_json().encode("utf-8")
    assert job.title.startswith("=HYPERLINK")
    assert "<script>" not in job.title
    assert len(job.employer) == 300
    assert job.posted_on is None


def test_dates_are_read_as_a_column_and_those_that_tell_no_day_are_named() -> None:
    days = ("04/03/2026", "25/04/2026", "soon", "", "1 June 2026")
    rows = [{"title": "Baker", "description": f"{WORDS} {day}", "posted": day} for day in days]
    jobs = listed_jobs("jobs.json", json.dumps(rows).encode())
    assert [(job.posted_on and job.posted_on.isoformat(), job.undated) for job in jobs] == [
        ("2026-03-04", False), ("2026-04-25", False), (None, True), (None, False), ("2026-06-01", False)
    ]  # fmt: skip


def test_more_jobs_than_are_taken_are_refused() -> None:
    rows = "title,description\n" + "a,b\n" * (MOST_JOBS + 1)
    with pytest.raises(UnreadableFile, match="more than 50,000"):
        listed_jobs("jobs.csv", rows.encode())


def test_a_worker_reads_lists_boards_and_jobs() -> None:
    with ReaderPool(1) as pool:
        [job] = pool.board("lever", "Harbour", json.dumps(LEVER).encode())
        assert pool.job_list("jobs.json", json.dumps([{"title": "a", "description": WORDS}]).encode())[0].text
        analysis, trouble = pool.read_jobs([job.text, "Too short"])
        with pytest.raises(UnreadableFile):
            pool.job_list("jobs.csv", b"x" * (41 * 1024 * 1024))
    assert not isinstance(analysis, str)
    assert analysis.title == "Bookkeeper"
    assert analysis.location == "Leeds, UK"
    assert analysis.remote is True
    assert isinstance(trouble, str)
    assert trouble.startswith("This text is too short to be a job ad. ")
