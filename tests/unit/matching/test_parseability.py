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
