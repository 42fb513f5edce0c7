"""Which elements of a Word file tell the look of a run: itself, its styles and what those rest on."""

from collections.abc import Iterator
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LOOK_BITS = {"firstRow": 0x20, "lastRow": 0x40, "firstColumn": 0x80, "lastColumn": 0x100, "noHBand": 0x200}


class Styles:
    """The styles of a document. `element`: its `w:styles`."""

    def __init__(self, element: Any) -> None:
        self._known = {style.get(f"{_W}styleId"): style for style in element.iterchildren(f"{_W}style")}
        self._plain = next(
            (
                key
                for key, style in self._known.items()
                if style.get(f"{_W}type") == "paragraph" and style.get(f"{_W}default") in ("1", "true", "on")
            ),
            None,
        )
        self._defaults = [
            node for node in element.iterfind(f"{_W}docDefaults/*") if node.tag.endswith("PrDefault")
        ]

    def layers(self, run: Any) -> list[list[Any]]:
        """The holders of a run's properties, nearest layer first: itself, its style, ..."""
        paragraph = next(run.iterancestors(f"{_W}p"), None)
        tables = [part for cell in run.iterancestors(f"{_W}tc") for part in self.table_parts(cell)]
        return [
            [run],
            self._chain(_named(run, "rPr", "rStyle")),
            self.of_paragraph(paragraph),
            tables,
            self._defaults,
        ]

    def of_paragraph(self, paragraph: Any) -> list[Any]:
        """The style of a paragraph and those that it is based on; the plain one when it names none."""
        named = _named(paragraph, "pPr", "pStyle") if paragraph is not None else None
        return self._chain(named if named in self._known else self._plain)

    def table_parts(self, cell: Any) -> list[Any]:
        """The parts of a table's style that hold for a cell, the strongest first."""
        table = next(cell.iterancestors(f"{_W}tbl"), None)
        chain = self._chain(_named(table, "tblPr", "tblStyle")) if table is not None else []
        kinds = list(_kinds(cell, table)) if chain else []
        parts = [
            part
            for kind in kinds
            for style in chain
            for part in style.iterchildren(f"{_W}tblStylePr")
            if part.get(f"{_W}type") == kind
        ]
        return [*parts, *chain]

    def _chain(self, key: str | None) -> list[Any]:
        chain: list[Any] = []
        while (style := self._known.get(key)) is not None and style not in chain:
            chain.append(style)
            base = style.find(f"{_W}basedOn")
            key = base.get(f"{_W}val") if base is not None else None
        return chain


def _named(node: Any, properties: str, name: str) -> str | None:
    told = node.find(f"{_W}{properties}/{_W}{name}")
    return told.get(f"{_W}val") if told is not None else None


def _kinds(cell: Any, table: Any) -> Iterator[str]:
    """The conditions of ECMA-376 (17.7.6) that a cell meets, corners left out."""
    row = next(cell.iterancestors(f"{_W}tr"), None)
    rows = list(table.iter(f"{_W}tr"))
    cells = list(row.iter(f"{_W}tc")) if row is not None else []
    if row not in rows or cell not in cells:
        return
    down, along = rows.index(row), cells.index(cell)
    look = _look(table)
    if look["firstRow"] and down == 0:
        yield "firstRow"
    if look["lastRow"] and down == len(rows) - 1:
        yield "lastRow"
    if look["firstColumn"] and along == 0:
        yield "firstCol"
    if look["lastColumn"] and along == len(cells) - 1:
        yield "lastCol"
    if not look["noHBand"]:
        yield "band2Horz" if (down - look["firstRow"]) % 2 else "band1Horz"


def _look(table: Any) -> dict[str, bool]:
    look = table.find(f"{_W}tblPr/{_W}tblLook")
    if look is None:
        return dict.fromkeys(_LOOK_BITS, False)
    value = look.get(f"{_W}val", "0")
    bits = int(value, 16) if all(char in "0123456789abcdefABCDEF" for char in value) and value else 0
    return {
        name: told in ("1", "true", "on")
        if (told := look.get(f"{_W}{name}")) is not None
        else bool(bits & bit)
        for name, bit in _LOOK_BITS.items()
    }
