"""Months of work from partial dates, overlaps counted once."""

import datetime as dt
from collections.abc import Iterable

from jobwise.domain.profile import PartialDate
from jobwise.matching.partial_dates import PRESENT, year_month

Span = tuple[PartialDate | None, PartialDate | None]


def months_of(spans: Iterable[Span], *, as_of: dt.date) -> int:
    """Months covered by (start, end) pairs; a month in two jobs counts once.

    A year alone is read the cautious way round: a start without a month is its January only when the
    end has one, otherwise a pair of bare years counts the years between, at least one month.
    `present` and a missing end count to `as_of`; a pair without a start counts nothing.
    """
    return len({month for span in spans for month in _months(span, as_of)})


def last_month(span: Span, as_of: dt.date) -> int | None:
    """The last month of a span as year * 12 + month - 1, or None where there is no date."""
    start, end = span
    if end == PRESENT or (start and not end):
        return _month_number(as_of)
    known = year_month(end)
    return known[0] * 12 + (known[1] or 12) - 1 if known else None


def _months(span: Span, as_of: dt.date) -> range:
    start, now = year_month(span[0]), _month_number(as_of)
    if not start:
        return range(0)
    first = start[0] * 12 + (start[1] or 1) - 1
    end = year_month(span[1])
    if not end:
        last = now
    elif end[1] is None and start[1] is None:
        last = max(end[0] * 12 - 1, first)
    else:
        last = end[0] * 12 + (end[1] or 1) - 1
    return range(first, min(last, now) + 1)


def _month_number(day: dt.date) -> int:
    return day.year * 12 + day.month - 1
