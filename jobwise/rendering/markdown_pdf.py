"""PDF by the markdown-pdf package, which lays Markdown out with PyMuPDF.

*Why not always:* MuPDF prints letters that join or run to the left well, but its text layer gives them
back reversed and wrong; and in rare cases it loses the end of a document. Both are left to Typst.
"""

import importlib
import io
import re
from functools import cache
from importlib import resources
from typing import Any

from jobwise.domain.choices import Paper, Theme
from jobwise.domain.documents import Design, Document, Line
from jobwise.rendering import fonts
from jobwise.rendering.page_markdown import paragraphs_of
from jobwise.rendering.printable import keywords_of, printable

THEMES: dict[Theme, tuple[str, ...]] = {"plain": ("markdown",), "shaded": ("markdown", "shaded")}
"""Theme -> its style sheets in `themes/`."""
_PAPERS: dict[Paper, str] = {"a4": "A4", "letter": "letter"}
_FONTS = (
    "NotoSans-Regular.ttf",
    "NotoSans-Bold.ttf",
    "NotoSans-Italic.ttf",
    "FiraGO-Regular.ttf",
    "FiraGO-Bold.ttf",
)
_SHAPED = re.compile("[\u0590-\u097f\ufb1d-\ufdff\ufe70-\ufefc\U00010000-\U0010ffff]")
_END = "document-end"
_SIDE, _TOP, _BOTTOMS = 50, 42, (42, 45, 49, 54, 60)
"""Margins in points. *Why several at the bottom:* MuPDF 1.28 drops the rest of a story when a page's last
line ends on its lower edge (4 of 500 random documents), so a lost end is set again on a lower page."""


def rendered(document: Document, design: Design) -> bytes | None:
    """The PDF, or None where MuPDF cannot print the document faithfully."""
    if any(map(_needs_shaping, document.lines)):
        return None
    with fonts.MUPDF_LOCK:
        drawn = _drawn(document, design)
        return _finished(drawn, document.language) if drawn else None


def _finished(drawn: bytes, language: str) -> bytes:
    """With subsets of its fonts, its language, and nothing that differs from run to run."""
    with fonts.mupdf().open(stream=drawn, filetype="pdf") as pdf:
        pdf.subset_fonts()
        pdf.set_language(language)
        pdf.xref_set_key(-1, "ID", "null")
        content: bytes = pdf.tobytes(garbage=4, deflate=True, use_objstms=1, no_new_id=True)
    return content


def warm() -> None:
    """Import the package and its fonts."""
    with fonts.MUPDF_LOCK:
        _archive()
        importlib.import_module("markdown_pdf")


@cache
def _archive() -> Any:
    """The fonts under the names that the style sheet gives them."""
    archive = fonts.mupdf().Archive()
    for name in _FONTS:
        archive.add(fonts.without_ligatures(fonts.font(name)), name)
    return archive


@cache
def _css(theme: Theme) -> str:
    folder = resources.files("jobwise.rendering").joinpath("themes")
    return "\n".join(folder.joinpath(f"{name}.css").read_text("utf-8") for name in THEMES[theme])


def _drawn(document: Document, design: Design) -> bytes | None:
    """The PDF as markdown-pdf gives it; None when it loses the end at every height of the page."""
    archive = _archive()
    from markdown_pdf import MarkdownPdf, Section

    text = "\n\n".join([*paragraphs_of(document), f'<div id="{_END}"></div>'])
    named = bool(document.lines) and document.lines[0].role == "name"
    for bottom in _BOTTOMS:
        pdf = MarkdownPdf(toc_level=2 if named else 0, mode="commonmark")
        pdf.meta = _metadata(document)
        borders = (_SIDE, _TOP, -_SIDE, -bottom)
        section = Section(text, root=archive, paper_size=_PAPERS[design.paper], borders=borders)
        pdf.add_section(section, user_css=_css(design.theme))
        if _end_of(pdf) <= section.rect.y1 - bottom:
            out = io.BytesIO()
            pdf.save_bytes(out)
            return out.getvalue()
    return None


def _needs_shaping(line: Line) -> bool:
    """Whether it has letters that run to the left, change with their neighbours or lie beyond 16 bits.

    *Why it matters:* MuPDF prints those well, but the text comes back reversed or with wrong letters.
    """
    return _SHAPED.search(f"{line.text}{line.detail}{line.aside}") is not None


def _end_of(pdf: Any) -> float:
    """Where the marker at the document's end was put, in points from the top of the last page.

    A story whose end is lost reports it as if the page went on below its edge.
    """
    return max(float(position.rect[1]) for position in pdf.hrefs if position.id == _END)


def _metadata(document: Document) -> dict[str, str | None]:
    """PDF metadata without a date, so that the same document gives the same bytes."""
    return {
        "title": printable(document.title),
        "author": printable(document.author),
        "subject": "Résumé" if document.kind == "resume" else "Cover letter",
        "keywords": ", ".join(keywords_of(document)),
        "creator": "JobWise",
    }
