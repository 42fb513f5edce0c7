"""Sections of a résumé: which lines are headings, and what each heading stands over.

Known words alone are not enough ("Languages" also labels a list of programming languages), and
neither is typography; the two together find the look that this résumé gives its headings.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from jobwise.matching.occupations import is_compound
from jobwise.reading.dates import find_ranges
from jobwise.reading.layout import Cell, Line
from jobwise.reading.lexicon import count, fold, table

_JOINERS = frozenset("and et und y e i och en и και of de des the".split())
_MAX_WORDS = 6
_EXPERIENCE = frozenset(
    "experience experiences employment erfahrung erfahrungen experiencia experiencias esperienza esperienze"
    " ervaring doswiadczenie erfarenhet".split()
)
_MARGIN_KINDS = 3
Style = tuple[float, bool, bool, str]


@dataclass(eq=False)
class Block:
    """A section: `kind` is a section's name, "basics", "summary", "courses" or "other"; `head` its line."""

    kind: str
    title: str = ""
    head: Line | None = None
    lines: list[Line] = field(default_factory=list)


def heading_kind(text: str) -> str | None:
    """The section that a heading's words stand for, None when they are no known heading."""
    if len(text) > 60 or text.count("(") != text.count(")"):
        return None
    return _headings().get(_key(text))


def heading_tongues(text: str) -> frozenset[str]:
    """ISO 639-1 codes of the languages that know a heading."""
    return _tongues().get(_key(text), frozenset())


def guessed_kind(text: str) -> str | None:
    """The section that some of a heading's words stand for: "Selected awards" -> awards."""
    known = heading_kind(text)
    if known:
        return known
    parts = [part for part in re.split(r"[&/,|+]|\band\b|\bet\b|\bund\b|\by\b", text) if part.strip()]
    for part in parts if len(parts) > 1 else ():
        if (kind := heading_kind(part)) is not None:
            return kind
    words = [fold(word) for word in re.findall(r"[^\W\d_]+", text)]
    for size in (3, 2, 1):
        for index in range(len(words) - size, -1, -1):
            kind = _headings().get("".join(words[index : index + size]))
            if kind is not None and kind != "other":
                return kind
    return None


def split_sections(lines: Sequence[Line]) -> list[Block]:
    """The lines as blocks in reading order; the first one, "basics", has no heading."""
    looks = _heading_looks(lines)
    blocks = [Block("basics")]
    lefts: dict[int, Block] = {}
    before: Line | None = None
    skip = False
    for index, line in enumerate(lines):
        after = lines[index + 1] if index + 1 < len(lines) else None
        if skip:
            skip = False
            continue
        if before is not None and _beside(before, line):
            blocks.append(_taken_up(blocks, lefts, line))
        kind = _kind_of(line, looks, first=index == 0, named=len(blocks) > 1)
        if kind is not None and _is_first_line(blocks[-1], line):
            kind = None
        double = _double_kind(line, after, looks, kind) if after else None
        if double is not None and after is not None:
            title = f"{line.cells[0].text} {after.cells[0].text}"
            blocks.append(Block(double, title, line.part(line.cells[:1])))
            blocks[-1].lines += [row.part(row.cells[1:]) for row in (line, after) if len(row.cells) > 1]
            skip = True
        elif kind is not None:
            blocks.append(Block(kind, line.cells[0].text.strip(" :"), line.part(line.cells[:1])))
            if len(line.cells) > 1:
                blocks[-1].lines.append(line.part(line.cells[1:]))
        else:
            blocks[-1].lines.append(line)
        before = after if skip else line
        lefts[round(line.left / 40)] = blocks[-1]
    return blocks


def _is_first_line(block: Block, line: Line) -> bool:
    """Whether what looks like a heading is what stands under the one before: "HACCP" under "SKILLS"."""
    return block.head is not None and not block.lines and heading_kind(line.cells[0].text) is None


def _beside(before: Line, line: Line) -> bool:
    """Whether a line begins a column that stands to the right of the one before, or a new page."""
    if line.page != before.page:
        return line.column == 0 and before.column > 0
    return line.column != before.column and line.left > before.right and line.top < before.bottom


def _taken_up(blocks: list[Block], lefts: dict[int, Block], line: Line) -> Block:
    """What a column's lines before its first heading belong to.

    On the first page that is the top of the résumé, on later ones the section that the column at
    the same place ended with.
    """
    if line.page == 1:
        return Block("basics")
    same = lefts.get(round(line.left / 40), blocks[-1])
    return Block(same.kind, same.title)


def _double_kind(line: Line, after: Line, looks: "_Looks", kind: str | None) -> str | None:
    """The kind of a heading that is wrapped over two lines, alone on them or in the margin of both."""
    one, two = line.cells[0], after.cells[0]
    margin = len(line.cells) > 1 and len(after.cells) > 1 and abs(one.left - two.left) < 3
    alone = len(line.cells) == 1 and len(after.cells) == 1
    apart = not (alone or margin) or after.bullet is not None or after.gap > 0.8
    stands_out = kind is not None or _strength(one, looks) >= 1
    two_headings = kind is not None and heading_kind(two.text) not in (None, kind)
    no_words = not re.search(r"[^\W\d_]", two.text)  # "2009 – 2013" is what stands under a heading
    if apart or no_words or not stands_out or not _same_look(one, two) or two_headings:
        return None
    return heading_kind(f"{one.text} {two.text}")


