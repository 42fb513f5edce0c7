"""An experiment as it goes."""

import streamlit as st

from jobwise.domain.experiment import Experiment
from jobwise.domain.model_call import money
from jobwise.errors import JobWiseError
from jobwise.services.experiment_desk import OPEN
from jobwise.ui.guard import Visit
from jobwise.ui.problems import told
from jobwise.ui.text import counted, plain

EVERY_SECONDS = 1.0


def draw_progress(visit: Visit, experiment: Experiment) -> None:
    """How much is done and spent, until it ends; the page then draws itself anew."""
    _watch(visit, experiment.id)
    st.caption(
        "You can leave this page. The work goes on. The verdict waits for the end: whoever looks before, and "
        "stops when it looks well, takes chance for a difference."
    )


@st.fragment(run_every=EVERY_SECONDS)
def _watch(visit: Visit, experiment_id: str) -> None:
    try:
        experiment = visit.experiments.get(visit.actor, experiment_id)
    except JobWiseError:  # deleted meanwhile, or logged out: the page will say so
        st.rerun()
    if experiment.state not in OPEN:
        st.rerun()
    progress, plan = experiment.progress, experiment.plan
    ended = progress.done + progress.failed
    with st.container(border=True, key="card-progress"):
        words, action = st.columns([4, 1], vertical_alignment="center")
        waits = "**Waiting for its turn**" if experiment.state == "waiting" else "**At work**"
        spent = f" · {money(progress.spent_usd)} of {money(plan.cap_usd)} spent" if plan.addresses else ""
        words.markdown(f"{waits}  \n:small[{plain(_counted(experiment) + spent)}]")
        with action, st.container(horizontal_alignment="right"):
            if st.button("Stop", icon=":material/stop_circle:", key="stop"):
                with told():
                    visit.experiments.stop(visit.actor, experiment_id)
                    st.rerun()
        st.progress(ended / max(progress.cells, 1))


def _counted(experiment: Experiment) -> str:
    progress = experiment.progress
    parts = [f"{progress.done + progress.failed:,} of {counted(progress.cells, 'piece')} done"]
    if progress.cached:
        parts.append(f"{progress.cached:,} taken over from before")
    if progress.failed:
        parts.append(f"{progress.failed:,} failed")
    return " · ".join(parts)
