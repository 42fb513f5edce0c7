"""The tracker: all applications on a board, as a list to find and compare them in, and in numbers."""

from collections.abc import Sequence

import streamlit as st

from jobwise.domain.account import ApplicationSummary
from jobwise.ui.application_rows import STATUS, draw_application, name_of
from jobwise.ui.board import draw_board
from jobwise.ui.comparison import draw_comparison
from jobwise.ui.guard import admitted
from jobwise.ui.outcome import draw_moved
from jobwise.ui.tracked_tab import draw_calendar
from jobwise.ui.tracker_numbers import draw_numbers

SEARCH, FILTER, ROWS = "applications-search", "applications-filter", "applications-rows"
MOST_ROWS = 50  # at first; hundreds of menus take seconds to draw, and the search goes over all

visit = admitted()


def clear_filters() -> None:
    st.session_state[SEARCH], st.session_state[FILTER] = "", None


def show_more() -> None:
    st.session_state[ROWS] = st.session_state.get(ROWS, MOST_ROWS) + 2 * MOST_ROWS


def draw_list(made: Sequence[ApplicationSummary]) -> None:
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
        return
    many = sum(summary.ats_score is not None for summary in made) > 1
    most = st.session_state.get(ROWS, MOST_ROWS)
    ticked = [summary.id for summary in shown[:most] if draw_application(summary, visit, can_compare=many)]
    if len(shown) > most:
        st.button(f"Show more: {len(shown) - most:,} left", key="more-rows", on_click=show_more)
    if len(ticked) == 2:
        if st.button("Compare", type="primary", icon=":material/compare_arrows:", key="compare"):
            st.query_params["compare"] = ticked
            st.rerun()
    elif many:
        st.caption("Tick two applications to compare them." if len(ticked) < 2 else "Tick no more than two.")


with st.container(width=1240):
    compared = st.query_params.get_all("compare")
    if len(compared) == 2:
        draw_comparison(visit, compared[0], compared[1])
        st.stop()
    words, action = st.columns([3, 2], vertical_alignment="bottom")
    words.title("Applications", anchor=False)
    draw_moved()
    made = visit.applications.list(visit.actor)
    if not made:
        st.markdown("No applications yet. Paste a job ad and JobWise tailors your résumé to it.")
        if st.button("New application", type="primary", icon=":material/add_circle:", key="first"):
            st.switch_page("pages/new_application.py")
        st.stop()
    with action, st.container(horizontal=True, horizontal_alignment="right", key="actions-list"):
        if visit.tracker.dates(visit.actor):
            draw_calendar(visit)
        if st.button("New application", type="primary", icon=":material/add_circle:", key="another"):
            st.switch_page("pages/new_application.py")
    st.caption(
        "The ATS score is how your documents for a job match its ad. The fit on *Jobs* is how your profile "
        "does, before it is tailored."
    )
    board, rows, numbers = st.tabs(
        ["Board", "List", "Numbers"], key="view", on_change="rerun", bind="query-params"
    )
    if board.open:
        with board:
            draw_board(visit)
    if rows.open:
        with rows:
            draw_list(made)
    if numbers.open:
        with numbers:
            draw_numbers(visit)
