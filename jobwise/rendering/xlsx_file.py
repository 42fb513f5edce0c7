"""Sheets as an Excel file: words stay words, whatever they begin with."""

import io
from collections.abc import Sequence
from typing import Any

from jobwise.domain.report import Cell, Sheet
from jobwise.rendering.csv_file import harmless

LONGEST = 32_767
"""Characters that Excel takes in a cell."""


def xlsx_file(sheets: Sequence[Sheet]) -> bytes:
    """The file, with the header of each sheet always in view."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    top, bold = Alignment(vertical="top", wrap_text=True), Font(bold=True)

    def written(sheet: Any, value: Cell, *, head: bool = False) -> Any:
        """*Why the kind is set:* the library takes text that begins with "=" for a formula. *Why the mark of
        a quote:* such a cell stays text when somebody edits it, too."""
        if not isinstance(value, str):
            cell = WriteOnlyCell(sheet, value)
        else:
            cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub(" ", value)[:LONGEST])
            cell.data_type, cell.quotePrefix = "s", harmless(value) != value
        cell.alignment = top
        if head:
            cell.font = bold
        return cell

    book = Workbook(write_only=True)
    for one in sheets:
        sheet = book.create_sheet(one.name)
        sheet.freeze_panes = "A2"
        for place, width in enumerate(one.widths, start=1):
            sheet.column_dimensions[get_column_letter(place)].width = width
        sheet.append([written(sheet, name, head=True) for name in one.header])
        for row in one.rows:
            sheet.append([written(sheet, value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
