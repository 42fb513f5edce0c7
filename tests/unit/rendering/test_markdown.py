import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from jobwise.domain.profile import Profile
from jobwise.rendering.markdown import MarkdownExporter, escaped
from jobwise.rendering.printable import printable
from tests.contract.exported import by_commonmark, document, line, resume


def markdown(*lines: object) -> str:
    return MarkdownExporter().export(document(*lines), Profile()).decode()  # type: ignore[arg-type]


def test_a_resume_reads_well_as_it_is() -> None:
    text = MarkdownExporter().export(resume()[0], Profile()).decode()
    assert text.startswith(
        "# Mara Lindqvist\n\nSenior data analyst\n\n[mara@example.org](<mailto:mara@example.org>) · "
    )
    assert (
        "## Experience\n\n**Senior data analyst** · Jan 2020 – Present\\\nFenwick Rail\n\n- Moved 14" in text
    )
    assert text.endswith("\n**Tools:** Python, SQL\n")


def test_everyday_signs_are_left_as_they_are() -> None:
    words = "C++, C# and .NET, R&D, snake_case, $5M, 10-12 % (net)!"
    assert escaped(words) == words


@given(st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"])))
def test_any_text_comes_back_letter_for_letter(text: str) -> None:
    for role in ("bullet", "text", "heading"):
        read = by_commonmark(markdown(line(role, f"{text} end")).encode())  # type: ignore[arg-type]
        assert "".join(read.split()) == "".join(printable(f"{text} end").split())


@pytest.mark.parametrize(
    "start", ["# a", "- a", "+ a", "1. a", "12) a", "> a", "=== ", "---", "```", "    a", "| a |"]
)
def test_no_line_opens_a_block_of_its_own(start: str) -> None:
    tokens = [
        token.type for token in MarkdownIt("commonmark").enable("table").parse(markdown(line("text", start)))
    ]
    assert tokens == ["paragraph_open", "inline", "paragraph_close"]


def test_an_address_cannot_leave_its_link() -> None:
    html = MarkdownIt("commonmark").render(markdown(line("entry", "Site", url="https://example.org/>)<b>x")))
    assert "<b>" not in html
    assert html.count("<a ") == 1
