"""Words of a PDF page with their place and look.

*Why a word's first and last character only:* asking PDFium for every character takes 14 to 20 ms a
page, for two characters a word 2 to 4 ms; the text itself comes in one call.
"""

import ctypes
import math
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from jobwise.matching.smuggled import smuggled
from jobwise.reading.glyphs import icon_kind, inner_hyphens, plain_glyphs
from jobwise.reading.layout import Word
from jobwise.reading.spoken import as_drawn
from jobwise.reading.unseen import Sight

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

_BOLD = re.compile(r"bold|black|heavy|demi|(?:CM|SF|EC|LM)B[XS]|-Bd\b|medi(?:um)?\b", re.I)
_ITALIC = re.compile(r"ital|obli|slant|(?:CM|SF|EC)(?:TI|SL)", re.I)
_BREAKS = re.compile(r"[^ \t\r\n\u00a0\u2002\u2003]+")
_HYPHENS = re.compile("[\u0002\ufffe\u00ad-]")
_LOOSE = 1.6
_TAG = "\udb40"
"""The first half of a tag character in UTF-16."""


class _Look(NamedTuple):
    font: str
    bold: bool
    italic: bool


class _Link(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float
    address: str


class PageReader:
    """Reads pages of one document; fonts are looked up once each. `hidden`: passages that cannot be seen."""

    def __init__(self) -> None:
        self.hidden: list[str] = []
        self._looks: dict[int, _Look] = {}

    def words(self, page: "PdfPage") -> list[Word]:
        """The words in the order of the file, letter-spaced ones put together."""
        import pypdfium2.raw as pdfium

        sheet, false = as_drawn(page, pdfium.FPDFText_LoadPage(page.raw))
        self.hidden += false
        try:
            found = list(self._words(page, sheet))
        finally:
            pdfium.FPDFText_ClosePage(sheet)
        return _respaced(found)

    def _words(self, page: "PdfPage", sheet: object) -> Iterator[Word]:
        import pypdfium2.raw as pdfium

        x0, _, _, y1 = page.get_bbox()
        links, sight = _links(page), Sight(page)
        follows = False
        count = pdfium.FPDFText_CountChars(sheet)
        text, same = _text(sheet, count)
        first, last = pdfium.FS_RECTF(), pdfium.FS_RECTF()
        x, y = ctypes.c_double(), ctypes.c_double()
        for raw, begin, end in _unbroken(text, sheet, same):
            pdfium.FPDFText_GetLooseCharBox(sheet, begin, first)
            pdfium.FPDFText_GetLooseCharBox(sheet, end, last)
            pdfium.FPDFText_GetCharOrigin(sheet, begin, x, y)
            left, right = min(first.left, last.left) - x0, max(first.right, last.right) - x0
            top, bottom = y1 - max(first.top, last.top), y1 - min(first.bottom, last.bottom)
            tall = bottom - top > 1.5 * (right - left)
            run, size = (
                pdfium.FPDFText_GetTextObject(sheet, begin),
                pdfium.FPDFText_GetFontSize(sheet, begin),
            )
            if not sight.sees(raw, run, size, (left + x0, y1 - bottom, right + x0, y1 - top)):
                self._hide(raw, follows)
                follows = True
                continue
            follows = False
            if _TAG in raw:
                self.hidden += smuggled(_whole(raw))
            look = self._look(run)
            for part, icon in _parts(raw):
                yield Word(
                    text=part,
                    left=left,
                    top=top,
                    right=right,
                    bottom=bottom,
                    base=y1 - y.value,
                    size=round(size, 1) or 1.0,
                    bold=look.bold,
                    italic=look.italic,
                    font=look.font,
                    icon=icon,
                    link=_address(links, left, top, right, bottom) if links else "",
                    turned=tall and abs(math.sin(pdfium.FPDFText_GetCharAngle(sheet, begin))) > 0.5,
                )

    def _hide(self, raw: str, follows: bool) -> None:
        """Keep a hidden word; one that follows another goes on with its passage."""
        word = "".join(part for part, _ in _parts(raw))
        if follows and self.hidden:
            self.hidden[-1] += f" {word}"
        else:
            self.hidden.append(word)

    def _look(self, run: object) -> _Look:
        import pypdfium2.raw as pdfium

        if not run:
            return _Look("", False, False)
        font = pdfium.FPDFTextObj_GetFont(run)
        if not font:
            return _Look("", False, False)
        key = ctypes.addressof(font.contents)
        if key not in self._looks:
            buffer = ctypes.create_string_buffer(128)
            pdfium.FPDFFont_GetBaseFontName(font, buffer, 128)
            name = buffer.value.decode("utf-8", "replace").split("+")[-1]
            heavy = pdfium.FPDFFont_GetWeight(font) >= 600
            self._looks[key] = _Look(name, heavy or bool(_BOLD.search(name)), bool(_ITALIC.search(name)))
        return self._looks[key]


def _unbroken(text: str, sheet: object, same: bool) -> Iterator[tuple[str, int, int]]:
    """(word, index of its first character, index of its last) with words broken at a line's end in two.

    *Why:* PDFium gives a word that is hyphenated over two lines as one, with a mark in the middle.
    """
    import pypdfium2.raw as pdfium

    def index(offset: int) -> int:
        return offset if same else int(pdfium.FPDFText_GetCharIndexFromTextIndex(sheet, offset))

    x, before, after = ctypes.c_double(), ctypes.c_double(), ctypes.c_double()
    for match in _BREAKS.finditer(text):
        begin, stop = match.span()
        for mark in _HYPHENS.finditer(text, begin, stop):
            if mark.end() >= stop:
                continue
            pdfium.FPDFText_GetCharOrigin(sheet, index(max(begin, mark.start() - 1)), x, before)
            pdfium.FPDFText_GetCharOrigin(sheet, index(mark.end()), x, after)
            if abs(before.value - after.value) > 2:
                yield text[begin : mark.end()], index(begin), index(max(begin, mark.start() - 1))
                begin = mark.end()
        yield text[begin:stop], index(begin), index(stop - 1)


def _text(sheet: object, count: int) -> tuple[str, bool]:
    """The page's text, and whether its offsets are PDFium's character indices.

    *Why decoded two bytes a character:* offsets must count UTF-16 units, as PDFium does.
    """
    import pypdfium2.raw as pdfium

    if count <= 0:
        return "", True
    buffer = ctypes.create_string_buffer(2 * count + 2)
    written = pdfium.FPDFText_GetText(sheet, 0, count, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)))
    units = max(0, written - 1)
    text = buffer.raw[: 2 * units].decode("utf-16-le", "surrogatepass")
    return text if len(text) == units else _by_units(buffer.raw[: 2 * units]), units == count


