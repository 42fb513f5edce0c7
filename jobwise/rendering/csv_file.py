"""Tables as CSV that opens in a spreadsheet and does nothing there."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence

_BEGINS = frozenset("=+-@")
_BORDERS = re.compile(r"([;\t|\r\n])")
"""What some spreadsheets take for the border of two cells."""


def csv_file(rows: Iterable[Sequence[str]]) -> bytes:
    """The rows, with a mark of UTF-8, which Excel needs."""
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows([harmless(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def harmless(cell: str) -> str:
    """A cell that no spreadsheet works out.

    *Why an apostrophe:* a spreadsheet would work out what begins like a formula (OWASP, CSV injection), also
    behind what nobody sees. *Why in each part:* another sign than the comma may make it a cell of its own."""
    return "".join(f"'{part}" if _is_live(part) else part for part in _BORDERS.split(cell))


def _is_live(part: str) -> bool:
    """Whether a cell begins like a formula, quotes, white space, invisible characters and wide forms seen
    through."""
    plain = unicodedata.normalize("NFKC", part)
    unseen = {"Cf", "Cc"}
    seen = (c for c in plain if not (c == '"' or c.isspace() or unicodedata.category(c) in unseen))
    return next(seen, "") in _BEGINS
