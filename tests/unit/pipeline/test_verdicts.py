"""What an experiment says, worked by hand, and over whole experiments whose truth is known."""

from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from scipy.stats import binom

from jobwise.domain.experiment import (
    Arm,
    Cell,
    CellState,
    Comparison,
    ExperimentPlan,
    Measure,
    MeasureComparison,
)
from jobwise.domain.model_call import ModelChoice
from jobwise.matching.paired import LEVEL, _shift, p_value, smallest_seen
from jobwise.pipeline.verdicts import baseline_of, verdicts

Values = Mapping[Measure, Sequence[float]]
"""Measure -> a value a case."""
SMALL, LARGE = (
    ModelChoice(provider="openai", model=name, base_url="http://localhost/v1") for name in ("small", "large")
)


def plan_of(arms: int, repeats: int = 1) -> ExperimentPlan:
    versions = tuple(Arm(version=f"engine@{number}") for number in range(1, arms + 1))
    return ExperimentPlan(question="Which?", golden_set="made@1", arms=versions, repeats=repeats)


def cells_of(*arms: Values, repeat: int = 0) -> list[Cell]:
    """*Why built without checks:* a simulation builds a million."""
    cells = []
    for number, values in enumerate(arms):
        rows = zip(*values.values(), strict=True)
        for case, row in enumerate(rows):
            cells.append(
                Cell.model_construct(
                    id=f"{number}-{case}-{repeat}",
                    arm=number,
                    case_id=str(case),
                    repeat=repeat,
                    state="done",
                    measures=dict(zip(values, row, strict=True)),
                    trouble="",
                )
            )
    return cells


def without(cells: Sequence[Cell], arm: int, cases: set[str], state: CellState) -> list[Cell]:
    """The cells, some of them ended otherwise."""
    gone = {"state": state, "measures": {}}
    return [
        cell.model_copy(update=gone) if cell.arm == arm and cell.case_id in cases else cell for cell in cells
    ]


def of(comparison: Comparison, measure: Measure) -> MeasureComparison:
    return next(each for each in comparison.measures if each.measure is measure)


def test_an_example_worked_by_hand() -> None:
    old = {Measure.COVERAGE: [0.5] * 5, Measure.EXPECTED: [0.5] * 5, Measure.UNTRUE: [0.0] * 5}
    new = {
        Measure.COVERAGE: [0.6, 0.7, 0.8, 0.9, 1.0],  # + 0.1 .. 0.5; all up, so 2 of 32 flips are as far
        Measure.EXPECTED: [0.5, 0.5, 0.5, 1.0, 0.0],  # + 0.5 - 0.5; each of 4 flips is as far as nought
        Measure.UNTRUE: [0.0] * 5,  # nowhere different: takes no share of the chance
    }
    [found] = verdicts(plan_of(2), cells_of(old, new))
    coverage, expected, untrue = (of(found, measure) for measure in old)
    assert coverage.difference.mean == pytest.approx(0.3, abs=1e-9)
    assert coverage.arm.mean == pytest.approx(0.8, abs=1e-9)
    assert coverage.baseline.mean == coverage.baseline.low == coverage.baseline.high == 0.5
    assert coverage.p == pytest.approx(2 / 32, abs=1e-9)
    assert coverage.p_holm == pytest.approx(2 * 2 / 32, abs=1e-9)
    assert expected.p == expected.p_holm == 1
    assert (untrue.p, untrue.p_holm, untrue.sees) == (1, 1, None)
    assert coverage.sees is None  # 5 cases have no p under 0.0625
    assert (found.verdict, found.truth_is_worse) == ("cannot tell", False)
    assert found.sentence == "Cannot tell: 5 cases are too few to see anything."


def test_repeats_of_a_case_are_one_observation() -> None:
    old = {Measure.COVERAGE: [0.5] * 6}
    once = cells_of(old, {Measure.COVERAGE: [0.6] * 6})
    again = cells_of(old, {Measure.COVERAGE: [0.8] * 6}, repeat=1)
    [found] = verdicts(plan_of(2, repeats=2), once + again)
    coverage = of(found, Measure.COVERAGE)
    assert coverage.cases == 6
    assert coverage.difference.mean == pytest.approx(0.2, abs=1e-9)
    assert coverage.p == pytest.approx(2 / 64, abs=1e-9)


