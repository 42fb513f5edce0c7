"""The choice of facts: the budget holds, what must stay stays, and the worth is near the best."""

import itertools
import math

from hypothesis import given, settings
from hypothesis import strategies as st

from jobwise.pipeline.selection import Candidate, choose, printed_lines

ASKED = ("r1", "r2", "r3")
GUARANTEE = (1 - 1 / math.e) / 2

candidates = st.lists(
    st.builds(
        lambda answers, lines: (answers, lines),
        st.dictionaries(st.sampled_from(ASKED), st.floats(0.1, 1.0), max_size=3),
        st.integers(1, 4),
    ),
    min_size=1,
    max_size=7,
).map(
    lambda rows: [
        Candidate(f"f{number}", answers, float(lines), 0.02) for number, (answers, lines) in enumerate(rows)
    ]
)
weights = st.fixed_dictionaries({name: st.sampled_from([0.5, 1.0]) for name in ASKED})


def worth(chosen: tuple[Candidate, ...], of: dict[str, float]) -> float:
    """Weighted coverage by its definition, independent of the code under test."""
    covered = sum(
        weight * (1 - math.prod(1 - candidate.answers.get(name, 0.0) for candidate in chosen))
        for name, weight in of.items()
    )
    return covered + sum(candidate.own for candidate in chosen)


@settings(max_examples=150, deadline=None)
@given(candidates, weights, st.integers(0, 9))
def test_the_choice_is_within_its_guarantee_of_the_best(
    offered: list[Candidate], of: dict[str, float], budget: int
) -> None:
    chosen = tuple(choose(offered, of, float(budget), kept=frozenset()))
    fitting = (
        subset
        for count in range(len(offered) + 1)
        for subset in itertools.combinations(offered, count)
        if sum(candidate.lines for candidate in subset) <= budget
    )
    best = max(worth(subset, of) for subset in fitting)
    assert sum(candidate.lines for candidate in chosen) <= budget
    assert worth(chosen, of) >= GUARANTEE * best - 1e-9


def test_what_must_stay_stays_without_room() -> None:
    offered = [Candidate("a", {"r1": 1.0}, 3.0, 0.02), Candidate("b", {}, 2.0, 0.02)]
    assert [c.fact_id for c in choose(offered, {"r1": 1.0}, 0.0, kept=frozenset({"b"}))] == ["b"]


def test_a_line_brings_the_entry_that_it_needs() -> None:
    offered = [
        Candidate("project", {}, 2.0, 0.02),
        Candidate("line", {"r1": 1.0}, 1.0, 0.02, needs="project"),
    ]
    assert [c.fact_id for c in choose(offered, {"r1": 1.0}, 3.0, kept=frozenset())] == ["project", "line"]
    assert "line" not in [c.fact_id for c in choose(offered, {"r1": 1.0}, 2.0, kept=frozenset())]


def test_a_second_line_for_the_same_gives_way_to_one_for_another() -> None:
    offered = [
        Candidate("sql", {"r1": 1.0}, 1.0, 0.02),
        Candidate("sql again", {"r1": 0.9}, 1.0, 0.02),
        Candidate("python", {"r2": 0.6}, 1.0, 0.02),
    ]
    chosen = choose(offered, {"r1": 1.0, "r2": 1.0}, 2.0, kept=frozenset())
    assert [c.fact_id for c in chosen] == ["sql", "python"]


def test_printed_lines_grow_with_the_text() -> None:
    assert printed_lines("") == 0
    assert printed_lines("short") == 1
    assert printed_lines("x" * 200) == 3
