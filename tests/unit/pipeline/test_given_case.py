"""A case that a person gives holds nothing that tells who they are, and all that the score goes by."""

import datetime as dt

import pytest

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


@pytest.mark.parametrize(
    ("firm", "said", "told"),
    [
        ("HP", "I sold HP printers", "I sold Firm B printers"),
        ("3M", "3M Health", "Firm B Health"),
        ("IT", "Made it work at IT", "Made it work at Firm B"),
        ("hp", "hp", "Firm B"),
        ("Fenwick Rail Ltd", "Fenwick Rail is looking", "Firm B is looking"),
        ("Fenwick Rail Ltd", "Join Fenwick, FENWICK or Fenwick's", "Join Firm B, Firm B or Firm B's"),
        ("Fenwick Rail, Inc.", "Fenwick Rail and fenwick rail", "Firm B and Firm B"),
        ("fenwick rail", "Join Fenwick: jobs@fenwick.example", "Join Firm B: [contact]"),
        ("Quandt GmbH & Co. KG", "Quandt ist ein Haus", "Firm B ist ein Haus"),
        ("Aceros Ruiz, S. A.", "En Aceros Ruiz y en Aceros", "En Firm B y en Firm B"),
        ("Data Harbour Ltd", "Data Analyst at Data Harbour", "Data Analyst at Firm B"),
        ("Data Ltd", "Data Analyst for data at Data Ltd", "Data Analyst for data at Firm B"),
        ("Power Grid Ltd", "Power BI for Power Grid", "Power BI for Firm B"),
        ("University Hospital Brackwell", "A University degree", "A University degree"),
        ("The Alderney Bank", "The bank and The Alderney", "The bank and Firm B"),
    ],
)
def test_a_firm_is_hidden_however_it_is_called(firm: str, said: str, told: str) -> None:
    job = Work(
        fact_id="w1", name=firm, position="Data Analyst", highlights=(Item(fact_id="w1-1", text=said),)
    )
    ad = "Data Analyst\n\nNorthgate needs the best: SQL."
    analysis = JobAnalysis(title="Data Analyst", employer="Northgate")
    case = given_case("given-1", Profile(work=(job,)), "", "cv.pdf", ad, analysis, dt.date.min)
    assert case.profile.work[0].highlights[0].text == told
    assert case.profile.work[0].name == "Firm B"
    assert case.profile.work[0].position == "Data Analyst"
    assert case.job_text == "Data Analyst\n\nFirm A needs the best: SQL."


def test_a_firm_of_the_ad_and_the_resume_is_one_however_it_is_written() -> None:
    job = Work(fact_id="w1", name="Northgate Parcel GmbH", position="Driver", location="Ås")
    analysis = JobAnalysis(title="Driver", employer="Northgate Parcel")
    ad = "Driver\n\nNorthgate Parcel in Ås. Join Northgate!"
    case = given_case("given-1", Profile(work=(job,)), "", "cv.pdf", ad, analysis, dt.date.min)
    assert (case.profile.work[0].name, case.profile.work[0].location) == ("Firm A", "[place]")
    assert case.job_text == "Driver\n\nFirm A in [place]. Join Firm A!"
