"""The form of a new experiment: what is asked, what is held against what, and what it may cost."""

import streamlit as st

from jobwise.domain.experiment import MOST_REPEATS, ExperimentPlan, Scope
from jobwise.domain.model_call import ModelChoice, money
from jobwise.errors import JobWiseError
from jobwise.services.asking import TAKEN_OUT, UNPRICED
from jobwise.services.experiment_plan import MOST_USD, TRIED, plan_of
from jobwise.services.experiments import ExperimentEstimate
from jobwise.ui.experiment_rows import PAGE
from jobwise.ui.guard import Visit
from jobwise.ui.problems import show
from jobwise.ui.text import counted, plain, quoted

STARTED, RECKONED = "experiment-started", "experiment-reckoned"
_SCOPES: dict[Scope, str] = {
    "stage": "The version's own step, the rest by the offline engine",
    "whole": "Every step that a model can do",
}
_LINES = "openai:NAME http://localhost:11434/v1 free"


def go_to_started() -> None:
    """Open the experiment that was just started."""
    if started := st.session_state.get(STARTED):
        st.session_state["experiment-question"] = ""
        st.switch_page(PAGE, query_params={"id": started.pop()})


def draw_form(visit: Visit, *, can_go_back: bool) -> None:
    """Three cards, then what it would cost. What was chosen stays when it is refused."""
    with st.container(border=True, key="card-question"):
        st.header("What you want to find out", anchor=False)
        question = st.text_input(
            "Question",
            key="experiment-question",
            placeholder="Does it write better letters when it is told the tone?",
            persist_state="session",
        )
        sets = {one.label: one.cases for one in visit.golden_sets.list(visit.actor)}
        golden_set = st.selectbox(
            "Golden set",
            list(sets),
            format_func=lambda label: f"{label} · {counted(sets[label], 'case')}",
            key="experiment-set",
        )
    with st.container(border=True, key="card-versions"):
        versions = _versions(visit)
        models, scope = _models(visit)
    with st.container(border=True, key="card-limits"):
        repeats, cap, judge = _limits()
    try:
        plan = plan_of(
            question or "Unnamed",
            golden_set or "",
            versions,
            [None, *models, *visit.experiments.models(visit.actor, st.session_state["experiment-models"])],
            repeats=repeats,
            scope=scope,
            cap_usd=cap,
            judge=next(iter(visit.experiments.models(visit.actor, judge)), None),
        )
        agreed = _consent(plan)
        estimate = _estimate(visit, plan)
    except JobWiseError as error:
        if error.code in ("arms", "no-model"):  # nothing is wrong yet, only not chosen
            st.info(plain(error.message), title=plain(error.title), icon=":material/compare_arrows:")
        else:
            show(error)
        return
    _reckoned(plan, estimate)
    refusal = st.empty()
    with st.container(horizontal=True):
        # No callback: it would start what the page was drawn for before, without what was typed last.
        if st.button(
            "Start experiment", type="primary", icon=":material/play_arrow:", key="start-experiment"
        ):
            with refusal.container():
                _start(visit, plan, question, agreed)
        if can_go_back and st.button("Back to the list", type="tertiary", key="back-to-list"):
            del st.query_params["new"]
            st.rerun()


def _versions(visit: Visit) -> list[str]:
    """The baseline first, then what is held against it."""
    st.header("What is held against what", anchor=False)
    kept = [one for one in visit.prompts.list(visit.actor) if one.version.id in TRIED]
    labels = [one.label for one in kept if one.state != "archived"]
    in_use = {one.label for one in kept if one.state == "active"}
    wanted = st.query_params.get("version", "")
    same = [label for label in labels if label in in_use and label.split("@")[0] == wanted.split("@")[0]]
    first = same[0] if same else next((label for label in labels if label.startswith("engine@")), labels[0])

    def name(label: str) -> str:
        return f"{label} · in use" if label in in_use else label

    baseline = st.selectbox(
        "Baseline", labels, index=labels.index(first), format_func=name, key="experiment-baseline"
    )
    others = [label for label in labels if label != baseline]
    against = st.pills(
        "Held against it",
        others,
        selection_mode="multi",
        default=[label for label in others if label == wanted],
        format_func=name,
        key="experiment-against",
    )
    if not others:
        st.caption("There is one version alone. Write another one under Prompts, or compare two models.")
    return [baseline, *against]


