"""The profile: what was read from the résumé, every field editable, beside the page it came from."""

import streamlit as st

from jobwise.ui.guard import admitted
from jobwise.ui.hidden_text import OF_RESUME, draw_hidden
from jobwise.ui.not_understood import draw_not_understood
from jobwise.ui.problems import show
from jobwise.ui.profile_draft import Draft
from jobwise.ui.profile_form import ProfileForm
from jobwise.ui.profile_page import draw_saving, draw_source
from jobwise.ui.sources import source_of
from jobwise.ui.text import counted, moment, plain
from jobwise.ui.upload import draw_upload, take_arrived

BY_HAND = "profile-by-hand"

visit = admitted()
stored = visit.profiles.current(visit.actor)

with st.container(width=1240):
    if stored is None and not st.session_state.get(BY_HAND):
        st.title("Profile", anchor=False)
        st.markdown("What you have done will stand here. Upload your résumé, and correct what was read.")
        with st.container(border=True, key="card-upload", width=780):
            draw_upload(visit)
        if st.button("Write it by hand", type="tertiary", icon=":material/edit:", key="by-hand"):
            st.session_state[BY_HAND] = True
            st.rerun()
        st.stop()

    take_arrived()
    draft = Draft(stored)
    source = source_of(visit, stored) if stored else None
    words, action = st.columns([3, 2], vertical_alignment="bottom")
    with words, st.container(gap="xxsmall"):
        st.title("Profile", anchor=False)
        if stored:
            origin = f"Read from {plain(stored.file_name)}. " if stored.file_name else ""
            st.caption(f"{origin}Version {stored.version}, saved {moment(stored.created_at)}.")
    with (
        action,
        st.container(horizontal_alignment="right", key="actions-profile"),
        st.popover("Upload a newer résumé", icon=":material/upload:", key="upload-again"),
    ):
        if draft.is_changed:
            st.markdown("Save or discard your changes first.")
        else:
            st.markdown("What you corrected stays.")
            draw_upload(visit)
    if draft.failed:
        show(draft.failed)
    if draft.profile.doubts:
        many = len(draft.profile.doubts)
        st.warning(
            f"{'It is' if many == 1 else 'They are'} marked Check, with the reason.",
            title=f"{counted(many, 'field')} to check",
            icon=":material/help:",
        )
    if source and source.text.hidden:
        draw_hidden(source.text.hidden, OF_RESUME)
    if source is None:
        with st.container(width=780):
            ProfileForm(visit, draft, None, st.query_params.get("fact", "")).draw()
            draw_not_understood(draft)
    else:
        left, right = st.columns([11, 9], gap="large")
        with left:
            ProfileForm(visit, draft, source, st.query_params.get("fact", "")).draw()
            draw_not_understood(draft)
        with right, st.container(key="page-picture-profile"):
            draw_source(visit, draft, source)
    draw_saving(visit, draft)
