"""The job library: search it, add to it, and apply."""

from collections import Counter

import streamlit as st

from jobwise.domain.job import JobHit, JobPage, JobSearch
from jobwise.ui.guard import admitted
from jobwise.ui.job_adding import draw_adding
from jobwise.ui.job_rows import draw_done, draw_job, go_to_applied
from jobwise.ui.job_search import clear_search, draw_search, is_narrowed
from jobwise.ui.text import counted

SHOWN = "jobs-shown"
PART, ADDING = "part", "Add jobs"

visit = admitted()
go_to_applied()


def pages_of(search: JobSearch) -> tuple[JobPage, list[JobHit]]:
    """The last page that is asked for, and the jobs of all up to it."""
    found = visit.jobs.search(visit.actor, search)
    hits = list(found.hits)
    of, more = st.session_state.get(SHOWN, (search, 0))
    for _ in range(more if of == search else 0):
        if found.next:
            found = visit.jobs.search(visit.actor, search.model_copy(update={"cursor": found.next}))
            hits += found.hits
    return found, hits


def show_more(search: JobSearch) -> None:
    of, more = st.session_state.get(SHOWN, (search, 0))
    st.session_state[SHOWN] = (search, (more if of == search else 0) + 1)


@st.fragment(run_every=2)
def watch(search: JobSearch, before: JobPage) -> None:
    """What is still at work, until it is done."""
    now = visit.jobs.search(visit.actor, search)
    if (now.waiting, now.unscored, now.preparing) != (before.waiting, before.unscored, before.preparing):
        st.rerun()
    told = ["Your jobs are made ready to be searched. Not all of them are here yet."] if now.preparing else []
    told += [f"{counted(now.waiting, 'job')} still to be read."] if now.waiting else []
    told += [f"{counted(now.unscored, 'job')} still to be held against your profile."] if now.unscored else []
    st.caption(f":material/progress_activity: {' '.join(told)}")


def draw_empty() -> None:
    st.markdown(
        "No jobs yet. Keep the ads that interest you here, and JobWise shows how each of them fits you and "
        "what is missing."
    )
    st.button("Add a job", type="primary", icon=":material/add:", key="first", on_click=to_adding)


def to_adding() -> None:
    st.session_state[PART] = ADDING


def draw_found() -> None:
    everything = visit.jobs.search(visit.actor, JobSearch())
    if not everything.total and not everything.waiting and not everything.preparing:
        draw_empty()
        return
    paid = Counter(hit.salary.currency for hit in everything.hits if hit.salary)
    search = draw_search(next((currency for currency, _ in paid.most_common(1)), ""))
    found, hits = pages_of(search)
    if found.waiting or found.unscored or found.preparing:
        watch(search, found)
    stored = visit.profiles.current(visit.actor)
    if stored is None:
        st.info("With your résumé here, each job shows how it fits you.", icon=":material/person:")
        st.page_link("pages/profile.py", label="Upload your résumé", icon=":material/upload_file:")
    if not hits:
        if is_narrowed() and not found.preparing:
            st.markdown("No job fits.")
            st.button("Clear filters", icon=":material/filter_alt_off:", on_click=clear_search)
        return
    st.caption(counted(found.total, "job"))
    for hit in hits:
        draw_job(visit, hit, stored.profile.language if stored else None)
    if found.next:
        st.button(
            f"Show more: {found.total - len(hits):,} left",
            icon=":material/expand_more:",
            key="show-more",
            on_click=show_more,
            args=(search,),
        )


with st.container(width=1240):
    st.title("Jobs", anchor=False)
    draw_done()
    search_tab, adding = st.tabs(["Search", ADDING], key=PART, on_change="rerun", bind="query-params")
    if search_tab.open:
        with search_tab:
            draw_found()
    if adding.open:
        with adding, st.container(width=780):
            draw_adding(visit)
