"""PDF by the markdown-pdf package: Markdown with HTML blocks where Markdown has no word for it.

*Why tables:* MuPDF, which lays the page out, knows neither float nor flex, and of "keep together" it
knows only that a table row is never torn. So dates stand in a second cell, and a heading, the entry
below it and that entry's first line share one row.
"""

import html
import io
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal

from jobwise.domain.documents import Document, Line
from jobwise.domain.profile import Profile
from jobwise.rendering import fonts
from jobwise.rendering.blocks import Block, blocks
from jobwise.rendering.markdown import escaped_as_is
from jobwise.rendering.printable import Part, contact_parts, printable, web_address
from jobwise.rendering.typst_pdf import Paper as TypstPaper
from jobwise.rendering.typst_pdf import TypstExporter

Paper = Literal["A4", "letter"]
_TYPST_PAPER: dict[Paper, TypstPaper] = {"A4": "a4", "letter": "us-letter"}
_FONTS = ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf", "NotoSans-Italic.ttf")
_REFERENCE = re.compile(r"&(?=[#\w])")
_SHAPED = re.compile("[\u0590-\u097f\ufb1d-\ufdff\ufe70-\ufefc]")
_END = "document-end"
_MARGINS = ((50, 42, -50, -42), (50, 42, -50, -43), (50, 42, -50, -46))
"""Left, top, right, bottom in points. *Why three:* MuPDF drops the rest of a story when a page's
last line ends exactly on its lower edge, so a lost end is set again on a slightly lower page."""
_LINK_STYLE = "color:#1f4e79;text-decoration:none"
"""*Why here:* MuPDF's own rule for links wins over a style sheet's, and loses to this."""
_LONGEST_ASIDE = 40
"""Characters. A longer one would squeeze the title, so it goes below."""
_LONGEST_WORD = 45
"""Characters. A table cell does not break words and would grow past the edge of the page."""


@dataclass
class MarkdownPdfExporter:
    """`paper` is the size of the page."""

    suffix: str = ".pdf"
    media_type: str = "application/pdf"
    paper: Paper = "A4"

    def export(self, document: Document, profile: Profile) -> bytes:
        if any(map(_needs_shaping, document.lines)):
            return TypstExporter(paper=_TYPST_PAPER[self.paper]).export(document, profile)
        with fonts.MUPDF_LOCK:
            return self._export(document)

    def _export(self, document: Document) -> bytes:
        drawn = _drawn(document, self.paper)
        with fonts.mupdf().open(stream=drawn, filetype="pdf") as pdf:
            pdf.subset_fonts()
            pdf.set_language(document.language)
            pdf.xref_set_key(-1, "ID", "null")  # a random one, which would make equal documents differ
            content: bytes = pdf.tobytes(garbage=4, deflate=True, use_objstms=1, no_new_id=True)
        return content


def warm() -> None:
    """Import the package and its fonts."""
    with fonts.MUPDF_LOCK:
        _archive()
        import markdown_pdf  # noqa: F401


@cache
def _archive() -> Any:
    """The fonts under the names that the style sheet gives them."""
    archive = fonts.mupdf().Archive()
    for name in _FONTS:
        archive.add(fonts.font(name), name)
    return archive


@cache
def _css() -> str:
    return resources.files("jobwise.rendering").joinpath("themes/markdown.css").read_text("utf-8")


def _drawn(document: Document, paper: Paper) -> bytes:
    archive = _archive()
    from markdown_pdf import MarkdownPdf, Section

    text = "\n\n".join([*_markdown(document), f'<div id="{_END}"></div>'])
    outline = int(bool(document.lines) and document.lines[0].role == "name") * 2
    for margins in _MARGINS:
        pdf = MarkdownPdf(toc_level=outline, mode="commonmark")
        pdf.meta = _metadata(document)
        pdf.add_section(Section(text, root=archive, paper_size=paper, borders=margins), user_css=_css())
        if any(position.id == _END for position in pdf.hrefs):
            break
    out = io.BytesIO()
    pdf.save_bytes(out)
    return out.getvalue()


