"""A document line by line: each opens to what it rests on, and can be put into other words."""

from collections.abc import Mapping, Sequence

import streamlit as st

from jobwise.domain.account import Application, StoredSource
from jobwise.domain.ats import AtsReport, GateFinding
from jobwise.domain.documents import Line
from jobwise.domain.profile import Fact
from jobwise.errors import JobWiseError, NotCarried
from jobwise.services.document_edits import MAY_GO
from jobwise.ui import diff
from jobwise.ui.answers import run_again
from jobwise.ui.guard import Visit
from jobwise.ui.problems import show, told
from jobwise.ui.profile_edits import with_deed
from jobwise.ui.sources import where
from jobwise.ui.text import plain, quoted

ALL = "All lines"
"""What is shown of a document, unless only the changes are."""
CHOSEN, EDITING, SAID = "document-line", "document-line-edited", "document-line-said"
FIXED = frozenset({"name", "contact", "entry", "heading", "date", "recipient", "signature"})
"""Lines that say who, where and when: they are changed in the profile, not in one document."""
_FORM = {
    "job": "The ad's own words.",
    "today": "Today's date.",
    "form": "A fixed phrase of letters and résumés. It claims nothing about you.",
}


def draw_lines(
    visit: Visit,
    application: Application,
    report: AtsReport,
    lines: Sequence[Line],
    source: StoredSource | None,
) -> None:
    """Headings as headings, every other line as a step that opens."""
    facts = {fact.fact_id: fact for fact in application.profile.facts()}
    findings = {finding.line_id: finding for finding in report.findings}
    for line in lines:
        if line.role == "heading":
            st.subheader(plain(line.text), anchor=False)
            continue
        step = st.expander(
            diff.label(line),
            type="step",
            icon=diff.ICONS[line.change],
            key=f"line-{line.id}",
            on_change=_choose,
            args=(line.id,),
        )
        with step:
            if not step.open:
                st.caption("Open to see what this line rests on.")
                continue
            with st.container(border=True, key=f"card-line-{line.id}"):
                _inside(visit, application, line, facts, findings.get(line.id), source)


def _choose(line_id: str) -> None:
    if st.session_state.get(f"line-{line_id}"):
        st.session_state[CHOSEN] = line_id


def _inside(
    visit: Visit,
    application: Application,
    line: Line,
    facts: Mapping[str, Fact],
    finding: GateFinding | None,
    source: StoredSource | None,
) -> None:
    _rests_on(line, facts, source)
    if line.why:
        st.markdown(f"**Why** {plain(line.why)}")
    if finding is not None:
        badge = ":orange-badge[:material/shield: Put back]"
        st.markdown(f"{badge} {plain(finding.reason)} Stopped: {quoted(finding.claim)}")
    said = st.session_state.get(SAID)
    if said and said[0] == line.id:
        show(said[1])
    if line.role in FIXED or set(line.sources) <= {"form", "today"}:
        if line.role in {"name", "contact", "entry"} and not application.is_sample:
            st.page_link("pages/profile.py", label="Change it in your profile", icon=":material/person:")
    elif st.session_state.get(EDITING) == line.id:
        _editor(visit, application, line, facts)
    else:
        _actions(visit, application, line)


def _rests_on(line: Line, facts: Mapping[str, Fact], source: StoredSource | None) -> None:
    own = [facts[name] for name in line.sources if name in facts]
    if line.original:
        place = f" :small[{where(source, own[0])}]" if own else ""
        st.markdown(f"**You wrote**{place}")
        st.markdown(f":red-background[{plain(line.original)}]")
    elif own:
        st.markdown("**It rests on**")
    if not line.original or len(own) > 1:
        for fact in own:
            st.markdown(f"{quoted(fact.text)} :small[{where(source, fact)}]")
    for name, words in _FORM.items():
        if name in line.sources and (name != "form" or not own):
            st.markdown(words)


