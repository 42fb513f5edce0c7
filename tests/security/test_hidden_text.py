"""Words that a file holds and its pages do not show: kept out of every fact, and told in their own words."""

import io
from collections.abc import Callable

import docx
import pymupdf
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt, RGBColor
from docx.styles.style import BaseStyle

from benchmarks.generated.layouts import LAYOUTS
from benchmarks.generated.papers import on_paper
from benchmarks.generated.people import printed_person
from jobwise.domain.source import ReadResult
from jobwise.matching.smuggled import seen, smuggled
from jobwise.reading import read_resume
from tests.unit.reading.sheets import JOBS, STUDIES, TOP, pdf_of

SECRET = "Kubernetes"
AT = (50, 372)
BOX = pymupdf.Rect(40, 360, 500, 378)
WHITE, NAVY = (1.0, 1.0, 1.0), (0.1, 0.1, 0.4)
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
Page = pymupdf.Page


def put(page: Page, at: tuple[float, float] = AT, **look: object) -> None:
    page.insert_text(at, SECRET, **look)


def white_on_white(page: Page) -> None:
    put(page, color=WHITE)


def nearly_white(page: Page) -> None:
    put(page, color=(0.97, 0.97, 0.97))


def white_over_other_words(page: Page) -> None:
    put(page, (60, 158), color=WHITE)


def navy_on_navy(page: Page) -> None:
    page.draw_rect(BOX, fill=NAVY, color=None)
    put(page, color=NAVY)


def the_colour_of_a_picture(page: Page) -> None:
    picture = pymupdf.Pixmap(pymupdf.csRGB, pymupdf.IRect(0, 0, 20, 20))
    picture.set_rect(picture.irect, (200, 40, 40))
    page.insert_image(BOX, pixmap=picture, keep_proportion=False)
    put(page, color=(200 / 255, 40 / 255, 40 / 255))


def tiny(page: Page) -> None:
    put(page, fontsize=1)


def under_a_box(page: Page) -> None:
    put(page)
    page.draw_rect(BOX, fill=WHITE, color=None)


def under_a_picture(page: Page) -> None:
    put(page)
    picture = pymupdf.Pixmap(pymupdf.csRGB, pymupdf.IRect(0, 0, 20, 20))
    picture.clear_with(180)
    page.insert_image(BOX, pixmap=picture, keep_proportion=False)


def off_the_page(page: Page) -> None:
    put(page, (-400, 372))


def below_the_page(page: Page) -> None:
    put(page, (50, 900))


def without_opacity(page: Page) -> None:
    put(page, fill_opacity=0, stroke_opacity=0)


def not_painted(page: Page) -> None:
    put(page, render_mode=3)


def not_painted_over_other_words(page: Page) -> None:
    put(page, (60, 158), render_mode=3)


def not_painted_over_a_line(page: Page) -> None:
    page.draw_line((40, 369), (500, 369))
    put(page, render_mode=3)


def covered_behind_a_bullet(page: Page) -> None:
    page.insert_text(AT, f"\u2022{SECRET}", fontname="helv")
    page.draw_rect(BOX, fill=WHITE, color=None)


def three_points(page: Page) -> None:
    put(page, fontsize=3)


def light_grey_letters(page: Page) -> None:
    put(page, color=(0.94, 0.94, 0.94))


def told_aloud(page: Page, drawn: str, told: str) -> None:
    """Draw words that the file wants to be read otherwise."""
    page.insert_text(AT, drawn)
    document, xref = page.parent, page.get_contents()[-1]
    begin = f"/Span <</ActualText ({told})>> BDC ".encode()
    document.update_stream(xref, begin + document.xref_stream(xref) + b" EMC")


def told_in_place_of_what_is_drawn(page: Page) -> None:
    told_aloud(page, "Bookkeeping", SECRET)


def clipped_away(page: Page) -> None:
    put(page)
    document, xref = page.parent, page.get_contents()[-1]
    document.update_stream(xref, b"q 0 0 1 1 re W n " + document.xref_stream(xref) + b" Q")


def in_the_clip_alone(page: Page) -> None:
    put(page, render_mode=7)


