"""All applications: find one, or compare two."""

import streamlit as st

from jobwise.ui.application_rows import STATUS, draw_application, name_of
from jobwise.ui.comparison import draw_comparison
from jobwise.ui.guard import admitted

SEARCH, FILTER = "applications-search", "applications-filter"

visit = admitted()


def clear_filters() -> None:
    st.session_state[SEARCH], st.session_state[FILTER] = "", None


with st.container(width=1240):
    compared = st.query_params.get_all("compare")
    if len(compared) == 2:
        draw_comparison(visit, compared[0], compared[1])
        st.stop()
    words, action = st.columns([3, 2], vertical_alignment="bottom")
    words.title("Applications", anchor=False)
    made = visit.applications.list(visit.actor)
    if not made:
        st.markdown("No applications yet. Paste a job ad and JobWise tailors your résumé to it.")
        if st.button("New application", type="primary", icon=":material/add_circle:", key="first"):
            st.switch_page("pages/new_application.py")
        st.stop()
    with action, st.container(horizontal_alignment="right", key="actions-list"):
        if st.button("New application", type="primary", icon=":material/add_circle:", key="another"):
            st.switch_page("pages/new_application.py")
    search, pills = st.columns([2, 3], vertical_alignment="bottom")
    wanted = search.text_input("Search", key=SEARCH, placeholder="Job or employer", icon=":material/search:")
    statuses = list(dict.fromkeys(STATUS[summary.state] for summary in made))
    status = pills.pills("Show", statuses, key=FILTER) if len(statuses) > 1 else None
    shown = [
        summary
        for summary in made
        if (wanted or "").casefold() in name_of(summary).casefold()
        and (status is None or STATUS[summary.state] == status)
    ]
    if not shown:
        st.markdown("No application fits.")
        st.button("Clear filters", icon=":material/filter_alt_off:", on_click=clear_filters)
        st.stop()
    many = sum(summary.ats_score is not None for summary in made) > 1
    ticked = [summary.id for summary in shown if draw_application(summary, visit, can_compare=many)]
    if len(ticked) == 2:
        if st.button("Compare", type="primary", icon=":material/compare_arrows:", key="compare"):
            st.query_params["compare"] = ticked
            st.rerun()
    elif many:
        st.caption("Tick two applications to compare them." if len(ticked) < 2 else "Tick no more than two.")
