"""The ranking of a vacancy: who answers best what is asked, how sure that is, and what a person decided."""

import streamlit as st

from jobwise.domain.vacancy import Choice, Ranked, Vacancy, VacancyProgress
from jobwise.pipeline.ranking_table import flags_of
from jobwise.pipeline.requirement_rows import rows_in, unmet_must_haves
from jobwise.services.vacancies import PAGE
from jobwise.ui.compared import draw_chosen, draw_tick
from jobwise.ui.decisions import BADGES
from jobwise.ui.fit_chart import draw_fits
from jobwise.ui.flags import PARTIAL, flag_badges
from jobwise.ui.guard import Visit
from jobwise.ui.ranking_filters import PAGE_KEY, clear_wanted, draw_wanted, to_first_page
from jobwise.ui.text import counted, figure, listed, plain

_ALL, _OPEN, _FILTER = "all", "undecided", "ranking-filter"
_FILTERS: dict[str, str] = {
    _ALL: "All",
    _OPEN: "Not decided",
    "shortlist": "Shortlist",
    "hold": "On hold",
    "decline": "Declined",
}
_CHOICES: dict[str, Choice] = {"shortlist": "shortlist", "hold": "hold", "decline": "decline"}
_HELP = (
    "Fit says how close what somebody has done is to the job, from 0 to 1: the kind of work counts 55 %, "
    "what is asked 25 %, the title 15 %. So somebody can stand high who meets few must-haves; filter by "
    "them. It does not say how well somebody will do the work. The range beside it is how far the fit moves "
    "when every weight is a fifth more or less, and when fields that the reader was not sure of are read the "
    "other way. “About equal” means that no order of the two can be justified within that range."
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
    decided, others = st.columns([4, 1])
    with decided:
        chosen = st.segmented_control(
            "Show candidates",
            list(_FILTERS),
            default=_ALL,
            required=True,
            format_func=lambda one: _FILTERS[one],
            key=_FILTER,
            label_visibility="collapsed",
            on_change=to_first_page,
            wrap=True,
        )
    with others, st.container(horizontal_alignment="right", key="actions-filter"):
        wanted = draw_wanted(visit, vacancy)
    if progress.failed:
        st.caption(f"{counted(progress.failed, 'file')} could not be read. Look under Files.")
    if progress.declined_unopened:
        st.warning(
            f"{progress.declined_unopened} of {counted(progress.declined, 'declined candidate')} "
            f"{'was' if progress.declined_unopened == 1 else 'were'} declined without being opened.",
            icon=":material/visibility_off:",
        )
    ranking = visit.vacancies.ranking(
        visit.actor,
        vacancy.id,
        page=int(st.session_state.get(PAGE_KEY, 1)),
        choice=_CHOICES.get(chosen),
        undecided=chosen == _OPEN,
        wanted=wanted,
    )
    if not ranking.rows:
        st.markdown("No candidate fits.")
        st.button("Clear filters", icon=":material/filter_alt_off:", key="clear", on_click=_clear)
        return
    if chosen != _ALL or not wanted.is_empty:
        st.caption(f"{ranking.total:,} of {counted(progress.scored, 'candidate')} shown.")
    with st.container(border=True, key="card-fits"):
        st.subheader("Fit, and how sure it is", anchor=False, help=_HELP)
        draw_fits(ranking.rows, key="fits")
    if any("partial" in flags_of(row.candidate, row.assessment) for row in ranking.rows):
        st.warning(PARTIAL, icon=":material/translate:")
    for row in ranking.rows:
        _row(vacancy, row)
    if ranking.total > PAGE:
        st.pagination(-(-ranking.total // PAGE), key=PAGE_KEY)
    draw_chosen(vacancy)


def _row(vacancy: Vacancy, row: Ranked) -> None:
    candidate, found = row.candidate, row.assessment
    with st.container(border=True, key=f"card-ranked-{candidate.id}"):
        rank, who, fit, musts, decision, tick = st.columns([1, 4, 3, 5, 3, 2], vertical_alignment="center")
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
    with tick:
        draw_tick(vacancy, candidate)


def _marks(row: Ranked) -> str:
    """Flags first, then the recruiter's tags."""
    tags = [f":blue-badge[{plain(tag)}]" for tag in row.candidate.tags]
    return " ".join([*flag_badges(row.candidate, row.assessment), *tags])


def _clear() -> None:
    st.session_state[_FILTER] = _ALL
    clear_wanted()
