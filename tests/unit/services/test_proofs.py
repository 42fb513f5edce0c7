"""What keeps a version from being promoted: what shows that it invents, until it is cleared."""

import datetime as dt
import itertools
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest

from jobwise.domain.audit import Action
from jobwise.domain.experiment import (
    Arm,
    CellResult,
    ExperimentPlan,
    ExperimentState,
    Measure,
    NewCell,
)
from jobwise.domain.prompt import Prompt
from jobwise.errors import Conflict, NotFound
from jobwise.llm import Connections
from jobwise.ports import Transactions
from jobwise.services import proofs as module
from jobwise.services.prompt_lab import PromptLab
from jobwise.store.database import Database
from tests.unit.services.conftest import Clock
from tests.unit.services.experiment_parts import CLAIM, EDITOR, NOON, SMALL, Lab, golden, put_tried

LARGE = SMALL.model_copy(update={"model": "large"})
Tried = Callable[..., str]


@pytest.fixture
def lab(database: Database, clock: Clock) -> Iterator[Lab]:
    connections = Connections(seconds=1)
    made = Lab(database, clock, connections)
    first = made.registry.current("writing")
    assert isinstance(first, Prompt)
    for number in (2, 3):
        told = {"version": number, "changelog": {1: "First.", number: "A try."}}
        PromptLab(made.begin, made.registry, clock, made.proofs.proof).add(
            EDITOR, first.model_copy(update=told)
        )
    yield made
    made.desk.close()
    connections.close()


@pytest.fixture
def begin(lab: Lab) -> Transactions:
    return lab.begin


@pytest.fixture
def prompts_lab(lab: Lab, clock: Clock) -> PromptLab:
    return PromptLab(lab.begin, lab.registry, clock, lab.proofs.proof)


@pytest.fixture
def tried(lab: Lab) -> Tried:
    """Puts down an experiment as `put_tried` does, each later than the one before."""
    numbers = itertools.count(1)

    def add(untrue: Sequence[float], **others: Any) -> str:
        number = next(numbers)
        return put_tried(lab.begin, f"tried-{number}", NOON + dt.timedelta(minutes=number), untrue, **others)

    return add


def refuses(prompts_lab: PromptLab) -> bool:
    """Whether no word helps; what is only unproven is promoted in spite of it, and rolled back."""
    made = len(prompts_lab.history(EDITOR, "writing"))
    try:
        prompts_lab.promote(EDITOR, "writing@2", seen=made, reason="A try.", despite=True)
    except Conflict as error:
        if error.code == "truth-worse":
            return True
        raise
    prompts_lab.roll_back(EDITOR, "writing", seen=made + 1, reason="Back.")
    return False


def test_a_smaller_set_clears_nothing(tried: Tried, prompts_lab: PromptLab) -> None:
    tried([1.0] * 8)
    assert refuses(prompts_lab)
    tried([0.0] * 2)
    tried([0.0] * 7)
    assert refuses(prompts_lab)


def test_a_later_one_as_large_clears_it(tried: Tried, prompts_lab: PromptLab) -> None:
    tried([1.0] * 8)
    tried([0.0] * 8)
    assert not refuses(prompts_lab)


def test_an_earlier_one_clears_nothing(tried: Tried, prompts_lab: PromptLab) -> None:
    tried([0.0] * 20)
    tried([1.0] * 8)
    assert refuses(prompts_lab)


@pytest.mark.parametrize(
    "other",
    [
        {"before": "writing@3"},
        {"model": LARGE},
        {"state": "stopped", "left": 1},
        {"untrue": [1.0] * 4 + [0.0] * 16},  # more untrue lines, but too few to be sure of it
    ],
)
def test_what_is_another_comparison_or_no_clean_one_clears_nothing(
    tried: Tried, prompts_lab: PromptLab, other: dict[str, object]
) -> None:
    tried([1.0] * 8)
    tried(**{"untrue": [0.0] * 20, **other})
    assert refuses(prompts_lab)


