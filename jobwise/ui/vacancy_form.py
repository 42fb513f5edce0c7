"""The form of a new vacancy: its ad."""

import streamlit as st

from jobwise.errors import JobWiseError
from jobwise.ui.guard import Visit
from jobwise.ui.problems import show

AD, FAILED, MADE = "vacancy-ad", "vacancy-failed", "vacancy-made"


def draw_form(visit: Visit, *, can_go_back: bool) -> None:
    """The ad, then what to do with it. What was entered stays when it is refused."""
    with st.container(border=True, key="card-vacancy"):
        st.header("The job", anchor=False)
        st.text_area(
            "Job ad",
            key=AD,
            height=260,
            placeholder="Paste the whole ad, from the title to how to apply",
            persist_state="session",
        )
        if st.session_state.get(FAILED):
            show(st.session_state[FAILED])
        st.caption(f"You can correct what JobWise reads from it, as often as you like. {visit.stays}")
    with st.container(horizontal=True):
        st.button(
            "Create vacancy",
            type="primary",
            icon=":material/play_arrow:",
            key="create-vacancy",
            on_click=_create,
            args=(visit,),
        )
        if can_go_back and st.button("Back to the list", type="tertiary", key="back-to-list"):
            del st.query_params["new"]
            st.rerun()


def go_to_made() -> None:
    """Open the vacancy that was just made, where its files are added."""
    made = st.session_state.pop(MADE, "")
    if made:
        st.switch_page("pages/vacancy.py", query_params={"id": made, "tab": "Files"})


def _create(visit: Visit) -> None:
    st.session_state.pop(FAILED, None)
    try:
        st.session_state[MADE] = visit.vacancies.create(visit.actor, st.session_state.get(AD) or "")
    except JobWiseError as error:
        st.session_state[FAILED] = error
    else:
        st.session_state[AD] = ""
