"""A run of an application: its progress, then its end.

*Why a page of its own:* a link to the page that is shown changes nothing, so *New application* beside it
would lead from here to no empty form.
"""

import streamlit as st

from jobwise.errors import JobWiseError
from jobwise.ui.guard import admitted
from jobwise.ui.problems import show
from jobwise.ui.progress import draw_run

visit = admitted()

with st.container(width=780):
    st.title("New application", anchor=False)
    try:
        application = visit.applications.get(visit.actor, st.query_params.get("id", ""))
    except JobWiseError as error:
        show(error)
        if st.button("New application", type="primary", icon=":material/add_circle:"):
            st.switch_page("pages/new_application.py")
        st.stop()
    draw_run(visit, application)