BASE = {Measure.UNTRUE: [0.0] * 12, Measure.COVERAGE: [0.5] * 12, Measure.CLICHES: [1.0] * 12}


def compared(**changes: Sequence[float]) -> Comparison:
    new = {**BASE, **{Measure(name): values for name, values in changes.items()}}
    [found] = verdicts(plan_of(2), cells_of(BASE, new))
    return found


def test_better_is_told_with_its_figures() -> None:
    found = compared(coverage=[0.55] * 11 + [0.56])
    assert found.verdict == "better"
    assert found.sentence == "Better: 0.05 more coverage (0.05 to 0.05) on 12 cases."


def test_worse_is_told_the_way_it_went() -> None:
    found = compared(cliches=[2.0, 3.0] * 6)
    assert found.verdict == "worse"
    assert found.sentence.startswith("Worse: 1.50 more cliches in 1,000 words (1.25 to 1.75) on 12 cases.")
    assert compared(coverage=[0.4] * 12).sentence.startswith("Worse: 0.10 less coverage")


def test_better_in_one_and_worse_in_another_is_neither() -> None:
    found = compared(coverage=[0.6] * 12, cliches=[2.0] * 12)
    assert found.verdict == "cannot tell"
    assert found.sentence == (
        "Cannot tell: 0.10 more coverage (0.10 to 0.10), but 1.00 more cliches in 1,000 words (1.00 to 1.00) "
        "on 12 cases."
    )


def test_lines_that_are_not_true_outweigh_all_else() -> None:
    """Five cases of twelve are enough for the guard, and not for a test that is shared with others."""
    found = compared(untrue=[1.0] * 5 + [0.0] * 7, coverage=[0.6] * 12)
    untrue = of(found, Measure.UNTRUE)
    assert untrue.p_holm is not None
    assert untrue.p_holm > LEVEL
    assert (found.verdict, found.truth_is_worse) == ("worse", True)
    assert found.sentence.startswith("Worse: 0.42 more untrue lines a case (")
    assert "though 0.10 more coverage" in found.sentence
    assert found.sentence.endswith("It says more than the facts carry, oftener than chance explains.")


def test_few_cases_with_many_untrue_lines_are_never_called_better() -> None:
    """Four cases of forty: too few for the guard."""
    old = {Measure.UNTRUE: [0.0] * 40, Measure.EXPECTED: [0.5] * 40}
    new = {Measure.UNTRUE: [10.0] * 4 + [0.0] * 36, Measure.EXPECTED: [0.55, 0.6] * 20}
    [found] = verdicts(plan_of(2), cells_of(old, new))
    assert (found.verdict, found.truth_is_worse) == ("cannot tell", False)
    first, second = found.sentence.split(". ")
    assert first.startswith("Cannot tell: 0.07 more of what is expected (")
    assert second.startswith("It also has 1.00 more untrue lines a case (")
    assert second.endswith("which may be chance and keeps it from being called better.")


def test_more_untrue_lines_are_told_beside_what_is_worse() -> None:
    found = compared(untrue=[1.0] + [0.0] * 11, cliches=[2.0, 3.0] * 6)
    assert found.verdict == "worse"
    assert "It also has 0.08 more untrue lines a case (" in found.sentence
    assert found.sentence.endswith("which may be chance.")


def test_fewer_untrue_lines_are_no_worse_truth() -> None:
    new = {**BASE, Measure.UNTRUE: [2.0] * 12}
    [found] = verdicts(plan_of(2), cells_of(new, BASE))
    assert (found.verdict, found.truth_is_worse) == ("better", False)
    assert "2.00 fewer untrue lines a case" in found.sentence


