"""A table of voluntary answers: CSV, as spreadsheets save it, with a line of headings."""

import csv
import io
from collections.abc import Sequence

from jobwise.errors import UnreadableFile
from jobwise.reading.decoding import decoded

MOST_BYTES = 5 * 1024 * 1024
_DELIMITERS = ",;\t|"


def table_rows(data: bytes) -> Sequence[Sequence[str]]:
    """The cells of each row, headings first; rows without a word in them are left out, so the number of a row
    is its place among those. Raises: UnreadableFile."""
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
    head = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=head.count)
    try:
        return [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text), delimiter=delimiter)]
    except csv.Error as error:
        raise UnreadableFile(
            "This table is damaged", "Save it as CSV again, then upload it.", code="corrupt"
        ) from error
