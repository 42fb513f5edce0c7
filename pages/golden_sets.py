"""Golden sets: cases to hold versions of prompts against, with what is expected of the documents."""

import streamlit as st

from jobwise.domain.role import Role
from jobwise.errors import JobWiseError
from jobwise.ui.golden_list import draw_list, draw_new, shown_of
from jobwise.ui.golden_set import draw_set
from jobwise.ui.guard import admitted
from jobwise.ui.problems import show

visit = admitted(Role.PROMPT_EDITOR)

with st.container(width=1240):
    words, action = st.columns([3, 2], vertical_alignment="bottom")
    words.title("Golden sets", anchor=False)
    with action, st.container(horizontal=True, horizontal_alignment="right", key="actions-golden"):
        draw_new(visit)
    st.caption(
        "People, jobs and what is expected of their documents, to try versions of prompts on. A version of a "
        "set never changes: what you change becomes the next one."
    )
    try:
        sets = visit.golden_sets.list(visit.actor)
        shown = shown_of(sets)
        golden = visit.golden_sets.get(visit.actor, shown.label)
    except JobWiseError as error:
        show(error)
        st.stop()
    left, right = st.columns([3, 8], gap="medium")
    with left:
        draw_list(sets, shown)
    with right:
        draw_set(visit, golden, is_newest=shown == next(one for one in sets if one.name == shown.name))
