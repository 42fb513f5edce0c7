"""The fourth tab of an application: what each stage was given and what it gave, in words."""

from collections.abc import Sequence

import streamlit as st

from jobwise.domain.account import Application, StoredProfile
from jobwise.domain.ats import AtsReport, GateFinding
from jobwise.domain.engine_settings import EngineSettings
from jobwise.domain.match import CompiledProfile
from jobwise.domain.model_call import ModelUse
from jobwise.domain.posting import JobAnalysis
from jobwise.domain.run import Stage
from jobwise.pipeline.requirement_rows import group_of, name_of
from jobwise.services.applications import WITHOUT_MODEL
from jobwise.ui.guard import Visit
from jobwise.ui.header import FORMATS, LETTER, RESUME
from jobwise.ui.model_costs import told_calls, told_use
from jobwise.ui.requirement_rows import TITLES
from jobwise.ui.rewrite import draw_rewrite
from jobwise.ui.text import (
    beginning,
    counted,
    day,
    duration,
    figure,
    job_name,
    job_terms,
    listed,
    plain,
    quoted,
)
from jobwise.ui.timeline import DONE, STAGES, Step, done_label, steps_of

_FILES = {RESUME: "Résumé as PDF", LETTER: "Cover letter as PDF", **FORMATS}
MOST = 12
_SENT = {
    "analyse": "To the model: the whole ad.",
    "reword": "To the model: your facts without what is personal, the résumé's lines, what the ad asks for.",
    "letter": "To the model: your facts without what is personal, the letter's lines, what the ad asks for.",
}


def draw_history(visit: Visit, application: Application, report: AtsReport) -> None:
    """The same line of stages as while it ran, each open to its input and output."""
    steps = steps_of(application.events, report)
    ended = [step.finished for step in steps.values() if step.finished]
    taken = sum(event.seconds for event in ended)
    reused = sum(event.reused for event in ended)
    said = f" {counted(reused, 'stage was', 'stages were')} kept from an earlier run." if reused else ""
    st.caption(f"Five stages, {duration(taken)} of work.{said} Open a stage to see what went in and out.")
    asked = told_calls(visit.models.calls(visit.actor, application.id))
    if asked:
        st.caption(asked)
        draw_rewrite(visit, application)
    stored = visit.profiles.get(visit.actor, application.profile_id)
    with st.container(border=True, key="card-history"):
        for stage, step in steps.items():
            with st.expander(_label(stage, step), type="step", icon=DONE, key=f"stage-{stage.value}"):
                _inside(stage, application, report, stored)
                if WITHOUT_MODEL in step.messages:
                    st.markdown(f":gray-badge[:material/person: You] {WITHOUT_MODEL}")
                for number, use in enumerate(step.finished.model_uses if step.finished else ()):
                    _model(visit, use, f"prompt-{stage.value}-{number}")


def _label(stage: Stage, step: Step) -> str:
    return done_label(stage, step.finished) if step.finished else f"**{STAGES[stage]}**"


def _inside(stage: Stage, application: Application, report: AtsReport, stored: StoredProfile) -> None:
    analysis, compiled = application.analysis, application.compiled
    if stage is Stage.JOB_ANALYZER and analysis:
        _reading(application, analysis)
    elif stage is Stage.PROFILE_COMPILER and analysis and compiled:
        _matching(analysis, compiled, stored, application.engine_settings)
    elif stage is Stage.DOCUMENT_GENERATOR and compiled:
        _writing(report, compiled)
    elif stage is Stage.QUALITY_VALIDATOR:
        _checking(report)
    else:
        _files(application)


def _model(visit: Visit, use: ModelUse, key: str) -> None:
    """What a model was asked in a stage, what it cost, and where our own words stand."""
    if not use.kept:
        _in(_SENT[use.task])
    _out(told_use(use))
    prompt = visit.prompts.version(use.prompt)
    if prompt:
        with st.popover("How it was asked", icon=":material/notes:", type="tertiary", key=key):
            st.caption(f"Prompt {plain(prompt.label)}. {plain(prompt.why)}")
            words = f"{prompt.system}\n\n{prompt.shared}\n\n{prompt.tasks.get(use.task, '')}"
            st.code(words, language=None, wrap_lines=True)


def _in(words: str) -> None:
    st.markdown(f":gray-badge[:material/input: In] {words}")


def _out(words: str) -> None:
    st.markdown(f":green-badge[:material/output: Out] {words}")


def _points(points: Sequence[str], most: int = MOST) -> None:
    shown = [f"- {point}" for point in points[:most]]
    if len(points) > most:
        shown.append(f"- and {len(points) - most} more")
    st.markdown("\n".join(shown))


