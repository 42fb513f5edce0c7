"""Names in a sentence: capitalised words that must stand together in a fact as they do here."""

import re
from collections.abc import Iterator

from jobwise.matching.claim_text import Said, inside
from jobwise.matching.word_forms import Word, fold

_JOINS_NAME = re.compile(r" & |\s|-|/")
_NAME_JOINERS = frozenset({"of", "de", "du", "des", "del", "von", "van", "di"})


def name_runs(said: Said, grammar: frozenset[str]) -> Iterator[list[Word]]:
    """Capitalised words side by side or joined by "of"; a sentence's first word is large anyway."""
    run: list[Word] = []
    for index, word in enumerate(said.words):
        beside = bool(run) and bool(_JOINS_NAME.fullmatch(said.text[run[-1].end : word.start]))
        if not beside:
            yield from _name(run)
            run = []
        starts = _is_large(said, word, grammar) and (index or _starts_name(said))
        if starts or (run and word.raw in _NAME_JOINERS):
            run.append(word)
        else:
            yield from _name(run)
            run = []
    yield from _name(run)


def _is_large(said: Said, word: Word, grammar: frozenset[str]) -> bool:
    large = word.raw[:1].isupper() and fold(word.raw) not in grammar and not said.text.isupper()
    return large and not inside(counted(said), word.start, word.end)


def _starts_name(said: Said) -> bool:
    """Whether the first word begins a name like "Bank of X"."""
    return len(said.words) > 2 and said.words[1].raw in _NAME_JOINERS and said.words[2].raw[:1].isupper()


def _name(run: list[Word]) -> Iterator[list[Word]]:
    while run and run[-1].raw in _NAME_JOINERS:
        run = run[:-1]
    if len(run) > 1:
        yield run


def counted(said: Said) -> list[tuple[int, int]]:
    """Spans of numbers and dates, which have rules of their own."""
    return [*((quantity.start, quantity.end) for quantity in said.quantities), *said.dates]
