"""Has the model write an application's documents afresh, after it was told what that costs."""

import streamlit as st

from jobwise.domain.account import Application
from jobwise.domain.model_call import ModelChoice, money
from jobwise.errors import JobWiseError
from jobwise.services.asking import UNPRICED
from jobwise.services.model_writing import WRITES
from jobwise.ui.guard import Visit
from jobwise.ui.model_costs import FREE
from jobwise.ui.problems import show, told
from jobwise.ui.text import plain


def draw_rewrite(visit: Visit, application: Application) -> None:
    """The button, where a model is set that writes."""
    choice = visit.models.active(visit.actor)
    tasks = tuple(task for task in WRITES if choice and task in choice.tasks)
    if (
        choice
        and tasks
        and st.button("Write it anew", icon=":material/edit_note:", type="tertiary", key="anew")
    ):
        st.dialog("Write it anew?")(_ask)(visit, application, choice.model_copy(update={"tasks": tasks}))


def _ask(visit: Visit, application: Application, choice: ModelChoice) -> None:
    with told():
        st.markdown(
            plain(f"{choice.model} at {choice.base_url} is asked again. {_cost(visit, application, choice)}")
        )
    st.markdown("The words of now stay: every version is kept, under Documents.")
    with st.container(horizontal=True):
        writes = st.button("Write it anew", icon=":material/edit_note:", type="primary", key="anew-now")
        if st.button("Keep it as it is", type="tertiary", key="keep-wording"):
            st.rerun()
    if writes:
        try:
            visit.applications.retry(visit.actor, application.id, anew=True)
        except JobWiseError as error:
            show(error)
        else:
            st.switch_page("pages/progress.py", query_params={"id": application.id})


def _cost(visit: Visit, application: Application, choice: ModelChoice) -> str:
    cost = visit.models.estimate(choice, application.profile, application.job_text)
    if not cost.most:
        return FREE
    spent = sum(call.cost_usd for call in visit.models.calls(visit.actor, application.id))
    cap = visit.models.settings(visit.actor).run_cap_usd
    known = "" if cost.known else f" {UNPRICED}"
    return (
        f"That costs about {money(cost.likely)}, at most {money(cost.most)}; {money(spent)} of your limit of "
        f"{money(cap)} for this application is spent.{known}"
    )
