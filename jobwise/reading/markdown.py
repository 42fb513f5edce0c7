"""Markdown -> Profile: `#` headings, lists, bold and italic, links and tables."""

import re

from jobwise.domain.profile import Profile
from jobwise.domain.source import SourceText
from jobwise.matching.smuggled import seen, smuggled
from jobwise.reading.decoding import decoded
from jobwise.reading.layout import Line, Printout, with_text
from jobwise.reading.profile import profile_of
from jobwise.reading.typed import typed_line

_HEADING = re.compile(r"^ {0,3}(#{1,6})\s+(\S.*)$")
_UNDERLINE = re.compile(r"^(=+|-{3,})\s*$")
_RULE = re.compile(r"^(?:[-*_]\s*){3,}$|^\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
_NOISE = re.compile(r"<!--.*?-->|</?[a-z][^>]*>", re.I | re.S)


def read(data: bytes) -> tuple[Profile, SourceText]:
    """The résumé in the file. Raises: UnreadableFile when it is not text."""
    text = decoded(data)
    printout = _printed(seen(text))
    return profile_of(printout), SourceText(text=printout.text, hidden=smuggled(text))


def text_of(data: bytes) -> str:
    """The words in reading order, without Markdown's marks. Raises: UnreadableFile."""
    return _printed(decoded(data)).text


def _printed(text: str) -> Printout:
    rows = [row.rstrip() for row in _NOISE.sub(" ", text).split("\n")]
    lines: list[Line] = []
    blank = 0
    for number, row in enumerate(rows):
        if _RULE.match(row.strip()) and not (_UNDERLINE.match(row) and lines and not blank):
            blank += 1
            continue
        if _UNDERLINE.match(row):
            lines[-1] = (
                _as_heading(rows[number - 1], number - 1, 1 if row.startswith("=") else 2) or lines[-1]
            )
            continue
        line = _line(row, number, blank)
        blank = 0 if line else blank + 1
        if line:
            lines.append(line)
    return with_text(lines)


def _line(row: str, number: int, blank: int) -> Line | None:
    heading = _HEADING.match(row)
    if heading:
        return _as_heading(re.sub(r"\s#+$", "", heading[2]), number, len(heading[1]))
    if row.strip().startswith("|"):
        row = "\t".join(cell.strip() for cell in row.strip().strip("|").split("|"))
    row = re.sub(r"\\([\\`*_{}\[\]()#+.!|-])", r"\1", re.sub(r"^\s*>\s?", "", row))
    return typed_line(row, number, blank, marked=True)


def _as_heading(text: str, number: int, level: int) -> Line | None:
    return typed_line(text, number, 1, level=level, marked=True)
