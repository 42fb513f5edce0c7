"""The fit of each candidate as a dot on its range."""

from collections.abc import Sequence

from jobwise.domain.vacancy import Ranked
from jobwise.ui.charts import FONT, INK, MET, TRACK, laid_out, names_axis, show_chart
from jobwise.ui.text import figure

ROW = 26
"""Pixels of a row."""


def draw_fits(rows: Sequence[Ranked], *, key: str) -> None:
    """One line a candidate, best on top."""
    import plotly.graph_objects as go

    names = [f"{row.rank} · Candidate {row.candidate.number}" for row in rows]
    chart = go.Figure()
    for name, row in zip(names, rows, strict=True):
        chart.add_scatter(
            x=[row.assessment.low, row.assessment.high],
            y=[name, name],
            mode="lines",
            line={"color": TRACK, "width": 10},
            hoverinfo="skip",
        )
    chart.add_scatter(
        x=[row.assessment.score.fit for row in rows],
        y=names,
        mode="markers",
        marker={"color": MET, "size": 11, "line": {"color": INK, "width": 1}},
        customdata=[(row.assessment.low, row.assessment.high) for row in rows],
        hovertemplate="%{y}: %{x:.2f}, from %{customdata[0]:.2f} to %{customdata[1]:.2f}<extra></extra>",
    )
    laid_out(chart, height=ROW * len(rows) + 40, margin={"t": 4, "l": 8, "r": 12, "b": 28})
    chart.update_layout(showlegend=False)
    chart.update_xaxes(range=[0, 1], tickvals=[0, 0.25, 0.5, 0.75, 1], tickfont=FONT, gridcolor=TRACK)
    chart.update_yaxes(**names_axis(names), range=[-0.6, len(names) - 0.4])
    told = (
        f"Place {row.rank}: candidate {row.candidate.number}, fit {figure(row.assessment.score.fit)}, from "
        f"{figure(row.assessment.low)} to {figure(row.assessment.high)}."
        for row in rows
    )
    show_chart(chart, key, " ".join(told))
