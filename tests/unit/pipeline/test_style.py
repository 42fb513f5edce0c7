"""Hints on how lines are written: each points at its line, and true good lines get none."""

import pytest

from jobwise.domain.documents import Document, Line
from jobwise.domain.profile import Item, Profile, Work
from jobwise.matching.score_parts import MOST_WORDS
from jobwise.pipeline.style import MOST_ALIKE, MOST_WITHOUT_RESULT, style_notes


def notes(
    *texts: str, role: str = "bullet", end: str = "2019-05", language: str = "en"
) -> list[tuple[str, str]]:
    items = tuple(Item(fact_id=f"h{n}", text=text) for n, text in enumerate(texts))
    profile = Profile(work=(Work(fact_id="w", start_date="2015", end_date=end, highlights=items),))
    lines = tuple(
        Line.model_validate({"id": f"l{n}", "role": role, "text": text, "sources": (f"h{n}",)})
        for n, text in enumerate(texts)
    )
    document = Document(kind="resume", title="R", author="A", language=language, lines=lines)
    return [(note.line_id, note.kind) for note in style_notes(document, profile)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Worked as a real team player on 3 sites", "cliche"),
        ("Posted my invoices for 4 mills", "first person"),
        ("Responsible for the books of 2 mills", "passive"),
        ("Letters to 40 suppliers were written by the clerk", "passive"),
        ("Manage the petty cash of 3 mills", "tense"),
        ("Handling 40 calls a day", "tense"),
        ("Kept the files", "no result"),
        (" ".join(["word"] * (MOST_WORDS + 1)) + " 5", "long"),
    ],
)
def test_a_weak_line_gets_its_hint(text: str, kind: str) -> None:
    assert ("l0", kind) in notes(text)


@pytest.mark.parametrize(
    "text",
    [
        "Cut errors in invoices by 30%",
        "Trained 5 clerks, so that holidays could be covered",
        "Saved two days a month",
    ],
)
def test_a_good_line_gets_none(text: str) -> None:
    assert notes(text) == []


def test_a_job_that_goes_on_may_be_told_in_the_present() -> None:
    assert notes("Manage the petty cash of 3 mills", end="present") == []


def test_lines_that_begin_alike_are_pointed_at_from_the_fourth_on() -> None:
    found = notes(*(f"Kept list {number}" for number in range(MOST_ALIKE + 2)))
    assert found == [(f"l{MOST_ALIKE}", "repeated"), (f"l{MOST_ALIKE + 1}", "repeated")]


def test_few_lines_are_asked_for_a_result() -> None:
    found = notes("Kept files", "Sorted mail", "Answered calls", "Filed letters", "Tidied shelves")
    assert [kind for _, kind in found] == ["no result"] * MOST_WITHOUT_RESULT


def test_other_languages_are_only_looked_at_for_length_and_repetition() -> None:
    assert notes("Responsible for the team", language="de") == []
    assert notes(*["Leitung des Lagers"] * 4, language="de") == [("l3", "repeated")]


def test_paragraphs_are_only_looked_at_for_phrases() -> None:
    assert notes("I am a hard-working clerk", role="text") == [("l0", "cliche")]
