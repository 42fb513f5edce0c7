"""A run as it goes: read from the stored events, so that a reload shows the same."""

import datetime as dt
from collections.abc import Sequence
from contextlib import suppress
from typing import Literal

import streamlit as st

from jobwise.domain.account import Application
from jobwise.domain.ats import AtsReport
from jobwise.domain.model_call import ModelChoice
from jobwise.domain.run import RunEvent, RunFailed, StageFinished, StageProgress, StageStarted
from jobwise.errors import Conflict, NotSignedIn
from jobwise.pipeline.stages import stopped_summary
from jobwise.services.applications import OPEN_STATES, WITHOUT_MODEL
from jobwise.services.stage_work import by_model
from jobwise.ui.guard import Visit
from jobwise.ui.header import RESUME, download, title_of
from jobwise.ui.model_costs import told_call, told_calls
from jobwise.ui.problems import show_words, told
from jobwise.ui.text import figure, plain
from jobwise.ui.timeline import STAGES, draw_running, steps_of

UNUSED = {
    "analyse": "The ad was read without it.",
    "reword": "The offline engine wrote the résumé.",
    "letter": "The offline engine wrote the letter.",
}


_SAME = "Nothing has changed since the last run, so your application is as it was"
QUIET_SECONDS = 1.0
"""After how long it is said that a model is waited for. *Why not at once:* our own rules work first."""


def draw_run(visit: Visit, application: Application) -> None:
    """The progress of a run in the place of the form, or its end."""
    if application.state in OPEN_STATES:
        _watch(visit, application)
        return
    _end(visit, application)
    with st.container(border=True, key="card-steps"):
        draw_running(steps_of(application.events, application.report), application.state)


@st.fragment(run_every=0.5)
def _watch(visit: Visit, application: Application) -> None:
    application_id = application.id
    try:
        state, events = visit.applications.progress(visit.actor, application_id)
    except NotSignedIn:  # the page then sends its person to the form
        st.rerun()
    if state not in OPEN_STATES:
        st.rerun()
    words, action = st.columns([4, 1], vertical_alignment="center")
    words.markdown(_standing(visit, application_id, events))
    with action, st.container(horizontal_alignment="right"):
        if st.button("Stop", icon=":material/stop_circle:", key="stop"):
            _stop(visit, application_id)
    steps = steps_of(events)
    done = sum(step.finished is not None for step in steps.values())
    st.progress(min((done + 0.5 * bool(events)) / len(steps), 1.0))
    with st.container(border=True, key="card-steps"):
        draw_running(steps, state, _waiting(application.model, events))
    st.caption("You can leave this page. The work goes on and the result will be under Applications.")


def _waiting(model: ModelChoice | None, events: Sequence[RunEvent]) -> str:
    """For which model the run waits and since when; "" where it waits for none, or has just heard of it."""
    last = events[-1] if events else None
    if not isinstance(last, StageStarted | StageProgress) or not by_model(last.stage, model) or model is None:
        return ""
    seconds = (dt.datetime.now(dt.UTC) - last.at).total_seconds()
    if seconds < QUIET_SECONDS:
        return ""
    since = f"{last.at.astimezone():%H:%M:%S}"
    words = f"Waiting for {model.model} since {since}, for {seconds:.0f} s. You can stop it at any time."
    return f":material/hourglass_empty: {plain(words)}"


def _standing(visit: Visit, application_id: str, events: Sequence[RunEvent]) -> str:
    """Which job, which step, and for how long."""
    started = [event for event in events if isinstance(event, StageStarted)]
    if not started:
        return "**Waiting for its turn**  \n:small[Step 1 of 5]"
    seconds = (dt.datetime.now(dt.UTC) - started[0].at).total_seconds()
    order = list(STAGES)
    step = f":small[Step {order.index(started[-1].stage) + 1} of {len(order)} · {max(seconds, 0):.0f} s]"
    if len(started) == 1:
        return f"**{STAGES[started[0].stage]}**  \n{step}"
    return f"**{plain(title_of(visit.applications.get(visit.actor, application_id)))}**  \n{step}"


def _stop(visit: Visit, application_id: str) -> None:
    with suppress(Conflict):  # it ended between the drawing and the click: the page shows how
        visit.applications.stop(visit.actor, application_id)
    st.rerun()


