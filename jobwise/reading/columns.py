"""Words of a page -> lines in reading order: rows, cells, and columns cut at white space.

The cut: a vertical strip of white that no cell crosses over several rows parts two columns when the
lines beside it do not belong together row by row (a margin of dates does, a side bar does not).
The idea is the XY cut of Nagy and Seth (1984), with the rows' alignment as the test for tables.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import groupby, pairwise

from jobwise.reading.glyphs import is_bullet
from jobwise.reading.layout import Cell, Line, Word

_WIDE = 1.15
"""White space between words of one cell, in ems, is never wider."""
_MARGIN = 0.5
"""In ems: the least white space before a word that starts where many lines start."""
_MIN_ROWS = 3
_LEFTWARD = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_OVERHANG = 2.5
"""In points: how far a letter may stand out to the left of its column, as J and Á do."""
_SHORT = 0.75
"""Of the way to the right margin: a page of one column whose lines all end before is not wrapped there."""

Row = list[Cell]


def lines_of(
    words: Sequence[Word], page: int, width: float, is_heading: Callable[[Cell], bool]
) -> list[Line]:
    """The page's lines in reading order, rotated words left out.

    `width` is the page's, in points. `is_heading` tells whether a cell has the words of a section
    heading; headings on both sides of a strip of white make it a gap between columns.
    """
    margin = min((word.left for word in words), default=0.0)
    rows = _cells(_rows([word for word in words if not word.turned]))
    regions = _regions(rows, is_heading, 0)
    alone = len(regions) == 1
    return [
        line
        for column, region in enumerate(regions)
        for line in _lines(region, page, column, width - margin, alone=alone)
    ]


def _rows(words: list[Word]) -> list[list[Word]]:
    """Words that share a base line, from top to bottom, each row from left to right."""
    rows: list[list[Word]] = []
    longest = largest = words[0] if words else None
    for word in sorted(words, key=lambda word: word.base):
        if rows and longest and largest and word.base - longest.base <= _slack(word, largest):
            rows[-1].append(word)
            longest = word if len(word.text) > len(longest.text) else longest
            largest = word if word.size > largest.size else largest
        else:
            rows.append([word])
            longest = largest = word
    return [sorted(row, key=lambda word: word.left) for row in rows]


def _slack(word: Word, other: Word) -> float:
    """How far apart two base lines of one row may be, in points: more for what is raised beside a word."""
    small, large = sorted((word.size, other.size))
    raised = (
        small < 0.8 * large and -0.1 * large < max(word.left - other.right, other.left - word.right) < large
    )
    return (0.5 if raised else 0.3) * (large if raised else small)


def _cells(rows: list[list[Word]]) -> list[Row]:
    """Rows cut into cells at wide gaps, and at narrower ones before a common left edge."""
    wide = [_cut(row, lambda before, word: _gap(before, word) > _WIDE) for row in rows]
    starts = Counter(edge for row in wide for cell in row for edge in _edges(cell))
    common = {edge for edge, count in starts.items() if count >= 4}
    edges = common | {edge + 1 for edge in common} | {edge - 1 for edge in common}

    def parts(before: Word, word: Word) -> bool:
        gap = _gap(before, word)
        if gap > _MARGIN and round(word.left) in edges and not is_bullet(before.text):
            return True
        stretched = gap < 2 * _WIDE and word.text[:1].islower() and before.text[-1:].islower()
        return gap > _WIDE and not stretched

    cut = (_cut(row, parts) for row in rows)
    return [
        [Cell(_as_read(row))] if _is_stretched(cells) else [Cell(_as_read(words)) for words in cells]
        for row, cells in zip(rows, cut, strict=True)
    ]


def _as_read(words: list[Word]) -> list[Word]:
    """Words from left to right in the order they are read: a run in Arabic or Hebrew begins at its right.

    Source: Unicode Standard Annex 9, rule L2, for words that are whole already.
    """
    leftward = [bool(_LEFTWARD.search(word.text)) for word in words]
    if sum(leftward) < 2 and not (any(leftward) and 2 * sum(leftward) > len(words)):
        return words
    runs = [[*run] for _, run in groupby(range(len(words)), key=lambda index: leftward[index])]
    if 2 * sum(leftward) > len(words):  # the line itself runs to the left
        runs.reverse()
    ordered = [index for run in runs for index in (reversed(run) if leftward[run[0]] else run)]
    return [words[index] for index in ordered]


def _is_stretched(cells: list[list[Word]]) -> bool:
    """Whether a row is a justified line of few words, drawn out over the column, and no row of cells."""
    return len(cells) >= 4 and all(len(cell) == 1 and cell[0].text[:1].islower() for cell in cells[1:])


def _edges(cell: list[Word]) -> set[int]:
    """Where a cell's text starts, with and without its bullet."""
    own = {round(cell[0].left)}
    return own | {round(cell[1].left)} if len(cell) > 1 and is_bullet(cell[0].text) else own


def _gap(before: Word, word: Word) -> float:
    return (word.left - before.right) / max(before.size, word.size, 1.0)


def _cut(row: list[Word], parts: Callable[[Word, Word], bool]) -> list[list[Word]]:
    cells = [[row[0]]]
    for before, word in pairwise(row):
        lone_bullet = len(cells[-1]) == 1 and is_bullet(before.text) and _gap(before, word) < 3.5
        if parts(before, word) and not lone_bullet:
            cells.append([word])
        else:
            cells[-1].append(word)
    return cells


