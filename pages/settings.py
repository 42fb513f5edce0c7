"""Settings: who writes the words, one's own account, and one's programs."""

import streamlit as st

from jobwise.ui.account_settings import draw_password, draw_sessions
from jobwise.ui.guard import admitted
from jobwise.ui.model_form import draw_model
from jobwise.ui.programs_section import draw_programs
from jobwise.ui.second_factor import draw_second_factor

visit = admitted()

with st.container(width=780):
    st.title("Settings", anchor=False)
    draw_model(visit)
    if visit.has_account:
        draw_password(visit)
        draw_second_factor(visit)
        draw_sessions(visit)
    draw_programs(visit)
