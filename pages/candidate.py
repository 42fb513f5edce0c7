"""One candidate of a vacancy. *Why a page of its own:* a link to the page that is open changes no address."""

import streamlit as st

from jobwise.services.vacancies import RECRUITING
from jobwise.ui.candidate_view import draw_candidate
from jobwise.ui.guard import admitted

visit = admitted(*RECRUITING)

with st.container(width=1240):
    draw_candidate(visit, st.query_params.get("id", ""))
