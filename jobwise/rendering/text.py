"""Plain text: what an application form's box takes."""

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

from jobwise.domain.documents import Design, Document, Line
from jobwise.domain.profile import Profile
from jobwise.ports import DESIGN
from jobwise.rendering.printable import printable

_SPACE_BEFORE = {"heading", "entry", "text", "date", "recipient", "salutation", "closing"}


@dataclass
class TextExporter:
    """`width` is the most characters a printed line takes; a longer word stays whole."""

    suffix: str = ".txt"
    media_type: str = "text/plain; charset=utf-8"
    width: int = 88

    def export(self, document: Document, profile: Profile, design: Design = DESIGN) -> bytes:
        return ("\n".join(self._rows(document)).strip() + "\n").encode()

    def lost(self, document: Document) -> str:
        return ""

    def _rows(self, document: Document) -> Iterator[str]:
        before = ""
        for line in document.lines:
            if line.role in _SPACE_BEFORE and not (line.role == "recipient" == before):
                yield ""
            yield from self._printed(line)
            before = line.role

    def _printed(self, line: Line) -> Iterator[str]:
        text, detail, aside = printable(line.text), printable(line.detail), printable(line.aside)
        match line.role:
            case "heading":
                yield text.upper() if text.upper().lower() == text.lower() else text
                yield "-" * min(len(text), self.width)
            case "entry" if line.compact:
                parts = (text, detail, aside, printable(line.url))
                yield from self._wrapped(" | ".join(part for part in parts if part))
            case "entry":
                yield from self._wrapped(" | ".join(part for part in (text, aside) if part))
                yield from self._wrapped(" | ".join(part for part in (detail, printable(line.url)) if part))
            case "bullet":
                yield from self._wrapped(text, first="- ", rest="  ")
            case "skills":
                yield from self._wrapped(f"{detail}: {text}" if detail else text)
            case _:
                yield from self._wrapped("  ".join(part for part in (text, detail, aside) if part))

    def _wrapped(self, text: str, first: str = "", rest: str = "") -> Iterator[str]:
        if text:
            yield from textwrap.wrap(
                text,
                self.width,
                initial_indent=first,
                subsequent_indent=rest,
                break_long_words=False,
                break_on_hyphens=False,
            )
