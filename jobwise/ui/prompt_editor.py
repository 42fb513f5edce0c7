"""A draft: its text, what is to be said about it, and what can stand in it."""

import streamlit as st

from jobwise.domain.prompt import Prompt, variables
from jobwise.domain.prompt_lab import Check, CheckLevel, Draft
from jobwise.errors import Conflict, JobWiseError
from jobwise.pipeline.prompt_checks import MOST_BYTES, is_sound
from jobwise.services.asking import LIKELY_BYTES_A_TOKEN
from jobwise.ui.asking import ask
from jobwise.ui.guard import Visit
from jobwise.ui.problems import show
from jobwise.ui.prompt_list import DRAFT, NAMES, SHOWN, go_to
from jobwise.ui.prompt_preview import draw_preview
from jobwise.ui.prompt_version import draw_difference
from jobwise.ui.text import counted, moment, plain

HOLDS = {
    "fence": "a code that nobody can guess who wrote the text; it stands in both lines of a fence",
    "ad": "the job ad, without contact data of the person",
    "facts": "what the profile says, each fact with its id, as JSON",
    "job": "title, employer and what is asked, with the facts that answer it, as JSON",
    "lines": "the lines to be said better, each with its id and facts, as JSON",
    "language": "the language of the document, such as en; it may stand outside of a fence",
    "first": "one of the two texts that are compared",
    "second": "the other one",
}
FIGURES = {
    "must": "what a line is worth that answers a must-have, 0 to 1",
    "nice": "the same for a nice-to-have",
    "near": "how much of that counts where the answer is only near",
    "number": "what a number in a line is worth",
    "line": "what any line is worth",
    "highlights": "share of the pages kept for lines under the jobs",
    "verb_first": "“Responsible for managing” becomes “Managed” in a job that has ended",
    "ads_spelling": "a skill is written as the ad writes it",
    "asked_first": "skills that the ad asks for stand first",
    "summary": "a summary is put together from the facts",
}
_ICONS: dict[CheckLevel, str] = {
    "error": ":red[:material/error:]",
    "warning": ":orange[:material/warning:]",
    "note": ":material/info:",
}
FAILED = "draft-failed"


def draw_draft(visit: Visit, draft: Draft) -> None:
    """The field, the checks below it, then what the draft would do."""
    text_key, changes_key = f"draft-text-{draft.id}", f"draft-changes-{draft.id}"
    st.session_state.setdefault(changes_key, draft.changes)
    if text_key not in st.session_state:
        st.session_state[text_key] = draft.text
    st.header(f"Draft {DRAFT}", anchor=False)
    st.caption(
        f"{NAMES[draft.prompt_id]} · saved by {plain(draft.author)}, {moment(draft.at)}. It is saved and "
        "checked when you leave the field."
    )
    text = st.text_area(
        "Text of the version",
        key=text_key,
        height=460,
        on_change=_save,
        args=(visit, draft.id),
        persist_state="session",
    )
    if failed := st.session_state.get(FAILED):
        _draw_failed(visit, draft, failed)
    checks = visit.prompt_drafts.checks(visit.actor, draft.prompt_id, text or "")
    if not failed or isinstance(failed, Conflict):  # else it has said so already
        _draw_checks(checks, text or "", is_same=_is_in_use(visit, draft, text or ""))
    with st.container(horizontal=True, key="actions-draft"):
        _actions(visit, draft, sound=is_sound(checks))
    file = visit.prompts.files[draft.prompt_id]
    with st.expander("What can stand in it"):
        st.markdown(_at_hand(file) if isinstance(file, Prompt) else _figures())
    case, differences = st.tabs(
        ["On a case", "Differences"], key="draft-tab", on_change="rerun", bind="query-params"
    )
    if case.open:
        with case:
            version = visit.prompt_drafts.read(visit.actor, draft.prompt_id, text or "")
            if version is None:
                st.markdown("Mend what is marked red above, and you see here what the version does.")
            else:
                draw_preview(visit, version)
    if differences.open:
        with differences:
            st.caption("Lines with − stand in the active version alone, lines with + in the draft alone.")
            active = next(
                one.label
                for one in visit.prompts.list(visit.actor)
                if one.version.id == draft.prompt_id and one.state == "active"
            )
            draw_difference(visit.prompt_drafts.text(visit.actor, active), text or "")


