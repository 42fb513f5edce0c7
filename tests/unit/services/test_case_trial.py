"""A golden case worked through under versions, by a real server on loopback."""

import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from benchmarks.model_server import Act, Server, answers, fails, given, question, says, serving
from jobwise import reading
from jobwise.domain.engine_settings import EngineSettings, WordingRules
from jobwise.domain.experiment import Arm, CellResult, Measure, Scope
from jobwise.domain.golden import GoldenCase
from jobwise.domain.model_call import ModelTask
from jobwise.errors import ModelFailed
from jobwise.llm import language_model, model_choice
from jobwise.llm.prices import read_prices
from jobwise.rendering import EXPORTERS
from jobwise.services.capped_asking import Cap, CappedAsking
from jobwise.services.case_trial import NOTHING_CHOSEN, CaseTrial, arm_model
from jobwise.services.stage_work import Tools
from tests.golden_parts import a_case, versions

TRIAL = CaseTrial(Tools(EXPORTERS, reading), b"a secret of the tests, 32 bytes.")
PRICES = read_prices(Path(__file__).resolve().parents[3] / "data" / "prices.toml")
BETTER = "Planned the weekly shifts of 12 drivers."


def by_model(
    case: GoldenCase, server: Server, *, scope: Scope = "stage", version: str = "writing@1", cap: float = 5.0
) -> tuple[CellResult, Cap]:
    url = f"http://127.0.0.1:{server.server_port}/v1"
    choice = arm_model(Arm(version=version, model=model_choice("openai:some-model", url)), scope)
    assert choice is not None
    purse = Cap("this experiment", cap)
    with closing(language_model(choice, SecretStr(""))) as model:
        return TRIAL.tried(case, versions(), choice, CappedAsking(model, choice, PRICES, purse, 20)), purse


def rewording(change: Callable[[dict[str, Any]], str]) -> Act:
    """A model that changes the text of each line, and points at nothing."""

    def said(body: dict[str, Any]) -> str:
        if "Point at the words" in question(body):
            return json.dumps({"title": "", "employer": "", "asks": ["SQL"]})
        return json.dumps({"lines": [{**line, "text": change(line)} for line in given(body)]})

    return answers(said)


def test_the_engine_alone_says_nothing_untrue_and_costs_nothing() -> None:
    found = TRIAL.tried(a_case(facts=("work-1-1",)), versions(), None, None)
    assert found.trouble == ""
    assert "Sample Trams" in found.resume
    assert found.letter.startswith("Robin Marsh")
    measures = found.measures
    assert measures[Measure.UNTRUE] == measures[Measure.COST] == measures[Measure.TRIES] == 0
    assert measures[Measure.EXPECTED] == 1


def test_the_engines_settings_change_what_is_written() -> None:
    changed = EngineSettings(wording=WordingRules(verb_first=False))
    old = TRIAL.tried(a_case(), versions(), None, None)
    new = TRIAL.tried(a_case(), versions()._replace(engine=changed), None, None)
    assert "Planned the weekly shifts" in old.resume
    assert "Responsible for planning" in new.resume


def test_a_models_words_are_in_it_and_what_they_cost() -> None:
    with serving(rewording(lambda line: BETTER if "12 drivers" in line["text"] else line["text"])) as server:
        found, purse = by_model(a_case(), server)
    assert BETTER in found.resume
    assert found.measures[Measure.REWORDED] >= 1
    assert found.measures[Measure.UNTRUE] == 0
    assert found.measures[Measure.TOKENS] == 240
    assert [use.task for use in found.uses] == ["reword", "letter"]
    assert found.measures[Measure.COST] == pytest.approx(sum(use.cost_usd for use in purse.uses))
    assert found.measures[Measure.COST] > 0


