"""Golden sets, and what a person gives of an application.

A dialog is drawn in a run in which its button was clicked, hence the second click on it.
"""

from jobwise.bootstrap import Services
from jobwise.domain.account import LOCAL_ACTOR
from tests.pages.conftest import Open, assert_sound, words


def test_the_first_set_is_there_with_what_is_expected(open_page: Open) -> None:
    app = open_page("golden_sets")
    assert_sound(app)
    told = words(app).replace("\\", "")
    assert "first@1** · 40 cases" in told
    assert "The ad asks for:" in told
    assert len([one for one in app.expander if "written for the set" in one.label]) == 20


def test_a_set_that_is_not_there_is_said(open_page: Open) -> None:
    app = open_page("golden_sets", set="nothing@4")
    assert_sound(app)
    assert app.error


def test_a_set_of_made_up_people_is_made_and_a_case_of_it_changed(
    open_page: Open, services: Services
) -> None:
    app = open_page("golden_sets")
    app.text_input(key="golden-name").set_value("Not a name").run()
    app.segmented_control(key="golden-source").set_value("Made-up people").run()
    app.number_input(key="golden-count").set_value(3).run()
    app.button(key="make-set").click().run()
    assert app.error
    app.text_input(key="golden-name").set_value("ours").run()
    app.button(key="make-set").click().run()
    assert_sound(app)
    assert not app.error
    assert app.query_params["set"] == "ours@1"
    cases = services.golden_sets.get(LOCAL_ACTOR, "ours@1").cases
    app.button(key=f"drop-{cases[0].id}").click().run()
    app.button(key=f"drop-{cases[0].id}").click()
    app.button(key="ask-do").click().run()
    assert_sound(app)
    assert services.golden_sets.get(LOCAL_ACTOR, "ours@2").cases == cases[1:]
    app = open_page("golden_sets", set="ours@1")
    assert "earlier version" in words(app)
    assert not [button for button in app.button if button.key == "add-case"]


def test_expectations_are_changed_in_a_form(open_page: Open, services: Services) -> None:
    services.golden_sets.add_made(LOCAL_ACTOR, "forms", 1, 1, "One.")
    [case] = services.golden_sets.get(LOCAL_ACTOR, "forms@1").cases
    app = open_page("golden_sets", set="forms")
    app.button(key=f"change-{case.id}").click().run()
    never = next(area for area in app.text_area if area.label.startswith("Words that stand"))
    never.set_value("Latin\n\nGreek")
    app.button(key=f"change-{case.id}").click()
    next(button for button in app.button if button.label == "Save as the next version").click().run()
    assert_sound(app)
    [changed] = services.golden_sets.get(LOCAL_ACTOR, "forms@2").cases
    assert changed.expects == case.expects.model_copy(update={"never": ("Latin", "Greek")})


def test_an_application_is_given_as_it_is_shown_and_taken_back(
    open_page: Open, services: Services, made: str
) -> None:
    app = open_page("application", id=made)
    app.button(key="give").click().run()
    assert_sound(app)
    told = words(app).replace("\\", "")
    assert "Firm B" in told
    assert services.golden_sets.given(LOCAL_ACTOR) == ()
    app.button(key="give").click()
    app.button(key="give-do").click().run()
    assert_sound(app)
    [given] = services.golden_sets.given(LOCAL_ACTOR)
    assert "Lindqvist" not in given.model_dump_json()
    app = open_page("my_data")
    assert "What you gave for testing prompts" in words(app)
    app.button(key="take-back").click().run()
    app.button(key="take-back").click()
    app.button(key="ask-do").click().run()
    assert_sound(app)
    assert services.golden_sets.given(LOCAL_ACTOR) == ()
    assert "What you gave for testing prompts" not in words(open_page("my_data"))
