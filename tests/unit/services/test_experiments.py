"""Experiments from the plan to the verdict, with models on loopback that really differ."""

import inspect
import io
import json
import threading
import time
import zipfile
from collections.abc import Iterator

import pytest
import yaml

from benchmarks.model_server import Handler, answers, fails, says, serving
from jobwise.domain.account import Actor
from jobwise.domain.audit import Action
from jobwise.domain.engine_settings import EngineSettings, SelectionWeights
from jobwise.domain.experiment import Arm, ExperimentPlan, Measure
from jobwise.domain.prompt import Version
from jobwise.domain.role import Role
from jobwise.errors import BadSetting, Conflict, NotFound
from jobwise.llm import Connections, model_choice, talk
from jobwise.ports import Transactions
from jobwise.prompts import shipped, shipped_engine
from jobwise.services import experiment_desk, experiment_plan
from jobwise.services.applications import ApplicationService
from jobwise.services.data_export import write_export
from jobwise.services.experiment_inputs import new_cells
from jobwise.services.experiments import ExperimentService
from jobwise.services.tracker import TrackerService
from jobwise.store.database import Database
from tests.unit.services.conftest import Clock
from tests.unit.services.experiment_parts import (
    EDITOR,
    NOON,
    Lab,
    at,
    careful,
    golden,
    inventing,
    judging,
    plan_of,
    rewording,
    told,
)

ADMINISTRATOR = Actor(id="ada", roles=frozenset({Role.ADMINISTRATOR}))
FIRST, OTHER = Arm(version="engine@1"), Arm(version="engine@2")
PLAIN = EngineSettings(
    version=2,
    changelog={1: "The first version.", 2: "Numbers count more."},
    selection=SelectionWeights(number=0.9),
)


@pytest.fixture
def begin(lab: Lab) -> Transactions:
    return lab.begin


@pytest.fixture
def connections() -> Iterator[Connections]:
    opened = Connections(seconds=2.5)
    yield opened
    opened.close()


@pytest.fixture
def lab(each_database: Database, clock: Clock, connections: Connections) -> Iterator[Lab]:
    made = Lab(each_database, clock, connections)
    made.keep(PLAIN)
    yield made
    made.desk.close()


@pytest.fixture(autouse=True)
def _no_long_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(talk, "FIRST_PAUSE", 0.001)


def test_engine_settings_are_tried_without_any_model(lab: Lab) -> None:
    plan = plan_of(FIRST, OTHER, golden_set=lab.add_set(3), cap_usd=0)
    assert lab.service.estimate(EDITOR, plan)[:4] == (6, 0, 0.0, 0.0)
    experiment_id = lab.service.start(EDITOR, plan, agreed=False)
    assert lab.service.get(EDITOR, experiment_id).state == "waiting"
    lab.desk.drain()
    kept = lab.service.get(EDITOR, experiment_id)
    assert (kept.state, kept.progress.done, kept.progress.spent_usd) == ("done", 6, 0)
    [comparison] = lab.service.verdicts(EDITOR, experiment_id)
    assert comparison.verdict == "cannot tell"
    assert all(cell.measures[Measure.UNTRUE] == 0 for cell in lab.service.cells(EDITOR, experiment_id))
    texts = lab.service.texts(EDITOR, experiment_id, "case-1")
    assert set(texts) == {0, 1}
    assert "SQL" in texts[0].resume


def test_what_was_done_before_is_taken_over_and_costs_nothing(lab: Lab) -> None:
    with careful() as server:
        arms = [Arm(version="writing@1", model=at(server, name)) for name in ("some-model", "some-other")]
        plan = plan_of(*arms, golden_set=lab.add_set(2))
        first = lab.ran(plan)
        asked = len(server.asked)
        assert asked == 8
        assert lab.service.estimate(EDITOR, plan).cached == 4
        again = lab.ran(plan)
        assert len(server.asked) == asked
    progress = lab.service.get(EDITOR, again).progress
    assert (progress.cached, progress.spent_usd) == (4, 0)
    assert all(cell.cached for cell in lab.service.cells(EDITOR, again))
    assert lab.service.get(EDITOR, first).progress.spent_usd > 0
    assert lab.service.texts(EDITOR, first, "case-0") == lab.service.texts(EDITOR, again, "case-0")


