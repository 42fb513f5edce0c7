"""Around the fields of a profile: the page that they came from, and the bar that saves them."""

import streamlit as st

from jobwise.domain.account import StoredSource
from jobwise.domain.profile import Place
from jobwise.ui.guard import Visit
from jobwise.ui.profile_draft import Draft
from jobwise.ui.profile_fields import entry_names
from jobwise.ui.sources import draw_page, draw_text, has_pages
from jobwise.ui.text import plain


def draw_source(visit: Visit, draft: Draft, source: StoredSource) -> None:
    """The page where the fact in work was read; a file without pages shows its text."""
    place = _place(draft)
    words = f" Marked: where {plain(_name(draft))} was read." if place else ""
    if not has_pages(source):
        with st.container(border=True, key="card-source"):
            draw_text(source, place)
        st.caption(f"{plain(source.file_name)}, as text.{words}")
        return
    pages = source.text.pages
    turned = f"source-page-{draft.marked if place else ''}"
    number = min(int(st.session_state.get(turned, place.page if place else 1)), pages)
    draw_page(visit, source, number, place)
    here = words if place and place.page == number else ""
    st.caption(f"{plain(source.file_name)}, page {number} of {pages}.{here}", text_alignment="center")
    if pages > 1:
        with st.container(horizontal_alignment="center"):
            st.pagination(pages, default=number, key=turned)


def draw_saving(visit: Visit, draft: Draft) -> None:
    """A bar at the foot of the window for as long as something is not saved."""
    if not draft.is_changed:
        return
    with st.bottom, st.container(horizontal=True, vertical_alignment="center", width=1240):
        st.markdown("**You have changes that are not saved.**")
        st.button(
            "Save profile",
            type="primary",
            icon=":material/check:",
            key="save-profile",
            on_click=draft.save,
            args=(visit,),
        )
        st.button("Discard changes", type="tertiary", key="discard-profile", on_click=draft.discard)


def _place(draft: Draft) -> Place | None:
    facts = {fact.fact_id: fact.place for fact in draft.profile.facts()}
    return facts.get(draft.marked)


def _name(draft: Draft) -> str:
    """What the marked fact is called."""
    if draft.marked == "basics":
        return "your contact"
    for _, entry in draft.profile.entries():
        if entry.fact_id == draft.marked and entry_names(entry)[0]:
            return f"“{entry_names(entry)[0]}”"
    return "this"
