"""The files of a vacancy: add them, and see what could not be read or was somebody's second file."""

import streamlit as st

from jobwise.domain.vacancy import Added, Candidate, Vacancy, VacancyProgress
from jobwise.errors import JobWiseError
from jobwise.services.vacancies import ARCHIVE_MB, MOST_FILES
from jobwise.ui.guard import Visit
from jobwise.ui.problems import show, told
from jobwise.ui.text import counted, plain
from jobwise.ui.upload import FORMATS

TURN, TOLD, FAILED = "files-turn", "files-told", "files-failed"


def draw_files(visit: Visit, vacancy: Vacancy, progress: VacancyProgress) -> None:
    """The uploader, what came of the last files, and the list of those that are no candidates."""
    with st.container(border=True, key="card-files"):
        st.header("Add résumés", anchor=False)
        key = f"candidate-files-{st.session_state.setdefault(TURN, 0)}"
        st.file_uploader(
            f"Up to {MOST_FILES} files at once: {FORMATS}, or a ZIP of them",
            accept_multiple_files=True,
            key=key,
            max_upload_size=ARCHIVE_MB,
            on_change=_arrived,
            args=(visit, vacancy.id, key),
        )
        st.caption("What tells who somebody is, such as names and contact, stays hidden until you reveal it.")
        if st.session_state.get(FAILED):
            show(st.session_state[FAILED])
        if (added := st.session_state.get(TOLD)) and added[0] == vacancy.id:
            _tell(added[1])
    if progress.failed or progress.same:
        unread = visit.vacancies.unread(visit.actor, vacancy.id)
        _draw_failed(visit, [one for one in unread if one.state == "failed"])
        _draw_same(visit, [one for one in unread if one.state == "same"])


def _arrived(visit: Visit, vacancy_id: str, key: str) -> None:
    """In a callback, so that the page that follows shows that they are being read."""
    files = st.session_state.get(key)
    st.session_state.pop(FAILED, None)
    if not files:
        return
    try:
        given = ((file.name, file.getvalue()) for file in files)
        st.session_state[TOLD] = (vacancy_id, visit.vacancies.add_files(visit.actor, vacancy_id, given))
    except JobWiseError as error:
        st.session_state[FAILED] = error
    else:
        st.session_state[TURN] += 1


def _tell(added: Added) -> None:
    taken = f"{counted(added.taken, 'file')} taken in."
    copies = f" {counted(added.copies, 'copy', 'copies')} of files that are here already left out."
    st.success(taken + (copies if added.copies else ""), icon=":material/check_circle:")
    for name, trouble in added.refused[:20]:
        st.warning(plain(trouble.message), title=plain(f"{name}: {trouble.title}"), icon=":material/help:")
    if len(added.refused) > 20:
        st.caption(f"And {counted(len(added.refused) - 20, 'more file')} that could not be taken.")


def _draw_failed(visit: Visit, failed: list[Candidate]) -> None:
    if not failed:
        return
    st.header("Not readable", anchor=False)
    st.caption(
        "Nobody is ranked by a file that could not be read. Ask for another one and add it above, then "
        "delete this one, or try again."
    )
    for candidate in failed:
        with st.container(border=True, key=f"card-failed-{candidate.id}"):
            words, actions = st.columns([5, 3], vertical_alignment="center")
        if candidate.trouble:
            words.markdown(
                f"**{plain(candidate.file_name)}**  \n"
                f":small[{plain(candidate.trouble.title)}. {plain(candidate.trouble.message)}]"
            )
        with actions, st.container(horizontal=True):
            if st.button("Try again", icon=":material/refresh:", key=f"retry-{candidate.id}"):
                with told():
                    visit.candidates.retry(visit.actor, candidate.id)
                    st.rerun()
            if not candidate.revealed and st.button(
                "Show the file's name", type="tertiary", key=f"name-{candidate.id}"
            ):
                with told():
                    visit.candidates.reveal(visit.actor, candidate.id)
                    st.rerun()
            if st.button(
                ":red[Delete]", icon=":material/delete:", type="tertiary", key=f"drop-{candidate.id}"
            ):
                with told():
                    visit.candidates.delete(visit.actor, candidate.id)
                    st.rerun()


def _draw_same(visit: Visit, same: list[Candidate]) -> None:
    if not same:
        return
    st.header("The same person twice", anchor=False)
    st.caption("The mail address, the phone or nearly the whole text is the same. The first file counts.")
    for candidate in same:
        with st.container(border=True, key=f"card-same-{candidate.id}"):
            words, actions = st.columns([5, 3], vertical_alignment="center")
        words.markdown(
            f"**{plain(candidate.file_name)}**  \n:small[A second file of candidate {candidate.same_as}]"
        )
        if actions.button("It is somebody else", key=f"apart-{candidate.id}"):
            with told():
                visit.candidates.keep_apart(visit.actor, candidate.id)
                st.rerun()
