"""Characters that no screen draws and that can carry words past a reader's eye.

Unicode's tag characters spell ASCII invisibly (U+E0041 is "A"); zero-width ones part a word in two for
a machine alone. The joiners of emoji, Persian and Indian scripts stay: there they are spelling.
"""

import re

_TAGS = re.compile("[\U000e0000-\U000e007f]+")
_FLAG = "\U0001f3f4"
"""A black flag with tags behind it is the flag of England, Scotland or Wales."""
_ZERO_WIDTH = [0x180E, 0x200B, 0x200E, 0x200F, 0xFEFF, *range(0x2060, 0x2065)]
_TURNING = [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]
"""Marks that turn the order of what follows: they make a text read otherwise than it is stored."""
INVISIBLE = dict.fromkeys([*_ZERO_WIDTH, *_TURNING, *range(0xE0000, 0xE0080)], None)


def smuggled(text: str) -> tuple[str, ...]:
    """The words that tag characters spell in a text, a passage each."""
    passages = (
        match[0] for match in _TAGS.finditer(text) if not (match.start() and text[match.start() - 1] == _FLAG)
    )
    words = ("".join(chr(ord(tag) - 0xE0000) for tag in passage) for passage in passages)
    return tuple(shown for word in words if (shown := " ".join(word.translate(_UNPRINTED).split())))


def seen(text: str) -> str:
    """The text without characters that no screen draws."""
    return text if text.isascii() else text.translate(INVISIBLE)


_UNPRINTED = dict.fromkeys([*range(32), 127], None)
