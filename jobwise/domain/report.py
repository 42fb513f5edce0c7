"""A report that is printed: headings, paragraphs and tables, without looks; and sheets of a spreadsheet."""

from jobwise.domain.base import Model


class ReportTable(Model):
    """Rows of cells under a header, as many in each. `widths`: share of each column, equal where empty."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...] = ()


class ReportPart(Model):
    """A heading with what stands under it. Any of them may be missing."""

    heading: str = ""
    paragraphs: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    table: ReportTable | None = None


class Report(Model):
    """`made`: by what and when, at the foot of every page. `one_page`: in letters so small that one page
    holds it, as long as they can be read."""

    one_page: bool = False
    title: str
    subtitle: str
    parts: tuple[ReportPart, ...]
    made: str
    landscape: bool = False


Cell = str | int | float | None


class Sheet(Model):
    """A sheet of a spreadsheet. `widths`: characters that each column has room for."""

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]
