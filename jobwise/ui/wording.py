"""Hints on how the lines of a document are written."""

import streamlit as st

from jobwise.domain.ats import AtsReport
from jobwise.domain.documents import Document
from jobwise.ui.document_lines import ALL, CHOSEN
from jobwise.ui.text import plain, quoted


def draw_wording(report: AtsReport, document: Document) -> None:
    """Hints on how lines are written; each opens its line."""
    st.header("Wording", anchor=False)
    if not report.style:
        st.markdown("Nothing to point out.")
        return
    st.caption("Only hints. No score rests on them.")
    lines = {line.id: line for line in document.lines}
    with st.container(border=True, key="card-wording"):
        for number, note in enumerate(report.style):
            if note.line_id in lines:
                words, show_line = st.columns([5, 1], vertical_alignment="center")
                words.markdown(f"{quoted(lines[note.line_id].text)}  \n:small[{plain(note.text)}]")
                show_line.button(
                    "Open", key=f"note-{number}", type="tertiary", on_click=_open, args=(note.line_id,)
                )


def _open(line_id: str) -> None:
    st.session_state[f"line-{line_id}"] = True
    st.session_state[CHOSEN] = line_id
    st.session_state["lines"] = ALL
