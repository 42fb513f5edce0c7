"""Experiments on the screen: from the form to the verdict and a case."""

import time

import pytest

from jobwise.bootstrap import Services
from jobwise.domain.account import LOCAL_ACTOR
from jobwise.domain.engine_settings import EngineSettings, WordingRules
from jobwise.domain.experiment import Experiment, ExperimentPlan, Measure
from jobwise.services.experiment_desk import OPEN
from jobwise.services.experiment_plan import plan_of
from jobwise.ui.experiment_words import MEASURES
from jobwise.ui.text import plain
from tests.pages.conftest import Open, assert_sound, words
from tests.unit.services.experiment_parts import NOON, at, careful, golden, inventing

SECOND = EngineSettings(
    version=2,
    changelog={1: "The first version.", 2: "No summary."},
    wording=WordingRules(summary=False),
)


def ended(services: Services, experiment_id: str) -> Experiment:
    deadline = time.monotonic() + 60
    while (found := services.experiments.get(LOCAL_ACTOR, experiment_id)).state in OPEN:
        assert time.monotonic() < deadline, "the experiment did not end"
        time.sleep(0.05)
    return found


@pytest.fixture(scope="module")
def small_set(services: Services) -> str:
    """The label of a set of three cases; a second version of the engine's settings is there too."""
    services.prompt_lab.add(LOCAL_ACTOR, SECOND)
    given = golden(3, "small")
    with services.experiments._transactions() as work:
        work.golden.add(given, "", NOON, {})
    return given.label


@pytest.fixture(scope="module")
def plan(small_set: str) -> ExperimentPlan:
    return plan_of("Is a summary any use?", small_set, ["engine@1", "engine@2"], [None])


@pytest.fixture(scope="module")
def done(services: Services, plan: ExperimentPlan) -> str:
    """The id of an experiment without a model that came to its end."""
    made = services.experiments.start(LOCAL_ACTOR, plan, agreed=False)
    assert ended(services, made).state == "done"
    return made


def test_with_nothing_there_it_says_what_will_be_and_offers_the_form(open_page: Open) -> None:
    app = open_page("experiments")
    assert_sound(app)
    assert "No experiments yet" in words(app)
    assert any(field.key == "experiment-question" for field in app.text_input)
    assert "There is nothing to compare" in [info.proto.title for info in app.info]


def test_an_experiment_without_a_model_is_planned_started_and_watched(
    open_page: Open, services: Services, small_set: str
) -> None:
    app = open_page("experiments", new="1")
    app.selectbox(key="experiment-set").set_value(small_set)
    app.button_group(key="experiment-against").set_value(["engine@2"]).run()
    assert_sound(app)
    told = " ".join(info.value for info in app.info)
    assert "6 pieces" in told
    assert "Nothing is sent anywhere" in told
    app.button(key="start-experiment").click().run()
    assert_sound(app)
    assert "The experiment has no question" in [error.proto.title for error in app.error]
    app.text_input(key="experiment-question").set_value("Is *it* better?").run()
    app.button(key="start-experiment").click().run()
    assert_sound(app)
    assert app.title[0].value == plain("Is *it* better?")
    [made] = services.experiments.list(LOCAL_ACTOR)
    assert ended(services, made.id).progress.cells == 6
    services.experiments.delete(LOCAL_ACTOR, made.id)


def test_a_prompt_needs_a_model_and_a_model_a_consent(open_page: Open, small_set: str) -> None:
    with careful() as server:
        app = open_page("experiments", new="1")
        app.selectbox(key="experiment-set").set_value(small_set)
        app.text_input(key="experiment-question").set_value("Which model?")
        app.selectbox(key="experiment-baseline").set_value("writing@1").run()
        assert "A prompt needs a model that it asks" in [info.proto.title for info in app.info]
        lines = [f"openai:{name} {at(server).base_url}" for name in ("one", "other")]
        app.text_area(key="experiment-models").set_value("\n".join(lines)).run()
        assert_sound(app)
        told = " ".join(info.value for info in app.info)
        assert "never more than" in told
        app.button(key="start-experiment").click().run()
        assert_sound(app)
        assert "Nothing is sent without your consent" in [error.proto.title for error in app.error]
        assert not server.asked
        app.text_area(key="experiment-models").set_value("nonsense").run()
        assert any("names no model" in error.proto.title for error in app.error)


def test_the_verdict_stands_first_and_a_link_opens_the_same_case(open_page: Open, done: str) -> None:
    app = open_page("experiment", id=done)
    assert_sound(app)
    shown = words(app)
    assert "Cannot tell" in shown
    assert "Case by case" in shown
    assert MEASURES[Measure.COVERAGE] in str(app.table[0].value)
    label = MEASURES[Measure.RESUME_WORDS]
    app = open_page("experiment", id=done, measure=label, case="case-2")
    assert_sound(app)
    assert app.selectbox(key="case").value == "case-2"
    assert app.selectbox(key="measure").value == Measure.RESUME_WORDS.value
    assert "Summary" in words(app)
    assert "3 cases changed" in words(app)


def test_a_case_is_noted_on(open_page: Open, services: Services, done: str) -> None:
    app = open_page("experiment", id=done, case="case-1")
    app.button(key="keep-note").click().run()
    assert [error.proto.title for error in app.error] == ["This note cannot be kept"]
    app.text_area(key="case-note-case-1").set_value("Without it, *nothing* is lost.").run()
    app.button(key="keep-note").click().run()
    assert_sound(app)
    assert plain("Without it, *nothing* is lost.") in words(app)
    assert [note.case_id for note in services.experiments.notes(LOCAL_ACTOR, done)] == ["case-1"]


def test_what_was_stopped_says_so_and_goes_on(open_page: Open, services: Services, small_set: str) -> None:
    with careful() as good, inventing() as bad:
        models = [at(good, "good", free=True), at(bad, "bad", free=True)]
        plan = plan_of("Which model?", small_set, ["writing@1"], models, cap_usd=0)
        made = services.experiments.start(LOCAL_ACTOR, plan, agreed=True)
        services.experiments.stop(LOCAL_ACTOR, made)
        app = open_page("experiment", id=made)
        assert_sound(app)
        assert [warning.proto.title for warning in app.warning] == ["Stopped by you or somebody of the team"]
        app.button(key="resume").click().run()
        assert_sound(app)
        assert ended(services, made).state == "done"
    app = open_page("experiment", id=made)
    assert_sound(app)
    shown = words(app)
    assert "The check stopped" in shown
    assert "4,000,000" not in services.experiments.texts(LOCAL_ACTOR, made, "case-0")[1].resume


def test_the_list_shows_each_with_its_verdict(open_page: Open, done: str) -> None:
    app = open_page("experiments")
    assert_sound(app)
    assert "Cannot tell" in words(app)
    labels = [link.proto.label for link in app.get("page_link")]
    assert any(plain("Is a summary any use?") in label for label in labels)


def test_one_that_is_not_there_is_told(open_page: Open) -> None:
    app = open_page("experiment", id="unknown")
    assert_sound(app)
    assert [error.proto.title for error in app.error] == ["This experiment is not there"]
