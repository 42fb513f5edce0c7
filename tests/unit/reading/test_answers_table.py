"""A table of voluntary answers, as spreadsheets save it."""

import pytest

from jobwise.errors import UnreadableFile
from jobwise.reading.answers_table import table_rows

ROWS = [["Candidate", "Sex"], ["1", "f"], ["2", "m"]]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("named", ["", "sep={}\n", "\ufeffsep={}\r\n", '"sep={}"\n', "SEP={}\n"])
def test_a_table_is_read_with_the_delimiter_it_has_or_names(delimiter: str, named: str) -> None:
    lines = "\r\n".join(delimiter.join(row) for row in ROWS)
    assert table_rows(f"{named.format(delimiter)}{lines}".encode()) == ROWS


def test_a_named_delimiter_goes_before_the_one_that_is_there_most() -> None:
    assert table_rows(b"sep=;\nCandidate, or file, or mail;Sex\n1;f")[0] == [
        "Candidate, or file, or mail",
        "Sex",
    ]


@pytest.mark.parametrize(("above", "blank"), [("\n", 1), ("\n;;\n", 2), ('"";""\n', 1)])
def test_blank_rows_above_the_headings_move_no_row(above: str, blank: int) -> None:
    rows = table_rows(f"{above}Candidate;Sex\n1;f\n;\n2;m\n".encode())
    assert rows[0] == ROWS[0]
    assert not any(cell for row in rows[1 : 1 + blank] for cell in row)
    assert [place for place, row in enumerate(rows, start=1) if any(row)] == [1, 2 + blank, 4 + blank]


@pytest.mark.parametrize("rows", ['1,"f\n2,m\n3,f', '1,"f\n2,"m"\n', '"1\n1",f'])
def test_a_quote_that_swallows_rows_is_told(rows: str) -> None:
    with pytest.raises(UnreadableFile) as told:
        table_rows(f"Candidate,Sex\n{rows}".encode())
    assert told.value.code == "corrupt"


@pytest.mark.parametrize("data", [b"", b"\n\n", b"sep=;\n"])
def test_a_table_without_a_word_has_no_row_with_one(data: bytes) -> None:
    assert not any(map(any, table_rows(data)))
