"""A picture on a page."""

from base64 import b64encode

import streamlit as st


def draw_picture(png: bytes, alt: str) -> None:
    """A PNG at the width of its column, told in words by `alt`.

    *Why:* it travels inside the page. A picture kept as a file of its own is deleted when the next one takes
    its place, also where the browser has not fetched it yet, and then shows as broken.
    """
    st.image(f"data:image/png;base64,{b64encode(png).decode()}", width="stretch", alt=alt)
