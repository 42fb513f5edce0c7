"""How far an application went, as the person says."""

from typing import get_args

import streamlit as st

from jobwise.domain.analytics import HowFar
from jobwise.ui.guard import Visit
from jobwise.ui.problems import told

NAMES: dict[HowFar, str] = {
    "saved": "Saved",
    "applied": "Applied",
    "interview": "Interview",
    "offer": "Offer",
    "rejected": "Rejected",
}


def draw_outcome(visit: Visit, application_id: str, now: HowFar | None) -> None:
    """A menu that keeps what is chosen."""
    key = f"outcome-{application_id}"

    def keep() -> None:
        with told():
            visit.applications.note_outcome(visit.actor, application_id, st.session_state[key])

    st.selectbox(
        "How far did it go?",
        get_args(HowFar),
        index=None if now is None else get_args(HowFar).index(now),
        format_func=lambda one: NAMES[one],
        placeholder="How far?",
        label_visibility="collapsed",
        key=key,
        on_change=keep,
        width=125,
    )
