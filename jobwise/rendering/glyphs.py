"""Characters that no font of the pages has: left out or shown as "?", never as a silent box.

*Why the same for every theme:* each falls back on the same fonts, so a person who changes the theme
loses nothing more.
"""

import unicodedata
from functools import cache
from typing import Any

from jobwise.domain.documents import Document, Line
from jobwise.rendering import fonts
from jobwise.rendering.printable import printable

_FAMILIES = ("FiraGO-Regular.ttf", "NotoSans-Regular.ttf", "NotoSansSymbols2.ttf")
_COLUMNS = ("text", "detail", "aside")
_JOINERS = "\u200c\u200d"
"""They print as nothing and shape what stands around them."""


def lost(document: Document) -> str:
    """The characters of a document that no font has, each once, in order."""
    texts = (getattr(line, column) for line in document.lines for column in _COLUMNS)
    return "".join(dict.fromkeys(char for text in texts for char in printable(text) if not _has_glyph(char)))


def with_glyphs(document: Document) -> Document:
    """The document as it can be printed; the same one where every character can be."""
    if not lost(document):
        return document
    lines = tuple(_shown(line) for line in document.lines)
    names = {field: _with_glyphs(getattr(document, field)) for field in ("title", "author")}
    return document.model_copy(update={"lines": lines, **names})


def _shown(line: Line) -> Line:
    return line.model_copy(update={column: _with_glyphs(getattr(line, column)) for column in _COLUMNS})


def _with_glyphs(text: str) -> str:
    """A letter without a glyph as "?", a sign (an emoji) left out."""
    return " ".join("".join(_instead(char) for char in printable(text)).split())


def _instead(char: str) -> str:
    if _has_glyph(char):
        return char
    return "?" if unicodedata.category(char)[0] in "LN" else ""


@cache
def _has_glyph(char: str) -> bool:
    if char.isascii() or char in _JOINERS or unicodedata.category(char) == "Zs":
        return True
    with fonts.MUPDF_LOCK:
        return any(font.has_glyph(ord(char)) for font in _fonts())


@cache
def _fonts() -> tuple[Any, ...]:
    mupdf = fonts.mupdf()
    return (*(mupdf.Font(fontbuffer=fonts.font(name)) for name in _FAMILIES), mupdf.Font("cjk"))
