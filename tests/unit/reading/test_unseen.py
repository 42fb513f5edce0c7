"""Text that is in a file and cannot be seen on its pages is no fact."""

import io
from collections.abc import Callable

import docx
import pymupdf
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from jobwise.domain.profile import Profile
from jobwise.reading import docx as docx_reader
from jobwise.reading import pdf
from tests.unit.reading.sheets import STUDIES, TOP, pdf_of

LEFT_OUT = "Text that cannot be seen on the page was left out."
WHITE = (1.0, 1.0, 1.0)
Draw = Callable[[pymupdf.Page], None]


def drawn(draw: Draw) -> Profile:
    """The profile of a résumé with something more drawn at the end of its skills."""
    document = pymupdf.open(stream=pdf_of([*TOP, *STUDIES]))
    draw(document[0])
    return pdf.read(document.tobytes())[0]


def skills(profile: Profile) -> list[str]:
    return [word.text for skill in profile.skills for word in skill.keywords] + [
        s.name for s in profile.skills
    ]


def reasons(profile: Profile) -> list[str]:
    return [doubt.reason for doubt in profile.doubts]


def white(page: pymupdf.Page) -> None:
    page.insert_text((50, 372), "Secret: Kubernetes", color=WHITE)


def white_on_a_white_sheet(page: pymupdf.Page) -> None:
    page.draw_rect(page.rect, fill=WHITE, color=None, overlay=False)
    white(page)


def tiny(page: pymupdf.Page) -> None:
    page.insert_text((50, 372), "Secret: Kubernetes", fontsize=1)


def not_painted(page: pymupdf.Page) -> None:
    page.insert_text((50, 372), "Secret: Kubernetes", render_mode=3)


@pytest.mark.parametrize("draw", [white, white_on_a_white_sheet, tiny, not_painted])
def test_what_cannot_be_seen_on_the_page_is_left_out_and_said(draw: Draw) -> None:
    profile = drawn(draw)
    assert "Kubernetes" not in skills(profile)
    assert "Xero" in skills(profile)
    assert LEFT_OUT in reasons(profile)


def on_a_banner(page: pymupdf.Page) -> None:
    page.draw_rect((40, 360, 500, 376), fill=(0.1, 0.1, 0.4), color=None)
    white(page)


def behind_a_scan(page: pymupdf.Page) -> None:
    paper = pymupdf.open()
    paper.new_page(width=page.rect.width, height=page.rect.height).insert_text(
        (50, 372), "Secret: Kubernetes"
    )
    page.insert_image(page.rect, pixmap=paper[0].get_pixmap(dpi=100), overlay=False)
    not_painted(page)


def small_print(page: pymupdf.Page) -> None:
    page.insert_text((50, 372), "Secret: Kubernetes", fontsize=6)


@pytest.mark.parametrize("draw", [on_a_banner, behind_a_scan, small_print])
def test_white_letters_on_a_banner_the_text_of_a_scan_and_small_print_are_seen(draw: Draw) -> None:
    profile = drawn(draw)
    assert "Kubernetes" in profile.model_dump_json()
    assert LEFT_OUT not in reasons(profile)


def typed(look: Callable[[docx.text.run.Run], None], style: str | None = None) -> Profile:
    """The profile of a Word file whose last skill looks a certain way."""
    document = docx.Document()
    document.add_paragraph("Rhiannon Pascoe")
    document.add_paragraph("r.pascoe@example.org")
    document.add_heading("Skills", 1)
    paragraph = document.add_paragraph("Excel, Xero", style=style)
    look(paragraph.add_run(", Kubernetes"))
    out = io.BytesIO()
    document.save(out)
    return docx_reader.read(out.getvalue())[0]


def vanished(run: docx.text.run.Run) -> None:
    run.font.hidden = True


def whitened(run: docx.text.run.Run) -> None:
    run.font.color.rgb = RGBColor(255, 255, 255)


def shrunk(run: docx.text.run.Run) -> None:
    run.font.size = Pt(1)


@pytest.mark.parametrize("style", [None, "List Bullet"])
@pytest.mark.parametrize("look", [vanished, whitened, shrunk])
def test_hidden_white_and_tiny_runs_of_a_word_file_are_left_out_and_said(look, style) -> None:
    profile = typed(look, style)
    assert "Kubernetes" not in profile.model_dump_json()
    assert "Xero" in skills(profile)
    assert LEFT_OUT in reasons(profile)


def test_white_letters_on_a_shaded_paragraph_are_seen() -> None:
    def look(run: docx.text.run.Run) -> None:
        whitened(run)
        shade = OxmlElement("w:shd")
        shade.set(qn("w:fill"), "1F2A44")
        run._r.getparent().get_or_add_pPr().append(shade)

    profile = typed(look)
    assert "Kubernetes" in skills(profile)
    assert LEFT_OUT not in reasons(profile)