def test_a_score_that_moves_by_less_than_screens_show_is_no_better() -> None:
    small, shown = (
        verdicts(plan_of(2), cells_of({Measure.GAIN: [0.1] * 12}, {Measure.GAIN: [gain] * 12}))[0]
        for gain in (0.104, 0.106)
    )
    assert small.sentence == "Cannot tell: nothing that a verdict goes by differs on 12 cases."
    assert shown.verdict == "better"


def test_where_nothing_differs_it_says_so() -> None:
    assert compared().sentence == "Cannot tell: nothing that a verdict goes by differs on 12 cases."


def test_where_nothing_is_seen_it_says_what_could_have_been() -> None:
    swings = [0.5 + 0.1 * (-1) ** case for case in range(12)]
    found = compared(coverage=swings)
    seen = of(found, Measure.COVERAGE).sees
    assert seen is not None
    assert found.sentence == (
        "Cannot tell: nothing that a verdict goes by differs beyond chance on 12 cases. "
        f"This set can see differences of {seen:.2f} or more in coverage."
    )


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"coverage": [0.6, 0.4] * 4 + [0.5] * 4}, "coverage"),  # a third of the cases are alike
        ({"cliches": [float(case % 3) for case in range(12)]}, "cliches in 1,000 words"),
    ],
)
def test_what_is_rare_or_a_count_is_not_said_to_be_seen(
    changes: dict[str, Sequence[float]], name: str
) -> None:
    found = compared(**changes)
    [unsure] = [each for each in found.measures if each.unsure]
    assert unsure.sees is None
    assert found.sentence == (
        "Cannot tell: nothing that a verdict goes by differs beyond chance on 12 cases. "
        f"What would show of {name} is too rare or too uneven to tell."
    )


def test_cases_count_where_both_have_them_and_the_rest_is_told() -> None:
    cells = cells_of(BASE, {**BASE, Measure.COVERAGE: [0.6] * 12})
    [found] = verdicts(plan_of(2), without(cells, 0, {"0", "1"}, "failed"))
    assert of(found, Measure.COVERAGE).cases == 10
    assert found.verdict == "better"
    assert found.sentence.endswith("on 10 cases. 2 cases are left out: at least one of the two failed there.")


@pytest.mark.parametrize("state", ["failed", "done"])
def test_an_arm_that_fails_oftener_is_never_better(state: CellState) -> None:
    cells = cells_of(BASE, {**BASE, Measure.COVERAGE: [0.6] * 12})
    [found] = verdicts(plan_of(2), without(cells, 1, {"0", "1"}, state))
    assert found.verdict == "cannot tell"
    assert "on 10 cases, but it failed 2 times and what it is held against never." in found.sentence


def test_no_verdict_before_all_is_done() -> None:
    cells = cells_of(BASE, {**BASE, Measure.COVERAGE: [0.6] * 12})
    [found] = verdicts(plan_of(2), without(cells, 1, {"11"}, "waiting"))
    assert found.verdict == "cannot tell"
    assert found.sentence == "Cannot tell: it is not finished, 1 piece still to do."


def test_nothing_done_by_both_is_told() -> None:
    cells = cells_of(BASE, BASE)
    [found] = verdicts(plan_of(2), without(cells, 1, {cell.case_id for cell in cells}, "failed"))
    assert found.measures == ()
    assert found.sentence.startswith("Cannot tell: no case was done by both. 12 cases are left out")


def test_an_arm_is_held_against_the_baseline_by_the_same_model() -> None:
    arms = tuple(
        Arm(version=version, model=model)
        for version in ("writing@1", "writing@2")
        for model in (SMALL, LARGE)
    )
    plan = ExperimentPlan(question="Which?", golden_set="made@1", arms=arms)
    assert [baseline_of(plan, arm) for arm in (1, 2, 3)] == [0, 0, 1]
    values = [{Measure.COVERAGE: [level] * 6} for level in (0.1, 0.5, 0.2, 0.8)]
    found = verdicts(plan, cells_of(*values))
    assert [(each.arm, each.baseline) for each in found] == [(1, 0), (2, 0), (3, 1)]
    assert of(found[2], Measure.COVERAGE).difference.mean == pytest.approx(0.3, abs=1e-9)


