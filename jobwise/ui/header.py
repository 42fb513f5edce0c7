"""The head of an application: its name, downloads, and what else can be done with it."""

import re
from contextlib import suppress
from typing import Literal

import streamlit as st

from jobwise.domain.account import Application
from jobwise.errors import JobWiseError
from jobwise.ui.asking import ask
from jobwise.ui.giving import ask_to_give
from jobwise.ui.guard import Visit
from jobwise.ui.outcome import draw_outcome
from jobwise.ui.problems import told
from jobwise.ui.text import job_name, job_terms, moment, plain

RESUME, LETTER = "resume.pdf", "cover_letter.pdf"
MORE = "more"
FORMATS = {
    "resume.docx": "Résumé as Word",
    "cover_letter.docx": "Cover letter as Word",
    "resume.md": "Résumé as Markdown",
    "cover_letter.md": "Cover letter as Markdown",
    "resume.txt": "Résumé as text",
    "cover_letter.txt": "Cover letter as text",
    "resume.json": "Profile as JSON Resume",
    "report.json": "Report on the score",
    "application.zip": "All of it as one ZIP",
}
_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/json",
    "md": "text/markdown",
    "txt": "text/plain",
    "zip": "application/zip",
}


def title_of(application: Application) -> str:
    """What the application is called: job and employer."""
    analysis = application.analysis
    return job_name(analysis.title, analysis.employer) if analysis else "New application"


def draw_header(visit: Visit, application: Application) -> None:
    """Title and terms at the left, downloads at the right."""
    st.page_link("pages/applications.py", label="Applications", icon=":material/arrow_back:")
    words, actions = st.columns(2, vertical_alignment="bottom")
    with words, st.container(gap="xxsmall"):
        st.title(plain(title_of(application)), anchor=False)
        terms = job_terms(application.analysis) if application.analysis else []
        sample = ["sample"] if application.is_sample else []
        st.caption(plain(" · ".join([*sample, *terms, f"made {moment(application.created_at)}"])))
    with actions, st.container(horizontal=True, horizontal_alignment="right", key="actions-head"):
        if application.report is not None:
            download(visit, application, RESUME, "Résumé", style="primary")
            download(visit, application, LETTER, "Cover letter")
            draw_outcome(visit, application)
        more = st.popover("More", icon=":material/more_vert:", key=MORE, on_change="rerun")
        with more, st.container(gap="xxsmall"):
            _more(visit, application)


def download(
    visit: Visit,
    application: Application,
    name: str,
    label: str,
    *,
    style: Literal["primary", "secondary", "tertiary"] = "secondary",
) -> None:
    """A button that gives a file. What the run did not make is made when it is asked for.

    *Why not all of them then:* a click while the page is being drawn again is lost for such a button.
    """

    def content() -> bytes:
        return visit.applications.file(visit.actor, application.id, name).content

    def asked_for() -> bytes:
        count()
        return content()

    def count() -> None:
        with suppress(JobWiseError):  # what is deleted meanwhile was taken away all the same
            visit.applications.note_download(visit.actor, application.id)

    at_hand = name in (RESUME, LETTER)
    st.download_button(
        label,
        content() if at_hand else asked_for,
        file_name=file_name(application, name),
        mime=_TYPES[name.rpartition(".")[2]],
        on_click=count if at_hand else "ignore",
        icon=":material/download:",
        type=style,
        key=f"download-{name}",
    )


def file_name(application: Application, name: str) -> str:
    """What a file is called where it lands, such as "Jane Mercer - Resume - Fenwick Rail.pdf"."""
    stem, _, suffix = name.partition(".")
    employer = application.analysis.employer if application.analysis else None
    parts = (application.profile.basics.name, stem.replace("_", " ").capitalize(), employer or "")
    told = (re.sub(r'[\\/:*?"<>|\x00-\x1f]+', " ", part) for part in parts)
    return f"{' - '.join(' '.join(part.split())[:60] for part in told if part.strip())}.{suffix}"


def _more(visit: Visit, application: Application) -> None:
    offered = [name for name in FORMATS if name in application.files]
    for name in offered:
        download(visit, application, name, FORMATS[name], style="tertiary")
    if st.button("Run again", icon=":material/refresh:", type="tertiary", key="run-again"):
        _run_again(visit, application)
    if application.report is not None and st.button(
        "Give it for testing prompts",
        icon=":material/volunteer_activism:",
        type="tertiary",
        key="give",
        on_click=_close_more,
    ):
        ask_to_give(visit, application)
    if st.button(
        ":red[Delete application]",
        icon=":material/delete:",
        type="tertiary",
        key="delete",
        on_click=_close_more,
    ):
        ask_to_delete(visit, application)


def _close_more() -> None:
    """The menu would stay open behind the question."""
    st.session_state[MORE] = False


def _run_again(visit: Visit, application: Application) -> None:
    with told():
        visit.applications.retry(visit.actor, application.id)
        st.switch_page("pages/progress.py", query_params={"id": application.id})


def ask_to_delete(visit: Visit, application: Application) -> None:
    """Open the question whether to delete."""
    ask(
        f"Delete {plain(title_of(application))}?",
        "The ad, the score, the documents and all their versions, your notes and dates, and what you sent "
        "go. Your profile and your other applications stay.",
        "Keep it",
        "Delete application",
        lambda: _delete(visit, application),
    )


def _delete(visit: Visit, application: Application) -> None:
    """*Why with no query said:* Streamlit refuses to clear an address that an open tab is bound to."""
    visit.applications.delete(visit.actor, application.id)
    st.switch_page("pages/applications.py", query_params={})
