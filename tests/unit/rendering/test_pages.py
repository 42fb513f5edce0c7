"""What a PDF looks like on paper, measured on the page."""

import io
import string
from typing import NamedTuple

import pymupdf
import pytest

from jobwise.domain.documents import Document, Role
from jobwise.domain.profile import Profile
from jobwise.ports import Exporter
from jobwise.rendering.markdown_pdf import MarkdownPdfExporter
from jobwise.rendering.typst_pdf import TypstExporter
from tests.contract.exported import by_pdfium, document, line, resume, squashed

EXPORTERS: dict[str, Exporter] = {
    "markdown-pdf": MarkdownPdfExporter(),
    "typst-modern": TypstExporter(),
    "typst-classic": TypstExporter(theme="classic"),
}
EACH = pytest.mark.parametrize("exporter", EXPORTERS.values(), ids=EXPORTERS)
EDGE = 30
"""Points. Nothing is printed nearer to the edge of the page."""


class Page(NamedTuple):
    """`words` are (left, top, right, bottom, word) in points, `glyphs` the fonts' numbers of them."""

    width: float
    height: float
    text: str
    words: list[tuple[float, float, float, float, str]]
    glyphs: list[int]


def pages(exporter: Exporter, given: Document) -> list[Page]:
    with pymupdf.open(stream=exporter.export(given, Profile())) as pdf:
        return [_page(page) for page in pdf]


def _page(page: pymupdf.Page) -> Page:
    words = [(*word[:4], word[4]) for word in page.get_text("words")]
    characters = [char for span in page.get_texttrace() for char in span["chars"]]
    glyphs = [char[1] for char in characters if chr(char[0]).strip()]
    return Page(page.rect.width, page.rect.height, page.get_text(), words, glyphs)


@EACH
def test_dates_stand_at_the_right_of_their_title(exporter: Exporter) -> None:
    given, _, _ = resume()
    (page,) = pages(exporter, given)
    words = page.words
    (date,) = (word for word in words if word[4] == "2019")
    (title,) = (word for word in words if word[4] == "Clerk")
    assert date[2] > page.width - 70
    assert abs(date[1] - title[1]) < 3


@EACH
def test_a_title_of_four_lines_does_not_run_into_its_dates(exporter: Exporter) -> None:
    given, _, _ = resume(title="Principal analyst and acting head of timetables " * 6)
    words = [word for page in pages(exporter, given) for word in page.words]
    dates = [word for word in words if word[4] in {"Jan", "2020", "Present"}]
    assert dates[0][1] == pytest.approx(dates[-1][1], abs=1)
    for date in dates:
        for other in words:
            apart = other[2] <= date[0] or other[0] >= date[2] or other[3] <= date[1] or other[1] >= date[3]
            assert apart or other is date


@EACH
@pytest.mark.parametrize("word", ["W" * 300, "https://example.org/" + "very-long-path/" * 30])
def test_a_word_longer_than_a_line_stays_on_the_page_whole(exporter: Exporter, word: str) -> None:
    given = document(
        line("name", word[:80]),
        line("contact", f"mara@example.org · {word}"),
        line("heading", "Experience"),
        line("entry", word, detail=word, aside="2020 – 2021"),
        line("bullet", word),
        line("bullet", word),
        line("skills", word, detail="Tools"),
    )
    text = ""
    for page in pages(exporter, given):
        for left, top, right, bottom, printed in page.words:
            text += printed
            assert left >= EDGE
            assert right <= page.width - EDGE
            assert top >= EDGE
            assert bottom <= page.height - EDGE
    assert text.count(word) >= 5


@EACH
def test_nothing_is_lost_where_a_page_ends(exporter: Exporter) -> None:
    for count in range(38, 62):
        lines = [line("bullet", f"line-{number}-{letter}") for letter in "ab" for number in range(count)]
        text = squashed(by_pdfium(exporter.export(document(*lines), Profile())))
        for each in lines:
            assert each.text in text


