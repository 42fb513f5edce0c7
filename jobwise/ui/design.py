"""How the pages look: theme and paper, chosen beside the picture of the page."""

from typing import get_args

import streamlit as st

from jobwise.domain.account import Application
from jobwise.domain.choices import Paper, Theme
from jobwise.domain.documents import Design
from jobwise.errors import JobWiseError
from jobwise.ui.guard import Visit
from jobwise.ui.problems import show

THEMES: dict[Theme, str] = {
    "plain": "Plain: lines under headings",
    "shaded": "Shaded: grey headings, name in the middle",
    "modern": "Modern: like Plain, tagged for screen readers",
    "classic": "Classic: a book serif, tagged",
    "timeline": "Timeline: dates at the left, tagged",
    "margin": "Margin: headings at the left, tagged",
    "banner": "Banner: name on a dark ground, tagged",
}
_PAPERS: dict[Paper, str] = {"a4": "A4", "letter": "Letter"}
_THEME, _PAPER, _SAID = "design-theme", "design-paper", "design-said"


def draw_design(visit: Visit, application: Application) -> None:
    """Two choices that set the pages again; the words stay as they are."""
    design = application.design
    left, right = st.columns([3, 2])
    left.selectbox(
        "Design",
        get_args(Theme),
        index=get_args(Theme).index(design.theme),
        format_func=lambda theme: THEMES[theme],
        key=_THEME,
        on_change=_changed,
        args=(visit, application),
    )
    right.segmented_control(
        "Paper",
        get_args(Paper),
        default=design.paper,
        required=True,
        format_func=lambda paper: _PAPERS[paper],
        key=_PAPER,
        on_change=_changed,
        args=(visit, application),
    )
    error = st.session_state.pop(_SAID, None)
    if error is not None:
        show(error)


def _changed(visit: Visit, application: Application) -> None:
    """In a callback, so that the page that follows shows the new picture and offers the new files."""
    state = st.session_state
    design = Design(theme=state[_THEME], paper=state[_PAPER])
    if design == application.design:
        return
    try:
        visit.applications.set_design(visit.actor, application.id, design)
    except JobWiseError as error:
        state[_SAID] = error
