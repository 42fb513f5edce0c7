"""Prompts: from a version over a draft to another one in its place, and back.

A dialog is drawn in a run in which its button was clicked, hence the second click on it.
"""

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from jobwise.bootstrap import Services
from jobwise.domain.account import LOCAL_ACTOR, Actor
from jobwise.domain.role import ALL_ROLES
from tests.pages.conftest import Open, assert_sound, words

OTTO = Actor(id="otto", roles=ALL_ROLES)


@pytest.fixture
def draft(services: Services) -> Iterator[str]:
    """The id of a draft of the engine's settings."""
    drafts = services.prompt_drafts
    draft_id = drafts.begin(LOCAL_ACTOR, "engine")
    yield draft_id
    if draft_id in {one.id for one in drafts.list(LOCAL_ACTOR)}:
        drafts.drop(LOCAL_ACTOR, draft_id)


def shown(app: AppTest) -> str:
    return words(app).replace("\\", "")


@pytest.mark.parametrize("prompt_id", ["reading", "writing", "engine", "judging"])
@pytest.mark.parametrize("tab", ["Text", "On a case", "Differences", "History"])
def test_every_tab_of_every_prompt_is_drawn(open_page: Open, prompt_id: str, tab: str) -> None:
    app = open_page("prompts", show=prompt_id, tab=tab)
    assert_sound(app)
    assert f"{prompt_id}@1" in shown(app)
    assert ":green-badge[:material/check_circle: Active]" in words(app)


def test_what_is_not_there_is_said(open_page: Open) -> None:
    app = open_page("prompts", show="writing@9")
    assert_sound(app)
    assert [error.value for error in app.error]


def test_exactly_what_would_be_sent_is_shown_for_a_case(open_page: Open, services: Services) -> None:
    app = open_page("prompts", show="writing", tab="On a case")
    assert_sound(app)
    case = services.golden_sets.get(LOCAL_ACTOR, "first@1").cases[0]
    sent = services.prompt_preview.sent(LOCAL_ACTOR, services.prompts.current("writing"), case)
    code = [block.value for block in app.code]
    assert [one.name for one in sent] == ["reword", "letter"]
    for one in sent:
        assert {one.system, one.words} <= set(code)
    assert case.profile.work[0].highlights[0].text in sent[0].words
    assert case.profile.basics.name not in "".join(code)


def test_the_field_is_checked_and_saved(open_page: Open, services: Services, draft: str) -> None:
    app = open_page("prompts", show=draft)
    assert_sound(app)
    area = app.text_area(key=f"draft-text-{draft}")
    area.set_value(area.value.replace("must: 1.0", "must: 5")).run()
    assert "selection, must" in shown(app)
    assert app.button(key="propose").disabled
    assert "must: 5" in services.prompt_drafts.get(LOCAL_ACTOR, draft).text
    area = app.text_area(key=f"draft-text-{draft}")
    area.set_value(area.value.replace("must: 5", "must: 0.9")).run()
    assert_sound(app)
    assert not app.button(key="propose").disabled


def test_of_two_who_edit_it_at_once_one_sees_both_texts(
    open_page: Open, services: Services, draft: str
) -> None:
    app = open_page("prompts", show=draft)
    services.prompt_drafts.save(OTTO, draft, "Otto's text", 1)
    app.text_area(key=f"draft-text-{draft}").set_value("My text").run()
    assert_sound(app)
    assert "Otto's text" in [block.value for block in app.code]
    assert app.text_area(key=f"draft-text-{draft}").value == "My text"
    assert services.prompt_drafts.get(LOCAL_ACTOR, draft).text == "Otto's text"
    app.button(key="save-mine").click().run()
    assert_sound(app)
    assert services.prompt_drafts.get(LOCAL_ACTOR, draft).text == "My text"
    assert not app.error


def test_a_candidate_is_promoted_with_a_reason_and_rolled_back(
    open_page: Open, services: Services, draft: str
) -> None:
    app = open_page("prompts", show=draft)
    area = app.text_area(key=f"draft-text-{draft}")
    area.set_value(area.value.replace("summary: true", "summary: false")).run()
    app.button(key="propose").click().run()
    assert_sound(app)
    assert app.query_params["show"] == "engine@2"
    app.button(key="promote").click().run()
    assert "Nothing shows that it is better" in "".join(one.proto.title for one in app.warning)
    app.checkbox(key="despite").check()
    app.button(key="promote").click()
    app.button(key="promote-do").click().run()
    assert "reason" in app.error[0].proto.title
    app.text_area(key="reason").set_value("Shorter.")
    app.checkbox(key="despite").uncheck()
    app.button(key="promote").click()
    app.button(key="promote-do").click().run()
    assert "No experiment shows" in app.error[0].proto.title.replace("\\", "")
    assert services.prompts.engine().version == 1
    app.checkbox(key="despite").check()
    app.button(key="promote").click()
    app.button(key="promote-do").click().run()
    assert services.prompts.engine().version == 2
    app = open_page("prompts", show="engine", tab="History")
    assert "took the place of engine@1" in shown(app)
    app.button(key="roll-back").click().run()
    app.text_area(key="reason").set_value("Too short.")
    app.button(key="roll-back").click()
    app.button(key="roll-back-do").click().run()
    assert services.prompts.engine().version == 1
    app = open_page("prompts", show="engine@2")
    app.button(key="put-away").click().run()
    assert_sound(app)
    assert "Put away" in words(app)
    assert [one.state for one in services.prompts.list(LOCAL_ACTOR) if one.label == "engine@2"] == [
        "archived"
    ]
