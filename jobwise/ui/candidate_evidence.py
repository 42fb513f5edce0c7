"""What in a résumé answers a requirement, in its own words."""

from collections.abc import Collection

import streamlit as st

from jobwise.domain.vacancy import Shown, Vacancy
from jobwise.pipeline.requirement_rows import Row, rows_in
from jobwise.pipeline.third_person import third_person
from jobwise.ui.evidence import BADGES, HOW, MOST, marked
from jobwise.ui.text import counted, plain, quoted


def draw_answer(vacancy: Vacancy, shown: Shown, key: str) -> None:
    """One requirement of one candidate, with a way to the whole of them."""
    rows = {row.key: row for row in answers(vacancy, shown)}
    if key not in rows:
        st.markdown("This is no longer asked for.")
        return
    st.markdown(f"**Candidate {shown.candidate.number}**")
    draw_row(rows[key])
    draw_words(rows[key], shown.candidate.profile.corrected)
    st.page_link(
        "pages/candidate.py",
        label="Open the candidate",
        icon=":material/person:",
        query_params={"id": shown.candidate.id},
    )


def answers(vacancy: Vacancy, shown: Shown) -> list[Row]:
    """All that is asked with what was found; nothing for who was not scored yet."""
    if shown.assessment is None:
        return []
    return rows_in(vacancy.rubric.analysis, vacancy.ad, shown.assessment.score)


def draw_row(row: Row) -> None:
    """Badge, name, and the ad's words."""
    st.markdown(f"{BADGES[row.verdict]} **{plain(row.name)}**  \n:small[{quoted(row.words)}]")


def draw_words(row: Row, corrected: Collection[str]) -> None:
    """The verdict in a sentence and the words that it rests on. corrected: facts that the candidate said."""
    if row.explanation:
        st.markdown(plain(third_person(row.explanation)))
    for evidence in row.evidence[:MOST]:
        said = " From the candidate's correction." if evidence.fact_id in corrected else ""
        st.markdown(f"{marked(evidence)}  \n:small[{HOW[evidence.how]}{said}]")
    if len(row.evidence) > MOST:
        st.caption(f"And {counted(len(row.evidence) - MOST, 'more fact')}.")
    if not row.evidence:
        st.caption("Nothing in the résumé answers it. That it is not written does not mean it is not so.")
