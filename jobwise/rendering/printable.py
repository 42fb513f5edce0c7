"""A person's text made fit to print, and the addresses in it made fit to click.

Text is only ever text here: nothing in it is read as markup. What goes away are characters that
print as nothing or as a box and that break files: controls, half characters, icon-font codes.
"""

import re
import unicodedata
from typing import NamedTuple

from jobwise.domain.documents import Document

_LIGATURES = {
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
}
_UNPRINTABLE = {"Cc", "Cs", "Co"}
_INVISIBLE = re.compile("[\u00ad\u200b\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\uffff]")
_EMAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
_WEB = re.compile(r"(?:(?i:https?://)|www\.)\S+|(?:[\w-]+\.)+(?:[a-zа-я]{2,}|[A-Z]{2,})(?:[/?#]\S*)?")

CONTACT_SEPARATOR = " · "
MOST_KEYWORDS = 12


class Part(NamedTuple):
    """A piece of the contact line: `url` is empty where there is nothing to click."""

    text: str
    url: str


def printable(text: str) -> str:
    """One line of composed characters with single spaces, without anything that cannot be printed."""
    if text.isascii() and text.isprintable():  # nothing to take away, and what most texts are
        return " ".join(text.split())
    spaced = " ".join(_INVISIBLE.sub("", text).translate(_LIGATURES).split())
    kept = (char for char in spaced if unicodedata.category(char) not in _UNPRINTABLE)
    return unicodedata.normalize("NFC", "".join(kept))


def keywords_of(document: Document) -> tuple[str, ...]:
    """The first skills that the document prints, for its metadata: no word that is not on the page."""
    lists = (line.text.split(", ") for line in document.lines if line.role == "skills")
    return tuple(dict.fromkeys(printable(word) for words in lists for word in words))[:MOST_KEYWORDS]


def contact_parts(text: str) -> tuple[Part, ...]:
    """The parts of a contact line with their links."""
    pieces = (printable(piece) for piece in text.split(CONTACT_SEPARATOR.strip()))
    return tuple(Part(piece, address_of(piece)) for piece in pieces if piece)


def address_of(text: str) -> str:
    """The link that a text stands for when it is an e-mail or web address as a whole, else ""."""
    if _EMAIL.fullmatch(text):
        return f"mailto:{text}"
    return web_address(text)


def web_address(url: str) -> str:
    """The address with its scheme, or "" for what is no web address.

    *Why:* only http and https become links; `javascript:` and the like stay plain text.
    """
    bare = "".join(printable(url).split())
    if not _WEB.fullmatch(bare):
        return ""
    return bare if bare.lower().startswith(("http://", "https://")) else f"https://{bare}"
