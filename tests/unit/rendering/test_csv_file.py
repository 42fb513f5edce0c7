"""CSV for spreadsheets."""

import csv
import io

import pytest

from jobwise.rendering.csv_file import csv_file


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "  =1",
        "a;=1",
        "＝1",
        "\u00a0=1",
        "\u200b=1",
        "\v=1",
    ],
)
def test_what_begins_like_a_formula_is_text(cell: str) -> None:
    written = csv_file([["Number", cell]]).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(written, newline=""))) == [["Number", f"'{cell}"]]


def test_other_words_stay_as_they_are() -> None:
    rows = [["1", 'Nadia "N" Brandt, née Öz', "a-b=c"], ["", "two\nlines", "1"]]
    written = csv_file(rows).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(written, newline=""))) == rows
