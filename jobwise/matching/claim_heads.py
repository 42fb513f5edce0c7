"""What a number is of: the words that it counts, or the thing that grew or fell by it."""

from collections.abc import Iterator
from functools import lru_cache

from jobwise.matching.claim_joins import clauses_of
from jobwise.matching.claim_roles import Token, at, tokens
from jobwise.matching.claim_text import Said, key_of
from jobwise.matching.claim_words import NEUTRAL, function_words
from jobwise.matching.numbers import Quantity
from jobwise.matching.word_forms import fold, is_past

Row = tuple[Token, ...]
_OF = frozenset({"of", "de", "du", "des", "del", "von", "d"})
_IN = _OF | frozenset({"in", "on", "en", "sur"})
"""Words that lead from a share to what it is of: "a 60% cut in costs"."""
_TOWARDS = _OF | frozenset(
    {"by", "to", "from", "um", "auf", "a", "at", "under", "below", "over", "au", "the"}
)
_BY = frozenset("by to from um auf".split())
_ANDS = frozenset({"and", "or", "und", "et", "y"})


@lru_cache(maxsize=4096)
def heads(said: Said, language: str) -> tuple[tuple[Quantity, frozenset[str]], ...]:
    """Each number with the words that it is bound to."""
    row = tokens(said, language)
    places = {token.start: index for index, token in enumerate(row) if token.kind == "count"}
    found = [(q, places[q.start]) for q in said.quantities if q.start in places]
    counted = {index: _counted(row, index, q) for q, index in found}
    for number, index in found:
        if number.kind and at(row, index - 1).plain in _BY and list(_measured(row, index, set())):
            counted[index] = []
    taken = {place for places in counted.values() for place in places}
    return tuple(
        (q, frozenset(row[n].key for n in counted[index] or _measured(row, index, taken)))
        for q, index in found
    )


def _counted(row: Row, index: int, quantity: Quantity) -> list[int]:
    """Places of the words right behind a number, over "of": "14 Python services", "1.5% of sales"."""
    bridges = _IN if quantity.kind else _OF
    index += 1
    while at(row, index).plain in bridges:
        index += 1
    found: list[int] = []
    while (token := at(row, index)).kind == "content" or (found and quantity.kind and token.plain in bridges):
        if found and is_past(token.plain):
            break
        found += [index] if token.kind == "content" else []
        index += 1
    return found


def _measured(row: Row, index: int, taken: set[int]) -> Iterator[int]:
    """Places of the nearest word before a number, and of those that "and" joins to it."""
    index -= 1
    while at(row, index).plain in _TOWARDS or _is_from(row, index):
        index -= 1
    while at(row, index).kind == "content" and index not in taken:
        yield index
        while at(row, index).kind == "content":
            index -= 1
        if at(row, index).plain not in _ANDS:
            return
        index -= 1


def _is_from(row: Row, index: int) -> bool:
    """Whether a number is the first of two: "from 8% to 5%"."""
    return at(row, index).kind == "count" and at(row, index - 1).plain in {"from", "von", "de"}


def bound_elsewhere(said: Said, quantity: Quantity, parts: tuple[Said, ...], language: str) -> bool:
    """Whether what a number is of has other numbers in the facts, or another clause of them, and never this
    one."""
    bound = dict(heads(said, language)).get(quantity, frozenset())
    known = [(q, words) for part in parts for q, words in heads(part, language)]
    own = {word for q, words in known if _equal(q, quantity) for word in words}
    others = {word for q, words in known if not _equal(q, quantity) for word in words}
    return bool(bound & others - own) or _in_other_clause(said, quantity, bound, parts, language)


def _in_other_clause(
    said: Said, quantity: Quantity, bound: frozenset[str], parts: tuple[Said, ...], language: str
) -> bool:
    """Whether a share stands by what the facts tell of in another clause than that share."""
    before = [fold(word.raw) for word in said.words if word.end <= quantity.start]
    if not (quantity.kind and before and before[-1] in _BY):
        return False
    number = f"{quantity.value}{quantity.kind}"
    with_it = [clause for part in parts for clause in clauses_of(part, language) if number in clause]
    told = bound - NEUTRAL  # which clauses leave out
    return bool(with_it and told) and not any(told & clause for clause in with_it)


def counts_other(said: Said, quantity: Quantity, parts: tuple[Said, ...], language: str) -> bool:
    """Whether a count stands right before a thing that the facts count with no such number."""
    after = next((word for word in said.words if word.start >= quantity.end), None)
    beside = after and said.text[quantity.end : after.start] in {" ", "-"} and after.raw.isalpha()
    if quantity.kind or not after or not beside or fold(after.raw) in function_words(language):
        return False
    noun = key_of(after)
    equal = [words for part in parts for q, words in heads(part, language) if _equal(q, quantity)]
    return not any(noun in words for words in equal)


def _equal(one: Quantity, other: Quantity) -> bool:
    return (one.value, one.kind) == (other.value, other.kind)
