"""Whether two résumés are one person's: the same mail address or phone, or nearly the same text."""

import hashlib
import re
from collections.abc import Mapping

from jobwise.domain.profile import Basics

PHONE_DIGITS = 9
"""Digits at the end that tell a number, with a country's code before them or without."""
_BITS = 64
NEAR_BITS = 16
"""Bits in which the keys of nearly equal texts may differ at the most; then the texts themselves are held
against each other. *Why 16:* two texts that have just `NEAR_SHARE` in common differ in 8.3 of 64 bits on
average (arccos of 0.92 / π each, Charikar), in more than 16 once in 400; strangers, in 32, nearly never."""
NEAR_SHARE = 0.85
"""Share of runs of three words that two texts must have in common (Broder's resemblance, 1997)."""
_RUN = 3
_FEWEST = 40
"""Words below which a text is too short to be held against another."""


def traces(basics: Basics, text: str, key: str) -> Mapping[str, str]:
    """ "email", "phone", "text" -> what the person is found by again. key: what words are hashed with."""
    phone = re.sub(r"\D", "", basics.phone)
    found = {
        "email": basics.email.strip().casefold(),
        "phone": phone[-PHONE_DIGITS:] if len(phone) >= PHONE_DIGITS else "",
        "text": text_key(text, key),
    }
    return {name: value for name, value in found.items() if value}


def text_key(text: str, key: str) -> str:
    """64 bits as 16 hexadecimal digits that are nearly the same for nearly the same text (Charikar's simhash,
    2002); "" for a short one."""
    import numpy as np

    runs = _runs(text)
    if not runs:
        return ""
    secret = key.encode()[:64]
    digests = (hashlib.blake2b(run.encode(), key=secret, digest_size=_BITS // 8).digest() for run in runs)
    bits = np.unpackbits(np.frombuffer(b"".join(digests), np.uint8)).reshape(-1, _BITS)
    return np.packbits(2 * bits.sum(axis=0, dtype=np.int64) > len(runs)).tobytes().hex()


def is_same_text(one: str, other: str, names: tuple[str, str]) -> bool:
    """Whether two texts are nearly equal, and their names do not say that they are two people's."""
    first, second = (" ".join(name.casefold().split()) for name in names)
    if first and second and first != second:
        return False
    left, right = _runs(one), _runs(other)
    return bool(left) and len(left & right) >= NEAR_SHARE * len(left | right)


def _runs(text: str) -> set[str]:
    """Every three words in a row."""
    all_words = re.findall(r"\w+", text.casefold())
    if len(all_words) < _FEWEST:
        return set()
    return {" ".join(all_words[place : place + _RUN]) for place in range(len(all_words) - _RUN + 1)}
