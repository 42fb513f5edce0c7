"""Two applications side by side."""

import streamlit as st

from jobwise.domain.account import Application
from jobwise.domain.ats import Score
from jobwise.errors import JobWiseError
from jobwise.ui.charts import draw_parts, draw_radar
from jobwise.ui.evidence import BADGES
from jobwise.ui.guard import Visit
from jobwise.ui.header import title_of
from jobwise.ui.overview import change_badge
from jobwise.ui.problems import show
from jobwise.ui.requirement_rows import rows_of
from jobwise.ui.text import day, figure, plain


def draw_comparison(visit: Visit, first: str, second: str) -> None:
    """Scores, must-haves and parts of both, and one wheel for the two."""
    if st.button("Applications", icon=":material/arrow_back:", type="tertiary", key="back"):
        st.query_params.clear()
        st.rerun()
    st.title("Compare", anchor=False)
    try:
        both = [visit.applications.get(visit.actor, name) for name in (first, second)]
    except JobWiseError as error:
        show(error)
        return
    scored = [(one, one.report.after, one.report.before) for one in both if one.report is not None]
    if len(scored) < 2:
        st.markdown("One of the two has no score yet.")
        return
    for number, (column, (one, after, before)) in enumerate(
        zip(st.columns(2, gap="medium"), scored, strict=True)
    ):
        with column:
            _side(one, after, before, number)
    with st.container(border=True, key="card-both"):
        st.header("Both on one wheel", anchor=False)
        names = _names(scored[0][0], scored[1][0])
        draw_radar({names[0]: scored[0][1], names[1]: scored[1][1]}, key="radar-both")


def _side(application: Application, after: Score, before: Score, number: int) -> None:
    with st.container(border=True, key=f"card-side-{number}", height="stretch"):
        st.header(plain(title_of(application)), anchor=False)
        st.caption(f"Made {day(application.created_at)}")
        st.metric("ATS score", figure(after.ats_score))
        st.markdown(f"{change_badge(after.ats_score - before.ats_score)} than your original résumé")
        st.subheader("Parts of the score", anchor=False)
        draw_parts(after.parts, key=f"parts-{number}")
        st.subheader(f"Must-haves: {after.must_haves_met} of {after.must_haves_total} met", anchor=False)
        rows = [row for row in rows_of(application, after) if row.importance == "must"]
        st.markdown(
            "  \n".join(f"{BADGES[row.verdict]} {plain(row.name)}" for row in rows) or "The ad names none."
        )
        if st.button("Open application", icon=":material/arrow_forward:", key=f"open-{number}"):
            st.switch_page("pages/application.py", query_params={"id": application.id})


def _names(one: Application, other: Application) -> tuple[str, str]:
    """Names for a legend; equal ones are told apart."""
    first, second = title_of(one), title_of(other)
    return (f"1. {first}", f"2. {second}") if first == second else (first, second)
