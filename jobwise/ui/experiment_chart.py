"""Each case as a line from what the baseline gave to what another version did."""

from collections.abc import Sequence

from jobwise.domain.experiment import BETTER, Measure, MeasureComparison
from jobwise.pipeline.case_changes import CaseChange
from jobwise.ui.charts import BEFORE, FONT, INK, MET, MISSING, TRACK, laid_out, legend, names_axis, show_chart
from jobwise.ui.experiment_words import MEASURES, amount, change
from jobwise.ui.text import counted

ROW, MOST_ROWS = 24, 40
"""Pixels of a row; cases of a picture. Of more, those at both ends are drawn."""


def draw_changes(changes: Sequence[CaseChange], compared: MeasureComparison, *, key: str) -> str | None:
    """The cases that changed, in the order of it; gives the one that was clicked."""
    import plotly.graph_objects as go

    half, moved = MOST_ROWS // 2, [one for one in changes if one.change]
    shown = moved if len(moved) <= MOST_ROWS else [*moved[:half], *moved[-half:]]
    names = [one.case_id for one in shown]
    chart = go.Figure()
    for one in shown:
        chart.add_scatter(
            x=[one.baseline, one.arm],
            y=[one.case_id, one.case_id],
            mode="lines",
            line={"color": TRACK, "width": 6},
            hoverinfo="skip",
            showlegend=False,
        )
    for name, values, colours, symbol in (
        ("Baseline", [one.baseline for one in shown], BEFORE, "circle-open"),
        (
            "Held against it",
            [one.arm for one in shown],
            [_colour(one, compared.measure) for one in shown],
            "circle",
        ),
    ):
        chart.add_scatter(
            x=values,
            y=names,
            name=name,
            mode="markers",
            marker={"color": colours, "size": 11, "symbol": symbol, "line": {"color": INK, "width": 1}},
            customdata=names,
            hovertemplate="%{y}: %{x:.3g}<extra></extra>",
        )
    laid_out(chart, height=ROW * len(shown) + 76, margin={"t": 34, "l": 8, "r": 12, "b": 28})
    chart.update_layout(showlegend=True, legend=legend(1.0, "bottom"))
    chart.update_xaxes(tickfont=FONT, gridcolor=TRACK, zeroline=False)
    chart.update_yaxes(**names_axis(names), range=[-0.6, len(names) - 0.4])
    state = show_chart(chart, key, _told(moved, compared), selects=True)
    points = state.selection.points if state else []
    return str(points[0]["y"]) if points else None


def _colour(one: CaseChange, measure: Measure) -> str:
    if not one.change or BETTER[measure] == "neither":
        return BEFORE
    return MET if (one.change > 0) == (BETTER[measure] == "more") else MISSING


def _told(changes: Sequence[CaseChange], compared: MeasureComparison) -> str:
    difference = compared.difference
    first, last = changes[0], changes[-1]
    return (
        f"{MEASURES[compared.measure]}: {counted(len(changes), 'case')} changed. "
        f"On average {change(difference.mean)}, from "
        f"{change(difference.low)} to {change(difference.high)}. "
        f"{first.case_id}: {amount(first.baseline)}, then {amount(first.arm)}. "
        f"{last.case_id}: {amount(last.baseline)}, then {amount(last.arm)}."
    )
