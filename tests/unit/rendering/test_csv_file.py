"""CSV for spreadsheets."""

import csv
import io

import pytest

from jobwise.rendering.csv_file import csv_file


@pytest.mark.parametrize(
    ("cell", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "\t'=1"),
        ("\r=1", "\r'=1"),
        ("\n=1", "\n'=1"),
        ("a\n=1", "a\n'=1"),
        ("  =1", "'  =1"),
        ("a;=1", "a;'=1"),
        ('a;"=1', "a;'\"=1"),
        ("=1;b| @2;c\t-3", "'=1;b|' @2;c\t'-3"),
        ("＝1", "'＝1"),
        ("\u00a0=1", "'\u00a0=1"),
        ("\u200b=1", "'\u200b=1"),
        ("\v=1", "'\v=1"),
    ],
)
def test_what_begins_like_a_formula_is_text(cell: str, safe: str) -> None:
    written = csv_file([["Number", cell]]).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(written, newline=""))) == [["Number", safe]]


@pytest.mark.parametrize("border", [",", ";", "\t", "|"])
@pytest.mark.parametrize("formula", ['=HYPERLINK("http://127.0.0.1/")', '"=1', '""+1', " @2"])
def test_no_cell_is_live_whatever_border_it_is_read_with(border: str, formula: str) -> None:
    cell = f"x{border}{formula}\n{formula}{border}{formula}"
    written = csv_file([["Number", cell], [cell, "1"]]).decode("utf-8-sig")
    for row in csv.reader(io.StringIO(written, newline=""), delimiter=border):
        assert not [part for part in row if part.strip(' "').startswith(("=", "+", "-", "@"))]


def test_other_words_stay_as_they_are() -> None:
    rows = [["1", 'Nadia "N" Brandt, née Öz', "a-b=c"], ["", "two\nlines", "1"]]
    written = csv_file(rows).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(written, newline=""))) == rows
