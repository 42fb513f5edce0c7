"""Whom of a ranking to show, beside what was decided."""

import streamlit as st

from jobwise.domain.vacancy import ANY, Vacancy, Wanted
from jobwise.pipeline.ranking_table import FLAGS
from jobwise.pipeline.requirement_rows import group_of, groups_of, title_of
from jobwise.ui.guard import Visit

PAGE_KEY = "ranking-page"
_TAG, _FLAG, _MUSTS = "wanted-tag", "wanted-flag", "wanted-musts"
_ALL_MET = ""
_MUST_NAMES = {_ALL_MET: "All met", ANY: "At least one not met"}


def draw_wanted(visit: Visit, vacancy: Vacancy) -> Wanted:
    """A menu; its label says how many filters are set."""
    tag, flag, musts = (st.session_state.get(key) for key in (_TAG, _FLAG, _MUSTS))
    count = sum(one is not None for one in (tag, flag, musts))
    menu = st.popover(
        f"Filters: {count}" if count else "Filter",
        icon=":material/filter_list:",
        key="filters",
        on_change="rerun",
    )
    tags = visit.vacancies.tags(visit.actor, vacancy.id) if menu.open or tag else ()
    asked = groups_of(vacancy.rubric.analysis.requirements)
    unmet = {key: title_of(group) for key, group in asked.items() if group_of(group[0]) == "must"}
    with menu:
        st.selectbox(
            "Must-haves",
            [*_MUST_NAMES, *unmet],
            index=None,
            placeholder="Any",
            format_func=lambda key: _MUST_NAMES.get(key) or f"Not met: {unmet[key]}",
            key=_MUSTS,
            on_change=to_first_page,
        )
        st.selectbox("Tag", tags, index=None, placeholder="Any", key=_TAG, on_change=to_first_page)
        st.selectbox(
            "Flag",
            list(FLAGS),
            index=None,
            placeholder="Any",
            format_func=lambda one: FLAGS[one],
            key=_FLAG,
            on_change=to_first_page,
        )
        if count:
            st.button("Clear filters", type="tertiary", key="clear-wanted", on_click=clear_wanted)
    return Wanted(tag=tag or "", flag=flag, meets_all=musts == _ALL_MET, lacks=musts or "")


def clear_wanted() -> None:
    """Show everybody again."""
    st.session_state.update(dict.fromkeys((_TAG, _FLAG, _MUSTS)))
    to_first_page()


def to_first_page() -> None:
    """*Why:* another choice may have fewer pages."""
    st.session_state[PAGE_KEY] = 1