def test_a_judge_is_held_against_no_preference() -> None:
    old = {Measure.COVERAGE: [0.5] * 8}
    [found] = verdicts(plan_of(2), cells_of(old, {**old, Measure.JUDGED: [1.0] * 8}))
    judged = of(found, Measure.JUDGED)
    assert judged.difference.mean == 0.5
    assert judged.baseline.mean == 0.5
    assert found.sentence == "Better: 0.50 more of the judge's votes (0.50 to 0.50) on 8 cases."


def test_measures_that_a_verdict_does_not_go_by_take_no_chance_from_it() -> None:
    swings = [float(case) for case in range(12)]
    old = {**BASE, Measure.TOKENS: [0.0] * 12}
    new = {**old, Measure.COVERAGE: [0.55] * 12, Measure.TOKENS: swings}
    [found] = verdicts(plan_of(2), cells_of(old, new))
    assert of(found, Measure.TOKENS).p_holm is None
    coverage = of(found, Measure.COVERAGE)
    assert coverage.p_holm == coverage.p


CASES, EXPERIMENTS = 40, 1_000


def alike(chance: np.random.Generator, count: int) -> dict[Measure, np.ndarray]:
    """What one arm gives on cases of one sort: skewed counts, steps with ties, figures near their end."""
    return {
        Measure.UNTRUE: chance.negative_binomial(0.4, 0.4, count),
        Measure.EXPECTED: chance.integers(2, 5, count) / 4,
        Measure.COVERAGE: np.clip(chance.normal(0.7, 0.1, count), 0, 1),
        Measure.GAIN: chance.normal(0.1, 0.05, count),
        Measure.PRESERVED: 1 - 0.1 * (chance.random(count) < 0.1),
        Measure.CLICHES: chance.exponential(1, count) * (chance.random(count) < 0.3),
        Measure.FOUND: chance.integers(3, 6, count) / 5,
        Measure.FAILURES: (chance.random(count) < 0.05).astype(float),
    }


def experiment(chance: np.random.Generator, arms: int, repeats: int, lift: float) -> list[Cell]:
    """All cells of one experiment; `lift`: true rise of coverage in the last arm."""
    hardness = chance.normal(0, 0.1, CASES)
    cells: list[Cell] = []
    for repeat in range(repeats):
        drawn = [alike(chance, CASES) for _ in range(arms)]
        for number, values in enumerate(drawn):
            values[Measure.COVERAGE] = values[Measure.COVERAGE] + hardness + lift * (number == arms - 1)
        cells += cells_of(
            *({key: each.tolist() for key, each in values.items()} for values in drawn), repeat=repeat
        )
    return cells


@pytest.mark.long
@pytest.mark.parametrize(("arms", "repeats"), [(2, 1), (2, 3), (5, 1)])
def test_where_nothing_differs_better_is_seldom_said(arms: int, repeats: int) -> None:
    """False "better" in any arm, and false alarms of the guard, are at most 5 % of 1,000 experiments, up to
    what chance makes of a true 5 % 999 times in 1,000."""
    chance, plan = np.random.default_rng(arms * 10 + repeats), plan_of(arms, repeats)
    better = worse = alarms = compared = 0
    for _ in range(EXPERIMENTS):
        found = verdicts(plan, experiment(chance, arms, repeats, 0))
        better += any(each.verdict == "better" for each in found)
        worse += any(each.verdict == "worse" and not each.truth_is_worse for each in found)
        alarms += sum(each.truth_is_worse for each in found)
        compared += len(found)
    print(
        f"\n{arms} arms, {repeats} repeats, {EXPERIMENTS} experiments: "
        f"false better {better / EXPERIMENTS:.1%}, false worse {worse / EXPERIMENTS:.1%}, "
        f"false alarms of truth {alarms / compared:.1%}"
    )
    assert better <= binom.ppf(0.999, EXPERIMENTS, LEVEL)
    assert worse <= binom.ppf(0.999, EXPERIMENTS, LEVEL)
    assert alarms <= binom.ppf(0.999, compared, LEVEL)


