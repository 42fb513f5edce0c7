"""Whom to look at side by side: ticked in the ranking, over all its pages."""

import streamlit as st

from jobwise.domain.vacancy import Candidate, Vacancy
from jobwise.services.candidates import MOST_COMPARED
from jobwise.ui.text import listed

CHOSEN = "compared"


def draw_tick(vacancy: Vacancy, candidate: Candidate) -> None:
    """The box of one row."""
    key = f"tick-{candidate.id}"
    st.checkbox(
        "Compare",
        value=candidate.id in _chosen(vacancy),
        key=key,
        on_change=_ticked,
        args=(vacancy, candidate, key),
    )


def draw_chosen(vacancy: Vacancy) -> None:
    """Who is ticked, at the foot of the window, and the way on.

    *Why a link, no button:* behind a switch of pages the browser's way back is an address that never was.
    """
    chosen = _chosen(vacancy)
    if not chosen:
        return
    with st.bottom, st.container(horizontal=True, vertical_alignment="center", width=1240):
        numbers = [f"{number}" for number in chosen.values()]
        st.markdown(f"{'Candidates' if len(numbers) > 1 else 'Candidate'} {listed(numbers, most=6)}")
        if len(chosen) < 2:
            st.caption("Tick another one to compare them.")
        elif len(chosen) > MOST_COMPARED:
            st.caption(f"Tick no more than {MOST_COMPARED}.")
        else:
            st.page_link(
                "pages/compare_candidates.py",
                label="**Compare**",
                icon=":material/compare_arrows:",
                query_params=[("candidate", key) for key in chosen],
            )
        st.button("Untick all", type="tertiary", key="untick", on_click=_untick, args=(vacancy,))


def _chosen(vacancy: Vacancy) -> dict[str, int]:
    """Candidate -> number, in the order in which they were ticked."""
    chosen: dict[str, int] = st.session_state.setdefault(CHOSEN, {}).setdefault(vacancy.id, {})
    return chosen


def _ticked(vacancy: Vacancy, candidate: Candidate, key: str) -> None:
    if st.session_state[key]:
        _chosen(vacancy)[candidate.id] = candidate.number
    else:
        _chosen(vacancy).pop(candidate.id, None)


def _untick(vacancy: Vacancy) -> None:
    for key in _chosen(vacancy):
        st.session_state[f"tick-{key}"] = False
    _chosen(vacancy).clear()
