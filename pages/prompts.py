"""Prompts: what models are asked and the offline engine goes by, in versions; written, compared, promoted."""

import streamlit as st

from jobwise.domain.prompt_lab import Draft
from jobwise.domain.role import Role
from jobwise.errors import JobWiseError
from jobwise.ui.guard import admitted
from jobwise.ui.problems import show
from jobwise.ui.prompt_editor import draw_draft
from jobwise.ui.prompt_list import draw_list, draw_menu, draw_upload, shown_of
from jobwise.ui.prompt_version import draw_version

visit = admitted(Role.PROMPT_EDITOR)

with st.container(width=1240):
    words, action = st.columns([3, 2], vertical_alignment="bottom")
    words.title("Prompts", anchor=False)
    with action, st.container(horizontal=True, horizontal_alignment="right", key="actions-prompts"):
        draw_upload(visit)
    st.caption(
        "What language models are asked, and what the offline engine goes by. A version never changes, and "
        "every run says which one wrote it."
    )
    try:
        versions, drafts = visit.prompts.list(visit.actor), visit.prompt_drafts.list(visit.actor)
        shown = shown_of(versions, drafts)
    except JobWiseError as error:
        show(error)
        st.stop()
    prompt_id = shown.prompt_id if isinstance(shown, Draft) else shown.version.id
    draw_menu(visit, prompt_id)
    versions = [one for one in versions if one.version.id == prompt_id]
    left, right = st.columns([3, 8], gap="medium")
    with left:
        draw_list(versions, [one for one in drafts if one.prompt_id == prompt_id], shown)
    with right:
        if isinstance(shown, Draft):
            draw_draft(visit, shown)
        else:
            draw_version(visit, shown, versions)
