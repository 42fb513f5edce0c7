"""The first tab of an application: the score, what would raise it, and what it is made of."""

from collections.abc import Sequence

import streamlit as st

from jobwise.domain.account import Application
from jobwise.domain.ats import Advice, AtsReport, Score, ScorePart
from jobwise.matching.partial_dates import print_day
from jobwise.ui.answers import ask
from jobwise.ui.charts import draw_coverage, draw_gauge, draw_parts, draw_radar
from jobwise.ui.guard import Visit
from jobwise.ui.requirement_rows import coverage, rows_of
from jobwise.ui.text import figure, plain, signed

_SCORE_HELP = (
    "How well the tailored résumé answers this ad, from 0 to 1. The parts below add up to it; each "
    "must-have that is missing then holds it lower."
)
_READABLE_HELP = "How much of the résumé an applicant system can read: contact, dates, titles, sections."
_MOST_ADVICE = 4


def draw_overview(visit: Visit, application: Application, report: AtsReport) -> None:
    """Everything above the fold says what to do; the parts and their evidence come after it."""
    left, right = st.columns([1, 2], gap="medium")
    with left, st.container(border=True, key="card-score", height="stretch"):
        _score(report)
    with right, st.container(border=True, key="card-advice", height="stretch"):
        _advice(visit, application, report)
    _metrics(report.before, report.after)
    left, right = st.columns(2, gap="medium")
    with left, st.container(border=True, key="card-parts", height="stretch"):
        rows = rows_of(application, report.after)
        if rows:
            st.subheader("Requirements covered", anchor=False)
            draw_coverage(coverage(rows), key="coverage")
        st.subheader("Parts of the score", anchor=False)
        draw_parts(report.after.parts, key="parts")
    with right, st.container(border=True, key="card-radar", height="stretch"):
        st.subheader("Before and after", anchor=False)
        draw_radar({"Before": report.before, "Now": report.after}, key="radar")
        with st.expander("Show the numbers", type="compact"):
            numbers(report.before, report.after)


def _score(report: AtsReport) -> None:
    st.subheader("ATS score", anchor=False, help=_SCORE_HELP)
    now, before = report.after.ats_score, report.before.ats_score
    draw_gauge(now, before, key="gauge")
    st.markdown(f"{change_badge(now - before)} than your original résumé", text_alignment="center")


def change_badge(change: float) -> str:
    """A change of a score with an arrow and a word, so that colour does not speak alone."""
    if round(change, 2) == 0:
        return ":gray-badge[no higher]"
    if change > 0:
        return f":green-badge[:material/arrow_upward: {figure(change)} higher]"
    return f":red-badge[:material/arrow_downward: {figure(-change)} lower]"


def _advice(visit: Visit, application: Application, report: AtsReport) -> None:
    st.subheader("What would raise it", anchor=False)
    if not report.advice:
        st.markdown("Nothing that JobWise can see. Every requirement that it can ask you about is answered.")
        return
    for number, advice in enumerate(report.advice[:_MOST_ADVICE]):
        words, action = st.columns([4, 1], vertical_alignment="center")
        gain = f":green-badge[{signed(advice.gain)}]" if advice.gain >= 0.005 else ""
        words.markdown(f"**{plain(advice.action)}** {gain}  \n:small[{plain(advice.why)}]")
        with action:
            _action(visit, application, advice, number)
    st.caption("Only add what is true. JobWise never adds a skill for you.")


def _action(visit: Visit, application: Application, advice: Advice, number: int) -> None:
    if advice.requirement_id:
        if st.button("Answer", icon=":material/edit:", key=f"answer-advice-{number}"):
            ask(visit, application, advice.requirement_id)
    elif application.is_sample:
        st.caption("In a résumé of yours you can fix this.")
    elif st.button("Fix", icon=":material/edit:", key=f"fix-advice-{number}"):
        st.switch_page("pages/profile.py", query_params={"fact": advice.fact_id})


def _metrics(before: Score, now: Score) -> None:
    readable, musts, fit = st.columns(3)
    with readable, st.container(border=True, key="card-readable"):
        _metric("Machine-readable", now.parseability, before.parseability, _READABLE_HELP)
    with musts, st.container(border=True, key="card-musts"):
        change = now.must_haves_met - before.must_haves_met
        value = f"{now.must_haves_met} of {now.must_haves_total}"
        _draw_metric("Must-haves met", value, f"{change:+d}" if change else "", None)
    with fit, st.container(border=True, key="card-fit"):
        _metric(
            "Fit",
            now.fit,
            before.fit,
            "How likely this is a job for you: its kind of work, what it asks for, and its title.",
        )


def _metric(name: str, now: float, before: float, words: str) -> None:
    change = round(now - before, 2)
    _draw_metric(name, figure(now), f"{change:+.2f}" if change else "", words)


def _draw_metric(name: str, value: str, change: str, words: str | None) -> None:
    """A number with its change; where nothing changed, that is said."""
    st.metric(
        name,
        value,
        change or "No change",
        delta_color="normal" if change else "off",
        delta_arrow="auto" if change else "off",
        help=words,
        delta_description="since original",
    )


def numbers(before: Score, now: Score) -> None:
    """The parts with weight, score before and now, and the sentences that they rest on."""
    _table(before.parts, now.parts, "The parts of the score with their weights, before and now.")
    st.markdown("**What the fit is made of**")
    _table(before.fit_parts, now.fit_parts, "The parts of the fit with their weights, before and now.")
    st.caption(
        f"Engine {plain(now.engine_version)}, as of {print_day(now.as_of, 'en')}. Same input, same score."
    )


def _table(before: Sequence[ScorePart], now: Sequence[ScorePart], told: str) -> None:
    earlier = {part.name: part.score for part in before}
    st.table(
        [
            {
                "Part": part.name,
                "Weight": figure(part.weight),
                "Before": figure(earlier.get(part.name, 0.0)),
                "Now": figure(part.score),
                "Why": plain(" ".join(part.evidence)),
            }
            for part in now
        ],
        border="horizontal",
        hide_index=True,
        alt=told,
    )
