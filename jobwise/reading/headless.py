"""Résumés without section headings: jobs and courses of study are found by their dates and words."""

from collections.abc import Sequence

from jobwise.reading.dates import find_ranges
from jobwise.reading.entries import RawEntry, split_entries
from jobwise.reading.lexicon import count
from jobwise.reading.sections import Block

_DATED = frozenset({"work", "education", "volunteer", "projects"})


def with_unheaded(blocks: Sequence[Block]) -> list[Block]:
    """The blocks; where none holds dated entries, those that stand under the contact lines are taken out."""
    if any(block.kind in _DATED for block in blocks):
        return list(blocks)
    top, *rest = blocks
    start = _first_dated(top)
    if start is None:
        return list(blocks)
    found = [Block(top.kind, top.title, top.head, top.lines[:start])]
    for entry in split_entries(top.lines[start:]):
        lines = [*entry.head, *(line for item in entry.items for line in item)]
        kind = _kind(entry)
        if found[-1].kind == kind:
            found[-1].lines += lines
        else:
            found.append(Block(kind, lines=lines))
    return [*found, *rest]


def _first_dated(block: Block) -> int | None:
    """The first line with a range of dates, or the line above it when that is its head."""
    for index, line in enumerate(block.lines):
        ranges = [span for cell in line.cells for span in find_ranges(cell.text) if not span.single]
        if ranges and index > 0:
            alone = len(line.cells) == 1 and ranges[0].stop - ranges[0].begin > 0.7 * len(line.text)
            return index - 1 if alone and index > 1 and line.gap < 0.8 else index
    return None


def _kind(entry: RawEntry) -> str:
    text = " ".join(line.text for line in entry.head)
    schooling = count("schools", text) + count("degrees", text)
    return "education" if schooling > count("titles", text) else "work"
