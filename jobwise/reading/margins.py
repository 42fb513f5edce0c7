"""Dates, durations and places that stand in a margin beside the lines that they belong to."""

import re
from collections.abc import Sequence

from jobwise.reading.dates import find_ranges, is_duration
from jobwise.reading.layout import Cell, Line
from jobwise.reading.places import place_score


def detached(lines: Sequence[Line]) -> list[Line]:
    """Dates, durations and places that stand beside list items as head lines of their own before the list."""
    out: list[Line] = []
    list_at = 0
    head: Line | None = None
    for line in lines:
        beside = [cell for cell in line.cells[1:] if is_margin_note(cell)]
        if line.bullet is None and not (list_at < len(out) and _beside_item(out[-1], line, head)):
            list_at, head = len(out) + 1, line
            out.append(line)
        elif not beside:
            out.append(line)
        else:
            rest = [cell for cell in line.cells if cell not in beside]
            out.insert(list_at, line.part(beside))
            list_at += 1
            out.append(line.part(rest, bullet=line.bullet))
    return out


def joined_margins(lines: Sequence[Line]) -> list[Line]:
    """Dates that stand over two lines of a margin as one; places in the margin as lines of their own."""
    out: list[Line] = []
    for line in lines:
        last = out[-1] if out else None
        if last is not None and line.bullet is None and _goes_on(last.cells[0], line.cells[0]):
            whole = Cell([*last.cells[0].words, *line.cells[0].words], last.cells[0].start, last.page)
            out[-1] = last.part([whole, *last.cells[1:]], bullet=last.bullet)
            if len(line.cells) > 1:
                out.append(line.part(line.cells[1:]))
        elif len(line.cells) == 2 and line.bullet is None and place_score(line.cells[0].text) == 2:
            out += [line.part(line.cells[:1]), line.part(line.cells[1:])]
        else:
            out.append(line)
    return out


def _goes_on(one: Cell, two: Cell) -> bool:
    """Whether a range of dates is broken over two cells under each other."""
    first = find_ranges(one.text)
    open_end = bool(first) and first[-1].stop >= len(one.text.rstrip())
    if abs(one.left - two.left) >= 3 or not first or not (first[-1].single or open_end):
        return False
    text = f"{one.text} {two.text}"
    last = find_ranges(text)[-1]
    whole = not last.single and last.begin == first[-1].begin and last.stop > len(one.text)
    return whole and not re.match(r"\s*[-–—]", text[last.stop :])


def _beside_item(before: Line, line: Line, head: Line | None) -> bool:
    """Whether the first cell of a line goes on with the item before it.

    *Why not by the room left alone:* notes in the margin stand farther right than the items reach. A
    line that stands in as the items' words do, and farther than the head, is no head.
    """
    one, two = before.cells[0], line.cells[0]
    alike = abs(one.left - two.left) < 3 and one.style == two.style and line.gap < 0.75
    goes_on = two.text[:1].islower() or all(is_duration(cell.text) for cell in line.cells[1:])
    stands_in = head is not None and two.left > head.left + 3 and goes_on
    return alike and (stands_in or before.part([one]).wraps_into(line.part([two])))


def is_margin_note(cell: Cell) -> bool:
    ranges = find_ranges(cell.text)
    whole = bool(ranges) and ranges[0].stop - ranges[0].begin >= 0.6 * len(cell.text)
    return whole or is_duration(cell.text) or place_score(cell.text) == 2
