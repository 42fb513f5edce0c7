"""What becomes of versions: promoted with a reason and proof, rolled back, put away; two at once."""

import datetime as dt
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest

from jobwise.domain.account import Actor
from jobwise.domain.audit import Action
from jobwise.domain.experiment import Arm, Comparison, Proof, VerdictKind
from jobwise.domain.prompt import Prompt
from jobwise.domain.prompt_lab import former
from jobwise.domain.role import Role
from jobwise.domain.run import Stage
from jobwise.errors import BadSetting, Conflict, NotFound, UnusableEntry
from jobwise.ports import Clock, Transactions
from jobwise.prompts import shipped, shipped_engine
from jobwise.services.prompt_lab import PromptLab, Prove
from jobwise.services.prompts import PromptRegistry
from jobwise.store.database import Database

EDDA, OTTO = (Actor(id=name, roles=frozenset({Role.PROMPT_EDITOR})) for name in ("edda", "otto"))
FIRST = shipped()["writing"]
WHY = "It reads better."


@pytest.fixture
def database(each_database: Database) -> Database:
    return each_database


def version(number: int, **changes: Any) -> Prompt:
    log = {**FIRST.changelog, number: "A try."}
    said = {"version": number, "changelog": log, "system": f"Number {number}."}
    return FIRST.model_copy(update={**said, **changes})


@pytest.fixture
def make(begin: Transactions, clock: Clock) -> Callable[..., PromptLab]:
    """A lab with writing@2 and writing@3 as candidates."""

    def lab(proof: Prove = lambda *_: None) -> PromptLab:
        files = {**shipped(), "engine": shipped_engine()}
        made = PromptLab(begin, PromptRegistry(begin, files, clock), clock, proof)
        for number in (2, 3):
            made.add(EDDA, version(number))
        return made

    return lab


def proof(verdict: VerdictKind, *, truth_is_worse: bool = False) -> Prove:
    one = Comparison(
        arm=1, baseline=0, measures=(), verdict=verdict, sentence="So it is.", truth_is_worse=truth_is_worse
    )
    at = dt.datetime(2026, 3, 4, tzinfo=dt.UTC)
    return lambda *_: Proof(
        experiment_id="e",
        at=at,
        golden_set="first@1",
        before="writing@1",
        arms=(Arm(version="writing@1"), Arm(version="writing@2")),
        comparisons=(one,),
    )


def active(lab: PromptLab) -> str:
    return lab._registry.current("writing").label


def test_a_version_that_is_proven_takes_the_others_place(make: Callable[..., PromptLab]) -> None:
    lab = make(proof("better"))
    assert lab.promote(EDDA, "writing@2", seen=0, reason=f" \0{WHY} ").label == "writing@2"
    assert active(lab) == "writing@2"
    [made] = lab.history(EDDA, "writing")
    assert (made.number, made.label, made.before, made.reason, made.author) == (
        1, "writing@2", "writing@1", WHY, "You",
    )  # fmt: skip


@pytest.mark.parametrize("given", [proof("worse"), proof("cannot tell"), lambda *_: None])
def test_what_is_not_proven_is_promoted_only_despite_that(
    make: Callable[..., PromptLab], given: Prove
) -> None:
    lab = make(given)
    with pytest.raises(Conflict) as refused:
        lab.promote(EDDA, "writing@2", seen=0, reason=WHY)
    assert refused.value.code == "unproven"
    assert active(lab) == "writing@1"
    lab.promote(EDDA, "writing@2", seen=0, reason=WHY, despite=True)
    assert active(lab) == "writing@2"


@pytest.mark.parametrize("verdict", ["better", "worse", "cannot tell"])
def test_what_invents_is_never_promoted(make: Callable[..., PromptLab], verdict: VerdictKind) -> None:
    lab = make(proof(verdict, truth_is_worse=True))
    with pytest.raises(Conflict) as refused:
        lab.promote(EDDA, "writing@2", seen=0, reason=WHY, despite=True)
    assert refused.value.code == "truth-worse"
    assert active(lab) == "writing@1"


def test_rolling_back_goes_step_by_step_to_the_first(make: Callable[..., PromptLab]) -> None:
    lab = make(proof("better"))
    for seen, label in enumerate(("writing@2", "writing@3")):
        lab.promote(EDDA, label, seen=seen, reason=WHY)
    assert lab.former(EDDA, "writing") == "writing@2"
    assert lab.roll_back(EDDA, "writing", seen=2, reason="No.").label == "writing@2"
    assert lab.roll_back(EDDA, "writing", seen=3, reason="No.").label == "writing@1"
    assert (active(lab), lab.former(EDDA, "writing")) == ("writing@1", None)
    with pytest.raises(Conflict) as refused:
        lab.roll_back(EDDA, "writing", seen=4, reason="No.")
    assert refused.value.code == "no-former"


