"""What every format is turned into before it is understood: printed lines made of cells made of words."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from jobwise.domain.profile import Place
from jobwise.reading.glyphs import SOFT_HYPHEN

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Word:
    """A word on a page. Lengths are in points from the page's top left; `size` is the font's.

    `icon` is what a symbol stands for ("email", "" when unknown), None for ordinary words. `turned`
    words are printed from bottom to top or top to bottom.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    base: float
    size: float
    bold: bool = False
    italic: bool = False
    font: str = ""
    icon: str | None = None
    link: str = ""
    turned: bool = False


@dataclass(eq=False)
class Cell:
    """Words of one line with no wide gap between them. `start` is its offset in the source text."""

    words: list[Word]
    start: int = 0
    page: int = 1

    @cached_property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def left(self) -> float:
        return self.words[0].left

    @property
    def right(self) -> float:
        return self.words[-1].right

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @cached_property
    def base(self) -> float:
        return max(self.words, key=lambda word: len(word.text)).base

    @cached_property
    def size(self) -> float:
        return max(self.words, key=lambda word: (word.icon is None, len(word.text))).size

    @cached_property
    def bold(self) -> bool:
        letters = sum(len(word.text) for word in self.words)
        return 2 * sum(len(word.text) for word in self.words if word.bold) > letters

    @cached_property
    def caps(self) -> bool:
        letters = [char for char in self.text if char.isalpha()]
        cased = [char for char in letters if char.upper() != char.lower()]
        return len(letters) > 2 and 2 * len(cased) > len(letters) and all(char.isupper() for char in cased)

    @property
    def font(self) -> str:
        return max(self.words, key=lambda word: len(word.text)).font

    @property
    def style(self) -> tuple[float, bool, bool, str]:
        """Size to half a point, bold, capitals, font: equal for lines that look alike."""
        return round(self.size * 2) / 2, self.bold, self.caps, self.font

    def offset(self, index: int) -> int:
        """Offset in the source text of the word at `index`."""
        return self.start + sum(len(word.text) + 1 for word in self.words[:index])


@dataclass(eq=False)
class Line:
    """Cells of one row in one column. `bullet` is its list mark, taken out of the cells.

    `level` is 1.. for headings that the format itself marks (Word styles, Markdown), 0 elsewhere.
    `gap` is the white space above it in its own line heights, `edge` where its column's text ends
    on the right (0 where lines are not wrapped by a printer).
    """

    page: int
    cells: list[Cell]
    bullet: Word | None = None
    column: int = 0
    level: int = 0
    gap: float = 0.0
    width: float = 0.0
    edge: float = 0.0
    start: int = field(default=0)

    @property
    def text(self) -> str:
        return "   ".join(cell.text for cell in self.cells)

    @property
    def left(self) -> float:
        return self.cells[0].left

    @property
    def right(self) -> float:
        return self.cells[-1].right

    @cached_property
    def top(self) -> float:
        return min(word.top for cell in self.cells for word in cell.words)

    @cached_property
    def bottom(self) -> float:
        return max(word.bottom for cell in self.cells for word in cell.words)

    @property
    def size(self) -> float:
        return self.cells[0].size

    @property
    def end(self) -> int:
        return self.cells[-1].end

    def part(self, cells: list[Cell], *, bullet: Word | None = None) -> "Line":
        """A line of the same row with some of its cells."""
        return replace(self, cells=cells, bullet=bullet)

    def wraps_into(self, after: "Line") -> bool:
        """Whether the next line is the rest of this one: its first word had no room left here."""
        here, there = self.cells[-1], after.cells[0]
        if (
            len(self.cells) > 1
            or len(after.cells) > 1
            or after.bullet is not None
            or after.level
            or self.edge <= 0
        ):
            return False
        if abs(here.size - there.size) > 0.6 or here.words[-1].bold != there.words[0].bold:
            return False
        moved = (self.page, self.column) != (after.page, after.column)
        if not moved and after.gap > 0.75:
            return False
        first = there.words[0]
        broken = here.text.endswith((SOFT_HYPHEN, "-", "&", ",")) or here.words[-1].text in _OPEN_WORDS
        return broken or here.right + 0.2 * here.size + first.right - first.left > self.edge


@dataclass(frozen=True)
class Printout:
    """A file as printed lines in reading order. `sizes` are the pages' (width, height) in points."""

    lines: list[Line]
    text: str
    sizes: tuple[tuple[float, float], ...] = ()
    hints: tuple[str, ...] = ()
    """Texts of the file's own properties (author, title) that may hold the name."""
    aside: tuple[Line, ...] = ()
    """Page headers and footers, rotated words: in the text, but no part of the flow."""
    hidden: tuple[str, ...] = ()
    """Passages that the file holds besides and that cannot be seen on its pages."""

    @property
    def pages(self) -> int:
        return max(1, len(self.sizes))

    def place(self, lines: Sequence[Line]) -> Place | None:
        """Where some lines stand in the file."""
        return self.place_of_cells([cell for line in lines for cell in line.cells])

    def place_of_cells(self, cells: Sequence[Cell]) -> Place | None:
        """Where some cells stand in the file; only those on the first one's page get a box."""
        if not cells:
            return None
        page = cells[0].page
        boxes = tuple(self._box(cell) for cell in cells if cell.page == page) if self.sizes else ()
        start, end = min(cell.start for cell in cells), max(cell.end for cell in cells)
        return Place(page=page, start=start, end=end, boxes=boxes)

    def _box(self, cell: Cell) -> Box:
        width, height = self.sizes[cell.page - 1]
        top, bottom = min(word.top for word in cell.words), max(word.bottom for word in cell.words)
        return (
            _share(cell.left, width),
            _share(top, height),
            _share(cell.right, width),
            _share(bottom, height),
        )


def with_text(
    lines: list[Line],
    aside: Sequence[Line] = (),
    sizes: tuple[tuple[float, float], ...] = (),
    hints: tuple[str, ...] = (),
    *,
    hidden: tuple[str, ...] = (),
) -> Printout:
    """Lay the lines out as text and tell every cell its offset."""
    parts: list[str] = []
    position = 0
    for line in [*lines, *aside]:
        mark = f"{line.bullet.text} " if line.bullet else ""
        parts.append(mark)
        line.start = position
        position += len(mark)
        for index, cell in enumerate(line.cells):
            parts.append("\t" if index else "")
            position += bool(index)
            cell.start, cell.page = position, line.page
            parts.append(cell.text)
            position += len(cell.text)
        parts.append("\n")
        position += 1
    return Printout(lines, "".join(parts), sizes, hints, tuple(aside), hidden)


def _share(length: float, whole: float) -> float:
    return round(min(1.0, max(0.0, length / whole)), 4) if whole > 0 else 0.0


_OPEN_WORDS = frozenset(
    "and or of in for the a an with to et de des du la le en und der die für von y e di del og och".split()
)
"""Words that no line ends with unless it goes on."""
