"""My data: what is kept, all of it to take along, what goes by itself, and the way to erase it all."""

import streamlit as st

from jobwise.ui.giving import draw_given
from jobwise.ui.guard import admitted
from jobwise.ui.my_data import (
    draw_consents,
    draw_download,
    draw_erased,
    draw_erasure,
    draw_kept,
    draw_retention,
)

visit = admitted()

with st.container(width=780):
    st.title("My data", anchor=False)
    st.caption("What JobWise keeps of you. It is sealed under a key of your own, and all of it is yours.")
    draw_erased()
    kept = visit.services.my_data.kept(visit.actor)
    draw_kept(kept)
    if kept:
        draw_download(visit)
    draw_retention(visit)
    draw_consents(visit)
    draw_given(visit)
    if kept:
        draw_erasure(visit, kept)
