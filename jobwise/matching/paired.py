"""Statistics of pairs: the same cases under two versions. Chance is seeded: same data, same figures.

The interval is a bootstrap's, bias-corrected and accelerated (BCa; Efron, JASA 82, 1987). The test flips
signs of differences (Fisher, The Design of Experiments, 1935): where two versions do alike, a difference is
as likely as its opposite. *Why not a t-test:* counts of untrue lines are skewed and mostly nought.
"""

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from jobwise.domain.experiment import Interval

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

K = TypeVar("K")
LEVEL, POWER = 0.05, 0.8
EXACT = 13
"""Differences up to which every flip is tried: 8,192."""
FLIPS, RESAMPLES = 9_999, 4_999
"""*Why these:* the smallest p is 0.0001, and it stays the same to two digits whatever the seed."""
MOST_ALIKE = 0.3
"""Share of cases without a difference up to which it is told what would show. *Why this one:* of shares in 1
to 10 steps, where more cases are alike, a shift as large as was told is found in 3 to 6 of 10 experiments,
since their spread grows with it; where fewer are, in 7 to 9."""
_SEED = 20_240_229
_ROUNDING = 1e-9
"""Share of the sum by which two flips may differ and be the same."""


def interval(values: Sequence[float]) -> Interval:
    """The mean with its 95 % interval; of values that are all the same, that value."""
    import numpy as np
    from scipy.special import ndtr, ndtri

    data = np.asarray(values, dtype=float)
    mean = float(data.mean())
    centred = data - mean
    spread = float((centred**2).sum())
    if spread <= len(data) * (_ROUNDING * max(abs(mean), 1.0)) ** 2:
        return Interval(mean=mean, low=mean, high=mean)
    means = _sums(_resampled(len(data)), data) / len(data)
    below = float((means < mean).mean() + (means == mean).mean() / 2)
    bias = ndtri(min(max(below, 1 / RESAMPLES), 1 - 1 / RESAMPLES))
    skew = float((centred**3).sum()) / (6 * spread**1.5)
    ends = bias + ndtri([LEVEL / 2, 1 - LEVEL / 2])
    low, high = np.quantile(means, ndtr(bias + ends / (1 - skew * ends)))
    return Interval(mean=mean, low=float(low), high=float(high))


def p_value(differences: Sequence[float], side: Literal["two", "more"] = "two") -> float:
    """How often chance alone gives a sum of differences as far from nought; `more`: as far above it."""
    import numpy as np

    data = np.asarray(differences, dtype=float)
    if (moved := np.count_nonzero(data)) <= EXACT:
        data = data[data != 0]
    if not moved:
        return 1.0
    seen = float(data.sum()) - (_ROUNDING * float(np.abs(data).sum()) if side == "more" else 0.0)
    sums = _sums(_signs(len(data)), data)
    if side == "two":
        sums, seen = np.abs(sums), abs(seen) - _ROUNDING * float(np.abs(data).sum())
    as_far = int((sums >= seen).sum())
    return as_far / len(sums) if moved <= EXACT else (as_far + 1) / (len(sums) + 1)


def holm(p_values: Mapping[K, float]) -> dict[K, float]:
    """The p-values corrected for how many there are. Source: Holm, Scand. J. Statistics 6 (1979)."""
    corrected: dict[K, float] = {}
    most = 0.0
    for rank, key in enumerate(sorted(p_values, key=lambda key: p_values[key])):
        most = max(most, min(1.0, (len(p_values) - rank) * p_values[key]))
        corrected[key] = most
    return corrected


def too_few(cases: int, level: float) -> bool:
    """Whether so many cases show nothing at the level, whatever they are."""
    return cases < 2 or 2 / 2**cases > level


def smallest_seen(differences: Sequence[float], level: float) -> float | None:
    """The smallest true difference that such cases show in 8 of 10 experiments, at a level of the test.

    It is the shift at which a two-sided t-test of as many differences with their spread has a power of 0.8,
    by the noncentral t distribution (Johnson, Welch, Biometrika 31, 1940). *Why that fits:* the test by
    signs has the power of the t-test as cases grow (Hoeffding, Ann. Math. Stat. 23, 1952). None where the
    differences do not vary, are too few for the level whatever they are, or are mostly nought.
    """
    count = len(differences)
    if too_few(count, level) or differences.count(0) > MOST_ALIKE * count:
        return None
    mean = math.fsum(differences) / count
    spread = math.sqrt(math.fsum((each - mean) ** 2 for each in differences) / (count - 1))
    return _shift(count, level) * spread / math.sqrt(count) if spread > _ROUNDING else None


@lru_cache(maxsize=256)
def _shift(count: int, level: float) -> float:
    """The noncentrality at which the t-test has its power."""
    from scipy.optimize import brentq
    from scipy.stats import nct, t

    border = t.isf(level / 2, count - 1)
    return float(brentq(lambda shift: nct.sf(border, count - 1, shift) - POWER, 0, 10 * border + 10))


@lru_cache(maxsize=4)
def _resampled(count: int) -> "NDArray[np.int16]":
    """How often each value is in each resample."""
    import numpy as np

    drawn = np.random.default_rng(_SEED).multinomial(count, [1 / count] * count, size=RESAMPLES)
    return drawn.astype(np.int16)


@lru_cache(maxsize=4)
def _signs(count: int) -> "NDArray[np.int8]":
    """Every way to flip so many signs, or where these are too many, ways drawn by chance."""
    import numpy as np

    if count <= EXACT:
        bits = np.arange(2**count)[:, None] >> np.arange(count) & 1
    else:
        bits = np.random.default_rng(_SEED).integers(0, 2, size=(FLIPS, count))
    return (1 - 2 * bits).astype(np.int8)


def _sums(rows: "NDArray[np.integer[Any]]", data: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """Each row times the data. *Why in parts:* as floats, all rows of 1,000 cases would take 80 MB."""
    import numpy as np

    return np.concatenate([part @ data for part in np.array_split(rows, 8)])
