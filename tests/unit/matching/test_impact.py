"""Rates, ratios and the exact test against examples that were worked by hand."""

from fractions import Fraction
from math import comb

import pytest

from jobwise.domain.fairness import Answers, ImpactTable, Outcome
from jobwise.matching.impact import exact_test, impact

CHOSEN = {
    ("Female", "Asian"): (12, 3),
    ("Female", "Black"): (16, 6),
    ("Female", "White"): (32, 15),
    ("Male", "Asian"): (20, 12),
    ("Male", "Black"): (15, 4),
    ("Male", "White"): (40, 24),
    ("Male", "Pacific Islander"): (1, 1),
}
"""(sex, race) -> (people, selected)."""
ABOVE = {
    ("Female", "Asian"): 7,
    ("Female", "Black"): 5,
    ("Female", "White"): 18,
    ("Male", "Asian"): 10,
    ("Male", "Black"): 6,
    ("Male", "White"): 22,
    ("Male", "Pacific Islander"): 0,
}
"""(sex, race) -> how many score above the median. 68 of 136 do; two gave no answer, and score 1 and 0."""


def everybody() -> tuple[dict[str, Outcome], dict[str, Answers]]:
    outcomes, answers = {}, {}
    for (sex, race), (people, selected) in CHOSEN.items():
        for number in range(people):
            key = f"{sex} {race} {number}"
            fit = 0.9 if number < ABOVE[sex, race] else 0.2
            outcomes[key] = Outcome(fit=fit, choice="shortlist" if number < selected else "decline")
            answers[key] = Answers(sex=sex, race=race)
    outcomes["no answer 1"] = Outcome(fit=0.5, choice="shortlist")
    outcomes["no answer 2"] = Outcome(fit=0.5)
    answers["no answer 2"] = Answers(sex="Female")
    return outcomes, answers


def tables() -> dict[tuple[str, str], ImpactTable]:
    return {(table.category, table.measure): table for table in impact(*everybody()).tables}


def test_the_selection_by_sex_is_the_hand_worked_one() -> None:
    """Women 24 of 61 (with the one who told her sex alone), men 41 of 76."""
    women, men = tables()["sex", "selection"].groups
    assert (women.group, women.people, women.chosen) == ("Female", 61, 24)
    assert (men.group, men.people, men.chosen) == ("Male", 76, 41)
    assert women.rate == pytest.approx(0.39344262295081967, abs=1e-9)
    assert men.rate == pytest.approx(0.5394736842105263, abs=1e-9)
    assert women.ratio == pytest.approx(float(Fraction(24, 61) / Fraction(41, 76)), abs=1e-9)
    assert women.ratio == pytest.approx(0.7293082766893243, abs=1e-9)
    assert men.ratio == 1.0
    assert (women.is_below, men.is_below, men.is_best) == (True, False, True)
    assert tables()["sex", "selection"].untold == 1


def test_the_selection_by_race_leaves_out_a_group_under_two_in_a_hundred() -> None:
    rates = {group.group: group for group in tables()["race", "selection"].groups}
    islander = rates["Pacific Islander"]
    assert (islander.people, islander.chosen, islander.rate) == (1, 1, 1.0)
    assert (islander.ratio, islander.p, islander.is_small_share, islander.is_best) == (
        None,
        None,
        True,
        False,
    )
    assert rates["White"].is_best
    assert rates["White"].rate == pytest.approx(39 / 72, abs=1e-9)
    assert rates["Asian"].ratio == pytest.approx(0.8653846153846154, abs=1e-9)
    assert rates["Black"].ratio == pytest.approx(float(Fraction(10, 31) / Fraction(39, 72)), abs=1e-9)
    assert (rates["Asian"].is_below, rates["Black"].is_below) == (False, True)


def test_the_intersections_are_groups_of_their_own() -> None:
    rates = {group.group: group for group in tables()["both", "selection"].groups}
    assert rates["Male, White"].rate == rates["Male, Asian"].rate == pytest.approx(0.6, abs=1e-9)
    assert rates["Female, Asian"].ratio == pytest.approx(0.4166666666666667, abs=1e-9)
    assert rates["Male, Black"].ratio == pytest.approx(float(Fraction(4, 15) / Fraction(3, 5)), abs=1e-9)
    assert rates["Female, White"].ratio == pytest.approx(0.78125, abs=1e-9)
    assert tables()["both", "selection"].untold == 2


def test_the_measure_by_score_goes_by_the_median_of_all() -> None:
    found = impact(*everybody())
    assert (found.people, found.selected, found.median) == (138, 66, 0.5)
    women, men = tables()["sex", "score"].groups
    assert (women.chosen, men.chosen) == (30, 38)
    assert women.ratio == pytest.approx(float(Fraction(30, 61) / Fraction(38, 76)), abs=1e-9)
    assert women.ratio == pytest.approx(0.9836065573770492, abs=1e-9)


def test_small_numbers_are_marked() -> None:
    rates = {group.group: group for group in tables()["both", "selection"].groups}
    assert [group for group, one in rates.items() if not one.is_few] == ["Female, White", "Male, White"]


def test_the_exact_test_is_the_hand_worked_one() -> None:
    """Fisher's tea: three of four right, so 34 of 70 ways are as far from chance."""
    assert exact_test((4, 3), (4, 1)) == pytest.approx(34 / 70, abs=1e-9)
    ways = {k: comb(10, k) * comb(12, 9 - k) for k in range(10)}
    as_rare = sum(way for way in ways.values() if way <= ways[1])
    assert exact_test((10, 1), (12, 8)) == pytest.approx(as_rare / comb(22, 9), abs=1e-9)
    assert exact_test((20, 10), (40, 20)) == pytest.approx(1.0, abs=1e-9)


def test_nobody_selected_gives_no_ratio() -> None:
    outcomes = {"a": Outcome(fit=0.4), "b": Outcome(fit=0.4)}
    answers = {"a": Answers(sex="Female"), "b": Answers(sex="Male")}
    found = impact(outcomes, answers)
    every = [group for table in found.tables for group in table.groups]
    assert [(group.ratio, group.p, group.is_best) for group in every] == [(None, None, False)] * 4


def test_nobody_at_all_gives_empty_tables() -> None:
    found = impact({}, {})
    assert (found.people, found.median) == (0, 0.0)
    assert [table.groups for table in found.tables] == [()] * 6


def test_exactly_four_fifths_is_not_below() -> None:
    """0.6 over 0.75, which computes to a little less than 0.8."""
    outcomes, answers = {}, {}
    for sex, people, chosen in (("Female", 35, 21), ("Male", 100, 75)):
        for number in range(people):
            key = f"{sex} {number}"
            outcomes[key] = Outcome(fit=0.5, choice="shortlist" if number < chosen else "decline")
            answers[key] = Answers(sex=sex)
    women = impact(outcomes, answers).tables[0].groups[0]
    assert women.ratio == pytest.approx(0.8, abs=1e-12)
    assert not women.is_below
