"""The statistics of pairs, held against figures worked by hand and against SciPy's own."""

import math

import numpy as np
import pytest
from scipy import stats

from jobwise.matching import paired
from jobwise.matching.paired import holm, interval, p_value, smallest_seen


def test_flips_of_few_differences_are_counted_by_hand() -> None:
    # 1 + 2 + 3 = 6; of the 8 ways to sign them, only +++ and --- are as far from nought, one is as far above.
    assert p_value([1, 2, 3]) == pytest.approx(2 / 8, abs=1e-9)
    assert p_value([1, 2, 3], "more") == pytest.approx(1 / 8, abs=1e-9)
    # 3 - 1 = 2: of ++ 4, +- 2, -+ -2, -- -4 all are as far, and of one side ++ and +-.
    assert p_value([3, -1]) == pytest.approx(1, abs=1e-9)
    assert p_value([3, -1], "more") == pytest.approx(2 / 4, abs=1e-9)


def test_sums_that_differ_by_rounding_alone_are_ties() -> None:
    assert p_value([0.1] * 10) == pytest.approx(2 / 1024, abs=1e-9)
    assert p_value([0.1, 0.2, -0.3], "more") == pytest.approx(5 / 8, abs=1e-9)


def test_cases_without_a_difference_say_nothing() -> None:
    assert p_value([0, 0, 0]) == 1
    assert p_value([]) == 1
    assert p_value([1, 2, 3, 0, 0, 0, 0]) == p_value([1, 2, 3])


@pytest.mark.parametrize("count", [8, 20, 60])
def test_flips_agree_with_scipy(count: int) -> None:
    data = np.random.default_rng(count).exponential(1, count) - 0.7
    theirs = stats.permutation_test(
        (data,), lambda x, axis: x.sum(axis), permutation_type="samples", vectorized=True, rng=1
    )
    assert p_value(data) == pytest.approx(theirs.pvalue, abs=0.02)
    one_sided = stats.permutation_test(
        (data,),
        lambda x, axis: x.sum(axis),
        permutation_type="samples",
        vectorized=True,
        alternative="greater",
        rng=1,
    )
    assert p_value(data, "more") == pytest.approx(one_sided.pvalue, abs=0.02)


@pytest.mark.parametrize("count", [8, 20, 60])
def test_intervals_agree_with_scipy(count: int) -> None:
    data = np.random.default_rng(count).exponential(1, count)
    theirs = stats.bootstrap((data,), np.mean, method="BCa", n_resamples=20_000, rng=1).confidence_interval
    ours = interval(data)
    width = theirs.high - theirs.low
    assert ours.mean == pytest.approx(float(data.mean()))
    assert ours.low == pytest.approx(theirs.low, abs=0.05 * width)
    assert ours.high == pytest.approx(theirs.high, abs=0.05 * width)


@pytest.mark.parametrize("values", [[0.0] * 5, [0.1] * 7, [-3.0], [1e9] * 3, [0.1 + 0.2, 0.3, 0.3]])
def test_values_that_are_all_the_same_have_an_interval_of_that_value(values: list[float]) -> None:
    found = interval(values)
    assert found.low == found.high == found.mean == pytest.approx(values[0])


@pytest.mark.parametrize("values", [[0.0] * 39 + [1.0], [1.0] * 39 + [0.0], [0.0, 1.0], [0.0] * 999 + [50.0]])
def test_lopsided_values_have_an_interval_around_their_mean(values: list[float]) -> None:
    found = interval(values)
    assert math.isfinite(found.low)
    assert math.isfinite(found.high)
    assert min(values) <= found.low <= found.mean <= found.high <= max(values)


@pytest.mark.parametrize(("kind", "true"), [("normal", 0.0), ("exponential", 1.0), ("binomial", 0.3)])
def test_intervals_hold_the_true_mean_about_as_often_as_they_say(kind: str, true: float) -> None:
    """Of 40 cases, over 1,000 made sets; skewed ones a little seldomer than the 95 % that are promised."""
    chance = np.random.default_rng(6)
    draws = {
        "normal": lambda: chance.normal(0, 1, 40),
        "exponential": lambda: chance.exponential(1, 40),
        "binomial": lambda: chance.binomial(1, 0.3, 40).astype(float),
    }
    found = [interval(draws[kind]()) for _ in range(1000)]
    held = sum(each.low <= true <= each.high for each in found) / len(found)
    assert 0.91 <= held <= 0.985


def test_holm_by_hand() -> None:
    # Sorted 0.01 x 3 = 0.03; 0.03 x 2 = 0.06; 0.04 x 1 = 0.04, but never under the one before: 0.06.
    assert holm({"b": 0.04, "a": 0.01, "c": 0.03}) == pytest.approx({"a": 0.03, "c": 0.06, "b": 0.06})
    assert holm({"a": 0.9, "b": 0.8}) == {"a": 1.0, "b": 1.0}
    assert holm({}) == {}


def test_the_smallest_difference_has_the_power_that_it_promises() -> None:
    """By another way than its own: t-tests of made data."""
    differences = list(np.random.default_rng(3).normal(0, 2, 25))
    seen = smallest_seen(differences, 0.01)
    assert seen is not None
    spread = float(np.std(differences, ddof=1))
    made = np.random.default_rng(4).normal(seen, spread, (20_000, 25))
    assert float((stats.ttest_1samp(made, 0, axis=1).pvalue <= 0.01).mean()) == pytest.approx(0.8, abs=0.01)


def test_nothing_can_be_seen_in_too_few_cases_or_in_what_does_not_vary() -> None:
    assert smallest_seen([0.1, 0.2, 0.3], 0.05) is None
    assert smallest_seen([0.1] * 40, 0.05) is None
    assert smallest_seen([0.1, -0.1] * 14 + [0.0] * 12, 0.05) is not None
    assert smallest_seen([0.1, -0.1] * 13 + [0.0] * 14, 0.05) is None  # more than three of ten are alike
    assert smallest_seen([0.0, 0.1, 0.2, 0.3, 0.4, 0.5], 0.05) is not None


def test_the_same_data_give_the_same_figures() -> None:
    data = list(np.random.default_rng(5).normal(0.2, 1, 40))
    first = interval(data), p_value(data)
    paired._signs.cache_clear()
    paired._resampled.cache_clear()
    assert (interval(data), p_value(data)) == first