CARRIERS = [
    white_on_white, nearly_white, white_over_other_words, navy_on_navy, the_colour_of_a_picture, tiny,
    under_a_box, under_a_picture, off_the_page, below_the_page, without_opacity, not_painted, clipped_away,
    in_the_clip_alone, not_painted_over_other_words, not_painted_over_a_line, covered_behind_a_bullet,
    three_points, light_grey_letters, told_in_place_of_what_is_drawn,
]  # fmt: skip


@pytest.mark.parametrize("hide", CARRIERS, ids=lambda hide: hide.__name__)
def test_what_a_pdf_hides_is_no_fact_and_is_told(hide: Callable[[Page], None]) -> None:
    document = pymupdf.open(stream=pdf_of([*TOP, *JOBS, *STUDIES]))
    hide(document[0])
    told_apart(read_resume("resume.pdf", document.tobytes()))


def test_what_a_pdf_calls_an_icon_aloud_hides_nothing() -> None:
    document = pymupdf.open(stream=pdf_of([*TOP, *JOBS, *STUDIES]))
    told_aloud(document[0], "PHONE 555 0134", "tel: 555 0134")
    assert read_resume("resume.pdf", document.tobytes()).source.hidden == ()


def word_file(change: Callable[[docx.text.run.Run], None]) -> bytes:
    document = docx.Document()
    document.add_paragraph("Rhiannon Pascoe")
    document.add_paragraph("r.pascoe@example.org")
    document.add_heading("Skills", 1)
    change(document.add_paragraph("Excel, Xero ").add_run(SECRET))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def vanished(run: docx.text.run.Run) -> None:
    run.font.hidden = True


def hidden_on_the_web(run: docx.text.run.Run) -> None:
    run._r.get_or_add_rPr().append(parse_xml(f"<w:specVanish {nsdecls('w')}/>"))
    run.font.hidden = True


def whitened(run: docx.text.run.Run) -> None:
    run.font.color.rgb = RGBColor(255, 255, 255)


def nearly_whitened(run: docx.text.run.Run) -> None:
    run.font.color.rgb = RGBColor(0xFD, 0xFE, 0xFD)


def whitened_by_the_theme(run: docx.text.run.Run) -> None:
    run._r.get_or_add_rPr().append(parse_xml(f'<w:color {nsdecls("w")} w:themeColor="background1"/>'))


def the_colour_of_its_shade(run: docx.text.run.Run) -> None:
    run.font.color.rgb = RGBColor(0x1F, 0x2A, 0x44)
    run._r.get_or_add_rPr().append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:fill="1F2A44"/>'))


def one_point(run: docx.text.run.Run) -> None:
    run.font.size = Pt(1)


def by_its_character_style(run: docx.text.run.Run) -> None:
    styles = run.part.document.styles
    style = styles.add_style("Unseen", docx.enum.style.WD_STYLE_TYPE.CHARACTER)
    style.font.hidden = True
    run.style = style


def has(run: docx.text.run.Run, *properties: str) -> None:
    """Give a run properties, written as in the file."""
    for written in properties:
        run._r.get_or_add_rPr().append(element(written))


def element(written: str) -> BaseOxmlElement:
    head, mark, tail = written.partition(">")
    slash = "/" if head.endswith("/") else ""
    names = f'{nsdecls("w", "a", "wp")} xmlns:w14="{W14}" xmlns:wps="{WPS}"'
    return parse_xml(f"{head.removesuffix('/')} {names}{slash}{mark}{tail}")


def white_in_a_table_of_a_style(run: docx.text.run.Run) -> None:
    whitened(run)
    table = run.part.document.add_table(1, 1, style="Table Grid")
    table.cell(0, 0)._tc.append(run._r.getparent())


def white_with_a_highlight_of_none(run: docx.text.run.Run) -> None:
    whitened(run)
    has(run, '<w:highlight w:val="none"/>')


def white_on_a_white_highlight(run: docx.text.run.Run) -> None:
    whitened(run)
    has(run, '<w:highlight w:val="white"/>')


def black_on_a_black_highlight(run: docx.text.run.Run) -> None:
    has(run, '<w:color w:val="000000"/>', '<w:highlight w:val="black"/>')


def white_beside_a_page_colour_that_is_not_shown(run: docx.text.run.Run) -> None:
    whitened(run)
    run.part.element.insert(0, element('<w:background w:color="1F2A44"/>'))


