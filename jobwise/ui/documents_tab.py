"""The third tab of an application: what the documents say, beside the person's own words and the page."""

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from jobwise.domain.account import Application
from jobwise.domain.ats import AtsReport, GateFinding
from jobwise.domain.documents import Document, Line
from jobwise.domain.match import LeftOut
from jobwise.domain.profile import Place
from jobwise.errors import JobWiseError
from jobwise.pipeline.preservation import BY_YOU
from jobwise.ui import diff, preview
from jobwise.ui.design import draw_design
from jobwise.ui.document_lines import ALL, CHOSEN, draw_lines
from jobwise.ui.guard import Visit
from jobwise.ui.header import LETTER, RESUME
from jobwise.ui.machine_view import draw_machine_view
from jobwise.ui.picture import draw_picture
from jobwise.ui.problems import show, told
from jobwise.ui.sources import SCALE, source_of
from jobwise.ui.text import counted, figure, plain, quoted
from jobwise.ui.versions import draw_versions
from jobwise.ui.wording import draw_wording

_RESUME, _LETTER, _CHANGED, _MACHINE = "Résumé", "Cover letter", "Changed only", "What machines read"


def draw_documents(visit: Visit, application: Application, report: AtsReport) -> None:
    """Lines at the left, the printed page at the right, what was left out last."""
    with st.container(horizontal=True):
        kind = st.segmented_control(
            "Document",
            [_RESUME, _LETTER],
            default=_RESUME,
            required=True,
            key="document",
            label_visibility="collapsed",
        )
        wanted = st.segmented_control(
            "Lines",
            [ALL, _CHANGED, _MACHINE] if kind == _RESUME else [ALL, _CHANGED],
            default=ALL,
            required=True,
            key="lines",
            label_visibility="collapsed",
        )
        draw_versions(visit, application)
    is_resume = kind == _RESUME
    document = report.documents.resume if is_resume else report.documents.cover_letter
    with st.container(key="documents-score", gap="xxsmall"):
        st.markdown(f"**Score {figure(report.after.ats_score)}**, before {figure(report.before.ats_score)}")
    st.caption(_counts(document, report.left_out if is_resume else ()))
    left, right = st.columns([11, 10], gap="large")
    with left:
        if is_resume and wanted == _MACHINE:
            draw_machine_view(visit, application)
        else:
            _draw_lines(visit, application, report, document, only_changed=wanted == _CHANGED)
    with right, st.container(key="page-picture-document"):
        draw_design(visit, application)
        draw_page(visit, application, document, RESUME if is_resume else LETTER)


def _draw_lines(
    visit: Visit, application: Application, report: AtsReport, document: Document, *, only_changed: bool
) -> None:
    """The lines; below a résumé's what was left out and hints on its wording."""
    stored = visit.profiles.get(visit.actor, application.profile_id)
    shown = _shown(document.lines, only_changed=only_changed)
    if not any(line.role != "heading" for line in shown):
        st.markdown("Every line stands as you wrote it.")
    draw_lines(visit, application, report, shown, source_of(visit, stored))
    _taken_out([f for f in report.findings if f.document == document.kind and f.verdict == "blocked"])
    if document.kind == "resume":
        _left_out(visit, application, report.left_out)
        draw_wording(report, document)


def draw_page(visit: Visit, application: Application, document: Document, name: str) -> None:
    """The PDF that is downloaded, as a picture, with the line that was opened last marked."""
    try:
        pdf = visit.applications.file(visit.actor, application.id, name).content
        pages, found = _layout(pdf, document.model_dump_json())
    except JobWiseError as error:
        show(error)
        return
    chosen = st.session_state.get(CHOSEN)
    place = found.get(chosen) if chosen else None
    first = place.page if place else 1
    turned = f"page-{name}-{chosen if place else ''}"
    number = min(int(st.session_state.get(turned, first)), pages)
    marked = place if place and place.page == number else None
    line = next((line for line in document.lines if line.id == chosen), None)
    words = f"Page {number} of {pages} of {name}"
    alt = f"{words}, marked: {diff.label_words(line)}" if line and marked else words
    draw_picture(_picture(pdf, number, marked), alt)
    if line and marked:
        st.caption(f"Marked: {quoted(diff.label_words(line))}", text_alignment="center")
    if pages > 1:
        with st.container(horizontal_alignment="center"):
            st.pagination(pages, default=number, key=turned)


@st.cache_data(max_entries=32, show_spinner=False)
def _layout(pdf: bytes, document: str) -> tuple[int, dict[str, Place]]:
    return preview.page_count(pdf), preview.places(pdf, Document.model_validate_json(document))


@st.cache_data(max_entries=32, show_spinner=False)
def _picture(pdf: bytes, page: int, marked: Place | None) -> bytes:
    return preview.picture(pdf, page, marked, SCALE)


def _counts(document: Document, left_out: Sequence[LeftOut]) -> str:
    changes: Counter[str] = Counter(line.made for line in document.counted)
    names = {"reworded": "reworded", "composed": "put together", "moved": "moved", "kept": "kept"}
    said = [f"{changes[change]} {word}" for change, word in names.items() if changes[change]]
    said += [f"{len(left_out)} left out"] if left_out else []
    first, *rest = said or ["no lines"]
    number, _, word = first.partition(" ")
    first = f"{counted(int(number), 'line')} {word}" if number.isdigit() else first
    return f"{', '.join([first, *rest])}. Open a line to see what it rests on."


def _shown(lines: Sequence[Line], *, only_changed: bool) -> list[Line]:
    """The lines to show; a heading only where a line of its section is shown."""
    if not only_changed:
        return list(lines)
    shown: list[Line] = []
    for line in lines:
        if line.role == "heading":
            if shown and shown[-1].role == "heading":
                shown.pop()
            shown.append(line)
        elif diff.is_changed(line):
            shown.append(line)
    return shown[:-1] if shown and shown[-1].role == "heading" else shown


def _taken_out(findings: Sequence[GateFinding]) -> None:
    """What the check took out whole, so that nobody has to look for it."""
    if findings:
        st.header("Taken out by the check", anchor=False)
        with st.container(border=True, key="card-taken-out"):
            for finding in findings:
                claim = f"{plain(finding.reason)} Stopped: {quoted(finding.claim)}"
                st.markdown(f"{quoted(finding.was)}  \n:small[{claim}]")


def _put_back(visit: Visit, application_id: str, fact_id: str) -> None:
    with told():
        visit.applications.put_back(visit.actor, application_id, fact_id)


def _left_out(visit: Visit, application: Application, left_out: Sequence[LeftOut]) -> None:
    st.header("Left out", anchor=False)
    if not left_out:
        st.markdown("Nothing. Every fact of your profile is in the résumé.")
        return
    st.caption("It stays in your profile.")
    with st.container(border=True, key="card-left-out"):
        for left in left_out:
            st.markdown(f"{quoted(left.text)}  \n:small[{plain(left.reason)}]")
            if left.reason == BY_YOU:
                st.button(
                    "Put it back",
                    icon=":material/undo:",
                    type="tertiary",
                    key=f"back-{left.fact_id}",
                    on_click=_put_back,
                    args=(visit, application.id, left.fact_id),
                )
