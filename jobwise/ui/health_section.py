"""The section of *Administration* about the installation itself."""

import streamlit as st

from jobwise.ui.guard import Visit


def draw_health(visit: Visit) -> None:
    """Counts of this moment."""
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
