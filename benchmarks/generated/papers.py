"""Put a sheet on paper: PDF by Typst, DOCX, Markdown, text."""

import io
import json
from collections.abc import Iterator
from dataclasses import asdict
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any

from benchmarks.generated.layouts import Layout
from benchmarks.generated.people import Person
from benchmarks.generated.rows import Block, Row, Sheet

if TYPE_CHECKING:
    from docx.document import Document
    from typst import Fonts

_SUFFIX = {"typst": ".pdf", "docx": ".docx", "docx-table": ".docx", "markdown": ".md", "text": ".txt"}
_WIDE = "Droid Sans Fallback"
_FONTS = {"serif": ["Libertinus Serif", _WIDE], "sans": ["Noto Sans", _WIDE]}


def on_paper(layout: Layout, one: Person) -> tuple[str, bytes]:
    """The file's name and its bytes."""
    sheet = layout.sheet(one)
    if layout.paper == "typst":
        content = _pdf(layout, sheet, one.language)
    elif layout.paper in ("markdown", "text"):
        content = _text(layout, sheet).encode()
    else:
        content = _docx(layout, sheet)
    return f"{layout.name} {one.language}{_SUFFIX[layout.paper]}", content


def _pdf(layout: Layout, sheet: Sheet, language: str) -> bytes:
    from typst import Compiler

    data = asdict(sheet) | {
        "columns": layout.columns,
        "headings": layout.headings,
        "fonts": _FONTS[layout.font],
        "size": layout.size,
        "language": language,
        "page": layout.page,
        "contact_aside": layout.form is None,
    }
    compiler = Compiler(
        Path(__file__).with_name("sheet.typ"),
        font_paths=_fonts(),
        sys_inputs={"sheet": json.dumps(data, ensure_ascii=False)},
    )
    compiled = compiler.compile(format="pdf")
    if not isinstance(compiled, bytes):
        raise TypeError(f"Typst gave {type(compiled).__name__} for a PDF")
    return compiled


@cache
def _fonts() -> "Fonts":
    """Typst's own fonts, Noto Sans, and one with Chinese and Japanese: all of them come with packages."""
    import pymupdf
    from fontTools.ttLib import TTFont
    from typst import Fonts

    folder = Path(mkdtemp(prefix="fonts-"))
    for code in ("notos", "notosbo", "notosit"):
        (folder / f"{code}.ttf").write_bytes(pymupdf.Font(code).buffer)
    wide = TTFont(io.BytesIO(pymupdf.Font("cjk").buffer))
    for name_id, words in ((4, _WIDE), (6, _WIDE.replace(" ", ""))):  # without these Typst passes it over
        wide["name"].setName(words, name_id, 3, 1, 0x409)
    wide.save(folder / "wide.ttf")
    return Fonts(include_system_fonts=False, font_paths=[folder])


def _text(layout: Layout, sheet: Sheet) -> str:
    marked = layout.paper == "markdown"
    lines = [f"# {sheet.name}" if marked else sheet.name, sheet.label, *sheet.contact, ""]
    for block in (*sheet.main, *sheet.side):
        heading = block.heading.upper() if layout.headings == "capitals" else block.heading
        lines += ["", f"## {heading}" if marked else heading, ""]
        lines += [line for row in block.rows for line in _text_lines(row, marked)]
    return ("\n\n" if marked else "\n").join(line for line in lines if line or not marked) + "\n"


def _text_lines(row: Row, marked: bool) -> Iterator[str]:
    if row.gap and not marked:
        yield ""
    left = f"**{row.left}**" if marked and row.weight == "bold" else row.left
    if row.bullet:
        yield f"{'-' if marked else row.bullet} {left}"
    elif row.right:
        yield f"{left} | {row.right}" if marked else f"{left}{' ' * max(4, 70 - len(left))}{row.right}"
    else:
        yield left


def _docx(layout: Layout, sheet: Sheet) -> bytes:
    from docx import Document as new_document

    paper = new_document()
    paper.add_heading(sheet.name, 0)
    for line in (sheet.label, *sheet.contact):
        if line:
            paper.add_paragraph(line)
    for block in (*sheet.main, *sheet.side):
        heading = block.heading.upper() if layout.headings == "capitals" else block.heading
        paper.add_heading(heading, 1)
        if layout.paper == "docx-table":
            _table(paper, block)
        else:
            for row in block.rows:
                _paragraph(paper, row)
    buffer = io.BytesIO()
    paper.save(buffer)
    return buffer.getvalue()


def _table(paper: "Document", block: Block) -> None:
    """Two columns without lines: the margin's words at the left."""
    table = paper.add_table(rows=0, cols=2)
    for row in block.rows:
        if row.margin or not table.rows:
            left, right = table.add_row().cells
            left.text = row.margin
            _put(right.paragraphs[0], row)
        else:
            style = "List Bullet" if row.bullet else None
            _put(table.rows[-1].cells[1].add_paragraph(style=style), row)


def _paragraph(paper: "Document", row: Row) -> None:
    _put(paper.add_paragraph(style="List Bullet" if row.bullet else None), row)


def _put(paragraph: Any, row: Row) -> None:
    run = paragraph.add_run(row.left)
    run.bold, run.italic = row.weight == "bold", row.weight == "italic"
    if row.right:
        from docx.enum.text import WD_TAB_ALIGNMENT
        from docx.shared import Cm

        paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(15), WD_TAB_ALIGNMENT.RIGHT)
        paragraph.add_run(f"\t{row.right}")
