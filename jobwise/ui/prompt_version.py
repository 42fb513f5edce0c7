"""A version: its words, what it does on a real case, what is other than in another one, and its history."""

import difflib
from collections.abc import Callable, Sequence

import streamlit as st

from jobwise.domain.prompt_lab import KeptVersion
from jobwise.errors import JobWiseError
from jobwise.ui.guard import Visit
from jobwise.ui.problems import show
from jobwise.ui.prompt_list import BADGES, NAMES, go_to, origin
from jobwise.ui.prompt_preview import draw_preview
from jobwise.ui.prompt_promotion import ask_promotion, ask_roll_back
from jobwise.ui.text import moment, plain, quoted

FAILED = "prompt-failed"
TABS = ("Text", "On a case", "Differences", "History")


def draw_version(visit: Visit, shown: KeptVersion, versions: Sequence[KeptVersion]) -> None:
    """Head, what can be done, and the tabs."""
    st.header(f"{shown.label} {BADGES[shown.state]}", anchor=False)
    st.caption(f"{NAMES[shown.version.id]} · {origin(shown)}")
    st.markdown(quoted(shown.version.why))
    text = visit.prompt_drafts.text(visit.actor, shown.label)
    with st.container(horizontal=True, key="actions-version"):
        _actions(visit, shown, text)
    if failed := st.session_state.pop(FAILED, None):
        show(failed)
    words, case, differences, history = st.tabs(TABS, key="tab", on_change="rerun", bind="query-params")
    if words.open:
        with words:
            st.code(text, language=None, wrap_lines=True)
    if case.open:
        with case:
            draw_preview(visit, shown.version)
    if differences.open:
        with differences:
            _differences(visit, shown, versions, text)
    if history.open:
        with history:
            _history(visit, shown.version.id)


def draw_difference(old: str, new: str) -> None:
    """The lines that one text has and the other has not."""
    lines = list(difflib.unified_diff(old.splitlines(), new.splitlines(), lineterm="", n=2))[2:]
    if lines:
        st.code(
            "\n".join("…" if line.startswith("@@") else line for line in lines[1:]),
            language="diff",
            wrap_lines=True,
        )
    else:
        st.markdown("They are the same, word for word.")


def _actions(visit: Visit, shown: KeptVersion, text: str) -> None:
    label = shown.label
    if shown.state == "candidate":
        if st.button("Promote", type="primary", icon=":material/rocket_launch:", key="promote"):
            ask_promotion(visit, shown)
        if st.button("Try it in an experiment", icon=":material/science:", key="try-version"):
            st.switch_page("pages/experiments.py", query_params={"new": "1", "version": label})
    former = visit.prompt_lab.former(visit.actor, shown.version.id) if shown.state == "active" else None
    if former and st.button(f"Roll back to {former}", icon=":material/undo:", key="roll-back"):
        ask_roll_back(visit, shown, former)
    st.button(
        "Edit as a new draft",
        type="primary" if shown.state == "active" else "secondary",
        icon=":material/edit:",
        key="edit",
        on_click=_act,
        args=(lambda: go_to(visit.prompt_drafts.begin(visit.actor, label)),),
    )
    st.download_button(
        "Download",
        text,
        file_name=f"{label.replace('@', '-')}.md",
        mime="text/markdown",
        on_click="ignore",
        icon=":material/download:",
        key="download-version",
    )
    if shown.state == "archived":
        st.button(
            "Take out again",
            icon=":material/unarchive:",
            key="take-out",
            on_click=_act,
            args=(lambda: visit.prompt_lab.take_out(visit.actor, label),),
        )
    elif shown.state == "candidate" and not shown.is_shipped:
        st.button(
            "Put away",
            type="tertiary",
            icon=":material/inventory_2:",
            key="put-away",
            on_click=_act,
            args=(lambda: visit.prompt_lab.put_away(visit.actor, label),),
        )


def _differences(visit: Visit, shown: KeptVersion, versions: Sequence[KeptVersion], text: str) -> None:
    others = [one.label for one in versions if one.label != shown.label]
    if not others:
        st.markdown("There is no other version yet. **Edit as a new draft** begins one.")
        return
    active = next((n for n, one in enumerate(others) if _is_active(versions, one)), len(others) - 1)
    other = st.selectbox("Compared with", others, index=active, key=f"other-{shown.label}")
    st.caption(f"Lines with − stand in {other} alone, lines with + in {shown.label} alone.")
    draw_difference(visit.prompt_drafts.text(visit.actor, other), text)


def _is_active(versions: Sequence[KeptVersion], label: str) -> bool:
    return any(one.label == label and one.state == "active" for one in versions)


def _history(visit: Visit, prompt_id: str) -> None:
    made = visit.prompt_lab.history(visit.actor, prompt_id)
    if not made:
        st.markdown("Nothing was promoted yet: the version that comes with JobWise is in use.")
    for one in made:
        with st.container(border=True, key=f"card-promotion-{one.number}", gap="xxsmall"):
            st.markdown(f"**{one.label}** took the place of {one.before}. {quoted(one.reason)}")
            st.caption(f"{plain(one.author)} · {moment(one.at)}")


def _act(do: Callable[[], object]) -> None:
    """What a button does; what is refused is shown when the page is drawn."""
    try:
        do()
    except JobWiseError as error:
        st.session_state[FAILED] = error
