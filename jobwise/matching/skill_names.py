"""When two names of a skill are so much the same that one may be printed for the other.

*Why stricter than the taxonomy:* for a match, bookkeeping answers accounting; printed, it would be a
claim of its own.
"""

import re
from collections.abc import Iterable

from jobwise.matching.skills import SkillSpan
from jobwise.matching.word_forms import fold, stem

_ONE_THING = frozenset({"tool", "language"})
"""Kinds whose aliases all name one thing: a product, a language."""


def is_carried(said: SkillSpan, own: Iterable[SkillSpan]) -> bool:
    """Whether one of the person's own skills is the same under another of its names."""
    return any(
        known.concept == said.concept and (said.kind in _ONE_THING or same_name(known.label, said.label))
        for known in own
    )


def same_name(one: str, other: str) -> bool:
    """Whether two names differ in writing only, or one is the other's short form."""
    return _squashed(one) == _squashed(other) or is_short_form(one, other) or is_short_form(other, one)


def is_short_form(short: str, long: str) -> bool:
    """Whether `short` is made of the first letters of `long`: "SQL", "Structured Query Language"."""
    words = [word for word in re.findall(r"[^\W_]+", long) if fold(word) not in {"of", "and", "the"}]
    return len(words) > 1 and fold(short).replace(".", "") == fold("".join(word[0] for word in words))


def _squashed(name: str) -> str:
    return "".join(stem(word) for word in re.findall(r"[^\W_]+", name))
