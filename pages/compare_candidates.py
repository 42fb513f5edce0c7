"""Candidates of a vacancy side by side."""

import streamlit as st

from jobwise.services.vacancies import RECRUITING
from jobwise.ui.candidate_comparison import draw_candidates
from jobwise.ui.guard import admitted

visit = admitted(*RECRUITING)

with st.container(width=1240):
    draw_candidates(visit, st.query_params.get_all("candidate"))
