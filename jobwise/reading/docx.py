"""DOCX -> Profile: body, tables, text boxes, headers and footers, hyperlinks and styles."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from jobwise.domain.profile import Profile
from jobwise.domain.source import SourceText
from jobwise.errors import UnreadableFile
from jobwise.matching.smuggled import seen, smuggled
from jobwise.reading.glyphs import BULLET, icon_kind, is_bullet, plain_letters
from jobwise.reading.layout import Cell, Line, Printout, Word, with_text
from jobwise.reading.profile import profile_of

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SIZE = 11.0


def read(data: bytes) -> tuple[Profile, SourceText]:
    """The résumé in the file. Raises: UnreadableFile: corrupt."""
    printout = printed(data)
    return profile_of(printout), SourceText(text=printout.text, hidden=printout.hidden)


def text_of(data: bytes) -> str:
    """The words of the file in reading order. Raises: UnreadableFile: corrupt."""
    return printed(data).text


def printed(data: bytes) -> Printout:
    """The file's paragraphs as printed lines. Raises: UnreadableFile: corrupt."""
    import docx
    from docx.opc.exceptions import OpcError
    from lxml.etree import XMLSyntaxError

    try:
        document = docx.Document(BytesIO(data))
        reader = _DocxReader(document)
        lines = reader.lines()
        hidden = tuple(passage for passage in reader.hidden if passage)
        properties = document.core_properties
        hints = tuple(filter(None, (properties.author, properties.title)))
    except (OpcError, KeyError, ValueError, XMLSyntaxError, zipfile.BadZipFile) as error:
        raise UnreadableFile(
            "This Word file is damaged",
            "Open it in Word, save it again, then upload the new file.",
            code="corrupt",
        ) from error
    return with_text(lines, hints=hints, hidden=hidden)


class _DocxReader:
    """Walks the parts of a document in reading order and counts the lines.

    `hidden`: what cannot be seen on the page and was left out.
    """

    def __init__(self, document: Any) -> None:
        from jobwise.reading.docx_sight import Sight

        self._document = document
        self._sight = Sight(document)
        self.hidden: list[str] = []
        self._number = 0
        self._blank = 0
        self._links: dict[str, str] = {}

    def lines(self) -> list[Line]:
        """Headers, body, footers; what a later page repeats is taken once."""
        sections = self._document.sections
        tops = [part for s in sections for part in (s.first_page_header, s.header)]
        bottoms = [part for s in sections for part in (s.footer, s.first_page_footer)]
        seen: set[str] = set()
        out: list[Line] = []
        for part in [*tops, self._document, *bottoms]:
            self._links = {key: str(rel.target_ref) for key, rel in part.part.rels.items() if rel.is_external}
            found = list(self._blocks(part.element.body if part is self._document else part._element))
            text = "\n".join(line.text for line in found)
            if text not in seen:
                out += found
            seen.add(text)
        return out

    def _blocks(self, parent: Any) -> Iterator[Line]:
        for node in parent.iterchildren():
            if node.tag == f"{_W}p":
                yield from self._paragraph(node)
            elif node.tag == f"{_W}tbl":
                yield from self._table(node)
            elif node.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml", f"{_W}ins"):
                yield from self._blocks(node)

    def _table(self, table: Any) -> Iterator[Line]:
        """Rows whose cells hold a line each are rows; taller cells are columns, read one by one."""
        for row in table.iterchildren(f"{_W}tr"):
            cells = [list(self._blocks(cell)) for cell in row.iterchildren(f"{_W}tc", f"{_W}sdt")]
            filled = [lines for lines in cells if lines]
            if len(filled) > 1 and all(len(lines) == 1 for lines in filled[:-1]):
                first = Line(1, [cell for lines in filled for cell in lines[0].cells], filled[0][0].bullet)
                yield first
                yield from filled[-1][1:]
            else:
                yield from (line for lines in filled for line in lines)

    def _paragraph(self, node: Any) -> Iterator[Line]:
        for box in _boxes(node):
            yield from self._blocks(box)
        style = self._style(node)
        pieces: list[list[Word]] = [[]]
        for text, bold, italic, size, link in self._runs(node, style):
            for part in re.split(r"([\t\n])", text):
                if part in ("\t", "\n"):
                    pieces.append([] if part == "\t" else [_line_break()])
                else:
                    pieces[-1] += self._words(part, bold, italic, size, link)
        yield from self._broken(pieces, node, style)

    def _broken(self, pieces: list[list[Word]], node: Any, style: Any) -> Iterator[Line]:
        rows: list[list[Cell]] = [[]]
        for words in pieces:
            if words and words[0].font == "\n":
                rows.append([])
                words = words[1:]
            if words:
                rows[-1].append(Cell(words))
        listed = self._listed(node, style)
        for cells in rows:
            self._number += 1
            if not any(re.search(r"\w", cell.text) for cell in cells):
                self._blank += 1
                continue
            yield self._line(cells, listed, style)
            self._blank = 0

    def _line(self, cells: list[Cell], listed: bool, style: Any) -> Line:
        first = cells[0].words[0]
        bullet = first if is_bullet(first.text) and (len(cells[0].words) > 1 or len(cells) > 1) else None
        if bullet is not None:
            cells = [Cell(cells[0].words[1:]), *cells[1:]] if len(cells[0].words) > 1 else cells[1:]
        elif listed:
            bullet = Word(BULLET, first.left, first.top, first.left, first.bottom, first.base, first.size)
        return Line(1, cells, bullet, level=_level(style), gap=float(self._blank) or 0.8)

    def _words(self, text: str, bold: bool, italic: bool, size: float, link: str) -> list[Word]:
        top = self._number * 14.0
        return [
            Word(
                text=BULLET if icon_kind(word) is not None else word,
                left=0.0,
                top=top,
                right=6.0 * len(word),
                bottom=top + size,
                base=top + size,
                size=size,
                bold=bold,
                italic=italic,
                icon=icon_kind(word),
                link=link,
            )
            for word in plain_letters(text).split()
        ]

    def _runs(self, node: Any, style: Any) -> Iterator[tuple[str, bool, bool, float, str]]:
        """(text, bold, italic, size, link) of each run, those of links and insertions included."""
        field = _Field()
        for run in node.iter(f"{_W}r"):
            if _inside_box(run, node):
                continue
            text = "".join(_character(child) for child in run.iterchildren())
            if field.takes(run) or _taken_away(run) or (text.strip() and self._sight.hides(run)):
                self.hidden.append(" ".join(text.split()))
                continue
            link = next((p.get(f"{_R}id") for p in run.iterancestors() if p.tag == f"{_W}hyperlink"), None)
            own = run.find(f"{_W}rPr")
            look = self._style(run, "r")
            styles = [known for known in (look, style) if known is not None]
            size = _number(own, "sz", None) or _first_size(styles) or 2 * _SIZE
            bold = _switch(own, "b", _style_switch(style, "b"))
            italic = _switch(own, "i", _style_switch(style, "i"))
            caps = _switch(own, "caps", _style_switch(style, "caps"))
            self.hidden += smuggled(text)
            text = seen(text)
            yield text.upper() if caps else text, bold, italic, size / 2, self._links.get(link or "", "")

    def _style(self, node: Any, kind: str = "p") -> Any:
        """The style of a paragraph, or of a run (`kind` "r"); None when it has none of its own."""
        name = node.find(f"{_W}{kind}Pr/{_W}{kind}Style")
        styles = self._document.styles.element
        key = name.get(f"{_W}val") if name is not None else None
        return (
            next((s for s in styles.iterchildren(f"{_W}style") if s.get(f"{_W}styleId") == key), None)
            if key
            else None
        )

    def _listed(self, node: Any, style: Any) -> bool:
        number = node.find(f"{_W}pPr/{_W}numPr/{_W}numId")
        if number is not None:
            return bool(number.get(f"{_W}val") != "0")
        name = _style_name(style)
        return name.startswith(("list bullet", "list number"))


