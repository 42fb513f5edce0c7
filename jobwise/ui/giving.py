"""Giving an application as a case for testing prompts: what exactly, and taking it back."""

import streamlit as st

from jobwise.domain.account import Application
from jobwise.errors import JobWiseError
from jobwise.ui.asking import ask
from jobwise.ui.golden_set import draw_person
from jobwise.ui.guard import Visit
from jobwise.ui.problems import show
from jobwise.ui.text import counted


def ask_to_give(visit: Visit, application: Application) -> None:
    """Open the question: all that would be given stands in it."""
    st.dialog("Give it for testing prompts?", width="large")(_question)(visit, application)


def draw_given(visit: Visit) -> None:
    """What was given, and the way back."""
    given = visit.golden_sets.given(visit.actor)
    if not given:
        return
    st.header("What you gave for testing prompts", anchor=False)
    st.markdown(
        f"{counted(len(given), 'case')}, without your name and contact. Those who write prompts here see it."
    )
    if st.button("Take it back", icon=":material/undo:", key="take-back"):
        ask(
            "Take back what you gave?",
            "It goes, with all that was tried on it. Your applications stay.",
            "Leave it there",
            "Take it back",
            lambda: _take_back(visit),
        )


def _question(visit: Visit, application: Application) -> None:
    try:
        case = visit.golden_sets.preview(visit.actor, application.id)
    except JobWiseError as error:
        show(error)
        return
    st.markdown(
        "Those who write prompts here try them on it, also with language models that they choose. They get "
        "what stands below and nothing else. Your name, your contact, and the places, firms and schools that "
        "JobWise recognises are replaced; the months in which jobs began and ended stay. Read it through: "
        "what it missed, or what only you can have done, may still tell who you are. On **My data** you can "
        "take it back at any time."
    )
    with st.container(horizontal=True):
        if st.button("Keep it to myself", type="primary", key="give-not"):
            st.rerun()
        gives = st.button("Give it", key="give-do")
    if gives:
        try:
            visit.golden_sets.give(visit.actor, application.id, case)
        except JobWiseError as error:
            show(error)
        else:
            st.toast(
                "You gave it. You can take it back on My data.",
                icon=":material/check_circle:",
                duration="long",
            )
            st.rerun()
    draw_person(case)


def _take_back(visit: Visit) -> None:
    visit.golden_sets.take_back(visit.actor)
