"""A vacancy: its ranking, the heat map, what it asks, whether it is fair, and its files."""

import streamlit as st

from jobwise.errors import JobWiseError
from jobwise.services.vacancies import RECRUITING
from jobwise.ui.candidate_files import draw_files
from jobwise.ui.fairness_tab import draw_fairness
from jobwise.ui.guard import admitted
from jobwise.ui.heat_map import draw_heat_map
from jobwise.ui.problems import show
from jobwise.ui.ranking_tab import draw_ranking
from jobwise.ui.rubric_tab import draw_rubric
from jobwise.ui.vacancy_header import draw_header
from jobwise.ui.vacancy_progress import draw_progress

visit = admitted(*RECRUITING)

with st.container(width=1240):
    try:
        vacancy = visit.vacancies.get(visit.actor, st.query_params.get("id", ""))
        progress = visit.vacancies.progress(visit.actor, vacancy.id)
    except JobWiseError as error:
        st.title("Vacancy", anchor=False)
        show(error)
        st.page_link("pages/vacancies.py", label="Vacancies", icon=":material/groups:")
        st.stop()
    draw_header(visit, vacancy, progress)
    draw_progress(visit, vacancy, progress)
    ranking, map_, asked, fairness, files = st.tabs(
        ["Ranking", "Heat map", "What is asked", "Fairness", "Files"],
        key="tab",
        on_change="rerun",
        bind="query-params",
    )
    if ranking.open:
        with ranking:
            draw_ranking(visit, vacancy, progress)
    if map_.open:
        with map_:
            draw_heat_map(visit, vacancy, progress)
    if asked.open:
        with asked:
            draw_rubric(visit, vacancy)
    if fairness.open:
        with fairness:
            draw_fairness(visit, vacancy, progress)
    if files.open:
        with files:
            draw_files(visit, vacancy, progress)
