"""What a candidate says is wrong: taken in, and kept beside what stood there before."""

import streamlit as st

from jobwise.domain.vacancy import Correction, Shown, Vacancy
from jobwise.pipeline.correction import takes_back
from jobwise.pipeline.explanation import before_and_after
from jobwise.pipeline.requirement_rows import rows_in
from jobwise.ui.evidence import BADGES
from jobwise.ui.guard import Visit
from jobwise.ui.problems import told
from jobwise.ui.resume_lines import draw_resume
from jobwise.ui.text import listed, moment, plain, quoted
from jobwise.ui.upload import FORMATS

_TAKEN_BACK = (
    ":material/block: This line takes something back, so it counts for nothing. Add a corrected résumé "
    "instead."
)


def draw_corrections(visit: Visit, vacancy: Vacancy, shown: Shown) -> None:
    """The form, and every correction so far, newest first."""
    candidate = shown.candidate
    with st.form(f"correction-{candidate.id}-{len(shown.corrections)}", border=False):
        words = st.text_area(
            "What the candidate says, one thing a line",
            height=110,
            placeholder="I hold a first aid certificate since 2021\nThe end date of Harbour Foods is 2024-03",
        )
        file = st.file_uploader(
            f"A corrected résumé, if there is one: {FORMATS}",
            max_upload_size=visit.services.settings.upload_mb,
        )
        saves = st.form_submit_button("Take it in")
    st.caption(
        "Each line counts at once, in the candidate's own words; one that takes something back counts for "
        "nothing. The score and the résumé of before stay here."
    )
    if saves:
        with told():
            given = (file.name, file.getvalue()) if file else None
            visit.corrections.correct(visit.actor, candidate.id, words, given)
            st.rerun()
    for correction in reversed(shown.corrections):
        _draw(visit, vacancy, shown, correction)


def _draw(visit: Visit, vacancy: Vacancy, shown: Shown, correction: Correction) -> None:
    said = "  \n".join(map(_line, correction.words.splitlines()))
    file = " · with a corrected résumé" if correction.file_name else ""
    st.markdown(
        f"{said}\n\n**{plain(before_and_after(correction))}**  \n"
        f":small[{moment(correction.at)} · by requirements version {correction.before.rubric}{file}]"
    )
    if changes := _changes(vacancy, correction):
        st.markdown(changes)
    with st.expander("The résumé as it stood before", key=f"before-{correction.number}"):
        if correction.file_name and shown.candidate.revealed:
            st.download_button(
                "The file of before",
                lambda: (
                    visit.corrections.replaced(visit.actor, shown.candidate.id, correction.number).content
                ),
                file_name=correction.file_name,
                mime="application/octet-stream",
                on_click="ignore",
                icon=":material/download:",
                key=f"replaced-{correction.number}",
            )
        draw_resume(correction.profile)


def _line(line: str) -> str:
    return f"{quoted(line)}  \n:small[{_TAKEN_BACK}]" if takes_back(line) else quoted(line)


def _changes(vacancy: Vacancy, correction: Correction) -> str:
    """Which requirements have another verdict, as far as they are still asked for."""
    before, after = (
        {row.key: row for row in rows_in(vacancy.rubric.analysis, vacancy.ad, found.score)}
        for found in (correction.before, correction.after)
    )
    lines = []
    for verdict, badge in BADGES.items():
        names = [
            row.name
            for key, row in after.items()
            if row.verdict == verdict and key in before and before[key].verdict != verdict
        ]
        if names:
            lines.append(f"{badge} now: {plain(listed(names))}")
    return "  \n".join(lines)
