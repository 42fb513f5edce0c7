"""The question before something that cannot be undone."""

from collections.abc import Callable

import streamlit as st
from pydantic import SecretStr

from jobwise.errors import JobWiseError
from jobwise.ui.account_settings import ADDRESS, PRESENT, passwords_form
from jobwise.ui.guard import Visit
from jobwise.ui.problems import show

FIELDS = {"password": {"Your password": PRESENT}, "address": {"Your e-mail address": ADDRESS}}


def ask(title: str, words: str, keeps: str, does: str, act: Callable[[], None]) -> None:
    """Open it: what happens, then the safe way first. What is refused is told in it.

    title, words: safe for Markdown. keeps, does: what the two buttons say.
    """
    st.dialog(title)(_question)(words, keeps, does, act)


def ask_again(
    visit: Visit, title: str, words: str, keeps: str, does: str, act: Callable[[SecretStr], bool]
) -> None:
    """The same, with a field for their password: it is done by who knows it. Without an account, none.

    act: gets what was typed; says whether it is over, or what it drew is to stay.
    """
    st.dialog(title)(_question_with_field)(visit, words, keeps, does, act)


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


def _question_with_field(
    visit: Visit, words: str, keeps: str, does: str, act: Callable[[SecretStr], bool]
) -> None:
    asked = visit.accounts.again.asks(visit.actor)
    if not asked:
        _question(words, keeps, does, lambda: (act(SecretStr("")), None)[1])
        return
    st.markdown(words)
    typed = passwords_form("ask", FIELDS[asked], f":red[{does}]")
    if st.button(keeps, type="primary", key="ask-keep"):
        st.rerun()
    if typed is None:
        return
    try:
        over = act(typed[0])
    except JobWiseError as error:
        show(error)
    else:
        if over:
            st.rerun()
