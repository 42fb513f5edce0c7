"""Plain text -> Profile."""

from jobwise.domain.profile import Profile
from jobwise.domain.source import SourceText
from jobwise.matching.smuggled import seen, smuggled
from jobwise.reading.decoding import decoded
from jobwise.reading.layout import Line, Printout, with_text
from jobwise.reading.profile import profile_of
from jobwise.reading.typed import typed_line


def read(data: bytes) -> tuple[Profile, SourceText]:
    """The résumé in the file. Raises: UnreadableFile when it is not text."""
    text = decoded(data)
    printout = _printed(seen(text))
    return profile_of(printout), SourceText(text=printout.text, hidden=smuggled(text))


def text_of(data: bytes) -> str:
    """The text as it stands. Raises: UnreadableFile when it is not text."""
    return seen(decoded(data))


def _printed(text: str) -> Printout:
    lines: list[Line] = []
    blank = 0
    for number, row in enumerate(text.split("\n")):
        line = typed_line(row, number, blank)
        blank = 0 if line else blank + 1
        if line:
            lines.append(line)
    return with_text(lines)
