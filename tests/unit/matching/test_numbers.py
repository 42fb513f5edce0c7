"""Quantities are read whatever way they are written."""

import pytest

from jobwise.matching.numbers import quantities
from jobwise.matching.word_forms import normal


def read(text: str, language: str = "en") -> list[tuple[float, str]]:
    return [(quantity.value, quantity.kind) for quantity in quantities(normal(text), language)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1,200 routes", [(1200, "")]),
        ("1200 routes", [(1200, "")]),
        ("1 200 routes", [(1200, "")]),
        ("twelve hundred routes", [(1200, "")]),
        ("twenty-five people", [(25, "")]),
        ("two hundred and fifty thousand", [(250000, "")]),
        ("three and five", [(3, ""), (5, "")]),
        ("12.5%", [(12.5, "%")]),
        ("forty per cent", [(40, "%")]),
        ("5 percentage points", [(5, "points")]),
        ("£3.4m", [(3400000, "GBP")]),
        ("3.4 million pounds", [(3400000, "GBP")]),
        ("$120k", [(120000, "USD")]),
        ("10x faster", [(10, "times")]),
        ("٤٠ depots", [(40, "")]),
        ("４０ depots", [(40, "")]),
        ("3-5 days", [(3, ""), (5, "")]),
        ("B2, S3 and H1", []),
        ("no number", []),
    ],
)
def test_english(text: str, found: list[tuple[float, str]]) -> None:
    assert read(text) == found


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("de", "1.200 Euro", [(1200, "EUR")]),
        ("de", "3,5 %", [(3.5, "%")]),
        ("de", "fünfundzwanzig Leute", [(25, "")]),
        ("de", "zwei Millionen Euro", [(2000000, "EUR")]),
        ("fr", "quatre-vingt-dix comptes", [(90, "")]),
        ("fr", "1 200,50 €", [(1200.5, "EUR")]),
        ("fr", "deux cents", [(200, "")]),
        ("es", "treinta y cinco pedidos", [(35, "")]),
        ("es", "4.500 euros", [(4500, "EUR")]),
        ("es", "dos mil", [(2000, "")]),
    ],
)
def test_other_languages(language: str, text: str, found: list[tuple[float, str]]) -> None:
    assert read(text, language) == found


def test_two_numbers_of_a_change_share_a_unit() -> None:
    assert read("from 55 to 80 percent", "en") == [(55, "%"), (80, "%")]
    assert read("12 to 80 percent", "en") == [(12, ""), (80, "%")]


def test_a_plus_is_kept_apart() -> None:
    assert [quantity.plus for quantity in quantities("5+ years and 5 days")] == [True, False]
