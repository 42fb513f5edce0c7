"""Words that a file holds and its pages do not show: kept out of every fact, and told in their own words."""

import io
from collections.abc import Callable

import docx
import pymupdf
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt, RGBColor

from benchmarks.generated.layouts import LAYOUTS
from benchmarks.generated.papers import on_paper
from benchmarks.generated.people import printed_person
from jobwise.domain.source import ReadResult
from jobwise.reading import read_resume
from tests.unit.reading.sheets import JOBS, STUDIES, TOP, pdf_of

SECRET = "Kubernetes"
AT = (50, 372)
BOX = pymupdf.Rect(40, 360, 500, 378)
WHITE, NAVY = (1.0, 1.0, 1.0), (0.1, 0.1, 0.4)
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


def clipped_away(page: Page) -> None:
    put(page)
    document, xref = page.parent, page.get_contents()[-1]
    document.update_stream(xref, b"q 0 0 1 1 re W n " + document.xref_stream(xref) + b" Q")


def in_the_clip_alone(page: Page) -> None:
    put(page, render_mode=7)


CARRIERS = [
    white_on_white, nearly_white, white_over_other_words, navy_on_navy, the_colour_of_a_picture, tiny,
    under_a_box, under_a_picture, off_the_page, below_the_page, without_opacity, not_painted, clipped_away,
    in_the_clip_alone,
]  # fmt: skip


@pytest.mark.parametrize("hide", CARRIERS, ids=lambda hide: hide.__name__)
def test_what_a_pdf_hides_is_no_fact_and_is_told(hide: Callable[[Page], None]) -> None:
    document = pymupdf.open(stream=pdf_of([*TOP, *JOBS, *STUDIES]))
    hide(document[0])
    told_apart(read_resume("resume.pdf", document.tobytes()))


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


WORD_CARRIERS = [
    vanished, hidden_on_the_web, whitened, nearly_whitened, whitened_by_the_theme, the_colour_of_its_shade,
    one_point, by_its_character_style,
]  # fmt: skip


@pytest.mark.parametrize("hide", WORD_CARRIERS, ids=lambda hide: hide.__name__)
def test_what_a_word_file_hides_is_no_fact_and_is_told(hide: Callable[[docx.text.run.Run], None]) -> None:
    told_apart(read_resume("resume.docx", word_file(hide)))


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


def told_apart(result: ReadResult) -> None:
    """The secret is in no fact and no text, stands among what is told, and nothing else does."""
    assert SECRET not in result.profile.model_dump_json()
    assert SECRET not in result.source.text
    assert [passage.strip(" ,") for passage in result.source.hidden] == [SECRET]


def test_clean_resumes_of_every_layout_and_script_are_not_flagged() -> None:
    """At most 2 in 100 may be; the layouts hold side bars, banners with white letters and light greys."""
    papers = [
        on_paper(layout, printed_person(layout, language, 5))
        for layout in LAYOUTS
        for language in ("en", "fr", "zh", "ru")
    ]
    flagged = [name for name, content in papers if read_resume(name, content).source.hidden]
    assert len(flagged) <= 0.02 * len(papers), flagged
