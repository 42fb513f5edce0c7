"""The five stages of a run on a line: what waits, what works, what is done."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import streamlit as st

from jobwise.domain.run import (
    RunEvent,
    RunFailed,
    RunState,
    Stage,
    StageFinished,
    StageProgress,
    StageStarted,
)
from jobwise.ui.text import duration, plain

STAGES: dict[Stage, str] = {
    Stage.JOB_ANALYZER: "Reading the job",
    Stage.PROFILE_COMPILER: "Matching your profile",
    Stage.DOCUMENT_GENERATOR: "Writing the documents",
    Stage.QUALITY_VALIDATOR: "Checking every claim",
    Stage.PDF_EXPORTER: "Making the files",
}
DONE, WAITING, STOPPED = ":material/check_circle:", ":material/radio_button_unchecked:", ":material/error:"


@dataclass
class Step:
    """Where one stage stands."""

    started: StageStarted | None = None
    finished: StageFinished | None = None
    failed: RunFailed | None = None
    messages: list[str] = field(default_factory=list)
    words: str = ""
    """What a model is writing at the moment, not checked yet."""


def steps_of(events: Sequence[RunEvent]) -> dict[Stage, Step]:
    """The stages with what has happened to each, in order."""
    steps = {stage: Step() for stage in STAGES}
    for event in events:
        if isinstance(event, StageStarted):
            steps[event.stage].started = event
        elif isinstance(event, StageProgress) and event.passing:
            steps[event.stage].words = event.message
        elif isinstance(event, StageProgress):
            steps[event.stage].messages.append(event.message)
        elif isinstance(event, StageFinished):
            steps[event.stage].finished = event
        elif isinstance(event, RunFailed) and event.stage is not None:
            steps[event.stage].failed = event
    return steps


def done_label(stage: Stage, finished: StageFinished) -> str:
    """ "**Reading the job** · 18 requirements, 11 must-haves 2.0 s"."""
    time = "taken over" if finished.reused else duration(finished.seconds)
    return f"**{STAGES[stage]}** · {plain(finished.summary)} :gray[{time}]"


def draw_running(steps: dict[Stage, Step], state: RunState) -> None:
    """The line while it is drawn: results so far, the stage at work, and those to come."""
    for stage, step in steps.items():
        if step.finished:
            with st.expander(done_label(stage, step.finished), type="step", icon=DONE):
                for message in step.messages or ["Done."]:
                    st.markdown(f":small[{plain(message)}]")
        elif step.failed:
            with st.expander(f"**{STAGES[stage]}**", type="step", icon=STOPPED, expanded=True):
                st.markdown(plain(step.failed.title))
        elif step.started and state == "running":
            box = st.status(f"**{STAGES[stage]}**", type="step", state="running", expanded=True)
            box.markdown(f":small[{plain(step.messages[-1])}]" if step.messages else ":small[Beginning.]")
            if step.words:
                box.markdown(f":small[:gray[Not checked yet:] {plain(step.words)}]")
        else:
            with st.expander(f":gray[{STAGES[stage]}]", type="step", icon=WAITING):
                st.markdown("Not begun yet.")
