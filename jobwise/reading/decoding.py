"""Bytes of a text file -> text, whatever editor wrote it."""

import codecs

from jobwise.errors import UnreadableFile
from jobwise.matching.smuggled import seen

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = dict.fromkeys([*range(9), *range(14, 32), 127], None)
_UNSTORABLE = {**_CONTROLS, **dict.fromkeys(range(0xD800, 0xE000), "\ufffd")}
_MAX_CONTROL_SHARE = 0.02
"""Text has next to no control characters; pictures and programs have about one byte in ten."""


def decoded(data: bytes) -> str:
    """The text of a file in UTF-8, UTF-16, UTF-32 or Windows-1252, lines ended by `\\n`.

    Control characters (NUL among them) are taken out, because no screen or database takes them.

    Raises: UnreadableFile when the bytes are not text.
    """
    return given(data).translate(_CONTROLS).replace("\r\n", "\n").replace("\r", "\n").replace("\ufeff", "")


def given(data: bytes) -> str:
    """The same text with every character that it was given with, for places that count from its start.

    Raises: UnreadableFile when the bytes are not text.
    """
    text = _decoded(data)
    cleaned = text.translate(_CONTROLS)
    if len(text) - len(cleaned) > max(4, _MAX_CONTROL_SHARE * len(text)):
        raise UnreadableFile(
            "This file is not text",
            "Its content is not what its name says. Upload it as PDF, DOCX or plain text.",
            code="not-text",
        )
    return text


def without_controls(text: str) -> str:
    """Text that every screen and database takes: no control, no half of a pair, nothing unseen."""
    return seen(text).translate(_UNSTORABLE)


def _decoded(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    if b"\0" in data[:4096]:
        return data.decode(_wide_encoding(data), "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _damaged(data)


def _wide_encoding(data: bytes) -> str:
    """UTF-16 without a mark shows as a NUL in nearly every second byte, on one side only."""
    sample = data[:4096]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > 0.4 * half and even < 0.1 * half:
        return "utf-16-le"
    if even > 0.4 * half and odd < 0.1 * half:
        return "utf-16-be"
    return "latin-1"


def _damaged(data: bytes) -> str:
    """UTF-8 with a few broken bytes, or Windows-1252: whichever explains more of the bytes."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = sum(character > "\x7f" for character in text) - broken
    return text if whole > broken else data.decode("cp1252", "replace")
