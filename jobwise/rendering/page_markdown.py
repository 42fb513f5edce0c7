"""The Markdown that markdown-pdf prints: HTML blocks stand where Markdown has no word for it.

*Why tables:* MuPDF, which lays the page out, knows neither float nor flex, and of "keep together" it
knows only that a table row is never torn. So dates stand in a second cell, and a heading, the entry
below it and that entry's first line share one row.
"""

import html
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence

from jobwise.domain.documents import Document, Line
from jobwise.rendering.blocks import Block, blocks
from jobwise.rendering.markdown import escaped_as_is
from jobwise.rendering.printable import Part, contact_parts, printable, web_address

_REFERENCE = re.compile(r"&(?=[#\w])")
_LINK_STYLE = "color:#1f4e79;text-decoration:none"
"""*Why here:* MuPDF's own rule for links wins over a style sheet's, and loses to this."""
_LONGEST_ASIDE = 40
"""Characters. A longer one would squeeze the title, so it goes below."""
_LONGEST_WORD = 45
"""Characters. A table cell does not break words and would grow past the edge of the page."""


def paragraphs_of(document: Document) -> Iterator[str]:
    """Markdown paragraphs and HTML blocks, to be joined with an empty line between."""
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
    beside = f' · <span class="detail">{_text(line.detail)}</span>' if line.compact and line.detail else ""
    below = [] if beside else [_text(line.detail)]
    if len(aside) > _LONGEST_ASIDE:
        below, aside = [aside, *below], ""
    details = "".join(f'<div class="detail">{part}</div>' for part in below if part)
    title = f"<b>{_link(_text(line.text), web_address(line.url))}</b>{beside}"
    if not _fits_a_cell(line):
        return f'<div class="entry">{title} {aside}{details}</div>'
    cell = f'<td class="aside" style="width:{_width(aside)}em">{aside}</td>' if aside else ""
    look = "entry compact" if line.compact else "entry"
    return f'<table class="{look}"><tr><td>{title}{details}</td>{cell}</tr></table>'


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
