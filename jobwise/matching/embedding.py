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
    return np.round(_vectors(tuple(texts_a)) @ _vectors(tuple(texts_b)).T, DECIMALS)


@lru_cache(maxsize=32)
def _vectors(texts: tuple[str, ...]) -> "Vectors":
    """Each text's vector, a row each. *Why remembered:* one profile is held against many ads."""
    import numpy as np

    return np.stack([_vector(text) for text in texts])


@lru_cache(maxsize=16384)
def _vector(text: str) -> "Vectors":
    """A text's vector of length 1, the mean of its pieces'; all zero for a text without a piece."""
    import numpy as np

    table = _model().embedding
    pieces = [
        piece for piece in _model().tokenizer.encode(text, add_special_tokens=False).ids if piece < len(table)
    ]
    if not pieces:
        return np.zeros(table.shape[1], dtype=np.float64)
    vector: Vectors = table[pieces].astype(np.float64).mean(axis=0)
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
