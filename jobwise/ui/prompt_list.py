"""The prompts by stage, and the versions and drafts of the one that is shown."""

from collections.abc import Sequence

import streamlit as st

from jobwise.domain.prompt_lab import Draft, KeptVersion, VersionState
from jobwise.errors import JobWiseError, NotFound
from jobwise.ui.guard import Visit
from jobwise.ui.problems import show
from jobwise.ui.text import moment, plain

SHOWN, MENU, UPLOAD, FAILED = "show", "prompt-menu", "prompt-file", "prompt-file-failed"
"""In the address: the label of a version, the id of a prompt for its active one, or that of a draft."""
NAMES = {
    "reading": "Reading the job",
    "engine": "Offline engine",
    "writing": "Writing the documents",
    "judging": "Comparing texts",
}
BADGES: dict[VersionState, str] = {
    "active": ":green-badge[:material/check_circle: Active]",
    "candidate": ":blue-badge[:material/science: Candidate]",
    "archived": ":gray-badge[:material/inventory_2: Put away]",
}
DRAFT = ":orange-badge[:material/edit: Draft]"


def shown_of(versions: Sequence[KeptVersion], drafts: Sequence[Draft]) -> KeptVersion | Draft:
    """What the address names. Raises: NotFound."""
    wanted = st.query_params.get(SHOWN, "writing")
    for draft in drafts:
        if draft.id == wanted:
            return draft
    for version in versions:
        if version.label == wanted or (version.version.id == wanted and version.state == "active"):
            return version
    raise NotFound(
        "This version is not there",
        "It may be a draft that became a version or was thrown away. Open Prompts from the menu.",
        code="not-found",
    )


def go_to(wanted: str) -> None:
    """Show another version or draft."""
    st.query_params[SHOWN] = wanted


def draw_menu(visit: Visit, prompt_id: str) -> None:
    """Which prompt is shown."""
    st.session_state[MENU] = prompt_id
    st.segmented_control(
        "Prompt",
        [one for one in NAMES if one in visit.prompts.files],
        format_func=lambda one: NAMES[one],
        required=True,
        key=MENU,
        on_change=lambda: go_to(st.session_state[MENU]),
        label_visibility="collapsed",
    )


def draw_list(versions: Sequence[KeptVersion], drafts: Sequence[Draft], shown: KeptVersion | Draft) -> None:
    """Drafts first, then versions from the newest on."""
    for draft in drafts:
        with st.container(border=True, key=f"card-{draft.id}", gap="xxsmall"):
            is_shown = isinstance(shown, Draft) and shown.id == draft.id
            _row("Draft", DRAFT, draft.id, is_shown=is_shown)
            st.caption(f"{plain(draft.author)} · {moment(draft.at)}")
    for one in reversed(versions):
        with st.container(border=True, key=f"card-{one.label.replace('@', '-')}", gap="xxsmall"):
            _row(one.label, BADGES[one.state], one.label, is_shown=one == shown)
            st.caption(f"{origin(one)}  \n{plain(one.version.why)}")


def origin(one: KeptVersion) -> str:
    """Who made a version, and when."""
    made = f" · {moment(one.at)}" if one.at else ""
    return f"{plain(one.author)}{made}" if not one.is_shipped else "Comes with JobWise"


def draw_upload(visit: Visit) -> None:
    """A version's file becomes a draft."""
    with st.popover("Upload a version", icon=":material/upload:", key="upload-version"):
        st.file_uploader(
            "A file with front matter, as **Download** gives it",
            type=["md", "txt"],
            key=UPLOAD,
            max_upload_size=1,
            on_change=_uploaded,
            args=(visit,),
        )
        if st.session_state.get(FAILED):
            show(st.session_state[FAILED])


def _uploaded(visit: Visit) -> None:
    file = st.session_state.get(UPLOAD)
    st.session_state.pop(FAILED, None)
    if file is None:
        return
    try:
        go_to(visit.prompt_drafts.upload(visit.actor, file.name, file.getvalue()))
    except JobWiseError as error:
        st.session_state[FAILED] = error


def _row(name: str, badge: str, wanted: str, *, is_shown: bool) -> None:
    label = f"**{name}** {badge}"
    if is_shown:
        st.markdown(f":material/arrow_right: {label}")
    else:
        st.button(label, type="tertiary", key=f"show-{wanted}", on_click=go_to, args=(wanted,))
