"""Every version of the documents: when it was made and how, what it says otherwise, and the way back."""

from collections.abc import Sequence

import streamlit as st

from jobwise.domain.account import Application, VersionSummary
from jobwise.domain.documents import Document, Line
from jobwise.errors import JobWiseError
from jobwise.ui import diff
from jobwise.ui.guard import Visit
from jobwise.ui.preview import shown_text
from jobwise.ui.problems import show
from jobwise.ui.text import figure, moment, plain

_MENU, _COMPARED = "versions", "version-compared"
_NAMES = {"resume": "Résumé", "cover_letter": "Cover letter"}


def draw_versions(visit: Visit, application: Application) -> None:
    """The menu of versions, the newest first; nothing where there is only one."""
    versions = visit.applications.versions(visit.actor, application.id)
    if len(versions) < 2:
        return
    label = f"Versions ({len(versions)})"
    menu = st.popover(label, icon=":material/history:", key=_MENU, on_change="rerun")
    if menu.open:
        with menu:
            for version in reversed(versions):
                _row(version, versions[-1])
    wanted: int = st.session_state.get(_COMPARED, 0)
    if any(version.number == wanted for version in versions):
        title = f"Version {wanted} and now"
        st.dialog(title, width="large", on_dismiss=_leave)(_comparison)(
            visit, application, wanted, versions[-1].number
        )


def _row(version: VersionSummary, now: VersionSummary) -> None:
    score = f" · score {figure(version.ats_score)}" if version.ats_score is not None else ""
    badge = " :green-badge[Now]" if version is now else ""
    made_from = (
        f" From version {version.parent}." if version.parent and version.parent != version.number - 1 else ""
    )
    st.markdown(
        f"**Version {version.number}**{badge} :small[{moment(version.created_at)}{score}]  \n"
        f":small[{plain(version.what)}{made_from}]"
    )
    if version is not now:
        st.button(
            "Compare with now",
            icon=":material/difference:",
            type="tertiary",
            key=f"compare-version-{version.number}",
            on_click=_compare,
            args=(version.number,),
        )


def _compare(number: int) -> None:
    """The menu would stay open behind the comparison."""
    st.session_state[_MENU] = False
    st.session_state[_COMPARED] = number


def _leave() -> None:
    st.session_state.pop(_COMPARED, None)


def _comparison(visit: Visit, application: Application, number: int, newest: int) -> None:
    then, now = (visit.applications.version(visit.actor, application.id, one) for one in (number, newest))
    pairs = (
        (then.documents.resume, now.documents.resume),
        (then.documents.cover_letter, now.documents.cover_letter),
    )
    same = True
    for before, present in pairs:
        said = differences(before, present)
        if said:
            same = False
            st.subheader(_NAMES[present.kind], anchor=False)
            for line in said:
                st.markdown(line)
    if same:
        st.markdown("Both say the same.")
    back = st.button(
        f"Bring back version {number}", icon=":material/restore:", type="primary", key="bring-back"
    )
    st.caption("The documents of now are kept as a version too. The check and the score run again.")
    if back:
        try:
            visit.applications.restore(visit.actor, application.id, number)
        except JobWiseError as error:
            show(error)
        else:
            _leave()
            st.rerun()


def differences(then: Document, now: Document) -> list[str]:
    """The lines that differ, as Markdown: what stood there in red, what stands there now in green."""
    before = {line.id: line for line in then.lines}
    after = {line.id: line for line in now.lines}
    said = [_change(before.get(line.id), line) for line in now.lines]
    said += [_gone(line) for line in then.lines if line.id not in after]
    return [line for line in (*said, *_order(then.lines, now.lines)) if line]


def _change(old: Line | None, line: Line) -> str:
    text = shown_text(line)
    if old is None:
        return f":green-badge[New] {plain(text)}"
    was = shown_text(old)
    if was == text:
        return ""
    return f":red-background[{plain(was)}]  \n{diff.marked_new(was, text)}"


def _gone(line: Line) -> str:
    return f":red-badge[Not there now] {plain(shown_text(line))}"


def _order(then: Sequence[Line], now: Sequence[Line]) -> list[str]:
    """A sentence where the same lines stand in another order."""
    kept = {line.id for line in now} & {line.id for line in then}
    orders = [[line.id for line in lines if line.id in kept] for lines in (then, now)]
    return [] if orders[0] == orders[1] else ["Some lines stand in another order."]