@EACH
def test_nothing_is_lost_where_the_last_line_touches_the_edge(exporter: Exporter) -> None:
    """A mix of lines that fills a page to its last point, where MuPDF alone drops what comes after."""
    roles: dict[Role, int] = {
        "recipient": 28,
        "text": 1,
        "bullet": 23,
        "heading": 4,
        "label": 2,
        "salutation": 1,
        "signature": 4,
    }
    lines = [line(role, f"{role}{number}") for role, count in roles.items() for number in range(count)]
    text = squashed(by_pdfium(exporter.export(document(*lines), Profile())))
    assert [each.text for each in lines if each.text not in text] == []


@EACH
def test_a_heading_is_never_the_last_line_of_a_page(exporter: Exporter) -> None:
    for count in range(36, 56):
        given = document(
            *(line("bullet", f"filler {number}") for number in range(count)),
            line("heading", "Experience"),
            line("entry", "Clerk", detail="Northern Tram", aside="2016 – 2019"),
            line("bullet", "Sold tickets"),
        )
        for page in pages(exporter, given):
            last = page.text.strip().splitlines()[-1]
            assert last not in {"Experience", "Clerk", "Northern Tram", "2016 – 2019"}


@EACH
def test_a_paragraph_of_more_than_a_page_is_printed_whole(exporter: Exporter) -> None:
    text = " ".join(f"word{number}" for number in range(1500))
    given = document(
        line("heading", "Summary"), line("entry", "Clerk"), line("text", text), line("text", "end")
    )
    read = squashed(by_pdfium(exporter.export(given, Profile())))
    assert squashed(text) in read
    assert read.endswith("end")


@EACH
@pytest.mark.parametrize(
    "words",
    [string.ascii_letters, "Αθήνα ἀρχή", "Київ Щука", "山田花子 漢字 한국어", "★ ✓ → ≥ € •", "ليلى الأحمد"],
)
def test_no_letter_prints_as_an_empty_box(exporter: Exporter, words: str) -> None:
    (page,) = pages(
        exporter, document(line("name", words), line("bullet", words), line("skills", "a", detail=words))
    )
    assert page.glyphs
    assert 0 not in page.glyphs


@EACH
def test_fonts_are_embedded_as_subsets(exporter: Exporter) -> None:
    content = exporter.export(resume()[0], Profile())
    assert len(content) < 80_000
    with pymupdf.open(stream=content) as pdf:
        assert all("+" in font[3] for font in pdf.get_page_fonts(0))


@pytest.mark.parametrize(
    ("exporter", "size"),
    [
        (MarkdownPdfExporter(), (595, 842)),
        (MarkdownPdfExporter(paper="letter"), (612, 792)),
        (TypstExporter(), (595, 842)),
        (TypstExporter(paper="us-letter"), (612, 792)),
    ],
)
def test_the_paper_is_a4_unless_letter_is_asked_for(exporter: Exporter, size: tuple[int, int]) -> None:
    (page,) = pages(exporter, resume()[0])
    assert (round(page.width), round(page.height)) == size


def test_typst_writes_tagged_accessible_pdf() -> None:
    import pypdf

    root = pypdf.PdfReader(io.BytesIO(EXPORTERS["typst-modern"].export(resume()[0], Profile()))).root_object
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert "pdfuaid" in root["/Metadata"].get_object().get_data().decode()


def test_a_character_that_no_font_has_costs_the_label_not_the_file() -> None:
    given = document(line("name", "Mara \U0001f9ff Lindqvist"))
    assert "Lindqvist" in by_pdfium(TypstExporter().export(given, Profile()))


def test_markdown_pdf_leaves_scripts_that_run_to_the_left_to_typst() -> None:
    given = document(line("name", "ليلى الأحمد"), line("text", "Analyst"))
    content = MarkdownPdfExporter(paper="letter").export(given, Profile())
    assert content == TypstExporter(paper="us-letter").export(given, Profile())
