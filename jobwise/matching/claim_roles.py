"""Who does what to what, read from the order of the words alone: enough to see two of them changed over.

*Why no parser:* the gate compares a line with a line in nearly the same words, so the words beside a word
tell its part, and what cannot be told is left to the rules for words.
"""

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from jobwise.matching.claim_text import Said, is_year, key_of
from jobwise.matching.claim_words import function_words
from jobwise.matching.word_forms import fold, is_past, stem

Kind = Literal["content", "grammar", "count", "break"]


class Token(NamedTuple):
    """A word, a whole number with its unit, or a sign between words."""

    key: str
    plain: str
    kind: Kind
    start: int


class Part(NamedTuple):
    """What stands after a verb: the group of words, and the preposition before it or ""."""

    before: str
    group: frozenset[str]


END = Token("", "", "break", -1)
_JOINED = re.compile(r"(?:'\s|[\s/-]|\b(?:[jldnmtsc]|qu)')*", re.IGNORECASE)
_BETWEEN = frozenset(
    "up over more less than most least about around nearly almost approximately roughly under below above "
    "just only also each every set range number variety series couple pair".split()
)
"""Words between a verb and its object that are not the object."""
_TOGETHER = frozenset({"team", "group", "crew", "class", "total"})
"""Words for many of a kind, told with or without."""
_PERIODS = frozenset(stem(word) for word in "hour day week month quarter year".split())
_EVERY = frozenset({"every", "each", "per", "a", "an"})
_ARTICLES = frozenset("a an the my our their its his her this these own it them me us you".split())
_ANDS = frozenset({"and", "or", "und", "et", "y"})
_JOINERS = _ANDS | {","}
OPENERS = _ANDS | frozenset("i we to by of in for while which that help helped also then".split())
"""Words after which a deed is the person's, or that of a thing of theirs."""
CLAUSES = _ANDS | frozenset({"while", "when", "where", "that", "which"})
_EARLY = 3
"""Up to this word "who" speaks of the person: "Analyst who turns depot data into decisions"."""


@lru_cache(maxsize=4096)
def tokens(said: Said, language: str) -> tuple[Token, ...]:
    """The text in order. A year is a word: "5% in 2020"."""
    grammar = function_words(language)
    counts = [(q.start, q.end) for q in said.quantities if not is_year(q)]
    found: list[Token] = []
    end = 0
    for word in said.words:
        number = next((span for span in counts if span[0] < word.end and word.start < span[1]), None)
        if number and found and found[-1].start == number[0]:
            continue
        start = number[0] if number else word.start
        if not _JOINED.fullmatch(said.text[end:start]):
            found.append(Token("", said.text[end:start].strip(), "break", end))
        plain = fold(word.raw)
        kind: Kind = "count" if number else "grammar" if plain in grammar else "content"
        found.append(Token(key_of(word), plain, kind, start))
        end = number[1] if number else word.end
    return tuple(found)


def at(row: tuple[Token, ...], index: int) -> Token:
    """The token at a place, or a break outside of the text."""
    return row[index] if 0 <= index < len(row) else END


def is_own(row: tuple[Token, ...], index: int) -> bool:
    """Whether a verb here is the person's own deed: first, after "and", "by", "to" or a sign."""
    before = at(row, index - 1)
    if before.plain == "who":
        return index <= _EARLY
    return before.kind == "break" or before.plain in OPENERS or before.plain.endswith("ly")


def own_deeds(row: tuple[Token, ...]) -> dict[str, list[Part]]:
    """Verb -> what it is done to, for each word that can be a deed of the person."""
    found: dict[str, list[Part]] = {}
    for index, token in enumerate(row):
        if token.kind in {"content", "grammar"} and is_own(row, index):
            found.setdefault(token.key, []).extend(parts_after(row, index + 1))
    return found


def parts_after(row: tuple[Token, ...], index: int) -> list[Part]:
    """What a verb before `index` is done to: the first group of words, and those joined to it by "and"."""
    first, index = _group(row, index)
    while at(row, index).kind == "grammar" and at(row, index + 1).kind == "count" and not _joins(row, index):
        index += 2  # "errors by 10% and hosting costs by 60%"
    further = at(row, index + 1).plain
    is_clause = is_past(further) or further.endswith("ing") or further in CLAUSES - _ANDS
    if not first.group or not _joins(row, index) or is_clause:
        return [first] if first.group else []
    return [first, *(Part(first.before, part.group) for part in parts_after(row, index + 1))]


def _joins(row: tuple[Token, ...], index: int) -> bool:
    return at(row, index).plain in _JOINERS


def _group(row: tuple[Token, ...], index: int) -> tuple[Part, int]:
    """The next group of words, with the preposition before it, and where it ends."""
    before = ""
    while _is_between(row, index):
        if (token := row[index]).kind == "grammar" and token.plain not in _ARTICLES:
            before = token.plain
        index += 1
    end = index
    while at(row, end).kind == "content" and at(row, end).plain not in _BETWEEN:
        end += 1
    keys = frozenset(token.key for token in row[index:end])
    if at(row, end - 1).plain in _TOGETHER and at(row, end).plain == "of":
        of, end = _group(row, end + 1)  # "a team of 9 pickers"
        keys |= of.group
    return Part(before, keys), end


def _is_between(row: tuple[Token, ...], index: int) -> bool:
    """Whether a word stands before an object and is none: "to about 30 of the", "every quarter"."""
    token = at(row, index)
    if token.kind == "content":
        in_time = token.key in _PERIODS and at(row, index - 1).plain in _EVERY
        return in_time or token.plain in _BETWEEN or token.plain.endswith("ly")
    return token.kind == "count" or (token.kind == "grammar" and token.plain not in _ANDS)


def subject(row: tuple[Token, ...], index: int) -> str:
    """The word just before a verb that is not the person's own: "sales" in "sales fell".

    "" where a preposition stands before it: in "dashboards for depots cut time" no depots cut.
    """
    before = at(row, index - 1)
    if before.kind != "content" or before.plain.endswith("ly"):
        return ""
    index -= 1
    while at(row, index).kind in {"content", "count"} or at(row, index).plain in _ARTICLES:
        index -= 1
    opens = at(row, index).kind == "break" or at(row, index).plain in CLAUSES
    return before.key if opens else ""
