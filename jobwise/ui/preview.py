"""A made PDF as pictures, and where on its pages a line of the document stands."""

import threading
from collections.abc import Sequence

from jobwise.domain.documents import Document, Line
from jobwise.domain.profile import Place
from jobwise.reading import page_picture
from jobwise.reading.paper import opened_pdf

_LOCK = threading.Lock()
"""PDFium may be used by one thread at a time, and every visit has its own."""

Box = tuple[float, float, float, float]
LineBox = tuple[int, Box]
"""(page from 1, box as shares of the page)"""


def page_count(pdf: bytes) -> int:
    """How many pages a PDF has."""
    with _LOCK, opened_pdf(pdf) as document:
        return len(document)


def picture(pdf: bytes, page: int, marked: Place | None, scale: float) -> bytes:
    """A page as PNG; `page` from 1, `scale` 1.0 = 72 dpi."""
    with _LOCK:
        return page_picture("preview.pdf", pdf, page, marked, scale)


def places(pdf: bytes, document: Document) -> dict[str, Place]:
    """Line id -> where it stands. Lines that cannot be found are left out.

    Lines are looked for in printed order, each after the one before it, so that equal lines do not
    take each other's place. Only letters and digits are compared: spaces, dashes and line ends are
    the typesetter's.
    """
    with _LOCK:
        letters, boxes = _letters(pdf)
    found: dict[str, Place] = {}
    cursor = 0
    for line in document.lines:
        wanted = _folded(line.text)
        at = letters.find(wanted, cursor) if wanted else -1
        if at >= 0:
            found[line.id] = _place(boxes[at : at + len(wanted)])
            cursor = at + len(wanted)
    return found


def shown_text(line: Line) -> str:
    """A line's columns as they are read from left to right."""
    return " · ".join(part for part in (line.text, line.detail, line.aside) if part)


def _folded(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def _letters(pdf: bytes) -> tuple[str, list[LineBox]]:
    """All letters and digits of a PDF, each with the box of the piece of a line that it stands in."""
    letters: list[str] = []
    boxes: list[LineBox] = []
    with opened_pdf(pdf) as document:
        for number in range(len(document)):
            page = document[number]
            width, height = page.get_size()
            text = page.get_textpage()
            for index in range(text.count_rects()):
                left, bottom, right, top = text.get_rect(index)
                words = _folded(text.get_text_bounded(left, bottom, right, top))
                box = (left / width, 1 - top / height, right / width, 1 - bottom / height)
                letters.append(words)
                boxes += [(number + 1, box)] * len(words)
    return "".join(letters), boxes


def _place(boxes: Sequence[LineBox]) -> Place:
    """The boxes of some letters: one a printed line, on the page where they begin."""
    page = boxes[0][0]
    lines: list[Box] = []
    for number, box in dict.fromkeys(boxes):
        if number != page:
            continue
        if lines and abs(lines[-1][1] - box[1]) < (box[3] - box[1]) / 2:
            lines[-1] = _around(lines[-1], box)
        else:
            lines.append(box)
    return Place(page=page, boxes=tuple(lines))


def _around(one: Box, other: Box) -> Box:
    return (
        min(one[0], other[0]),
        min(one[1], other[1]),
        max(one[2], other[2]),
        max(one[3], other[3]),
    )