def _by_units(raw: bytes) -> str:
    pairs = (raw[index] | raw[index + 1] << 8 for index in range(0, len(raw), 2))
    return "".join(chr(unit) for unit in pairs)


def _whole(raw: str) -> str:
    """A word of UTF-16 units as characters."""
    return raw.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _parts(raw: str) -> Iterator[tuple[str, str | None]]:
    """A word without what cannot be printed; an icon glued to it becomes a word of its own."""
    if raw.isascii() and raw.isalnum():
        yield raw, None
        return
    plain = inner_hyphens(plain_glyphs(_whole(raw))).strip()
    plain = "".join(
        char for char in plain if char.isprintable() or char == "\u00ad" or icon_kind(char) is not None
    )
    if not plain:
        return
    head = icon_kind(plain[0])
    if head is not None and len(plain) > 1:
        yield "•", head
        plain, head = plain[1:], icon_kind(plain[1:])
    yield ("•", head) if head is not None else (plain, None)


def _links(page: "PdfPage") -> list[_Link]:
    import pypdfium2.raw as pdfium

    x0, _, _, y1 = page.get_bbox()
    position, link, area = ctypes.c_int(0), pdfium.FPDF_LINK(), pdfium.FS_RECTF()
    found: list[_Link] = []
    while len(found) < 500 and pdfium.FPDFLink_Enumerate(page.raw, position, link):
        action = pdfium.FPDFLink_GetAction(link)
        size = pdfium.FPDFAction_GetURIPath(page.pdf.raw, action, None, 0) if action else 0
        if size > 1 and pdfium.FPDFLink_GetAnnotRect(link, area):
            buffer = ctypes.create_string_buffer(size)
            pdfium.FPDFAction_GetURIPath(page.pdf.raw, action, buffer, size)
            address = buffer.value.decode("utf-8", "replace")
            found.append(_Link(area.left - x0, y1 - area.top, area.right - x0, y1 - area.bottom, address))
    return found


def _address(links: list[_Link], left: float, top: float, right: float, bottom: float) -> str:
    x, y = (left + right) / 2, (top + bottom) / 2
    inside = (link.address for link in links if link.left <= x <= link.right and link.top <= y <= link.bottom)
    return next(inside, "")


def _respaced(words: list[Word]) -> list[Word]:
    """Put letter-spaced words ("S K I L L S") together; a wider gap parts two of them."""
    out: list[Word] = []
    index = 0
    while index < len(words):
        run = _letters(words, index)
        out += _merged(run) if len(run) > 2 else run[:1]
        index += len(run) if len(run) > 2 else 1
    return out


def _letters(words: list[Word], index: int) -> list[Word]:
    """The run of single letters that starts at `index`, on one line and no more than an em apart."""
    run = [words[index]]
    if len(words[index].text) > 1 or not words[index].text.isalnum():
        return run
    for word in words[index + 1 :]:
        before = run[-1]
        near = abs(word.base - before.base) < 1 and -0.5 < word.left - before.right < 1.2 * before.size
        if len(word.text) > 1 or not near or not (word.text.isalnum() or word.text in "&-"):
            break
        run.append(word)
    return run


def _merged(run: list[Word]) -> list[Word]:
    gaps = sorted(after.left - before.right for before, after in pairwise(run))
    limit = gaps[len(gaps) // 2] * _LOOSE + 0.3
    groups = [[run[0]]]
    for before, word in pairwise(run):
        if word.left - before.right <= limit:
            groups[-1].append(word)
        else:
            groups.append([word])
    return [_one(group) for group in groups]


def _one(group: list[Word]) -> Word:
    first, last = group[0], group[-1]
    return Word(
        text="".join(word.text for word in group),
        left=first.left,
        top=min(word.top for word in group),
        right=last.right,
        bottom=max(word.bottom for word in group),
        base=first.base,
        size=max(word.size for word in group),
        bold=first.bold,
        italic=first.italic,
        font=first.font,
        link=first.link,
    )
