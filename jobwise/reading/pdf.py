"""PDF -> Profile."""

import re
from collections import Counter
from typing import TYPE_CHECKING

from jobwise.domain.profile import Profile
from jobwise.domain.source import SourceText
from jobwise.errors import UnreadableFile
from jobwise.reading.columns import lines_of
from jobwise.reading.layout import Cell, Line, Printout, Word, with_text
from jobwise.reading.paper import corrupt_pdf, opened_pdf
from jobwise.reading.pdf_words import PageReader
from jobwise.reading.profile import profile_of
from jobwise.reading.sections import heading_kind

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_PAGE_NUMBER = re.compile(
    r"\W*(?:page|seite|p[aá]gina|strona|sida|σελίδα|страница|第)?\W*\d{1,2}\W*(?:页|頁)?\W*"
    r"(?:(?:of|von|de|sur|/|di|van|z|av|από|из|共)?\W*\d{1,2})?\W*(?:页|頁|ページ)?\W*",
    re.I,
)


def read(data: bytes) -> tuple[Profile, SourceText]:
    """The résumé in the file. Raises: UnreadableFile: corrupt, encrypted, too-many-pages, picture."""
    printout = printed(data)
    return profile_of(printout), SourceText(text=printout.text, pages=printout.pages, hidden=printout.hidden)


def text_of(data: bytes) -> str:
    """The words of the file in reading order. Raises: UnreadableFile."""
    return printed(data).text


def printed(data: bytes) -> Printout:
    """The file's lines in reading order. Raises: UnreadableFile."""
    import pypdfium2

    try:
        with opened_pdf(data) as document:
            pages, sizes, hidden = _pages(document)
            hints = tuple(filter(None, (document.get_metadata_value(key) for key in ("Author", "Title"))))
    except pypdfium2.PdfiumError as error:
        raise corrupt_pdf() from error
    if not any(pages):
        raise UnreadableFile(
            "This PDF is a picture",
            "It holds no text. Upload the Word file, or paste the text.",
            code="picture",
        )
    return _printout(pages, sizes, hints, hidden)


def _pages(
    document: "PdfDocument",
) -> tuple[list[list[Word]], tuple[tuple[float, float], ...], tuple[str, ...]]:
    """The words and the size of each page, and the passages that cannot be seen."""
    reader = PageReader()
    pages, sizes = [], []
    for page in document:
        pages.append(reader.words(page))
        left, bottom, right, top = page.get_bbox()
        sizes.append((right - left, top - bottom))
        page.close()
    return pages, tuple(sizes), tuple(reader.hidden)


def _printout(
    pages: list[list[Word]],
    sizes: tuple[tuple[float, float], ...],
    hints: tuple[str, ...],
    hidden: tuple[str, ...],
) -> Printout:
    flow: list[Line] = []
    aside: list[Line] = []
    sheets = [
        lines_of(words, number, sizes[number - 1][0], _is_heading)
        for number, words in enumerate(pages, start=1)
    ]
    repeated = _repeated(sheets, sizes)
    for number, lines in enumerate(sheets, start=1):
        sideways = [word for word in pages[number - 1] if word.turned]
        headings = [word for word in sideways if heading_kind(word.text)]
        for line in _with_headings(lines, headings, number):
            height = sizes[number - 1][1]
            furniture = _key(line, height) in repeated or _is_page_number(line, height)
            (aside if furniture else flow).append(line)
        aside += [Line(page=number, cells=[Cell([word])]) for word in sideways if word not in headings]
    return with_text(flow, aside, sizes, hints, hidden=hidden)


def _with_headings(lines: list[Line], words: list[Word], page: int) -> list[Line]:
    """The lines with headings that are printed sideways beside their section put above it.

    A section begins at the widest white space between the middles of two such headings.
    """
    out = list(lines)
    floor = float("-inf")
    for word in sorted(words, key=lambda word: word.top):
        middle = (word.top + word.bottom) / 2
        above = [line for line in lines if floor < line.top <= middle]
        if above:
            first = max(above, key=lambda line: line.gap)
            out.insert(out.index(first), Line(page, [Cell([word])], level=1, column=first.column))
        floor = middle
    return out


def _is_heading(cell: Cell) -> bool:
    return heading_kind(cell.text) is not None


def _key(line: Line, height: float) -> str | None:
    """What a line of the page's upper or lower edge comes back as; None for any other line.

    Short numbers count pages; years and amounts are words like others.
    """
    edge = "top" if line.bottom < 0.09 * height else "bottom" if line.top > 0.91 * height else ""
    words = re.sub(r"(?<!\d)\d{1,2}(?!\d)", "#", line.text).strip()
    return f"{edge} {words} {line.size:.0f}" if edge else None


def _repeated(sheets: list[list[Line]], sizes: tuple[tuple[float, float], ...]) -> set[str]:
    """Lines of the same edge that come back, page numbers aside, on most of the pages."""
    if len(sheets) < 2:
        return set()
    edges = Counter(
        key
        for lines, (_, height) in zip(sheets, sizes, strict=True)
        for key in {_key(line, height) for line in lines} - {None}
    )
    return {key for key, count in edges.items() if key and count >= max(2, len(sheets) - 1)}


def _is_page_number(line: Line, height: float) -> bool:
    edge = line.bottom < 0.08 * height or line.top > 0.92 * height
    return edge and bool(_PAGE_NUMBER.fullmatch(line.text))