def test_a_model_that_invents_is_caught_and_a_proof_says_so(lab: Lab) -> None:
    with careful() as good, inventing() as bad:
        lab.keep(lab.registry.current("writing").model_copy(update=_second("Say more.")))
        plan = plan_of(
            Arm(version="writing@1", model=at(good)),
            Arm(version="writing@2", model=at(bad)),
            golden_set=lab.add_set(8),
        )
        experiment_id = lab.ran(plan)
    [comparison] = lab.service.verdicts(EDITOR, experiment_id)
    assert comparison.truth_is_worse
    assert comparison.verdict == "worse"
    texts = lab.service.texts(EDITOR, experiment_id, "case-0")
    assert not texts[0].findings
    assert any("4,000,000" in finding.was for finding in texts[1].findings)
    assert "4,000,000" not in texts[1].resume
    proof = lab.proofs.proof("writing@2", "writing@1")
    assert proof is not None
    assert proof.truth_is_worse
    assert (proof.experiment_id, proof.before) == (experiment_id, "writing@1")
    assert lab.proofs.proof("writing@1", "writing@2") is None


def _second(system: str) -> dict[str, object]:
    return {"version": 2, "changelog": {1: "First.", 2: "Second."}, "system": system}


def test_a_limit_that_is_reached_stops_it_in_the_middle_and_more_goes_on(lab: Lab) -> None:
    with careful() as server:
        arms = [Arm(version="writing@1", model=at(server, name)) for name in ("some-model", "some-other")]
        cap = lab.dearest(golden(1).cases[0], arms[0]) + 0.0006  # some calls cost that much together
        plan = plan_of(*arms, golden_set=lab.add_set(4), cap_usd=cap)
        experiment_id = lab.ran(plan)
        kept = lab.service.get(EDITOR, experiment_id)
        assert kept.state == "capped"
        assert "limit" in kept.trouble
        assert kept.progress.spent_usd <= cap
        assert 0 < kept.progress.done < 8
        [comparison] = lab.service.verdicts(EDITOR, experiment_id)
        assert comparison.verdict == "cannot tell"
        assert lab.proofs.proof("writing@1", "writing@1") is None
        lab.service.resume(EDITOR, experiment_id, cap_usd=10.0)
        lab.desk.drain()
    assert lab.service.get(EDITOR, experiment_id).state == "done"
    with pytest.raises(Conflict):
        lab.service.resume(EDITOR, experiment_id)


def test_nonsense_to_everything_is_counted_and_soon_paid_no_more(lab: Lab) -> None:
    with careful() as good, serving(says("Here you are: nothing")) as bad:
        plan = plan_of(
            Arm(version="writing@1", model=at(good)),
            Arm(version="writing@1", model=at(bad, "some-other")),
            golden_set=lab.add_set(30),
        )
        experiment_id = lab.ran(plan)
        kept = lab.service.get(EDITOR, experiment_id)
        asked = len(bad.asked)
        lab.desk.drain()
        assert len(bad.asked) == asked
    assert kept.state == "failed"
    assert "10 times in a row" in kept.trouble
    useless = [cell for cell in lab.service.cells(EDITOR, experiment_id) if cell.arm == 1 and cell.trouble]
    assert 10 <= len(useless) < 16
    assert all(cell.state == "done" and cell.measures[Measure.FAILURES] > 0 for cell in useless)
    texts = lab.service.texts(EDITOR, experiment_id, useless[0].case_id)
    assert "SQL" in texts[1].resume


def test_a_server_that_refuses_the_key_fails_it_and_it_can_go_on(lab: Lab) -> None:
    with serving(fails(401)) as server:
        arms = [Arm(version="writing@1", model=at(server, name)) for name in ("some-model", "some-other")]
        experiment_id = lab.ran(plan_of(*arms, golden_set=lab.add_set(2)))
        kept = lab.service.get(EDITOR, experiment_id)
        assert kept.state == "failed"
        assert "key" in kept.trouble
        assert kept.progress.done == 0
        server.acts[:] = [answers(told(lambda text: text))]
        lab.service.resume(EDITOR, experiment_id)
        lab.desk.drain()
    assert lab.service.get(EDITOR, experiment_id).state == "done"