def _is_in_use(visit: Visit, draft: Draft, text: str) -> bool:
    """Whether a draft asks just what the active version asks."""
    read = visit.prompt_drafts.read(visit.actor, draft.prompt_id, text)
    used = (one.version for one in visit.prompts.list(visit.actor) if one.state == "active")
    return read is not None and any(one.id == read.id and one.asked == read.asked for one in used)


def _draw_checks(checks: tuple[Check, ...], text: str, *, is_same: bool) -> None:
    tokens = counted(len(text.encode("utf-8", "replace")) // LIKELY_BYTES_A_TOKEN, "token")
    size = f"About {tokens} without what a case adds; {MOST_BYTES // 1024} KB is the most."
    if is_same:
        st.info("It does just what the active version does.", icon=":material/content_copy:")
    elif not checks:
        st.success(size, title="Nothing is wrong with it", icon=":material/check_circle:")
        return
    rows = [
        f"{_ICONS[one.level]} {f'Line {one.line}: ' if one.line else ''}{plain(one.sentence)}"
        for one in checks
    ]
    st.markdown("  \n".join(rows))
    st.caption(size)


def _actions(visit: Visit, draft: Draft, *, sound: bool) -> None:
    st.button(
        "Make it a candidate",
        type="primary",
        icon=":material/science:",
        key="propose",
        disabled=not sound,
        help=None if sound else "Mend what is marked red first",
        on_click=_propose,
        args=(visit, draft.id),
    )
    if st.button(":red[Throw away]", type="tertiary", icon=":material/delete:", key="drop-draft"):
        ask(
            "Throw this draft away?",
            "Its text goes, what others saved in it too. The versions stay.",
            "Keep it",
            "Throw away",
            lambda: _drop(visit, draft),
        )


def _drop(visit: Visit, draft: Draft) -> None:
    visit.prompt_drafts.drop(visit.actor, draft.id)
    go_to(draft.prompt_id)


def _draw_failed(visit: Visit, draft: Draft, failed: JobWiseError) -> None:
    show(failed)
    if not isinstance(failed, Conflict):
        return
    theirs = visit.prompt_drafts.get(visit.actor, draft.id)
    with st.expander(f"The text that {plain(theirs.author)} saved"):
        st.code(theirs.text, language=None, wrap_lines=True)
    with st.container(horizontal=True):
        st.button("Save mine over it", key="save-mine", on_click=_save_over, args=(visit, theirs))
        st.button("Take theirs", key="take-theirs", on_click=_take, args=(theirs,))


def _save(visit: Visit, draft_id: str) -> None:
    """In a callback, so that nothing that was typed is lost when the page is left."""
    text = st.session_state[f"draft-text-{draft_id}"] or ""
    st.session_state.pop(FAILED, None)
    try:
        saved = visit.prompt_drafts.save(
            visit.actor, draft_id, text, st.session_state[f"draft-changes-{draft_id}"]
        )
    except JobWiseError as error:
        st.session_state[FAILED] = error
    else:
        st.session_state[f"draft-changes-{draft_id}"] = saved.changes


def _save_over(visit: Visit, theirs: Draft) -> None:
    st.session_state[f"draft-changes-{theirs.id}"] = theirs.changes
    _save(visit, theirs.id)


def _take(theirs: Draft) -> None:
    st.session_state.pop(FAILED, None)
    st.session_state[f"draft-text-{theirs.id}"] = theirs.text
    st.session_state[f"draft-changes-{theirs.id}"] = theirs.changes


def _propose(visit: Visit, draft_id: str) -> None:
    st.session_state.pop(FAILED, None)
    try:
        changes = st.session_state[f"draft-changes-{draft_id}"]
        made = visit.prompt_drafts.propose(visit.actor, draft_id, changes)
    except JobWiseError as error:
        st.session_state[FAILED] = error
    else:
        st.query_params[SHOWN] = made.label


def _at_hand(file: Prompt) -> str:
    """The variables of each part, with what they hold."""
    parts = {"Shared": file.shared, **{f"Task: {task}": words for task, words in file.tasks.items()}}
    rows = []
    for part, words in parts.items():
        rows += [f"**# {part}**", ""]
        rows += [f"- `${name}`: {HOLDS.get(name, '')}" for name in sorted(variables(words))]
        rows.append("")
    return "\n".join(
        [*rows, "What others wrote stands between `<<<DATA $fence` and `$fence DATA>>>`. A dollar is `$$`."]
    )


def _figures() -> str:
    return "\n".join(f"- `{name}`: {words}" for name, words in FIGURES.items())
