"""How much of a résumé an applicant system can read."""

import pytest

from jobwise.domain.profile import (
    Basics,
    Doubt,
    Education,
    Item,
    Location,
    Profile,
    Skill,
    Unplaced,
    Work,
)
from jobwise.domain.read_back import Part, ReadBack, ReadField
from jobwise.matching.parseability import parseability

WHOLE = Profile(
    basics=Basics(
        name="Ada Quill", email="ada@example.org", phone="01632 960123", location=Location(text="Leeds")
    ),
    work=(
        Work(
            fact_id="w1",
            name="Fenwick Rail",
            position="Analyst",
            start_date="2020-01",
            end_date="present",
            highlights=(Item(fact_id="h1", text="Counted trains"),),
        ),
    ),
    education=(Education(fact_id="e1", institution="Norrvik", study_type="BSc", end_date="2019"),),
    skills=(Skill(fact_id="s1", name="SQL"),),
)


def test_a_whole_resume_is_read_whole() -> None:
    assert parseability(WHOLE) == (1.0, ("Every field that applicant systems look for was found.",))


def test_an_empty_profile_is_not_read_at_all() -> None:
    score, said = parseability(Profile())
    assert score == 0.0
    assert "No e-mail address was found." in said


WORK = WHOLE.work[0]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"basics": WHOLE.basics.model_copy(update={"email": ""})}, "No e-mail address was found."),
        ({"basics": WHOLE.basics.model_copy(update={"name": ""})}, "No name was found."),
        ({"work": (WORK.model_copy(update={"name": ""}),)}, "A job lacks its employer"),
        ({"work": (WORK.model_copy(update={"start_date": "2020"}),)}, "A job lacks its employer"),
        ({"work": (WORK.model_copy(update={"end_date": None}),)}, "A job lacks its employer"),
        ({"doubts": (Doubt(fact_id="w1", field="name", reason="Two names."),)}, "A job lacks its employer"),
        ({"education": ()}, "A section for work"),
        ({"skills": ()}, "A section for work"),
        ({"unplaced": (Unplaced(fact_id="u1", text="???"),)}, "Some lines were not understood."),
    ],
)
def test_each_gap_costs_and_is_told(changes: dict[str, object], said: str) -> None:
    score, sentences = parseability(WHOLE.model_copy(update=changes))
    assert 0 < score < 1
    assert any(sentence.startswith(said) for sentence in sentences)


def test_a_bare_year_costs_less_than_no_date() -> None:
    scores = [
        parseability(WHOLE.model_copy(update={"work": (WORK.model_copy(update={"start_date": date}),)}))[0]
        for date in (None, "2020", "2020-01")
    ]
    assert scores[0] < scores[1] < scores[2]


def field(
    part: Part, name: str, printed: str, *, read_as: str | None = None, pypdf: bool = True
) -> ReadField:
    seen = printed if read_as is None else read_as
    return ReadField(
        part=part,
        name=name,
        printed=printed,
        in_text={"PDFium": True, "pypdf": pypdf},
        read_as=seen,
        right=seen == printed,
    )


FIELDS = (
    field("contact", "Name", "Ada Quill"),
    field("contact", "E-mail", "ada@example.org"),
    field("contact", "Phone", "01632 960123"),
    field("work", "Title", "Analyst"),
    field("work", "Employer", "Fenwick Rail"),
    field("work", "Dates", "Jan 2020 – Present"),
    field("education", "School", "Norrvik"),
    field("skills", "Skill", "SQL"),
)


def back_with(*changed: ReadField, understood: float = 1.0) -> ReadBack:
    names = {each.name for each in changed}
    fields = (*changed, *(each for each in FIELDS if each.name not in names))
    return ReadBack(file="resume.pdf", fields=fields, understood=understood)


def test_a_finished_file_that_comes_back_whole_costs_nothing() -> None:
    assert parseability(WHOLE, back_with()) == parseability(WHOLE)


@pytest.mark.parametrize(
    ("changed", "cost", "said"),
    [
        (field("contact", "Name", "Ada Quill", read_as="Ada"), 0.15, "Name “Ada Quill”"),
        (field("contact", "E-mail", "ada@example.org", read_as=""), 0.15, "not read"),
        (field("contact", "Phone", "01632 960123", pypdf=False), 0.08, "pypdf did not give it"),
        (field("work", "Employer", "Fenwick Rail", read_as="Analyst"), 0.25 / 3, "read as “Analyst”"),
        (field("education", "School", "Norrvik", read_as=""), 0.1, "School “Norrvik”"),
        (field("skills", "Skill", "SQL", read_as=""), 0.1 / 3, "Skill “SQL”"),
    ],
)
def test_a_field_that_did_not_come_back_costs_its_share_and_is_named(
    changed: ReadField, cost: float, said: str
) -> None:
    score, sentences = parseability(WHOLE, back_with(changed))
    assert score == pytest.approx(1 - cost, abs=1e-4)
    assert len(sentences) == 1
    assert said in sentences[0]


def test_lines_of_the_finished_file_that_were_not_understood_cost() -> None:
    score, sentences = parseability(WHOLE, back_with(understood=0.5))
    assert score == pytest.approx(1 - 0.13 / 2)
    assert sentences == ("Some lines were not understood.",)


def test_a_doubt_about_the_uploaded_file_is_none_about_the_finished_one() -> None:
    doubted = WHOLE.model_copy(update={"doubts": (Doubt(fact_id="w1", field="name", reason="Two names."),)})
    assert parseability(doubted, back_with())[0] == 1.0 > parseability(doubted)[0]
