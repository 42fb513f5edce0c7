"""Words that take something away from what stands beside them: "helped lead", "assistant manager"."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from jobwise.matching.claim_roles import OPENERS
from jobwise.matching.claim_text import Said, inside, key_of, skills_in
from jobwise.matching.claim_words import (
    KINDS,
    KINDS_OF_TITLES,
    KINDS_VERBS,
    LIMITS_AFTER,
    LIMITS_BEFORE,
    LIMITS_WHOLE,
    OTHERS_TITLE,
    SMALLER,
    STUDIES,
    TITLES,
    function_words,
)
from jobwise.matching.occupations import is_occupation
from jobwise.matching.word_forms import Word, fold, is_past

_JOINED = re.compile(
    r", (?=(?:but|which|who|das|die|der|dem|den|qui|que)\b)|[\s(/£$€-]*",
    re.IGNORECASE,
)
LIMIT_REACH = 6
"""How many content words after "helped" or "assistant" are limited by it."""


def limits_before(part: Said, language: str) -> Iterator[tuple[Word, frozenset[str]]]:
    """Each word of a text with the limiting words before it in the same deed, however far away."""
    for row in _unbroken(part):
        limits: frozenset[str] = frozenset()
        for index, word in enumerate(row):
            limits = frozenset() if is_past(fold(word.raw)) else limits
            limits |= {key_of(word)} if _begins_limit(row, index, part, language) else set()
            yield word, limits


@lru_cache(maxsize=4096)
def limits_in(part: Said, language: str) -> tuple[tuple[Word, str, str], ...]:
    """Each content word of a text with its compared form and the word that limits it, or ""."""
    return tuple(_limits(part, language))


def _limits(part: Said, language: str) -> Iterator[tuple[Word, str, str]]:
    grammar = function_words(language)
    whole = next((word.key for word in part.words if word.key in LIMITS_WHOLE), "")
    for row in _unbroken(part):
        limit, reach, others, kind = "", 0, "", ""
        afters = _limits_behind(row)
        for index, word in enumerate(row):
            key = key_of(word)
            if _begins_limit(row, index, part, language):
                limit, reach = key, LIMIT_REACH
                yield word, key, ""
            elif _limits_kind(row, index, grammar):
                kind = key
                yield word, key, limit if reach > 0 else ""
            elif key in OTHERS_TITLE or fold(word.raw) in grammar:
                kind = ""
                others = key if key in OTHERS_TITLE else others
            else:
                reach -= 1
                title = others if key in TITLES else ""
                yield word, key, (limit if reach >= 0 else "") or kind or title or afters[index] or whole
                others = ""


def _begins_limit(row: Sequence[Word], index: int, part: Said, language: str) -> bool:
    """Whether a word limits what follows, and is no part of a name or of what kind a thing is."""
    word = row[index]
    if key_of(word) not in LIMITS_BEFORE or _is_kind(row, index, function_words(language)):
        return False
    named = ((span.start, span.end) for span in skills_in(part.text) if " " in span.label)
    return not inside(named, word.start, word.end)


def _limits_kind(row: Sequence[Word], index: int, grammar: frozenset[str]) -> bool:
    """Whether a word says of the next thing that it is not the whole thing yet: "a planned extension"."""
    plain, after = fold(row[index].raw), row[index + 1] if index + 1 < len(row) else None
    before = fold(row[index - 1].raw) if index else ""
    adjective = plain not in KINDS_VERBS or (index > 0 and before not in OPENERS)
    if plain in KINDS_OF_TITLES:
        return bool(after) and any(is_occupation(word.raw) for word in row[index + 1 : index + 3])
    return plain in KINDS | SMALLER and adjective and bool(after and fold(after.raw) not in grammar)


def _is_kind(row: Sequence[Word], index: int, grammar: frozenset[str]) -> bool:
    """Whether "support" or "help" only says of which kind the next thing is: "30 support tickets"; or whether
    a "study" is a thing itself."""
    after = row[index + 1] if index + 1 < len(row) else None
    raw = row[index].raw
    noun = index > 0 and raw in {"support", "help", *STUDIES} and fold(row[index - 1].raw) not in {"to", "i"}
    return bool(noun and (raw in STUDIES or (after and fold(after.raw) not in grammar)))


def _limits_behind(row: Sequence[Word]) -> list[str]:
    """For each word the next one behind it that limits what stands before, or ""."""
    found, behind = [], ""
    for word in reversed(row):
        found.append(behind)
        behind = key if (key := key_of(word)) in LIMITS_AFTER else behind
    return found[::-1]


def _unbroken(part: Said) -> Iterator[list[Word]]:
    """The words in rows without a sign between them, but for blanks, dashes, slashes, brackets, and the comma
    before a clause on the word before it."""
    row: list[Word] = []
    for word in part.words:
        joined = _JOINED.match(part.text, row[-1].end) if row else None
        if joined and joined.end() != word.start:
            yield row
            row = []
        row.append(word)
    yield row
