"""A case that a person gives holds nothing that tells who they are, and all that the score goes by."""

import datetime as dt

from jobwise.domain.posting import JobAnalysis
from jobwise.domain.profile import (
    Basics,
    Education,
    Item,
    Location,
    Profile,
    Reference,
    Unplaced,
    Work,
)
from jobwise.pipeline.given_case import given_case
from jobwise.pipeline.job_analyzer import analyze_job

AD = """Data Analyst

Fenwick Rail · Leeds, United Kingdom

Fenwick Rail is looking for a data analyst in Leeds.

Requirements
- SQL and Power BI
- 3 years of experience

Write to Ms Harriet Blackwood, jobs@fenwick.example, +44 113 496 0142."""
PROFILE = Profile(
    basics=Basics(
        name="Mara Lindqvist",
        label="Data Analyst",
        email="mara@example.org",
        phone="+44 113 496 0187",
        location=Location(text="Ilkley, United Kingdom", city="Ilkley"),
    ),
    work=(
        Work(
            fact_id="w1",
            name="Northgate Parcel Ltd",
            position="Data Analyst",
            location="Ilkley",
            start_date="2021-03",
            end_date="present",
            highlights=(
                Item(fact_id="w1-1", text="Built 14 Power BI dashboards for Northgate Parcel Ltd in Ilkley"),
                Item(fact_id="w1-2", text="Mara Lindqvist wrote SQL (mara@example.org)"),
            ),
        ),
    ),
    education=(
        Education(fact_id="e1", institution="University of Aldermoor", area="Mathematics", study_type="BSc"),
    ),
    references=(Reference(fact_id="r1", name="Bo Ek", reference="Mara is kind."),),
    unplaced=(Unplaced(fact_id="u1", text="Lindqvist, born 1990"),),
)
TELLING = (
    "Mara", "Lindqvist", "mara@", "0187", "0142", "Ilkley", "Northgate", "Aldermoor", "Fenwick",
    "Leeds", "Blackwood", "Bo Ek", "1990",
)  # fmt: skip


def test_it_tells_nobody_and_keeps_what_counts() -> None:
    case = given_case("given-1", PROFILE, "", "cv.pdf", AD, analyze_job(AD), dt.date(2026, 3, 4))
    told = case.model_dump_json()
    assert [word for word in TELLING if word in told] == []
    assert case.source == "person"
    texts = {fact.fact_id: fact.text for fact in case.profile.facts()}
    assert texts["w1-1"] == "Built 14 Power BI dashboards for Firm B in [place]"
    assert (case.profile.work[0].start_date, case.profile.work[0].position) == ("2021-03", "Data Analyst")
    assert "Firm A is looking for a data analyst in [place]." in case.job_text
    assert "- SQL and Power BI" in case.job_text


def test_a_profile_of_few_words_and_an_ad_of_nobody_do() -> None:
    bare = Profile(work=(Work(fact_id="w1", position="Cook"),))
    case = given_case(
        "given-1", bare, "", "cv.pdf", "We need a cook.", JobAnalysis(title="Cook"), dt.date.min
    )
    assert (case.title, case.job_text) == ("Cook", "We need a cook.")
