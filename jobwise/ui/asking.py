"""The question before something that cannot be undone."""

from collections.abc import Callable

import streamlit as st

from jobwise.errors import JobWiseError
from jobwise.ui.problems import show


def ask(title: str, words: str, keeps: str, does: str, act: Callable[[], None]) -> None:
    """Open it: what happens, then the safe way first. What is refused is told in it.

    title, words: safe for Markdown. keeps, does: what the two buttons say.
    """
    st.dialog(title)(_question)(words, keeps, does, act)


def _question(words: str, keeps: str, does: str, act: Callable[[], None]) -> None:
    st.markdown(words)
    with st.container(horizontal=True):
        if st.button(keeps, type="primary", key="ask-keep"):
            st.rerun()
        agreed = st.button(f":red[{does}]", key="ask-do")
    if agreed:
        try:
            act()
        except JobWiseError as error:
            show(error)
        else:
            st.rerun()
