"""Settings: who writes the words."""

import streamlit as st

from jobwise.ui.guard import admitted
from jobwise.ui.model_form import draw_model

visit = admitted()

with st.container(width=780):
    st.title("Settings", anchor=False)
    draw_model(visit)
