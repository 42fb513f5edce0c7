"""The charts of *Analytics*. Each says its figures in words, for who does not see it."""

from collections.abc import Mapping, Sequence

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
HEIGHT = 260
_ROW = 34


def draw_weeks(board: Board) -> None:
    """Runs of each week, finished and not."""
    weeks = [f"{week.week}" for week in board.weeks]
    series = {
        "Finished": (MET, [week.done for week in board.weeks]),
        "Not finished": (MISSING, [max(week.runs - week.done, 0) for week in board.weeks]),
    }
    words = f"{counted(board.runs, 'run')} in {counted(len(weeks), 'week')}, {board.done:,} finished."
    _columns(weeks, series, words, key="chart-weeks", stacked=True)


def draw_kept(board: Board) -> None:
    """What was taken over instead of being done again, week by week."""
    weeks = [f"{week.week}" for week in board.weeks]
    stages = [_share(week.reused, week.stages) for week in board.weeks]
    calls = [_share(week.kept_calls, week.calls) for week in board.weeks]
    reused = _share(sum(w.reused for w in board.weeks), sum(w.stages for w in board.weeks))
    kept = _share(sum(w.kept_calls for w in board.weeks), sum(w.calls for w in board.weeks))
    words = f"Stages taken over: {reused:.0%}. Answers of models taken over: {kept:.0%}."
    _columns(
        weeks,
        {"Stages taken over": (MET, stages), "Answers of models taken over": (BEFORE, calls)},
        words,
        key="chart-kept",
        form=".0%",
    )


def draw_spread(series: Mapping[str, tuple[str, Sequence[Bar]]], *, key: str) -> None:
    """How many runs have which figure. series: name -> (colour, bars)."""
    lows = sorted({round(bar.low, 6) for _, bars in series.values() for bar in bars})
    width = {round(bar.low, 6): bar.high for _, bars in series.values() for bar in bars}
    names = [f"{low:.2f} to {width[low]:.2f}".replace("-", "−") for low in lows]
    heights = {}
    for name, (colour, bars) in series.items():
        runs = {round(bar.low, 6): bar.runs for bar in bars}
        heights[name] = (colour, [runs.get(low, 0) for low in lows])
    told = (
        f"{name}: " + ", ".join(f"{label} {n:,}" for label, n in zip(names, runs, strict=True) if n) + "."
        for name, (_, runs) in heights.items()
    )
    _columns(names, heights, " ".join(told), key=key)


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
    _rows(names, series, words, key="chart-times", form=".2f", unit=" s")


def draw_failures(board: Board) -> None:
    """Runs that failed, by where and how."""
    names = [
        f"{failure_name(kind.failure)} · {STAGES[kind.stage] if kind.stage else 'between stages'}"
        for kind in board.failures
    ]
    runs = [kind.runs for kind in board.failures]
    words = " ".join(f"{name}: {count:,}." for name, count in zip(names, runs, strict=True))
    _rows(names, {"Runs": (MISSING, runs)}, words, key="chart-failures")


def draw_spending(board: Board) -> None:
    """What each model and version cost."""
    paid = [one for one in board.spending if one.cost_usd]
    names = [f"{one.model} · {one.version}" for one in paid]
    costs = [one.cost_usd for one in paid]
    words = " ".join(f"{name}: ${cost:,.2f}." for name, cost in zip(names, costs, strict=True))
    _rows(names, {"US dollars": (NEAR, costs)}, words, key="chart-spending", form=",.2f")


def draw_layouts(layouts: Sequence[LayoutReading]) -> None:
    """Share of a résumé that was read without a doubt, by its kind."""
    names = [f"{KINDS.get(one.media_type, 'Other')}, {one.layout}" for one in layouts]
    shares = [one.confidence for one in layouts]
    words = " ".join(f"{name}: {figure(share)}." for name, share in zip(names, shares, strict=True))
    _rows(names, {"Read without a doubt": (MET, shares)}, words, key="chart-layouts", form=".2f")


def draw_funnel(funnel: Sequence[FunnelStep]) -> None:
    """How many people came how far."""
    shown = [(STEPS[step.step], step.people) for step in funnel if step.people is not None]
    words = " ".join(f"{name}: {people:,}." for name, people in shown)
    _rows([name for name, _ in shown], {"People": (MET, [n for _, n in shown])}, words, key="chart-funnel")


def failure_name(code: str) -> str:
    """A kind of failure in words: "Model slow"."""
    return code.replace("-", " ").capitalize()


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _columns(
    names: Sequence[str],
    series: Mapping[str, tuple[str, Sequence[float]]],
    words: str,
    *,
    key: str,
    stacked: bool = False,
    form: str = ",",
) -> None:
    import plotly.graph_objects as go

    chart = go.Figure()
    for name, (colour, heights) in series.items():
        chart.add_bar(
            x=names,
            y=heights,
            name=name,
            marker={"color": colour, "line": {"color": PAPER, "width": 1 if len(names) < 40 else 0}},
            hovertemplate=f"%{{x}}: %{{y:{form}}}<extra>{name}</extra>",
        )
    laid_out(chart, height=HEIGHT, margin={"t": 34 if len(series) > 1 else 8, "l": 8, "r": 8, "b": 8})
    chart.update_layout(
        barmode="stack" if stacked else "group",
        showlegend=len(series) > 1,
        legend=legend(1.02, "bottom"),
        bargap=0.15,
    )
    chart.update_xaxes(type="category", nticks=6, tickfont=FONT, tickangle=0, automargin=True, showgrid=False)
    chart.update_yaxes(
        tickfont=FONT, gridcolor=TRACK, fixedrange=True, automargin=True, rangemode="tozero",
        tickformat=form if form != "," else None, nticks=5,
    )  # fmt: skip
    show_chart(chart, key, words)


def _rows(
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
