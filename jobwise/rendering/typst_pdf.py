"""PDF by Typst: tagged for screen readers (PDF/UA-1), in one of the themes of `themes/`.

*Why the data goes in as a string of JSON:* text in it is data to Typst and can never become markup.
"""

import json
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jobwise.domain.choices import Paper
from jobwise.domain.documents import Design, Document, Line
from jobwise.rendering import fonts
from jobwise.rendering.blocks import blocks
from jobwise.rendering.printable import contact_parts, keywords_of, printable, web_address

if TYPE_CHECKING:
    from typst import Fonts

THEMES = Path(__file__).with_name("themes")
_PAPERS: dict[Paper, str] = {"a4": "a4", "letter": "us-letter"}
_LANGUAGE = re.compile(r"[a-z]{2,3}")


def rendered(document: Document, design: Design) -> bytes:
    """The PDF in the theme of this name."""
    data = _data(document, design.paper)
    return typeset(design.theme, {"document": json.dumps(data, ensure_ascii=False)})


def typeset(name: str, inputs: dict[str, str]) -> bytes:
    """The PDF that a file of `themes/` makes of its inputs."""
    from typst import Compiler, TypstError

    compiler = Compiler(THEMES / f"{name}.typ", root=THEMES, font_paths=_fonts(), sys_inputs=inputs)
    try:
        return _single(compiler.compile(format="pdf", pdf_standards="ua-1"))
    except TypstError:
        # PDF/UA forbids a character that no font has; such a file is better than none.
        return _single(compiler.compile(format="pdf"))


@cache
def _fonts() -> "Fonts":
    from typst import Fonts

    return Fonts(include_system_fonts=False, font_paths=[fonts.font_folder()])


def _single(compiled: bytes | list[bytes] | None) -> bytes:
    """Typst gives a list for formats of one file a page, which PDF is not."""
    if not isinstance(compiled, bytes):
        raise TypeError(f"Typst gave {type(compiled).__name__} for a PDF")
    return compiled


def _data(document: Document, paper: Paper) -> dict[str, Any]:
    """What `themes/layout.typ` reads. PDF/UA asks for a title, so an empty one gets a name."""
    kind = "Résumé" if document.kind == "resume" else "Cover letter"
    language = document.language.casefold()
    return {
        "kind": document.kind,
        "title": printable(document.title) or kind,
        "author": printable(document.author),
        "subject": kind,
        "keywords": keywords_of(document),
        "language": language if _LANGUAGE.fullmatch(language) else "en",
        "paper": _PAPERS[paper],
        "named": bool(document.lines) and document.lines[0].role == "name",
        "blocks": [
            {"together": _lines(block.together), "lines": _lines(block.lines)} for block in blocks(document)
        ],
    }


def _lines(lines: Sequence[Line]) -> list[dict[str, Any]]:
    return [
        {
            "role": line.role,
            "text": printable(line.text),
            "detail": printable(line.detail),
            "aside": printable(line.aside),
            "url": web_address(line.url),
            "compact": line.compact,
            "parts": [part._asdict() for part in contact_parts(line.text)] if line.role == "contact" else [],
        }
        for line in lines
    ]
