"""The top of a résumé in pieces: cells cut at separators, icons and changes of size."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from jobwise.reading.glyphs import SOFT_HYPHEN
from jobwise.reading.layout import Cell, Line, Word

_PARTS = re.compile(r"\s+[|•·∙⋄♦◦⋅,]+\s+|\s*\|\s*|\s*•\s*|\s{3,}|\s+[–—-]\s+")
_BROKEN_ADDRESS = re.compile(rf"\S*[@/]\S*[-/@._{SOFT_HYPHEN}]")
_HYPHEN = re.compile(f"-?{SOFT_HYPHEN}")
"""A hyphen at a line's end: the printer marks the one that was typed, too."""
_ADDRESS = re.compile(r"\w\.\w{2,}(?:/\S*)?$")
_NUMBER_BEGUN = re.compile(r"(?:\+\d|\(?0)[\d() ./-]*$")
_NUMBER_ENDED = re.compile(r"[\d() ./-]*\d(?=$|\s*[|•·,])")
_MOST_DIGITS = 15
_NAME_WORD = re.compile(rf"[^\W\d_]+(?:[-{SOFT_HYPHEN}'’.][^\W\d_]*)*")
_NAME_SIZE = 15.0
"""Points: letters in which a name is set, and hardly anything else at the top."""
_MOST_NAMES = 6


@dataclass(eq=False)
class Piece:
    """A piece of text at the top of a résumé: an address, a title, a name.

    `icon` is what the symbol before it stands for, `link` the web address behind its words.
    """

    text: str
    cell: Cell
    line: Line
    icon: str = ""
    link: str = ""


def pieces_of(lines: Sequence[Line]) -> Iterator[Piece]:
    """The cells cut at separators, with the icon before each piece."""
    for line in _unbroken(lines):
        icon = (line.bullet.icon or "") if line.bullet is not None else ""
        for cell in line.cells:
            for text, kind, link in _cut(cell, icon):
                yield Piece(text, cell, line, kind, link)
            icon = ""


def _unbroken(lines: Sequence[Line]) -> list[Line]:
    """The lines with names, addresses and numbers whole that a narrow column broke."""
    out: list[Line] = []
    largest = max((cell.size for line in lines for cell in line.cells), default=0.0)
    for line in lines:
        kept = [
            cell
            for number, cell in enumerate(line.cells)
            if (number == 0 and line.bullet is not None) or not _joined_above(out, cell, largest)
        ]
        if kept:
            out.append(line if len(kept) == len(line.cells) else line.part(kept, bullet=line.bullet))
    return out


def _joined_above(out: list[Line], cell: Cell, largest: float) -> bool:
    """Join a cell to the one right above it when both are one name, address or number; whether it was."""
    for index in reversed(range(len(out))):
        for place, above in enumerate(out[index].cells):
            words = _together(above, cell, largest) if _stands_under(cell, above) else None
            if words is not None:
                cells = list(out[index].cells)
                cells[place] = Cell(words, above.start, above.page)
                out[index] = out[index].part(cells, bullet=out[index].bullet)
                return True
    return False


def _stands_under(cell: Cell, above: Cell) -> bool:
    """Whether a cell is right below another and begins where that does."""
    room = cell.size
    gap = cell.words[0].top - max(word.bottom for word in above.words)
    return cell.page == above.page and -room < gap < room and abs(above.left - cell.left) < 3


def _together(above: Cell, cell: Cell, largest: float) -> list[Word] | None:
    words = _one_run(above.words, cell.words)
    if words is not None or not _one_name(above, cell, largest):
        return words
    last, first = above.words[-1], cell.words[0]
    if last.text.endswith(("-", SOFT_HYPHEN)):
        return [
            *above.words[:-1],
            replace(last, text=_HYPHEN.sub("-", last.text) + first.text),
            *cell.words[1:],
        ]
    return [*above.words, *cell.words]


def _one_name(above: Cell, cell: Cell, largest: float) -> bool:
    """Whether two cells are one name: both in the largest letters of the top, alike, with few words."""
    alike = above.style == cell.style and above.size > 0.98 * largest >= _NAME_SIZE
    words = [*above.words, *cell.words]
    letters = all(_NAME_WORD.fullmatch(word.text) for word in words)
    return alike and len(words) <= _MOST_NAMES and letters


def _one_run(one: list[Word], two: list[Word]) -> list[Word] | None:
    """The words of two lines as one run when an address or a number goes on, else None."""
    tail, head = one[-1].text, two[0].text
    mail = head.startswith("@") or (tail.endswith(("-", SOFT_HYPHEN)) and "@" in head)
    if _ADDRESS.search(tail) and head.startswith("/"):
        mail = True
    if mail or (_BROKEN_ADDRESS.fullmatch(tail) and "@" not in head):
        whole = re.sub("--", "-", _HYPHEN.sub("-", tail) + head)
        return [*one[:-1], replace(one[-1], text=whole), *two[1:]]
    begun = _NUMBER_BEGUN.search(" ".join(word.text for word in one))
    ended = _NUMBER_ENDED.match(" ".join(word.text for word in two))
    if begun and ended and sum(char.isdigit() for char in begun[0] + ended[0]) <= _MOST_DIGITS:
        return [*one, *two]
    return None


def _cut(cell: Cell, icon: str) -> Iterator[tuple[str, str, str]]:
    """(text, icon before it, web address behind it) of each piece of a cell."""
    run: list[Word] = []
    for word in cell.words:
        moved = bool(run) and word.link != run[-1].link and bool(word.link and run[-1].link)
        if run and (word.icon is not None or moved or _grows(run[-1].size, word.size)):
            yield from _piece_texts(run, icon)
            run, icon = [], ""
        if word.icon is not None:
            icon = word.icon
        else:
            run.append(word)
    yield from _piece_texts(run, icon)


def _piece_texts(run: list[Word], icon: str) -> Iterator[tuple[str, str, str]]:
    """The pieces of a run of words; a web address belongs to the piece that its words stand in."""
    links = {word.text.strip(" ,;|•"): word.link for word in run if word.link}
    for text in _texts([word.text for word in run]):
        yield text, icon, next((links[word] for word in text.split() if word in links), "")


def _grows(one: float, other: float) -> bool:
    """Whether two words are set in sizes as different as those of a name and the label beside it."""
    return min(one, other) * 1.35 < max(one, other)


def _texts(words: list[str]) -> list[str]:
    """The parts of a run of words; the dots between the digits of a phone number part nothing."""
    text = re.sub(r"\s*：\s*", ": ", " ".join(words))
    text = re.sub(r"(?<=\d)\s+[·.•]\s+(?=\d{3,4}\b)", "-", text)
    return [part.strip(" ,;|•") for part in _PARTS.split(text) if part.strip(" ,;|•")]