def _end(visit: Visit, application: Application) -> None:
    if application.state == "done" and application.report is not None:
        after, before = application.report.after.ats_score, application.report.before.ats_score
        st.success(
            f"ATS score {figure(after)}, before {figure(before)}.",
            title=_SAME if _is_same(application.events) else "Your application is ready",
            icon=":material/check_circle:",
        )
        _caught(application.report)
        _unused(application)
        _not_asked(visit, application)
        with st.container(horizontal=True):
            if st.button(
                "Open application", type="primary", icon=":material/arrow_forward:", key="open-application"
            ):
                st.switch_page("pages/application.py", query_params={"id": application.id})
            download(visit, application, RESUME, "Download résumé")
            _another()
        return
    failed = next((event for event in application.events if isinstance(event, RunFailed)), None)
    if failed is not None and failed.stopped:
        st.info(plain(failed.message), title=plain(failed.title), icon=":material/stop_circle:")
    elif failed is not None:
        show_words(failed.title, failed.message)
    by_model = failed is not None and failed.by_model
    _asked(visit, application, by_model=by_model)
    with st.container(horizontal=True):
        if by_model and st.button(
            "Finish without a model", icon=":material/check:", type="primary", key="without-model"
        ):
            with told():
                visit.applications.retry(visit.actor, application.id, without_model=True)
                st.rerun()
        kind: Literal["primary", "secondary"] = "secondary" if by_model else "primary"
        if st.button("Run again", icon=":material/refresh:", type=kind, key="retry"):
            with told():
                visit.applications.retry(visit.actor, application.id)
                st.rerun()
        if by_model and st.button("Settings", icon=":material/settings:", type="tertiary", key="to-settings"):
            st.switch_page("pages/settings.py")
        _another()


def _is_same(events: Sequence[RunEvent]) -> bool:
    """Whether a run found every stage done."""
    return all(event.reused for event in events if isinstance(event, StageFinished))


def _unused(application: Application) -> None:
    """Where a model was to write and its words are not there."""
    ended = (event for event in application.events if isinstance(event, StageFinished))
    without: dict[str, list[str]] = {}
    for use in (use for event in ended for use in event.model_uses if use.trouble):
        without.setdefault(use.trouble, []).append(UNUSED[use.task])
    for trouble, parts in without.items():
        words = plain(f"{trouble}. {' '.join(parts)}")
        st.info(words, title="The model's words were not used", icon=":material/info:")


def _caught(report: AtsReport) -> None:
    """What the check stopped, in one sentence."""
    if stopped := stopped_summary(report):
        st.info(f"The check kept your documents to your facts. {stopped}", icon=":material/shield:")


def _not_asked(visit: Visit, application: Application) -> None:
    """Why no model wrote, where one had been asked before and the person did not choose to go without it."""
    chosen = any(isinstance(e, StageProgress) and e.message == WITHOUT_MODEL for e in application.events)
    if application.model is None and not chosen and visit.models.calls(visit.actor, application.id):
        _no_model(visit, "The offline engine wrote this run.")


def _no_model(visit: Visit, what: str) -> None:
    """That no model may be asked now, and where that is changed; nothing where one may."""
    if visit.models.active(visit.actor):
        return
    why = visit.models.missing(visit.actor) or ["You have not agreed that words go to a model."]
    st.info(plain(" ".join([what, *why])), title="No model is asked", icon=":material/info:")
    st.page_link("pages/settings.py", label="Change it in Settings", icon=":material/settings:")


def _asked(visit: Visit, application: Application, *, by_model: bool) -> None:
    """Where the model is, and what had gone to it when the run ended."""
    choice = visit.models.active(visit.actor)
    if by_model and choice:
        st.caption(plain(f"Run again asks {choice.model} at {choice.base_url}."))
    elif application.model:
        _no_model(visit, "Run again has the offline engine write.")
    calls = visit.models.calls(visit.actor, application.id)
    if told_so_far := told_calls(calls):
        st.caption(told_so_far)
    if last := [told_call(call) for call in calls if call.run_id == application.run_id]:
        with st.expander("What the model was asked in this run", icon=":material/notes:"):
            st.markdown("\n".join(f"- {told}" for told in last))


def _another() -> None:
    if st.button("New application", type="tertiary", key="another"):
        st.switch_page("pages/new_application.py")
