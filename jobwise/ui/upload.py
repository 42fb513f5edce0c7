"""Uploading a résumé: read when it arrives, with the reason beside the field when it cannot be."""

import streamlit as st

from jobwise.errors import JobWiseError
from jobwise.ui.guard import Visit
from jobwise.ui.problems import show

TURN, FAILED, ARRIVED, TAKEN = "upload-turn", "upload-failed", "upload-arrived", "upload-taken"
FORMATS = "PDF, DOCX, Markdown, text or JSON Resume"


def draw_upload(visit: Visit, label: str = "Your résumé") -> None:
    """The uploader, and below it what was wrong with the last file."""
    turn = st.session_state.setdefault(TURN, 0)
    key = f"resume-file-{turn}"
    st.file_uploader(
        f"{label}: {FORMATS}",
        key=key,
        max_upload_size=visit.services.settings.upload_mb,
        on_change=_arrived,
        args=(visit, key),
    )
    if st.session_state.get(FAILED):
        show(st.session_state[FAILED])


def take_arrived() -> bool:
    """Whether a file was read since this was last asked."""
    return bool(st.session_state.pop(ARRIVED, False))


def _arrived(visit: Visit, key: str) -> None:
    """In a callback, so that the page that follows shows what was read."""
    file = st.session_state.get(key)
    st.session_state.pop(FAILED, None)
    if file is None or st.session_state.get(TAKEN) == file.file_id:
        return
    st.session_state[TAKEN] = file.file_id  # a page that is drawn anew while a file is read asks once more
    try:
        visit.profiles.upload(visit.actor, file.name, file.getvalue())
    except JobWiseError as error:
        st.session_state[FAILED] = error
    else:
        st.session_state[TURN] += 1
        st.session_state[ARRIVED] = True
