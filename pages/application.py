"""One application: score, requirements, documents, and how it was made."""

import streamlit as st

from jobwise.errors import JobWiseError
from jobwise.services.applications import OPEN_STATES
from jobwise.ui.documents_tab import draw_documents
from jobwise.ui.guard import admitted
from jobwise.ui.header import draw_header
from jobwise.ui.history_tab import draw_history
from jobwise.ui.outcome import draw_moved
from jobwise.ui.overview import draw_overview
from jobwise.ui.problems import show
from jobwise.ui.progress import draw_run
from jobwise.ui.requirements_tab import draw_requirements
from jobwise.ui.tracked_tab import draw_tracked

visit = admitted()

TABS = {
    "Overview": draw_overview,
    "Requirements": draw_requirements,
    "Documents": draw_documents,
    "Notes and dates": lambda visit, application, _: draw_tracked(visit, application),
    "How it was made": draw_history,
}

with st.container(width=1240):
    try:
        application = visit.applications.get(visit.actor, st.query_params.get("id", ""))
    except JobWiseError as error:
        st.title("Application", anchor=False)
        show(error)
        st.page_link("pages/applications.py", label="Applications", icon=":material/folder_open:")
        st.stop()
    draw_header(visit, application)
    draw_moved()
    if application.report is None or application.state in OPEN_STATES:
        with st.container(width=780):
            draw_run(visit, application)
        if application.state not in OPEN_STATES:
            draw_tracked(visit, application)
        st.stop()
    tabs = st.tabs(list(TABS), key="tab", on_change="rerun", bind="query-params")
    for tab, draw in zip(tabs, TABS.values(), strict=True):
        if tab.open:
            with tab:
                draw(visit, application, application.report)
