"""What every page says before there is anything."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import AD, Open, assert_sound, words


def test_start_asks_for_the_resume_first(open_page: Open) -> None:
    app = open_page()
    assert_sound(app)
    assert [header.value for header in app.header] == ["Upload your résumé", "Latest applications"]
    assert "No applications yet" in words(app)
    assert "Try it with a sample" in words(app)


@pytest.mark.parametrize(
    ("page", "begins"),
    [
        ("profile", "What you have done will stand here"),
        ("new_application", "1. Your résumé"),
        ("applications", "No applications yet"),
        ("settings", "Who writes the words"),
        ("my_data", "Nothing yet"),
    ],
)
def test_a_page_says_what_will_be_there(open_page: Open, page: str, begins: str) -> None:
    app = open_page(page)
    assert_sound(app)
    assert begins in words(app)


@pytest.mark.parametrize("query", [{}, {"id": "unknown"}, {"id": "../../etc/passwd"}])
def test_an_application_that_is_not_there_is_told(open_page: Open, query: dict[str, str]) -> None:
    app = open_page("application", **query)
    assert_sound(app)
    assert len(app.error) == 1


def test_a_progress_that_is_not_there_leads_to_the_form(open_page: Open) -> None:
    app = open_page("progress", id="unknown")
    assert len(app.error) == 1
    app.button[0].click().run()
    assert_sound(app)
    assert "Create application" in words(app)


def test_an_ad_without_a_profile_is_kept_and_the_reason_told(open_page: Open) -> None:
    app = open_page("new_application")
    app.text_area(key="ad-draft").set_value(AD)
    app.button(key="create").click().run()
    assert_sound(app)
    assert app.error[0].value
    assert app.text_area(key="ad-draft").value == AD


def test_a_profile_can_be_written_by_hand(open_page: Open) -> None:
    app = open_page("profile")
    app.button(key="by-hand").click().run()
    assert_sound(app)
    assert [field.label for field in app.text_input][:2] == ["Name", "Professional title"]


def test_words_that_stand_alone_in_a_pages_code_are_shown_to_nobody() -> None:
    app = AppTest.from_string(
        'import streamlit as st\nMOST = 3\n"""For who reads the code."""\nst.title("Jobs")'
    )
    app.run()
    assert [title.value for title in app.title] == ["Jobs"]
    assert [words.value for words in app.markdown] == []
