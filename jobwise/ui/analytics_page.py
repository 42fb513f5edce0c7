"""*Analytics*: filters, the figures that count most, a chart for each question, and files to take away."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import streamlit as st
from pydantic import ValidationError
from streamlit.delta_generator import DeltaGenerator

from jobwise.domain.analytics import FIRST_DAY, LAST_DAY, OFFLINE, Board, Filters
from jobwise.domain.run import Stage
from jobwise.errors import JobWiseError
from jobwise.services.analytics import LEAST
from jobwise.ui import analytics_charts as charts
from jobwise.ui.charts import BEFORE, MET
from jobwise.ui.guard import Visit
from jobwise.ui.problems import show
from jobwise.ui.text import counted, day, plain, signed
from jobwise.ui.timeline import STAGES

FILTERS = tuple(Filters.model_fields)
PROVIDERS = {OFFLINE: "Offline engine", "openai": "OpenAI", "anthropic": "Anthropic"}
_SPENDING = ("Model and version", "Cost", "Runs", "Tokens asked", "Of them cached", "Tokens answered")
_FEW = f"Fewer than {LEAST} people are behind these figures, so they are not shown."
_NONE = "Nothing of this kind in these runs."


def draw_analytics(visit: Visit) -> None:
    """The whole page."""
    with st.container(width=1240):
        words, actions = st.columns([3, 2], vertical_alignment="bottom")
        words.title("Analytics", anchor=False)
        row = st.columns(5, vertical_alignment="bottom")
        filters = _filters()
        try:
            board = visit.analytics.board(visit.actor, filters)
        except JobWiseError as error:
            show(error)
            st.stop()
        _draw_filters(row, board, filters)
        with words:
            st.caption(_about(visit, board))
        if not board.runs:
            _nothing(visit, board, filters)
            st.stop()
        with actions, st.container(horizontal=True, horizontal_alignment="right", key="actions-files"):
            _file(visit, filters, "csv", "text/csv", visit.analytics.csv)
            _file(visit, filters, "parquet", "application/vnd.apache.parquet", visit.analytics.parquet)
        _metrics(board)
        _charts(board, none=_NONE if visit.analytics.alone else _FEW)


def _filters() -> Filters:
    """What the address says; what makes no sense there counts for nothing."""
    said = st.query_params.to_dict()
    try:
        return Filters.model_validate({name: said[name] for name in FILTERS if said.get(name)})
    except ValidationError:
        return Filters()


def _draw_filters(row: Sequence[DeltaGenerator], board: Board, filters: Filters) -> None:
    """*Why drawn last and kept by hand:* what can be chosen is known when the figures are."""
    for place, name, label in ((row[0], "since", "From"), (row[1], "until", "To")):
        place.date_input(
            label,
            getattr(filters, name),
            min_value=FIRST_DAY,
            max_value=LAST_DAY,
            key=f"analytics-{name}",
            format="DD/MM/YYYY",
            on_change=_keep,
            args=(name,),
        )
    choices: tuple[tuple[str, str, Sequence[str], Mapping[Any, str]], ...] = (
        ("version", "Version", board.versions, {}),
        ("provider", "Model of", board.providers, PROVIDERS),
        ("stage", "Stage, for times and failures", list(Stage), STAGES),
    )
    for place, (name, label, options, names) in zip(row[2:], choices, strict=True):
        chosen = getattr(filters, name)
        place.selectbox(
            label,
            options,
            index=options.index(chosen) if chosen in options else None,
            placeholder="Any",
            format_func=partial(_named, names),
            key=f"analytics-{name}",
            on_change=_keep,
            args=(name,),
        )


def _named(names: Mapping[Any, str], one: str) -> str:
    return names.get(one, one)


def _keep(name: str) -> None:
    value = st.session_state[f"analytics-{name}"]
    if value:
        st.query_params[name] = str(value)
    else:
        st.query_params.pop(name, None)


def _about(visit: Visit, board: Board) -> str:
    if visit.analytics.alone:
        return "Your own runs, without the sample. What you delete goes from here too."
    until = f" Figures end with the week of {_monday(board.last)}." if board.last else ""
    left_out = " Weeks in which too few people used something are left out." if board.hides else ""
    return (
        f"The runs of everybody together; nobody's words are in them. Whatever fewer than {LEAST} people are "
        f"behind is not shown, and counts go in steps of {LEAST}.{until}{left_out}"
    )


def _monday(week: dt.date) -> str:
    return day(dt.datetime.combine(week, dt.time(12), tzinfo=dt.UTC))


def _nothing(visit: Visit, board: Board, filters: Filters) -> None:
    if filters != Filters() and board.first is not None:
        turned = filters.since and filters.until and filters.since > filters.until
        st.markdown("From is later than To, so no run fits." if turned else "No run fits.")
        st.button("Clear filters", icon=":material/filter_alt_off:", on_click=_clear)
    elif visit.analytics.alone:
        st.markdown(
            "No runs yet. Make an application, and its score, time and cost stand here when it has ended."
        )
        if st.button("New application", type="primary", icon=":material/add_circle:", key="first"):
            st.switch_page("pages/new_application.py")
    else:
        st.markdown(
            f"Nothing to show yet. Figures stand here as soon as {LEAST} people have used JobWise in the "
            "same way in a week that is over."
        )


def _clear() -> None:
    for name in FILTERS:
        st.session_state[f"analytics-{name}"] = None
        st.query_params.pop(name, None)


def _file(visit: Visit, filters: Filters, kind: str, mime: str, make: Callable[..., bytes]) -> None:
    st.download_button(
        f"Download {'CSV' if kind == 'csv' else 'Parquet'}",
        partial(make, visit.actor, filters),
        file_name=f"analytics.{kind}",
        mime=mime,
        on_click="ignore",
        icon=":material/download:",
        key=f"analytics-{kind}",
    )


def _metrics(board: Board) -> None:
    gain = "–" if board.median_gain is None else signed(board.median_gain)
    shown = (
        ("Runs", f"{board.runs:,}"),
        ("Finished", f"{min(board.done / board.runs, 1):.0%}"),
        ("Median gain in score", gain),
        ("Cost", f"${board.cost_usd:,.2f}"),
    )
    for column, (label, value) in zip(st.columns(4), shown, strict=True):
        column.metric(label, value, border=True)


def _charts(board: Board, none: str) -> None:
    _card("Runs by week", "weeks", bool(board.weeks), lambda: charts.draw_weeks(board), none)
    spreads = board.spreads
    left, right = st.columns(2)
    with left:
        _card(
            "Gain in score, before to after",
            "gains",
            bool(spreads.gain),
            lambda: charts.draw_spread({"Runs": (MET, spreads.gain)}, key="chart-gains", widest=0.5),
            none,
        )
        _card("Seconds by stage", "times", bool(board.times), lambda: charts.draw_times(board.times), none)
        _card("Taken over", "kept", bool(board.weeks), lambda: charts.draw_kept(board), none)
    with right:
        scores = {"Before": (BEFORE, spreads.before), "After": (MET, spreads.after)}
        _card(
            "Scores",
            "scores",
            bool(spreads.before or spreads.after),
            lambda: charts.draw_spread(scores, key="chart-scores", widest=1.0),
            none,
        )
        _card("How far people came", "funnel", bool(board.funnel), lambda: _funnel(board), none)
        _card(
            "Read without a doubt, by résumé",
            "layouts",
            bool(board.layouts),
            lambda: charts.draw_layouts(board.layouts),
            none,
        )
        _card("Failures", "failures", bool(board.failures), lambda: charts.draw_failures(board), none)
    _card("Tokens and cost", "spending", bool(board.spending), lambda: _spending(board), none)


def _card(title: str, name: str, is_there: bool, draw: Callable[[], None], none: str) -> None:
    with st.container(border=True, key=f"card-{name}"):
        st.subheader(title, anchor=False)
        if is_there:
            draw()
        else:
            st.markdown(none)


def _funnel(board: Board) -> None:
    charts.draw_funnel(board.funnel)
    hidden = [charts.STEPS[step.step] for step in board.funnel if step.people is None]
    if hidden:
        st.caption(f"Fewer than {LEAST} people: {', '.join(hidden).lower()}.")


def _spending(board: Board) -> None:
    if any(one.cost_usd for one in board.spending):
        charts.draw_spending(board)
    rows = [
        (
            plain(" · ".join(filter(None, (one.model or PROVIDERS.get(one.provider), one.version)))),
            f"\\${one.cost_usd:,.2f}",
            *(f"{n:,}" for n in (one.runs, one.tokens_asked, one.tokens_cached, one.tokens_answered)),
        )
        for one in board.spending
    ]
    st.table(
        {name: [row[place] for row in rows] for place, name in enumerate(_SPENDING)},
        border="horizontal",
        hide_index=True,
        alt=f"Tokens and cost of {counted(len(rows), 'model and version', 'models and versions')}.",
    )
