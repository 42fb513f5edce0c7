"""Typed text (no fonts, no pages) -> printed lines: plain text and Markdown."""

import re
from dataclasses import replace

from jobwise.reading.glyphs import is_bullet, plain_letters
from jobwise.reading.layout import Cell, Line, Word

_CELLS = re.compile(r"\t+| {3,}")
_SIZE = 10.0
_PITCH = 5.0
_MARKS = re.compile(
    r"\[([^\]]*)\]\(([^)\s]*)[^)]*\)|(\*\*|__)(.+?)\3|(?<![\w*])([*_])([^*_\s](?:[^*_]*[^*_\s])?)\5(?![\w*])|`([^`]+)`"
)


def typed_line(
    text: str, number: int, blank_before: int, *, level: int = 0, marked: bool = False
) -> Line | None:
    """A line of text as a printed line; None when it holds no word.

    `blank_before` counts the empty lines above, `level` is 1.. for headings, `marked` says that the
    text carries Markdown's marks.
    """
    text = plain_letters(text).expandtabs(4) if not text.strip().count("\t") else plain_letters(text)
    indent = len(text) - len(text.lstrip())
    cells: list[Cell] = []
    column = indent
    for part in _CELLS.split(text.strip()):
        words = _words(part, column, number, level, marked)
        column += len(part) + 3
        if words:
            cells.append(Cell(words))
    if not cells:
        return None
    bullet = None
    first = cells[0].words[0]
    if is_bullet(first.text) and (len(cells[0].words) > 1 or len(cells) > 1):
        bullet = first
        cells = [Cell(cells[0].words[1:]), *cells[1:]] if len(cells[0].words) > 1 else cells[1:]
    if not re.search(r"\w", " ".join(cell.text for cell in cells)):
        return None
    return Line(page=1, cells=cells, bullet=bullet, level=level, gap=float(blank_before), width=_width(cells))


def _width(cells: list[Cell]) -> float:
    return max(cells[-1].right - cells[0].left, 80 * _PITCH)


def _words(part: str, column: int, number: int, level: int, marked: bool) -> list[Word]:
    words: list[Word] = []
    glued = False
    for text, bold, italic, link in _spans(part) if marked else [(part, False, False, "")]:
        pieces = text.split()
        if words and pieces and not text[0].isspace() and glued:
            words[-1] = replace(
                words[-1], text=words[-1].text + pieces[0], right=words[-1].right + len(pieces[0]) * _PITCH
            )
            pieces = pieces[1:]
        glued = not text[-1:].isspace()
        for word in pieces:
            left = column * _PITCH
            column += len(word) + 1
            words.append(
                Word(
                    text=word,
                    left=left,
                    top=number * 1.2 * _SIZE,
                    right=left + len(word) * _PITCH,
                    bottom=number * 1.2 * _SIZE + _SIZE,
                    base=number * 1.2 * _SIZE + _SIZE,
                    size=_SIZE + (8 - 2 * min(level, 4) if level else 0),
                    bold=bold or bool(level),
                    italic=italic,
                    link=link,
                )
            )
    return words


def _spans(text: str) -> list[tuple[str, bool, bool, str]]:
    """(text, bold, italic, link) of each span of a line of Markdown."""
    spans: list[tuple[str, bool, bool, str]] = []
    at = 0
    for match in _MARKS.finditer(text):
        spans.append((text[at : match.start()], False, False, ""))
        label, link, _, strong, _, slanted, code = match.groups()
        if label is not None:
            spans += [(inner, bold, italic, link or "") for inner, bold, italic, _ in _spans(label)]
        elif strong is not None:
            spans += [(inner, True, italic, link) for inner, _, italic, link in _spans(strong)]
        else:
            spans.append((slanted or code or "", False, slanted is not None, ""))
        at = match.end()
    spans.append((text[at:], False, False, ""))
    return [span for span in spans if span[0].strip()]
