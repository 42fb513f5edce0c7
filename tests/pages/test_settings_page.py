"""Who writes the words, and what an application with a model shows."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Checkbox

from benchmarks.model_server import Server, answers, fails, given, says, serving
from jobwise.bootstrap import Services
from jobwise.domain.account import LOCAL_ACTOR
from tests.pages.conftest import AD, Open, assert_sound, finished, words

KEY = "sk-of-the-pages"


@pytest.fixture(autouse=True)
def offline_again(services: Services) -> Iterator[None]:
    yield
    services.models.use_offline(LOCAL_ACTOR)
    services.models.forget_key(LOCAL_ACTOR)


def tick(app: AppTest) -> Checkbox:
    """That of the address in the field."""
    return next(box for box in app.checkbox if str(box.key).startswith("model-agreed-"))


FREE = "This model costs me nothing"


def tick_free(app: AppTest) -> None:
    for box in app.checkbox:
        if box.label == FREE:
            box.check()


def fill(app: AppTest, server: Server | None, *, agreed: bool = True) -> AppTest:
    app.radio(key="writer").set_value("A language model").run()
    app.text_input(key="model-name-openai").set_value("some-model")
    if server:
        app.text_input(key="model-url-openai").set_value(f"http://127.0.0.1:{server.server_port}/v1").run()
    app.text_input(key="model-key-openai").set_value(KEY)
    if agreed:
        tick(app).check()
    tick_free(app)
    return app.button(key="model-save").click().run()


def shorter(body: dict[str, Any]) -> str:
    lines = [{**line, "text": line["text"].rstrip(".")} for line in given(body)]
    return json.dumps({"lines": lines})


def shifts(body: dict[str, Any]) -> str:
    lines = [{**line, "text": "Planned the weekly shifts of 12 drivers by hand"} for line in given(body)]
    return json.dumps({"lines": lines})


def test_nothing_is_saved_without_consent(open_page: Open, services: Services) -> None:
    app = fill(open_page("settings"), None, agreed=False)
    assert_sound(app)
    assert "Tick that your words may go to" in words(app)
    assert services.models.active(LOCAL_ACTOR) is None


@pytest.mark.parametrize("url", ["models.example", "http://models.example/v1"])
def test_an_address_that_cannot_be_used_is_told_and_the_entries_stay(open_page: Open, url: str) -> None:
    app = open_page("settings")
    app.radio(key="writer").set_value("A language model").run()
    app.text_input(key="model-name-openai").set_value("some-model")
    app.text_input(key="model-url-openai").set_value(url).run()
    tick(app).check()
    app.button(key="model-save").click().run()
    assert_sound(app)
    assert len(app.error) == 1
    assert app.text_input(key="model-url-openai").value == url


def test_a_key_is_saved_tried_never_shown_and_forgotten(open_page: Open, services: Services) -> None:
    with serving(answers(shifts)) as server:
        app = fill(open_page("settings"), server)
        assert_sound(app)
        assert app.success[0].value
        app.button(key="model-try").click().run()
        assert [(said.proto.title, len(server.asked)) for said in app.success] == [("It works", 1)]
        assert "Planned the weekly shifts of 12 drivers by hand" in app.success[0].value
        again = open_page("settings")
        assert again.text_input(key="model-key-openai").value == ""
        assert KEY not in str(again)
        again.button(key="model-forget").click().run()
    choice = services.models.settings(LOCAL_ACTOR).choice
    assert choice is not None
    assert not services.models.has_key(LOCAL_ACTOR, choice.base_url)


def test_a_key_that_is_refused_is_told(open_page: Open) -> None:
    with serving(fails(401)) as server:
        app = fill(open_page("settings"), server)
        app.button(key="model-try").click().run()
    assert_sound(app)
    assert app.error[0].value


def test_a_model_that_is_not_there_is_told_with_its_address_and_no_run_to_finish(open_page: Open) -> None:
    with serving(says("")) as server:
        away = server
    app = fill(open_page("settings"), away)
    app.button(key="model-try").click().run()
    assert_sound(app)
    assert app.error[0].proto.title == "The model cannot be reached"
    assert str(away.server_port) in app.error[0].value
    assert "without a model" not in app.error[0].value


def test_a_model_of_ones_own_is_tested_without_a_key_and_costs_nothing(
    open_page: Open, services: Services
) -> None:
    services.models.use_model(
        LOCAL_ACTOR,
        "openai:some-model",
        "https://models.example.com/v1",
        ["reword"],
        run_cap_usd=0.25,
        day_cap_usd=5,
        agreed=True,
    )
    with serving(answers(shifts)) as server:
        app = open_page("settings")
        assert len(app.number_input) == 2
        app.text_input(key="model-name-openai").set_value("some-model")
        app.text_input(key="model-url-openai").set_value(f"http://127.0.0.1:{server.server_port}/v1").run()
        for _ in range(2):
            tick(app).check()
            app.button(key="model-save").click().run()
        assert_sound(app)
        assert app.button(key="model-try").label == "Test this model"
        assert "No price is known" in " ".join(caption.value for caption in app.caption)
        assert "is not used yet" in app.warning[0].proto.title
        (free,) = [box for box in app.checkbox if box.label == FREE]
        assert not free.value
        free.check()
        app.button(key="model-save").click().run()
        assert app.success
        choice = services.models.settings(LOCAL_ACTOR).choice
        assert choice is not None
        assert services.models.is_free(choice)
        app.text_input(key="model-name-openai").set_value("another-model").run()
        (free,) = [box for box in app.checkbox if box.label == FREE]
        assert not free.value
        app.text_input(key="model-name-openai").set_value("gpt-4.1").run()
        assert FREE not in [box.label for box in app.checkbox]
    assert services.models.settings(LOCAL_ACTOR).run_cap_usd == 0.25


def test_a_model_without_a_name_is_asked_for_in_the_words_of_the_form(open_page: Open) -> None:
    app = open_page("settings")
    app.radio(key="writer").set_value("A language model").run()
    app.text_input(key="model-name-openai").set_value(" ")
    tick(app).check()
    app.button(key="model-save").click().run()
    assert_sound(app)
    assert app.error[0].proto.title == "The model has no name"


def test_the_offline_engine_can_be_chosen_again(open_page: Open, services: Services) -> None:
    with serving(fails(500)) as server:
        app = fill(open_page("settings"), server)
    assert services.models.active(LOCAL_ACTOR) is not None
    app = open_page("settings")
    app.radio(key="writer").set_value("Offline engine").run()
    app.button(key="use-offline").click().run()
    assert_sound(app)
    assert services.models.active(LOCAL_ACTOR) is None


def test_an_application_tells_which_model_said_what_and_what_it_cost(
    open_page: Open, services: Services, profile: str
) -> None:
    with serving(answers(shorter)) as server:
        fill(open_page("settings"), server)
        form = open_page("new_application")
        assert "rewords the lines. What is sent: the facts of your profile" in words(form).replace("\\", "")
        made = finished(services, services.applications.start(LOCAL_ACTOR, AD))
    app = open_page("application", id=made, tab="How it was made")
    assert_sound(app)
    assert "reworded the résumé" in words(app)
    assert "pieces of words" in words(app)


def test_a_run_that_a_model_failed_can_be_finished_without_it(
    open_page: Open, services: Services, profile: str
) -> None:
    with serving(fails(404)) as server:
        fill(open_page("settings"), server)
        made = finished(services, services.applications.start(LOCAL_ACTOR, f"{AD}\nReference 7"))
        app = open_page("progress", id=made)
        assert_sound(app)
        assert "does not know this model" in str(app.error[0].proto)
        assert str(server.server_port) in words(app)
        assert app.button(key="to-settings")
        assert app.button(key="without-model").proto.type == "primary"
        assert app.button(key="retry").proto.type == "secondary"
        app.button(key="without-model").click().run()
    finished(services, made)
    assert services.applications.progress(LOCAL_ACTOR, made)[0] == "done"
    assert "You chose to finish without a model" in words(
        open_page("application", id=made, tab="How it was made")
    )


def test_a_consent_is_for_one_address_and_can_be_taken_back(open_page: Open, services: Services) -> None:
    with serving(answers(shifts)) as server:
        fill(open_page("settings"), server)
        app = open_page("settings")
        assert str(server.server_port) in words(app)
        assert tick(app).value
        app.text_input(key="model-url-openai").set_value("https://third.example.com/v1").run()
        assert "third" in words(app)
        assert not tick(app).value
        app.button(key="model-save").click().run()
        assert app.error[0].proto.title == "Nothing is sent without your consent"
        choice = services.models.settings(LOCAL_ACTOR).choice
        assert choice is not None
        assert "127.0.0.1" in choice.base_url
        tick(app).check()
        app.button(key="model-save").click().run()
        assert not app.error
        choice = services.models.settings(LOCAL_ACTOR).choice
        assert choice is not None
        assert choice.base_url == "https://third.example.com/v1"
        app = open_page("settings")
        tick(app).uncheck()
        app.button(key="model-save").click().run()
        assert not app.error
        assert "took your consent back" in app.info[0].value
        assert app.radio(key="writer").value == "Offline engine"
    assert services.models.active(LOCAL_ACTOR) is None


def test_a_model_that_lacks_its_key_or_passes_the_limit_is_saved_but_not_called_in_use(
    open_page: Open, services: Services
) -> None:
    app = open_page("settings")
    app.radio(key="writer").set_value("A language model").run()
    app.text_input(key="model-name-openai").set_value("of-no-known-price")
    app.text_input(key="model-url-openai").set_value("").run()
    tick(app).check()
    app.button(key="model-save").click().run()
    assert not app.success
    assert app.warning[0].proto.title == "Saved, but this model is not used yet"
    assert "no key for" in app.warning[0].value
    assert "No price is known" in app.warning[0].value
    assert services.models.active(LOCAL_ACTOR) is None
    assert "is not used yet" in open_page("new_application").warning[0].proto.title


def test_what_is_typed_is_tested_and_what_was_said_goes_with_the_next_change(
    open_page: Open, services: Services
) -> None:
    with serving(answers(shifts)) as saved, serving(says('{"ready": true}')) as other:
        app = fill(open_page("settings"), saved)
        app.text_input(key="model-url-openai").set_value(f"http://127.0.0.1:{other.server_port}/v1").run()
        assert not app.success
        app.button(key="model-try").click().run()
        assert "your consent" in app.error[0].proto.title
        tick(app).check()
        tick_free(app)
        app.button(key="model-try").click().run()
        assert "consent" not in app.error[0].proto.title
        assert (len(saved.asked), bool(other.asked)) == (0, True)
        app.text_input(key="model-name-openai").set_value("another").run()
        assert not app.error
    choice = services.models.settings(LOCAL_ACTOR).choice
    assert choice is not None
    assert str(saved.server_port) in choice.base_url


def test_programs_of_this_computer_are_told_the_address_and_that_no_key_is_needed(open_page: Open) -> None:
    page = open_page("settings")
    assert "http://localhost:8501/api/v1" in [code.value for code in page.code]
    assert any("need no key" in caption.value for caption in page.caption)
    assert [button for button in page.button if button.key == "make-key"] == []
