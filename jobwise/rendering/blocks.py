"""Lines in groups that belong together on a page, for the formats that have pages."""

from collections.abc import Iterator
from typing import NamedTuple

from jobwise.domain.documents import Document, Line

_MOST_TOGETHER = 1200
"""Characters. What is kept together must fit on a page by far, or its end would be lost below it."""


class Block(NamedTuple):
    """`together` must not be torn: headings, an entry, the first line below it. `lines` follow it."""

    together: tuple[Line, ...]
    lines: tuple[Line, ...]


def blocks(document: Document) -> Iterator[Block]:
    """The document's lines in order, cut before each heading and each entry."""
    together: list[Line] = []
    lines: list[Line] = []
    for line in document.lines:
        opens = line.role == "heading" or (line.role == "entry" and not _only_headings(together, lines))
        if opens and (together or lines):
            yield _block(together, lines)
            together, lines = [], []
        if line.role in {"heading", "entry"} or (together and not lines and not _is_full(together)):
            together.append(line)
        else:
            lines.append(line)
    if together or lines:
        yield _block(together, lines)


def _block(together: list[Line], lines: list[Line]) -> Block:
    if sum(len(line.text) + len(line.detail) for line in together) > _MOST_TOGETHER:
        return Block((), (*together, *lines))
    return Block(tuple(together), tuple(lines))


def _only_headings(together: list[Line], lines: list[Line]) -> bool:
    return not lines and bool(together) and all(line.role == "heading" for line in together)


def _is_full(together: list[Line]) -> bool:
    return together[-1].role not in {"heading", "entry"}
