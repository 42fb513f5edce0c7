"""The five stages of a run on a line: what waits, what works, what is done."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import streamlit as st

from jobwise.domain.ats import AtsReport
from jobwise.domain.run import (
    RunEvent,
    RunFailed,
    RunState,
    Stage,
    StageFinished,
    StageProgress,
    StageStarted,
)
from jobwise.pipeline.stages import documents_summary
from jobwise.ui.text import duration, plain

STAGES: dict[Stage, str] = {
    Stage.JOB_ANALYZER: "Reading the job",
    Stage.PROFILE_COMPILER: "Matching your profile",
    Stage.DOCUMENT_GENERATOR: "Writing the documents",
    Stage.QUALITY_VALIDATOR: "Checking every claim",
    Stage.PDF_EXPORTER: "Making the files",
}
DONE, WAITING = ":material/check_circle:", ":material/radio_button_unchecked:"
STOPPED, FAILED = ":material/stop_circle:", ":material/error:"


@dataclass
class Step:
    """Where one stage stands."""

    started: StageStarted | None = None
    finished: StageFinished | None = None
    failed: RunFailed | None = None
    messages: list[str] = field(default_factory=list)
    words: str = ""
    """What a model is writing at the moment, not checked yet."""


def steps_of(events: Sequence[RunEvent], report: AtsReport | None = None) -> dict[Stage, Step]:
    """The stages with what has happened to each, in order.

    report: what passed the check; the written lines are counted as they stand there. *Why:* a line that the
    check put back is none of those that were reworded.
    """
    steps = {stage: Step() for stage in STAGES}
    for event in events:
        if isinstance(event, StageStarted):
            steps[event.stage].started = event
        elif isinstance(event, StageProgress) and event.passing:
            steps[event.stage].words = event.message
        elif isinstance(event, StageProgress):
            steps[event.stage].messages.append(event.message)
        elif isinstance(event, StageFinished):
            steps[event.stage].finished = _counted_as_shown(event, report)
        elif isinstance(event, RunFailed) and event.stage is not None:
            steps[event.stage].failed = event
    return steps


def _counted_as_shown(event: StageFinished, report: AtsReport | None) -> StageFinished:
    if report is None or event.stage is not Stage.DOCUMENT_GENERATOR:
        return event
    return event.model_copy(update={"summary": documents_summary(report.documents)})


def done_label(stage: Stage, finished: StageFinished) -> str:
    """ "**Reading the job** · 18 requirements, 11 must-haves 2.0 s"."""
    time = "kept from before" if finished.reused else duration(finished.seconds)
    return f"**{STAGES[stage]}** · {plain(finished.summary)} :gray[{time}]"


def draw_running(steps: dict[Stage, Step], state: RunState, waiting: str = "") -> None:
    """The line while it is drawn: results so far, the stage at work, and those to come.

    waiting: for whom the stage at work waits, for Markdown.
    """
    for stage, step in steps.items():
        if step.finished:
            with st.expander(done_label(stage, step.finished), type="step", icon=DONE):
                for message in step.messages or ["Done."]:
                    st.markdown(f":small[{plain(message)}]")
        elif step.failed:
            with st.expander(f"**{STAGES[stage]}**", type="step", icon=FAILED, expanded=True):
                st.markdown(plain(step.failed.title))
        elif step.started and state == "running":
            box = st.status(f"**{STAGES[stage]}**", type="step", state="running", expanded=True)
            box.markdown(f":small[{plain(step.messages[-1])}]" if step.messages else ":small[Beginning.]")
            if step.words:
                box.markdown(f":small[:gray[Not checked yet:] {plain(step.words)}]")
            if waiting:
                box.markdown(f":small[{waiting}]")
        elif step.started and state == "stopped":
            with st.expander(f":gray[{STAGES[stage]} · stopped]", type="step", icon=STOPPED):
                st.markdown("You stopped it here.")
        else:
            with st.expander(f":gray[{STAGES[stage]}]", type="step", icon=WAITING):
                st.markdown("Not begun yet.")
