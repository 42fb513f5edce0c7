"""Lines of the résumé that found no place: shown, kept, and moved where the person says."""

import streamlit as st

from jobwise.domain.profile import Profile
from jobwise.ui import profile_edits as edits
from jobwise.ui.profile_draft import Draft
from jobwise.ui.profile_fields import ENTRY_FORMS, LIST_TITLES
from jobwise.ui.text import job_name, plain


def draw_not_understood(draft: Draft) -> None:
    """One row a line, with a menu of where it belongs."""
    profile = draft.profile
    if not profile.unplaced:
        return
    st.header("Not understood", anchor=False)
    st.caption("Kept as text. Nothing from your file is thrown away.")
    targets = targets_in(profile)
    for line in profile.unplaced:
        words, action = st.columns([3, 1], vertical_alignment="center")
        below = f"  \n:small[below “{plain(line.heading)}”]" if line.heading else ""
        words.markdown(f"{plain(line.text)}{below}")
        key = draft.key("move", line.fact_id)
        action.menu_button(
            "Move to",
            list(targets),
            format_func=lambda target: targets[target],
            icon=":material/drive_file_move:",
            key=key,
            on_click=_moved,
            args=(draft, line.fact_id, key),
        )


def targets_in(profile: Profile) -> dict[str, str]:
    """Where a line may go: target -> its name in the menu."""
    points = {
        entry.fact_id: f"Points of {job_name(entry.position, entry.name)}" for entry in profile.work
    } | {entry.fact_id: f"Points of {entry.name}" for entry in profile.projects if entry.name}
    entries = {section: f"{form.title}: a new {form.one}" for section, form in ENTRY_FORMS.items()}
    return {edits.SUMMARY: "Summary", **points, **LIST_TITLES, **entries, edits.REMOVE: "Nowhere: remove it"}


def _moved(draft: Draft, line_id: str, key: str) -> None:
    target = st.session_state[key]
    if target:
        draft.change(lambda profile: edits.moved(profile, line_id, target))
