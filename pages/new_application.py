"""A new application: the ad goes in. Its progress has a page of its own."""

import streamlit as st

from jobwise.ui.guard import admitted
from jobwise.ui.job_form import draw_form

visit = admitted()

with st.container(width=780):
    if "id" in st.query_params:  # an address from before the progress had its page
        st.switch_page("pages/progress.py", query_params={"id": st.query_params["id"]})
    st.title("New application", anchor=False)
    draw_form(visit)
