"""Dates as people type them."""

import pytest

from jobwise.ui.typed_dates import shown_date, typed_date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2021", "2021"),
        ("Mar 2021", "2021-03"),
        ("03/2021", "2021-03"),
        ("2021-03-05", "2021-03-05"),
        (" Present ", "present"),
        ("", None),
    ],
)
def test_a_date_is_read_and_shown_again(text: str, date: str | None) -> None:
    assert typed_date(text) == date
    assert typed_date(shown_date(date)) == date


@pytest.mark.parametrize("text", ["long ago", "2018 - 2020", "about 2021", "99"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=text):
        typed_date(text)
