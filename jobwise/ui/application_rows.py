"""Applications as rows of a list."""

from typing import Literal

import streamlit as st

from jobwise.domain.account import ApplicationSummary
from jobwise.domain.run import RunState
from jobwise.ui.guard import Visit
from jobwise.ui.outcome import draw_outcome
from jobwise.ui.text import counted, figure, job_name, listed, moment, plain

Status = Literal["Ready", "In work", "Not finished", "Stopped"]
STATUS: dict[RunState, Status] = {
    "done": "Ready",
    "running": "In work",
    "waiting": "In work",
    "failed": "Not finished",
    "stopped": "Stopped",
}

_BADGES: dict[Status, str] = {
    "Ready": "gray-badge[",
    "In work": "gray-badge[:material/progress_activity:",
    "Not finished": "red-badge[:material/error:",
    "Stopped": "gray-badge[:material/stop_circle:",
}


def draw_application(
    summary: ApplicationSummary, visit: Visit | None = None, *, can_compare: bool = False
) -> bool:
    """Job as a link, when it was made, what is missing, and the score with the one before.

    visit: asks how far it went, too. Gives whether it is ticked to be compared.
    """
    shares = [6, 6, 2, *([3] if visit else []), *([2] if can_compare else [])]
    with st.container(border=True, key=f"card-row-{summary.id}"):
        job, words, score, *last = st.columns(shares, vertical_alignment="center")
    job.page_link(
        "pages/application.py",
        label=f"**{plain(name_of(summary))}**",
        icon=":material/description:",
        query_params={"id": summary.id},
    )
    made = " · ".join([*_kind(summary), moment(summary.created_at)])
    words.markdown(f":small[{made}]  \n:small[{_missing(summary)}]")
    with score:
        _score(summary)
    if visit and summary.ats_score is not None:
        with last[0]:
            draw_outcome(visit, summary)
    if not can_compare or summary.ats_score is None:
        return False
    return last[-1].checkbox("Compare", key=f"tick-{summary.id}")


def name_of(summary: ApplicationSummary) -> str:
    """What an application is called, before and after its ad was read."""
    if not summary.title and not summary.employer and summary.state != "done":
        return (
            "An ad that was not read to its end" if STATUS[summary.state] != "In work" else "An ad being read"
        )
    return job_name(summary.title, summary.employer)


def _kind(summary: ApplicationSummary) -> list[str]:
    again = summary.ats_score is not None and summary.state != "done"
    return [*(["sample"] if summary.is_sample else []), *([f"last run {_status(summary)}"] if again else [])]


def _status(summary: ApplicationSummary) -> str:
    return STATUS[summary.state].lower()


def _missing(summary: ApplicationSummary) -> str:
    if summary.ats_score is None:
        return "" if summary.state == "done" else _status(summary)
    if not summary.missing_must_haves:
        return "no must-have missing"
    count = counted(len(summary.missing_must_haves), "must-have")
    return f"{count} not met: {plain(listed(summary.missing_must_haves, most=3))}"


def _score(summary: ApplicationSummary) -> None:
    if summary.ats_score is None:
        status = STATUS[summary.state]
        st.markdown(f":{_BADGES[status]} {status}]")
        return
    before = f", before {figure(summary.before_score)}" if summary.before_score is not None else ""
    st.markdown(f"**{figure(summary.ats_score)}**  \n:small[ATS score{before}]")
