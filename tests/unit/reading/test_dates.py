"""Dates as résumés print them."""

import pytest

from jobwise.reading.dates import find_ranges, is_duration, without_durations


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Sept 2018 – May 2023", "2018-09", "2023-05"),
        ("June 2023 – present", "2023-06", "present"),
        ("03/2019 - heute", "2019-03", "present"),
        ("März 2015 bis heute", "2015-03", "present"),
        ("De mars 2015 à aujourd’hui", "2015-03", "present"),
        ("Avril 2010 à juin 2012", "2010-04", "2012-06"),
        ("enero de 2019 - actualidad", "2019-01", "present"),
        ("2020年3月 - 至今", "2020-03", "present"),
        ("2019年4月 - 現在", "2019-04", "present"),
        ("marzec 2015 - obecnie", "2015-03", "present"),
        ("01.03.2010–31.12.2012", "2010-03", "2012-12"),
        ("03/19 – 05/20", "2019-03", "2020-05"),
        ("2019-04 to 2020-01", "2019-04", "2020-01"),
        ("Jan ’19 – Mar ’20", "2019-01", "2020-03"),
        ("Jan – Mar 2020", "2020-01", "2020-03"),
        ("Summer 2020 – Fall 2021", "2020-06", "2021-09"),
        ("1997–2001", "1997", "2001"),
        ("2019–20", "2019", "2020"),
        ("since 2019", "2019", "present"),
        ("seit Mai 2019", "2019-05", "present"),
        ("2010 –", "2010", "present"),
        ("from 2014 to 2016", "2014", "2016"),
        ("AUGUST 2015 - PRESENT", "2015-08", "present"),
        ("jun/2016 – atual", "2016-06", "present"),
        ("Feb-2017 - Oct-2018", "2017-02", "2018-10"),
        ("April 2016 - Date", "2016-04", "present"),
        ("februari 2016 t/m mei 2018", "2016-02", "2018-05"),
        ("2014 t/m heden", "2014", "present"),
        ("2014 tot en met 2016", "2014", "2016"),
        ("05/2017 bis dato", "2017-05", "present"),
        ("2018 – i dag", "2018", "present"),
        ("sommaren 2014 – våren 2016", "2014-06", "2016-03"),
        ("maio 2017 – até hoje", "2017-05", "present"),
        ("od maja 2018", "2018-05", "present"),
        ("Dal 2016", "2016", "present"),
        ("2015 - 03/2018", "2015", "2018-03"),
    ],
)
def test_ranges_are_read_in_many_forms(text, start, end):
    (found,) = find_ranges(text)
    assert (found.start, found.end, found.single) == (start, end, False)
    assert (found.begin, found.stop) == (0, len(text))


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Septembre 2007", "2007-09"),
        ("2015 / 07 - University of Thornhill", "2015-07"),
        ("Grad. May 2011 | Kolkata", "2011-05"),
        ("1 March 1975", "1975-03"),
        ("(2024)", "2024"),
        ("Verão de 2014", "2014-06"),
    ],
)
def test_a_date_alone_is_single(text, date):
    (found,) = find_ranges(text)
    assert (found.start, found.end, found.single) == (None, date, True)


@pytest.mark.parametrize(
    "text", ["$2000", "2000+ users", "5 years", "12/13 of all", "call 020 7946", "present", "RFC 2119.4"]
)
def test_other_numbers_are_no_dates(text):
    assert find_ranges(text) == ()


def test_durations_are_known():
    assert is_duration("2 years 3 months")
    assert is_duration("(4 mos)")
    assert not is_duration("2 ovens")
    assert without_durations("Leeds (2 yrs 1 mo)").strip() == "Leeds"
