"""An experiment: how far it is, then what came of it."""

import streamlit as st

from jobwise.domain.role import Role
from jobwise.errors import JobWiseError
from jobwise.services.experiment_desk import OPEN
from jobwise.ui.experiment_cases import draw_cases
from jobwise.ui.experiment_header import draw_header, draw_standing
from jobwise.ui.experiment_progress import draw_progress
from jobwise.ui.experiment_results import draw_judgement, draw_results
from jobwise.ui.guard import admitted
from jobwise.ui.problems import show

visit = admitted(Role.PROMPT_EDITOR)

with st.container(width=1240):
    try:
        experiment = visit.experiments.get(visit.actor, st.query_params.get("id", ""))
    except JobWiseError as error:
        st.title("Experiment", anchor=False)
        show(error)
        st.page_link("pages/experiments.py", label="Experiments", icon=":material/science:")
        st.stop()
    draw_header(visit, experiment)
    if experiment.state in OPEN:
        draw_progress(visit, experiment)
        st.stop()
    draw_standing(visit, experiment)
    compared = visit.experiments.verdicts(visit.actor, experiment.id)
    if not experiment.progress.done:
        st.markdown("No case was done, so there is nothing to compare.")
        st.stop()
    draw_results(experiment, compared)
    if judged := visit.experiments.judgement(visit.actor, experiment.id):
        draw_judgement(judged)
    draw_cases(visit, experiment, compared)
