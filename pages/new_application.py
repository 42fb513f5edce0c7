"""A new application: the ad goes in, and its progress takes the form's place."""

import streamlit as st

from jobwise.errors import JobWiseError
from jobwise.ui.guard import admitted
from jobwise.ui.job_form import draw_form
from jobwise.ui.problems import show
from jobwise.ui.progress import draw_run

visit = admitted()

with st.container(width=780):
    st.title("New application", anchor=False)
    if "id" not in st.query_params:
        draw_form(visit)
        st.stop()
    try:
        application = visit.applications.get(visit.actor, st.query_params["id"])
    except JobWiseError as error:
        show(error)
        if st.button("New application", type="primary", icon=":material/add_circle:"):
            st.query_params.clear()
            st.rerun()
        st.stop()
    draw_run(visit, application)
