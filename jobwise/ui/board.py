"""The board of applications: a column for each step, cards that are moved by a menu."""

import streamlit as st

from jobwise.domain.analytics import HowFar
from jobwise.domain.tracker import Card
from jobwise.ui.application_rows import STATUS, name_of
from jobwise.ui.dates import told_date
from jobwise.ui.guard import Visit
from jobwise.ui.outcome import NAMES, draw_focus, draw_move
from jobwise.ui.text import counted, day, figure, plain

MOST = 10
"""Cards of a column that are shown at first. *Why:* each is a handful of elements that a browser draws."""


def draw_board(visit: Visit) -> None:
    """Five columns; on a phone they stand one below the other."""
    columns = visit.tracker.board(visit.actor).columns
    for place, (column, cards) in zip(st.columns(len(columns), gap="small"), columns.items(), strict=True):
        with place:
            _column(visit, column, cards)
    draw_focus()


def _column(visit: Visit, column: HowFar, cards: tuple[Card, ...]) -> None:
    st.header(f"{NAMES[column]} :gray[{len(cards):,}]", anchor=False)
    key = f"board-{column}"
    most = st.session_state.get(key, MOST)
    for card in cards[:most]:
        _card(visit, card)
    if not cards:
        st.caption("None")
    if len(cards) > most:

        def more() -> None:
            st.session_state[key] = most + 2 * MOST

        left = len(cards) - most
        st.button(f"Show more: {left:,} left", key=f"more-{column}", on_click=more, width="stretch")


def _card(visit: Visit, card: Card) -> None:
    application = card.application
    name = name_of(application)
    with st.container(border=True, key=f"card-board-{application.id}", gap="xsmall"):
        st.page_link("pages/application.py", label=f"**{plain(name)}**", query_params={"id": application.id})
        st.markdown("  \n".join(f":small[{line}]" for line in _lines(card)))
        draw_move(visit, application, name)


def _lines(card: Card) -> list[str]:
    application = card.application
    status = STATUS[application.state]
    parts = [] if application.ats_score is None else [f"ATS score **{figure(application.ats_score)}**"]
    parts += ["sample"] if application.is_sample else []
    parts += [status.lower()] if status != "Ready" else []
    lines = [" · ".join(parts)] if parts else []
    lines.append(f"since {day(card.since)}")
    if card.next_date:
        lines.append(f":material/event: {plain(told_date(card.next_date))}")
    if card.notes:
        lines.append(f":material/sticky_note_2: {counted(card.notes, 'note')}")
    return lines
