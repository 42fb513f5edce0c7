"""How far an application went, as the person says: chosen from a menu, and told what was kept of it."""

from collections.abc import Sequence
from typing import get_args

import streamlit as st

from jobwise.domain.account import Application, ApplicationSummary
from jobwise.domain.analytics import HowFar
from jobwise.domain.tracker import SentFile
from jobwise.errors import JobWiseError
from jobwise.ui.guard import Visit
from jobwise.ui.problems import show
from jobwise.ui.text import plain

NAMES: dict[HowFar, str] = {
    "saved": "Saved",
    "applied": "Applied",
    "interview": "Interview",
    "offer": "Offer",
    "rejected": "Rejected",
}
FOCUS = "setTimeout(()=>document.querySelector(document.getElementById('jw-moved').dataset.at)?.focus(),300)"
"""Where to go on after a move: the page is let run this script, and no other of ours."""
_TOLD, _FAILED, _MOVED = "moved-told", "moved-failed", "moved-card"


def draw_outcome(visit: Visit, application: Application | ApplicationSummary) -> None:
    """A menu that shows where it is and keeps what is chosen."""
    key = f"outcome-{application.id}"
    st.selectbox(
        "How far did it go?",
        get_args(HowFar),
        index=None if application.outcome is None else get_args(HowFar).index(application.outcome),
        format_func=lambda one: NAMES[one],
        placeholder="How far?",
        label_visibility="collapsed",
        key=key,
        on_change=lambda: _move(visit, application, st.session_state[key]),
        width=125,
    )


def draw_move(visit: Visit, application: ApplicationSummary, name: str) -> None:
    """A menu of where else it can go. name: what the application is called, which the button says to those
    who hear it; the stylesheet hides it.
    """
    here, key = application.outcome or "saved", f"move-{application.id}"
    st.menu_button(
        f"Move *{plain(name)}*",
        [column for column in NAMES if column != here],
        format_func=lambda one: NAMES[one],
        key=key,
        on_click=lambda: _move_card(visit, application, st.session_state[key], name),
        icon=":material/arrow_forward:",
        help=f"Move {plain(name)}",
        width="stretch",
    )


def _move_card(visit: Visit, application: ApplicationSummary, to: HowFar | None, name: str) -> None:
    _move(visit, application, to, name)
    st.session_state[_MOVED] = application.id


def draw_focus() -> None:
    """Give the focus to the menu of the card that was moved. *Why:* it stands in another column now, and who
    works by keyboard would begin at the top of the page again."""
    if moved := st.session_state.pop(_MOVED, ""):
        st.html(
            f'<span id="jw-moved" data-at=".st-key-move-{moved} button"></span><script>{FOCUS}</script>',
            unsafe_allow_javascript=True,
        )


def draw_moved() -> None:
    """What the last move did. *Why a box, no toast:* it is read aloud, and stays until the next click."""
    if words := st.session_state.pop(_TOLD, ""):
        st.success(plain(words), icon=":material/check_circle:")
    if error := st.session_state.pop(_FAILED, None):
        show(error)


def keep_as_sent(visit: Visit, application: Application) -> None:
    """Keep the documents of now beside those that were sent before."""
    try:
        kept = visit.tracker.keep_sent(visit.actor, application.id)
    except JobWiseError as error:
        st.session_state[_FAILED] = error
    else:
        st.session_state[_TOLD] = _told(kept) if kept else "These documents are kept already."


def _move(
    visit: Visit, application: Application | ApplicationSummary, to: HowFar | None, name: str = ""
) -> None:
    try:
        kept = visit.tracker.move(visit.actor, application.id, to)
    except JobWiseError as error:
        st.session_state[_FAILED] = error
        return
    subject = name or "This application"
    words = f"{subject} is now under {NAMES[to or 'saved']}."
    if kept:
        words += f" {_told(kept)}"
    elif to == "applied" and application.state != "done":
        words += " No documents were kept as sent, because they are not finished."
    st.session_state[_TOLD] = words


def _told(kept: Sequence[SentFile]) -> str:
    return (
        f"Your résumé and cover letter are kept as they are now, version {kept[0].version}: you find them "
        "under Notes and dates."
    )
