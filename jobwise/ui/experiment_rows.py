"""Experiments as rows of a list."""

import streamlit as st

from jobwise.domain.experiment import Experiment
from jobwise.domain.model_call import money
from jobwise.services.experiment_desk import OPEN
from jobwise.ui.experiment_words import STATES, UNTRUE, VERDICTS, told_plan
from jobwise.ui.guard import Visit
from jobwise.ui.text import day, plain

PAGE = "pages/experiment.py"


def draw_experiment(visit: Visit, experiment: Experiment) -> None:
    """The question as a link, what is tried, and the verdict or how far it is."""
    with st.container(border=True, key=f"card-row-{experiment.id}"):
        question, words, marks = st.columns([6, 5, 3], vertical_alignment="center")
    question.page_link(
        PAGE,
        label=f"**{plain(experiment.plan.question)}**",
        icon=":material/science:",
        query_params={"id": experiment.id},
    )
    cost = f" · {money(experiment.progress.spent_usd)}" if experiment.progress.spent_usd else ""
    words.markdown(f":small[{plain(told_plan(experiment))} · {plain(day(experiment.at) + cost)}]")
    marks.markdown(" ".join(_marks(visit, experiment)))


def _marks(visit: Visit, experiment: Experiment) -> list[str]:
    progress = experiment.progress
    if experiment.state in OPEN:
        return [STATES[experiment.state], f":small[{progress.done + progress.failed} of {progress.cells}]"]
    if experiment.state != "done":
        return [STATES[experiment.state]]
    compared = visit.experiments.verdicts(visit.actor, experiment.id)
    marks = [VERDICTS[kind] for kind in dict.fromkeys(one.verdict for one in compared)]
    return marks + [UNTRUE] * any(one.truth_is_worse for one in compared)
