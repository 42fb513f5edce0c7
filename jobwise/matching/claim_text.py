"""A text taken apart into the words, numbers, dates and skills that the truth gate compares."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from jobwise.matching.claim_words import PHRASES, SAME, SHORT
from jobwise.matching.numbers import Quantity, quantities
from jobwise.matching.partial_dates import MONTHS, months_in
from jobwise.matching.skills import SkillSpan, find_skills
from jobwise.matching.word_forms import Word, fold, normal, words

_NAMED = frozenset({"tool", "knowledge", "licence", "language"})
_PHRASES = tuple((re.compile(pattern, re.IGNORECASE), name) for pattern, name in PHRASES)
_SPELLED = re.compile(r"(?<=\w\w)([iy])z(?=e|i|a|$)")
"""American spelling: "organize", "analyze"."""


class Said(NamedTuple):
    """A text taken apart; `dates` are the character spans of its months with years."""

    text: str
    words: tuple[Word, ...]
    quantities: tuple[Quantity, ...]
    months: frozenset[tuple[int, int]]
    dates: tuple[tuple[int, int], ...]


@lru_cache(maxsize=4096)
def one_form(text: str) -> str:
    """`normal` text in which names of one thing are written one way: degrees, countries."""
    text = normal(text)
    for pattern, name in _PHRASES:
        text = pattern.sub(name, text)
    return text


def key_of(word: Word) -> str:
    """A word's compared form with abbreviations written out; a month's name is its number."""
    return _key(word.raw, word.key)


@lru_cache(maxsize=16384)
def _key(raw: str, key: str) -> str:
    key = _SPELLED.sub(r"\1s", key)
    month = MONTHS.get(fold(raw)) if raw[:1].isupper() or len(raw) > 3 else None
    return f"month {month}" if month else SAME.get(key, SHORT.get(key, key))


@lru_cache(maxsize=4096)
def take_apart(text: str, language: str) -> Said:
    """Words, numbers and dates of a text that is already in `one_form`."""
    found = months_in(text)
    dates = tuple((month.start, month.end) for month in found)
    counts = tuple(q for q in quantities(text, language) if not inside(dates, q.start, q.end))
    months = frozenset((month.year, month.month) for month in found)
    return Said(text, tuple(words(text)), counts, months, dates)


def inside(spans: Iterable[tuple[int, int]], start: int, end: int) -> bool:
    """Whether a stretch of text lies within one of the spans."""
    return any(first <= start and end <= last for first, last in spans)


@lru_cache(maxsize=4096)
def skills_in(text: str) -> tuple[SkillSpan, ...]:
    """The skills that a text names."""
    return tuple(find_skills(text))


@lru_cache(maxsize=4096)
def named_in(text: str) -> tuple[SkillSpan, ...]:
    """The skills of a text that a person has or has not: tools, knowledge, licences, languages."""
    return tuple(span for span in skills_in(text) if span.kind in _NAMED)


def is_year(quantity: Quantity) -> bool:
    """Whether a number looks like a year."""
    return not quantity.kind and not quantity.plus and 1900 <= quantity.value < 2100
