"""Entries of a profile that a professional network exported as PDF: one grammar, whatever the language.

An employer, then the time there when there were several titles, then for each title: the title, its dates
with how long that was in brackets, the place, what was done, without list marks.
"""

import re
from collections.abc import Sequence

from jobwise.reading.dates import find_ranges, is_duration
from jobwise.reading.entries import RawEntry
from jobwise.reading.layout import Line
from jobwise.reading.parts import items_of_lines
from jobwise.reading.places import place_score

_FEWEST_BEFORE = 2
"""Lines that stand before the first dates: an employer and a title."""


def exported_entries(lines: Sequence[Line]) -> list[RawEntry] | None:
    """The entries with what each head line is; None for a section that is no such export."""
    spells = [index for index, line in enumerate(lines) if _is_spell(line)]
    others = [index for index, line in enumerate(lines) if index not in spells and _starts_with_dates(line)]
    if not spells or others or spells[0] < _FEWEST_BEFORE:
        return None
    look = lines[_employer_before(lines, spells[0], 0)]
    begins = [
        _head_start(lines, spell, before + 1, look)
        for before, spell in zip([-1, *spells], spells, strict=False)
    ]
    ends = [*(begin for begin, _ in begins[1:]), len(lines)]
    return [
        _entry(lines, begin, spell, end, named=named)
        for (begin, named), spell, end in zip(begins, spells, ends, strict=True)
    ]


def _is_spell(line: Line) -> bool:
    """Whether a line is dates and, in brackets behind them, how long that was."""
    text = line.text
    ranges = find_ranges(text)
    if len(ranges) != 1 or ranges[0].single or ranges[0].begin > 2:
        return False
    rest = text[ranges[0].stop :].strip()
    return bool(re.fullmatch(r"[(（].*[)）]", rest)) and is_duration(rest)


def _starts_with_dates(line: Line) -> bool:
    ranges = find_ranges(line.text)
    return bool(ranges) and not ranges[0].single and ranges[0].begin == 0


def _employer_before(lines: Sequence[Line], spell: int, first: int) -> int:
    """The line that names the first entry's employer: before the title, or before the whole time there."""
    total = next((index for index in range(first, spell) if is_duration(lines[index].text)), None)
    return total - 1 if total is not None and total > first else spell - 2


def _head_start(lines: Sequence[Line], spell: int, first: int, look: Line) -> tuple[int, bool]:
    """(where an entry begins, whether with an employer); a further title has none of its own."""
    for index in range(spell - 2, max(first, spell - 5) - 1, -1):
        total = is_duration(lines[index + 1].text)
        alike = lines[index].cells[0].style == look.cells[0].style and not is_duration(lines[index].text)
        if total or (
            alike and (index == spell - 2 or lines[spell - 1].cells[0].style != look.cells[0].style)
        ):
            return index, True
    return spell - 1, False


def _entry(lines: Sequence[Line], begin: int, spell: int, end: int, *, named: bool) -> RawEntry:
    titles = [line for line in lines[begin + named : spell] if not is_duration(line.text)]
    head = [*lines[begin : begin + named], *titles, lines[spell]]
    labels = ["who"] * named + ["what"] * len(titles) + ["when"]
    after = spell + 1
    if after < end and place_score(lines[after].text) > 0:
        head.append(lines[after])
        labels.append("where")
        after += 1
    return RawEntry(head, items_of_lines(lines[after:end]), labels)