def test_a_stop_breaks_off_the_call_under_way_and_drops_what_comes(lab: Lab, clock: Clock) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slow(handler: Handler) -> None:
        begun.set()
        handler.begin()
        handler.head()
        go_on.wait(5)
        handler.words("{}")

    with serving(slow) as server:
        arms = [Arm(version="writing@1", model=at(server, name)) for name in ("some-model", "some-other")]
        experiment_id = lab.service.start(EDITOR, plan_of(*arms, golden_set=lab.add_set(2)), agreed=True)
        working = threading.Thread(target=lab.desk.drain)
        working.start()
        assert begun.wait(10)
        lab.service.stop(EDITOR, experiment_id)
        stopped = time.monotonic()
        working.join(10)
        assert not working.is_alive()
        assert time.monotonic() - stopped < 4
        go_on.set()
        kept = lab.service.get(EDITOR, experiment_id)
        assert (kept.state, kept.progress.done) == ("stopped", 0)
        assert kept.progress.spent_usd > 0  # nobody knows what the calls cost that were broken off
        with pytest.raises(Conflict):
            lab.service.stop(EDITOR, experiment_id)
        server.acts[:] = [answers(told(lambda text: text))]
        lab.service.resume(EDITOR, experiment_id)
        lab.desk.drain()
    assert lab.service.get(EDITOR, experiment_id).state == "done"


def test_a_set_that_is_changed_meanwhile_changes_nothing(lab: Lab) -> None:
    label = lab.add_set(2)
    experiment_id = lab.service.start(EDITOR, plan_of(FIRST, OTHER, golden_set=label), agreed=False)
    plan = lab.service.get(EDITOR, experiment_id).plan
    assert lab.service.newer_set(EDITOR, plan) == ""
    lab.add_set(5, version=2)
    lab.desk.drain()
    assert lab.service.get(EDITOR, experiment_id).progress.done == 4
    assert lab.service.newer_set(EDITOR, plan) == "ours@2"


def test_a_version_that_is_chosen_meanwhile_changes_nothing(lab: Lab, begin: Transactions) -> None:
    with careful() as server:
        arms = [Arm(version="writing@1", model=at(server, name)) for name in ("some-model", "some-other")]
        experiment_id = lab.service.start(EDITOR, plan_of(*arms, golden_set=lab.add_set(1)), agreed=True)
        with begin() as work:
            work.prompts.choose("engine", PLAIN.label, NOON)
        lab.desk.drain()
        assert "engine@1" in lab.service.get(EDITOR, experiment_id).plan.beside
        again = lab.service.estimate(EDITOR, plan_of(*arms, golden_set="ours@1"))
    assert again.cached == 0  # other settings of the engine, so another input


