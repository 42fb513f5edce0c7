"""How jobs come into the library: pasted, from a file or a page, many at once, or from a company's board."""

from collections.abc import Callable

import streamlit as st

from jobwise.domain.job import AddedJob, AddedJobs, BoardKind, JobBoard
from jobwise.errors import JobWiseError
from jobwise.ui.guard import Visit
from jobwise.ui.problems import show
from jobwise.ui.text import counted, moment, plain

TEXT, ADDRESS, TURN = "job-text", "job-address", "job-file-turn"
_DONE, _FAILED = "jobs-added", "jobs-failed"
BOARDS: dict[BoardKind, str] = {"greenhouse": "Greenhouse", "lever": "Lever", "ashby": "Ashby"}
_MOST_REFUSED = 10


def draw_adding(visit: Visit) -> None:
    """One card for each way; what came of the last one stands above them."""
    _draw_done()
    with st.container(border=True, key="card-paste"):
        st.header("Paste a job", anchor=False)
        st.text_area("Job ad", key=TEXT, height=180, placeholder="Paste the whole ad")
        _failed("paste")
        st.button(
            "Add job",
            type="primary",
            icon=":material/add:",
            key="add-text",
            on_click=_add_text,
            args=(visit,),
        )
    turn = st.session_state.setdefault(TURN, 0)
    with st.container(border=True, key="card-file"):
        st.header("Upload a job, or a list of jobs", anchor=False)
        key = f"job-file-{turn}"
        st.file_uploader(
            "One ad as PDF, DOCX, web page or text; many as CSV or JSON",
            key=key,
            max_upload_size=visit.services.settings.upload_mb,
            on_change=_file_arrived,
            args=(visit, key),
        )
        st.caption(
            "A CSV has a line of names first, such as title, company, location, description and url. JSON is "
            "a list of such jobs."
        )
        _failed("file")
    if not visit.applications.fetches:
        return
    with st.container(border=True, key="card-page"):
        st.header("Fetch a job from a web page", anchor=False)
        st.text_input(
            "Address of the page",
            key=ADDRESS,
            placeholder="https://",
            help="JobWise asks the site for this one page. No cookie and nothing of yours goes with it.",
        )
        _failed("page")
        st.button("Fetch job", icon=":material/download:", key="add-page", on_click=_add_page, args=(visit,))
    with st.container(border=True, key="card-boards"):
        st.header("Follow a company's job board", anchor=False)
        kind, board = st.columns([1, 2])
        kind.selectbox("Board of", list(BOARDS), format_func=lambda one: BOARDS[one], key="board-kind")
        board.text_input(
            "Name of the board",
            key="board-name",
            placeholder="northwind",
            help="The company's name as it stands in the board's address: northwind in "
            "jobs.lever.co/northwind.",
        )
        _failed("board")
        st.button("Follow", icon=":material/rss_feed:", key="follow", on_click=_follow, args=(visit,))
        for one in visit.jobs.boards(visit.actor):
            _board(visit, one)


def _board(visit: Visit, board: JobBoard) -> None:
    words, actions = st.columns([3, 2], vertical_alignment="center")
    read = f"read {moment(board.read_at)}" if board.read_at else "not read yet"
    words.markdown(f"**{plain(board.board)}**  \n:small[{BOARDS[board.kind]} · {read}]")
    if board.trouble:
        words.markdown(f":red-badge[:material/error: Not read] {plain(board.trouble)}")
    with (
        actions,
        st.container(horizontal=True, horizontal_alignment="right", key=f"actions-board-{board.id}"),
    ):
        st.button(
            "Read again",
            icon=":material/refresh:",
            key=f"read-{board.id}",
            on_click=_read,
            args=(visit, board.id),
        )
        st.button(
            "Stop following",
            type="tertiary",
            key=f"leave-{board.id}",
            on_click=_leave,
            args=(visit, board.id),
        )


def _add_text(visit: Visit) -> None:
    text = st.session_state.get(TEXT) or ""
    if _tried("paste", lambda: visit.jobs.add_text(visit.actor, text)):
        st.session_state[TEXT] = ""


def _add_page(visit: Visit) -> None:
    address = st.session_state.get(ADDRESS) or ""
    if _tried("page", lambda: visit.jobs.add_page(visit.actor, address)):
        st.session_state[ADDRESS] = ""


def _follow(visit: Visit) -> None:
    kind, name = st.session_state["board-kind"], st.session_state.get("board-name") or ""
    if _tried("board", lambda: visit.jobs.follow(visit.actor, kind, name)):
        st.session_state["board-name"] = ""


def _read(visit: Visit, board_id: str) -> None:
    _tried("board", lambda: visit.jobs.read_board(visit.actor, board_id))


def _leave(visit: Visit, board_id: str) -> None:
    _tried("board", lambda: visit.jobs.unfollow(visit.actor, board_id))


def _file_arrived(visit: Visit, key: str) -> None:
    file = st.session_state.get(key)
    if file is None:
        st.session_state.pop(_FAILED, None)
        return
    name, data = file.name, file.getvalue()
    many = name.lower().endswith((".csv", ".tsv", ".json", ".jsonl", ".ndjson"))
    add = visit.jobs.add_many if many else visit.jobs.add_file
    if _tried("file", lambda: add(visit.actor, name, data)):
        st.session_state[TURN] += 1


def _tried(place: str, act: Callable[[], AddedJob | AddedJobs | None]) -> bool:
    """Whether it was done; why not is told at its place."""
    st.session_state.pop(_FAILED, None)
    st.session_state.pop(_DONE, None)
    try:
        st.session_state[_DONE] = act()
    except JobWiseError as error:
        st.session_state[_FAILED] = (place, error)
        return False
    return True


def _failed(place: str) -> None:
    at, error = st.session_state.get(_FAILED, ("", None))
    if at == place and error:
        show(error)


def _draw_done() -> None:
    done = st.session_state.get(_DONE)
    if isinstance(done, AddedJob):
        words = "It is in your library now." if done.is_new else "Your library had it already."
        st.success(words, icon=":material/check_circle:")
        st.page_link(
            "pages/job.py", label="Open the job", icon=":material/work:", query_params={"id": done.id}
        )
    elif isinstance(done, AddedJobs):
        new = counted(len(done.ids), "new job") if done.ids else "No new job"
        told = [f"{new}."]
        told += [f"{counted(done.same, 'job')} you had already."] if done.same else []
        told += [f"{counted(len(done.refused), 'job')} could not be taken."] if done.refused else []
        told += ["They are read in the background, which takes a while for many."] if done.ids else []
        told += [_undated(done.undated)] if done.undated else []
        if done.ids or not done.refused:
            st.success(" ".join(told), icon=":material/check_circle:")
        else:
            st.warning(" ".join(told), icon=":material/warning:")
        if done.refused:
            _draw_refused(done)


def _undated(count: int) -> str:
    whose = "The date of one was" if count == 1 else f"The dates of {count:,} were"
    return f"{whose} not understood, so they have none: write dates like 2026-03-04."


def _draw_refused(done: AddedJobs) -> None:
    with st.expander("What could not be taken"):
        for one in done.refused[:_MOST_REFUSED]:
            name = f", **{plain(one.name)}**" if one.name else ""
            st.markdown(f"Job {one.position:,} of the list{name}: {plain(one.reason)}")
        if len(done.refused) > _MOST_REFUSED:
            st.caption(f"And {len(done.refused) - _MOST_REFUSED:,} more.")
