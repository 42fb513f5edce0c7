"""Jobs of the library as rows of a list, and the way from a job to an application."""

from typing import Literal

import streamlit as st

from jobwise.domain.job import JobFit, JobHit, JobSource, is_address
from jobwise.errors import JobWiseError
from jobwise.matching.partial_dates import print_day
from jobwise.ui.guard import Visit
from jobwise.ui.problems import show
from jobwise.ui.text import counted, day, figure, job_name, language_name, listed, pay, plain, quoted

_MADE, _FAILED, _DONE = "job-applied", "job-apply-failed", "job-done"
SOURCES = {
    "paste": "pasted",
    "file": "from a file",
    "page": "from a web page",
    "bulk": "from a list",
    "greenhouse": "from Greenhouse",
    "lever": "from Lever",
    "ashby": "from Ashby",
}


def draw_job(visit: Visit, hit: JobHit, language: str | None) -> None:
    """Job as a link, its terms, how it fits and what is missing, and what can be done with it.

    language: of the profile, None where there is none.
    """
    with st.container(border=True, key=f"card-job-{hit.id}"):
        words, fit, action = st.columns([6, 3, 3], vertical_alignment="center")
    with words, st.container(gap="xxsmall"):
        st.page_link(
            "pages/job.py",
            label=f"**{plain(job_name(hit.title, hit.employer))}**",
            icon=":material/work:",
            query_params={"id": hit.id},
        )
        lines = [" · ".join(terms_of(hit)), missing_of(hit)]
        st.markdown("  \n".join(f":small[{line}]" for line in lines if line))
    with fit:
        _fit(hit, language)
    with action, st.container(horizontal_alignment="right", key=f"actions-job-{hit.id}"):
        if hit.application_id:
            st.page_link(
                "pages/application.py",
                label="Your application",
                icon=":material/description:",
                query_params={"id": hit.application_id},
            )
        elif hit.state == "read":
            draw_apply(visit, hit.id)


def draw_apply(
    visit: Visit, job_id: str, style: Literal["primary", "secondary"] = "secondary", *, again: bool = False
) -> None:
    """The button that starts an application for a job. again: there is one already."""
    st.button(
        "Apply again" if again else "Apply with JobWise",
        icon=":material/play_arrow:",
        type=style,
        key=f"apply-{job_id}",
        on_click=_apply,
        args=(visit, job_id),
    )
    if st.session_state.get(_FAILED, ("", None))[0] == job_id:
        show(st.session_state.pop(_FAILED)[1])


def note_done(words: str) -> None:
    """Have the page that comes next say what was done, safe for Markdown."""
    st.session_state[_DONE] = words


def draw_done() -> None:
    """What was done just now."""
    if words := st.session_state.pop(_DONE, ""):
        st.success(words, icon=":material/check_circle:")


def go_to_applied() -> None:
    """On to the progress of the application that was just started."""
    if made := st.session_state.pop(_MADE, ""):
        st.switch_page("pages/progress.py", query_params={"id": made})


def terms_of(hit: JobHit) -> list[str]:
    """Place, level, kind, pay and day, where they are known; safe for Markdown."""
    terms = [hit.location, hit.seniority or "", (hit.employment_type or "").replace("-", " ")]
    terms += ["remote"] if hit.remote else []
    terms += [pay(hit.salary)] if hit.salary else []
    on = f"posted {print_day(hit.posted_on, 'en')}" if hit.posted_on else f"added {day(hit.added_at)}"
    return [plain(term) for term in (*terms, on) if term]


def told_source(source: JobSource) -> str:
    """Where a job came from, safe for Markdown. *Why no address:* the page has a link to it."""
    name = "" if is_address(source.name) or not source.name else f" {quoted(source.name)}"
    return f"{SOURCES[source.kind]}{name}"


def missing_of(hit: JobHit) -> str:
    """The must-haves that nothing in the profile shows, safe for Markdown."""
    return told_missing(hit.fit) if hit.fit else ""


def told_missing(fit: JobFit, most: int = 4) -> str:
    """The same of a fit."""
    if not fit.missing and not fit.must_haves_total:
        return "no must-have was recognised in this ad"
    if not fit.missing:
        return "every must-have met"
    return f"{counted(len(fit.missing), 'must-have')} not met: {plain(listed(fit.missing, most=most))}"


def _fit(hit: JobHit, language: str | None) -> None:
    if hit.state == "waiting":
        st.markdown(":gray-badge[:material/progress_activity: Being read]")
    elif hit.state == "unusable":
        st.markdown(":red-badge[:material/error: Cannot be used]")
    elif hit.fit:
        lines = ["fit with your profile"]
        if hit.language and language and hit.language != language:
            lines.append(f"ad in {language_name(hit.language)}, may be higher")
        told = "  \n".join(f":small[{line}]" for line in lines)
        st.markdown(f"**{figure(hit.fit.fit)}**  \n{told}")


def _apply(visit: Visit, job_id: str) -> None:
    try:
        job = visit.jobs.get(visit.actor, job_id)
        st.session_state[_MADE] = visit.applications.start(visit.actor, job.text, job_id=job.id)
    except JobWiseError as error:
        st.session_state[_FAILED] = (job_id, error)