def white_beside_an_old_drawing(run: docx.text.run.Run) -> None:
    whitened(run)
    run._r.addprevious(element("<w:r><w:pict/></w:r>"))


def light_grey(run: docx.text.run.Run) -> None:
    has(run, '<w:color w:val="F2F2F2"/>')


def white_in_its_fill(run: docx.text.run.Run) -> None:
    has(run, '<w14:textFill><w14:solidFill><w14:srgbClr w14:val="FFFFFF"/></w14:solidFill></w14:textFill>')


def without_a_fill(run: docx.text.run.Run) -> None:
    has(run, "<w14:textFill><w14:noFill/></w14:textFill>")


def white_by_a_style_far_below(run: docx.text.run.Run) -> None:
    styles = run.part.document.styles
    below, above = (styles.add_style(name, WD_STYLE_TYPE.CHARACTER) for name in ("Below", "Above"))
    below.font.color.rgb = RGBColor(255, 255, 255)
    above.base_style, run.style = below, above


def vanished_by_a_style_far_below(run: docx.text.run.Run) -> None:
    styles = run.part.document.styles
    below, above = (styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH) for name in ("Below", "Above"))
    below.font.hidden, above.base_style = True, below
    alone(run, above)


def vanished_by_the_plain_style(run: docx.text.run.Run) -> None:
    document = run.part.document
    seen = document.styles.add_style("Seen", WD_STYLE_TYPE.PARAGRAPH)
    seen.base_style = None
    for paragraph in document.paragraphs:
        paragraph.style = seen
    alone(run, None)
    document.styles["Normal"].font.hidden = True


def white_by_default(run: docx.text.run.Run) -> None:
    document = run.part.document
    defaults = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    defaults.append(element('<w:color w:val="FFFFFF"/>'))
    for other in document.element.iter(qn("w:r")):
        if other is not run._r:
            other.get_or_add_rPr().append(element('<w:color w:val="000000"/>'))


def alone(run: docx.text.run.Run, style: BaseStyle | None) -> None:
    """Move a run to a paragraph of its own."""
    paragraph = run.part.document.add_paragraph(style=style)
    if style is None and paragraph._p.pPr is not None:
        paragraph._p.remove(paragraph._p.pPr)
    paragraph._p.append(run._r)


def four_points(run: docx.text.run.Run) -> None:
    run.font.size = Pt(4)


def pressed_together(run: docx.text.run.Run) -> None:
    has(run, '<w:w w:val="5"/>')


def in_a_line_of_a_point(run: docx.text.run.Run) -> None:
    alone(run, None)
    run._r.getparent().get_or_add_pPr().append(element('<w:spacing w:line="20" w:lineRule="exact"/>'))


def in_a_row(run: docx.text.run.Run, written: str) -> None:
    row = run.part.document.add_table(1, 1).rows[0]
    alone(run, None)
    row.cells[0]._tc.append(run._r.getparent())
    row._tr.get_or_add_trPr().append(element(written))


def in_a_hidden_row(run: docx.text.run.Run) -> None:
    in_a_row(run, "<w:hidden/>")


def in_a_row_of_a_point(run: docx.text.run.Run) -> None:
    in_a_row(run, '<w:trHeight w:val="20" w:hRule="exact"/>')


def moved_elsewhere(run: docx.text.run.Run) -> None:
    move = element('<w:moveFrom w:id="1" w:author="R"/>')
    run._r.addprevious(move)
    move.append(run._r)


