"""Pages of a PDF as pictures, with the lines that a fact was read from marked in amber."""

import io
import math
from typing import TYPE_CHECKING

from jobwise.domain.profile import Place
from jobwise.errors import UnreadableFile
from jobwise.reading.paper import corrupt_pdf, opened_pdf

if TYPE_CHECKING:
    from PIL.Image import Image
    from pypdfium2 import PdfDocument

MAX_PIXELS = 8_000_000
"""A4 at 270 dpi. A page may claim to be 5 m wide: the scale gives way, not the memory."""
_FILL = (255, 191, 0, 72)
_EDGE = (96, 96, 96, 255)
_PAPER_EDGE = (143, 137, 125)
_PADDING = 0.003
"""Share of the page's width that a box is widened by, so that its edge does not touch the letters."""

Box = tuple[float, float, float, float]


def marked_page(data: bytes, page: int, marked: Place | None, scale: float) -> bytes:
    """A page as PNG; `page` from 1, `scale` 1.0 = 72 dpi. Boxes are drawn when they are on this page.

    Raises: UnreadableFile: no-page, corrupt, encrypted, too-many-pages.
    """
    with opened_pdf(data) as document:
        image = _rendered(document, page, scale)
    if marked is not None and marked.page == page:
        image = _marked(image, marked.boxes)
    return _png(_edged(image))


def crop(picture: bytes, marked: Place, *, margin: float = 0.02) -> bytes:
    """Only the marked lines out of a page's PNG, `margin` in shares of its width and height.

    The strip keeps the page's whole width between the outermost boxes. With no boxes the picture
    comes back as it is.
    """
    from PIL import Image

    if not marked.boxes:
        return picture
    with Image.open(io.BytesIO(picture)) as image:
        lefts, tops, rights, bottoms = zip(*marked.boxes, strict=True)
        around = (min(lefts) - margin, min(tops) - margin, max(rights) + margin, max(bottoms) + margin)
        return _png(image.crop(_pixels(around, image.size)))


def _rendered(document: "PdfDocument", page: int, scale: float) -> "Image":
    import pypdfium2

    if not 1 <= page <= len(document):
        raise UnreadableFile(
            f"This PDF has no page {page}", f"It has {len(document)}. Choose one of them.", code="no-page"
        )
    try:
        sheet = document[page - 1]
        width, height = sheet.get_size()
        bitmap = sheet.render(scale=_bounded(scale, width, height), may_draw_forms=False)
        image: Image = bitmap.to_pil().convert("RGB")
    except pypdfium2.PdfiumError as error:
        raise corrupt_pdf() from error
    return image


def _bounded(scale: float, width: float, height: float) -> float:
    """The scale, or the largest one that keeps the picture within MAX_PIXELS and 20,000 a side."""
    largest = math.sqrt(MAX_PIXELS / max(width * height, 1.0))
    return min(scale, largest, 20_000 / max(width, height, 1.0))


def _marked(image: "Image", boxes: tuple[Box, ...]) -> "Image":
    from PIL import Image, ImageDraw

    layer = Image.new("RGBA", image.size, (0, 0, 0, 0))
    draw = ImageDraw.Draw(layer)
    for left, top, right, bottom in boxes:
        box = (left - _PADDING, top - _PADDING, right + _PADDING, bottom + _PADDING)
        draw.rectangle(_pixels(box, image.size), fill=_FILL, outline=_EDGE, width=max(1, image.width // 600))
    return Image.alpha_composite(image.convert("RGBA"), layer).convert("RGB")


def _edged(image: "Image") -> "Image":
    """With a thin grey edge. *Why in the picture:* white paper must end on a light ground too."""
    from PIL import ImageDraw

    width, height = image.size
    ImageDraw.Draw(image).rectangle((0, 0, width - 1, height - 1), outline=_PAPER_EDGE, width=2)
    return image


def _pixels(box: Box, size: tuple[int, int]) -> tuple[int, int, int, int]:
    """Shares of the page -> pixels within it, at least one pixel wide and high."""
    width, height = size
    left, top, right, bottom = (min(1.0, max(0.0, share)) for share in box)
    x, y = min(int(left * width), width - 1), min(int(top * height), height - 1)
    return x, y, max(x + 1, round(right * width)), max(y + 1, round(bottom * height))


def _png(image: "Image") -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=1)
    return out.getvalue()
