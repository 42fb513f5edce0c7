"""Where a PDF page shows letters: the page as painted, against the same page painted without its text.

*Why compared:* white letters on a coloured ground are seen and navy ones on navy are not; letters under a
picture, off the page, clipped away or without opacity leave no trace. One rule tells them all.

*Why in grey:* what is read stands out by its lightness (WCAG 2.2, 1.4.3), and grey takes half the time.
"""

import ctypes
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image
    from pypdfium2 import PdfPage

_LONGEST = 1_600
"""Pixels of a page's longer side: a poster is painted smaller."""
_DIFFERENCE = 12
"""Of 255, in lightness: a smaller difference to the ground is not seen."""
_DEEPEST = 8
"""Drawings within drawings that are looked into."""
_FAR = 100_000
"""Points: so far apart that whole pixels tell the step of one point exactly enough."""
Rect = tuple[float, float, float, float]


class Ink:
    """Tells whether letters were painted within a box of a page."""

    def __init__(self, page: "PdfPage") -> None:
        self._page = page
        width, height = page.get_size()
        scale = min(1.0, _LONGEST / max(width, height, 1.0))
        self._size = max(1, round(width * scale)), max(1, round(height * scale))
        self._whole = _painted(page, self._size)
        with _Untold(page):
            self._ground = _painted(page, self._size)
        self._letters = _difference(self._whole, self._ground)
        self._across, self._down = self._steps()

    def shows_letters(self, box: Rect) -> bool:
        """Whether text was painted in the middle of the box (left, bottom, right, top, in page points)."""
        return self._letters.crop(self._pixels(box)).getbbox() is not None

    def pictures_marks(self, box: Rect) -> bool:
        """Whether anything stands out from its ground in a picture there: the letters of a scan do."""
        return _spread(self._pictures.crop(self._pixels(box))) > 2 * _DIFFERENCE

    @cached_property
    def _pictures(self) -> "Image":
        """The page with its pictures alone."""
        with _Untold(self._page), _Undrawn(self._page):
            return _painted(self._page, self._size)

    def is_on_white(self, box: Rect) -> bool:
        """Whether what lies under the text there is white all over."""
        return min(self._ground.crop(self._pixels(box)).tobytes()) > 255 - _DIFFERENCE

    def _pixels(self, box: Rect) -> tuple[int, int, int, int]:
        """*Why the middle alone:* the letters beside, above and below reach into the box."""
        left, bottom, right, top = box
        aside, over = 0.1 * (right - left), 0.2 * (top - bottom)
        a, b = self._pixel(left + aside, bottom + over), self._pixel(right - aside, top - over)
        x, y = sorted((a[0], b[0])), sorted((a[1], b[1]))
        return x[0], y[0], max(x[1], x[0] + 1), max(y[1], y[0] + 1)

    def _pixel(self, x: float, y: float) -> tuple[int, int]:
        (c0, cx, cy), (r0, rx, ry) = self._across, self._down
        column, row = int(c0 + cx * x + cy * y), int(r0 + rx * x + ry * y)
        width, height = self._size
        return min(max(column, -2), width + 2), min(max(row, -2), height + 2)

    def _steps(self) -> tuple[tuple[float, float, float], tuple[float, float, float]]:
        """(start, step along x, step along y) of a pixel's column and of its row, whichever way the page is
        turned. *Why not asked of PDFium for each word:* that took as long as painting the page."""
        import pypdfium2.raw as pdfium

        column, row = ctypes.c_int(), ctypes.c_int()
        seen = []
        for x, y in ((0, 0), (_FAR, 0), (0, _FAR)):
            pdfium.FPDF_PageToDevice(self._page.raw, 0, 0, *self._size, 0, x, y, column, row)
            seen.append((column.value, row.value))
        (c0, r0), (c1, r1), (c2, r2) = seen
        return (c0, (c1 - c0) / _FAR, (c2 - c0) / _FAR), (r0, (r1 - r0) / _FAR, (r2 - r0) / _FAR)


class _Untold:
    """While it is entered the page's text is not painted."""

    def __init__(self, page: "PdfPage") -> None:
        self._page = page
        self._modes: list[tuple[object, int]] = []

    def __enter__(self) -> None:
        import pypdfium2.raw as pdfium

        for run in runs_of(self._page):
            self._modes.append((run, pdfium.FPDFTextObj_GetTextRenderMode(run)))
            pdfium.FPDFTextObj_SetTextRenderMode(run, pdfium.FPDF_TEXTRENDERMODE_INVISIBLE)

    def __exit__(self, *_: object) -> None:
        import pypdfium2.raw as pdfium

        for run, mode in self._modes:
            pdfium.FPDFTextObj_SetTextRenderMode(run, mode)


class _Undrawn:
    """While it is entered the page's lines, areas and shades are not painted."""

    def __init__(self, page: "PdfPage") -> None:
        self._page = page

    def __enter__(self) -> None:
        self._paint(False)

    def __exit__(self, *_: object) -> None:
        self._paint(True)

    def _paint(self, shown: bool) -> None:
        import pypdfium2.raw as pdfium

        for kind in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_SHADING):
            for shape in _shapes(self._page, kind):
                pdfium.FPDFPageObj_SetIsActive(shape, shown)


def runs_of(page: "PdfPage") -> Iterator[object]:
    """The page's text objects, those within drawings included."""
    import pypdfium2.raw as pdfium

    return _shapes(page, pdfium.FPDF_PAGEOBJ_TEXT)


def _shapes(page: "PdfPage", wanted: int) -> Iterator[object]:
    """The page's objects of a kind, those within drawings included."""
    import pypdfium2.raw as pdfium

    count = pdfium.FPDFPage_CountObjects(page.raw)
    waiting = [(pdfium.FPDFPage_GetObject(page.raw, index), 0) for index in range(count)]
    while waiting:
        shape, depth = waiting.pop()
        kind = pdfium.FPDFPageObj_GetType(shape)
        if kind == wanted:
            yield shape
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            inner = max(0, pdfium.FPDFFormObj_CountObjects(shape))
            waiting += [(pdfium.FPDFFormObj_GetObject(shape, index), depth + 1) for index in range(inner)]


def _painted(page: "PdfPage", size: tuple[int, int]) -> "Image":
    import pypdfium2.raw as pdfium
    from pypdfium2 import PdfBitmap

    bitmap = PdfBitmap.new_native(*size, pdfium.FPDFBitmap_Gray)
    bitmap.fill_rect((255, 255, 255, 255), 0, 0, *size)
    pdfium.FPDF_RenderPageBitmap(bitmap, page.raw, 0, 0, *size, 0, pdfium.FPDF_ANNOT)
    picture: Image = bitmap.to_pil().copy()  # the first looks into the bitmap, which goes
    bitmap.close()
    return picture


def _difference(whole: "Image", ground: "Image") -> "Image":
    """White where the two pictures differ enough to be seen."""
    from PIL import ImageChops

    return ImageChops.difference(whole, ground).point([0] * _DIFFERENCE + [255] * (256 - _DIFFERENCE))


def _spread(grey: "Image") -> int:
    """How far the lightest point of a grey picture is from its darkest, 0 to 255."""
    levels = grey.tobytes()
    return max(levels) - min(levels)
