"""The top of a résumé in pieces: cells cut at separators, icons and changes of size."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jobwise.reading.layout import Cell, Line, Word

_PARTS = re.compile(r"\s+[|•·∙⋄♦◦⋅,]+\s+|\s*\|\s*|\s*•\s*|\s{3,}|\s+[–—-]\s+")


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
    for line in lines:
        icon = (line.bullet.icon or "") if line.bullet is not None else ""
        for cell in line.cells:
            for text, kind, link in _cut(cell, icon):
                yield Piece(text, cell, line, kind, link)
            icon = ""


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