def _same_look(one: Cell, two: Cell) -> bool:
    return abs(one.size - two.size) < 0.6 and one.bold == two.bold and one.font == two.font


@dataclass(frozen=True)
class _Looks:
    """`margin`: three or more kinds of headings stand to the left of their section's first line.

    `level`: the highest level of headings that the format marks more than once, 0 for none.
    """

    body: float
    main: Style | None
    known: int
    unknown: int
    margin: bool
    level: int


def _kind_of(line: Line, looks: _Looks, *, first: bool, named: bool) -> str | None:
    cell = line.cells[0]
    words = cell.text.split()
    if (line.bullet is not None and line.bullet.icon is None) or len(words) > _MAX_WORDS + 2:
        return None
    if line.level:
        return _kind_by_level(line, looks, first=first)
    known = heading_kind(cell.text)
    if known:
        alone = len(line.cells) == 1
        strong = _strength(cell, looks) >= (1 if alone else 2)
        plain = looks.main is None or _strength_of(looks.main, looks.body) == 0
        return known if strong or (plain and (alone or looks.margin)) else None
    alike = looks.main is not None and _alike(cell, looks.main) and _strength(cell, looks) >= 2
    if not alike or first or len(line.cells) > 1 or find_ranges(cell.text) or not _short(words):
        return None
    if _is_experience(words):
        return "work"
    if looks.unknown > looks.known:
        return None
    trade = count("titles", cell.text) > 0 or any(map(is_compound, words))  # an entry's, set as headings are
    return guessed_kind(cell.text) or ("other" if named and not trade else None)


def _kind_by_level(line: Line, looks: _Looks, *, first: bool) -> str | None:
    kind = heading_kind(line.cells[0].text)
    if kind:
        return kind
    if first or (line.level != looks.level if looks.main is None else not _alike(line.cells[0], looks.main)):
        return None
    return guessed_kind(line.cells[0].text) or "other"


def _is_experience(words: list[str]) -> bool:
    """Whether words name experience of some kind: "Maritime experience", "Expérience hôtelière"."""
    ends = {fold(word.strip(" :")) for word in (words[0], words[-1])}
    return 1 < len(words) <= 3 and not ends.isdisjoint(_EXPERIENCE)


def _short(words: list[str]) -> bool:
    """Whether words unknown to the lists may be a heading: few, no numbers, no label, no sentence."""
    text = " ".join(words)
    return len(words) <= _MAX_WORDS and len(text) > 3 and not re.search(r"\d|:\s*\S|@|[,|]|[.;]$", text)


def _heading_looks(lines: Sequence[Line]) -> _Looks:
    """The look that most of the known headings share, and how often it stands over unknown words."""
    letters: Counter[float] = Counter()
    for line in lines:
        for cell in line.cells:
            letters[round(cell.size * 2) / 2] += len(cell.text)
    body = letters.most_common(1)[0][0] if letters else 10.0
    kinds: dict[Style, set[str]] = defaultdict(set)
    for line in lines:
        kind = heading_kind(line.cells[0].text)
        if kind and line.bullet is None:
            kinds[line.cells[0].style].add(kind)
    levels = Counter(line.level for line in lines if line.level)
    level = min((level for level, times in levels.items() if times > 1), default=0)
    if not kinds:
        return _Looks(body, None, 0, 0, False, level)
    main = max(kinds, key=lambda look: (len(kinds[look]), _strength_of(look, body), look[0]))
    same = [line for line in lines[1:] if line.bullet is None and _alike(line.cells[0], main)]
    known = sum(heading_kind(line.cells[0].text) is not None for line in same)
    beside = {heading_kind(line.cells[0].text) for line in lines if len(line.cells) > 1} - {None}
    return _Looks(body, main, known, len(same) - known, len(beside) >= _MARGIN_KINDS, level)


def _alike(cell: Cell, look: Style) -> bool:
    size, bold, caps, font = cell.style
    return (
        abs(size - look[0]) <= 0.5
        and bold == look[1]
        and font == look[3]
        and (caps == look[2] or (size > look[0] - 0.1 and not look[2]))
    )


def _strength(cell: Cell, looks: _Looks) -> int:
    """2: looks like the main headings; 1: stands out in size, weight or capitals; 0: plain text."""
    if looks.main is not None and _alike(cell, looks.main) and _strength_of(looks.main, looks.body):
        return 2
    if looks.main is not None and cell.size < 0.8 * looks.main[0]:
        return 0
    return _strength_of(cell.style, looks.body)


def _strength_of(look: Style, body: float) -> int:
    size, bold, caps, _ = look
    return int(size > 1.08 * body or ((bold or caps) and size > 0.85 * body))


@lru_cache(maxsize=4096)
def _key(text: str) -> str:
    text = re.sub(r"^\W*(?:[\dIVX]{1,3}[.)])?\s*", "", text)
    text = re.sub(r"\([^)]*\)", "", text)
    words = re.findall(r"[^\W\d_]+", fold(text))
    return "".join(word for word in words if word not in _JOINERS)


@lru_cache(maxsize=1)
def _tongues() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for languages in table("headings").values():
        for language, phrases in languages.items():
            for phrase in phrases:
                found[_key(phrase)].add(language)
    return {key: frozenset(languages) for key, languages in found.items()}


@lru_cache(maxsize=1)
def _headings() -> dict[str, str]:
    found: dict[str, str] = {}
    for kind, languages in table("headings").items():
        for phrases in languages.values():
            for phrase in phrases:
                found.setdefault(_key(phrase), kind)
    return found
