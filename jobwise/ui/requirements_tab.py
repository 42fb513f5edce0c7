"""The second tab of an application: every requirement with its verdict and what speaks for it."""

from collections.abc import Sequence

import streamlit as st

from jobwise.domain.account import Application, StoredProfile
from jobwise.domain.ats import AtsReport
from jobwise.pipeline.requirement_rows import Row
from jobwise.ui.answers import ask
from jobwise.ui.evidence import draw_popover, draw_row
from jobwise.ui.guard import Visit
from jobwise.ui.requirement_rows import ORDER, TITLES, rows_of
from jobwise.ui.text import quoted

_ALL = "all"


def draw_requirements(visit: Visit, application: Application, report: AtsReport) -> None:
    """Must-haves first, each with its badge, the ad's words, and the facts behind it."""
    rows = rows_of(application, report.after)
    if not rows:
        st.markdown("The ad names nothing that could be held against your profile.")
        return
    counts: dict[str, int] = {verdict: sum(row.verdict == verdict for row in rows) for verdict in ORDER}
    counts[_ALL] = len(rows)
    chosen = st.segmented_control(
        "Show requirements",
        [_ALL, *ORDER],
        default=_ALL,
        required=True,
        format_func=lambda name: f"{name.capitalize()} {counts[name]}",
        key="verdict",
        label_visibility="collapsed",
    )
    shown = [row for row in rows if chosen in (_ALL, row.verdict)]
    if not shown:
        st.markdown(f"No requirement is {chosen}.")
    stored = visit.profiles.get(visit.actor, application.profile_id)
    for importance, title in TITLES.items():
        group = [row for row in shown if row.importance == importance]
        if group:
            st.header(title, anchor=False)
            with st.container(border=True, key=f"card-{importance}"):
                _rows(visit, application, stored, group)
    _conditions(application)


def _conditions(application: Application) -> None:
    """What the ad asks that a profile does not answer: the person should not miss it."""
    conditions = application.analysis.conditions if application.analysis else ()
    if not conditions:
        return
    st.header("Also in the ad", anchor=False)
    st.caption("Your profile cannot answer these. They count for no score.")
    with st.container(border=True, key="card-conditions"):
        for condition in conditions:
            st.markdown(f"{quoted(condition.text)}  \n:small[{condition.kind.capitalize()}]")


def _rows(visit: Visit, application: Application, stored: StoredProfile, rows: Sequence[Row]) -> None:
    for row in rows:
        words, action = st.columns([7, 2], vertical_alignment="center")
        with words:
            draw_row(row)
        with action, st.container(horizontal=True, gap="small"):
            if row.evidence:
                draw_popover(visit, stored, row)
            if row.verdict != "met" and st.button(
                "Answer", icon=":material/edit:", type="tertiary", key=f"answer-{row.key}"
            ):
                ask(visit, application, row.requirement.id)
