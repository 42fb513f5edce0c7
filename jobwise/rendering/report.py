"""A report to PDF, tagged for screen readers, set by Typst."""

import json

from jobwise.domain.report import Report, ReportPart, ReportTable
from jobwise.rendering.printable import printable
from jobwise.rendering.typst_pdf import typeset


def printed(report: Report) -> bytes:
    """The PDF."""
    data = {
        "title": printable(report.title),
        "subtitle": printable(report.subtitle),
        "made": printable(report.made),
        "landscape": report.landscape,
        "one_page": report.one_page,
        "parts": [_part(part) for part in report.parts],
    }
    return typeset("report", {"report": json.dumps(data, ensure_ascii=False)})


def _part(part: ReportPart) -> dict[str, object]:
    return {
        "heading": printable(part.heading),
        "paragraphs": [printable(words) for words in part.paragraphs],
        "points": [printable(words) for words in part.points],
        "table": _table(part.table) if part.table else None,
    }


def _table(table: ReportTable) -> dict[str, object]:
    return {
        "header": [printable(cell) for cell in table.header],
        "rows": [[printable(cell) for cell in row] for row in table.rows],
        "widths": list(table.widths or (1,) * len(table.header)),
    }