@pytest.mark.long
@pytest.mark.parametrize("arms", [2, 5])
def test_a_difference_of_the_size_that_it_sees_is_mostly_seen(arms: int) -> None:
    """The true difference is what such a set sees, from the true spread of differences; it is found in 8 of
    10 experiments, and what each experiment says that it sees is near it."""
    chance, plan = np.random.default_rng(arms), plan_of(arms)
    spread = 0.1 * 2**0.5
    true = _shift(CASES, LEVEL / (8 * (arms - 1))) * spread / CASES**0.5
    seen, told = 0, []
    for _ in range(EXPERIMENTS):
        found = of(verdicts(plan, experiment(chance, arms, 1, true))[-1], Measure.COVERAGE)
        assert found.p_holm is not None
        assert found.sees is not None
        seen += found.p_holm <= LEVEL
        told.append(found.sees)
    print(
        f"\n{arms} arms, {EXPERIMENTS} experiments with a difference of {true:.3f}: "
        f"seen in {seen / EXPERIMENTS:.1%}, told that {np.mean(told):.3f} is seen"
    )
    assert 0.7 <= seen / EXPERIMENTS <= 0.9
    assert np.mean(told) == pytest.approx(true, rel=0.1)


@pytest.mark.long
@pytest.mark.parametrize("steps", [4, 10])
def test_what_is_told_to_be_seen_of_shares_in_steps_is_mostly_seen(steps: int) -> None:
    """Where it is told what would show, a fall of that size is found in 7 of 10 experiments at least."""
    chance, level = np.random.default_rng(steps), LEVEL / 8
    seen, told, silent = 0, 0, 0
    for _ in range(EXPERIMENTS):
        usual = chance.choice([0.4, 0.5, 0.7, 0.8, 0.9])
        likes = chance.binomial(steps, usual, (2, CASES)) / steps
        shift = smallest_seen((likes[0] - likes[1]).round(9).tolist(), level)
        if shift is None or shift > usual:
            silent += 1
            continue
        new = chance.binomial(steps, usual - shift, CASES) / steps
        old = chance.binomial(steps, usual, CASES) / steps
        told, seen = told + 1, seen + (p_value((new - old).round(9).tolist()) <= level)
    print(f"\n{steps} steps: told in {told}, not in {silent}; seen in {seen / max(told, 1):.1%}")
    assert silent
    assert seen >= binom.ppf(0.001, told, 0.7) > 0


@pytest.mark.long
@pytest.mark.parametrize(("share", "least"), [(0.05, 0.02), (0.1, 0.3), (0.15, 0.65), (1 / 3, 0.98)])
def test_an_arm_that_invents_is_caught_or_at_least_not_called_better(share: float, least: float) -> None:
    """Untrue lines in a share of 40 cases, which its baseline has none of, while coverage truly rises."""
    chance, plan = np.random.default_rng(7), plan_of(2)
    caught = better = invented = 0
    for _ in range(EXPERIMENTS):
        cells = experiment(chance, 2, 1, 0.1)
        for cell in cells:
            cell.measures[Measure.UNTRUE] = float(cell.arm == 1 and chance.random() < share)
        invents = any(cell.measures[Measure.UNTRUE] for cell in cells)
        [found] = verdicts(plan, cells)
        caught += found.truth_is_worse
        better += found.verdict == "better"
        invented += invents
        assert not (invents and found.verdict == "better")
        assert of(found, Measure.UNTRUE).sees is None
    print(
        f"\nuntrue lines in {share:.0%} of cases: refused in {caught / EXPERIMENTS:.1%}, called better in "
        f"{better / EXPERIMENTS:.1%}, none invented in {1 - invented / EXPERIMENTS:.1%}"
    )
    assert caught / EXPERIMENTS > least
    assert better <= EXPERIMENTS - invented
