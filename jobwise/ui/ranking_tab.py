"""The ranking of a vacancy: who answers best what is asked, how sure that is, and what a person decided."""

import streamlit as st

from jobwise.domain.vacancy import Choice, Ranked, Vacancy, VacancyProgress
from jobwise.pipeline.requirement_rows import rows_in, unmet_must_haves
from jobwise.services.vacancies import PAGE
from jobwise.ui.decisions import BADGES
from jobwise.ui.fit_chart import draw_fits
from jobwise.ui.guard import Visit
from jobwise.ui.text import counted, figure, listed, plain

_ALL, _OPEN = "all", "undecided"
_FILTERS: dict[str, str] = {
    _ALL: "All",
    _OPEN: "Not decided",
    "shortlist": "Shortlist",
    "hold": "On hold",
    "decline": "Declined",
}
_CHOICES: dict[str, Choice] = {"shortlist": "shortlist", "hold": "hold", "decline": "decline"}
_HELP = (
    "Fit is how likely the job is one for this person, from 0 to 1. The range beside it is how far the fit "
    "moves when every weight is a fifth more or less, and when fields that the reader was not sure of are "
    "read the other way. “About equal” means that no order of the two can be justified within that range."
)


def draw_ranking(visit: Visit, vacancy: Vacancy, progress: VacancyProgress) -> None:
    """Rows by fit, a page at a time."""
    if not progress.scored:
        if progress.working:
            st.markdown("The first candidates stand here as soon as they are read.")
            return
        st.markdown("Nobody to rank yet. Add the résumés that came for this job.")
        if st.button("Add résumés", type="primary", icon=":material/upload_file:", key="to-files"):
            st.query_params["tab"] = "Files"
            st.rerun()
        return
    chosen = st.segmented_control(
        "Show candidates",
        list(_FILTERS),
        default=_ALL,
        required=True,
        format_func=lambda one: _FILTERS[one],
        key="ranking-filter",
        label_visibility="collapsed",
    )
    if progress.declined_unopened:
        st.warning(
            f"{progress.declined_unopened} of {counted(progress.declined, 'declined candidate')} "
            f"{'was' if progress.declined_unopened == 1 else 'were'} declined without being opened.",
            icon=":material/visibility_off:",
        )
    page = int(st.session_state.get("ranking-page", 1))
    ranking = visit.vacancies.ranking(
        visit.actor,
        vacancy.id,
        page=page,
        choice=_CHOICES.get(chosen),
        undecided=chosen == _OPEN,
    )
    if not ranking.rows:
        st.markdown("No candidate is here.")
        st.button("Show all", icon=":material/filter_alt_off:", on_click=_show_all)
        return
    with st.container(border=True, key="card-fits"):
        st.subheader("Fit, and how sure it is", anchor=False, help=_HELP)
        draw_fits(ranking.rows, key="fits")
    for row in ranking.rows:
        _row(vacancy, row)
    if ranking.total > PAGE:
        st.pagination(-(-ranking.total // PAGE), key="ranking-page")


def _row(vacancy: Vacancy, row: Ranked) -> None:
    candidate, found = row.candidate, row.assessment
    with st.container(border=True, key=f"card-ranked-{candidate.id}"):
        rank, who, fit, musts, decision = st.columns([1, 4, 3, 5, 3], vertical_alignment="center")
    rank.markdown(f"**{row.rank}**")
    with who, st.container(gap="xxsmall"):
        st.page_link(
            "pages/candidate.py",
            label=f"**Candidate {candidate.number}**",
            icon=":material/person:",
            query_params={"id": candidate.id},
        )
        if marks := _marks(row):
            st.markdown(marks)
    tied = "  \n:small[about equal to the one above]" if row.tied else ""
    fit.markdown(f"**{figure(found.score.fit)}** :small[{figure(found.low)} to {figure(found.high)}]{tied}")
    rows = rows_in(vacancy.rubric.analysis, vacancy.ad, found.score)
    missing = [one.name for one in unmet_must_haves(rows)]
    lacking = f"  \n:small[not met: {plain(listed(missing, most=3))}]" if missing else ""
    total = found.score.must_haves_total
    met = f"{found.score.must_haves_met} of {counted(total, 'must-have')}" if total else "no must-haves"
    musts.markdown(f"{met}{lacking}")
    decision.markdown(BADGES[row.choice] if row.choice else ":small[not decided]")


def _marks(row: Ranked) -> str:
    """Flags first, then the recruiter's tags."""
    candidate = row.candidate
    told = []
    if candidate.orders:
        told.append(":red-badge[:material/warning: Speaks to a machine]")
    if candidate.hidden:
        told.append(":red-badge[:material/visibility_off: Hidden text]")
    if row.assessment.unsure:
        told.append(":orange-badge[:material/help: Fields to check]")
    told += [f":blue-badge[{plain(tag)}]" for tag in candidate.tags]
    return " ".join(told)


def _show_all() -> None:
    st.session_state["ranking-filter"] = _ALL
    st.session_state["ranking-page"] = 1