def _models(visit: Visit) -> tuple[list[ModelChoice], Scope]:
    """What the prompts ask. *Why none is ticked before:* words leave the house by it."""
    known = visit.models.settings(visit.actor).choice
    ticked = known is not None and st.checkbox(
        f"Ask {plain(known.name)} at {plain(known.base_url)}, the model of your settings",
        key="experiment-own-model",
    )
    st.text_area(
        "Other models, one a line" if known else "Models, one a line",
        key="experiment-models",
        height=90,
        placeholder=_LINES,
        help="Provider and name, then the address of its server where it is your own, then “free” where it "
        "costs you nothing.",
        persist_state="session",
    )
    st.caption(
        "Versions of the engine's settings need no model. A key counts for its address alone: your own of "
        "Settings, or the one of this installation."
    )
    scope = st.radio(
        "What a model does", list(_SCOPES), format_func=_SCOPES.__getitem__, key="experiment-scope"
    )
    return ([known] if ticked and known else []), scope


def _limits() -> tuple[int, float, str]:
    st.header("How often, and for how much", anchor=False)
    often, much = st.columns(2)
    repeats = often.number_input(
        "Times each case is tried",
        1,
        MOST_REPEATS,
        1,
        key="experiment-repeats",
        help="A model says things another way each time. Repeats make its average surer; the offline engine "
        "says the same each time.",
    )
    cap = much.number_input(
        "Limit in US dollars",
        0.0,
        MOST_USD,
        1.0,
        step=0.5,
        key="experiment-cap",
        help="For this experiment as a whole. The limits of your settings do not count here.",
    )
    judge = st.text_input(
        "A model as judge, if you want one",
        key="experiment-judge",
        placeholder=_LINES,
        help="It sees two texts without names, in both orders, and says which reads better. It is none of "
        "the writers.",
    )
    return repeats, cap, judge


def _consent(plan: ExperimentPlan) -> bool:
    if not plan.addresses:
        return True
    where = " and ".join(quoted(address) for address in plan.addresses)
    st.markdown(
        f":small[What is sent to {where}: the facts and ads of the cases, and the lines written from them. "
        f"Taken out first: {TAKEN_OUT.replace('your ', 'the ', 1)}.]"
    )
    tick = f"experiment-agreed-{'-'.join(plan.addresses)}"  # another address has a tick of its own
    return st.checkbox("The words of the cases may be sent there", key=tick)


def _estimate(visit: Visit, plan: ExperimentPlan) -> ExperimentEstimate:
    """*Why remembered:* cases are worked through for it, and every click draws the page anew."""
    kept = st.session_state.get(RECKONED)
    if kept is None or kept[0] != plan:
        with st.spinner("Reckoning what it would do and cost"):
            kept = st.session_state[RECKONED] = (plan, visit.experiments.estimate(visit.actor, plan))
    return kept[1]


def _reckoned(plan: ExperimentPlan, estimate: ExperimentEstimate) -> None:
    words = (
        f"**{counted(estimate.cells, 'piece')} of work**: {counted(len(plan.arms), 'way')} to write, each on "
        "every case."
    )
    if estimate.cached:
        words += f" {estimate.cached:,} of them were done before and cost nothing."
    if plan.addresses:
        unknown = "" if estimate.known else f" {UNPRICED}"
        limit = " It may stop at the limit before the end." if estimate.likely > plan.cap_usd else ""
        words += (
            f" Likely {plain(money(estimate.likely))}, {plain(money(estimate.most))} at the most, and never "
            f"more than {plain(money(plan.cap_usd))}.{unknown}{limit}"
        )
    else:
        words += " Nothing is sent anywhere, and nothing is paid."
    st.info(words, icon=":material/calculate:")


def _start(visit: Visit, plan: ExperimentPlan, question: str, agreed: bool) -> None:
    """*Why a list that is there before:* a second click ends this run where it next touches the page's state,
    and would start a second experiment if what was started were not known by then."""
    started = st.session_state.setdefault(STARTED, [])
    try:
        named = plan.model_copy(update={"question": question.strip()})
        if not named.question:
            plan_of("", plan.golden_set, (), ())
        started.append(visit.experiments.start(visit.actor, named, agreed=agreed))
    except JobWiseError as error:
        show(error)
    else:
        st.rerun()
