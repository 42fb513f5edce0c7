"""A run of an application: its progress, then its end.

*Why a page of its own:* a link to the page that is shown changes nothing, so *New application* beside it
would lead from here to no empty form.
"""

import streamlit as st

from jobwise.errors import JobWiseError
from jobwise.services.applications import OPEN_STATES
from jobwise.ui.guard import admitted
from jobwise.ui.header import title_of
from jobwise.ui.problems import show
from jobwise.ui.progress import draw_run
from jobwise.ui.text import beginning, plain, quoted

visit = admitted()

with st.container(width=780):
    try:
        application = visit.applications.get(visit.actor, st.query_params.get("id", ""))
    except JobWiseError as error:
        st.title("New application", anchor=False)
        show(error)
        if st.button("New application", type="primary", icon=":material/add_circle:"):
            st.switch_page("pages/new_application.py")
        st.stop()
    ended = application.state not in OPEN_STATES
    read = ended and application.analysis is not None
    st.title(plain(title_of(application)) if read else "New application", anchor=False)
    if ended and not read:
        st.caption(f"The ad begins: {quoted(beginning(application.job_text))}")
    draw_run(visit, application)
