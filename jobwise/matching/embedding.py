"""Closeness in meaning, by static word vectors that a package carries: no network, no torch.

The same text gives the same vector on every machine: vectors are looked up and averaged in float32.
"""

from collections.abc import Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]


def similarity(texts_a: Sequence[str], texts_b: Sequence[str]) -> "Vectors":
    """Cosine of each text of the first list with each of the second: [len a, len b] in -1..1."""
    import numpy as np

    if not texts_a or not texts_b:
        return np.zeros((len(texts_a), len(texts_b)), dtype=np.float32)
    return np.stack([_vector(t) for t in texts_a]) @ np.stack([_vector(t) for t in texts_b]).T


@lru_cache(maxsize=16384)
def _vector(text: str) -> "Vectors":
    """A text's vector of length 1; all zero for a text without a known word."""
    vector: Vectors = _model().embed(text, norm=True)[0]
    import numpy as np

    return np.nan_to_num(vector.astype(np.float32))


@lru_cache(maxsize=1)
def _model() -> Any:
    """The vectors, read from the package's own folder. *Why:* by default it would fetch them."""
    from wordllama import WordLlama

    spec = find_spec("wordllama")
    assert spec is not None
    assert spec.origin is not None
    return WordLlama.load(cache_dir=Path(spec.origin).parent, disable_download=True)
