"""Whether two texts are of the same kind of work, by the company their words keep among occupations.

Each word has a vector made from the occupations it stands in (`benchmarks/build_trades.py`, from O*NET):
"motion", "pleading" and "attorney" point one way, "catheter" and "telemetry" another. English words only.
The sums are of whole numbers weighed alike everywhere, so the same two texts give the same number.
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from jobwise.domain.posting import Term
from jobwise.matching.content_words import content_words
from jobwise.matching.word_forms import normal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

TRADES = Path(__file__).parent / "data" / "trades.npz"
FEWEST_TERMS = 5
"""Known words that a text must have before anything is said of it."""
LEAST_KNOWN = 0.4
"""Share of a text's words that must be known: below it the text is in another language."""
DECIMALS = 4


class _Trades(NamedTuple):
    """`rows`: a word's row in `vectors` [words, dimensions]; `weight`: how far a word points anywhere."""

    rows: dict[str, int]
    vectors: "NDArray[np.int64]"
    weight: list[float]


@lru_cache(maxsize=8192)
def known_form(text: str) -> tuple[str, ...]:
    """A text's words in the form that the table has them."""
    return tuple(w.key for w in content_words(normal(text)) if len(w.key) > 1 and not w.key.isdigit())


def is_known(word: str) -> bool:
    """Whether some occupation is told with this word."""
    return any(form in _trades().rows for form in known_form(word))


def terms_of(texts: Iterable[str], most: int | None = None, *, once: bool = False) -> tuple[Term, ...]:
    """The words that tell most of what a text's work is, with how often they stand, weightiest first.

    once: each word is told as if it stood once, so that saying it again gains nothing.
    Empty for a text in another language, or with too few words.
    """
    counts = Counter(word for text in texts for word in known_form(text))
    trades = _trades()
    known = [word for word in counts if word in trades.rows]
    if len(known) < max(FEWEST_TERMS, LEAST_KNOWN * len(counts)):
        return ()
    weighed = sorted(known, key=lambda word: (-_told(counts[word]) * trades.weight[trades.rows[word]], word))
    return tuple(Term(word=word, count=1 if once else counts[word]) for word in weighed[:most])


def closeness(terms: Sequence[Term], others: Sequence[Term]) -> float:
    """Cosine of two texts' terms, -1..1; 0 where one has none."""
    import numpy as np

    one, other = (_sum(tuple((term.word, term.count) for term in some)) for some in (terms, others))
    lengths = float(np.linalg.norm(one) * np.linalg.norm(other))
    return round(float(one @ other) / lengths, DECIMALS) if lengths else 0.0


def shared(terms: Sequence[Term], others: Sequence[Term], most: int = 6) -> tuple[str, ...]:
    """Words that both texts have, those that tell most first."""
    held = {term.word for term in others}
    return tuple(term.word for term in terms if term.word in held)[:most]


def _told(count: int) -> float:
    """What a word's repetitions add: the second little, the tenth hardly anything."""
    return 1 + math.log(count)


@lru_cache(maxsize=64)
def _sum(terms: tuple[tuple[str, int], ...]) -> "NDArray[np.float64]":
    """terms: (word, count)."""
    import numpy as np

    trades = _trades()
    rows = [trades.rows[word] for word, _ in terms if word in trades.rows]
    weights = np.array([_told(count) for word, count in terms if word in trades.rows])
    total: NDArray[np.float64] = weights @ trades.vectors[rows].astype(np.float64)
    return total


@lru_cache(maxsize=1)
def _trades() -> _Trades:
    import numpy as np

    with np.load(TRADES) as table:
        words, vectors = str(table["words"]).split("\n"), table["vectors"].astype(np.int64)
    weight = np.linalg.norm(vectors, axis=1)
    return _Trades({word: row for row, word in enumerate(words)}, vectors, weight.tolist())