def _regions(rows: list[Row], is_heading: Callable[[Cell], bool], depth: int) -> list[list[Row]]:
    """Rows in reading order, a list for each block of text that runs by itself."""
    cut = _best_cut(rows, is_heading) if depth < 6 else None
    if cut is None:
        return [rows] if rows else []
    first, last, x = cut
    left = [side for row in rows[first : last + 1] if (side := [cell for cell in row if cell.left < x])]
    right = [side for row in rows[first : last + 1] if (side := [cell for cell in row if cell.left >= x])]
    parts = (rows[:first], left, right, rows[last + 1 :])
    return [region for part in parts for region in _regions(part, is_heading, depth + 1)]


def _best_cut(rows: list[Row], is_heading: Callable[[Cell], bool]) -> tuple[int, int, float] | None:
    """(first row, last row, x) of the tallest gap between two independent columns."""
    found: list[tuple[int, int, int, float]] = []
    starts = Counter(float(round(cell.left)) for row in rows for cell in row)
    for x in sorted(x for x, count in starts.items() if count >= _MIN_ROWS):
        for first, last in _open_runs(rows, x - _OVERHANG):
            first, last = _headed_run(rows, first, last, x - _OVERHANG, is_heading)
            left, right = _sides(rows[first : last + 1], x - _OVERHANG)
            if min(len(left), len(right)) >= _MIN_ROWS and _independent(left, right, is_heading):
                found.append((min(len(left), len(right)), first, last, x - _OVERHANG))
    if not found:
        return None
    _, first, last, x = max(found, key=lambda cut: (cut[0], cut[3]))
    return first, last, x


def _headed_run(
    rows: list[Row], first: int, last: int, x: float, is_heading: Callable[[Cell], bool]
) -> tuple[int, int]:
    """A run that begins at the first heading of two columns that both have some.

    Where only one side has headings, the run ends with the last row that has both sides.
    """
    left: list[int] = []
    right: list[int] = []
    for index in range(first, last + 1):
        for cell in rows[index]:
            if is_heading(cell):
                (left if cell.left < x else right).append(index)
                break
    if left and right:
        return min(left[0], right[0]), last
    if left:
        last = max(index for index in range(first, last + 1) if rows[index][-1].left >= x)
    return first, last


def _open_runs(rows: list[Row], x: float) -> list[tuple[int, int]]:
    """Runs of rows that no cell crosses at `x`, from the first row with both sides to the last."""
    runs: list[tuple[int, int]] = []
    begin = None
    for index, row in enumerate([*rows, None]):
        crossed = row is None or any(cell.left < x and cell.right > x + 0.5 for cell in row)
        if crossed and begin is not None:
            runs.append((begin, index - 1))
            begin = None
        elif not crossed and begin is None:
            begin = index
    return [trimmed for run in runs if (trimmed := _trimmed(rows, *run, x))]


def _trimmed(rows: list[Row], first: int, last: int, x: float) -> tuple[int, int] | None:
    """The run without leading rows that stand on one side only, as long as that side is the left.

    *Why:* a name or a full-width line that happens to be short belongs above the columns.
    """
    sides = [(any(c.left < x for c in row), any(c.left >= x for c in row)) for row in rows[first : last + 1]]
    both = [index for index, (left, right) in enumerate(sides) if right]
    if not both or not any(left for left, _ in sides):
        return None
    return first + both[0], last


def _sides(rows: list[Row], x: float) -> tuple[list[Row], list[Row]]:
    left = [side for row in rows if (side := [cell for cell in row if cell.left < x])]
    right = [side for row in rows if (side := [cell for cell in row if cell.left >= x])]
    return left, right


def _independent(left: list[Row], right: list[Row], is_heading: Callable[[Cell], bool]) -> bool:
    """Whether two sides are columns of their own, not cells of the same rows."""
    heads = [any(is_heading(row[0]) for row in side) for side in (left, right)]
    if all(heads):
        return True
    fewer, more = (left, right) if len(left) <= len(right) else (right, left)
    if 2 * sum(is_heading(row[0]) for row in fewer) >= len(fewer):
        return False
    bases = [row[0].base for row in more]
    rows = [row for row in fewer if not is_heading(row[0])]  # a heading stands on a row of its own anyway
    lone = [row for row in rows if min(abs(row[0].base - base) for base in bases) > 2.0]
    letters = sum(len(cell.text) for row in fewer for cell in row) / len(fewer)
    return len(lone) > 0.4 * len(rows) and letters > 12


def _edge(rows: list[Row], margin: float, *, alone: bool) -> float:
    """Where lines are wrapped: where two or more of them end.

    Else as far from the right edge of the paper as the text is from the left one, and so where a
    page's only column has nothing but short lines: no printer breaks them halfway.
    """
    rights = sorted((row[0].right for row in rows), reverse=True)
    if alone and rights and rights[0] < _SHORT * margin:
        return margin
    if not rights or (len(rights) > 1 and rights[1] > 0.96 * rights[0]) or rights[0] < 0.55 * margin:
        return rights[0] if rights else 0.0
    return max(rights[0], margin)


def _lines(rows: list[Row], page: int, column: int, margin: float, *, alone: bool) -> list[Line]:
    width = max((row[-1].right for row in rows), default=0.0) - min(
        (row[0].left for row in rows), default=0.0
    )
    edge = _edge(rows, margin, alone=alone)
    lines: list[Line] = []
    for row in rows:
        bullet, cells = _without_bullet(row)
        line = Line(page=page, cells=cells, bullet=bullet, column=column, width=width, edge=edge)
        if lines:
            line.gap = (line.top - lines[-1].bottom) / max(line.size, 1.0)
        lines.append(line)
    return lines


def _without_bullet(row: Row) -> tuple[Word | None, list[Cell]]:
    first, *rest = row[0].words
    if not is_bullet(first.text):
        return None, row
    if rest:
        return first, [Cell(rest), *row[1:]]
    return (first, row[1:]) if len(row) > 1 else (None, row)
