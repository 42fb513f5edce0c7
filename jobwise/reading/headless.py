"""Résumés without section headings: jobs and courses of study are found by their dates and words."""

from collections.abc import Sequence

from jobwise.reading.dates import find_ranges
from jobwise.reading.entries import RawEntry, split_entries
from jobwise.reading.layout import Cell, Line
from jobwise.reading.lexicon import count
from jobwise.reading.margins import is_margin_note
from jobwise.reading.parts import is_prose
from jobwise.reading.sections import Block, heading_kind
from jobwise.reading.skills import is_language

_DATED = frozenset({"work", "education", "volunteer", "projects"})
_LISTED = frozenset({"languages", "skills", "interests"})


def with_unheaded(blocks: Sequence[Block]) -> list[Block]:
    """The blocks; where none holds dated entries, those that stand under the contact lines are taken out."""
    blocks = [part for block in blocks for part in _with_labels(block)]
    blocks = [part for block in blocks for part in _with_jobs(block)]
    if any(block.kind in _DATED for block in blocks):
        return blocks
    guessed = [_guessed(block) for block in blocks]
    if any(block.kind in _DATED for block in guessed):
        return guessed
    top, *rest = blocks
    start = _first_dated(top)
    if start is None:
        return blocks
    found = [Block(top.kind, top.title, top.head, top.lines[:start])]
    for entry in split_entries(top.lines[start:]):
        lines = [*entry.head, *(line for item in entry.items for line in item)]
        kind = _kind(entry)
        if found[-1].kind == kind:
            found[-1].lines += lines
        else:
            found.append(Block(kind, lines=lines))
    return [*found, *rest]


def _with_labels(block: Block) -> list[Block]:
    """Odds and ends with the labelled lines ("Languages: Greek, Dutch") as sections of their own."""
    if block.kind in _LISTED or block.kind == "references":
        return [block]
    left, found = Block(block.kind, block.title, block.head), []
    for line in block.lines:
        words = line.cells[0].words
        end = next((index for index, word in enumerate(words[:4], start=1) if word.text.endswith(":")), 0)
        label = " ".join(word.text for word in words[:end]).rstrip(":")
        kind = heading_kind(label) if 0 < end < len(words) else None
        if kind is not None and _is_own(block, line, kind, words[end].text):
            cell = Cell(words[end:], line.cells[0].offset(end), line.page)
            found.append(Block(kind, label, lines=[line.part([cell, *line.cells[1:]])]))
        else:
            left.lines.append(line)
    return [left, *found] if left.lines or not found else found


def _with_jobs(block: Block) -> list[Block]:
    """A summary with the jobs that stand below it, or under its very heading: "Career summary"."""
    spells = [line for line in block.lines if _is_spell(line)]
    start = _first_dated(block, start=0) if block.kind == "summary" and len(spells) > 1 else None
    if start is None:
        return [block]
    if is_margin_note(block.lines[start].cells[0]) and start and not is_prose(block.lines[start - 1]):
        start -= 1
    jobs = Block("work", block.title, lines=block.lines[start:])
    return [Block(block.kind, block.title, block.head, block.lines[:start]), jobs]


def _is_spell(line: Line) -> bool:
    """Whether a line begins or ends with a range of dates."""
    ranges = [span for cell in line.cells for span in find_ranges(cell.text) if not span.single]
    prose = line.text.endswith(".") or len(line.text.split()) > 14
    return len(ranges) == 1 and line.bullet is None and not prose


def _is_own(block: Block, line: Line, kind: str, first: str) -> bool:
    """Whether a labelled line is a section of its own; `first` is the first word behind the label.

    Lists are so among odds and ends, languages below the entries of any other section, and what
    somebody wants to be at the top.
    """
    if block.kind == "other":
        return kind in _LISTED
    if line.bullet is not None:
        return False
    return (kind == "languages" and is_language(first.strip(",;()"))) or (
        kind == "summary" and block.kind == "basics"
    )


def _guessed(block: Block) -> Block:
    """A section under words that no list knows, as what most of its entries look like."""
    if block.kind != "other" or _first_dated(block, start=0) is None:
        return block
    kinds = [_kind(entry) for entry in split_entries(block.lines)]
    return Block(max(kinds, key=kinds.count), block.title, block.head, block.lines)


def _first_dated(block: Block, start: int = 1) -> int | None:
    """The first line with a range of dates, or the line above it when that is its head."""
    for index, line in enumerate(block.lines):
        ranges = [span for cell in line.cells for span in find_ranges(cell.text) if not span.single]
        if ranges and index >= start:
            alone = len(line.cells) == 1 and ranges[0].stop - ranges[0].begin > 0.7 * len(line.text)
            return index - 1 if alone and index > 1 and line.gap < 0.8 else index
    return None


def _kind(entry: RawEntry) -> str:
    text = " ".join(line.text for line in entry.head)
    schooling = count("schools", text) + count("degrees", text)
    return "education" if schooling > count("titles", text) else "work"
