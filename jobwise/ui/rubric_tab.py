"""What a vacancy asks: as the ad was read, as the recruiter corrected it, and every version of that."""

from collections.abc import Sequence
from typing import Any, Literal

import streamlit as st

from jobwise.domain.posting import Importance, Requirement
from jobwise.domain.vacancy import RubricEdit, Vacancy
from jobwise.errors import JobWiseError
from jobwise.pipeline.requirement_rows import name_of
from jobwise.ui.guard import Visit
from jobwise.ui.problems import show
from jobwise.ui.text import moment, plain

MUST, NICE, OUT = "Must-have", "Nice to have", "Leave out"
_COUNTS: dict[str, Literal["must", "nice", "out"]] = {MUST: "must", NICE: "nice", OUT: "out"}
_WEIGHTS = {"Half": 0.5, "Normal": 1.0, "Double": 2.0}
_GROUPS = ("", "A", "B", "C", "D", "E", "F", "G", "H")
FAILED, TURN = "rubric-failed", "rubric-turn"


def draw_rubric(visit: Visit, vacancy: Vacancy) -> None:
    """The grid, a field for what the ad does not say, and the versions."""
    st.caption(
        "Correct what JobWise read from the ad. Each save is a new version with your name and the time, and "
        "everybody is scored anew. Requirements of one group count once and are met by any of them. On "
        "a phone the table is moved sideways."
    )
    asked = vacancy.rubric.analysis.requirements
    out = visit.vacancies.left_out(visit.actor, vacancy.id)
    known = sorted([*asked, *out], key=lambda r: (r.start, r.id))
    groups = _letters(known)
    turn = f"{vacancy.rubric.number}-{st.session_state.get(TURN, 0)}"
    with st.container(border=True, key="card-rubric"):
        rows = [_row(requirement, requirement in asked, groups) for requirement in known]
        key = f"rubric-{turn}"
        st.data_editor(
            rows,
            hide_index=True,
            width="stretch",
            height="content",
            column_order=["Counts as", "What is asked", "Weight", "Any of group", "Years", "Kind"],
            placeholder="",
            disabled=["What is asked", "Kind"],
            key=key,
            alt="What is asked, how it counts, its weight, its group and its years",
            column_config={
                "What is asked": st.column_config.TextColumn(width="large"),
                "Counts as": st.column_config.SelectboxColumn(
                    options=list(_COUNTS), required=True, width=130
                ),
                "Weight": st.column_config.SelectboxColumn(options=list(_WEIGHTS), required=True),
                "Any of group": st.column_config.SelectboxColumn(options=list(_GROUPS)),
                "Years": st.column_config.NumberColumn(min_value=0, max_value=40, step=0.5),
            },
        )
        if (failed := st.session_state.get(FAILED)) and failed[0] == vacancy.id:
            show(failed[1])
        with st.container(horizontal=True):
            st.button(
                "Save a new version",
                type="primary",
                icon=":material/save:",
                key="save-rubric",
                on_click=_save,
                args=(visit, vacancy, known, rows, groups, key),
            )
            if st.button("Undo my changes", type="tertiary", key="undo-rubric"):
                st.session_state[TURN] = st.session_state.get(TURN, 0) + 1
                st.rerun()
    _draw_addition(visit, vacancy)
    _draw_versions(visit, vacancy)


def _row(requirement: Requirement, is_asked: bool, groups: dict[str, str]) -> dict[str, Any]:
    return {
        "What is asked": name_of(requirement),
        "Kind": requirement.kind,
        "Counts as": OUT if not is_asked else MUST if requirement.importance == "must" else NICE,
        "Weight": next((name for name, w in _WEIGHTS.items() if w == requirement.weight), "Normal"),
        "Any of group": groups.get(requirement.group or "", ""),
        "Years": requirement.years,
    }


def _edit(requirement: Requirement, row: dict[str, Any], groups: dict[str, str]) -> RubricEdit:
    """What the grid says of one; a group that was not touched keeps its name."""
    letter = row["Any of group"] or ""
    same = letter == groups.get(requirement.group or "", "")
    kept = next((name for name, one in groups.items() if one == letter), letter)
    return RubricEdit(
        requirement_id=requirement.id,
        counts=_COUNTS[row["Counts as"]],
        weight=_WEIGHTS[row["Weight"]],
        group=(requirement.group or "") if same else kept,
        years=row["Years"] or None,
    )


def _letters(known: Sequence[Requirement]) -> dict[str, str]:
    """Group -> the letter that it is shown as; groups beyond the last letter share it with nobody."""
    names = dict.fromkeys(requirement.group for requirement in known if requirement.group)
    return {name: letter for name, letter in zip(names, _GROUPS[1:], strict=False) if name}


def _save(
    visit: Visit,
    vacancy: Vacancy,
    known: Sequence[Requirement],
    rows: Sequence[dict[str, Any]],
    groups: dict[str, str],
    key: str,
) -> None:
    """*Why in a callback:* the grid is of the version that the page was drawn from, maybe not the newest."""
    st.session_state.pop(FAILED, None)
    typed = st.session_state[key]["edited_rows"]
    edits = [
        _edit(r, row | typed.get(n, {}), groups) for n, (r, row) in enumerate(zip(known, rows, strict=True))
    ]
    try:
        visit.vacancies.change(visit.actor, vacancy.id, edits, based_on=vacancy.rubric.number)
    except JobWiseError as error:
        st.session_state[FAILED] = (vacancy.id, error)


def _draw_addition(visit: Visit, vacancy: Vacancy) -> None:
    with st.form("rubric-add", border=True, clear_on_submit=True):
        words, counts, add = st.columns([5, 2, 1], vertical_alignment="bottom")
        typed = words.text_input("Ask for something that the ad does not say", placeholder="Such as: French")
        kind = counts.selectbox("Counts as", [MUST, NICE])
        adds = add.form_submit_button("Add")
    if adds:
        counts_as: Importance = "must" if kind == MUST else "nice"
        number = vacancy.rubric.number
        try:
            visit.vacancies.ask_too(visit.actor, vacancy.id, typed, counts_as, based_on=number)
        except JobWiseError as error:
            show(error)
        else:
            st.rerun()


def _draw_versions(visit: Visit, vacancy: Vacancy) -> None:
    st.header("Versions", anchor=False)
    for version in visit.vacancies.rubrics(visit.actor, vacancy.id):
        by = "you" if version.by == visit.actor.id else "another account"
        st.markdown(f"**{version.number}** {plain(version.what)}  \n:small[{moment(version.at)}, by {by}]")
