"""Experiments: what was tried and what came of it, or a new one."""

import streamlit as st

from jobwise.domain.role import Role
from jobwise.ui.experiment_form import draw_form, go_to_started
from jobwise.ui.experiment_rows import draw_experiment
from jobwise.ui.guard import admitted

visit = admitted(Role.PROMPT_EDITOR)
go_to_started()

with st.container(width=1240):
    words, action = st.columns([3, 2], vertical_alignment="bottom")
    words.title("Experiments", anchor=False)
    made = visit.experiments.list(visit.actor)
    if not made:
        st.markdown(
            "No experiments yet. Hold two versions against each other on a golden set, and learn whether one "
            "writes better, or whether nobody can tell."
        )
    elif "new" not in st.query_params:
        with action, st.container(horizontal_alignment="right", key="actions-list"):
            if st.button("New experiment", type="primary", icon=":material/add_circle:", key="new"):
                st.query_params["new"] = "1"
                st.rerun()
        for experiment in made:
            draw_experiment(visit, experiment)
        st.stop()
    with st.container(width=780):
        draw_form(visit, can_go_back=bool(made))
