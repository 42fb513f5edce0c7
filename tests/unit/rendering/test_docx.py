import io

import docx
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml.ns import qn

from jobwise.domain.choices import Paper
from jobwise.domain.documents import Design
from jobwise.domain.profile import Profile
from jobwise.rendering.docx import DocxExporter
from tests.contract.exported import resume


def word(paper: Paper = "a4") -> docx.document.Document:
    content = DocxExporter().export(resume(language="en")[0], Profile(), Design(paper=paper))
    return docx.Document(io.BytesIO(content))


def test_lines_have_words_own_styles() -> None:
    styles = [paragraph.style.name for paragraph in word().paragraphs if paragraph.style]
    assert styles == [
        "Title",
        "Subtitle",
        "Contact",
        "Heading 1",
        "Heading 2",
        "Entry Detail",
        "List Bullet",
        "Heading 2",
        "Entry Detail",
        "Heading 1",
        "Heading 2",
        "Entry Detail",
        "Heading 1",
        "Normal",
    ]


def test_dates_stand_at_a_right_tab_stop_at_the_margin() -> None:
    opened = word()
    (stop,) = opened.styles["Heading 2"].paragraph_format.tab_stops
    page = opened.sections[0]
    assert stop.alignment == WD_TAB_ALIGNMENT.RIGHT
    assert stop.position == page.page_width - page.left_margin - page.right_margin
    assert opened.paragraphs[4].text == "Senior data analyst\tJan 2020 – Present"


def test_there_is_no_table_and_no_text_box() -> None:
    opened = word()
    assert not opened.tables
    assert not list(opened.element.body.iter(qn("w:txbxContent")))


def test_addresses_are_real_links() -> None:
    targets = [link.address for link in word().paragraphs[2].hyperlinks]
    assert targets == ["mailto:mara@example.org", "https://example.org/mara"]


def test_the_file_says_what_it_is() -> None:
    core = word().core_properties
    assert (core.title, core.author, core.subject) == ("Mara Lindqvist: résumé", "Mara Lindqvist", "Résumé")
    assert (core.language, core.comments, core.created) == ("en", "", core.modified)


def test_the_paper_is_a4_unless_letter_is_asked_for() -> None:
    assert round(word().sections[0].page_height.cm, 1) == 29.7
    assert round(word("letter").sections[0].page_height.cm, 1) == 27.9