def test_a_detour_over_another_active_version_helps_nothing(tried: Tried, prompts_lab: PromptLab) -> None:
    tried([1.0] * 8)
    prompts_lab.promote(EDITOR, "writing@3", seen=0, reason="A try.", despite=True)
    with pytest.raises(Conflict, match="writing@2 cannot be promoted") as refused:
        prompts_lab.promote(EDITOR, "writing@2", seen=1, reason="A try.", despite=True)
    assert "oftener than writing@1" in refused.value.message


@pytest.mark.parametrize("state", ["stopped", "capped", "failed", "running"])
def test_one_that_did_not_end_by_itself_refuses_by_what_is_done(
    tried: Tried, prompts_lab: PromptLab, state: ExperimentState
) -> None:
    tried([1.0] * 8, state=state, left=4)
    assert refuses(prompts_lab)


def test_one_that_refuses_is_deleted_only_once_the_version_is_put_away(
    tried: Tried, lab: Lab, prompts_lab: PromptLab
) -> None:
    experiment_id = tried([1.0] * 8)
    with pytest.raises(Conflict) as refused:
        lab.service.delete(EDITOR, experiment_id)
    assert refused.value.code == "refuses"
    assert "Put writing@2 away first" in refused.value.message
    assert lab.service.get(EDITOR, experiment_id).state == "done"
    prompts_lab.put_away(EDITOR, "writing@2")
    lab.service.delete(EDITOR, experiment_id)
    with lab.begin() as work:
        newest = work.audit.entries(EDITOR, everybody=False, before=None, most=1)[0]
    assert (newest.action, newest.subject) == (Action.EXPERIMENT_DELETED, experiment_id)


def test_one_that_is_cleared_can_be_deleted(tried: Tried, lab: Lab) -> None:
    experiment_id = tried([1.0] * 8)
    tried([0.0] * 8)
    lab.service.delete(EDITOR, experiment_id)
    with pytest.raises(NotFound):
        lab.service.get(EDITOR, experiment_id)


def test_what_failed_and_is_done_later_changes_the_verdict(lab: Lab, begin: Transactions) -> None:
    given = golden(8)
    arms = (Arm(version="writing@1", model=SMALL), Arm(version="writing@2", model=SMALL))
    plan = ExperimentPlan(question="Which?", golden_set=given.label, arms=arms)
    with begin() as work:
        set_id = work.golden.add(given, EDITOR.id, NOON, {})
        cells = [
            NewCell(arm, "", row, case.id, place, 0, f"{place}-{arm}")
            for place, (row, _, case) in enumerate(work.golden.cases(set_id))
            for arm in (0, 1)
        ]
        work.experiments.add("e", plan, set_id, EDITOR.id, NOON, cells)
    for _ in range(8):
        with begin() as work:
            group = work.experiments.claim(CLAIM)
            assert group is not None
            for cell in group.cells.values():
                work.experiments.put_trouble(CLAIM, cell, "Busy")
    assert lab.service.verdicts(EDITOR, "e")[0].sentence.startswith("Cannot tell: no case was done")
    with begin() as work:
        work.experiments.set_state("e", "waiting", ("done",))
        work.experiments.again("e")
    for _ in range(8):
        with begin() as work:
            group = work.experiments.claim(CLAIM)
            assert group is not None
            for arm, cell in group.cells.items():
                result = CellResult(measures={Measure.UNTRUE: float(arm)}, resume="", letter="")
                work.experiments.put_result(CLAIM, cell, result)
    assert lab.service.verdicts(EDITOR, "e")[0].truth_is_worse


def test_it_does_not_remember_without_end(tried: Tried, lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_KEPT", 2)
    for _ in range(4):
        tried([0.0] * 2)
    assert lab.proofs.proof("writing@2", "writing@1")
    for experiment in lab.service.list(EDITOR):
        assert lab.service.verdicts(EDITOR, experiment.id)
    assert len(lab.proofs._told) == 2
