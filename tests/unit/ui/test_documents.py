"""Where lines stand on the printed page, and what is shown of their changes."""

import pytest

from jobwise.domain.documents import Document, Line
from jobwise.ui import preview
from jobwise.ui.diff import label, label_words, marked_new
from tests.conftest import MakePdf


def line(name: str, text: str, **more: str) -> Line:
    return Line(id=name, role="bullet", text=text, sources=("w1",)).model_copy(update=more)


def document(*lines: Line) -> Document:
    return Document(kind="resume", title="T", author="A", language="en", lines=lines)


def test_equal_lines_are_found_one_after_the_other(make_pdf: MakePdf) -> None:
    pdf = make_pdf("Filed letters\n\nWrote reports\n\nFiled letters", "Filed letters")
    found = preview.places(
        pdf, document(line("a", "Filed letters"), line("b", "Wrote  reports"), line("c", "Filed letters"))
    )
    tops = [found[name].boxes[0][1] for name in "abc"]
    assert tops == sorted(tops)
    assert len(set(tops)) == 3
    assert preview.page_count(pdf) == 2


def test_a_line_over_two_printed_lines_has_two_boxes(make_pdf: MakePdf) -> None:
    long = "Moved the nightly loads of forty depots into one warehouse " * 2
    place = preview.places(make_pdf(long), document(line("a", long)))["a"]
    assert len(place.boxes) == 2
    assert all(0 <= side <= 1 for box in place.boxes for side in box)


def test_a_line_that_is_not_printed_has_no_place(make_pdf: MakePdf) -> None:
    assert preview.places(make_pdf("Filed letters"), document(line("a", "Wrote"), line("b", "…"))) == {}


def test_a_page_becomes_a_picture(make_pdf: MakePdf) -> None:
    assert preview.picture(make_pdf("Filed"), 1, None, 1.0).startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("made dashboards", "Built dashboards", ":green-background[Built] dashboards"),
        ("SQL reports", "Sql reports.", "Sql reports\\."),
        ("", "All *new*", ":green-background[All \\*new\\*]"),
    ],
)
def test_only_new_words_are_set_off(old: str, new: str, shown: str) -> None:
    assert marked_new(old, new) == shown


def test_a_label_says_what_was_done_to_the_line() -> None:
    assert label(line("a", "Filed", change="moved")) == "Filed :blue-badge[Moved]"
    assert "As you wrote it" in label(line("a", "Filed"))
    assert label(Line(id="d", role="date", text="3 May 2026", sources=("today",))) == "3 May 2026"


def test_a_long_line_is_named_in_short() -> None:
    assert len(label_words(line("a", "word " * 40))) <= 60
