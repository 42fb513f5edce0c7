"""Experiments as CSV, and as what promptfoo asks."""

import csv
import io
import json
import re
from typing import Any

import jinja2
import yaml

from jobwise import reading
from jobwise.domain.experiment import Arm, Cell, ExperimentPlan, Measure
from jobwise.llm import model_choice
from jobwise.rendering import EXPORTERS
from jobwise.rendering.experiment_files import experiment_csv, promptfoo_file
from jobwise.services.case_trial import CaseTrial
from jobwise.services.stage_work import Tools
from tests.golden_parts import AD, PROFILE, a_case, versions

TRIAL = CaseTrial(Tools(EXPORTERS, reading), b"a secret of the tests, 32 bytes.")
MODELS = (
    model_choice("openai:some-model", "http://localhost:11434/v1"),
    model_choice("anthropic:some-model"),
)
HOSTILE = "{{ env.OPENAI_API_KEY }} {% for x in y %} {# note #} {{{{ file://a.js"


def config(*cases: Any, question: str = "Which?") -> dict[str, Any]:
    own = versions()
    asked = [(case, TRIAL.values(case, own)) for case in cases]
    written = promptfoo_file(question, (own.reading, own.writing), MODELS, asked)
    loaded: dict[str, Any] = yaml.safe_load(written)
    return loaded


def rendered(prompt: dict[str, str], test: dict[str, Any]) -> list[str]:
    """As promptfoo does it: each value first, then each message."""
    templates = jinja2.Environment(keep_trailing_newline=True, undefined=jinja2.StrictUndefined)
    values = {name: templates.from_string(value).render() for name, value in test["vars"].items()}
    return [templates.from_string(message["content"]).render(values) for message in json.loads(prompt["raw"])]


def test_promptfoo_asks_what_jobwise_asks() -> None:
    case = a_case()
    found = config(case)
    choice = MODELS[0].model_copy(update={"tasks": ("analyse", "reword", "letter")})
    ours = {call.task: call for call in TRIAL.calls(case, versions(), choice)}
    assert len(ours) == len(found["tests"]) == 3
    prompts = {prompt["label"]: prompt for prompt in found["prompts"]}
    theirs = [rendered(prompts[test["prompts"][0]], test) for test in found["tests"]]
    assert {system for system, _ in theirs} == {call.system for call in ours.values()}
    assert {user for _, user in theirs} == {f"{call.shared}\n\n{call.task}" for call in ours.values()}


def test_tests_go_to_the_prompts_of_their_task_alone() -> None:
    found = config(a_case())
    asked = {test["description"].split(", ")[-1]: test["prompts"] for test in found["tests"]}
    assert asked == {
        "analyse": ["reading@1 analyse"],
        "reword": ["writing@1 reword"],
        "letter": ["writing@1 letter"],
    }
    assert [provider["id"] for provider in found["providers"]] == [
        "openai:chat:some-model",
        "anthropic:messages:some-model",
    ]
    assert found["providers"][0]["config"]["apiBaseUrl"] == "http://localhost:11434/v1"


def test_words_of_people_are_no_template() -> None:
    deed = PROFILE.work[0].highlights[0].model_copy(update={"text": HOSTILE})
    work = PROFILE.work[0].model_copy(update={"highlights": (deed,)})
    profile = PROFILE.model_copy(update={"work": (work,)})
    case = a_case(job_text=f"{AD}\n- {HOSTILE}", never=(HOSTILE, "file://a.js"), asks=(HOSTILE,))
    case = case.model_copy(update={"profile": profile, "title": HOSTILE})
    found = config(case, question=HOSTILE)
    told = [found["description"], *(json.dumps(test) for test in found["tests"])]
    assert not any(re.search(r"\{[{%#]", text) for text in told)
    values = [assertion.get("value") for test in found["tests"] for assertion in test["assert"]]
    assert not any(str(value).startswith(("file:", "package:", "exec:")) for value in values)
    prompts = {prompt["label"]: prompt for prompt in found["prompts"]}
    shown = [rendered(prompts[test["prompts"][0]], test)[1] for test in found["tests"]]
    assert any("file://a.js" in text for text in shown)


def test_never_words_and_facts_are_asserted() -> None:
    test = next(
        test
        for test in config(a_case(never=("Power BI", "C++"), facts=("work-1-1",)))["tests"]
        if "reword" in test["prompts"][0]
    )
    shape, never, plus, keeps = test["assert"]
    assert shape["type"] == "is-json"
    assert never["type"] == plus["type"] == "not-regex"
    assert re.search(never["value"], "uses power  bi daily")
    assert not re.search(never["value"], "superpower bit")
    assert re.search(plus["value"], "knows c++, too")
    assert keeps["type"] == "javascript"
    assert '["work-1-1"]' in keeps["value"]


def test_a_template_in_a_prompt_stays_words() -> None:
    own = versions()
    odd = own.writing.model_copy(update={"system": "Be {{ exact }} and {% plain %}, for $$5."})
    written = promptfoo_file("Which?", (odd,), MODELS, [(a_case(), TRIAL.values(a_case(), own))])
    found = yaml.safe_load(written)
    system, _ = rendered(found["prompts"][0], found["tests"][0])
    assert system == "Be {{ exact }} and {% plain %}, for $5."


def test_csv_has_a_row_a_piece_and_no_live_cell() -> None:
    arms = (Arm(version="writing@1", model=MODELS[0]), Arm(version="engine@1"))
    plan = ExperimentPlan(question="Which?", golden_set="made@1", arms=arms)
    done = Cell(id="1", arm=0, case_id="a", repeat=0, state="done", measures={Measure.COVERAGE: 2 / 3})
    failed = Cell(id="2", arm=1, case_id="a", repeat=0, state="failed", trouble="=1+1")
    first, second = csv.DictReader(io.StringIO(experiment_csv(plan, [done, failed]).decode("utf-8-sig")))
    assert (first["case"], first["repeat"], first["version"], first["model"]) == (
        "a",
        "1",
        "writing@1",
        "openai:some-model",
    )
    assert (first["coverage"], first["untrue"]) == ("0.666667", "")
    assert (second["state"], second["trouble"]) == ("failed", "'=1+1")
