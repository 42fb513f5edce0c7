"""What the reader was not sure of: marked at the field, with the reason and what to do under it."""

from collections.abc import Sequence

import streamlit as st

from jobwise.domain.account import StoredSource
from jobwise.domain.profile import Doubt
from jobwise.ui import profile_edits as edits
from jobwise.ui.guard import Visit
from jobwise.ui.profile_draft import Draft
from jobwise.ui.sources import draw_crop
from jobwise.ui.text import plain

CHECK = ":orange-badge[:material/help: Check]"


def labelled(label: str, doubts: Sequence[Doubt]) -> str:
    """A field's label, marked when the field is in doubt. *Why in words:* it is the field's name to those who
    hear the page."""
    return f"{label} (please check)" if doubts else label


class Doubts:
    """The doubts of a draft, by the entry that they are about."""

    def __init__(self, visit: Visit, draft: Draft, source: StoredSource | None) -> None:
        self._visit, self._draft, self._source = visit, draft, source
        self._places = {fact.fact_id: fact.place for fact in draft.profile.facts()}
        self._about: dict[str, list[Doubt]] = {}
        for doubt in draft.profile.doubts:
            self._about.setdefault(edits.owner_of(draft.profile, doubt.fact_id), []).append(doubt)

    def about(self, entry_id: str) -> list[Doubt]:
        """Doubts about an entry and its items; `basics` for the contact and the summary."""
        return self._about.get(entry_id, [])

    def draw(self, doubts: Sequence[Doubt]) -> None:
        """Why to look again, **It is right**, and where it was read."""
        for doubt in doubts:
            name = self._draft.key("doubt", doubt.fact_id, doubt.field)
            st.markdown(f":material/help: {plain(doubt.reason)}")
            with st.container(horizontal=True):
                st.button(
                    "It is right",
                    icon=":material/check:",
                    key=f"{name}-right",
                    on_click=self._settle,
                    args=(doubt,),
                )
                self._show_in_page(doubt.fact_id, name)

    def _settle(self, doubt: Doubt) -> None:
        self._draft.change(lambda profile: edits.settled(profile, doubt.fact_id, doubt.field))

    def _show_in_page(self, fact_id: str, name: str) -> None:
        place = self._places.get(fact_id)
        if place is None or self._source is None:
            return
        popover = st.popover(
            "Show in page",
            icon=":material/search:",
            type="tertiary",
            key=f"{name}-show",
            on_change=self._draft.mark,
            args=(fact_id,),
        )
        if popover.open:
            with popover:
                draw_crop(self._visit, self._source, place)