def test_the_log_has_labels_and_no_reason(make: Callable[..., PromptLab], begin: Transactions) -> None:
    lab = make(proof("better"))
    lab.promote(EDDA, "writing@2", seen=0, reason=WHY)
    lab.roll_back(EDDA, "writing", seen=1, reason=WHY)
    lab.put_away(EDDA, "writing@3")
    with begin() as work:
        entries = work.audit.entries(EDDA, everybody=False, before=None, most=10)
    assert [(one.action, one.subject) for one in reversed(entries)] == [
        (Action.PROMPT_ADDED, "writing@2"),
        (Action.PROMPT_ADDED, "writing@3"),
        (Action.PROMPT_CHOSEN, "writing@2"),
        (Action.PROMPT_ROLLED_BACK, "writing@1"),
        (Action.PROMPT_ARCHIVED, "writing@3"),
    ]
    assert all(not one.details for one in entries)


def test_no_promotion_has_no_former_one() -> None:
    assert former(()) is None


def test_the_files_version_needs_no_proof(make: Callable[..., PromptLab]) -> None:
    lab = make()
    lab.promote(EDDA, "writing@2", seen=0, reason=WHY, despite=True)
    assert lab.promote(EDDA, "writing", seen=1, reason="Back to what came.").label == "writing@1"


def test_who_saw_an_older_state_is_told_who_did_what(make: Callable[..., PromptLab]) -> None:
    lab = make(proof("better"))
    lab.promote(OTTO, "writing@3", seen=0, reason="Mine.")
    with pytest.raises(Conflict, match="made writing@3 active in the meantime") as refused:
        lab.promote(EDDA, "writing@2", seen=0, reason=WHY)
    assert "Mine." in refused.value.message
    with pytest.raises(Conflict, match="made writing@3 active"):
        lab.roll_back(EDDA, "writing", seen=0, reason=WHY)
    assert active(lab) == "writing@3"


def test_of_two_who_promote_at_once_one_is_told(make: Callable[..., PromptLab]) -> None:
    barrier = Barrier(2)

    def together(*_: str) -> None:
        barrier.wait(timeout=20)

    lab = make(together)

    def promote(actor: Actor, label: str) -> object:
        try:
            return lab.promote(actor, label, seen=0, reason=WHY, despite=True).label
        except Conflict as error:
            return error

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(promote, (EDDA, OTTO), ("writing@2", "writing@3")))
    refused = [one for one in answers if isinstance(one, Conflict)]
    assert len(refused) == 1
    assert answers != refused
    [made] = lab.history(EDDA, "writing")
    assert active(lab) == made.label
    assert made.label in answers
    assert refused[0].code == "promoted"
    assert made.label in refused[0].title


@pytest.mark.parametrize("reason", ["", "   ", "x" * 501])
def test_a_reason_is_needed(make: Callable[..., PromptLab], reason: str) -> None:
    lab = make(proof("better"))
    with pytest.raises(UnusableEntry):
        lab.promote(EDDA, "writing@2", seen=0, reason=reason)
    assert active(lab) == "writing@1"


def test_what_is_put_away_is_not_promoted_until_it_is_taken_out(make: Callable[..., PromptLab]) -> None:
    lab = make(proof("better"))
    lab.put_away(EDDA, "writing@2")
    with pytest.raises(Conflict) as refused:
        lab.promote(EDDA, "writing@2", seen=0, reason=WHY)
    assert refused.value.code == "archived"
    lab.take_out(EDDA, "writing@2")
    lab.promote(EDDA, "writing@2", seen=0, reason=WHY)
    for label, code in (("writing@2", "active"), ("writing@1", "shipped")):
        with pytest.raises(Conflict) as refused:
            lab.put_away(EDDA, label)
        assert refused.value.code == code
    states = {one.label: one.state for one in lab._registry.list(EDDA) if one.version.id == "writing"}
    assert states == {"writing@1": "candidate", "writing@2": "active", "writing@3": "candidate"}


@pytest.mark.parametrize(
    "changes",
    [
        {"id": "other"},
        {"stage": Stage.JOB_ANALYZER},
        {"tasks": {"reword": "<<<DATA $fence $lines $fence DATA>>> in $language"}},
        {"shared": "<<<DATA $fence $facts $fence DATA>>>"},
        {"shared": "<<<DATA $fence $facts $job $name $fence DATA>>>"},
        {"version": 1},
        {"version": 2},
    ],
)
def test_a_version_that_could_not_stand_in_is_refused(
    make: Callable[..., PromptLab], changes: dict[str, Any]
) -> None:
    lab = make()
    before = lab._registry.list(EDDA)
    with pytest.raises(BadSetting):
        lab.add(EDDA, version(4, **changes))
    assert lab._registry.list(EDDA) == before


def test_it_is_not_there_for_who_is_no_editor(make: Callable[..., PromptLab]) -> None:
    lab, anna = make(), Actor(id="anna", roles=frozenset(Role) - {Role.PROMPT_EDITOR})
    calls: tuple[Callable[[], object], ...] = (
        lambda: lab.add(anna, version(4)),
        lambda: lab.proof(anna, "writing@2"),
        lambda: lab.history(anna, "writing"),
        lambda: lab.former(anna, "writing"),
        lambda: lab.promote(anna, "writing@2", seen=0, reason=WHY, despite=True),
        lambda: lab.roll_back(anna, "writing", seen=0, reason=WHY),
        lambda: lab.put_away(anna, "writing@2"),
        lambda: lab.take_out(anna, "writing@2"),
    )
    for call in calls:
        with pytest.raises(NotFound):
            call()
    assert active(lab) == "writing@1"
