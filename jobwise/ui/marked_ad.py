"""The words of an ad, with what it asks for marked in them."""

import streamlit as st

from jobwise.domain.posting import JobAnalysis, Requirement
from jobwise.ui.text import plain

_MARKS = {"must": "**:blue-background[{}]**", "nice": ":gray-background[{}]"}


def draw_ad(text: str, analysis: JobAnalysis | None) -> None:
    """The ad line by line; a legend where something is marked."""
    marked = _apart(analysis.requirements if analysis else ())
    if marked:
        st.caption(
            "Marked: **:blue-background[what you must have]** and :gray-background[what would be nice]."
        )
    begin = 0
    lines = []
    for line in text.split("\n"):
        lines.append(_line(line, begin, marked))
        begin += len(line) + 1
    st.markdown("  \n".join(line or "&nbsp;" for line in lines))


def _line(line: str, begin: int, marked: list[Requirement]) -> str:
    parts, at = [], 0
    for one in marked:
        start, end = max(one.start - begin, at), min(one.end - begin, len(line))
        if start < end and (words := plain(line[start:end])):
            parts += [_spaced(line[at:start]), _MARKS[one.importance].format(words)]
            parts += [" "] if line[start:end] != line[start:end].rstrip() else []
            at = end
    return "".join([*parts, _spaced(line[at:])]).strip()


def _spaced(text: str) -> str:
    """Safe for Markdown, and with the spaces at its ends."""
    words = plain(text)
    if not words:
        return " " if text else ""
    return f"{' ' * text[0].isspace()}{words}{' ' * text[-1].isspace()}"


def _apart(requirements: tuple[Requirement, ...]) -> list[Requirement]:
    """Those that are asked for, in their order, none over another; duties are no such thing."""
    apart: list[Requirement] = []
    for one in sorted(requirements, key=lambda each: (each.start, -each.end)):
        if one.kind != "responsibility" and one.start < one.end and (not apart or one.start >= apart[-1].end):
            apart.append(one)
    return apart
