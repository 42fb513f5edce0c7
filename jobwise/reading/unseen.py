"""Text that a PDF holds and nobody who looks at its pages sees: it leaves no trace there, or a speck.

*Why left out:* it is there for machines that count words. A résumé tells people what it says.
"""

import ctypes
import math
from functools import cached_property
from typing import TYPE_CHECKING

from jobwise.reading.painted import Ink, Rect

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

_LEAST_SIZE = 4.0
"""Points: smaller letters are specks."""
_WHITE = 237
_LATIN_END = "\u0250"
"""PDFium draws these letters when the font is not in the file; other scripts it may leave blank."""


class Sight:
    """Tells which words of a page can be seen: those that leave a trace where they stand.

    The text behind a scan is not painted, and counts as seen where a picture has marks.
    """

    def __init__(self, page: "PdfPage") -> None:
        self._page = page

    def sees(self, word: str, run: object, size: float, box: Rect) -> bool:
        """Whether a word can be seen; `run` is its text object, `box` (left, bottom, right, top) on it."""
        if not run or not any(char.isalnum() for char in word):
            return True
        if self._tiny(run, size, box):
            return False
        if self._unpainted(run):
            return self._ink.pictures_marks(box)
        if self._white_on_white(run, box):
            return False
        return self._ink.shows_letters(box) or not _drawable(word, run)

    @cached_property
    def _ink(self) -> Ink:
        return Ink(self._page)

    def _tiny(self, run: object, size: float, box: Rect) -> bool:
        import pypdfium2.raw as pdfium

        if min(box[2] - box[0], box[3] - box[1]) >= _LEAST_SIZE:
            return False
        matrix = pdfium.FS_MATRIX()
        known = pdfium.FPDFPageObj_GetMatrix(run, matrix)
        return bool(known) and 0 < size * math.hypot(matrix.c, matrix.d) < _LEAST_SIZE

    def _unpainted(self, run: object) -> bool:
        import pypdfium2.raw as pdfium

        mode = pdfium.FPDFTextObj_GetTextRenderMode(run)
        return bool(mode in (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP))

    def _white_on_white(self, run: object, box: Rect) -> bool:
        """*Why asked besides:* white letters over other words lie where those leave their trace."""
        import pypdfium2.raw as pdfium

        filled = pdfium.FPDFTextObj_GetTextRenderMode(run) == pdfium.FPDF_TEXTRENDERMODE_FILL
        return filled and _is_white(run) and self._ink.is_on_white(box)


def _is_white(run: object) -> bool:
    import pypdfium2.raw as pdfium

    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFPageObj_GetFillColor(run, red, green, blue, alpha):
        return False
    return min(red.value, green.value, blue.value) >= _WHITE


def _drawable(word: str, run: object) -> bool:
    """Whether PDFium has letters of the word to paint: from the file, or from its own Latin fonts."""
    import pypdfium2.raw as pdfium

    font = pdfium.FPDFTextObj_GetFont(run)
    embedded = bool(font) and pdfium.FPDFFont_GetIsEmbedded(font) == 1
    return embedded or any(char.isalnum() and char < _LATIN_END for char in word)
