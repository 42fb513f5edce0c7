"""Candidates and requirements as one picture: what each has shown, and a click away the words that say so."""

from collections.abc import Sequence

import streamlit as st

from jobwise.domain.match import Verdict
from jobwise.domain.vacancy import Ranked, Vacancy, VacancyProgress
from jobwise.pipeline.requirement_rows import Row, rows_in
from jobwise.ui.candidate_evidence import draw_answer
from jobwise.ui.charts import FONT, MET, NEAR, PAPER, TRACK, laid_out, names_axis, show_chart
from jobwise.ui.guard import Visit
from jobwise.ui.problems import told
from jobwise.ui.text import counted

COLUMNS = 12
"""Candidates of a picture."""
_SIGNS: dict[Verdict, str] = {"met": "✓", "near": "~", "missing": ""}
_SHADES: dict[Verdict, float] = {"missing": 0.0, "near": 0.5, "met": 1.0}
_COLOURS = [(0.0, TRACK), (0.33, TRACK), (0.33, NEAR), (0.67, NEAR), (0.67, MET), (1.0, MET)]
_LONGEST = 22
"""Letters of a requirement's name beside the picture."""


def draw_heat_map(visit: Visit, vacancy: Vacancy, progress: VacancyProgress) -> None:
    """The best of the ranking against all that is asked, must-haves first."""
    if not progress.scored:
        st.markdown("Candidates stand here as soon as they are read.")
        return
    page = int(st.session_state.get("map-page", 1))
    ranking = visit.vacancies.ranking(visit.actor, vacancy.id, page=page, size=COLUMNS)
    answers = [rows_in(vacancy.rubric.analysis, vacancy.ad, row.assessment.score) for row in ranking.rows]
    asked = sorted(answers[0], key=lambda row: ("must", "nice", "duty").index(row.importance))
    st.caption(
        "Columns are places in the ranking. ✓ met · ~ near, which does not count as met · empty: nothing was "
        "found · * must-have. Choose a cell to read the résumé's own words."
    )
    with st.container(border=True, key="card-map"):
        chosen = _draw(ranking.rows, answers, asked)
    if ranking.total > COLUMNS:
        st.pagination(-(-ranking.total // COLUMNS), key="map-page")
    if chosen:
        candidate_id, key = chosen
        with told(), st.container(border=True, key="card-cell"):
            shown = visit.candidates.open(visit.actor, candidate_id, whole=False)
            draw_answer(vacancy, shown, key)


def _draw(
    ranked: Sequence[Ranked], answers: Sequence[Sequence[Row]], asked: Sequence[Row]
) -> tuple[str, str] | None:
    """The picture; gives (candidate, requirement) of the cell that was chosen."""
    import plotly.graph_objects as go

    verdicts = [{row.key: row.verdict for row in rows} for rows in answers]
    names = _labels(asked)
    places = [f"{row.rank}" for row in ranked]
    cells = [[one.get(row.key, "missing") for one in verdicts] for row in asked]
    chart = go.Figure()
    chart.add_heatmap(
        x=places,
        y=names,
        z=[[_SHADES[cell] for cell in line] for line in cells],
        zmin=0,
        zmax=1,
        colorscale=_COLOURS,
        showscale=False,
        xgap=2,
        ygap=2,
        text=[[_SIGNS[cell] for cell in line] for line in cells],
        texttemplate="%{text}",
        textfont={"size": 14, "color": PAPER},
        hoverinfo="skip",
    )
    chart.add_scatter(
        x=[place for _ in names for place in places],
        y=[name for name in names for _ in places],
        mode="markers",
        marker={"symbol": "square", "size": 24, "opacity": 0, "color": PAPER},
        selected={"marker": {"opacity": 0}},
        unselected={"marker": {"opacity": 0}},
        customdata=[
            (row.candidate.id, requirement.key, row.candidate.number, verdict)
            for requirement, line in zip(asked, cells, strict=True)
            for row, verdict in zip(ranked, line, strict=True)
        ],
        hovertemplate="Candidate %{customdata[2]}: %{y}, %{customdata[3]}<extra></extra>",
        showlegend=False,
    )
    laid_out(chart, height=30 * len(names) + 42, margin={"t": 34, "l": 4, "r": 4, "b": 8})
    across = {"type": "category", "side": "top", "range": [-0.5, len(places) - 0.5]}
    chart.update_xaxes(**across, tickfont=FONT, showgrid=False, ticks="", tickangle=0, dtick=1)
    chart.update_yaxes(**names_axis(names), range=[-0.5, len(names) - 0.5])
    state = show_chart(chart, "heat-map", _alt(ranked, cells), selects=True)
    points = state.selection.points if state is not None else []
    if not points:
        return None
    candidate_id, key, *_ = points[0]["customdata"]
    return str(candidate_id), str(key)


def _labels(asked: Sequence[Row]) -> list[str]:
    """A name a requirement, none twice, must-haves marked."""
    labels: list[str] = []
    for row in asked:
        name = row.name if len(row.name) <= _LONGEST else f"{row.name[: _LONGEST - 1].rstrip()}…"
        label = f"{name} *" if row.importance == "must" else name
        while label in labels:
            label += " "
        labels.append(label)
    return labels


def _alt(ranked: Sequence[Ranked], cells: Sequence[Sequence[Verdict]]) -> str:
    told = []
    for place, row in enumerate(ranked):
        column = [line[place] for line in cells]
        counts = ", ".join(f"{column.count(verdict)} {verdict}" for verdict in ("met", "near", "missing"))
        told.append(f"Candidate {row.candidate.number}: {counts} of {counted(len(column), 'requirement')}.")
    return " ".join(told)
