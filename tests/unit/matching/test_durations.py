"""Months of work: overlaps once, bare years cautiously, open ends to the day of the score."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobwise.matching.durations import Span, last_month, months_of

AS_OF = dt.date(2026, 11, 22)


@pytest.mark.parametrize(
    ("spans", "months"),
    [
        ([("2020-01", "2020-12")], 12),
        ([("2020-01", "2020-01")], 1),
        ([("2020-01", "2020-12"), ("2020-07", "2021-06")], 18),
        ([("2020-01", "2020-12"), ("2022-01", "2022-12")], 24),
        ([("2026-01", "present")], 11),
        ([("2026-01", None)], 11),
        ([("2018", "2020")], 24),
        ([("2020", "2020")], 1),
        ([(None, "2020-05")], 0),
        ([("2030-01", "2031-01")], 0),
        ([("2021-05", "2020-05")], 0),
        ([], 0),
    ],
)
def test_months_are_counted(spans: list[Span], months: int) -> None:
    assert months_of(spans, as_of=AS_OF) == months


_months = st.integers(0, 400).map(lambda n: f"{1990 + n // 12}-{n % 12 + 1:02d}")
_spans = st.lists(st.tuples(_months, _months | st.just("present")), max_size=6)


@given(_spans, st.randoms(use_true_random=False))
def test_order_and_repetition_change_nothing(spans: list[Span], random: object) -> None:
    shuffled = [*spans, *spans]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert months_of(shuffled, as_of=AS_OF) == months_of(spans, as_of=AS_OF)


@given(_spans, _spans)
def test_another_job_never_takes_months_away(spans: list[Span], more: list[Span]) -> None:
    alone, both = months_of(spans, as_of=AS_OF), months_of([*spans, *more], as_of=AS_OF)
    assert alone <= both <= alone + months_of(more, as_of=AS_OF)


def test_the_last_month_of_an_open_job_is_this_one() -> None:
    assert last_month(("2020-01", "present"), AS_OF) == last_month(("2020-01", None), AS_OF) == 2026 * 12 + 10
    assert last_month(("2020-01", "2021-03"), AS_OF) == 2021 * 12 + 2
    assert last_month((None, None), AS_OF) is None
