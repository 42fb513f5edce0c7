"""Lines that the printer wrapped, as one text again."""

import re
from collections.abc import Sequence

from jobwise.reading.glyphs import SOFT_HYPHEN

_PREFIXES = frozenset(
    "self non co pre post multi anti semi cross high low long short real open full part well on off in "
    "out end to up one two three event cloud data user test code object year month day time large "
    "smallfront back peer client server micro macro inter intra sub super over under mid all state world "
    "best award machine human role risk cost product project problem decision fast first second third "
    "hands third".split()
)
_EAST_ASIAN = r"[\u3001-\u30ff\u3400-\u9fff\uff00-\uffef]"
_EAST_ASIAN_END, _EAST_ASIAN_START = re.compile(f"{_EAST_ASIAN}$"), re.compile(_EAST_ASIAN)


def joined(texts: Sequence[str]) -> str:
    """Wrapped lines as one text, with words that a hyphen broke mended.

    *Why "self-" keeps its hyphen:* the hyphen of a compound that happens to end a line was typed.
    """
    out = ""
    for text in texts:
        text = text.strip()
        if out.endswith(SOFT_HYPHEN):
            out = out[:-1] + text
        elif re.search(r"[^\W\d_]-$", out) and text[:1].islower():
            out = _mended(out, text)
        elif _EAST_ASIAN_END.search(out) and _EAST_ASIAN_START.match(text):
            out += text
        else:
            out = f"{out} {text}" if out else text
    return out.replace(SOFT_HYPHEN, "-").strip()


def _mended(out: str, text: str) -> str:
    """A short stump before the hyphen was a word broken by the typesetter; a longer one is a compound."""
    stump = re.split(r"[\s-]", out[:-1])[-1].casefold()
    compound = stump in _PREFIXES or len(stump) > 9
    return out + text if compound else out[:-1] + text
