"""What a file holds and nobody sees who looks at it."""

import textwrap

import streamlit as st

from jobwise.ui.text import counted, quoted

OF_RESUME = (
    "Your file holds words that nobody sees who looks at it. They count for nothing here. An "
    "employer's system may take them for a trick: take them out of the file, then upload it again."
)
OF_AD = (
    "The file of this ad holds words that nobody sees who looks at it. They are not in the text above and "
    "count for nothing here."
)
_SHOWN = 10
_LONGEST = 300
"""Hidden passages that are shown, and the characters of each."""


def draw_hidden(passages: tuple[str, ...], told: str) -> None:
    """The passages, after what they mean for the person."""
    shown = "\n".join(
        f"- {quoted(textwrap.shorten(passage, _LONGEST, placeholder=' …'))}" for passage in passages[:_SHOWN]
    )
    more = len(passages) - _SHOWN
    rest = f"\n\nAnd {counted(more, 'more passage')}." if more > 0 else ""
    st.warning(f"{told}\n\n{shown}{rest}", title="Hidden text was left out", icon=":material/visibility_off:")