def _needs_shaping(line: Line) -> bool:
    """Whether it has letters that run to the left or that change with their neighbours.

    *Why it matters:* MuPDF prints those well, but the text comes back reversed and with wrong letters.
    """
    return _SHAPED.search(f"{line.text}{line.detail}{line.aside}") is not None


def _metadata(document: Document) -> dict[str, str | None]:
    """PDF metadata without a date, so that the same document gives the same bytes."""
    return {
        "title": printable(document.title),
        "author": printable(document.author),
        "subject": "Résumé" if document.kind == "resume" else "Cover letter",
        "creator": "JobWise",
    }


def _markdown(document: Document) -> Iterator[str]:
    for block in blocks(document):
        if block.together and all(map(_fits_a_cell, block.together)):
            yield from _kept(block)
        else:
            yield from _loose((*block.together, *block.lines))


def _fits_a_cell(line: Line) -> bool:
    words = printable(f"{line.text} {line.detail} {line.aside}").split()
    return all(len(word) <= _LONGEST_WORD for word in words)


def _kept(block: Block) -> Iterator[str]:
    """A heading, an entry and its first line as one row; the rest of the block after it."""
    inner = "".join(_html(line) for line in block.together)
    yield f"<table><tr><td>{inner}</td></tr></table>"
    yield from _loose(block.lines)


def _loose(lines: Sequence[Line]) -> Iterator[str]:
    bullets: list[str] = []
    for line in lines:
        if line.role == "bullet":
            bullets.append(f"- {_text(line.text, escaped_as_is)}")
            continue
        if bullets:
            yield "\n".join(bullets)
            bullets = []
        yield f"# {_text(line.text, escaped_as_is)} #" if line.role == "name" else _html(line)
    if bullets:
        yield "\n".join(bullets)


def _html(line: Line) -> str:
    """A line as one row of HTML, every text in it escaped."""
    text, detail = _text(line.text), _text(line.detail)
    match line.role:
        case "heading":
            return f"<h2>{text}</h2>"
        case "entry":
            return _entry(line)
        case "bullet":
            return f'<ul class="first"><li>{text}</li></ul>'
        case "contact":
            parts = " · ".join(map(_contact, contact_parts(line.text)))
            return f'<div class="contact">{parts}</div>'
        case "skills":
            return f"<p><b>{detail}:</b> {text}</p>" if detail else f"<p>{text}</p>"
        case "text":
            return f'<p class="paragraph">{text}</p>'
        case _:
            return f'<p class="{line.role}">{text}</p>'


def _contact(part: Part) -> str:
    """A part that stays on one line, unless it is longer than one."""
    shown = _link(_text(part.text), part.url)
    return f"<span>{shown}</span>" if len(part.text) <= _LONGEST_WORD else shown


def _entry(line: Line) -> str:
    aside = _text(line.aside)
    below = [_text(line.detail)]
    if len(aside) > _LONGEST_ASIDE:
        below, aside = [aside, *below], ""
    details = "".join(f'<div class="detail">{part}</div>' for part in below if part)
    title = f"<b>{_link(_text(line.text), web_address(line.url))}</b>"
    if not _fits_a_cell(line):
        return f'<div class="entry">{title} {aside}{details}</div>'
    cell = f'<td class="aside" style="width:{_width(aside)}em">{aside}</td>' if aside else ""
    return f'<table class="entry"><tr><td>{title}{details}</td>{cell}</tr></table>'


def _width(text: str) -> float:
    """A width that the text surely fits into, in em: a Latin letter of Noto Sans takes 0.55 on average."""
    return round(1 + sum(1.05 if unicodedata.east_asian_width(char) in "WF" else 0.6 for char in text), 1)


def _link(text: str, url: str) -> str:
    return f'<a href="{html.escape(url)}" style="{_LINK_STYLE}">{text}</a>' if url else text


def _text(text: str, encode: Callable[[str], str] = html.escape) -> str:
    """Text as HTML or Markdown that shows it letter for letter.

    *Why the empty element:* PyMuPDF's Story resolves references twice, so that "&amp;lt;" would show as
    "<"; with an element after the "&" there is nothing to resolve.
    """
    return "&amp;<b></b>".join(encode(piece) for piece in _REFERENCE.split(printable(text)))
