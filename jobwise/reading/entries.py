"""The lines of a section -> entries: the head lines of each one and what stands below them.

*How:* each line is a list item, prose, or a head line. An entry has one date; dates are the anchors,
and what the résumé's first entry shows (how many lines stand before the date, how its first line
looks) tells where the next entry begins.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import Enum

from jobwise.reading.dates import find_ranges, is_duration
from jobwise.reading.layout import Cell, Line, joined
from jobwise.reading.places import place_score


class Part(Enum):
    """What a line is to its entry."""

    HEAD = "head"
    ITEM = "item"
    PROSE = "prose"


@dataclass(eq=False)
class RawEntry:
    """Head lines, then items: each item is the lines of one bullet or paragraph."""

    head: list[Line] = field(default_factory=list)
    items: list[list[Line]] = field(default_factory=list)


@dataclass(eq=False)
class _Run:
    """Head lines in a row, and the items up to the next head line."""

    head: list[Line] = field(default_factory=list)
    items: list[list[Line]] = field(default_factory=list)


def unwrapped(head: Sequence[Line]) -> list[Line]:
    """Head lines with those that are wrapped put together."""
    out: list[Line] = []
    for line in head:
        last = out[-1] if out else None
        alike = last is not None and last.cells[0].style == line.cells[0].style and abs(last.left - line.left) < 3
        if last is not None and alike and not dated(line) and last.wraps_into(line):
            out[-1] = last.part([_together(last.cells[0], line.cells[0])], bullet=last.bullet)
        else:
            out.append(line)
    return out


def _together(one: Cell, two: Cell) -> Cell:
    """A wrapped cell as one, the word that a hyphen broke mended."""
    text = joined([one.words[-1].text, two.words[0].text])
    middle = [replace(one.words[-1], text=word) for word in text.split()]
    return Cell([*one.words[:-1], *middle, *two.words[1:]], one.start, one.page)


def split_entries(lines: Sequence[Line]) -> list[RawEntry]:
    """The entries of a section that has heads and dates: work, education, projects, volunteering."""
    entries: list[RawEntry] = []
    lead: Line | None = None
    for run in _runs(lines):
        starts = _starts(run.head, lead)
        if entries and starts and not _begins_entry(run, lead):
            entries[-1].items += [[line] for line in run.head]
            entries[-1].items += run.items
            continue
        ends = [*starts[1:], len(run.head)]
        entries += [RawEntry(run.head[start:end]) for start, end in zip(starts, ends, strict=False)]
        if not entries:
            entries.append(RawEntry())
        entries[-1].items += run.items
        if lead is None and run.head:
            lead = run.head[0]
    return entries


def items_of_lines(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines as list items and paragraphs, each with the lines it is wrapped over."""
    items: list[list[Line]] = []
    for line in lines:
        if items and _continues(items[-1], line):
            items[-1].append(line)
        else:
            items.append([line])
    return items


def dated(line: Line) -> bool:
    """Whether a line shows a date beside its words."""
    return any(find_ranges(cell.text) for cell in line.cells)


def _runs(lines: Sequence[Line]) -> list[_Run]:
    runs = [_Run()]
    for line, part in _parts(_detached(lines)):
        run = runs[-1]
        if part is Part.HEAD:
            if run.items:
                run = _Run()
                runs.append(run)
            run.head.append(line)
        elif run.items and _continues(run.items[-1], line):
            run.items[-1].append(line)
        else:
            run.items.append([line])
    return [run for run in runs if run.head or run.items]


def _parts(lines: list[Line]) -> list[tuple[Line, Part]]:
    found: list[tuple[Line, Part]] = []
    for index, line in enumerate(lines):
        before = found[-1] if found else None
        after = lines[index + 1] if index + 1 < len(lines) else None
        if line.bullet is not None and not (line.bullet.icon is not None or _dated_head(line)):
            part = Part.ITEM
        elif _waits(found) and not re.search(r"[.;]$", line.text):
            part = Part.HEAD
        elif before and before[1] is Part.HEAD and _wraps_head(before[0], line):
            part = Part.HEAD
        elif _is_indented(found, line):
            part = Part.ITEM
        elif before and before[1] is Part.ITEM and _continues([before[0]], line):
            part = Part.ITEM
        elif is_prose(line, after) or (before and before[1] is Part.PROSE and _continues([before[0]], line)):
            part = Part.PROSE
        else:
            part = Part.HEAD
        found.append((line, part))
    return found


def _waits(found: list[tuple[Line, Part]]) -> bool:
    """Whether the head so far is nothing but a date: its words are still to come."""
    if not found or found[-1][1] is not Part.HEAD:
        return False
    return all(_is_margin_note(cell) for cell in found[-1][0].cells) and dated(found[-1][0])


def _wraps_head(before: Line, line: Line) -> bool:
    return before.cells[0].style == line.cells[0].style and not dated(line) and _broken_off(before, line)


def _broken_off(before: Line, line: Line) -> bool:
    words = before.text.split()
    return before.wraps_into(line) and len(words) >= 4 and abs(before.left - line.left) < 3


def _is_indented(found: list[tuple[Line, Part]], line: Line) -> bool:
    """A list item whose mark is a drawing, not a letter: it stands to the right of its head's words.

    Lines that are set in the middle of the column are no items, however far they stand in.
    """
    head = next((other for other, part in reversed(found) if part is Part.HEAD), None)
    if head is None or len(line.cells) > 1 or line.level or line.cells[0].bold or dated(line) or line.edge <= 0:
        return False
    if (head.page, head.column) != (line.page, line.column):
        return bool(found) and found[-1][1] is Part.ITEM and found[-1][0].bullet is None
    lefts = [cell.left for cell in head.cells]
    centered = abs((head.left + head.right) - (line.left + line.right)) < 6
    stands_in = any(6 < line.left - left < 45 for left in lefts)
    return not centered and stands_in and all(abs(line.left - left) > 3 for left in lefts)