def _actions(visit: Visit, application: Application, line: Line) -> None:
    with st.container(horizontal=True):
        st.button("Edit line", icon=":material/edit:", key=f"edit-{line.id}", on_click=_edit, args=(line.id,))
        if line.role in MAY_GO:
            st.button(
                "Leave out",
                icon=":material/remove:",
                type="tertiary",
                key=f"out-{line.id}",
                on_click=_leave_out,
                args=(visit, application.id, line.id),
            )
        own, before = line.original and line.original != line.text, line.draft
        if own or before:
            st.button(
                "Use my words" if own else "Use the words before the model's",
                icon=":material/undo:",
                type="tertiary",
                key=f"own-{line.id}",
                on_click=_change,
                args=(visit, application.id, line.id, None),
            )


def _editor(visit: Visit, application: Application, line: Line, facts: Mapping[str, Fact]) -> None:
    """*Why a form:* without one the words are sent by themselves first, and the page is drawn twice."""
    key = f"words-{line.id}"
    with st.form(f"form-{line.id}", border=False):
        st.text_area("The line in your words", line.text, key=key, height="content")
        st.caption("The check runs again. Words that your profile does not carry are not taken.")
        with st.container(horizontal=True):
            st.form_submit_button(
                "Save line",
                icon=":material/check:",
                type="primary",
                key=f"save-{line.id}",
                on_click=_save,
                args=(visit, application.id, line.id, key),
            )
            st.form_submit_button(
                "Close", type="tertiary", key=f"leave-{line.id}", on_click=_edit, args=("",)
            )
    said = st.session_state.get(SAID)
    deeds = [facts[name] for name in line.sources if name in facts and facts[name].parent]
    refused = said and said[0] == line.id and isinstance(said[1], NotCarried)
    if refused and line.role == "bullet" and len(deeds) == 1 and not application.is_sample:
        _offer(visit, application, deeds[0].fact_id, st.session_state.get(key) or "")


def _offer(visit: Visit, application: Application, fact_id: str, words: str) -> None:
    """What is true can become a fact: then documents may say it."""
    if st.button("It is true: change it in my profile", icon=":material/person_edit:", key=f"true-{fact_id}"):
        stored = visit.profiles.current(visit.actor)
        if stored is None or not any(fact.fact_id == fact_id for fact in stored.profile.facts()):
            st.error("Change it on the Profile page.", title="This line is no longer in your profile")
            return
        with told():
            made = run_again(visit, application, with_deed(stored.profile, fact_id, words), stored.id)
            st.switch_page("pages/progress.py", query_params={"id": made})
    st.caption("The line in your profile gets these words, and a new application is made for this ad.")


def _edit(line_id: str) -> None:
    st.session_state[EDITING] = line_id
    st.session_state.pop(SAID, None)


def _save(visit: Visit, application_id: str, line_id: str, key: str) -> None:
    _change(visit, application_id, line_id, st.session_state.get(key) or "")


def _leave_out(visit: Visit, application_id: str, line_id: str) -> None:
    """The deed first: a click that follows ends a callback where it next touches the page's state."""
    try:
        visit.applications.leave_out(visit.actor, application_id, line_id)
    except JobWiseError as error:
        st.session_state[SAID] = (line_id, error)
    else:
        st.session_state.pop(SAID, None)


def _change(visit: Visit, application_id: str, line_id: str, text: str | None) -> None:
    """In a callback, so that the page that follows shows the new line and the new score."""
    try:
        visit.applications.change_line(visit.actor, application_id, line_id, text)
    except JobWiseError as error:
        st.session_state[SAID] = (line_id, error)
    else:
        st.session_state.pop(SAID, None)
        st.session_state[EDITING] = ""
        st.session_state[f"line-{line_id}"] = True
        # A line whose words or icon changed is a new box to Streamlit: it would close.
        st.session_state[f"line-{line_id}"] = True
