"""Whether the ranking treats groups alike: the swap audit, how groups fared, and the report as files."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from jobwise.domain.fairness import FairnessReport, GroupRate
from jobwise.domain.vacancy import Vacancy, VacancyProgress
from jobwise.errors import JobWiseError
from jobwise.pipeline.fairness_report import (
    CATEGORIES,
    DOES_NOT_SHOW,
    MEASURES,
    SHOWS,
    SWAP_HEADER,
    chance,
    impact_said,
    marks,
    named,
    row_of,
    swap_rows,
    swap_said,
    table_said,
)
from jobwise.ui.guard import Visit
from jobwise.ui.impact_chart import draw_ratios
from jobwise.ui.problems import show, told
from jobwise.ui.text import counted, listed, plain

_HEADER = ("Group", "Chosen", "Rate", "Ratio", "To know")
TURN, TOLD, FAILED = "answers-turn", "answers-told", "answers-failed"


def draw_fairness(visit: Visit, vacancy: Vacancy, progress: VacancyProgress) -> None:
    """The two looks at the ranking, what they show and do not, and the report to take away."""
    if not progress.scored:
        st.markdown("There is nobody to look at yet. Add the résumés that came for this job.")
        return
    if progress.working:
        st.markdown("Some files are still being read. Look again when everybody is in the ranking.")
        return
    found = visit.fairness.report(visit.actor, vacancy.id)
    st.caption(f"{' '.join(SHOWS)} {named(found)}.")
    _swaps(visit, vacancy, found)
    _groups(visit, vacancy, found)
    with st.container(border=True, key="card-limits"):
        st.subheader("What this does not show", anchor=False)
        st.markdown("\n".join(f"- {plain(words)}" for words in DOES_NOT_SHOW))
        with st.container(horizontal=True):
            for label, suffix, mime, make in (
                ("Report as PDF", "pdf", "application/pdf", visit.fairness.pdf),
                ("Report as CSV", "csv", "text/csv", visit.fairness.csv),
            ):
                st.download_button(
                    label,
                    partial(make, visit.actor, vacancy.id),
                    file_name=f"fairness-report.{suffix}",
                    mime=mime,
                    on_click="ignore",
                    icon=":material/download:",
                    key=f"fairness-{suffix}",
                )


def _swaps(visit: Visit, vacancy: Vacancy, found: FairnessReport) -> None:
    with st.container(border=True, key="card-swaps"):
        st.subheader("Everybody scored as somebody else", anchor=False)
        audit = found.audit
        if audit is None:
            st.markdown(
                "Each candidate is scored again with other names, as a man and as a woman, older and "
                "younger, from other schools and addresses. No score may move."
            )
        else:
            result, *rest = swap_said(audit, found)
            if audit.moved:
                st.error(result, icon=":material/error:")
            else:
                st.success(result, icon=":material/check_circle:")
            st.caption(" ".join(rest))
        if st.button(
            "Run the swap audit" if audit is None else "Run it again",
            type="primary" if audit is None else "secondary",
            icon=":material/swap_horiz:",
            key="run-swaps",
        ):
            _run(visit, vacancy)
        if audit is not None:
            with st.expander("What was swapped", type="compact"):
                _table(SWAP_HEADER, list(swap_rows(audit)))


def _run(visit: Visit, vacancy: Vacancy) -> None:
    bar = st.progress(0.0)

    def tell(done: int, of: int) -> None:
        bar.progress(
            done / of, f"{done} of {counted(of, 'candidate')}. Keep this page open until it is done."
        )

    with told():
        visit.fairness.audit(visit.actor, vacancy.id, tell)
        st.rerun()


def _groups(visit: Visit, vacancy: Vacancy, found: FairnessReport) -> None:
    with st.container(border=True, key="card-groups"):
        st.subheader("How groups fared", anchor=False)
        st.markdown(plain(" ".join(impact_said(found))))
        if found.told:
            st.caption(
                "Ratio: a group's rate over the best group's; the dotted line is at four fifths. p: how "
                "likely so great a difference of the two is by chance alone, by Fisher's exact test."
            )
        for category, name in CATEGORIES.items():
            tables = [one for one in found.impact.tables if one.category == category and one.groups]
            if not tables:
                continue
            st.markdown(f"**{name}**")
            draw_ratios(tables, key=f"ratios-{category}")
            for table in tables:
                st.markdown(f"{MEASURES[table.measure]}  \n:small[{plain(' '.join(table_said(table)))}]")
                if any(group.chosen for group in table.groups):
                    _table(_HEADER, [_row(group) for group in table.groups])
        _answers(visit, vacancy, found)


def _row(group: GroupRate) -> tuple[str, ...]:
    """*Why the figures that are read least stand together:* a phone has room for five columns."""
    name, people, chosen, rate, ratio, *_ = row_of(group)
    p = [f"p {chance(group)}"] if group.p is not None else []
    return name, f"{chosen} of {people}", rate, ratio, "; ".join([*marks(group), *p])


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    cells = [dict(zip(header, map(plain, row), strict=True)) for row in rows]
    st.table(cells, border="horizontal", hide_index=True)


def _answers(visit: Visit, vacancy: Vacancy, found: FairnessReport) -> None:
    """The table of answers: what it is, where it goes, and a way to be rid of it."""
    with st.expander(
        "Answers of candidates", icon=":material/table:", expanded=not found.told, key="answers"
    ):
        st.markdown(
            "Answers must be voluntary. They are kept apart from the candidates: no score, no list and no "
            "decision shows or uses them."
        )
        key = f"answers-{st.session_state.setdefault(TURN, 0)}"
        st.file_uploader(
            "Table of answers, CSV",
            type=None,
            key=key,
            max_upload_size=5,
            on_change=_arrived,
            args=(visit, vacancy.id, key),
        )
        st.caption(
            "Columns: Candidate (number, file name or mail address), Sex, Race or ethnicity. An empty cell "
            "is no answer. A new table takes the place of the one before."
        )
        if st.session_state.get(FAILED):
            show(st.session_state[FAILED])
        if (last := st.session_state.get(TOLD)) and last[0] == vacancy.id:
            _tell(last[1].candidates, last[1].lost)
        with st.container(horizontal=True):
            st.download_button(
                "Table to fill in",
                partial(visit.fairness.blank_table, visit.actor, vacancy.id),
                file_name="answers.csv",
                mime="text/csv",
                on_click="ignore",
                icon=":material/download:",
                key="blank-table",
            )
            if found.told and st.button(
                ":red[Delete all answers]", icon=":material/delete:", type="tertiary", key="drop-answers"
            ):
                with told():
                    visit.fairness.drop_answers(visit.actor, vacancy.id)
                    st.session_state.pop(TOLD, None)
                    st.rerun()


def _arrived(visit: Visit, vacancy_id: str, key: str) -> None:
    file = st.session_state.get(key)
    st.session_state.pop(FAILED, None)
    if file is None:
        return
    try:
        read = visit.fairness.put_answers(visit.actor, vacancy_id, file.getvalue())
    except JobWiseError as error:
        st.session_state[FAILED] = error
    else:
        st.session_state[TOLD] = (vacancy_id, read)
        st.session_state[TURN] += 1


def _tell(candidates: int, lost: Sequence[int]) -> None:
    st.success(f"Answers of {counted(candidates, 'candidate')} taken in.", icon=":material/check_circle:")
    if lost:
        rows = listed([str(number) for number in lost], most=12)
        st.warning(
            f"Rows that belong to nobody in the ranking, or come twice, counted as in a spreadsheet: {rows}. "
            "They count for nothing. Correct their first cell, then upload the table again.",
            icon=":material/help:",
        )