def _dated_head(line: Line) -> bool:
    """A bullet that marks an entry itself: "• 2019 – 2021  Cook, Hotel Aurora"."""
    first = find_ranges(line.cells[0].text)
    return bool(first) and first[0].begin == 0 and not first[0].single


def is_prose(line: Line, after: Line | None = None) -> bool:
    """Whether a line is running text; the line after it tells when it only wraps."""
    cell = line.cells[0]
    words = cell.text.split()
    if len(line.cells) > 1 or cell.bold or line.level or cell.caps:
        return False
    if find_ranges(cell.text) and len(words) < 12:
        return False
    sentence = bool(re.search(r"[.!?;]$", cell.text)) and (len(words) >= 6 or _ends_sentence(words))
    full = len(words) >= 9 and (line.width <= 0 or cell.right - cell.left > 0.8 * line.width)
    wrapped = after is not None and len(words) >= 8 and line.wraps_into(after) and after.text[:1].islower()
    return sentence or full or wrapped or len(words) >= 14


def _ends_sentence(words: list[str]) -> bool:
    """A short sentence, no name with an abbreviation at its end ("Lark & Sons Inc.")."""
    last = words[-1].rstrip(".!?;")
    return len(words) >= 4 and last.islower() and len(last) > 3


def _continues(item: list[Line], line: Line) -> bool:
    """Whether a line is the wrapped rest of an item."""
    if line.bullet is not None or line.level or len(line.cells) > 1:
        return False
    first, last = item[0], item[-1]
    cell, before = line.cells[0], last.cells[0]
    if abs(cell.size - before.size) > 0.6 or (cell.bold and not before.bold) or find_ranges(cell.text[:24]):
        return False
    moved = (line.page, line.column) != (last.page, last.column)
    if line.edge <= 0:
        return line.gap == 0 and cell.text[:1].islower() and not re.search(r"[.!?]$", before.text)
    if not moved and line.gap > 0.75:
        return False
    if first.bullet is not None:
        aligned = abs(line.left - first.left) < 3 or (line.left > first.left and cell.text[:1].islower())
        return moved or (aligned and (last.wraps_into(line) or line.left > first.bullet.left + 3))
    level = moved or abs(line.left - last.left) < 3
    return level and last.wraps_into(line) and len(before.text.split()) >= 5


def _detached(lines: Sequence[Line]) -> list[Line]:
    """Dates, durations and places that stand beside list items as head lines of their own before the list."""
    out: list[Line] = []
    list_at = 0
    for line in lines:
        beside = [cell for cell in line.cells[1:] if _is_margin_note(cell)]
        if line.bullet is None and not (list_at < len(out) and _beside_item(out[-1], line)):
            list_at = len(out) + 1
            out.append(line)
        elif not beside:
            out.append(line)
        else:
            rest = [cell for cell in line.cells if cell not in beside]
            out.insert(list_at, line.part(beside))
            list_at += 1
            out.append(line.part(rest, bullet=line.bullet))
    return out


def _beside_item(before: Line, line: Line) -> bool:
    """Whether the first cell of a line goes on with the item before it."""
    one, two = before.cells[0], line.cells[0]
    alike = abs(one.left - two.left) < 3 and one.style == two.style and line.gap < 0.75
    return alike and before.part([one]).wraps_into(line.part([two]))


def _is_margin_note(cell: Cell) -> bool:
    ranges = find_ranges(cell.text)
    whole = bool(ranges) and ranges[0].stop - ranges[0].begin >= 0.6 * len(cell.text)
    return whole or is_duration(cell.text) or place_score(cell.text) == 2


def _starts(head: list[Line], lead: Line | None) -> list[int]:
    """Where the entries in a run of head lines begin."""
    if not head:
        return []
    dates = [index for index, line in enumerate(head) if dated(line)]
    if len(dates) < 2:
        return _undated_starts(head, lead) if not dates and lead is None else [0]
    before = dates[0]
    look = lead or head[0]
    starts = [0]
    for previous, date in zip(dates, dates[1:], strict=False):
        room = range(max(previous, starts[-1]) + 1, date + 1)
        wanted = max(room.start, date - before)
        alike = [index for index in room if _alike(head[index], look)]
        starts.append(min(alike, key=lambda index: abs(index - wanted)) if alike and before else wanted)
    return starts


def _undated_starts(head: list[Line], lead: Line | None) -> list[int]:
    """Entries without dates: each line that looks like the first one begins one, when not all do."""
    look = lead or head[0]
    alike = [index for index, line in enumerate(head) if _alike(line, look)]
    return alike if alike[:1] == [0] and 1 < len(alike) <= (len(head) + 1) // 2 else [0]


def _begins_entry(run: _Run, lead: Line | None) -> bool:
    if any(dated(line) for line in run.head) or lead is None:
        return True
    return _alike(run.head[0], lead)


def _alike(line: Line, look: Line) -> bool:
    a, b = line.cells[0], look.cells[0]
    return abs(a.size - b.size) < 0.6 and a.bold == b.bold and abs(a.left - b.left) < 4 and _first_font(a) == _first_font(b)


def _first_font(cell: Cell) -> tuple[str, bool]:
    return cell.words[0].font, cell.words[0].bold
