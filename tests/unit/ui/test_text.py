"""People's words stay words, and numbers are told the same way everywhere."""

import datetime as dt

import pytest

from jobwise.domain.posting import JobAnalysis, Salary
from jobwise.ui.text import (
    counted,
    duration,
    job_name,
    job_terms,
    listed,
    moment,
    pay,
    plain,
    signed,
)


@pytest.mark.parametrize(
    "text",
    [
        "**bold** _it_ `code`",
        "[click](https://evil.example)",
        "![picture](https://evil.example/x.png)",
        ":red[alarm] :material/home: :smile:",
        "<script>alert(1)</script>",
        "# heading",
        "1. list",
        "- list",
        "$x^2$",
        "a | b",
        "~~gone~~",
        "> quote",
    ],
)
def test_markup_in_peoples_text_is_escaped_mark_by_mark(text: str) -> None:
    safe = plain(text)
    for at, character in enumerate(safe):
        if not (character.isalnum() or character in " \\\u2060"):
            assert safe[at - 1] == "\\"
    assert safe.replace("\\", "").replace("\u2060", "") == text.replace("\\", "")


@pytest.mark.parametrize("text", ["www.evil.example", "https://evil.example", "a@example.org", ":smile:"])
def test_what_would_become_a_link_or_an_icon_is_parted(text: str) -> None:
    assert "\u2060" in plain(text)


def test_line_ends_in_peoples_text_do_not_end_ours() -> None:
    assert plain("one\n\n two\t three") == "one two three"


def test_counts_have_their_plural() -> None:
    assert (counted(1, "job"), counted(1200, "job")) == ("1 job", "1,200 jobs")
    assert counted(2, "course of study", "courses of study") == "2 courses of study"


def test_long_lists_say_how_much_more_there_is() -> None:
    assert listed(["a", "b", "c"], most=2) == "a, b and 1 more"
    assert listed(("a",)) == "a"


@pytest.mark.parametrize(
    ("salary", "words"),
    [
        (Salary(min=38000, max=44000, currency="GBP"), "£38,000 to £44,000 a year"),
        (Salary(min=15.5, max=15.5, unit="hour"), "$15.50 an hour"),
        (Salary(max=500, currency="EUR", unit="day"), "€500 a day"),
        (Salary(), ""),
    ],
)
def test_pay_is_told_as_the_ad_would(salary: Salary, words: str) -> None:
    assert pay(salary) == words


def test_a_job_without_a_name_still_has_one() -> None:
    assert job_name("Analyst", None) == "Analyst"
    assert job_name(None, "") == "Untitled job"


def test_terms_leave_out_what_the_ad_does_not_say() -> None:
    assert job_terms(JobAnalysis()) == []
    analysis = JobAnalysis(location="Leeds", employment_type="full-time", remote=True)
    assert job_terms(analysis) == ["Leeds", "full time", "remote"]


def test_changes_and_times_are_short() -> None:
    assert (signed(0.17), signed(-0.02)) == ("+0.17", "−0.02")
    assert (duration(0.01), duration(2.04)) == ("under 0.1 s", "2.0 s")
    assert moment(dt.datetime(2026, 5, 3, 12, 2).astimezone()) == "3 May 2026, 12:02"
