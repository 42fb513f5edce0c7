"""One click that shows the whole of it on a sample."""

import streamlit as st

from jobwise.errors import JobWiseError
from jobwise.ui.guard import Visit
from jobwise.ui.problems import show


def draw_sample_button(visit: Visit) -> None:
    """Start the sample and go to its progress."""
    if not st.button("Try it with a sample", type="tertiary", icon=":material/science:", key="try-sample"):
        return
    try:
        made = visit.applications.start_sample(visit.actor)
    except JobWiseError as error:
        show(error)
    else:
        st.switch_page("pages/progress.py", query_params={"id": made})
