"""What stands with what: the truth gate's rules against true words and numbers that are joined anew.

*Why:* "counted stock every shift and reported to the week lead" has every word of "counted stock every
week and reported to the shift lead".
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations, pairwise

from jobwise.matching.claim_ground import Ground
from jobwise.matching.claim_roles import CLAUSES, END, Token, tokens
from jobwise.matching.claim_statement import Statement
from jobwise.matching.claim_text import Said, is_year, key_of
from jobwise.matching.claim_words import DENIALS, NEUTRAL, function_words
from jobwise.matching.word_forms import Word, fold, is_past

Clause = frozenset[str]
_CAUSE = re.compile(
    r",?\s(?:which|that)\s|,?\s(?:and\s)?(?:so|thus|thereby|therefore)\s|,\s(?=\w+ing\b)"
    r"|\sby\s(?=\w+ing\b)",
    re.IGNORECASE,
)
"""What joins a deed and what came of it."""


def changed_over(statement: Statement, ground: Ground) -> Iterator[str]:
    """Words of two clauses that changed places: each new clause holds some of both old ones."""
    ours = _objects(statement.said, statement.language)
    for part in ground.said if len(ours) > 1 else ():
        for old, other in combinations(_objects(part, statement.language), 2):
            for one, two in combinations(ours, 2):
                mixed = [
                    (new - beside) & (was - them)
                    for new, beside in ((one, two), (two, one))
                    for was, them in ((old, other), (other, old))
                ]
                if all(mixed):
                    yield statement.said.text.strip()


def merged(statement: Statement, ground: Ground) -> Iterator[str]:
    """Two lines of a job told as one deed: some one line must carry all that a clause takes of lines."""
    lines = [_keys(line, statement.language) for line in ground.lines]
    for clause in clauses_of(statement.said, statement.language) if len(lines) > 1 else ():
        told = (clause & frozenset().union(*lines)) - ground.headed
        missing = min((told - line for line in lines), key=len)
        if missing:
            said = [word.raw for word in statement.said.words if key_of(word) in missing]
            yield " ".join(said) or statement.said.text.strip()


def lasting(statement: Statement, ground: Ground) -> Iterator[str]:
    """What did not happen in one year is not said of all years."""
    keys = {token.key for token in tokens(statement.said, statement.language)}
    if keys & DENIALS and not _years(statement.said):
        for part in ground.said:
            if any(token.key in keys & DENIALS for token in tokens(part, statement.language)):
                yield from (f"(without “{year}”)" for year in _years(part))


def _years(said: Said) -> list[str]:
    return [said.text[q.start : q.end] for q in said.quantities if is_year(q)]


def _keys(said: Said, language: str) -> Clause:
    return frozenset().union(*clauses_of(said, language))


@lru_cache(maxsize=4096)
def clauses_of(said: Said, language: str) -> tuple[Clause, ...]:
    """The content words and numbers of each stretch without a sign or an "and"."""
    return tuple(_told(row, said) for row in rows_of(said, language))


@lru_cache(maxsize=4096)
def _objects(said: Said, language: str) -> tuple[Clause, ...]:
    """The clauses without what "and" shares: the verb before all objects, and what stands behind all.

    "Maintained databases and services for customs" maintained both, and both for customs.
    """
    rows = list(rows_of(said, language))
    for index, (row, after) in enumerate(pairwise(rows)):
        first = next(token for token in after if token.kind != "grammar")
        if not is_past(first.plain) and not first.plain.endswith("ing"):
            verb = next(token for token in row if token.kind != "grammar")
            ways = {token.plain for token in row if token.kind == "grammar"}
            tail = next(
                (n for n, t in enumerate(after) if n and t.kind == "grammar" and t.plain not in ways), None
            )
            rows[index] = [token for token in row if token is not verb]
            rows[index + 1] = after[:tail]
    return tuple(_told(row, said) for row in rows)


def rows_of(said: Said, language: str) -> Iterator[list[Token]]:
    """The tokens of each stretch without a sign or an "and" that has a word or number in it."""
    row: list[Token] = []
    for token in (*tokens(said, language), END):
        if token.kind != "break" and token.plain not in CLAUSES:
            row.append(token)
        elif any(token.kind != "grammar" for token in row):
            yield row
            row = []


def _told(row: list[Token], said: Said) -> Clause:
    values = {q.start: f"{q.value}{q.kind}" for q in said.quantities}
    return frozenset(
        values.get(token.start, token.key)
        for token in row
        if token.kind != "grammar" and token.key not in NEUTRAL
    )


def causes(statement: Statement, ground: Ground) -> Iterator[str]:
    """What is told to have come of a deed stands with it in one fact, where several facts are told of."""
    if len(ground.lines) < 2:
        return
    grammar, said = function_words(statement.language), statement.said
    lines = [frozenset(key_of(word) for word in line.words) for line in ground.lines]
    told = [
        word for word in said.words if fold(word.raw) not in grammar and key_of(word) not in ground.headed
    ]
    for joint in _CAUSE.finditer(said.text):
        before = [word for word in told if word.end <= joint.start()]
        behind = [word for word in told if word.start >= joint.end()]
        if before and behind and not _nearest(before, lines) & _nearest(behind, lines):
            yield f"{behind[0].raw} (of another deed)"


def _nearest(told: Sequence[Word], lines: Sequence[frozenset[str]]) -> set[int]:
    """The places of those lines that have most of the words."""
    shares = [len({key_of(word) for word in told} & line) for line in lines]
    return {place for place, share in enumerate(shares) if share == max(shares)}
