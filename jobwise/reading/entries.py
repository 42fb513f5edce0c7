"""The lines of a section -> entries: the head lines of each one and what stands below them.

*How:* each line is a list item, prose, or a head line. An entry has one date; dates are the anchors,
and what the résumé's first entry shows (how many lines stand before the date, how its first line
looks) tells where the next entry begins.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from jobwise.reading.glyphs import is_bullet
from jobwise.reading.layout import Cell, Line
from jobwise.reading.margins import detached, is_margin_note, joined_margins
from jobwise.reading.parts import Part, continues, dated, parts_of
from jobwise.reading.places import place_score
from jobwise.reading.wrapping import joined

_NAMED = 2
"""Lines that name an entry whole: who and what."""


@dataclass(eq=False)
class RawEntry:
    """Head lines, then items: each item is the lines of one bullet or paragraph.

    `labels`: what each head line is ("who", "what", "when", "where") where the layout tells it.
    """

    head: list[Line] = field(default_factory=list)
    items: list[list[Line]] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)


@dataclass(eq=False)
class _Run:
    """Head lines in a row, and the items up to the next head line."""

    head: list[Line] = field(default_factory=list)
    items: list[list[Line]] = field(default_factory=list)


ROOM_BESIDE = 0.5
"""Of the size of its letters, what a printer leaves at least between a line and what stands beside it."""


def unwrapped(head: Sequence[Line]) -> list[Line]:
    """Head lines with those that are wrapped put together."""
    out: list[Line] = []
    for line in head:
        last = out[-1] if out else None
        alike = (
            last is not None and last.cells[0].style == line.cells[0].style and abs(last.left - line.left) < 3
        )
        if last is not None and alike and _goes_on_in_cell(last, line):
            out[-1] = last.part(
                [_together(last.cells[0], line.cells[0]), *last.cells[1:]], bullet=last.bullet
            )
        elif last is not None and alike and not dated(line) and last.wraps_into(line):
            out[-1] = last.part([_together(last.cells[0], line.cells[0])], bullet=last.bullet)
        else:
            out.append(line)
    return out


def _goes_on_in_cell(last: Line, line: Line) -> bool:
    """Whether a line is the rest of the first of two cells side by side, right below: it begins small, or
    is as bold and had no room above."""
    under = (last.page, last.column) == (line.page, line.column) and line.gap <= 0.5
    if not under or len(last.cells) < 2 or len(line.cells) > 1:
        return False
    first, word = last.cells[0], line.cells[0].words[0]
    room = last.cells[1].left - first.right - ROOM_BESIDE * first.size
    full = first.bold and line.cells[0].bold and 0 < room < word.right - word.left
    return line.text[:1].islower() or full


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
        entries += [_entry(run.head[start:end]) for start, end in zip(starts, ends, strict=False)]
        if not entries:
            entries.append(RawEntry())
        entries[-1].items += run.items
        if lead is None and run.head:
            lead = run.head[0]
    for entry in entries:  # a list mark in another font may stand apart from its line
        entry.items = [item for item in entry.items if len(item) > 1 or not is_bullet(item[0].text)]
    return entries


def _entry(head: list[Line]) -> RawEntry:
    """Head lines as an entry; what follows two lines and their date has nothing left to name: items."""
    date = next((index for index, line in enumerate(head) if dated(line)), None)
    if date is None or date < _NAMED or not is_margin_note(head[date].cells[0]):
        return RawEntry(head)
    end = date + 1
    while end < len(head) and place_score(head[end].text) > 0:
        end += 1
    return RawEntry(head[:end], [[line] for line in head[end:]])


def _runs(lines: Sequence[Line]) -> list[_Run]:
    runs = [_Run()]
    for line, part in parts_of(detached(joined_margins(lines))):
        run = runs[-1]
        if part is Part.HEAD:
            if run.items:
                run = _Run()
                runs.append(run)
            run.head.append(line)
        elif run.items and continues(run.items[-1], line):
            run.items[-1].append(line)
        else:
            run.items.append([line])
    return [run for run in runs if run.head or run.items]


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
    for previous, date in pairwise(dates):
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
    return (
        abs(a.size - b.size) < 0.6
        and a.bold == b.bold
        and abs(a.left - b.left) < 4
        and _first_font(a) == _first_font(b)
    )


def _first_font(cell: Cell) -> tuple[str, bool]:
    return cell.words[0].font, cell.words[0].bold
