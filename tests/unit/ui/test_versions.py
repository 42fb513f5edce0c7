"""Two versions of a document: only what differs is told."""

from jobwise.domain.documents import Document, Line
from jobwise.ui.versions import differences


def resume(*lines: tuple[str, str]) -> Document:
    made = tuple(Line(id=name, role="bullet", text=text) for name, text in lines)
    return Document(kind="resume", title="t", author="a", language="en", lines=made)


def test_equal_documents_have_no_differences() -> None:
    assert differences(resume(("a", "one")), resume(("a", "one"))) == []


def test_a_changed_line_shows_both_and_sets_off_the_new_words() -> None:
    [said] = differences(resume(("a", "Kept the books")), resume(("a", "Kept all books")))
    assert ":red-background[Kept the books]" in said
    assert "Kept :green-background[all] books" in said


def test_new_and_lost_lines_are_told_and_another_order_too() -> None:
    said = differences(
        resume(("a", "one"), ("b", "two"), ("c", "three")),
        resume(("c", "three"), ("a", "one"), ("d", "four")),
    )
    assert [line.partition("]")[0] for line in said[:2]] == [":green-badge[New", ":red-badge[Not there now"]
    assert said[2] == "Some lines stand in another order."
