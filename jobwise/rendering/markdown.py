"""CommonMark, in which the person's text is text and never markup.

Source of the escapes: CommonMark 0.31, sections 2.4 (backslash escapes), 2.5 (entities) and 4
(what a line may begin with).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jobwise.domain.documents import Design, Document, Line
from jobwise.domain.profile import Profile
from jobwise.ports import DESIGN
from jobwise.rendering.printable import Part, contact_parts, printable, web_address

_INLINE = re.compile(r"[\\`*\[\]<>|~]|(?<![^\W_])_|_(?![^\W_])|!(?=\[)|&(?=#?\w+;)")
_LINE_START = re.compile(r"^(?=#|[-+=](?:\s|$)|[-=]{2,}\s*$)")
_NUMBERED_START = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")
_HEADING_END = re.compile(r"(#+)$")
_BACKSLASHED = r"\\\1"


@dataclass
class MarkdownExporter:
    suffix: str = ".md"
    media_type: str = "text/markdown; charset=utf-8"

    def export(self, document: Document, profile: Profile, design: Design = DESIGN) -> bytes:
        return ("\n".join(_rows(document)).strip() + "\n").encode()

    def lost(self, document: Document) -> str:
        return ""


def escaped(text: str) -> str:
    """The text so that a CommonMark reader gives it back letter for letter."""
    return escaped_as_is(printable(text))


def escaped_as_is(text: str) -> str:
    """The same for text that is printable already, its spaces untouched."""
    safe = _INLINE.sub(lambda match: f"\\{match[0]}", text)
    return _NUMBERED_START.sub(r"\1\\\2", _LINE_START.sub(r"\\", safe))


def heading(text: str, level: int) -> str:
    """A heading; a closing row of # in the text stays text."""
    return f"{'#' * level} {_HEADING_END.sub(_BACKSLASHED, escaped(text))}"


def linked(part: Part) -> str:
    """A part of the contact line, with its link."""
    return f"[{escaped(part.text)}](<{_target(part.url)}>)" if part.url else escaped(part.text)


def _target(url: str) -> str:
    """An address for inside angle brackets: what would end or escape them is percent-encoded."""
    codes = {"<": "%3C", ">": "%3E", "\\": "%5C", "&": "&amp;"}
    return "".join(codes.get(char, char) for char in url)


def _rows(document: Document) -> Iterator[str]:
    before = ""
    for line in document.lines:
        if not (line.role == before and line.role in {"bullet", "recipient"}):
            yield ""
        yield from _printed(line)
        before = line.role


def _printed(line: Line) -> Iterator[str]:
    text, detail, aside = escaped(line.text), escaped(line.detail), escaped(line.aside)
    match line.role:
        case "name":
            yield heading(line.text, 1)
        case "heading":
            yield heading(line.text, 2)
        case "contact":
            yield " · ".join(linked(part) for part in contact_parts(line.text))
        case "entry":
            yield from _entry(line, text, detail, aside)
        case "bullet":
            yield f"- {text}"
        case "skills":
            yield f"**{detail}:** {text}" if detail else text
        case "recipient":
            yield f"{text}\\"
        case _:
            yield " ".join(part for part in (text, detail, aside) if part)


def _entry(line: Line, text: str, detail: str, aside: str) -> Iterator[str]:
    url = web_address(line.url)
    title = f"[{text}](<{_target(url)}>)" if url and text else text
    if line.compact:
        yield " · ".join(part for part in (title and f"**{title}**", detail, aside) if part)
        return
    top = " · ".join(part for part in (title and f"**{title}**", aside) if part)
    yield "\\\n".join(part for part in (top, detail) if part)
