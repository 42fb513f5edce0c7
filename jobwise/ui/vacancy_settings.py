"""What a recruiter sets for one vacancy, and what they tell those who apply."""

import streamlit as st

from jobwise.domain.vacancy import Vacancy
from jobwise.errors import JobWiseError
from jobwise.pipeline.candidate_notice import CONTACT, candidate_notice
from jobwise.services.retention import MOST_DAYS
from jobwise.ui.guard import Visit
from jobwise.ui.problems import show
from jobwise.ui.text import counted


def ask_settings(visit: Visit, vacancy: Vacancy) -> None:
    """Open the form."""
    st.dialog("Settings of this vacancy")(_settings)(visit, vacancy)


def show_notice(visit: Visit, vacancy: Vacancy) -> None:
    """Open the text to copy."""
    st.dialog("Notice for candidates", width="medium")(_notice)(visit, vacancy)


def _settings(visit: Visit, vacancy: Vacancy) -> None:
    days = visit.retention.days
    with st.form("vacancy-settings-form", border=False):
        hides = st.toggle("Hide names of schools too", vacancy.hides_schools, key="hides-schools")
        st.caption("Of everybody whom you did not reveal. The score stays the same.")
        keep = st.number_input(
            "Delete this vacancy with its candidates after so many days without a change",
            min_value=1,
            max_value=MOST_DAYS,
            value=vacancy.keep_days,
            placeholder="Not set",
            key="keep-days",
        )
        st.caption(
            "Whatever you do with it or its candidates, other than looking, is a change. You are told on My "
            "data before it goes. "
            + (f"Here everything goes after {counted(days, 'day')} at the latest." if days else "")
        )
        saves = st.form_submit_button("Save settings", type="primary")
    if saves:
        try:
            visit.retention.keep_for(visit.actor, vacancy.id, keep)
            visit.vacancies.hide_schools(visit.actor, vacancy.id, hides)
        except JobWiseError as error:
            show(error)
        else:
            st.rerun()


def _notice(visit: Visit, vacancy: Vacancy) -> None:
    st.markdown(
        f"For the ad, or for the mail that confirms an application. Put your data in the place of {CONTACT}, "
        "and read each sentence: you promise what it says. Laws may ask for more than it holds."
    )
    st.code(candidate_notice(vacancy, visit.retention.days), language=None, wrap_lines=True)
