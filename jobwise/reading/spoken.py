"""Text that a PDF gives to be read aloud in place of what it draws (ISO 32000-1, 14.9.4, `ActualText`).

Ligatures, accents and icons are told so. *Why checked:* other words than those drawn are seen by no one.
"""

import ctypes
import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from jobwise.reading.glyphs import plain_glyphs
from jobwise.reading.painted import runs_of

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

_LONGEST = 4_096
_LABEL = re.compile(
    r"(?:tel|phone|mobile|mailto|e-?mail|homepage|website|web|url|address|github|gitlab|linkedin|twitter|x|orcid)"
    r":\s*(?:/in/)?",
    re.I,
)
"""What an icon before an address or a number is called aloud."""


def as_drawn(page: "PdfPage", sheet: object) -> tuple[object, tuple[str, ...]]:
    """The page's text, and the words that are told in place of others.

    Where there are such words, `sheet` is closed and one that holds what is drawn takes its place.
    """
    import pypdfium2.raw as pdfium

    marked = list(_marked(page))[::-1]
    if not marked:
        return sheet, ()
    for run, mark, _ in marked:
        pdfium.FPDFPageObj_RemoveMark(run, mark)
    drawn = pdfium.FPDFText_LoadPage(page.raw)
    false = []
    for told, pieces in groupby(marked, key=lambda piece: piece[2]):
        if _differs(told, "".join(_text(run, drawn) for run, _, _ in pieces)):
            false.append(" ".join(told.split()))
    pdfium.FPDFText_ClosePage(sheet if false else drawn)
    return (drawn if false else sheet), tuple(false)


def _marked(page: "PdfPage") -> Iterator[tuple[object, object, str]]:
    """(text object, its mark, what it tells) of all that is told otherwise."""
    import pypdfium2.raw as pdfium

    size, buffer = ctypes.c_ulong(), (ctypes.c_ushort * _LONGEST)()
    for run in runs_of(page):
        for index in range(max(0, pdfium.FPDFPageObj_CountMarks(run))):
            mark = pdfium.FPDFPageObj_GetMark(run, index)
            known = pdfium.FPDFPageObjMark_GetParamStringValue(
                mark, b"ActualText", buffer, 2 * _LONGEST, size
            )
            if known:
                told = bytes(buffer)[: min(size.value, 2 * _LONGEST)].decode("utf-16-le", "replace")
                yield run, mark, told.strip("\0")


def _text(run: object, sheet: object) -> str:
    import pypdfium2.raw as pdfium

    buffer = (ctypes.c_ushort * _LONGEST)()
    size = pdfium.FPDFTextObj_GetText(run, sheet, buffer, 2 * _LONGEST)
    return bytes(buffer)[: min(size, 2 * _LONGEST)].decode("utf-16-le", "replace").strip("\0")


def _differs(told: str, shown: str) -> bool:
    """Whether letters are told that are not those drawn; signs that no one can name are left alone."""
    spoken, shown = _letters(told), shown.strip()
    if not spoken or not shown or not shown.isprintable():
        return False
    label = _LABEL.match(told)
    rest = _letters(told[label.end() :]) if label else spoken
    drawn = {_letters(shown), _letters(_after_icon(shown))} if label else {_letters(shown)}
    return rest not in drawn and spoken not in drawn


def _after_icon(shown: str) -> str:
    """What stands behind the first sign, whatever name the font has for it."""
    return shown.partition(" ")[2] or shown


def _letters(text: str) -> str:
    plain = unicodedata.normalize("NFKD", plain_glyphs(text))
    return "".join(char for char in plain if char.isalnum()).casefold()