def _reading(application: Application, analysis: JobAnalysis) -> None:
    words = len(application.job_text.split())
    begins = quoted(beginning(application.job_text))
    _in(f"The ad as you gave it, {counted(words, 'word')}. It begins: {begins}")
    with st.popover("Read the whole ad", icon=":material/article:", type="tertiary"):
        lines = (plain(line) for line in application.job_text.splitlines())
        st.markdown("  \n".join(line for line in lines if line))
    name = job_name(analysis.title, analysis.employer)
    terms = "; ".join(plain(term) for term in job_terms(analysis))
    _out(f"**{plain(name)}**{f' ({terms})' if terms else ''}, and what it asks for:")
    for column, (importance, title) in zip(st.columns(len(TITLES)), TITLES.items(), strict=True):
        asked = [r for r in analysis.requirements if group_of(r) == importance]
        if asked:
            with column:
                st.markdown(f"**{title}**, {len(asked)}")
                _points([f"{plain(name_of(r))} :small[{r.kind}]" for r in asked], most=len(asked))


def _matching(
    analysis: JobAnalysis, compiled: CompiledProfile, stored: StoredProfile, settings: EngineSettings
) -> None:
    facts = {fact.fact_id: fact for fact in stored.profile.facts()}
    origin = f"read from *{plain(stored.file_name)}*" if stored.file_name else "written by you"
    _in(
        f"{counted(len(facts), 'fact')} of your profile (version {stored.version} of "
        f"{day(stored.created_at)}, {origin}) and {counted(len(analysis.requirements), 'requirement')}."
    )
    met = sum(match.verdict == "met" for match in compiled.matches)
    lines = f"{compiled.lines_used:.0f} of {compiled.lines_budget:.0f} lines"
    _out(
        f"{met} of {len(compiled.matches)} requirements met. {counted(len(compiled.choices), 'fact')} "
        f"chosen for {counted(int(compiled.page_budget), 'page')}: {lines} used. "
        f"{counted(len(compiled.left_out), 'fact')} left out. Our own rules chose and worded them by version "
        f"{settings.version} of their settings: {plain(settings.why)}"
    )
    names = {requirement.id: name_of(requirement) for requirement in analysis.requirements}
    best = sorted((c for c in compiled.choices if c.requirement_ids), key=lambda c: -c.value)
    if best:
        st.markdown("**Chosen because they answer the ad**")
        _points(
            [
                f"{plain(facts[choice.fact_id].text)} :small[answers "
                f"{plain(listed([names.get(key, key) for key in choice.requirement_ids]))}]"
                for choice in best
                if choice.fact_id in facts
            ]
        )
    for near in compiled.near_skills:
        st.markdown(f":orange-badge[:material/help: Near] {plain(near.question)}")


def _writing(report: AtsReport, compiled: CompiledProfile) -> None:
    _in(f"The {counted(len(compiled.choices), 'chosen fact')} and the ad's title and employer.")
    resume, letter = report.documents.resume, report.documents.cover_letter
    _out(
        f"A résumé of {counted(len(resume.counted), 'line')} and a letter of "
        f"{counted(len(letter.counted), 'line')}, each line with the facts that it rests on."
    )
    changed = [line for line in resume.lines if line.original and line.original != line.text]
    if changed:
        st.markdown("**Reworded**")
        _points([f"{quoted(line.original)} became {quoted(line.text)}" for line in changed])


def _checking(report: AtsReport) -> None:
    _in(f"Both documents, {counted(report.lines_checked, 'line')}, and all facts of your profile.")
    before, after = figure(report.before.ats_score), figure(report.after.ats_score)
    if report.findings:
        stopped = counted(len(report.findings), "line")
        _out(f"{stopped} claimed what no fact of yours carries. Score {after}, before {before}.")
        _points(
            [
                f"{quoted(f.was)} went back to {quoted(f.now)} :small[{_why(f)}]"
                if f.verdict == "repaired"
                else f"{quoted(f.was)} was taken out :small[{_why(f)}]"
                for f in report.findings
            ]
        )
    else:
        _out(f"Every line is carried by your facts. Score {after}, before {before}.")


def _why(finding: GateFinding) -> str:
    return f"{plain(finding.reason)} Stopped: {quoted(finding.claim)}"


def _files(application: Application) -> None:
    _in("The documents that passed the check, and nothing else.")
    _out("Files, made now or when you ask for them:")
    _points([_FILES[name] for name in _FILES if name in application.files], most=len(_FILES))
