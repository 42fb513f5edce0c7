"""Characters that no screen draws and that can carry words past a reader's eye.

Unicode's tag characters spell ASCII invisibly (U+E0041 is "A"); zero-width ones part a word in two for
a machine alone. The joiners of emoji, Persian and Indian scripts stay: there they are spelling.
"""

import re

_TAGS = re.compile("[\U000e0000-\U000e007f]+")
_BYTES = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]{2,}")
"""Variation selectors in a row choose no letter's form, but 256 of them can spell bytes."""
_FLAG = "\U0001f3f4"
"""A black flag with tags behind it is the flag of England, Scotland or Wales: Unicode's only three."""
_FLAG_TAGS = frozenset(
    "".join(chr(0xE0000 + ord(char)) for char in name) + "\U000e007f" for name in ("gbeng", "gbsct", "gbwls")
)
_ZERO_WIDTH = [0x00AD, 0x034F, 0x061C, 0x180E, 0x200B, 0x200E, 0x200F, 0xFEFF, *range(0x2060, 0x2065)]
_FILLERS = [0x115F, 0x1160, 0x3164, 0xFFA0, *range(0x206A, 0x2070), *range(0x1D173, 0x1D17B)]
_TURNING = [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]
"""Marks that turn the order of what follows: they make a text read otherwise than it is stored."""
_SELECTORS = [*range(0xFE00, 0xFE0F), *range(0xE0100, 0xE01F0)]
_INVISIBLE_POINTS = [*_ZERO_WIDTH, *_FILLERS, *_TURNING, *_SELECTORS, *range(0xE0000, 0xE0080)]
INVISIBLE = dict.fromkeys(_INVISIBLE_POINTS, None)
_LONE_EMOJI_FORM = re.compile("(?<![#*0-9\u00a9\u00ae\u203c-\u3299\U0001f000-\U0001faff])\ufe0f")


def smuggled(text: str) -> tuple[str, ...]:
    """The words that tag characters and variation selectors spell in a text, a passage each."""
    tags = (match[0] for match in _TAGS.finditer(text) if not _is_flag(match))
    words = ["".join(chr(ord(tag) - 0xE0000) for tag in passage) for passage in tags]
    words += ["".join(_byte(char) for char in match[0]) for match in _BYTES.finditer(text)]
    return tuple(shown for word in words if (shown := " ".join(word.translate(_UNPRINTED).split())))


def seen(text: str) -> str:
    """The text without characters that no screen draws."""
    return text if text.isascii() else _LONE_EMOJI_FORM.sub("", text.translate(INVISIBLE))


def _is_flag(match: re.Match[str]) -> bool:
    start = match.start()
    return match[0] in _FLAG_TAGS and start > 0 and match.string[start - 1] == _FLAG


def _byte(selector: str) -> str:
    """What a selector spells where 256 of them stand for the bytes."""
    point = ord(selector)
    return chr(point - 0xFE00 if point < 0xE0000 else point - 0xE0100 + 16)


_UNPRINTED = dict.fromkeys([*range(32), 127], None)
