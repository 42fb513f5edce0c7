from jobwise.rendering.blocks import blocks
from tests.contract.exported import document, line


def test_a_heading_stays_with_the_entry_and_line_below_it() -> None:
    lines = (line("heading", "Work"), line("entry", "Clerk"), line("bullet", "one"), line("bullet", "two"))
    (block,) = blocks(document(*lines))
    assert block.together == lines[:3]
    assert block.lines == lines[3:]


def test_each_entry_opens_a_block() -> None:
    lines = (line("entry", "BSc"), line("entry", "MSc"), line("heading", "Skills"), line("skills", "SQL"))
    assert [block.together for block in blocks(document(*lines))] == [lines[:1], lines[1:2], lines[2:]]


def test_no_line_is_dropped_or_moved() -> None:
    roles = ("name", "contact", "heading", "heading", "text", "text", "entry", "entry", "bullet", "skills")
    lines = tuple(line(role, str(number)) for number, role in enumerate(roles))  # type: ignore[arg-type]
    assert (
        tuple(each for block in blocks(document(*lines)) for each in (*block.together, *block.lines)) == lines
    )


def test_what_would_not_fit_on_a_page_is_not_kept_together() -> None:
    lines = (line("heading", "Summary"), line("text", "word " * 400))
    (block,) = blocks(document(*lines))
    assert block.together == ()
    assert block.lines == lines
