"""The section of *Administration* about the installation itself."""

import streamlit as st

from jobwise.domain.health import PartHealth
from jobwise.ui.guard import Visit
from jobwise.ui.text import plain

_MARKS = {
    "well": ":green[:material/check_circle:]",
    "ill": ":red[:material/error:]",
    "unused": ":gray[:material/remove:]",
}


def draw_health(visit: Visit) -> None:
    """Counts of this moment, and every part."""
    st.header("Storage and health", anchor=False)
    now = visit.services.health.now(visit.actor)
    size = "On a server" if now.database_bytes is None else f"{now.database_bytes / 1_000_000:.1f} MB"
    told = {
        "Version": now.version,
        "People": f"{now.people:,}",
        "Database": size,
        "Runs waiting": f"{now.runs_waiting:,}",
        "Runs going": f"{now.runs_going:,}",
        "Readers of files": f"{now.readers:,}",
    }
    with st.container(border=True, key="card-health"):
        st.markdown("\n".join(f"- {name}: **{value}**" for name, value in told.items()))
    with st.container(border=True, key="card-parts"):
        for part in now.parts:
            st.markdown(_line(part))


def _line(part: PartHealth) -> str:
    words = f"{_MARKS[part.state]} **{plain(part.name)}**: {plain(part.told)}"
    if part.since is None:
        return words
    since = part.since.strftime("%d %B, %H:%M UTC").lstrip("0")
    return f"{words}. {plain(part.todo)} Seen since {since}."
