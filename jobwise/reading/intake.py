"""The door: what a file is, told from its first bytes, before any parser sees it.

Name, first bytes and structure must agree. A file that is not for us gets the sentence that says
what to do instead. Limits: 10 MB, 30 pages, 200,000 characters.
"""

import re
from pathlib import PurePath
from typing import Literal

from jobwise.errors import UnreadableFile

MAX_BYTES = 10 * 1024 * 1024
MAX_CHARACTERS = 200_000
MIN_PDF_LETTERS = 25
"""A scan often carries a few letters of its scanner's name; fewer than this is no résumé."""

Kind = Literal[
    "pdf",
    "word",
    "text",
    "json",
    "encrypted",
    "legacy-word",
    "rtf",
    "opendocument",
    "pages",
    "picture",
    "archive",
    "program",
]
SUFFIXES: dict[str, Kind] = {
    ".pdf": "pdf",
    ".docx": "word",
    ".md": "text",
    ".markdown": "text",
    ".txt": "text",
    ".text": "text",
    ".json": "json",
    ".doc": "legacy-word",
    ".dot": "legacy-word",
    ".rtf": "rtf",
    ".odt": "opendocument",
    ".pages": "pages",
    ".zip": "archive",
    **dict.fromkeys(
        (".png", ".jpg", ".jpeg", ".heic", ".heif", ".gif", ".webp", ".bmp", ".tif", ".tiff"), "picture"
    ),
}
PAGES = frozenset({".html", ".htm", ".xhtml"})
"""Endings of web pages. *Why no kind of its own:* an ad is often saved as one, a résumé hardly ever."""
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED_OFFICE = "EncryptedPackage".encode("utf-16-le")
"""Word puts a DOCX with a password into the old container format, in a stream of this name."""
_MAGIC: tuple[tuple[bytes, Kind], ...] = (
    (b"{\\rtf", "rtf"),
    (b"\x89PNG\r\n\x1a\n", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF87a", "picture"),
    (b"GIF89a", "picture"),
    (b"II*\0", "picture"),
    (b"MM\0*", "picture"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"Rar!\x1a\x07", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"\x7fELF", "program"),
)
_PDF_HEADER = re.compile(rb"(?:\A|[^ -~])[ \t]*%PDF-\d")
_PDF_MENTION = re.compile(rb"%PDF-\d")
_PDF_OBJECT = re.compile(rb"(?<!\d)\d{1,10}\s+\d{1,5}\s+obj\b")
"""Readers take a PDF with some junk before its header; words of a text that name it are not one."""
_BLANK = b" \t\r\n\f\v\0\xef\xbb\xbf\xff\xfe"
_NAMES: dict[Kind, str] = {
    "pdf": "a PDF",
    "word": "a Word document",
    "text": "plain text",
    "json": "JSON",
}
_ENDINGS: dict[Kind, str] = {"pdf": ".pdf", "word": ".docx", "text": ".txt", "json": ".json"}
_SUPPORTED = "PDF, DOCX, Markdown, plain text or JSON Resume"
_REFUSALS: dict[Kind, tuple[str, str]] = {
    "encrypted": (
        "This document is locked with a password",
        "Save a copy without the password, then upload the copy.",
    ),
    "legacy-word": (
        "This is an old Word file (.doc)",
        "Open it in Word or LibreOffice, save it as .docx or PDF, then upload that file.",
    ),
    "rtf": (
        "This is a rich text file (.rtf)",
        "Open it in your word processor, save it as .docx or PDF, then upload that file.",
    ),
    "opendocument": (
        "This is an OpenDocument file (.odt)",
        "Open it in LibreOffice, save it as .docx or PDF, then upload that file.",
    ),
    "pages": (
        "This is a Pages file",
        "Open it in Pages, choose File > Export To > PDF or Word, then upload that file.",
    ),
    "picture": (
        "This is a picture, not a document",
        f"Its words cannot be read. Upload the file that it was written in: {_SUPPORTED}.",
    ),
    "archive": (
        "This is an archive",
        "Unpack it, then upload the document inside it on its own.",
    ),
    "program": ("This is a program, not a document", f"Upload {_SUPPORTED}."),
}


def accept(file_name: str, data: bytes, *, pages: bool = False) -> str:
    """The suffix (`.pdf`) under which the file may go to its reader. `pages`: a web page may, too.

    Raises: UnreadableFile: empty, too-large, wrong-extension, unknown-type, or the kind's own code.
    """
    if not data.strip(_BLANK):
        raise UnreadableFile(
            "This file is empty", "Check that it was saved, then upload it again.", code="empty"
        )
    if len(data) > MAX_BYTES:
        size = len(data) / 1024 / 1024
        raise UnreadableFile(
            f"This file is too large: {size:.0f} MB",
            "Files up to 10 MB can be read. Export it with smaller pictures, or without them.",
            code="too-large",
        )
    suffix = PurePath(file_name.strip()).suffix.lower()
    found, named = kind_of(data), "text" if pages and suffix in PAGES else SUFFIXES.get(suffix)
    for kind in (named, found) if found == "archive" else (found, named):
        if kind in _REFUSALS:
            title, message = _REFUSALS[kind]
            raise UnreadableFile(title, message, code=kind)
    _check_agreement(suffix, named, found)
    return suffix


def kind_of(data: bytes) -> Kind:
    """What the bytes say that the file is. Text is what nothing else claims."""
    begun = data.lstrip(_BLANK)
    for magic, kind in _MAGIC:
        if data.startswith(magic) or begun.startswith(magic):
            return kind
    if data.startswith(_OLD_OFFICE):
        return "encrypted" if _LOCKED_OFFICE in data else "legacy-word"
    if data[4:8] == b"ftyp" or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        return "picture"
    if data[:2] == b"MZ" and b"\0" in data[:64]:
        return "program"
    if data[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return _zip_kind(data)
    return "pdf" if _is_pdf(data) else "text"


def _is_pdf(data: bytes) -> bool:
    if _PDF_HEADER.search(data, 0, 1024):
        return True
    return _PDF_MENTION.search(data, 0, 1024) is not None and _PDF_OBJECT.search(data) is not None


def _zip_kind(data: bytes) -> Kind:
    if b"application/vnd.oasis.opendocument" in data[:200]:
        return "opendocument"
    if b"Index/Document.iwa" in data or b"Index.zip" in data:
        return "pages"
    return "word" if b"[Content_Types].xml" in data else "archive"


def _check_agreement(suffix: str, named: Kind | None, found: Kind) -> None:
    """Raises: UnreadableFile when the name promises another kind of file than the bytes are."""
    if named == found or (named == "json" and found == "text"):
        return
    if named is None and found == "text":
        raise UnreadableFile(
            "This type of file cannot be read", f"Upload it as {_SUPPORTED}.", code="unknown-type"
        )
    if found == "text":
        raise UnreadableFile(
            f"This file is damaged, or is not {_NAMES[named]}" if named else "This file is damaged",
            "Export it again from the program that made it, then upload the new file.",
            code="corrupt",
        )
    raise UnreadableFile(
        f"This file is {_NAMES[found]} but is named {suffix or 'without an ending'}",
        f"Rename it so that it ends in {_ENDINGS[found]}, then upload it again.",
        code="wrong-extension",
    )


def check_text(suffix: str, text: str) -> None:
    """Refuse what a reader gave when it is nothing, or too much.

    Raises: UnreadableFile: picture (a scan), no-text, too-much-text.
    """
    if suffix == ".pdf" and sum(character.isalpha() for character in text[:4096]) < MIN_PDF_LETTERS:
        raise UnreadableFile(
            "This PDF has no text in it, only pictures of pages",
            "It may be a scan. Export it as PDF from the program that it was written in.",
            code="picture",
        )
    if not text.strip():
        raise UnreadableFile(
            "There is no text in this file", "Check that it was saved with its content.", code="no-text"
        )
    if len(text) > MAX_CHARACTERS:
        raise UnreadableFile(
            f"This file is too long: {len(text):,} characters",
            f"Up to {MAX_CHARACTERS:,} characters can be read. Upload the part that matters alone.",
            code="too-much-text",
        )