def test_a_model_that_invents_is_stopped_and_counted() -> None:
    with serving(rewording(lambda line: f"{line['text']} and led 40 engineers at Quillfork")) as server:
        found, _ = by_model(a_case(), server)
    assert "Quillfork" not in found.resume + found.letter
    assert found.measures[Measure.UNTRUE] == len(found.findings) >= 2
    assert all("Quillfork" in finding.claim for finding in found.findings)


def test_the_scope_tells_which_stages_a_model_works_in() -> None:
    with serving(rewording(lambda line: line["text"])) as server:
        whole, _ = by_model(a_case(asks=("SQL",)), server, scope="whole")
        assert [use.task for use in whole.uses] == ["analyse", "reword", "letter"]
        assert whole.measures[Measure.FOUND] == 1
        read, _ = by_model(a_case(), server, version="reading@1")
        assert [use.task for use in read.uses] == ["analyse"]


def test_nonsense_leaves_our_words_and_is_told() -> None:
    with serving(says("I would rather not.")) as server:
        found, _ = by_model(a_case(), server)
    assert found.trouble
    assert found.resume == TRIAL.tried(a_case(), versions(), None, None).resume
    assert found.measures[Measure.FAILURES] >= 2


def test_a_server_that_refuses_the_key_is_raised() -> None:
    with serving(fails(401)) as server, pytest.raises(ModelFailed) as caught:
        by_model(a_case(), server)
    assert caught.value.code == "model-key"


def test_a_call_waits_for_another_that_may_cost_less_than_is_held() -> None:
    """Either call alone could cost nearly a dollar; together they cost a cent."""
    with serving(rewording(lambda line: line["text"])) as server:
        _, purse = by_model(a_case(), server, cap=1.0)
    assert len(purse.uses) == 2
    assert sum(use.cost_usd for use in purse.uses) < 0.1


def test_a_cap_stops_the_call_that_could_pass_it() -> None:
    with serving(rewording(lambda line: line["text"])) as server:
        with pytest.raises(ModelFailed) as caught:
            by_model(a_case(), server, cap=0)
        assert server.asked == []
    assert caught.value.code == "budget"
    assert "more than you allow for this experiment" in caught.value.title


@pytest.mark.parametrize("job_text", ["Too short.", "word " * 30])
def test_an_ad_that_cannot_be_used_is_told_and_measured_as_nothing(job_text: str) -> None:
    found = TRIAL.tried(a_case(job_text=job_text), versions(), None, None)
    assert found.trouble
    assert found.measures == {}
    assert found.resume == ""


def test_a_profile_that_no_resume_can_be_made_of_is_told() -> None:
    case = a_case()
    bare = case.profile.model_copy(update={"work": (), "skills": ()})
    found = TRIAL.tried(case.model_copy(update={"profile": bare}), versions(), None, None)
    assert (found.trouble, found.measures) == (NOTHING_CHOSEN, {})


@pytest.mark.parametrize(
    ("version", "scope", "tasks"),
    [
        ("reading@1", "stage", ("analyse",)),
        ("writing@2", "stage", ("reword", "letter")),
        ("engine@3", "stage", ("reword", "letter")),
        ("writing@2", "whole", ("analyse", "reword", "letter")),
    ],
)
def test_the_tasks_of_an_arm(version: str, scope: Scope, tasks: tuple[ModelTask, ...]) -> None:
    model = model_choice("openai:some-model").model_copy(update={"wording": "run-1"})
    found = arm_model(Arm(version=version, model=model), scope)
    assert found is not None
    assert (found.tasks, found.wording, found.name) == (tasks, "", "openai:some-model")
    assert arm_model(Arm(version=version), scope) is None


def test_the_calls_are_known_before() -> None:
    choice = arm_model(Arm(version="writing@1", model=model_choice("openai:some-model")), "whole")
    assert choice is not None
    calls = TRIAL.calls(a_case(), versions(), choice)
    assert [call.prompt for call in calls] == ["writing@1", "writing@1", "reading@1"]
    assert "robin.marsh@example.org" not in "".join(f"{call.shared}{call.task}" for call in calls)
