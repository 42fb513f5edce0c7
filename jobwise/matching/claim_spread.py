"""The truth gate's rules for what holds of one half of a fact alone, or of somebody else's half."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from jobwise.matching.claim_ground import Ground
from jobwise.matching.claim_joins import rows_of
from jobwise.matching.claim_numbers import is_whole
from jobwise.matching.claim_roles import Token, at, tokens
from jobwise.matching.claim_statement import Statement
from jobwise.matching.claim_text import Said
from jobwise.matching.word_forms import is_past

Row = Sequence[Token]
_ANDS = frozenset("and or und oder et ou y o ,".split())
_ARTICLES = frozenset("a an the my our der die das den le la les el los las un une una".split())
_MINE = frozenset("i we ich wir je j nous yo nosotros".split())


class _Pair(NamedTuple):
    """Two things that a line joins with nothing between, and what stands before and behind both."""

    one: Token
    other: Token
    before: frozenset[str]
    behind: frozenset[str]


def spread(statement: Statement, ground: Ground) -> Iterator[str]:
    """What a fact says of one of two things, said of both: "Excel daily and Access once", "both daily"."""
    for pair in _pairs(statement.said, statement.language):
        halves = [found for part in ground.lines if (found := _halves(pair, part, statement.language))]
        for one, other in halves[:1] if len(halves) == 1 else ():
            if _is_spread(pair, one, other):
                yield f"{pair.one.plain} {pair.other.plain}"


def numbers_of_others(statement: Statement, ground: Ground) -> Iterator[str]:
    """A number of somebody else's clause at the person's verb: "they sold 200, of which I built 40"."""
    for part in ground.lines:
        rows = [list(row) for row in rows_of(part, statement.language)]
        mine = [row for row in rows if any(token.plain in _MINE for token in row)]
        others = [row for row in rows if row not in mine and not is_past(row[0].plain)]
        verbs = {at(tuple(row), n + 1).key for row in mine for n, t in enumerate(row) if t.plain in _MINE}
        foreign = _numbers(part, others) - _numbers(part, mine)
        for row in rows_of(statement.said, statement.language) if foreign and verbs else ():
            if any(token.key in verbs for token in row if token.kind == "content"):
                for quantity in statement.said.quantities:
                    is_here = any(token.start == quantity.start for token in row)
                    is_foreign = f"{quantity.value}{quantity.kind}" in foreign
                    if is_here and is_foreign and not is_whole(statement.said, quantity):
                        yield statement.said.text[quantity.start : quantity.end]


def _pairs(said: Said, language: str) -> Iterator[_Pair]:
    row = tokens(said, language)
    for index, token in enumerate(row):
        if token.kind != "content" or at(row, index + 1).plain not in _ANDS:
            continue
        start = index + 2
        while at(row, start).plain in _ARTICLES:
            start += 1
        end = start
        while at(row, end + 1).kind == "content" and not _tells_how(row[end + 1]):
            end += 1
        first, other = at(row, start), at(row, end)
        is_verb = is_past(first.plain) or first.plain.endswith("ing")
        if other.kind != "content" or first.kind not in {"content", "count"} or is_verb:
            continue
        before = frozenset(_told(said, row[:index] if first.kind == "content" else ()))
        yield _Pair(token, other, before, frozenset(_told(said, _until_break(row, end + 1))))


def _halves(pair: _Pair, part: Said, language: str) -> tuple[_Pair, _Pair] | None:
    """For each of two things what stands before and behind it in its own half of a fact, if it has two."""
    rows = [list(row) for row in rows_of(part, language)]
    places = [
        [
            (row, index)
            for row in rows
            for index, token in enumerate(row)
            if token.key == key and token.kind == "content"
        ]
        for key in (pair.one.key, pair.other.key)
    ]
    if len(places[0]) != 1 or len(places[1]) != 1 or places[0][0][0] is places[1][0][0]:
        return None
    if len({_hangs(*found[0]) for found in places}) > 1:
        return None
    one, other = (
        _Pair(
            row[index],
            row[index],
            frozenset(_told(part, row[:index])),
            frozenset(_told(part, row[index + 1 :])),
        )
        for ((row, index),) in places
    )
    return one, other


def _hangs(row: Row, index: int) -> bool:
    """Whether a thing stands behind a preposition."""
    while index >= 0 and (row[index].kind in {"content", "count"} or row[index].plain in _ARTICLES):
        index -= 1
    return index >= 0


def _is_spread(pair: _Pair, one: _Pair, other: _Pair) -> bool:
    """Whether a line gives both what one has; what stands at the end of a fact may be of both in it too."""
    if min(one, other, key=lambda half: half.one.start).behind:
        of_one, of_other = pair.behind & one.behind - other.behind, pair.behind & other.behind - one.behind
        if bool(of_one) != bool(of_other):
            return True
    counts = [
        frozenset(word for word in half.before | half.behind if word[0] == "#") for half in (one, other)
    ]
    told = pair.before & (counts[0] | counts[1])
    return all(counts) and bool(told) and counts[0] != counts[1] and not counts[0] | counts[1] <= told


def _numbers(said: Said, rows: Sequence[Row]) -> frozenset[str]:
    starts = {token.start for row in rows for token in row if token.kind == "count"}
    return frozenset(f"{q.value}{q.kind}" for q in said.quantities if q.start in starts)


def _told(said: Said, row: Row) -> Iterator[str]:
    """The words of a row, and its numbers behind a "#"."""
    values = {q.start: f"#{q.value}{q.kind}" for q in said.quantities}
    yield from (values.get(t.start, t.key) for t in row if t.kind in {"content", "count"})


def _until_break(row: Row, index: int) -> Row:
    end = index
    while end < len(row) and row[end].kind != "break":
        end += 1
    return row[index:end]


def _tells_how(token: Token) -> bool:
    """Whether a word says how or how often, and names nothing."""
    return token.plain.endswith("ly") or token.plain in {"once", "twice", "never", "only"}
