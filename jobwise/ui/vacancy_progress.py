"""How far the reading and scoring is, while somebody watches."""

import streamlit as st

from jobwise.domain.vacancy import Vacancy, VacancyProgress
from jobwise.errors import JobWiseError
from jobwise.ui.guard import Visit
from jobwise.ui.text import counted

EVERY_SECONDS = 1.0


def draw_progress(visit: Visit, vacancy: Vacancy, progress: VacancyProgress) -> None:
    """Nothing when all is done; the page draws itself anew when it is."""
    if progress.working:
        _watch(visit, vacancy.id)


@st.fragment(run_every=EVERY_SECONDS)
def _watch(visit: Visit, vacancy_id: str) -> None:
    try:
        progress = visit.vacancies.progress(visit.actor, vacancy_id)
    except JobWiseError:  # deleted meanwhile: the page will say so
        st.rerun()
    if not progress.working:
        st.rerun()
    left = progress.waiting + progress.unscored
    done = progress.scored + progress.failed + progress.same
    with st.container(border=True, key="card-progress"):
        st.progress(done / (done + left), f"{done:,} of {counted(done + left, 'file')} read and scored")
        st.caption("You may leave this page. The work goes on, and the ranking below shows who is done.")
