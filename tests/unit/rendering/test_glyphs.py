"""What no font has is never a silent box: the person is told, and the page shows no hole."""

import pytest

from jobwise.domain.documents import Document, ExportedFile, Line
from jobwise.domain.profile import Profile
from jobwise.pipeline.stages import files_summary
from jobwise.reading.extractors import plain_texts
from jobwise.rendering import EXPORTERS
from jobwise.rendering.glyphs import lost, with_glyphs


def document(text: str) -> Document:
    line = Line(id="a", role="bullet", text=text)
    return Document(kind="resume", title="Ann", author="Ann", language="en", lines=(line,))


@pytest.mark.parametrize(
    ("text", "shown", "gone"),
    [
        ("Led 𠮷野 team", "Led ?野 team", "𠮷"),
        ("Won 😀 prizes", "Won prizes", "😀"),
        ("naïve Ω ☎ 日本 Ж ✓", "naïve Ω ☎ 日本 Ж ✓", ""),
    ],
)
def test_a_letter_without_a_glyph_is_a_question_mark_and_a_sign_goes(
    text: str, shown: str, gone: str
) -> None:
    assert lost(document(text)) == gone
    assert with_glyphs(document(text)).lines[0].text == shown


@pytest.mark.parametrize("name", ["docx", "txt", "md", "json"])
def test_formats_without_fonts_of_their_own_lose_nothing(name: str) -> None:
    assert EXPORTERS[name].lost(document("Won 😀 prizes")) == ""


def test_signs_beyond_sixteen_bits_come_back_from_the_page_as_they_are() -> None:
    content = EXPORTERS["pdf"].export(document("Drove 🚑 nightly"), Profile())
    assert all("🚑" in text for text in plain_texts("resume.pdf", content).values())


def test_the_last_stage_tells_which_characters_are_missing() -> None:
    file = ExportedFile(name="resume.pdf", media_type="application/pdf", content=b"", lost="😀𠮷")
    assert files_summary((file, file)) == "2 files, without characters that no font here has: 😀 𠮷"
