"""Which runs of a Word file can be seen: not vanished, not a speck, not of the colour of their ground."""

import re
from collections.abc import Iterator
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_WHITE = "FFFFFF"
_DIFFERENCE = 12
"""Of 255: a smaller difference to the ground is not seen, as in a PDF."""
_PAPER = {"background1": _WHITE, "light1": _WHITE}
"""What a theme calls the colour of the paper."""
_UNKNOWN = "unknown"


def blends_in(run: Any, styles: list[Any]) -> bool:
    """Whether a run has the colour of what it stands on; `styles` are its own and its paragraph's.

    A text box, a style of tables and shapes anchored on the page may each be a ground whose colour is
    not told: what stands on them counts as seen.
    """
    colour = _colour([run, *styles])
    if colour is None:
        return False
    ground = _ground(run, styles)
    return ground != _UNKNOWN and _difference(colour, ground) < _DIFFERENCE


def _colour(holders: list[Any]) -> str | None:
    """The first colour that is told; None for the one that Word chooses to stand out."""
    for holder in holders:
        told = holder.find(f"{_W}rPr/{_W}color")
        if told is not None:
            named = _PAPER.get(told.get(f"{_W}themeColor", ""), told.get(f"{_W}val", ""))
            return _hex(named)
    return None


def _ground(run: Any, styles: list[Any]) -> str:
    """The colour of the nearest ground, `_UNKNOWN` where it is not told."""
    for holder in _around(run, styles):
        if holder.find(f"{_W}rPr/{_W}highlight") is not None or holder.tag == f"{_W}txbxContent":
            return _UNKNOWN
        for name in ("rPr", "pPr", "tcPr", "tblPr"):
            shade = holder.find(f"{_W}{name}/{_W}shd")
            fill = _hex(shade.get(f"{_W}fill", "")) if shade is not None else None
            if fill is not None:
                return fill
        if holder.find(f"{_W}tblPr/{_W}tblStyle") is not None:
            return _UNKNOWN
    page = run.getroottree().getroot()
    marks = (f"{_WP}anchor", f"{_W}pict", f"{_W}background")
    return _UNKNOWN if any(next(page.iter(mark), None) is not None for mark in marks) else _WHITE


def _around(run: Any, styles: list[Any]) -> Iterator[Any]:
    yield run
    yield from styles
    yield from run.iterancestors()


def _hex(value: str) -> str | None:
    return value.upper() if re.fullmatch(r"[0-9A-Fa-f]{6}", value) else None


def _difference(one: str, other: str) -> int:
    pairs = ((int(one[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (0, 2, 4))
    return max(abs(a - b) for a, b in pairs)
