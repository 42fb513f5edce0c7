"""Which runs of a Word file can be seen: not vanished, not a speck, not of the colour of their ground."""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml

from jobwise.reading.docx_colours import Colours, alike, digits, highlighted
from jobwise.reading.docx_styles import Styles

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WHITE = "FFFFFF"
_LEAST_SIZE = 8
"""In half points: letters up to 4 points are specks."""
_LEAST_WIDTH = 10
"""Percent: letters pressed so narrow are strokes."""
_LEAST_HEIGHT = 80
"""In twentieths of a point: a line or a row held so low cuts its letters."""
_EMU = 635
"""To a twentieth of a point."""
_INCH = 914_400
"""In EMU, the unit of drawings."""
_OFF = ("0", "false", "off", "none")


class Sight:
    """Tells which runs of one document can be seen.

    *Where a ground is not told* (a picture, a shape of another kind) it counts as paper: white letters are
    seen only on a ground that is known to be darker.
    """

    def __init__(self, document: Any) -> None:
        self._document = document
        self._styles = Styles(document.styles.element)

    def hides(self, run: Any) -> bool:
        """Whether nobody who looks at the page reads what the run says."""
        layers = self._styles.layers(run)
        holders = [holder for layer in layers for holder in layer]
        return (
            self._vanished(layers)
            or self._speck(holders)
            or self._cut(run, holders)
            or self._away(run, holders)
            or self._blends_in(run, holders)
        )

    def _vanished(self, layers: list[list[Any]]) -> bool:
        told = (_first(layer, "rPr", "vanish") for layer in layers)
        switches = [_is_on(node) for node in told if node is not None]
        own = _first(layers[0], "rPr", "vanish")
        return _is_on(own) if own is not None else any(switches)

    def _speck(self, holders: list[Any]) -> bool:
        size, width = _value(holders, "rPr", "sz"), _value(holders, "rPr", "w")
        return (size is not None and size <= _LEAST_SIZE) or (width is not None and 0 < width <= _LEAST_WIDTH)

    def _cut(self, run: Any, holders: list[Any]) -> bool:
        """Whether the run's line or row is held too low to show it, or the row is hidden."""
        spacing = _first([*_paragraphs(run), *holders], "pPr", "spacing")
        if _is_low(spacing, "lineRule", "line"):
            return True
        for row in run.iterancestors(f"{_W}tr"):
            gone, height = _first([row], "trPr", "hidden"), _first([row], "trPr", "trHeight")
            if gone is not None and _is_on(gone):
                return True
            if _is_low(height, "hRule", "val"):
                return True
        return False

    def _away(self, run: Any, holders: list[Any]) -> bool:
        """Whether the run stands beside the page, or in a drawing that is hidden."""
        around = [*_paragraphs(run), *holders]
        indent, frame = _first(around, "pPr", "ind"), _first(around, "pPr", "framePr")
        if indent is not None:
            left = indent.get(f"{_W}left") or indent.get(f"{_W}start")
            if _whole(left) + _whole(indent.get(f"{_W}firstLine")) >= self._page[0]:
                return True
        if frame is not None:
            x, y, width = (_whole(frame.get(f"{_W}{name}")) for name in ("x", "y", "w"))
            if x >= self._page[0] or y >= self._page[1] or (x < 0 and x + width <= -self._page[0] // 4):
                return True
        return any(self._lost(anchor) for anchor in run.iterancestors(f"{_WP}anchor", f"{_WP}inline"))

    def _lost(self, anchor: Any) -> bool:
        properties = anchor.find(f"{_WP}docPr")
        if properties is not None and properties.get("hidden", "0") not in _OFF:
            return True
        extent = anchor.find(f"{_WP}extent")
        for axis, name, side in ((0, "positionH", "cx"), (1, "positionV", "cy")):
            offset = anchor.find(f"{_WP}{name}/{_WP}posOffset")
            if offset is None:
                continue
            start = _whole(offset.text) // _EMU
            size = _whole(extent.get(side)) // _EMU if extent is not None else 0
            if start >= self._page[axis] or start + size <= -self._page[axis] // 4:
                return True
        return False

    @cached_property
    def _page(self) -> tuple[int, int]:
        """Width and height of the largest page, in twentieths of a point."""
        sizes = list(self._document.element.iter(f"{_W}pgSz"))
        widths, heights = ([_whole(size.get(f"{_W}{side}")) for size in sizes] for side in ("w", "h"))
        return max([12_240, *widths]), max([15_840, *heights])

    def _blends_in(self, run: Any, holders: list[Any]) -> bool:
        fill = _first(holders, "rPr", "textFill", _W14)
        if fill is not None and fill.find(f"{_W14}noFill") is not None:
            line = _first(holders, "rPr", "textOutline", _W14)
            return line is None or line.find(f"{_W14}noFill") is not None or not len(line)
        colour = self._colour(holders, fill)
        return colour is not None and all(alike(colour, ground) for ground in self._grounds(run, holders))

    def _colour(self, holders: list[Any], fill: Any) -> str | None:
        """The colour of the letters; None for the one that Word chooses to stand out."""
        solid = fill.find(f"{_W14}solidFill") if fill is not None else None
        if fill is not None:
            return self._colours.drawn(solid) if solid is not None else None
        told = _first(holders, "rPr", "color")
        return self._colours.told(told) if told is not None else None

    def _grounds(self, run: Any, holders: list[Any]) -> list[str]:
        """The colour of the nearest ground; on bare paper also those of the shapes that may lie under it."""
        for holder in holders:
            mark = holder.find(f"{_W}rPr/{_W}highlight")
            known = highlighted(mark) if mark is not None else None
            if known or (known := self._shade(holder, "rPr")):
                return [known]
        for holder in [*_paragraphs(run), *holders]:
            if known := self._shade(holder, "pPr"):
                return [known]
        for around in run.iterancestors():
            if known := self._around(around):
                return [known]
        return [self._paper, *self._backdrops]

    def _around(self, node: Any) -> str | None:
        if node.tag == f"{_W}tc":
            shades = (self._shade(part, "tcPr") for part in (node, *self._styles.table_parts(node)))
            return next(filter(None, shades), None)
        if node.tag == f"{_W}tbl":
            return self._shade(node, "tblPr")
        if node.tag == f"{_WPS}wsp":
            return self._fill(node)
        return _vml_fill(node) if node.tag.startswith("{urn:schemas-microsoft-com:vml}") else None

    def _shade(self, holder: Any, properties: str) -> str | None:
        shade = holder.find(f"{_W}{properties}/{_W}shd")
        return self._colours.shade(shade) if shade is not None else None

    def _fill(self, shape: Any) -> str | None:
        """The colour that fills a shape, None when it is not told or there is none."""
        look = shape.find(f"{_WPS}spPr")
        for node in look if look is not None else ():
            if node.tag == f"{_A}solidFill":
                return self._colours.drawn(node)
            if node.tag == f"{_A}gradFill":
                stop = node.find(f"{_A}gsLst/{_A}gs")
                return self._colours.drawn(stop) if stop is not None else None
            if node.tag in (f"{_A}noFill", f"{_A}blipFill", f"{_A}pattFill"):
                return None
        styled = shape.find(f"{_WPS}style/{_A}fillRef")
        return self._colours.drawn(styled) if styled is not None and styled.get("idx") != "0" else None

    @cached_property
    def _backdrops(self) -> list[str]:
        """The colours of the large filled shapes of the document, its headers and footers."""
        parts = [part for s in self._document.sections for part in (s.header, s.first_page_header, s.footer)]
        roots = [self._document.element, *(part._element for part in parts if not part.is_linked_to_previous)]
        shapes = [shape for root in roots for shape in root.iter(f"{_WPS}wsp") if _is_large(shape)]
        return [fill for shape in shapes if (fill := self._fill(shape))]

    @cached_property
    def _paper(self) -> str:
        """White, or the colour of the page where the file has it shown."""
        ground = self._document.element.find(f"{_W}background")
        shown = self._document.settings.element.find(f"{_W}displayBackgroundShape")
        if ground is None or shown is None or not _is_on(shown):
            return _WHITE
        return self._colours.told(ground, "color") or digits(ground.get(f"{_W}color", "")) or _WHITE

    @cached_property
    def _colours(self) -> Colours:
        rels = self._document.part.rels.values()
        themes = [rel.target_part for rel in rels if rel.reltype == RELATIONSHIP_TYPE.THEME]
        return Colours(parse_xml(themes[0].blob) if themes else None)


def _paragraphs(run: Any) -> list[Any]:
    return list(run.iterancestors(f"{_W}p"))[:1]


def _first(holders: list[Any], properties: str, name: str, space: str = _W) -> Any:
    nodes: Iterator[Any] = (holder.find(f"{_W}{properties}/{space}{name}") for holder in holders)
    return next((node for node in nodes if node is not None), None)


def _value(holders: list[Any], properties: str, name: str) -> float | None:
    node = _first(holders, properties, name)
    value = node.get(f"{_W}val", "") if node is not None else ""
    match = re.match(r"\d+(?:\.\d+)?", value)
    return float(match[0]) if match else None


def _is_on(node: Any) -> bool:
    return node.get(f"{_W}val", "1") not in _OFF


def _is_low(node: Any, rule: str, size: str) -> bool:
    exact = node is not None and node.get(f"{_W}{rule}") == "exact"
    return exact and _whole(node.get(f"{_W}{size}")) <= _LEAST_HEIGHT


def _whole(value: str | None) -> int:
    return int(value) if value and re.fullmatch(r"-?\d{1,9}", value.strip()) else 0


def _is_large(shape: Any) -> bool:
    """Whether it may lie under the words of a page: a banner or a side bar."""
    size = shape.find(f"{_WPS}spPr/{_A}xfrm/{_A}ext")
    if size is None:
        return False
    sides = sorted((_whole(size.get("cx")), _whole(size.get("cy"))))
    return sides[0] >= _INCH // 3 and sides[1] >= 2 * _INCH


def _vml_fill(node: Any) -> str | None:
    match = re.match(r"#([0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})\b", node.get("fillcolor", ""))
    if match is None or node.get("filled", "t") in ("f", "false"):
        return None
    return digits(match[1] if len(match[1]) == 6 else "".join(2 * char for char in match[1]))
