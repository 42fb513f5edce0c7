"""Vacancies as rows of a list."""

import streamlit as st

from jobwise.domain.vacancy import VacancySummary
from jobwise.ui.text import counted, day, plain


def draw_vacancy(summary: VacancySummary) -> None:
    """Job as a link, when it was made, how many applied, and what waits for somebody."""
    with st.container(border=True, key=f"card-row-{summary.id}"):
        job, words, marks = st.columns([6, 4, 3], vertical_alignment="center")
    job.page_link(
        "pages/vacancy.py",
        label=f"**{plain(summary.title)}**",
        icon=":material/groups:",
        query_params={"id": summary.id},
    )
    people = counted(summary.candidates, "candidate") if summary.candidates else "no candidates yet"
    words.markdown(f":small[{day(summary.created_at)} · {people}]")
    told = []
    if summary.waiting:
        told.append(f":gray-badge[:material/progress_activity: {summary.waiting} being read]")
    if summary.failed:
        told.append(f":orange-badge[:material/help: {summary.failed} not readable]")
    if summary.shortlisted:
        told.append(f":green-badge[:material/check_circle: {summary.shortlisted} on the shortlist]")
    marks.markdown(" ".join(told))
