"""Dates as they are printed and read back."""

import datetime as dt

import pytest

from jobwise.matching.partial_dates import (
    months_in,
    print_date,
    print_day,
    print_month,
    print_range,
    year_month,
)

LANGUAGES = ("en", "fr", "de", "es")


@pytest.mark.parametrize(
    ("language", "printed"),
    [
        ("en", "Mar 2021 – Present"),
        ("fr", "mars 2021 – aujourd’hui"),
        ("de", "März 2021 – heute"),
        ("es", "mar. 2021 – actualidad"),
        ("pl", "Mar 2021 – Present"),
    ],
)
def test_a_range_in_each_language(language: str, printed: str) -> None:
    assert print_range("2021-03", "present", language) == printed


@pytest.mark.parametrize(
    ("date", "printed"),
    [("2021", "2021"), ("2021-03-15", "Mar 2021"), (None, ""), ("2021-13", "2021"), ("spring", "spring")],
)
def test_what_is_not_known_is_not_printed(date: str | None, printed: str) -> None:
    assert print_date(date, "en") == printed


def test_a_range_of_one_date_is_that_date() -> None:
    assert print_range("2021", "2021", "en") == "2021"
    assert print_range(None, "2021", "en") == "2021"
    assert print_range("2021", None, "en") == "2021"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("month", range(1, 13))
def test_every_printed_month_is_read_back(language: str, month: int) -> None:
    date = f"2021-{month:02}"
    for text in (print_date(date, language), print_month(date, language)):
        assert [(found.year, found.month) for found in months_in(text)] == [(2021, month)]


@pytest.mark.parametrize("text", ["03/2021", "2021-03", "3.2021", "March, 2021", "marzo de 2021"])
def test_months_are_read_in_many_forms(text: str) -> None:
    assert [(found.year, found.month) for found in months_in(text)] == [(2021, 3)]


def test_a_letters_day() -> None:
    day = dt.date(2026, 5, 3)
    assert [print_day(day, language) for language in LANGUAGES] == [
        "3 May 2026",
        "3 mai 2026",
        "3. Mai 2026",
        "3 de mayo de 2026",
    ]


def test_year_and_month() -> None:
    assert year_month("2021-03") == (2021, 3)
    assert year_month("2021") == (2021, None)
    assert year_month("2021-00") == (2021, None)
    assert year_month("present") is None
