"""A judge of two texts: blind, in both orders, and itself judged."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from jobwise.domain.experiment import Arm, CellResult, ExperimentPlan, Judged, Preferred
from jobwise.domain.model_call import ModelCall, ModelChoice, ModelUse
from jobwise.llm import model_choice
from jobwise.prompts import shipped
from jobwise.services.judging import JUDGING, Judge, Preference, judgement
from tests.golden_parts import a_case

JUDGE = Judge(shipped()[JUDGING], b"a secret of the tests, 32 bytes.")
GOOD = CellResult(measures={}, resume="Robin Marsh\nPlanned shifts of 12 drivers", letter="Dear team,")
POOR = CellResult(
    measures={}, resume="Robin Marsh\nResponsible for things and many more", letter="Dear team,"
)
Says = Callable[[str, str], Preferred | None]


class Asked:
    """An `Ask` that answers by what stands first and second, and keeps what it was asked."""

    def __init__(self, says: Says) -> None:
        self._says, self.calls = says, list[ModelCall[Any]]()

    def __call__(self, task: Any, call: ModelCall[Any], on_text: Any) -> tuple[Any, ModelUse]:
        assert task == "compare"
        self.calls.append(call)
        first, second = (json.loads(text) for text in re.findall(r'^".*"$', call.task, re.MULTILINE))
        better = self._says(first, second)
        return better and Preference(why="So.", better=better), ModelUse(
            task=task, model="m", prompt=call.prompt
        )


def likes(word: str) -> Says:
    return lambda first, second: "first" if word in first else "second" if word in second else "neither"


def always(answer: Preferred | None) -> Says:
    return lambda first, second: answer


@pytest.mark.parametrize(
    ("says", "said", "result"),
    [
        (likes("12 drivers"), ("first", "first"), 1.0),
        (likes("Responsible"), ("second", "second"), 0.0),
        (always("first"), ("first", "second"), 0.5),
        (always("second"), ("second", "first"), 0.5),
        (always("neither"), ("neither", "neither"), 0.5),
        (always(None), (), None),
    ],
)
def test_what_counts_is_what_both_orders_say(
    says: Says, said: tuple[Preferred, ...], result: float | None
) -> None:
    ask = Asked(says)
    judged = JUDGE.asked(a_case(), GOOD, POOR, ask)
    assert (judged.said, judged.result, judged.longer) == (said, result, "second")
    assert len(judged.uses) == len(ask.calls) == 2


def test_texts_that_are_the_same_cost_nothing() -> None:
    ask = Asked(always("first"))
    assert JUDGE.asked(a_case(), GOOD, GOOD, ask) == Judged(result=0.5, longer="neither")
    assert ask.calls == []


def test_the_judge_sees_neither_person_nor_writer_and_texts_inside_the_fence_alone() -> None:
    writer = ModelUse(task="reword", model="openai:some-writer", prompt="writing@2")
    ask = Asked(always("first"))
    JUDGE.asked(a_case(), GOOD.model_copy(update={"uses": (writer,)}), POOR, ask)
    for call in ask.calls:
        shown = f"{call.system}\n{call.shared}\n{call.task}"
        for word in ("Robin", "Marsh", "some-writer", "writing@", "baseline"):
            assert word not in shown
        outside = re.sub(r"<<<DATA (\w+)\n.*?\n\1 DATA>>>", "", call.task, flags=re.DOTALL)
        assert "drivers" not in outside
        assert "[[NAME" in call.task
    one, other = ask.calls
    assert one.shared == other.shared
    assert sorted(one.task) == sorted(other.task)


def plan(*models: ModelChoice | None, judge: str = "openai:judge") -> ExperimentPlan:
    arms = tuple(Arm(version=f"writing@{number}", model=model) for number, model in enumerate(models, 1))
    return ExperimentPlan(question="Which?", golden_set="made@1", arms=arms, judge=model_choice(judge))


def pair(first: Preferred, swapped: Preferred, longer: Preferred = "neither") -> Judged:
    result = {"first": 1.0, "second": 0.0}.get(first, 0.5) if first == swapped else 0.5
    return Judged(said=(first, swapped), result=result, longer=longer)


OURS, THEIRS = model_choice("openai:writer"), model_choice("anthropic:writer")


def test_a_judge_that_is_steady_and_fair() -> None:
    pairs = [(1, pair("first", "first", "first")), (1, pair("second", "second", "first"))]
    found = judgement(plan(THEIRS, OURS), pairs)
    assert found is not None
    assert (found.pairs, found.agreement, found.prefers_first) == (2, 1, 0)
    assert (found.own_family, found.prefers_longer) == (0, 0.5)


def test_a_judge_that_goes_by_place_is_found_out() -> None:
    found = judgement(plan(THEIRS, OURS), [(1, pair("first", "second"))] * 3 + [(1, pair("first", "first"))])
    assert found is not None
    assert (found.agreement, found.prefers_first) == (0.25, 0.75)


def test_a_judge_that_prefers_its_own_is_found_out() -> None:
    """Its own stands as the arm in one plan and as the baseline in the other."""
    as_arm = judgement(plan(THEIRS, OURS), [(1, pair("first", "first"))] * 4)
    as_baseline = judgement(
        plan(OURS, THEIRS), [(1, pair("second", "second"))] * 3 + [(1, pair("first", "first"))]
    )
    assert as_arm is not None
    assert as_baseline is not None
    assert (as_arm.own_family, as_baseline.own_family) == (1, 0.5)
    nobody = judgement(plan(THEIRS, None), [(1, pair("first", "first"))])
    assert nobody is not None
    assert nobody.own_family is None


def test_pairs_that_were_not_asked_or_not_answered_say_nothing_of_the_judge() -> None:
    silent = [(1, Judged(result=0.5, longer="neither")), (1, Judged(result=None, longer="first"))]
    assert judgement(plan(THEIRS, OURS), silent) is None
    assert (
        judgement(plan(THEIRS, OURS).model_copy(update={"judge": None}), [(1, pair("first", "first"))])
        is None
    )
