"""The look of the Word files: page, font and named styles.

The font is Calibri by name alone: Word has it, and LibreOffice puts Carlito with the same widths in
its place. Scripts that it lacks are left to the reader's own choice of font.
"""

from typing import TYPE_CHECKING, Any, NamedTuple

from jobwise.domain.choices import Paper

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

_FONT = "Calibri"
_INK, _QUIET, _ACCENT = "1C1F24", "50565E", "1F4E79"
_MARGIN_CM = 2.0
_PAGES_CM: dict[Paper, tuple[float, float]] = {"a4": (21.0, 29.7), "letter": (21.59, 27.94)}


class Look(NamedTuple):
    """`size`, `before`, `after` in points."""

    size: float
    bold: bool = False
    color: str = _INK
    before: float = 0
    after: float = 2
    with_next: bool = False


_BUILT_IN = {
    "Normal": Look(10.5, after=3),
    "Title": Look(24, bold=True, after=0),
    "Subtitle": Look(12, color=_QUIET),
    "Heading 1": Look(12, bold=True, color=_ACCENT, before=12, after=4, with_next=True),
    "Heading 2": Look(10.5, bold=True, before=5, after=0, with_next=True),
    "List Bullet": Look(10.5),
    "No Spacing": Look(10.5, after=0),
    "Signature": Look(10.5, bold=True, before=14),
}
_OWN = {
    "Contact": Look(9.5, color=_QUIET, after=8),
    "Entry Detail": Look(10.5, color=_QUIET, with_next=True),
    "Letter Line": Look(10.5, before=12, after=8),
}


def prepare(word: "WordDocument", language: str, paper: Paper) -> None:
    """Set the page and every style that the exporter uses."""
    from docx.enum.style import WD_STYLE_TYPE

    _set_page(word, _PAGES_CM[paper])
    for name in _OWN | {"Signature": None}:
        if name not in word.styles:
            word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = word.styles["Normal"]
    for name, look in (_BUILT_IN | _OWN).items():
        _set_look(word.styles[name], look)
    _add_text_styles(word)
    _set_language(word, language)
    _set_rule(word.styles["Heading 1"])
    _set_rule(word.styles["Title"], visible=False)
    _set_dates_tab(word)


def _set_page(word: "WordDocument", size_cm: tuple[float, float]) -> None:
    from docx.shared import Cm

    page = word.sections[0]
    page.page_width, page.page_height = Cm(size_cm[0]), Cm(size_cm[1])
    page.left_margin = page.right_margin = Cm(_MARGIN_CM)
    page.top_margin = page.bottom_margin = Cm(1.7)


def _set_look(style: Any, look: Look) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    font, shape = style.font, style.paragraph_format
    font.name, font.size, font.bold, font.italic = _FONT, Pt(look.size), look.bold, False
    font.color.rgb = RGBColor.from_string(look.color)
    fonts = style.element.rPr.rFonts
    for attribute in [name for name in fonts.attrib if name.endswith("Theme")]:
        del fonts.attrib[attribute]
    fonts.set(qn("w:cs"), _FONT)
    shape.space_before, shape.space_after = Pt(look.before), Pt(look.after)
    shape.keep_with_next, shape.widow_control, shape.line_spacing = look.with_next, True, 1.1


def _add_text_styles(word: "WordDocument") -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import RGBColor

    for name, color in (("Dates", _QUIET), ("Link", _ACCENT)):
        style: Any = word.styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
        style.font.color.rgb = RGBColor.from_string(color)
        if name == "Dates":
            style.font.bold = False


def _set_language(word: "WordDocument", language: str) -> None:
    """The language of the text, so that Word's spelling check takes the right one."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    properties: Any = word.styles["Normal"].element.get_or_add_rPr()
    mark: Any = OxmlElement("w:lang")
    mark.set(qn("w:val"), language)
    properties.append(mark)


def _set_rule(style: Any, *, visible: bool = True) -> None:
    """A thin line below the style's paragraphs, or none where the template has one."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shape = style.element.get_or_add_pPr()
    for old in shape.findall(qn("w:pBdr")):
        shape.remove(old)
    if visible:
        border, line = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "1"), ("color", "9DB3C8")):
            line.set(qn(f"w:{name}"), value)
        border.append(line)
        shape.insert_element_before(border, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl")


def _set_dates_tab(word: "WordDocument") -> None:
    from docx.enum.text import WD_TAB_ALIGNMENT

    page = word.sections[0]
    width = page.page_width - page.left_margin - page.right_margin  # type: ignore[operator]
    word.styles["Heading 2"].paragraph_format.tab_stops.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT)
