"""The one place that turns an expected failure into what a person sees."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from jobwise.errors import JobWiseError
from jobwise.ui.text import plain


@contextmanager
def told() -> Iterator[None]:
    """Failures inside the block are shown where the block stands; the rest of the page goes on."""
    try:
        yield
    except JobWiseError as error:
        show(error)


def show(error: JobWiseError) -> None:
    """What is wrong as title, what to do as text."""
    show_words(error.title, error.message)


def show_words(title: str, message: str) -> None:
    """The same for a failure that was kept as words."""
    st.error(plain(message), title=plain(title), icon=":material/error:")
