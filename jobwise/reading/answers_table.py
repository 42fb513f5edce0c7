"""A table of voluntary answers: CSV, as spreadsheets save it, with a line of headings."""

import csv
import io
import re
from collections.abc import Sequence

from jobwise.errors import UnreadableFile
from jobwise.reading.decoding import decoded

MOST_BYTES = 5 * 1024 * 1024
_DELIMITERS = ",;\t|"
_NAMED = re.compile(r"\s*\"?sep=([,;\t|])\"?[ ]*\n", re.IGNORECASE)
"""The line that names the delimiter, which spreadsheets write and show to nobody."""


def table_rows(data: bytes) -> Sequence[Sequence[str]]:
    """The cells of each row, headings first; those of a row without a word are empty.

    *Why blank rows above the headings stand below them:* so each row keeps its number in a spreadsheet.
    Raises: UnreadableFile."""
    if len(data) > MOST_BYTES:
        raise UnreadableFile("This table is too large", "Up to 5 MB can be read.", code="too-large")
    if data.startswith(b"PK\x03\x04"):
        raise UnreadableFile(
            "This is an Excel file", "Save it as CSV, then upload that file.", code="wrong-type"
        )
    try:
        text = decoded(data)
    except UnreadableFile as error:
        raise UnreadableFile(
            "This is no table", "Save it as CSV, then upload that file.", code="not-text"
        ) from error
    named = _NAMED.match(text)
    text = text[named.end() :] if named else text
    head = text.lstrip(_DELIMITERS + ' "\n').partition("\n")[0]
    delimiter = named[1] if named else max(_DELIMITERS, key=head.count)
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    except csv.Error as error:
        raise _damaged() from error
    if any("\n" in cell for row in rows for cell in row):  # a quote that nobody closed holds other rows
        raise _damaged()
    told = [[cell.strip() for cell in row] for row in rows]
    first = next((place for place, row in enumerate(told) if any(row)), 0)
    return [*told[first : first + 1], *told[:first], *told[first + 1 :]]


def _damaged() -> UnreadableFile:
    return UnreadableFile(
        "This table is damaged",
        "A quotation mark is not closed, or a cell holds two lines. Mend it, save it as CSV, then upload it.",
        code="corrupt",
    )
