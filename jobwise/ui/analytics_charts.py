"""The charts of *Analytics*. Each says its figures in words, for who does not see it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from jobwise.domain.analytics import Bar, Board, FunnelStep, LayoutReading, StageTime, Step
from jobwise.ui.charts import (
    BEFORE,
    FONT,
    MET,
    MISSING,
    NEAR,
    PAPER,
    TRACK,
    laid_out,
    legend,
    names_axis,
    show_chart,
)
from jobwise.ui.text import counted, figure
from jobwise.ui.timeline import STAGES

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

KINDS = {
    "application/pdf": "PDF",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word",
    "text/markdown": "Markdown",
    "text/plain": "Text",
    "application/json": "JSON",
    "": "Typed in",
}
STEPS: dict[Step, str] = {
    "uploaded": "Résumé uploaded",
    "started": "Application started",
    "finished": "Finished",
    "downloaded": "Downloaded",
    "applied": "Applied",
    "interview": "Interview",
    "offer": "Offer",
}
HEIGHT, MANY, FEW = 260, 40, 5
"""Pixels; of how many weeks each is not marked any more; up to how many runs each has its line."""
WEEK, WEEK_MS = dt.timedelta(days=7), 7 * 86_400_000
_ROW = 34


def draw_weeks(board: Board) -> None:
    """Runs of each week, finished and not."""
    import plotly.graph_objects as go

    series = {
        "Finished": (MET, [week.done for week in board.weeks]),
        "Not finished": (MISSING, [max(week.runs - week.done, 0) for week in board.weeks]),
    }
    chart = go.Figure(
        [
            go.Bar(
                x=[week.week for week in board.weeks],
                y=runs,
                name=name,
                width=WEEK_MS * 0.85,
                marker={"color": colour},
                hovertemplate=f"week of %{{x|%d %b %Y}}: %{{y:,}}<extra>{name}</extra>",
            )
            for name, (colour, runs) in series.items()
        ]
    )
    words = f"{counted(board.runs, 'run')} in {counted(len(board.weeks), 'week')}, {board.done:,} finished."
    draw_standing(chart, "chart-weeks", words, span=_time(board), is_time=True)


def draw_kept(board: Board) -> None:
    """What was taken over instead of being done again, week by week."""
    import plotly.graph_objects as go

    weeks = board.weeks
    series = {
        "Stages": (MET, [_share(week.reused, week.stages) for week in weeks]),
        "Answers of models": (BEFORE, [_share(week.kept_calls, week.calls) for week in weeks]),
    }
    chart = go.Figure(
        [
            go.Scatter(
                x=[week.week for week in weeks],
                y=shares,
                name=name,
                mode="lines+markers" if len(weeks) < MANY else "lines",
                line={"color": colour, "width": 3},
                hovertemplate=f"week of %{{x|%d %b %Y}}: %{{y:.0%}}<extra>{name}</extra>",
            )
            for name, (colour, shares) in series.items()
        ]
    )
    reused = _share(sum(week.reused for week in weeks), sum(week.stages for week in weeks))
    kept = _share(sum(week.kept_calls for week in weeks), sum(week.calls for week in weeks))
    words = f"Stages taken over: {reused:.0%}. Answers of models taken over: {kept:.0%}."
    draw_standing(chart, "chart-kept", words, span=_time(board), is_time=True, form=".0%")


def draw_spread(series: Mapping[str, tuple[str, Sequence[Bar]]], *, key: str, widest: float) -> None:
    """How many runs have which figure. series: name -> (colour, bars). widest: where the axis ends."""
    import plotly.graph_objects as go

    share = 0.85 / len(series)
    chart = go.Figure(
        [
            go.Bar(
                x=[bar.low for bar in bars],
                y=[bar.runs for bar in bars],
                name=name,
                width=[(bar.high - bar.low) * share for bar in bars],
                offset=[(bar.high - bar.low) * (0.075 + place * share) for bar in bars],
                marker={"color": colour},
                customdata=[_between(bar) for bar in bars],
                hovertemplate=f"%{{customdata}}: %{{y:,}}<extra>{name}</extra>",
            )
            for place, (name, (colour, bars)) in enumerate(series.items())
        ]
    )
    told = (
        f"{name}: " + ", ".join(f"{_between(bar)} {bar.runs:,}" for bar in bars) + "."
        for name, (_, bars) in series.items()
    )
    lows = [bar.low for _, bars in series.values() for bar in bars]
    highs = [bar.high for _, bars in series.values() for bar in bars]
    draw_standing(chart, key, " ".join(told), span=(min(0.0, *lows), max(widest, *highs)))


def _between(bar: Bar) -> str:
    return f"{bar.low:.2f} to {bar.high:.2f}".replace("-", "−")


def draw_times(times: Sequence[StageTime]) -> None:
    """Seconds of each stage."""
    names = [STAGES[time.stage] for time in times]
    words = " ".join(
        f"{name}: median {time.median:.2f} s, 90 % under {time.p90:.2f} s."
        for name, time in zip(names, times, strict=True)
    )
    series = {
        "Median": (MET, [time.median for time in times]),
        "90 % keep under": (BEFORE, [time.p90 for time in times]),
    }
    draw_rows(names, series, words, key="chart-times", form=".2f", unit=" s")


def draw_failures(board: Board) -> None:
    """Runs that failed, by where and how."""
    names = [
        f"{failure_name(kind.failure)} · {STAGES[kind.stage] if kind.stage else 'between stages'}"
        for kind in board.failures
    ]
    runs = [kind.runs for kind in board.failures]
    words = " ".join(f"{name}: {count:,}." for name, count in zip(names, runs, strict=True))
    draw_rows(names, {"Runs": (MISSING, runs)}, words, key="chart-failures")


def draw_spending(board: Board) -> None:
    """What each model and version cost."""
    paid = [one for one in board.spending if one.cost_usd]
    names = [f"{one.model} · {one.version}" for one in paid]
    costs = [one.cost_usd for one in paid]
    words = " ".join(f"{name}: ${cost:,.2f}." for name, cost in zip(names, costs, strict=True))
    draw_rows(names, {"US dollars": (NEAR, costs)}, words, key="chart-spending", form=",.2f")


def draw_layouts(layouts: Sequence[LayoutReading]) -> None:
    """Share of a résumé that was read without a doubt, by its kind."""
    kinds = [KINDS.get(one.media_type, "Other") for one in layouts]
    names = [
        kind if one.layout == "text" else f"{kind}, {one.layout}"  # a text has no pages
        for kind, one in zip(kinds, layouts, strict=True)
    ]
    shares = [one.confidence for one in layouts]
    words = " ".join(f"{name}: {figure(share)}." for name, share in zip(names, shares, strict=True))
    draw_rows(names, {"Read without a doubt": (MET, shares)}, words, key="chart-layouts", form=".2f")


def draw_funnel(funnel: Sequence[FunnelStep]) -> None:
    """How many people came how far."""
    shown = [(STEPS[step.step], step.people) for step in funnel if step.people is not None]
    words = " ".join(f"{name}: {people:,}." for name, people in shown)
    draw_rows(
        [name for name, _ in shown], {"People": (MET, [n for _, n in shown])}, words, key="chart-funnel"
    )


def failure_name(code: str) -> str:
    """A kind of failure in words: "Model slow"."""
    return code.replace("-", " ").capitalize()


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _time(board: Board) -> tuple[dt.date, dt.date]:
    """All weeks, and at least twelve: one week alone is no axis."""
    first, last = board.weeks[0].week, board.weeks[-1].week
    return min(first, last - 11 * WEEK) - WEEK / 2, last + WEEK / 2


def draw_standing(
    chart: "Figure",
    key: str,
    words: str,
    *,
    span: tuple[object, object],
    is_time: bool = False,
    form: str = ",",
) -> None:
    """Bars or lines that stand. span: from where to where. is_time: along weeks, bars on each other, not
    beside each other."""
    few = max((max(one.y, default=0) for one in chart.data), default=0) <= FEW and form == ","
    many = len(chart.data) > 1
    laid_out(chart, height=HEIGHT, margin={"t": 34 if many else 8, "l": 8, "r": 8, "b": 8})
    chart.update_layout(
        barmode="stack" if is_time else "group",
        showlegend=many,
        legend=legend(1.02, "bottom"),
        bargap=0.15,
        xaxis={
            "range": span,
            "nticks": 5,
            "tickformat": "%-d %b<br>%Y" if is_time else "",
            "tickfont": FONT,
            "tickangle": 0,
            "automargin": True,
            "showgrid": False,
        },
        yaxis={
            "tickfont": FONT,
            "gridcolor": TRACK,
            "fixedrange": True,
            "automargin": True,
            "rangemode": "tozero",
            "tickformat": form,
            "nticks": 5,
            "dtick": 1 if few else None,
        },
    )
    show_chart(chart, key, words)


def draw_rows(
    names: Sequence[str],
    series: Mapping[str, tuple[str, Sequence[float]]],
    words: str,
    *,
    key: str,
    form: str = ",",
    unit: str = "",
) -> None:
    """Bars that lie, their names above them: beside them a phone has no room."""
    import plotly.graph_objects as go

    chart = go.Figure()
    for name, (colour, widths) in series.items():
        chart.add_bar(
            x=widths,
            y=names,
            name=name,
            orientation="h",
            marker={"color": colour, "cornerradius": 4},
            text=[f"{width:{form}}{unit}" for width in widths],
            textposition="auto",
            insidetextfont={"size": 14, "color": PAPER},
            outsidetextfont=FONT,
            cliponaxis=False,
            hovertemplate=f"%{{y}}: %{{x:{form}}}{unit}<extra>{name}</extra>",
        )
    many = len(series)
    laid_out(
        chart,
        height=max(len(names), 1) * (_ROW * many + 8) + (34 if many > 1 else 8) + 8,
        margin={"t": 34 if many > 1 else 8, "l": 8, "r": 48, "b": 8},
    )
    chart.update_layout(barmode="group", showlegend=many > 1, legend=legend(1.0, "bottom"))
    chart.update_xaxes(visible=False, rangemode="tozero")
    chart.update_yaxes(**names_axis(names))
    show_chart(chart, key, words)
