"""Impact ratios beside the line at four fifths."""

from collections.abc import Sequence

from jobwise.domain.fairness import FOUR_FIFTHS, ImpactTable
from jobwise.pipeline.fairness_report import MEASURES
from jobwise.ui.charts import BEFORE, FONT, INK, MET, laid_out, legend, names_axis, show_chart


def draw_ratios(tables: Sequence[ImpactTable], *, key: str) -> None:
    """The ratios of one category by every measure."""
    import plotly.graph_objects as go

    names = [group.group for group in tables[0].groups]
    chart = go.Figure()
    told_ratios = []
    for table, colour in zip(tables, (MET, BEFORE), strict=False):
        shown = [(group.group, group.ratio) for group in table.groups if group.ratio is not None]
        if not shown:
            continue
        chart.add_bar(
            x=[ratio for _, ratio in shown],
            y=[name for name, _ in shown],
            name=MEASURES[table.measure],
            orientation="h",
            marker={"color": colour, "cornerradius": 4},
            hovertemplate="%{y}: %{x:.3f}<extra></extra>",
        )
        told_ratios += [f"{MEASURES[table.measure]}, {name}: {ratio:.2f}." for name, ratio in shown]
    if not told_ratios:
        return
    laid_out(chart, height=44 * len(names) + 60, margin={"t": 34, "l": 8, "r": 8, "b": 24})
    chart.update_layout(barmode="group", showlegend=True, legend=legend(1.02, "bottom"))
    chart.update_xaxes(range=[0, 1.02], tickvals=[0, FOUR_FIFTHS, 1], tickfont=FONT, showgrid=False)
    chart.update_yaxes(**names_axis(names))
    chart.add_vline(x=FOUR_FIFTHS, line={"color": INK, "width": 2, "dash": "dot"})
    show_chart(chart, key, "Impact ratios. " + " ".join(told_ratios))
