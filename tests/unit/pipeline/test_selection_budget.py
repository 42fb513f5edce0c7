"""The budget and the order of the choice, whatever is kept."""

import math
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from jobwise.pipeline.selection import Candidate, choose, printed_lines

WEIGHTS = {"a": 1.0, "b": 1.0, "c": 0.5}
GUARANTEE = (1 - 1 / math.e) / 2
_answers = st.dictionaries(st.sampled_from("abc"), st.floats(0, 1), max_size=3)


@st.composite
def instances(draw: st.DrawFn) -> tuple[list[Candidate], float]:
    rows = draw(st.lists(st.tuples(_answers, st.sampled_from([1.0, 2.0, 3.0]), st.booleans()), max_size=7))
    candidates = [
        Candidate(f"f{n}", answers, lines, 0.08 if number else 0.02)
        for n, (answers, lines, number) in enumerate(rows)
    ]
    return candidates, draw(st.sampled_from([0.0, 1.0, 2.0, 4.0, 7.0]))


def worth(chosen: list[Candidate]) -> float:
    """The worth of a choice by the formula, written out once more."""
    covered = sum(
        weight * (1 - math.prod(1 - c.answers.get(name, 0.0) for c in chosen))
        for name, weight in WEIGHTS.items()
    )
    return covered + sum(c.own for c in chosen)


@settings(max_examples=200)
@given(instances())
def test_the_choice_is_near_the_best_there_is_and_within_the_budget(
    instance: tuple[list[Candidate], float],
) -> None:
    candidates, budget = instance
    chosen = choose(candidates, WEIGHTS, budget, kept=frozenset())
    best = max(
        worth(list(subset))
        for size in range(len(candidates) + 1)
        for subset in combinations(candidates, size)
        if sum(c.lines for c in subset) <= budget
    )
    assert sum(c.lines for c in chosen) <= budget
    assert worth(chosen) >= GUARANTEE * best - 1e-9


@given(instances(), st.sets(st.sampled_from([f"f{n}" for n in range(7)])))
def test_kept_lines_stay_and_the_order_is_the_given_one(
    instance: tuple[list[Candidate], float], kept: set[str]
) -> None:
    candidates, budget = instance
    chosen = choose(candidates, WEIGHTS, budget, kept=frozenset(kept))
    ids = [c.fact_id for c in candidates]
    assert kept & set(ids) <= {c.fact_id for c in chosen}
    assert [ids.index(c.fact_id) for c in chosen] == sorted(ids.index(c.fact_id) for c in chosen)
    room = max(budget - sum(c.lines for c in candidates if c.fact_id in kept), 0)
    assert sum(c.lines for c in chosen if c.fact_id not in kept) <= room


@given(instances())
def test_everything_is_taken_where_there_is_room(instance: tuple[list[Candidate], float]) -> None:
    assert choose(instance[0], WEIGHTS, 100.0, kept=frozenset()) == instance[0]


def test_a_line_of_a_project_comes_with_its_project() -> None:
    project = Candidate("p", {}, 2.0, 0.02)
    line = Candidate("l", {"a": 1.0}, 1.0, 0.02, needs="p")
    assert choose([project, line], WEIGHTS, 3.0, kept=frozenset()) == [project, line]
    assert line not in choose([project, line], WEIGHTS, 2.0, kept=frozenset())


def test_a_second_line_is_weighed_without_the_project_that_is_there_already() -> None:
    project = Candidate("p", {}, 3.0, 0.02)
    first = Candidate("l1", {"a": 1.0}, 1.0, 0.02, needs="p")
    second = Candidate("l2", {"b": 0.6}, 1.0, 0.02, needs="p")
    other = Candidate("o", {"b": 0.3}, 1.0, 0.02)
    chosen = choose([project, first, second, other], WEIGHTS, 5.0, kept=frozenset())
    assert {c.fact_id for c in chosen} >= {"p", "l1"}
    assert sum(c.lines for c in chosen) <= 5.0


def test_a_second_answer_to_the_same_is_worth_less_than_a_first_to_another() -> None:
    strong, again = Candidate("1", {"a": 0.9}, 1.0, 0.02), Candidate("2", {"a": 0.9}, 1.0, 0.02)
    weak = Candidate("3", {"c": 0.5}, 1.0, 0.02)
    assert choose([strong, again, weak], WEIGHTS, 2.0, kept=frozenset()) == [strong, weak]


def test_a_line_with_a_number_wins_over_its_like() -> None:
    plain, counted = Candidate("1", {}, 1.0, 0.02), Candidate("2", {}, 1.0, 0.08)
    assert choose([plain, counted], WEIGHTS, 1.0, kept=frozenset()) == [counted]


def test_printed_lines_grow_with_the_text() -> None:
    assert [printed_lines(text) for text in ("", "a", "a" * 92, "a" * 93)] == [0.0, 1.0, 1.0, 2.0]
