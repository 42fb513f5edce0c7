"""What answers a requirement, what is only near, and where the words stand."""

import datetime as dt

import pytest

from jobwise.domain.match import RequirementMatch
from jobwise.domain.posting import JobAnalysis, Requirement, RequirementKind
from jobwise.domain.profile import Education, Item, Language, Profile, Skill, Unplaced, Work
from jobwise.matching.evidence import match_requirements

AS_OF = dt.date(2026, 11, 23)


def asking(*rows: tuple[str, RequirementKind], **changes: object) -> JobAnalysis:
    requirements = tuple(
        Requirement(id=f"r{n}", text=text, start=0, end=len(text), kind=kind, importance="must").model_copy(
            update=changes
        )
        for n, (text, kind) in enumerate(rows)
    )
    return JobAnalysis(title="Analyst", requirements=requirements)


def did(*lines: str, **fields: str) -> Profile:
    items = tuple(Item(fact_id=f"h{n}", text=line) for n, line in enumerate(lines))
    job = Work(
        fact_id="job",
        name="Alder & Co",
        position="Clerk",
        start_date="2020-01",
        end_date="2022-12",
        highlights=items,
    ).model_copy(update=fields)
    return Profile(work=(job,))


def matched(profile: Profile, analysis: JobAnalysis) -> RequirementMatch:
    return match_requirements(profile, analysis, AS_OF)[0]


def test_the_same_words_are_exact_and_their_place_is_told() -> None:
    match = matched(did("Wrote SQL reports"), asking(("SQL", "tool")))
    [evidence] = match.evidence
    assert (match.verdict, evidence.how, evidence.fact_id) == ("met", "exact", "h0")
    assert evidence.text[evidence.start : evidence.end] == "SQL"
    assert "Alder & Co" in match.explanation


def test_another_name_of_the_skill_is_an_alias() -> None:
    match = matched(did("Moved the bookings to Postgres"), asking(("PostgreSQL", "tool")))
    assert (match.verdict, match.evidence[0].how) == ("met", "alias")


def test_a_narrower_skill_answers_a_broader_one_and_not_the_other_way_round() -> None:
    narrower = matched(did("Moved the bookings to PostgreSQL"), asking(("relational databases", "knowledge")))
    broader = matched(did("Knows relational databases"), asking(("PostgreSQL", "tool")))
    assert (narrower.verdict, narrower.evidence[0].how) == ("met", "narrower")
    assert broader.verdict != "met"


def test_a_sister_skill_is_near_and_never_met() -> None:
    match = matched(did("Ran Docker Swarm for the reports"), asking(("Kubernetes", "tool")))
    assert match.verdict == "near"
    assert all(evidence.how == "near" for evidence in match.evidence)


def test_nothing_is_missing_with_a_sentence() -> None:
    match = matched(did("Sold bread"), asking(("Kubernetes", "tool")))
    assert (match.verdict, match.evidence, match.score) == ("missing", (), 0.0)
    assert "Kubernetes" in match.explanation


def test_a_phrase_is_met_by_its_words_in_any_inflection() -> None:
    match = matched(
        did("Planned the rosters of 64 drivers"), asking(("planning driver rosters", "responsibility"))
    )
    assert match.verdict == "met"


def test_years_at_two_jobs_at_once_count_once() -> None:
    first = did("Sold bread").work[0]
    second = first.model_copy(update={"fact_id": "job2"})
    analysis = asking(("4 years of experience", "experience"), years=4.0)
    match = matched(Profile(work=(first, second)), analysis)
    assert match.verdict == "near"
    assert "3 years" in match.explanation


def test_years_count_to_the_day_that_is_given() -> None:
    profile = did("Sold bread", end_date="present")
    analysis = asking(("6 years of experience", "experience"), years=6.0)
    assert match_requirements(profile, analysis, dt.date(2026, 11, 1))[0].verdict == "met"
    assert match_requirements(profile, analysis, dt.date(2024, 11, 1))[0].verdict == "near"


@pytest.mark.parametrize(
    ("held", "area", "verdict"),
    [
        ("MSc", "Mathematics", "met"),
        ("BSc", "Mathematics", "met"),
        ("BA", "Fine arts", "near"),
        ("HND", "Mathematics", "near"),
        ("A levels", "", "missing"),
    ],
)
def test_a_degree_is_held_to_its_level_and_subject(held: str, area: str, verdict: str) -> None:
    school = Education(fact_id="e", institution="Aldermoor", study_type=held, area=area)
    analysis = asking(("Bachelor's degree in mathematics or statistics", "education"))
    assert matched(Profile(education=(school,)), analysis).verdict == verdict


@pytest.mark.parametrize(
    ("fluency", "verdict"), [("native", "met"), ("C1", "met"), ("A2", "near"), ("", "met")]
)
def test_a_language_is_held_to_its_level(fluency: str, verdict: str) -> None:
    spoken = Language(fact_id="l", language="German", fluency=fluency)
    assert matched(Profile(languages=(spoken,)), asking(("fluent German", "language"))).verdict == verdict


def test_any_one_of_a_group_answers_all_of_it() -> None:
    analysis = asking(("Python", "tool"), ("R", "tool"), group="g1")
    python, r = match_requirements(did("Wrote Python"), analysis, AS_OF)
    assert (python.verdict, r.verdict) == ("met", "met")
    assert r.evidence == python.evidence


def test_what_was_not_understood_does_not_count() -> None:
    profile = Profile(unplaced=(Unplaced(fact_id="u", text="SQL, Python"),))
    assert matched(profile, asking(("SQL", "tool"))).verdict == "missing"


def test_work_weighs_more_than_a_list() -> None:
    listed = Profile(skills=(Skill(fact_id="s", name="Tools", keywords=(Item(fact_id="k", text="SQL"),)),))
    assert (
        matched(did("Wrote SQL"), asking(("SQL", "tool"))).score
        > matched(listed, asking(("SQL", "tool"))).score
    )