def test_two_processes_share_the_work_and_do_nothing_twice(lab: Lab, connections: Connections) -> None:
    with careful() as server:
        arms = [Arm(version="writing@1", model=at(server, name)) for name in ("some-model", "some-other")]
        experiment_id = lab.service.start(EDITOR, plan_of(*arms, golden_set=lab.add_set(6)), agreed=True)
        other = lab.another_desk(connections)
        threads = [threading.Thread(target=desk.drain) for desk in (lab.desk, other)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        other.close()
        assert len(server.asked) == 24
    assert lab.service.get(EDITOR, experiment_id).progress.done == 12


def test_a_case_that_breaks_a_step_holds_up_no_other(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    tried = lab.trial.tried

    def breaks(case, *others):  # type: ignore[no-untyped-def]
        if case.id == "case-0":
            raise ZeroDivisionError(case.title)
        return tried(case, *others)

    monkeypatch.setattr(lab.trial, "tried", breaks)
    experiment_id = lab.ran(plan_of(FIRST, OTHER, golden_set=lab.add_set(3)))
    kept = lab.service.get(EDITOR, experiment_id)
    assert (kept.state, kept.progress.done, kept.progress.failed) == ("done", 4, 2)
    assert {cell.trouble for cell in lab.service.cells(EDITOR, experiment_id)} == {"", experiment_desk.BROKE}
    monkeypatch.setattr(lab.trial, "tried", tried)
    lab.service.resume(EDITOR, experiment_id)
    lab.desk.drain()
    assert lab.service.get(EDITOR, experiment_id).progress.done == 6


def test_somebody_elses_key_is_not_resumed_with_and_a_limit_is_kept_and_noted(lab: Lab) -> None:
    otto = Actor(id="otto", roles=EDITOR.roles)
    with serving(fails(401)) as server:
        arms = [Arm(version="writing@1", model=at(server, name)) for name in ("some-model", "some-other")]
        experiment_id = lab.ran(plan_of(*arms, golden_set=lab.add_set(1), cap_usd=2.0))
        for cap in (-1.0, 1000.01, float("nan")):
            with pytest.raises(Conflict, match="limit cannot be set"):
                lab.service.resume(EDITOR, experiment_id, cap)
        lab.keys[EDITOR.id] = "sk-edda"
        with pytest.raises(Conflict) as refused:
            lab.service.resume(otto, experiment_id, 1000.0)
        assert refused.value.code == "others-key"
        assert lab.service.get(EDITOR, experiment_id).plan.cap_usd == 2.0
        lab.service.resume(EDITOR, experiment_id, 3.0)
        lab.desk.drain()
        lab.keys = dict.fromkeys((EDITOR.id, otto.id, ""), "sk-of-the-installation")
        server.acts[:] = [answers(told(lambda text: text))]
        lab.service.resume(otto, experiment_id, 3.0)
        lab.desk.drain()
    assert lab.service.get(EDITOR, experiment_id).state == "done"
    with lab.begin() as work:
        found = work.audit.entries(ADMINISTRATOR, everybody=True, before=None, most=9)
    log = [one for one in found if one.action == Action.EXPERIMENT_STARTED]
    assert [(one.actor_id, dict(one.details)) for one in log[:2]] == [
        (otto.id, {}),
        (EDITOR.id, {"limit before": "$2.00", "limit": "$3.00"}),
    ]


def test_an_experiment_without_a_model_is_resumed_by_anybody(
    lab: Lab,
) -> None:
    lab.keys[EDITOR.id] = "sk-edda"
    experiment_id = lab.service.start(EDITOR, plan_of(FIRST, OTHER, golden_set=lab.add_set(1)), agreed=False)
    lab.service.stop(EDITOR, experiment_id)
    lab.service.resume(Actor(id="otto", roles=EDITOR.roles), experiment_id)
    lab.desk.drain()
    assert lab.service.get(EDITOR, experiment_id).state == "done"


def test_a_case_that_went_while_an_experiment_was_put_down_keeps_it_from_no_end(lab: Lab) -> None:
    plan = plan_of(FIRST, OTHER, cap_usd=0, beside=("reading@1", "writing@1", "engine@1"))
    with lab.begin() as work:
        set_id = work.golden.add(golden(2), EDITOR.id, NOON, {"case-0": "anna"})
        cells = list(new_cells(plan, work.golden.cases(set_id), _known().__getitem__))
    with lab.begin() as work:
        work.golden.take_back(Actor(id="anna"))
    with lab.begin() as work:
        work.experiments.add("late", plan, set_id, EDITOR.id, NOON, cells)
    lab.desk.drain()
    kept = lab.service.get(EDITOR, "late")
    assert (kept.state, kept.progress.cells, kept.progress.done) == ("done", 2, 2)
    with lab.begin() as work:
        assert work.personal.kept(Actor(id="anna"))["experiment_cells"] == 0


def _known() -> dict[str, Version]:
    return {version.label: version for version in (*shipped().values(), shipped_engine(), PLAIN)}


def test_a_set_of_which_all_was_taken_back_is_not_tried(lab: Lab) -> None:
    with lab.begin() as work:
        work.golden.add(golden(1), EDITOR.id, NOON, {"case-0": "anna"})
        work.golden.take_back(Actor(id="anna"))
    plan = plan_of(FIRST, OTHER, cap_usd=0)
    with pytest.raises(NotFound):
        lab.service.estimate(EDITOR, plan)
    with pytest.raises(NotFound, match="no case any more"):
        lab.service.start(EDITOR, plan, agreed=False)
    assert not lab.service.list(EDITOR)


def test_one_name_at_two_addresses_is_two_models_to_agree_to(lab: Lab) -> None:
    with careful() as one, careful() as two:
        arms = [Arm(version="writing@1", model=at(server)) for server in (one, two)]
        plan = plan_of(*arms, golden_set=lab.add_set(1))
        assert plan.addresses == tuple(arm.model.base_url for arm in arms if arm.model)
        assert len(set(plan.addresses)) == 2
        with pytest.raises(Conflict) as refused:
            lab.service.start(EDITOR, plan, agreed=False)
        assert all(address in refused.value.message for address in plan.addresses)
        unpriced = plan_of(
            Arm(version="writing@1", model=at(one, free=True)),
            Arm(version="writing@1", model=at(two)),
            golden_set=plan.golden_set,
            cap_usd=0,
        )
        with pytest.raises(Conflict, match="With a limit of"):
            lab.service.start(EDITOR, unpriced, agreed=True)


@pytest.mark.parametrize(
    ("writer", "judge", "same"),
    [
        ("openai:gpt-x", "openai:gpt-x", True),
        ("openai:gpt-x", "openai:openai/GPT-X-2026-01-02", True),
        ("anthropic:claude-haiku-4-5", "openai:us.anthropic.claude-haiku-4-5-20251001-v1:0", True),
        ("openai:gpt-x", "openai:gpt-x:latest", True),
        ("openai:gpt-x", "openai:gpt-y", False),
        ("openai:some-x:8b", "openai:some-x:70b", False),
    ],
)
def test_a_judge_is_none_of_the_writers_however_it_is_called(writer: str, judge: str, same: bool) -> None:
    def made() -> ExperimentPlan:
        models = [model_choice(name, "http://127.0.0.1:9/v1") for name in (writer, "openai:another")]
        return experiment_plan.plan_of(
            "Which?", "ours@1", ["writing@1"], models, judge=model_choice(judge, "")
        )

    if same:
        with pytest.raises(Conflict, match="judge is one of the writers"):
            made()
    else:
        assert made().judge


def test_repeats_are_tried_each_with_a_model_and_once_without(lab: Lab) -> None:
    with careful() as server:
        plan = plan_of(
            FIRST,
            Arm(version="writing@1", model=at(server)),
            golden_set=lab.add_set(1),
            repeats=3,
        )
        experiment_id = lab.service.start(EDITOR, plan, agreed=True)
        lab.desk.drain()
        assert len(server.asked) == 6
    cells = lab.service.cells(EDITOR, experiment_id)
    assert [cell.repeat for cell in cells if cell.arm == 1] == [0, 1, 2]
    assert not any(cell.cached for cell in cells if cell.arm == 1)


def test_what_cannot_be_started_says_why(lab: Lab) -> None:
    label = lab.add_set(1)
    with careful() as server:
        asks = [Arm(version="writing@1", model=at(server, name)) for name in ("some-model", "some-other")]
        for plan, agreed, code in (
            (plan_of(*asks, golden_set=label), False, "no-consent"),
            (plan_of(*asks, golden_set=label, cap_usd=0), True, "cap"),
        ):
            with pytest.raises(Conflict) as refused:
                lab.service.start(EDITOR, plan, agreed=agreed)
            assert refused.value.code == code
        far = [
            Arm(version="writing@1", model=model)
            for model in lab.service.models(EDITOR, "openai:a\nopenai:b")
        ]
        with pytest.raises(Conflict, match="There is no key"):
            lab.service.start(EDITOR, plan_of(*far, golden_set=label), agreed=True)
        assert not server.asked
    for arm, golden_set in ((Arm(version="writing@9"), label), (OTHER, "none@1")):
        with pytest.raises(NotFound):
            lab.service.start(EDITOR, plan_of(FIRST, arm, golden_set=golden_set), agreed=True)
    with pytest.raises(BadSetting):
        lab.service.models(EDITOR, "nothing")
    assert not lab.service.list(EDITOR)


def test_a_judge_that_goes_by_the_place_prefers_neither_and_is_found_out(lab: Lab) -> None:
    with careful() as good, rewording() as other, judging("first") as judge:
        plan = plan_of(
            Arm(version="writing@1", model=at(good)),
            Arm(version="writing@1", model=at(other, "some-other")),
            golden_set=lab.add_set(2),
            judge=at(judge, "the-judge"),
        )
        assert lab.service.estimate(EDITOR, plan).most > lab.service.estimate(EDITOR, _unjudged(plan)).most
        experiment_id = lab.ran(plan)
        assert len(judge.asked) == 4
        assert "some-other" not in str(judge.asked)
    judged = [cell for cell in lab.service.cells(EDITOR, experiment_id) if Measure.JUDGED in cell.measures]
    assert [(cell.arm, cell.measures[Measure.JUDGED]) for cell in judged] == [(1, 0.5), (1, 0.5)]
    found = lab.service.judgement(EDITOR, experiment_id)
    assert found is not None
    assert (found.pairs, found.agreement, found.prefers_first) == (2, 0, 1)


def test_a_judge_that_is_away_costs_no_text_twice(lab: Lab) -> None:
    with careful() as good, rewording() as other, serving(fails(401)) as judge:
        plan = plan_of(
            Arm(version="writing@1", model=at(good)),
            Arm(version="writing@1", model=at(other, "some-other")),
            golden_set=lab.add_set(1),
            judge=at(judge, "the-judge"),
        )
        experiment_id = lab.ran(plan)
        assert lab.service.get(EDITOR, experiment_id).state == "failed"
        asked = len(good.asked), len(other.asked)
        judge.acts[:] = [says('{"why": "It is clearer.", "better": "second"}')]
        lab.service.resume(EDITOR, experiment_id)
        lab.desk.drain()
        assert (len(good.asked), len(other.asked)) == asked
    assert lab.service.get(EDITOR, experiment_id).state == "done"


def test_where_there_is_no_document_no_judge_makes_one_of_it(lab: Lab) -> None:
    short = golden(1).cases[0].model_copy(update={"id": "short", "job_text": "Too short."})
    with lab.begin() as work:
        work.golden.add(golden(1).model_copy(update={"cases": (short,)}), EDITOR.id, NOON, {})
    with careful() as good, rewording() as other, judging("first") as judge:
        plan = plan_of(
            Arm(version="writing@1", model=at(good)),
            Arm(version="writing@1", model=at(other, "some-other")),
            golden_set="ours@1",
            judge=at(judge, "the-judge"),
        )
        experiment_id = lab.ran(plan)
    assert [cell.measures for cell in lab.service.cells(EDITOR, experiment_id)] == [{}, {}]
    [comparison] = lab.service.verdicts(EDITOR, experiment_id)
    assert comparison.sentence.startswith("Cannot tell: no case was done by both.")


def _unjudged(plan: ExperimentPlan) -> ExperimentPlan:
    return plan.model_copy(update={"judge": None})


CALLS: dict[str, tuple[object, ...]] = {
    "models": ("openai:a",),
    "estimate": (plan_of(FIRST, OTHER),),
    "stop": ("ID",),
    "resume": ("ID",),
    "delete": ("ID",),
    "list": (),
    "get": ("ID",),
    "cells": ("ID",),
    "case": ("ID", "case-0"),
    "texts": ("ID", "case-0"),
    "verdicts": ("ID",),
    "judgement": ("ID",),
    "csv": ("ID",),
    "promptfoo": ("ID",),
    "newer_set": (plan_of(FIRST, OTHER),),
    "note": ("ID", "case-0", "x"),
    "notes": ("ID",),
}


def test_who_is_no_prompt_editor_finds_nothing(lab: Lab) -> None:
    experiment_id = lab.ran(plan_of(FIRST, OTHER, golden_set=lab.add_set(1)))
    for roles in ((), (Role.SEEKER,), (Role.RECRUITER,), (Role.ADMINISTRATOR,)):
        who = Actor(id="somebody", roles=frozenset(roles))
        for name, given in CALLS.items():
            values = [experiment_id if value == "ID" else value for value in given]
            with pytest.raises(NotFound):
                getattr(lab.service, name)(who, *values)
        with pytest.raises(NotFound):
            lab.service.start(who, plan_of(FIRST, OTHER), agreed=True)
    assert lab.service.get(EDITOR, experiment_id).state == "done"
    public = {name for name, _ in inspect.getmembers(ExperimentService, inspect.isfunction)}
    assert {name for name in public if not name.startswith("_")} == {*CALLS, "start"}


def test_what_was_made_of_a_persons_case_is_in_their_export_and_goes_with_them(
    lab: Lab,
    begin: Transactions,
    applications: ApplicationService,
    tracker: TrackerService,
) -> None:
    anna, given = Actor(id="anna"), golden(2)
    with begin() as work:
        work.golden.add(given, EDITOR.id, NOON, {"case-0": anna.id})
    experiment_id = lab.ran(plan_of(FIRST, OTHER, golden_set=given.label))
    out = io.BytesIO()
    write_export(out, anna, begin, applications, tracker, ())
    with zipfile.ZipFile(out) as package:
        told = json.loads(package.read("experiments.json"))
    texts = lab.service.texts(EDITOR, experiment_id, "case-0")
    assert sorted(one["resume"] for one in told) == sorted(one.resume for one in texts.values())
    with begin() as work:
        work.personal.erase(anna)
    assert {cell.case_id for cell in lab.service.cells(EDITOR, experiment_id)} == {"case-1"}
    with pytest.raises(NotFound):
        lab.service.case(EDITOR, experiment_id, "case-0")


def test_figures_and_questions_can_be_taken_along(lab: Lab) -> None:
    with careful() as server:
        arms = [Arm(version="writing@1", model=at(server, name)) for name in ("some-model", "some-other")]
        with_models = lab.ran(plan_of(*arms, golden_set=lab.add_set(2)))
    rows = lab.service.csv(EDITOR, with_models).decode("utf-8-sig").splitlines()
    assert len(rows) == 5
    config = yaml.safe_load(lab.service.promptfoo(EDITOR, with_models))
    assert len(config["providers"]) == 2
    assert len(config["tests"]) == 4  # résumé and letter of both cases
    without = lab.ran(plan_of(FIRST, OTHER, golden_set="ours@1"))
    with pytest.raises(Conflict):
        lab.service.promptfoo(EDITOR, without)


def test_what_people_gave_is_not_in_the_configuration_of_promptfoo(lab: Lab) -> None:
    theirs, ours = golden(2).cases
    theirs = theirs.model_copy(update={"source": "person", "job_text": f"{theirs.job_text}\nQuillwhistle"})
    mixed = golden(2).model_copy(update={"cases": (theirs, ours)})
    with lab.begin() as work:
        work.golden.add(mixed, EDITOR.id, NOON, {theirs.id: "anna"})
    with careful() as server:
        arms = [Arm(version="writing@1", model=at(server, name)) for name in ("some-model", "some-other")]
        tried = lab.service.start(EDITOR, plan_of(*arms, golden_set=mixed.label), agreed=True)
    config = lab.service.promptfoo(EDITOR, tried)
    assert len(yaml.safe_load(config)["tests"]) == 2  # résumé and letter of the one
    assert b"Quillwhistle" not in config


def test_notes_are_kept_and_what_was_done_is_in_the_log(lab: Lab, begin: Transactions) -> None:
    experiment_id = lab.service.start(EDITOR, plan_of(FIRST, OTHER, golden_set=lab.add_set(1)), agreed=False)
    lab.service.note(EDITOR, experiment_id, "case-0", " The second reads better. ")
    [note] = lab.service.notes(EDITOR, experiment_id)
    assert (note.case_id, note.text) == ("case-0", "The second reads better.")
    for text in ("", " ", "x" * 2_001):
        with pytest.raises(Conflict):
            lab.service.note(EDITOR, experiment_id, "case-0", text)
    lab.service.delete(EDITOR, experiment_id)
    with begin() as work:
        log = work.audit.entries(EDITOR, everybody=False, before=None, most=9)
    assert [entry.action for entry in log] == [Action.EXPERIMENT_DELETED, Action.EXPERIMENT_STARTED]
    assert {entry.subject for entry in log} == {experiment_id}
    with pytest.raises(NotFound):
        lab.service.get(EDITOR, experiment_id)
