"""The profile as it is being edited in this session, until it is saved as a new version."""

from collections.abc import Callable

import streamlit as st

from jobwise.domain.account import StoredProfile
from jobwise.domain.profile import Profile
from jobwise.errors import JobWiseError
from jobwise.ui.guard import Visit

_DRAFT, _BASE, _TURN, _MARKED, _FAILED = (
    "profile-draft",
    "profile-base",
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
        base = stored.id if stored else ""
        self.stored = stored
        if st.session_state.get(_BASE) != base or _DRAFT not in st.session_state:
            self._begin(base)

    @property
    def saved(self) -> Profile:
        """What is kept now."""
        return self.stored.profile if self.stored else Profile()

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
        self._begin(st.session_state[_BASE])

    def save(self, visit: Visit) -> None:
        """Keep the draft as a new version."""
        base = st.session_state[_BASE]
        try:
            stored = visit.profiles.save(visit.actor, self.profile, based_on=base)
        except JobWiseError as error:
            st.session_state[_FAILED] = error
            return
        st.session_state[_BASE] = stored.id
        st.session_state[_DRAFT] = stored.profile
        st.session_state.pop(_FAILED, None)
        st.toast("Your profile is saved", icon=":material/check:")

    def _begin(self, base: str) -> None:
        st.session_state[_BASE] = base
        st.session_state[_DRAFT] = self.saved
        st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
        st.session_state.pop(_MARKED, None)
        st.session_state.pop(_FAILED, None)
