"""A tailored line beside the person's own words."""

import re
from difflib import SequenceMatcher

from jobwise.domain.documents import Change, Line
from jobwise.ui.preview import shown_text
from jobwise.ui.text import plain

BADGES: dict[Change, str] = {
    "kept": ":small[:gray[As you wrote it]]",
    "moved": ":blue-badge[Moved]",
    "reworded": ":green-badge[Reworded]",
    "composed": ":green-badge[Put together]",
}
BY_MODEL = ":violet-badge[:material/smart_toy: In a model's words]"
ICONS: dict[Change, str] = {
    "kept": ":material/check:",
    "moved": ":material/swap_vert:",
    "reworded": ":material/edit:",
    "composed": ":material/join_inner:",
}
NOT_FACTS = frozenset({"job", "today", "form"})
"""Sources of a line other than the person's facts."""
_WORD = re.compile(r"\S+")


def label(line: Line) -> str:
    """The line as it is printed, new words set off, and what was done to it."""
    text = marked_new(line.original, line.text) if line.original else plain(line.text)
    if line.role in {"entry", "name"}:
        text = f"**{text}**"
    if line.role == "skills" and line.detail:
        said = f"**{plain(line.detail)}** {text}"
    else:
        rest = " · ".join(plain(part) for part in (line.detail, line.aside) if part)
        said = " · ".join(part for part in (text, rest) if part)
    return f"{said} {_said(line)}".rstrip()


def _said(line: Line) -> str:
    """What was done to the line; nothing for words that are not the person's."""
    if line.change == "kept" and set(line.sources) <= NOT_FACTS:
        return ""
    return BY_MODEL if line.draft else BADGES[line.change]


def marked_new(old: str, new: str) -> str:
    """`new` for Markdown, with the words that `old` lacks in green."""
    words, known = _WORD.findall(new), [_key(word) for word in _WORD.findall(old)]
    matcher = SequenceMatcher(None, known, [_key(word) for word in words], autojunk=False)
    parts = []
    for tag, _, _, start, end in matcher.get_opcodes():
        piece = plain(" ".join(words[start:end]))
        if piece:
            parts.append(piece if tag == "equal" else f":green-background[{piece}]")
    return " ".join(parts)


def is_changed(line: Line) -> bool:
    """Whether the line differs from what the person wrote, or stands elsewhere."""
    return line.change != "kept"


def label_words(line: Line) -> str:
    """The line in short, for a caption."""
    words = shown_text(line)
    return words if len(words) <= 60 else f"{words[:57].rstrip()}…"


def _key(word: str) -> str:
    return word.strip(".,;:()“”\"'").casefold() or word
