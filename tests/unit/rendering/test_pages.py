"""What a PDF looks like on paper, measured on the page."""

import io
import string
from typing import NamedTuple, get_args

import pymupdf
import pytest

from jobwise.domain.choices import Paper, Theme
from jobwise.domain.documents import Design, Document, Role
from jobwise.domain.profile import Profile
from jobwise.rendering import EXPORTERS, markdown_pdf
from tests.contract.exported import by_pdfium, document, line, resume, squashed

THEMES = get_args(Theme)
EACH = pytest.mark.parametrize("theme", THEMES)
TAGGED = [theme for theme in THEMES if theme not in markdown_pdf.THEMES]
EDGE = 30
"""Points. Nothing is printed nearer to the edge of the page."""


class Page(NamedTuple):
    """`words` are (left, top, right, bottom, word) in points, `glyphs` the fonts' numbers of them."""

    width: float
    height: float
    text: str
    words: list[tuple[float, float, float, float, str]]
    glyphs: list[int]


def printed(theme: Theme, given: Document, paper: Paper = "a4") -> bytes:
    return EXPORTERS["pdf"].export(given, Profile(), Design(theme=theme, paper=paper))


def pages(theme: Theme, given: Document, paper: Paper = "a4") -> list[Page]:
    with pymupdf.open(stream=printed(theme, given, paper)) as pdf:
        return [_page(page) for page in pdf]


def _page(page: pymupdf.Page) -> Page:
    words = [(*word[:4], word[4]) for word in page.get_text("words")]
    characters = [char for span in page.get_texttrace() for char in span["chars"]]
    glyphs = [char[1] for char in characters if chr(char[0]).strip()]
    return Page(page.rect.width, page.rect.height, page.get_text(), words, glyphs)


@EACH
def test_dates_stand_beside_their_title_at_the_edge(theme: Theme) -> None:
    given, _, _ = resume()
    (page,) = pages(theme, given)
    words = page.words
    (date,) = (word for word in words if word[4] == "2019")
    (title,) = (word for word in words if word[4] == "Clerk")
    assert date[0] < 70 + 30 if theme == "timeline" else date[2] > page.width - 70
    assert abs(date[1] - title[1]) < 3


@EACH
def test_a_title_of_four_lines_does_not_run_into_its_dates(theme: Theme) -> None:
    given, _, _ = resume(title="Principal analyst and acting head of timetables " * 6)
    words = [word for page in pages(theme, given) for word in page.words]
    dates = [word for word in words if word[4] in {"Jan", "2020", "Present"}]
    assert dates[0][1] == pytest.approx(dates[-1][1], abs=1)
    for date in dates:
        for other in words:
            apart = other[2] <= date[0] or other[0] >= date[2] or other[3] <= date[1] or other[1] >= date[3]
            assert apart or other is date


@EACH
@pytest.mark.parametrize("word", ["W" * 300, "https://example.org/" + "very-long-path/" * 30])
def test_a_word_longer_than_a_line_stays_on_the_page_whole(theme: Theme, word: str) -> None:
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
    for page in pages(theme, given):
        for left, top, right, bottom, printed in page.words:
            text += printed
            assert left >= EDGE
            assert right <= page.width - EDGE
            assert top >= EDGE
            assert bottom <= page.height - EDGE
    assert text.count(word) >= 5


@EACH
def test_nothing_is_lost_where_a_page_ends(theme: Theme) -> None:
    for count in range(38, 62):
        lines = [line("bullet", f"line-{number}-{letter}") for letter in "ab" for number in range(count)]
        text = squashed(by_pdfium(printed(theme, document(*lines))))
        for each in lines:
            assert each.text in text


@EACH
def test_nothing_is_lost_where_the_last_line_touches_the_edge(theme: Theme) -> None:
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
    text = squashed(by_pdfium(printed(theme, document(*lines))))
    assert [each.text for each in lines if each.text not in text] == []


@EACH
def test_a_heading_is_never_the_last_line_of_a_page(theme: Theme) -> None:
    for count in range(36, 56):
        given = document(
            *(line("bullet", f"filler {number}") for number in range(count)),
            line("heading", "Experience"),
            line("entry", "Clerk", detail="Northern Tram", aside="2016 – 2019"),
            line("bullet", "Sold tickets"),
        )
        for page in pages(theme, given):
            last = page.text.strip().splitlines()[-1]
            assert last not in {"Experience", "Clerk", "Northern Tram", "2016 – 2019"}


@EACH
def test_a_paragraph_of_more_than_a_page_is_printed_whole(theme: Theme) -> None:
    text = " ".join(f"word{number}" for number in range(1500))
    given = document(
        line("heading", "Summary"), line("entry", "Clerk"), line("text", text), line("text", "end")
    )
    read = squashed(by_pdfium(printed(theme, given)))
    assert squashed(text) in read
    assert read.endswith("end")


@EACH
@pytest.mark.parametrize(
    "words",
    [string.ascii_letters, "Αθήνα ἀρχή", "Київ Щука", "山田花子 漢字 한국어", "★ ✓ → ≥ € •", "ليلى الأحمد"],
)
def test_no_letter_prints_as_an_empty_box(theme: Theme, words: str) -> None:
    (page,) = pages(
        theme, document(line("name", words), line("bullet", words), line("skills", "a", detail=words))
    )
    assert page.glyphs
    assert 0 not in page.glyphs


@EACH
def test_fonts_are_embedded_as_subsets(theme: Theme) -> None:
    content = printed(theme, resume()[0])
    assert len(content) < 80_000
    with pymupdf.open(stream=content) as pdf:
        assert all("+" in font[3] for font in pdf.get_page_fonts(0))


@EACH
@pytest.mark.parametrize(("paper", "size"), [("a4", (595, 842)), ("letter", (612, 792))])
def test_the_paper_is_the_one_that_was_chosen(theme: Theme, paper: Paper, size: tuple[int, int]) -> None:
    (page,) = pages(theme, resume()[0], paper)
    assert (round(page.width), round(page.height)) == size


@pytest.mark.parametrize("theme", TAGGED)
def test_typst_writes_tagged_accessible_pdf(theme: Theme) -> None:
    import pypdf

    root = pypdf.PdfReader(io.BytesIO(printed(theme, resume()[0]))).root_object
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert "pdfuaid" in root["/Metadata"].get_object().get_data().decode()


@EACH
def test_no_two_words_stand_on_one_another(theme: Theme) -> None:
    given, _, _ = resume(title="Principal analyst and acting head of timetables " * 3)
    for page in pages(theme, given):
        for number, one in enumerate(page.words):
            for other in page.words[number + 1 :]:
                width = min(one[2], other[2]) - max(one[0], other[0])
                height = min(one[3], other[3]) - max(one[1], other[1])
                assert width < 1 or height < 4, (one, other)


def test_the_themes_differ_in_more_than_colour() -> None:
    given, _, _ = resume()
    places = {
        theme: tuple((round(word[0]), word[4]) for word in pages(theme, given)[0].words) for theme in THEMES
    }
    assert len(set(places.values())) == len(THEMES)


def test_a_character_that_no_font_has_costs_the_label_not_the_file() -> None:
    given = document(line("name", "Mara \U0001f9ff Lindqvist"))
    assert "Lindqvist" in by_pdfium(printed("modern", given))


def test_markdown_pdf_leaves_scripts_that_run_to_the_left_to_typst() -> None:
    given = document(line("name", "ليلى الأحمد"), line("text", "Analyst"))
    assert printed("shaded", given, "letter") == printed("modern", given, "letter")
