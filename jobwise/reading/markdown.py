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
_NOISE = re.compile(r"<!--.*?-->|</?[a-z][^<>]*>", re.I | re.S)

_UNSHOWN = re.compile(
    r"<(?!(?:br|hr|img|input|link|meta)\b)([a-z][a-z0-9]{0,15})\b"
    r"(?=[^<>]{0,200}(?:\sstyle\s*=[^<>]{0,200}(?:display\s*:\s*none|visibility\s*:\s*hidden)|\shidden\b))"
    r"[^<>]{0,500}>(?P<inner>.*?)(?:</\1\s*>|\Z)"
    r"""|^ {0,3}\[[^\]\n]{1,99}\]:[ \t]{0,9}[^\s]+[ \t]{1,9}["'(](?P<title>[^\n]*)["')][ \t]*$""",
    re.I | re.S | re.M,
)
"""What no reader of the page sees: the words of an element that is not shown, the title of an address."""


def read(data: bytes) -> tuple[Profile, SourceText]:
    """The résumé in the file. Raises: UnreadableFile when it is not text."""
    text = decoded(data)
    hidden = smuggled(text) + tuple(filter(None, (_unshown(match) for match in _UNSHOWN.finditer(text))))
    printout = _printed(seen(text))
    return profile_of(printout), SourceText(text=printout.text, hidden=hidden)


def text_of(data: bytes) -> str:
    """The words in reading order, without Markdown's marks. Raises: UnreadableFile."""
    return _printed(decoded(data)).text


def _printed(text: str) -> Printout:
    rows = [row.rstrip() for row in _NOISE.sub(" ", _UNSHOWN.sub(" ", text)).split("\n")]
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


def _unshown(match: re.Match[str]) -> str:
    return " ".join(_NOISE.sub(" ", match["inner"] or match["title"] or "").split())


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
