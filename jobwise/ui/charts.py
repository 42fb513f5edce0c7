"""The figures of a score. Colours are Streamlit's chart tokens, so a switch of theme recolours them.

Every figure comes with its numbers in words, for those who do not see it.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import streamlit as st

from jobwise.domain.ats import Score, ScorePart
from jobwise.ui.text import figure

if TYPE_CHECKING:
    from plotly.graph_objects import Figure
    from streamlit.elements.plotly_chart import PlotlyState

MET, NEAR, MISSING, BEFORE = "#000001", "#000002", "#000003", "#000006"
INK, PAPER, TRACK = "#000037", "#000038", "#000039"
_CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "showTips": False}
FONT = {"size": 14, "color": INK}
GOOD, FAIR = 0.75, 0.4
"""From `GOOD` on a part is drawn as met, from `FAIR` on as near."""


class Coverage(NamedTuple):
    """Counts of requirements of one importance."""

    name: str
    met: int
    near: int
    missing: int


def draw_gauge(now: float, before: float, *, key: str) -> None:
    """The score as a half circle, with a line where it stood before."""
    import plotly.graph_objects as go

    dial = go.Indicator(
        mode="gauge",
        value=now,
        gauge={
            "axis": {"range": [0, 1], "visible": False},
            "bar": {"color": MET, "thickness": 1},
            "bgcolor": TRACK,
            "borderwidth": 0,
            "threshold": {"value": before, "thickness": 1, "line": {"color": INK, "width": 3}},
        },
    )
    chart = laid_out(go.Figure(dial), height=190, margin={"t": 8, "l": 8, "r": 8, "b": 4})
    chart.add_annotation(
        x=0.5, y=0.06, text=f"<b>{figure(now)}</b>", showarrow=False, font={"size": 44, "color": INK}
    )
    chart.add_annotation(x=0.5, y=0, text=f"before {figure(before)}", showarrow=False, font=FONT)
    show_chart(chart, key, f"ATS score {figure(now)} of 1, before {figure(before)}.")


def draw_coverage(rows: Sequence[Coverage], *, key: str) -> None:
    """How many requirements are met, near and missing, a bar for each importance."""
    import plotly.graph_objects as go

    chart = go.Figure()
    kinds = (("Met", "met", MET), ("Near", "near", NEAR), ("Missing", "missing", MISSING))
    for name, field, colour in kinds:
        counts = [getattr(row, field) for row in rows]
        chart.add_bar(
            x=counts,
            y=[row.name for row in rows],
            name=name,
            orientation="h",
            width=0.6,
            marker={"color": colour, "line": {"color": PAPER, "width": 2}},
            text=[str(count) if count else "" for count in counts],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            textfont={"size": 14, "color": PAPER},
            hovertemplate="%{y}: %{x} " + name.lower() + "<extra></extra>",
        )
    most = max((row.met + row.near + row.missing for row in rows), default=1)
    laid_out(chart, height=150, margin={"t": 34, "l": 0, "r": 0, "b": 4})
    chart.update_layout(barmode="stack", showlegend=True, legend=legend(1.02, "bottom"))
    chart.update_xaxes(visible=False, range=[0, most])
    chart.update_yaxes(**names_axis([row.name for row in rows]))
    words = (f"{r.name}: {r.met} met, {r.near} near, {r.missing} missing." for r in rows)
    show_chart(chart, key, " ".join(words))


def draw_parts(parts: Sequence[ScorePart], *, key: str) -> None:
    """The parts of the score, each on a track from 0 to 1 with its number at the right."""
    import plotly.graph_objects as go

    names = [part.name for part in parts]
    chart = go.Figure()
    shape: dict[str, Any] = {"orientation": "h", "width": 0.42, "hoverinfo": "skip"}
    chart.add_bar(x=[1] * len(parts), y=names, marker={"color": TRACK, "cornerradius": 4}, **shape)
    chart.add_bar(
        x=[part.score for part in parts],
        y=names,
        marker={"color": [_grade(part.score) for part in parts], "cornerradius": 4},
        **shape,
    )
    laid_out(chart, height=34 * len(parts) + 12, margin={"t": 4, "l": 8, "r": 44, "b": 4})
    chart.update_layout(barmode="overlay", showlegend=False)
    chart.update_xaxes(visible=False, range=[0, 1])
    chart.update_yaxes(**names_axis(names))
    for part in parts:
        chart.add_annotation(
            x=1,
            xref="paper",
            xshift=10,
            xanchor="left",
            y=part.name,
            text=f"<b>{figure(part.score)}</b>",
            showarrow=False,
            font=FONT,
        )
    show_chart(chart, key, " ".join(f"{part.name} {figure(part.score)}." for part in parts))


def draw_radar(series: Mapping[str, Score], *, key: str) -> None:
    """Parts of two scores on one wheel. series: name -> score; the first is dotted, the last filled."""
    import plotly.graph_objects as go

    axes = shared_parts(tuple(series.values()))
    chart = go.Figure()
    for place, (name, score) in enumerate(series.items()):
        values = {part.name: part.score for part in score.parts}
        radii = [values[axis] for axis in axes]
        last = place == len(series) - 1
        chart.add_scatterpolar(
            r=[*radii, *radii[:1]],
            theta=[_broken(axis) for axis in [*axes, *axes[:1]]],
            name=name,
            mode="lines+markers" if last else "lines",
            fill="toself" if last else "none",
            line={
                "color": MET if last else BEFORE,
                "width": 3 if last else 2,
                "dash": "solid" if last else "dot",
            },
            marker={"size": 6},
            hovertemplate="%{theta} %{r:.2f}<extra>" + name + "</extra>",
        )
    laid_out(chart, height=380, margin={"t": 48, "l": 60, "r": 60, "b": 80})
    chart.update_layout(showlegend=True, legend=legend(-0.2, "top"), polar=_wheel())
    words = (
        f"{name}: " + ", ".join(f"{p.name} {figure(p.score)}" for p in score.parts if p.name in axes) + "."
        for name, score in series.items()
    )
    show_chart(chart, key, " ".join(words))


def shared_parts(scores: Sequence[Score]) -> list[str]:
    """Names of the parts that every score has, in order. *Why:* two ads may ask for different things."""
    others = [{part.name for part in score.parts} for score in scores[1:]]
    return [part.name for part in scores[0].parts if all(part.name in names for names in others)]


def _broken(name: str) -> str:
    """A name over two lines where it has two words, so that a phone has room for it."""
    return name.replace(" ", "<br>").replace("-", "-<br>", 1)


def _grade(score: float) -> str:
    return MET if score >= GOOD else NEAR if score >= FAIR else MISSING


def names_axis(order: Sequence[str]) -> dict[str, Any]:
    """An axis of names, the first one on top."""
    return {
        "categoryorder": "array",
        "categoryarray": list(reversed(order)),
        "automargin": True,
        "ticks": "outside",
        "tickcolor": "rgba(0,0,0,0)",
        "ticklen": 6,
        "tickfont": FONT,
        "showgrid": False,
        "zeroline": False,
        "showline": False,
        "fixedrange": True,
    }


def _wheel() -> dict[str, Any]:
    return {
        "bgcolor": "rgba(0,0,0,0)",
        "radialaxis": {
            "range": [0, 1],
            "tickvals": [0.5, 1],
            "showticklabels": False,
            "showline": False,
            "gridcolor": TRACK,
            "ticks": "",
        },
        "angularaxis": {
            "rotation": 90,
            "direction": "clockwise",
            "tickfont": FONT,
            "gridcolor": TRACK,
            "linecolor": TRACK,
        },
    }


def legend(y: float, anchor: str) -> dict[str, Any]:
    """A legend that no click changes."""
    return {
        "orientation": "h",
        "x": 0.5,
        "xanchor": "center",
        "y": y,
        "yanchor": anchor,
        "itemclick": False,
        "itemdoubleclick": False,
        "traceorder": "normal",
        "font": FONT,
        "title": {"text": ""},
    }


def laid_out(chart: "Figure", *, height: int, margin: dict[str, int]) -> "Figure":
    """The chart at a height and with margins in pixels, in our type, and nothing in it to drag."""
    chart.update_layout(height=height, margin=margin, dragmode=False, font=FONT)
    chart.update_xaxes(fixedrange=True)
    return chart


def show_chart(chart: "Figure", key: str, words: str, *, selects: bool = False) -> "PlotlyState | None":
    """Put it on the page. words: the same for who does not see it. selects: give the points clicked."""
    if selects:
        return st.plotly_chart(
            chart,
            theme="streamlit",
            config=_CONFIG,
            key=key,
            alt=words,
            on_select="rerun",
            selection_mode="points",
        )
    st.plotly_chart(chart, theme="streamlit", config=_CONFIG, key=key, alt=words)
    return None
