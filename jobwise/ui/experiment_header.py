"""The head of an experiment: its question, how it stands, and what can be done with it."""

from functools import partial

import streamlit as st

from jobwise.domain.experiment import Experiment
from jobwise.domain.model_call import money
from jobwise.errors import JobWiseError
from jobwise.services.experiment_plan import ENGINE, MOST_USD
from jobwise.ui.asking import ask
from jobwise.ui.experiment_words import STATES, told_plan
from jobwise.ui.guard import Visit
from jobwise.ui.problems import show
from jobwise.ui.text import counted, moment, plain

MORE, REFUSED = "experiment-more", "experiment-refused"
_TITLES = {
    "stopped": "Stopped by you or somebody of the team",
    "capped": "The limit of cost was reached",
    "failed": "It broke off",
}


def draw_header(visit: Visit, experiment: Experiment) -> None:
    """The question as title, and the plan below it."""
    st.page_link("pages/experiments.py", label="Experiments", icon=":material/arrow_back:")
    words, actions = st.columns([3, 1], vertical_alignment="bottom")
    with words, st.container(gap="xxsmall"):
        st.title(plain(experiment.plan.question), anchor=False)
        st.markdown(
            f"{STATES[experiment.state]} :small[{plain(told_plan(experiment))} · {moment(experiment.at)}]"
        )
    with actions, st.container(horizontal=True, horizontal_alignment="right", key="actions-head"):
        if experiment.progress.done:
            with st.popover("Download", icon=":material/download:", key="experiment-files"):
                _downloads(visit, experiment)
        more = st.popover("More", icon=":material/more_vert:", key=MORE, on_change="rerun")
        with more:
            if st.button(
                ":red[Delete experiment]",
                icon=":material/delete:",
                type="tertiary",
                key="delete-experiment",
                on_click=_close_more,
            ):
                ask(
                    "Delete this experiment?",
                    "Its results, figures and notes go, and what they prove. Versions and golden sets stay.",
                    "Keep it",
                    "Delete experiment",
                    lambda: _delete(visit, experiment),
                )


def _downloads(visit: Visit, experiment: Experiment) -> None:
    """Each made when it is asked for."""
    files = [("Figures as CSV", "csv", visit.experiments.csv)]
    if any(arm.model and not arm.version.startswith(f"{ENGINE}@") for arm in experiment.plan.arms):
        files.append(("Prompts and cases for promptfoo", "yaml", visit.experiments.promptfoo))
    for label, suffix, make in files:
        st.download_button(
            label,
            partial(make, visit.actor, experiment.id),
            file_name=f"experiment-{experiment.id[:8]}.{suffix}",
            mime="text/csv" if suffix == "csv" else "application/yaml",
            on_click="ignore",
            icon=":material/download:",
            type="tertiary",
            key=f"download-{suffix}",
        )


def draw_standing(visit: Visit, experiment: Experiment) -> None:
    """Why it ended before all was done, with the way on; and what has changed since."""
    progress = experiment.progress
    if REFUSED in st.session_state:
        show(st.session_state.pop(REFUSED))
    if experiment.state != "done" or progress.failed:
        with st.container(border=True, key="card-standing"):
            _way_on(visit, experiment)
    if newer := visit.experiments.newer_set(visit.actor, experiment.plan):
        st.caption(f"The set has changed since: there is {plain(newer)}. This experiment stays with its own.")


def _way_on(visit: Visit, experiment: Experiment) -> None:
    progress = experiment.progress
    title = _TITLES.get(experiment.state, f"{counted(progress.failed, 'piece')} failed")
    left = progress.cells - progress.done - progress.failed
    done = f"{progress.done:,} of {counted(progress.cells, 'piece')} done"
    st.warning(
        plain(" ".join(filter(None, (experiment.trouble, f"{done}, {left:,} to do.")))),
        title=title,
        icon=":material/warning:",
    )
    cap = None
    if experiment.plan.addresses:
        cap = st.number_input(
            "Limit in US dollars",
            0.0,
            MOST_USD,
            experiment.plan.cap_usd,
            step=0.5,
            key="resume-cap",
            help=f"{money(progress.spent_usd)} is spent.",
        )
    st.button(
        "Resume",
        type="primary",
        icon=":material/play_arrow:",
        key="resume",
        on_click=_resume,
        args=(visit, experiment, "resume-cap" if cap is not None else ""),
    )


def _resume(visit: Visit, experiment: Experiment, cap: str) -> None:
    try:
        visit.experiments.resume(visit.actor, experiment.id, st.session_state[cap] if cap else None)
    except JobWiseError as error:
        st.session_state[REFUSED] = error


def _close_more() -> None:
    """The menu would stay open behind the question."""
    st.session_state[MORE] = False


def _delete(visit: Visit, experiment: Experiment) -> None:
    visit.experiments.delete(visit.actor, experiment.id)
    st.switch_page("pages/experiments.py", query_params={})
