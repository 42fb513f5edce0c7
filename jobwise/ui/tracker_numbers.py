"""The tracker in numbers: how many came how far, and when."""

import datetime as dt
from zoneinfo import ZoneInfo

import streamlit as st

from jobwise.domain.analytics import HowFar
from jobwise.ui.analytics_charts import WEEK, WEEK_MS, draw_rows, draw_standing
from jobwise.ui.charts import BEFORE, MET, MISSING, NEAR
from jobwise.ui.dates import zone_here
from jobwise.ui.guard import Visit
from jobwise.ui.outcome import NAMES
from jobwise.ui.text import counted

STEPS: tuple[HowFar, ...] = ("saved", "applied", "interview", "offer")
_COLOURS: dict[HowFar, str] = {"applied": BEFORE, "interview": NEAR, "offer": MET, "rejected": MISSING}
ENOUGH = 20
"""From how many on a share is told in percent, too. *Why:* of fewer, one more or less changes it much."""


def draw_numbers(visit: Visit) -> None:
    """Two charts, and the same as a table."""
    funnel = visit.tracker.funnel(visit.actor)
    reached, now = funnel.reached, funnel.now
    if not reached["saved"]:
        st.markdown("No numbers yet. The sample does not count; your own applications will.")
        return
    left, right = st.columns(2, gap="medium")
    with left, st.container(border=True, key="card-funnel", height="stretch"):
        st.header("How far they came", anchor=False)
        names = ["All" if step == "saved" else NAMES[step] for step in STEPS]
        counts = [reached[step] for step in STEPS]
        words = " ".join(f"{name}: {count:,}." for name, count in zip(names, counts, strict=True))
        draw_rows(names, {"Applications": (MET, counts)}, words, key="tracker-funnel")
        rows = [
            {
                "Step": name,
                "Ever": f"{reached[step]:,}",
                "Of the step before": share(reached[step], reached[STEPS[place - 1]]) if place else "",
                "There now": f"{now[step]:,}" if place else f"{now[step]:,} saved",
            }
            for place, (step, name) in enumerate(zip(STEPS, names, strict=True))
        ]
        rows.append(
            {
                "Step": "Rejected",
                "Ever": f"{reached['rejected']:,}",
                "Of the step before": "",
                "There now": f"{now['rejected']:,}",
            }
        )
        st.table(rows, border="horizontal", hide_index=True, alt="How many applications came how far.")
        if reached["applied"] < ENOUGH:
            st.caption(
                f"{counted(reached['applied'], 'application')} sent: too few to tell by a share what works. "
                "One answer more or less changes everything."
            )
    with right, st.container(border=True, key="card-weeks", height="stretch"):
        st.header("Week by week", anchor=False)
        _weeks(visit)


def share(part: int, whole: int) -> str:
    """ "3 of 12", and the percentage where there are enough."""
    if not whole:
        return ""
    told = f"{part:,} of {whole:,}"
    return f"{told}, {part / whole:.0%}" if whole >= ENOUGH else told


def _weeks(visit: Visit) -> None:
    import plotly.graph_objects as go

    weeks = visit.tracker.weeks(visit.actor, ZoneInfo(zone_here()))
    if not weeks:
        st.markdown("Nothing yet. When you move an application to Applied or further, its week counts it.")
        return
    chart, words = go.Figure(), []
    for outcome, colour in _COLOURS.items():
        mine = [week for week in weeks if week.outcome == outcome]
        name = NAMES[outcome]
        chart.add_bar(
            x=[week.monday for week in mine],
            y=[week.count for week in mine],
            name=name,
            width=WEEK_MS * 0.85,
            marker={"color": colour},
            hovertemplate=f"week of %{{x|%d %b %Y}}: %{{y:,}}<extra>{name}</extra>",
        )
        words.append(f"{name}: {sum(week.count for week in mine):,}.")
    first, last = weeks[0].monday, weeks[-1].monday
    span = min(first, last - 11 * WEEK) - dt.timedelta(days=3), last + dt.timedelta(days=4)
    said = f"Steps in the weeks from {first} to {last}. {' '.join(words)}"
    draw_standing(chart, "tracker-weeks", said, span=span, is_time=True)
    st.caption(
        "By the day on which you moved them. As in the table, each counts once in every step that it came to "
        "or past. What you said before moves were kept is not in it."
    )
