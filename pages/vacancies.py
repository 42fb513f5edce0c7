"""Vacancies: make one of an ad, or open one."""

import streamlit as st

from jobwise.services.vacancies import RECRUITING
from jobwise.ui.guard import admitted
from jobwise.ui.vacancy_form import draw_form, go_to_made
from jobwise.ui.vacancy_rows import draw_vacancy

visit = admitted(*RECRUITING)
go_to_made()

with st.container(width=1240):
    words, action = st.columns([3, 2], vertical_alignment="bottom")
    words.title("Vacancies", anchor=False)
    made = visit.vacancies.list(visit.actor)
    if not made:
        st.markdown(
            "No vacancies yet. Paste the ad, add the résumés that came, and JobWise ranks them and says why."
        )
    elif "new" not in st.query_params:
        with action, st.container(horizontal_alignment="right", key="actions-list"):
            if st.button("New vacancy", type="primary", icon=":material/add_circle:", key="new"):
                st.query_params["new"] = "1"
                st.rerun()
        for summary in made:
            draw_vacancy(summary)
        st.stop()
    with st.container(width=780):
        draw_form(visit, can_go_back=bool(made))