def in_a_field_s_instruction(run: docx.text.run.Run) -> None:
    for kind, add in (("begin", run._r.addprevious), ("end", run._r.addnext)):
        add(element(f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'))


def indented_off_the_page(run: docx.text.run.Run) -> None:
    alone(run, None)
    run._r.getparent().get_or_add_pPr().append(element('<w:ind w:left="20000"/>'))


def in_a_frame_off_the_page(run: docx.text.run.Run) -> None:
    alone(run, None)
    run._r.getparent().get_or_add_pPr().append(element('<w:framePr w:x="20000" w:y="1"/>'))


def box(run: docx.text.run.Run, offset: int, fill: str) -> None:
    """Move a run into a box of text that is anchored so many EMU from the left."""
    alone(run, None)
    inner = run._r.getparent()
    anchor = element(
        f"<wp:anchor><wp:positionH><wp:posOffset>{offset}</wp:posOffset></wp:positionH>"
        '<wp:extent cx="900000" cy="900000"/><wp:docPr id="7" name="Box"/><a:graphic><a:graphicData>'
        f"<wps:wsp><wps:spPr>{fill}</wps:spPr><wps:txbx><w:txbxContent/></wps:txbx></wps:wsp>"
        "</a:graphicData></a:graphic></wp:anchor>"
    )
    holder = run.part.document.add_paragraph().add_run()
    holder._r.append(element("<w:drawing/>"))
    holder._r[0].append(anchor)
    next(anchor.iter(qn("w:txbxContent"))).append(inner)


def in_a_box_off_the_page(run: docx.text.run.Run) -> None:
    box(run, -9_000_000, "<a:noFill/>")


def white_in_an_empty_box(run: docx.text.run.Run) -> None:
    whitened(run)
    box(run, 0, "<a:noFill/>")


WORD_CARRIERS = [
    vanished, hidden_on_the_web, whitened, nearly_whitened, whitened_by_the_theme, the_colour_of_its_shade,
    one_point, by_its_character_style, white_in_a_table_of_a_style, white_with_a_highlight_of_none,
    white_on_a_white_highlight, black_on_a_black_highlight, white_beside_a_page_colour_that_is_not_shown,
    white_beside_an_old_drawing, light_grey, white_in_its_fill, without_a_fill, white_by_a_style_far_below,
    vanished_by_a_style_far_below, vanished_by_the_plain_style, white_by_default, four_points,
    pressed_together, in_a_line_of_a_point, in_a_hidden_row, in_a_row_of_a_point, moved_elsewhere,
    in_a_field_s_instruction, indented_off_the_page, in_a_frame_off_the_page, in_a_box_off_the_page,
    white_in_an_empty_box,
]  # fmt: skip


@pytest.mark.parametrize("hide", WORD_CARRIERS, ids=lambda hide: hide.__name__)
def test_what_a_word_file_hides_is_no_fact_and_is_told(hide: Callable[[docx.text.run.Run], None]) -> None:
    told_apart(read_resume("resume.docx", word_file(hide)))


def white_on_the_shade_of_its_table_s_style(run: docx.text.run.Run) -> None:
    whitened(run)
    style = run.part.document.styles["Table Grid"].element
    shade = '<w:tcPr><w:shd w:val="clear" w:fill="1F2A44"/></w:tcPr>'
    style.append(element(f'<w:tblStylePr w:type="firstRow">{shade}</w:tblStylePr>'))
    table = run.part.document.add_table(1, 1, style="Table Grid")
    table.cell(0, 0)._tc.append(run._r.getparent())


def white_in_a_dark_box(run: docx.text.run.Run) -> None:
    whitened(run)
    box(run, 0, '<a:solidFill><a:srgbClr val="1F2A44"/></a:solidFill>')


def red_on_green(run: docx.text.run.Run) -> None:
    has(run, '<w:color w:val="DD0000"/>', '<w:shd w:val="clear" w:fill="007700"/>')


def grey_by_the_theme(run: docx.text.run.Run) -> None:
    has(run, '<w:color w:val="7F7F7F" w:themeColor="background1" w:themeShade="7F"/>')


def white_on_a_shown_page_colour(run: docx.text.run.Run) -> None:
    whitened(run)
    run.part.element.insert(0, element('<w:background w:color="1F2A44"/>'))
    run.part.document.settings.element.insert(0, element("<w:displayBackgroundShape/>"))


def in_a_field_s_result(run: docx.text.run.Run) -> None:
    in_a_field_s_instruction(run)
    run._r.addprevious(element('<w:r><w:fldChar w:fldCharType="separate"/></w:r>'))


SEEN_IN_WORD = [
    white_on_the_shade_of_its_table_s_style, white_in_a_dark_box, red_on_green, grey_by_the_theme,
    white_on_a_shown_page_colour, in_a_field_s_result,
]  # fmt: skip


@pytest.mark.parametrize("show", SEEN_IN_WORD, ids=lambda show: show.__name__)
def test_what_a_word_file_shows_is_read(show: Callable[[docx.text.run.Run], None]) -> None:
    result = read_resume("resume.docx", word_file(show))
    assert SECRET in result.source.text
    assert result.source.hidden == ()


def tagged(text: str) -> str:
    return "".join(chr(0xE0000 + ord(char)) for char in text)


def test_tag_characters_are_no_fact_and_are_told_in_every_format() -> None:
    words = f"Rhiannon Pascoe\nr.pascoe@example.org\n\nSkills\n\nExcel{tagged(SECRET)}, Xero\n"
    told_apart(read_resume("resume.txt", words.encode()))
    told_apart(read_resume("resume.md", words.replace("Skills", "# Skills").encode()))
    told_apart(read_resume("resume.docx", word_file(lambda run: setattr(run, "text", tagged(SECRET)))))
    escaped = tagged(SECRET).encode("utf-16-be").hex()
    units = "".join(f"\\u{escaped[at : at + 4]}" for at in range(0, len(escaped), 4))
    resume = f'{{"basics": {{"name": "Rhiannon Pascoe"}}, "skills": [{{"name": "Excel{units}"}}]}}'
    told_apart(read_resume("resume.json", resume.encode()))


def test_zero_width_and_turning_marks_part_no_word() -> None:
    words = "Rhiannon Pascoe\n\nSkills\n\nEx\u200bcel, \u202eXe\u2060ro\u202c\n"
    profile = read_resume("resume.txt", words.encode()).profile
    assert {"Excel", "Xero"} <= {k.text for skill in profile.skills for k in skill.keywords} | {
        skill.name for skill in profile.skills
    }


def test_variation_selectors_are_no_fact_and_are_told() -> None:
    spelt = "".join(chr(0xE0100 + ord(char) - 16) for char in SECRET)
    words = f"Rhiannon Pascoe\nr.pascoe@example.org\n\nSkills\n\nExcel{spelt}, Xero\n"
    told_apart(read_resume("resume.txt", words.encode()))


def test_a_flag_spells_nothing_and_tags_behind_another_flag_do() -> None:
    assert smuggled("\U0001f3f4" + tagged("gbeng") + "\U000e007f") == ()
    assert smuggled("\U0001f3f4" + tagged(SECRET)) == (SECRET,)


FILLERS = "\u00ad\u034f\u3164\u115f\u1160\uffa0\u206a\u206f\u061c\U0001d173\U0001d17a\ufe0f\ufe01\U000e0100"


@pytest.mark.parametrize("filler", FILLERS, ids=lambda char: f"{ord(char):x}")
def test_a_character_that_is_not_drawn_parts_no_word(filler: str) -> None:
    assert seen(f"Ex{filler}cel") == "Excel"


def test_an_emoji_keeps_its_form() -> None:
    assert seen("\u2764\ufe0f \U0001f6e0\ufe0f 1\ufe0f") == "\u2764\ufe0f \U0001f6e0\ufe0f 1\ufe0f"


MARKDOWN = "# Rhiannon Pascoe\n\nr.pascoe@example.org\n\n## Skills\n\nExcel, Xero"


@pytest.mark.parametrize(
    "written",
    [
        f'<span style="display:none">{SECRET}</span>',
        f"<div style='color: red; visibility : hidden'>{SECRET}</div>",
        f"<p hidden>{SECRET}</p>",
        f'\n\n[site]: https://example.org "{SECRET}"',
    ],
)
def test_what_markdown_does_not_show_is_no_fact_and_is_told(written: str) -> None:
    told_apart(read_resume("resume.md", f"{MARKDOWN} {written}\n".encode()))


def told_apart(result: ReadResult) -> None:
    """The secret is in no fact and no text, stands among what is told, and nothing else does."""
    assert SECRET not in result.profile.model_dump_json()
    assert SECRET not in result.source.text
    assert [passage.strip(" ,\u2022\u00b7") for passage in result.source.hidden] == [SECRET]


def test_clean_resumes_of_every_layout_and_script_are_not_flagged() -> None:
    """At most 2 in 100 may be; the layouts hold side bars, banners with white letters and light greys."""
    papers = [
        on_paper(layout, printed_person(layout, language, 5))
        for layout in LAYOUTS
        for language in ("en", "fr", "zh", "ru")
    ]
    flagged = [name for name, content in papers if read_resume(name, content).source.hidden]
    assert len(flagged) <= 0.02 * len(papers), flagged
