"""Closeness in meaning, by static word vectors that a package carries: no network, no torch.

The same pair gives the same number on every machine and in any company: vectors are looked up,
averaged and multiplied in float64, and the cosine is rounded far above what the order of sums changes.
"""

from collections.abc import Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float64]


DECIMALS = 4


def similarity(texts_a: Sequence[str], texts_b: Sequence[str]) -> "Vectors":
    """Cosine of each text of the first list with each of the second: [len a, len b] in -1..1."""
    import numpy as np

    if not texts_a or not texts_b:
        return np.zeros((len(texts_a), len(texts_b)), dtype=np.float64)
    table = np.stack([_vector(t) for t in texts_a]) @ np.stack([_vector(t) for t in texts_b]).T
    return np.round(table, DECIMALS)


@lru_cache(maxsize=16384)
def _vector(text: str) -> "Vectors":
    """A text's vector of length 1; all zero for a text without a known word."""
    import numpy as np

    vector: Vectors = np.nan_to_num(_model().embed(text)[0].astype(np.float64))
    length = np.linalg.norm(vector)
    return vector / length if length else vector


@lru_cache(maxsize=1)
def _model() -> Any:
    """The vectors, read from the package's own folder. *Why:* by default it would fetch them."""
    from wordllama import WordLlama

    spec = find_spec("wordllama")
    assert spec is not None
    assert spec.origin is not None
    return WordLlama.load(cache_dir=Path(spec.origin).parent, disable_download=True)
