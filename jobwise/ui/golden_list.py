"""The golden sets with their versions, and the ways to a new one."""

from collections.abc import Callable, Sequence

import streamlit as st

from jobwise.domain.golden import GoldenSetSummary
from jobwise.errors import JobWiseError, NotFound
from jobwise.services.golden_sets import MOST_MADE
from jobwise.ui.guard import Visit
from jobwise.ui.problems import show
from jobwise.ui.text import counted, day, plain

SHOWN, NEW = "set", "new-set"
_MADE = "golden-made"
FILE, SAMPLES, MADE = "A file of cases", "The samples", "Made-up people"


def shown_of(sets: Sequence[GoldenSetSummary]) -> GoldenSetSummary:
    """What the address names; a set without a version is its newest. Raises: NotFound."""
    wanted = st.query_params.get(SHOWN, sets[0].label)
    for one in sets:
        if wanted in (one.label, one.name):
            return one
    raise NotFound("This golden set is not there", "Open Golden sets from the menu.", code="not-found")


def go_to(label: str) -> None:
    """Show another set."""
    st.query_params[SHOWN] = label


def draw_list(sets: Sequence[GoldenSetSummary], shown: GoldenSetSummary) -> None:
    """Every version, the newest of each set first."""
    for one in sets:
        with st.container(border=True, key=f"card-{one.label.replace('@', '-')}", gap="xxsmall"):
            label = f"**{one.label}** · {counted(one.cases, 'case')}"
            if one == shown:
                st.markdown(f":material/arrow_right: {label}")
            else:
                st.button(label, type="tertiary", key=f"show-{one.label}", on_click=go_to, args=(one.label,))
            st.caption(f"{plain(one.author)} · {day(one.at)}  \n{plain(one.why)}".rstrip())


def draw_new(visit: Visit) -> None:
    """A set from a file, the samples or made-up people."""
    if made := st.session_state.get(_MADE):
        go_to(made.pop())
        st.session_state[NEW] = False  # it would cover what was made
        for field in ("golden-name", "golden-why"):
            st.session_state[field] = ""
    with st.popover("New set", icon=":material/add_circle:", key=NEW, on_change="rerun"):
        name = st.text_input("Name", key="golden-name", placeholder="our-cases", max_chars=40) or ""
        st.caption("Small letters, digits and hyphens. A name that is there gets its next version.")
        why = st.text_input("What it is for", key="golden-why", max_chars=500) or ""
        source = st.segmented_control(
            "Made from", [FILE, SAMPLES, MADE], default=FILE, required=True, key="golden-source"
        )
        make: Callable[[], str]
        if source == FILE:
            file = st.file_uploader("JSON Lines, one case a line", type=["jsonl"], key="golden-file")
            data = file.getvalue() if file else b""
            make = lambda: visit.golden_sets.add_file(visit.actor, name, data, why)  # noqa: E731
        elif source == SAMPLES:
            st.caption("A case for each sample résumé with each sample ad.")
            make = lambda: visit.golden_sets.add_samples(visit.actor, name, why)  # noqa: E731
        else:
            seed = int(st.number_input("Seed: the same makes the same cases", 0, 10**9, 1, key="golden-seed"))
            count = int(st.number_input("Cases", 1, MOST_MADE, 40, key="golden-count"))
            make = lambda: visit.golden_sets.add_made(visit.actor, name, seed, count, why)  # noqa: E731
        # No callback: it would make what the page was drawn for before, without what was typed last.
        if st.button("Make the set", type="primary", key="make-set"):
            _make(make)


def _make(make: Callable[[], str]) -> None:
    """*Why a list that is there before:* see the start of an experiment."""
    made = st.session_state.setdefault(_MADE, [])
    try:
        made.append(make())
    except JobWiseError as error:
        show(error)
    else:
        st.rerun()
