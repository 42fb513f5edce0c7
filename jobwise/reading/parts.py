"""What each line of a section is: a head line, a list item, prose, or the rest of the line before."""

import re
from collections.abc import Sequence
from enum import Enum

from jobwise.reading.dates import find_ranges
from jobwise.reading.layout import Line
from jobwise.reading.lexicon import role_label
from jobwise.reading.margins import is_margin_note

_ROOM_BETWEEN = 0.12
"""Of a line's height: how much more room items without marks have between them than the lines of one."""
_LABEL = re.compile(r"([^\W\d][^:|,]{1,24}):(?:\s|$)")


class Part(Enum):
    """What a line is to its entry."""

    HEAD = "head"
    ITEM = "item"
    PROSE = "prose"


def items_of_lines(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines as list items and paragraphs, each with the lines it is wrapped over."""
    items: list[list[Line]] = []
    plain = [line.gap for line in lines[1:] if line.bullet is None and line.edge > 0]
    least = min(plain, default=0.0)
    apart = max(plain, default=0.0) - least > _ROOM_BETWEEN
    for line in lines:
        begins = apart and line.bullet is None and line.gap > least + _ROOM_BETWEEN
        tight = apart and bool(items) and items[-1][-1].wraps_into(line) and line.gap <= least + _ROOM_BETWEEN
        if items and not begins and (tight or continues(items[-1], line)):
            items[-1].append(line)
        else:
            items.append([line])
    return items


def dated(line: Line) -> bool:
    """Whether a line shows a date beside its words."""
    return any(find_ranges(cell.text) for cell in line.cells)


def parts_of(lines: Sequence[Line]) -> list[tuple[Line, Part]]:
    """Each line with what it is, judged by the lines around it."""
    found: list[tuple[Line, Part]] = []
    for index, line in enumerate(lines):
        after = lines[index + 1] if index + 1 < len(lines) else None
        found.append((line, _part(found, line, after)))
    return found


def _part(found: list[tuple[Line, Part]], line: Line, after: Line | None) -> Part:
    before, part_before = found[-1] if found else (None, None)
    if line.bullet is not None and line.bullet.icon is None and not _dated_head(found, line):
        return Part.ITEM
    if _is_labelled(found, line):
        return Part.ITEM
    if _begins(found, line) or (part_before is Part.HEAD and before and _wraps_head(before, line)):
        return Part.HEAD
    goes_on = before is not None and continues([before], line)
    if _is_indented(found, line) or (part_before is Part.ITEM and goes_on):
        return Part.ITEM
    if is_prose(line, after) or (part_before is Part.PROSE and goes_on):
        return Part.PROSE
    return Part.HEAD


def _is_labelled(found: list[tuple[Line, Part]], line: Line) -> bool:
    """Whether a line below a dated head only says what it lists: "Tools: Go, Kafka", "Clients:".

    Not where a label begins the entries themselves ("Ferry: a timetable"), nor where it names a field.
    """
    heads = [other for other, part in found if part is Part.HEAD]
    under = any(map(dated, heads)) and (found[-1][1] is not Part.HEAD or dated(found[-1][0]))
    plain = len(line.cells) == 1 and not line.level and not line.cells[0].bold and not dated(line)
    label = _LABEL.match(line.text)
    if not (under and plain and label and role_label(label[1]) in ("", "items")):
        return False
    return not any(_LABEL.match(other.text) for other in heads)


def _begins(found: list[tuple[Line, Part]], line: Line) -> bool:
    """Whether a line, however long, opens a section with its date or follows a date that waits for words."""
    opens = dated(line) and all(part is not Part.HEAD for _, part in found)
    return opens or (_waits(found) and not re.search(r"[.;]$", line.text))


def _waits(found: list[tuple[Line, Part]]) -> bool:
    """Whether the head so far is nothing but a date: its words are still to come."""
    if not found or found[-1][1] is not Part.HEAD:
        return False
    return all(is_margin_note(cell) for cell in found[-1][0].cells) and dated(found[-1][0])


def _wraps_head(before: Line, line: Line) -> bool:
    """Whether a line is the rest of a head line that had no room."""
    alike = before.cells[0].style == line.cells[0].style and abs(before.left - line.left) < 3
    return alike and not dated(line) and before.wraps_into(line) and len(before.text.split()) >= 4


def _is_indented(found: list[tuple[Line, Part]], line: Line) -> bool:
    """A list item whose mark is a drawing, not a letter: it stands to the right of its head's words.

    Lines that are set in the middle of the column are no items, however far they stand in.
    """
    head = next((other for other, part in reversed(found) if part is Part.HEAD), None)
    if (
        head is None
        or len(line.cells) > 1
        or line.level
        or line.cells[0].bold
        or dated(line)
        or line.edge <= 0
    ):
        return False
    if (head.page, head.column) != (line.page, line.column):
        return bool(found) and found[-1][1] is Part.ITEM and found[-1][0].bullet is None
    lefts = [cell.left for cell in head.cells]
    centered = abs((head.left + head.right) - (line.left + line.right)) < 6
    stands_in = any(6 < line.left - left < 45 for left in lefts)
    return not centered and stands_in and all(abs(line.left - left) > 3 for left in lefts)


def _dated_head(found: list[tuple[Line, Part]], line: Line) -> bool:
    """A bullet that marks an entry itself: "• 2019 – 2021  Cook, Hotel Aurora", or the date at its end."""
    dates = find_ranges(line.cells[0].text)
    heads = [other for other, part in found if part is Part.HEAD]
    by_bullets = all(other.bullet is not None for other in heads)
    if not dates or (all(date.single for date in dates) and not (heads and by_bullets)):
        return False
    begins = dates[0].begin == 0 and not dates[0].single
    return begins or (by_bullets and _closes(dates[-1].stop, line.cells[0].text))


def is_prose(line: Line, after: Line | None = None) -> bool:
    """Whether a line is running text; the line after it tells when it only wraps."""
    cell = line.cells[0]
    words = cell.text.split()
    if len(line.cells) > 1 or cell.bold or line.level or cell.caps:
        return False
    ranges = find_ranges(cell.text)
    if " | " in cell.text:
        return False
    if ranges and (len(words) < 12 or ranges[0].begin == 0 or _closes(ranges[-1].stop, cell.text)):
        return False
    sentence = bool(re.search(r"[.!?;]$", cell.text)) and (len(words) >= 6 or _ends_sentence(words))
    full = len(words) >= 9 and (line.width <= 0 or cell.right - cell.left > 0.8 * line.width)
    wrapped = after is not None and len(words) >= 8 and line.wraps_into(after) and after.text[:1].islower()
    return sentence or full or wrapped or len(words) >= 14


def _closes(stop: int, text: str) -> bool:
    """Whether a date ends a line that is no sentence."""
    return not re.search(r"\w", text[stop:]) and not text.endswith(".")


def _ends_sentence(words: list[str]) -> bool:
    """A short sentence, no name with an abbreviation at its end ("Lark & Sons Inc.")."""
    last = words[-1].rstrip(".!?;")
    plain = last.islower() and len(last) > 3
    return len(words) >= 4 and (plain or bool(re.fullmatch(r"\d+[-–]\d+", last)))  # "Teaches years 7-9."


def continues(item: list[Line], line: Line) -> bool:
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
    return level and last.wraps_into(line) and (len(before.text.split()) >= 5 or cell.text[:1].islower())
