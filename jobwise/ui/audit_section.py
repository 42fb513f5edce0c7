"""The section of *Administration* about the log of what was done."""

from collections.abc import Iterator, Mapping

import streamlit as st

from jobwise.domain.audit import Action, AuditEntry
from jobwise.rendering.csv_file import csv_file, harmless
from jobwise.services.accounts.entries import email_key
from jobwise.ui.guard import Visit
from jobwise.ui.problems import told
from jobwise.ui.text import counted, moment, plain

SHOWN = 1000
"""So many of the newest are looked through; the download has all."""
ALL = "Everything"
_NOBODY = {"command-line": "Command line", "unknown": "Unknown"}
_ON_SCREEN = ("What", "When", "Who", "To whom or what", "Details", "Number")
"""*Why what first:* a phone shows two columns."""
HEADINGS = ("Number", "When", "Who", "What", "To whom or what", "Details")


def draw_audit(visit: Visit) -> None:
    """Newest first, with a check of the whole."""
    st.header("Audit log", anchor=False)
    st.caption("What was done, by whom. It holds no content, and a changed entry is found out.")
    names = _names(visit)
    words = {action.value: words_of(action.value) for action in Action}
    left, right = st.columns(2)
    action = left.selectbox("Action", [ALL, *words], format_func=lambda one: words.get(one, one), key="did")
    sought = email_key(right.text_input("E-mail address", key="audit-email"))
    rows = [
        _row(entry, names)
        for entry in visit.services.audit.everybodys(visit.actor, most=SHOWN)
        if action in (ALL, entry.action)
        and sought in f"{names.get(entry.actor_id, '')} {names.get(entry.subject, '')}".casefold()
    ]
    if rows:
        columns = {heading: [harmless(row[at]) for row in rows] for at, heading in enumerate(HEADINGS)}
        alt = f"{counted(len(rows), 'entry', 'entries')} of the log; the download holds all"
        st.dataframe(columns, hide_index=True, column_order=_ON_SCREEN, alt=alt, key="audit")
    else:
        st.markdown(f"None of the {SHOWN:,} newest entries fits.")
    with st.container(horizontal=True):
        verifies = st.button("Check the log", icon=":material/verified:", key="verify")
        st.download_button(
            "Download as CSV",
            lambda: whole_log(visit, names),
            file_name="JobWise - audit log.csv",
            mime="text/csv",
            on_click="ignore",
            icon=":material/download:",
            key="audit-download",
        )
    if verifies:
        with told():
            _verify(visit)


def words_of(action: str) -> str:
    """An action as the screen names it, also one of another version."""
    return action.replace("_", " ").capitalize().replace("Api ", "API ")


def _verify(visit: Visit) -> None:
    verdict = visit.services.audit.verify(visit.actor)
    if verdict.wrong is not None:
        st.error(
            f"{plain(verdict.reason)} Somebody may have changed the database: compare it with a backup.",
            title=f"Entry {verdict.wrong} is not as it was written",
            icon=":material/error:",
        )
        return
    st.success(
        "Note this elsewhere. `jobwise audit verify --known` finds out with it if the log is put back.",
        title=f"{counted(verdict.entries, 'entry', 'entries')}, all as they were written",
        icon=":material/check_circle:",
    )
    st.code(verdict.head, language=None, wrap_lines=True)


def _names(visit: Visit) -> Mapping[str, str]:
    return _NOBODY | {one.id: one.email for one in visit.accounts.people.list(visit.actor)}


def whole_log(visit: Visit, names: Mapping[str, str]) -> bytes:
    """All of it as CSV, newest first. names: id -> what a person is called."""
    return csv_file([HEADINGS, *(_row(entry, names) for entry in _all(visit))])


def _all(visit: Visit) -> Iterator[AuditEntry]:
    before = None
    while entries := visit.services.audit.everybodys(visit.actor, before=before, most=SHOWN):
        yield from entries
        before = entries[-1].number


def _row(entry: AuditEntry, names: Mapping[str, str]) -> tuple[str, ...]:
    details = ", ".join(f"{key}: {value}" for key, value in entry.details.items())
    who, whom = (names.get(one, one) for one in (entry.actor_id, entry.subject))
    return str(entry.number), moment(entry.at), who, words_of(entry.action), whom, details