class _Field:
    """Follows the fields of a paragraph: what stands between their begin and their result is not printed."""

    def __init__(self) -> None:
        self._open: list[bool] = []

    def takes(self, run: Any) -> bool:
        """Whether the run is part of a field's instruction."""
        for mark in run.iterchildren(f"{_W}fldChar"):
            kind = mark.get(f"{_W}fldCharType")
            if kind == "begin":
                self._open.append(True)
            elif kind == "separate" and self._open:
                self._open[-1] = False
            elif kind == "end" and self._open:
                self._open.pop()
        return any(self._open)


def _taken_away(run: Any) -> bool:
    """Whether a tracked change has deleted the run or moved it elsewhere."""
    return next(run.iterancestors(f"{_W}del", f"{_W}moveFrom"), None) is not None


def _character(child: Any) -> str:
    if child.tag == f"{_W}t":
        return child.text or ""
    if child.tag in (f"{_W}tab", f"{_W}ptab"):
        return "\t"
    if child.tag in (f"{_W}br", f"{_W}cr"):
        return "\n"
    if child.tag == f"{_W}sym":
        return BULLET + " "
    return "-" if child.tag == f"{_W}noBreakHyphen" else ""


def _line_break() -> Word:
    return Word("", 0, 0, 0, 0, 0, _SIZE, font="\n")


def _boxes(node: Any) -> list[Any]:
    """Text boxes anchored in a paragraph, each once (Word stores a fallback copy)."""
    boxes = node.iter(f"{_W}txbxContent")
    return [box for box in boxes if not any(p.tag == f"{_MC}Fallback" for p in box.iterancestors())]


def _inside_box(run: Any, node: Any) -> bool:
    for parent in run.iterancestors():
        if parent is node:
            return False
        if parent.tag == f"{_W}txbxContent":
            return True
    return False


def _level(style: Any) -> int:
    match = re.match(
        r"(?:heading|überschrift|titre|título|titolo|kop|nagłówek|rubrik)\s*(\d)", _style_name(style)
    )
    return int(match[1]) if match else 0


def _style_name(style: Any) -> str:
    name = style.find(f"{_W}name") if style is not None else None
    return str(name.get(f"{_W}val", "")).lower() if name is not None else ""


def _switch(properties: Any, name: str, default: bool) -> bool:
    node = properties.find(f"{_W}{name}") if properties is not None else None
    return default if node is None else node.get(f"{_W}val", "1") not in ("0", "false", "off", "none")


_NUMBER = re.compile(r"-?\d{1,6}(?:\.\d{1,6})?")


def _number(properties: Any, name: str, default: float | None) -> float | None:
    node = properties.find(f"{_W}{name}") if properties is not None else None
    given = node.get(f"{_W}val", "") if node is not None else ""
    return float(given) if _NUMBER.fullmatch(given) else default


def _first_size(styles: list[Any]) -> float | None:
    sizes = (_number(style.find(f"{_W}rPr"), "sz", None) for style in styles)
    return next((size for size in sizes if size is not None), None)


def _style_switch(style: Any, name: str) -> bool:
    return _switch(style.find(f"{_W}rPr"), name, False) if style is not None else False
