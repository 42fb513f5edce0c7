"""One job of the library: the ad, how it fits, and the way to an application."""

import streamlit as st

from jobwise.domain.job import Job, is_address
from jobwise.errors import JobWiseError
from jobwise.ui.asking import ask
from jobwise.ui.guard import admitted
from jobwise.ui.job_correction import draw_correction
from jobwise.ui.job_rows import draw_apply, draw_done, go_to_applied, note_done, told_missing, told_source
from jobwise.ui.marked_ad import draw_ad
from jobwise.ui.problems import show
from jobwise.ui.text import day, figure, job_name, job_terms, language_name, plain, quoted

visit = admitted()
go_to_applied()


def delete(job: Job) -> None:
    """*Why with no query said:* the address of a job that is gone leads nowhere."""
    visit.jobs.delete(visit.actor, job.id)
    note_done(f"{quoted(job.title) if job.title else 'The job'} is deleted.")
    st.switch_page("pages/jobs.py", query_params={})


def draw_tongues(job: Job) -> None:
    """*Why:* a fit that is low because two languages meet is no reason to let a job go."""
    stored = visit.profiles.current(visit.actor)
    if job.analysis and stored and stored.profile.language != job.analysis.language:
        ad, resume = language_name(job.analysis.language), language_name(stored.profile.language)
        st.info(
            f"This ad is in {ad}, your résumé in {resume}. Across languages only skills with a known name "
            "are found, so you may fit better than this says.",
            icon=":material/translate:",
        )


def draw_fit(job: Job) -> None:
    st.header("How it fits you", anchor=False)
    if job.state == "waiting":
        st.markdown("This job is still being read. Come back in a moment.")
    elif job.state == "unusable":
        st.error(plain(job.trouble), title="This job cannot be used", icon=":material/error:")
    elif job.fit is None and job.trouble:
        st.warning(plain(job.trouble), icon=":material/warning:")
    elif job.fit is None:
        st.markdown("Not held against your profile yet.")
        if visit.profiles.current(visit.actor) is None:
            st.page_link("pages/profile.py", label="Upload your résumé", icon=":material/upload_file:")
    else:
        st.metric("Fit", figure(job.fit.fit), help="How likely this is a job for you, from 0 to 1.")
        told = told_missing(job.fit, most=len(job.fit.missing))
        st.markdown(f"{told[0].upper()}{told[1:]}.")
        draw_tongues(job)
        st.caption("As your profile is now. An application rewords it for the job, and shows the evidence.")


with st.container(width=1240):
    st.page_link("pages/jobs.py", label="Jobs", icon=":material/arrow_back:")
    try:
        job = visit.jobs.get(visit.actor, st.query_params.get("id", ""))
    except JobWiseError as error:
        st.title("Job", anchor=False)
        show(error)
        st.stop()
    draw_done()
    words, actions = st.columns([1, 1], vertical_alignment="bottom")
    with words, st.container(gap="xxsmall"):
        st.title(plain(job_name(job.title, job.employer)), anchor=False)
        terms = [plain(term) for term in job_terms(job.analysis)] if job.analysis else []
        st.caption(" · ".join([*terms, told_source(job.source), f"added {day(job.added_at)}"]))
    with (
        actions,
        st.container(
            horizontal=True, horizontal_alignment="right", vertical_alignment="center", key="actions-head"
        ),
    ):
        made = visit.jobs.application_of(visit.actor, job.id)
        if made:
            st.page_link(
                "pages/application.py",
                label="Your application",
                icon=":material/description:",
                query_params={"id": made},
            )
        if job.state == "read":
            draw_apply(visit, job.id, "secondary" if made else "primary", again=bool(made))
            if st.button("Edit", icon=":material/edit:", type="tertiary", key="edit"):
                st.dialog("Edit this job")(draw_correction)(visit, job)
        if st.button(":red[Delete job]", icon=":material/delete:", type="tertiary", key="delete"):
            ask(
                f"Delete {plain(job_name(job.title, job.employer))}?",
                "The ad and how it fits go. Applications that you made for it stay.",
                "Keep it",
                "Delete job",
                lambda: delete(job),
            )
    left, right = st.columns([1, 2], gap="medium")
    with left, st.container(border=True, key="card-fit"):
        draw_fit(job)
        if is_address(job.source.name):
            st.link_button(
                "Open the original", job.source.name, icon=":material/open_in_new:", type="tertiary"
            )
    with right, st.container(border=True, key="card-ad"):
        st.header("The ad", anchor=False)
        draw_ad(job.analysis.text or job.text if job.analysis else job.text, job.analysis)
