"""Résumés of invented people in every layout and language: what was printed is what is read."""

from collections.abc import Iterator

import pytest

from benchmarks.generated.layouts import LAYOUTS, Layout
from benchmarks.generated.papers import on_paper
from benchmarks.generated.people import LANGUAGES, person, printed_person
from benchmarks.generated.scoring import FIELDS, Tally, compare, total
from jobwise.reading import read_resume

FLOOR = 0.98
"""Least F1 of a field over all languages of a layout."""
UNTOLD = {("network export", "highlights"): 0.95}
"""Lines without marks that fill the column by chance cannot be told from one line that wraps."""
Tallies = dict[tuple[str, str], dict[str, Tally]]


@pytest.fixture(scope="module")
def tallies() -> Tallies:
    return {
        (layout.name, language): tally
        for layout in LAYOUTS
        for language in LANGUAGES
        for tally in _read(layout, language)
    }


def _read(layout: Layout, language: str) -> Iterator[dict[str, Tally]]:
    one = printed_person(layout, language, 0)
    name, content = on_paper(layout, one)
    yield compare(read_resume(name, content).profile, one, layout)


@pytest.mark.parametrize("layout", [layout.name for layout in LAYOUTS])
def test_every_layout_is_read_right(layout: str, tallies: Tallies) -> None:
    found = total(tally for (name, _), tally in tallies.items() if name == layout)
    weak = {
        field: counts for field, counts in found.items() if counts.f1 < UNTOLD.get((layout, field), FLOOR)
    }
    assert weak == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_is_read_right(language: str, tallies: Tallies) -> None:
    found = total(tally for (_, spoken), tally in tallies.items() if spoken == language)
    assert {field: counts for field, counts in found.items() if counts.f1 < FLOOR} == {}


def test_every_field_is_measured_on_every_file_that_prints_it(tallies: Tallies) -> None:
    found = total(tallies.values())
    assert set(found) == set(FIELDS)
    assert found["name"].right + found["name"].missed == len(LAYOUTS) * len(LANGUAGES)
    assert found["entry"].right + found["entry"].missed == 3 * len(LAYOUTS) * len(LANGUAGES)


def test_the_same_person_is_drawn_each_time() -> None:
    assert person("fr", 3) == person("fr", 3) != person("fr", 4)


def test_a_wrong_reading_is_counted() -> None:
    layout, other = LAYOUTS[0], person("en", 1)
    one = person("en", 0)
    name, content = on_paper(layout, one)
    tally = compare(read_resume(name, content).profile, other, layout)
    assert tally["name"] == Tally(0, 1, 1)
    assert tally["entry"].right == 0
