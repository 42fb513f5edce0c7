"""Sheets as an Excel file."""

import io

import openpyxl
import pytest

from jobwise.domain.report import Sheet
from jobwise.rendering.xlsx_file import LONGEST, xlsx_file


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "plain", "0123"])
def test_words_stay_words(text: str) -> None:
    sheet = Sheet(name="One", header=("=Head",), rows=((text,), (None,), (0.5,)), widths=(9,))
    read = openpyxl.load_workbook(io.BytesIO(xlsx_file([sheet])))["One"]
    cells = [cell for [cell] in read.iter_rows()]
    assert [cell.value for cell in cells] == ["=Head", text, None, 0.5]
    assert cells[0].data_type == cells[1].data_type == "s"
    assert cells[1].quotePrefix == (text not in {"plain", "0123"})


def test_what_excel_cannot_hold_is_left_out() -> None:
    sheet = Sheet(name="One", header=("A",), rows=(("a\x00b\x1fc",), ("x" * 40_000,)), widths=(9,))
    read = openpyxl.load_workbook(io.BytesIO(xlsx_file([sheet])))["One"]
    assert read["A2"].value == "a b c"
    assert len(read["A3"].value) == LONGEST
