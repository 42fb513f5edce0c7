"""The brand's pictures, as paths that Streamlit serves."""

from pathlib import Path

_STATIC = Path(__file__).parent / "static"
MARK = str(_STATIC / "mark.svg")
WORDMARK = str(_STATIC / "wordmark.svg")
