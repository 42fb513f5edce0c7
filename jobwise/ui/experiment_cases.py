"""An experiment case by case: what changed most, and both texts of a case side by side."""

from collections.abc import Sequence

import streamlit as st

from jobwise.domain.experiment import Comparison, Experiment, Measure
from jobwise.errors import JobWiseError
from jobwise.pipeline.case_changes import CaseChange, case_changes
from jobwise.ui.experiment_chart import draw_changes
from jobwise.ui.experiment_texts import draw_texts
from jobwise.ui.experiment_words import MEASURES, amount, arm_name, change
from jobwise.ui.guard import Visit
from jobwise.ui.problems import show
from jobwise.ui.text import counted, moment, plain

ARM, MEASURE, CASE, REPEAT = "arm", "measure", "case", "repeat"
"""Keys of the fields, and what they are called in the address. What is chosen stands there as it is shown."""
_NOTE, _FAILED, _CLICKED = "case-note", "case-note-failed", "case-clicked"


def draw_cases(visit: Visit, experiment: Experiment, compared: Sequence[Comparison]) -> None:
    """Which version and which measure, the picture, then one case."""
    st.header("Case by case", anchor=False)
    arms = experiment.plan.arms
    which, what = st.columns(2)
    with which:
        numbers = {str(one.arm + 1): one for one in compared}
        number = st.selectbox(
            "Version",
            list(numbers),
            format_func=lambda key: f"{key}. {arm_name(arms[numbers[key].arm])}",
            key=ARM,
            bind="query-params",
        )
    one = numbers[number]
    measured = {each.measure: each for each in one.measures}
    with what:
        names = [measure.value for measure in MEASURES if measure in measured]
        name = st.selectbox(
            "Measure",
            names,
            format_func=lambda value: MEASURES[Measure(value)],
            index=names.index(_telling(one)) if names else None,
            key=MEASURE,
            bind="query-params",
        )
    if name is None:
        st.markdown("No case was done by both, so there is nothing to compare.")
        return
    measure = Measure(name)
    cells = visit.experiments.cells(visit.actor, experiment.id)
    changes = case_changes(cells, one.arm, one.baseline, measure)
    alike = sum(not each.change for each in changes)
    with st.container(border=True, key="card-changes"):
        st.markdown(
            f"{counted(len(changes) - alike, 'case')} changed, {alike:,} stayed alike. "
            f"On average {change(measured[measure].difference.mean)}."
        )
        if alike < len(changes):
            clicked = draw_changes(changes, measured[measure], key="case-chart")
            if clicked and clicked != st.session_state.get(_CLICKED):
                st.session_state[CASE] = clicked
            st.session_state[_CLICKED] = clicked
    _one_case(visit, experiment, one, measure, changes)


def _telling(one: Comparison) -> str:
    """The measure that differs most surely; among those that do not differ, the first."""
    order = list(MEASURES)
    decides = [each for each in one.measures if each.p_holm is not None] or one.measures
    return min(decides, key=lambda each: (each.p, order.index(each.measure))).measure.value


def _one_case(
    visit: Visit,
    experiment: Experiment,
    one: Comparison,
    measure: Measure,
    changes: Sequence[CaseChange],
) -> None:
    by_id = {each.case_id: each for each in changes}
    with st.container(border=True, key="card-case"):
        case_id = st.selectbox(
            "Case",
            list(by_id),
            key=CASE,
            bind="query-params",
            help="Those that the version does the least good to stand first.",
        )
        shown = by_id[case_id]
        st.markdown(
            f"{MEASURES[measure]}: {amount(shown.baseline)}, then {amount(shown.arm)} "
            f"({change(shown.change)})."
        )
        repeat = 0
        if experiment.plan.repeats > 1:
            repeats = [str(number + 1) for number in range(experiment.plan.repeats)]
            repeat = int(st.selectbox("Repeat", repeats, key=REPEAT, bind="query-params")) - 1
        try:
            case = visit.experiments.case(visit.actor, experiment.id, case_id)
            results = visit.experiments.texts(visit.actor, experiment.id, case_id, repeat)
        except JobWiseError as error:
            show(error)
            return
        st.subheader(plain(case.title), anchor=False)
        with st.expander("The ad"):
            st.text(case.job_text)
        draw_texts(experiment, one, results)
        _notes(visit, experiment, case_id)


def _notes(visit: Visit, experiment: Experiment, case_id: str) -> None:
    st.subheader("Notes", anchor=False)
    for note in visit.experiments.notes(visit.actor, experiment.id):
        if note.case_id == case_id:
            st.markdown(f"{plain(note.text)}  \n:small[{plain(note.author)} · {moment(note.at)}]")
    field = f"{_NOTE}-{case_id}"
    st.text_area("What you noticed on this case", key=field, height=80)
    if _FAILED in st.session_state:
        show(st.session_state.pop(_FAILED))
    st.button(
        "Keep note",
        icon=":material/sticky_note_2:",
        key="keep-note",
        on_click=_keep,
        args=(visit, experiment, case_id, field),
    )


def _keep(visit: Visit, experiment: Experiment, case_id: str, field: str) -> None:
    try:
        visit.experiments.note(visit.actor, experiment.id, case_id, st.session_state[field])
    except JobWiseError as error:
        st.session_state[_FAILED] = error
    else:
        st.session_state[field] = ""
