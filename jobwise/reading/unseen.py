"""Text that a PDF holds and nobody who looks at its pages sees: not painted, too small, white on white.

*Why left out:* it is there for machines that count words. A résumé tells people what it says.
"""

import ctypes
import math
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

_LEAST_SIZE = 2.0
"""Points: smaller letters are specks."""
_WHITE = 250
_FAINT = 8
Rect = tuple[float, float, float, float]


class Sight:
    """Tells which words of a page can be seen; what is painted on it is looked at only when it matters.

    A word that may lie on a shape, a picture or within a drawing counts as seen: the letters of a
    banner are white, and the text behind a scan is not painted.
    """

    def __init__(self, page: "PdfPage") -> None:
        self._page = page

    def sees(self, run: object, size: float, box: Rect) -> bool:
        """Whether a word can be seen; `run` is its text object, `box` (left, bottom, right, top) on it."""
        if not run:
            return True
        if self._tiny(run, size, box):
            return False
        return not self._unpainted(run) or self._lies_on_something(box)

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
        if mode == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE:
            return True
        return mode == pdfium.FPDF_TEXTRENDERMODE_FILL and _is_white(run)

    def _lies_on_something(self, box: Rect) -> bool:
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        return any(left <= x <= right and bottom <= y <= top for left, bottom, right, top in self._painted)

    @cached_property
    def _painted(self) -> list[Rect]:
        """The bounds of all that is no text and no white shape."""
        import pypdfium2.raw as pdfium

        found: list[Rect] = []
        edges = [ctypes.c_float() for _ in range(4)]
        for index in range(pdfium.FPDFPage_CountObjects(self._page.raw)):
            shape = pdfium.FPDFPage_GetObject(self._page.raw, index)
            kind = pdfium.FPDFPageObj_GetType(shape)
            if kind == pdfium.FPDF_PAGEOBJ_TEXT or (kind == pdfium.FPDF_PAGEOBJ_PATH and not _covers(shape)):
                continue
            if pdfium.FPDFPageObj_GetBounds(shape, *edges):
                left, bottom, right, top = (edge.value for edge in edges)
                found.append((left, bottom, right, top))
        return found


def _covers(path: object) -> bool:
    """Whether a path is filled with anything but white, or drawn with a line thick enough to write on."""
    import pypdfium2.raw as pdfium

    fill, stroke, width = ctypes.c_int(), ctypes.c_int(), ctypes.c_float()
    pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
    thick = stroke.value and pdfium.FPDFPageObj_GetStrokeWidth(path, width) and width.value > _LEAST_SIZE
    return bool(thick) or bool(fill.value and not _is_white(path))


def _is_white(shape: object) -> bool:
    """Whether a shape is filled with white or with next to nothing; a pattern's colour is not known."""
    import pypdfium2.raw as pdfium

    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFPageObj_GetFillColor(shape, red, green, blue, alpha):
        return False
    return alpha.value < _FAINT or min(red.value, green.value, blue.value) >= _WHITE
