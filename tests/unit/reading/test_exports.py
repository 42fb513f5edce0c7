"""A network's export: who, what, when and where by their place, whatever the words are."""

import pytest

from jobwise.reading import read_resume
from jobwise.reading.dates import is_duration

EXPORT = """Orla Pemberly
Zorbing lead at Quell
Galway, Ireland

Experience
Quell
Zorbing lead
March 2023 - Present (3 years 9 months)
Galway, Ireland
Kept the hill green
Brindlewick Weaving
Loom tuner
May 2015 - September 2022 (7 years 5 months)
Leeds, United Kingdom
Tuned 40 looms a week

Education
Penrose College
BSc, Mathematics · (2010 - 2013)
"""


def test_titles_that_no_list_knows_are_told_by_their_place() -> None:
    profile = read_resume("export.txt", EXPORT.encode()).profile
    first, last = profile.work
    assert (first.name, first.position, first.start_date, first.end_date) == (
        "Quell",
        "Zorbing lead",
        "2023-03",
        "present",
    )
    assert [item.text for item in first.highlights] == ["Kept the hill green"]
    assert (last.name, last.position, last.location) == (
        "Brindlewick Weaving",
        "Loom tuner",
        "Leeds, United Kingdom",
    )


LENGTHS = (
    "3 years 9 months|(5 months)|2 ans 3 mois|3 Jahre 1 Monat|2 años y 3 meses|2 anni 3 mesi|2 anos 3 meses"
    "|2 jaar 3 maanden|3 lata 2 miesiące|3 år 4 månader|3 έτη 2 μήνες|2 года 3 месяца|3 年 2 个月"
    "|（2年3か月）|1 yr 2 mos"
)


@pytest.mark.parametrize("text", LENGTHS.split("|"))
def test_how_long_something_took_is_told_in_every_language(text: str) -> None:
    assert is_duration(text)


@pytest.mark.parametrize("text", ["2019年3月", "3 bakers", "2 yards", "Year 9", "12"])
def test_other_numbers_are_no_durations(text: str) -> None:
    assert not is_duration(text)
