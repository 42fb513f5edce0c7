"""Two to four candidates side by side: how each answers what is asked, in their own words."""

from collections.abc import Sequence

import streamlit as st

from jobwise.domain.vacancy import Shown, Vacancy
from jobwise.errors import JobWiseError
from jobwise.pipeline.requirement_rows import Row
from jobwise.ui.candidate_evidence import answers
from jobwise.ui.decisions import BADGES as DECISIONS
from jobwise.ui.decisions import draw_decision
from jobwise.ui.evidence import BADGES, marked
from jobwise.ui.flags import flag_badges
from jobwise.ui.guard import Visit
from jobwise.ui.problems import show
from jobwise.ui.requirement_rows import TITLES
from jobwise.ui.text import counted, figure, plain, quoted


def draw_candidates(visit: Visit, candidate_ids: Sequence[str]) -> None:
    """What tells them apart first, then every requirement."""
    try:
        compared = visit.candidates.side_by_side(visit.actor, candidate_ids)
        vacancy = visit.vacancies.get(visit.actor, compared[0].candidate.vacancy_id)
    except JobWiseError as error:
        st.title("Compare candidates", anchor=False)
        show(error)
        st.page_link("pages/vacancies.py", label="Vacancies", icon=":material/groups:")
        return
    st.page_link(
        "pages/vacancy.py",
        label=plain(vacancy.title),
        icon=":material/arrow_back:",
        query_params={"id": vacancy.id},
    )
    st.title("Compare candidates", anchor=False)
    st.caption(
        "This is a glance: it does not count as opening a résumé, and a decision made here says so. What a "
        "résumé does not say may still be so."
    )
    for column, shown in zip(st.columns(len(compared)), compared, strict=True):
        with column, st.container(border=True, key=f"card-head-{shown.candidate.id}", height="stretch"):
            _head(visit, shown)
    scored = [shown for shown in compared if shown.assessment is not None]
    found = {shown.candidate.id: {row.key: row for row in answers(vacancy, shown)} for shown in scored}
    _requirements(scored, found, vacancy)


def _head(visit: Visit, shown: Shown) -> None:
    candidate, found = shown.candidate, shown.assessment
    st.page_link(
        "pages/candidate.py",
        label=f"**{plain(name_of(shown))}**",
        icon=":material/person:",
        query_params={"id": candidate.id},
    )
    if found is None:
        st.markdown("Not ranked yet.")
    else:
        place = f":small[place {shown.rank}]" if shown.rank else ""
        st.markdown(
            f"**{figure(found.score.fit)}** :small[{figure(found.low)} to {figure(found.high)}]  \n{place}"
        )
        total = found.score.must_haves_total
        st.markdown(f"{found.score.must_haves_met} of {counted(total, 'must-have')}" if total else "")
    st.markdown(DECISIONS[shown.decisions[0].choice] if shown.decisions else ":small[not decided]")
    with st.popover("Decide", icon=":material/gavel:", type="tertiary", key=f"decide-here-{candidate.id}"):
        draw_decision(visit, candidate.id, shown.decisions)
    if flags := flag_badges(candidate, found):
        st.markdown(" ".join(flags))


def _requirements(scored: Sequence[Shown], found: dict[str, dict[str, Row]], vacancy: Vacancy) -> None:
    asked = [row for shown in scored[:1] for row in answers(vacancy, shown)]
    for importance, title in TITLES.items():
        group = [row for row in asked if row.importance == importance]
        if not group:
            continue
        st.header(title, anchor=False)
        for row in group:
            with st.container(border=True, key=f"card-{row.key}"):
                words = (
                    "" if row.words.casefold() == row.name.casefold() else f"  \n:small[{quoted(row.words)}]"
                )
                st.markdown(f"**{plain(row.name)}**{words}")
                for column, shown in zip(st.columns(len(scored)), scored, strict=True):
                    column.markdown(_answer(shown, found[shown.candidate.id][row.key]))


def _answer(shown: Shown, row: Row) -> str:
    """*Why with the name in each:* on a phone the answers stand below each other."""
    words = marked(row.evidence[0]) if row.evidence else "Nothing in the résumé answers it."
    return f"{BADGES[row.verdict]} :small[{plain(name_of(shown))}]  \n:small[{words}]"


def name_of(shown: Shown) -> str:
    """The name of who was revealed, the number of all others."""
    return shown.candidate.profile.basics.name or f"Candidate {shown.candidate.number}"
