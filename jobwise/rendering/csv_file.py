"""Tables as CSV that opens in a spreadsheet and does nothing there."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence

_BEGINS = frozenset("=+-@")
_PARTS = re.compile(r"[;\t|]")
"""What some spreadsheets take for the border of two cells."""


def csv_file(rows: Iterable[Sequence[str]]) -> bytes:
    """The rows, with a mark of UTF-8, which Excel needs."""
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows([harmless(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def harmless(cell: str) -> str:
    """A cell that no spreadsheet works out.

    *Why an apostrophe:* a spreadsheet would work out what begins like a formula (OWASP, CSV injection), also
    behind what nobody sees, and in any part that another sign than the comma would make a cell of its own."""
    return f"'{cell}" if any(_is_live(part) for part in _PARTS.split(cell)) else cell


def _is_live(part: str) -> bool:
    """Whether a cell begins like a formula, white space, invisible characters and wide forms seen through."""
    plain = unicodedata.normalize("NFKC", part)
    seen = (char for char in plain if not char.isspace() and unicodedata.category(char) not in {"Cf", "Cc"})
    return next(seen, "") in _BEGINS or part[:1] in {"\t", "\r", "\n"}
