"""The profile as it is being edited in this session, until it is saved as a new version."""

from collections.abc import Callable

import streamlit as st

from jobwise.domain.account import StoredProfile
from jobwise.domain.profile import Profile
from jobwise.errors import JobWiseError
from jobwise.ui.guard import Visit

_DRAFT, _BASE, _SAVED, _TURN, _MARKED, _FAILED = (
    "profile-draft",
    "profile-base",
    "profile-saved",
    "profile-turn",
    "profile-marked",
    "profile-failed",
)


class Draft:
    """Reads and changes the draft in the session.

    *Why a turn in every widget's key:* a new file or a discarded edit must show fresh values, while
    saving must leave open what is open.
    """

    def __init__(self, stored: StoredProfile | None) -> None:
        """Begin anew where the profile changed elsewhere, unless something here is not saved yet."""
        self.stored = stored
        base = stored.id if stored else ""
        if _DRAFT not in st.session_state or (st.session_state[_BASE] != base and not self.is_changed):
            self.discard()

    @property
    def saved(self) -> Profile:
        """What the draft was made from."""
        profile: Profile = st.session_state[_SAVED]
        return profile

    @property
    def profile(self) -> Profile:
        """What stands in the fields."""
        profile: Profile = st.session_state[_DRAFT]
        return profile

    @property
    def is_changed(self) -> bool:
        return self.profile != self.saved

    @property
    def marked(self) -> str:
        """The id of the fact in work, empty when there is none."""
        return str(st.session_state.get(_MARKED, ""))

    @property
    def failed(self) -> JobWiseError | None:
        """Why the last saving did not work."""
        error: JobWiseError | None = st.session_state.get(_FAILED)
        return error

    def key(self, *parts: str) -> str:
        """A widget's key, fresh for every turn."""
        return "-".join((f"p{st.session_state[_TURN]}", *parts))

    def change(self, edit: Callable[[Profile], Profile]) -> None:
        """Edit the draft."""
        st.session_state[_DRAFT] = edit(self.profile)
        st.session_state.pop(_FAILED, None)

    def mark(self, fact_id: str) -> None:
        """Note which fact is in work, so that its place is shown."""
        st.session_state[_MARKED] = fact_id

    def discard(self) -> None:
        """Back to what is kept."""
        self._take(self.stored)
        st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
        st.session_state.pop(_MARKED, None)

    def save(self, visit: Visit) -> None:
        """Keep the draft as a new version."""
        base = st.session_state[_BASE]
        try:
            stored = visit.profiles.save(visit.actor, self.profile, based_on=base)
        except JobWiseError as error:
            st.session_state[_FAILED] = error
            return
        self._take(stored)
        st.toast("Your profile is saved", icon=":material/check:")

    def _take(self, stored: StoredProfile | None) -> None:
        st.session_state[_BASE] = stored.id if stored else ""
        st.session_state[_SAVED] = st.session_state[_DRAFT] = stored.profile if stored else Profile()
        st.session_state.pop(_FAILED, None)


def has_unsaved_changes() -> bool:
    """Whether something on the profile page waits to be saved."""
    return _DRAFT in st.session_state and st.session_state[_DRAFT] != st.session_state[_SAVED]
