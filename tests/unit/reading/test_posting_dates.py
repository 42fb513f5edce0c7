import datetime as dt

import pytest

from jobwise.reading.posting_dates import day_told, days_told

DAY = dt.date(2026, 3, 4)


@pytest.mark.parametrize(
    "told",
    [
        "2026-03-04", "2026-3-4", "2026/03/04", "2026.03.04", "2026-03-04T23:10:00-05:00", " 2026-03-04 ",
        "04.03.2026", "4.3.2026 08:00", "4 March 2026", "4th March 2026", "Wed, 04 Mar 2026 10:00:00 GMT",
        "March 4, 2026", "Mar 4th 2026", "04-Mar-2026", "4. März 2026", "4 de marzo de 2026", "4 mars 2026",
        "4 févr. 2026", 1772582400, 1772582400000, "1772582400",
        1772582400.0, "1772582400.0", "20260304", "04-Mar-26", "Posted on 4 March 2026",
        "Posted: Mar 4, 2026",
        "Wednesday, 4 March 2026",
    ],
)  # fmt: skip
def test_a_day_is_read_as_it_is_written(told: object) -> None:
    assert day_told(told) == (DAY.replace(month=2) if "févr" in str(told) else DAY)


@pytest.mark.parametrize(
    "told",
    [
        None, "", True, "03/04/2026", "03-04-2026", "2026-99-99", "31.02.2026", "yesterday", "3 days ago", 7,
        "4 Foo 2026", ["2026"], "9" * 500, "٤/٣/٢٠٢٦",
        "13/13/2026", float("nan"),
        "Closes 4 March 2026", "Apply by 30 June 2026", "Open until 31 December 2026",
        "0001-01-01", "9999-12-31",
        "2569-03-04", "۱۴۰۴-۱۲-۱۳", "0000000000", float("inf"), "  ", "12345678",
    ],
)  # fmt: skip
def test_what_tells_no_day_for_sure_is_none(told: object) -> None:
    assert day_told(told) is None


def test_a_column_tells_whether_the_day_or_the_month_is_first() -> None:
    assert days_told(["04/03/2026", "25/04/2026", None]) == [DAY, dt.date(2026, 4, 25), None]
    assert days_told(["03-04-2026", "04-25-2026"]) == [DAY, dt.date(2026, 4, 25)]
    assert days_told(["04/03/2026", "25/04/2026", "04/25/2026"]) == [None, None, None]
    assert days_told(["03/03/2026"]) == [dt.date(2026, 3, 3)]
    assert days_told(["04/03/2026", "25/04/2026", "99/99/2026"]) == [DAY, dt.date(2026, 4, 25), None]
    assert days_told(["04/03/2026", "12/31/2026", "31/99/2026"])[0] == dt.date(2026, 4, 3)
    assert days_told([]) == []
