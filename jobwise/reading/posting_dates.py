"""The day on which a job was posted, as lists and pages write it."""

import datetime as dt
import re
from collections.abc import Sequence

from jobwise.matching.partial_dates import MONTHS
from jobwise.matching.word_forms import fold

_YEAR_FIRST = re.compile(r"(\d{4})([-/.]?)(\d{1,2})\2(\d{1,2})(?!\d)")
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?!\d)")
_BEFORE = r"(?:[^\W\d_]{2,10}\.?,\s*)?(?:(?:re)?posted:?\s+(?:on\s+)?)?"
"""A day of the week, or what says that the day is meant that a job was posted on."""
_DAY_NAMED = re.compile(
    _BEFORE + r"(\d{1,2})(?:st|nd|rd|th|er|\.)?[\s-]+(?:de\s+|of\s+)?([^\W\d_]{3,12})\.?,?[\s-]+(?:de\s+)?"
    r"(\d{4}|\d\d)\b",
    re.IGNORECASE,
)
_MONTH_NAMED = re.compile(
    _BEFORE + r"([^\W\d_]{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b", re.IGNORECASE
)
_LONGEST = 60
_SECONDS, _MILLISECONDS = 10, 13
"""Digits of a time since 1970, from 2001 until 2286."""
_MONTHS = 12
_YEARS = range(2000, 2100)
"""*Why so few:* tables write 1 or 9999 for a day that nobody knows, and other calendars count otherwise."""


def day_told(value: object) -> dt.date | None:
    """A day as it is usually written; None for what none is, or for one that is not told for sure."""
    return days_told([value])[0]


def days_told(values: Sequence[object]) -> list[dt.date | None]:
    """The days of a column, see `day_told`. *Why together:* 03/04/2026 is told by a 25/04/2026 elsewhere."""
    texts = list(map(_text, values))
    parted = [found for text in texts if (found := _YEAR_LAST.match(text)) and found[2] != "."]
    day_first = any(int(one[1]) > _MONTHS and _date(one[4], one[3], one[1]) for one in parted)
    month_first = any(int(one[3]) > _MONTHS and _date(one[4], one[1], one[3]) for one in parted)
    return [_day(text, day_first and not month_first, month_first and not day_first) for text in texts]


def _text(value: object) -> str:
    if value is None or isinstance(value, bool):
        return ""
    whole = isinstance(value, float) and value.is_integer()
    return (f"{value:.0f}" if whole else str(value)[:_LONGEST]).strip().removesuffix(".0")


def _day(text: str, day_first: bool, month_first: bool) -> dt.date | None:
    if found := _YEAR_FIRST.match(text):
        return _date(found[1], found[3], found[4])
    if found := _YEAR_LAST.match(text):
        if found[2] == "." or day_first or found[1] == found[3]:
            return _date(found[4], found[3], found[1])
        return _date(found[4], found[1], found[3]) if month_first else None
    if found := _DAY_NAMED.match(text):
        return _date(found[3], MONTHS.get(fold(found[2]), 0), found[1])
    if found := _MONTH_NAMED.match(text):
        return _date(found[3], MONTHS.get(fold(found[1]), 0), found[2])
    if text.isascii() and text.isdigit() and len(text) in (_SECONDS, _MILLISECONDS):
        moment = dt.datetime.fromtimestamp(int(text[:_SECONDS]), dt.UTC)
        return moment.date() if moment.year in _YEARS else None
    return None


def _date(year: str, month: str | int, day: str) -> dt.date | None:
    whole = int(year) + (2000 if len(year) == len("26") else 0)
    try:
        return dt.date(whole, int(month), int(day)) if whole in _YEARS else None
    except ValueError:
        return None
