"""Whose log-in this is, and the way out, under the pages."""

import streamlit as st

from jobwise.ui.guard import Visit
from jobwise.ui.text import plain
from jobwise.ui.visitor import leave


def draw_account_menu(visit: Visit) -> None:
    """Nothing in local mode, where nobody logs in."""
    if not visit.has_account:
        return
    with st.sidebar:
        st.caption(plain(visit.accounts.sessions.me(visit.actor).email))
        if st.button("Log out", icon=":material/logout:", type="tertiary", key="log-out"):
            leave()
