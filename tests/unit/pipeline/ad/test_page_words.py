"""What a job site writes around an ad is no part of it."""

import pytest

from jobwise.pipeline.ad.page_words import without_page_words
from jobwise.pipeline.job_analyzer import analyze_job

COPIED = """Back to all openings
Payroll Officer
Kestrel & Rowe
Limerick, Ireland · Reposted 2 weeks ago · 143 applicants
Easy Apply
Save
Responses managed off LinkedIn
About the job
You run the payroll of 300 people and answer their questions.
Requirements
Knowledge of SAP
Job function
Accounting and Information Technology
Industries
Software Development
Show more
"""


@pytest.mark.parametrize(
    "line",
    [
        "Easy Apply",
        "Apply now",
        "← Back to jobs",
        "Share this job",
        "Reposted 4 days ago",
        "Over 100 applicants",
        "4.1",
        "3,214 reviews",
        "Set alert for similar jobs",
        "Accept all cookies",
        "We use cookies to make this site better.",
        "By clicking Apply, you agree to our terms.",
        "Vor 5 Tagen",
        "Postuler",
        "Publicada hace 2 días",
        "Department: Human Resources",
        "First name *",
    ],
)
def test_a_line_of_the_site_is_blanked(line: str) -> None:
    assert without_page_words(line).strip() == ""


@pytest.mark.parametrize(
    "line",
    [
        "Apply coatings by hand and by spray",
        "Save lives with us",
        "By applying lean methods you shorten the time to delivery",
        "Share what you know with apprentices",
        "Report to the head of finance",
        "New builds and repairs",
        "Industries we serve: rail, water",
        "View drawings and set up machines",
    ],
)
def test_a_line_of_the_ad_stays(line: str) -> None:
    assert without_page_words(line) == line


def test_pictures_are_blanked_but_for_marks_of_lists() -> None:
    assert without_page_words("🚀 Cook 🚀\n✔ knives") == "  Cook  \n✔ knives"


def test_every_other_word_keeps_its_place() -> None:
    plain = without_page_words(COPIED)
    assert len(plain) == len(COPIED)
    assert plain.index("Knowledge of SAP") == COPIED.index("Knowledge of SAP")


def test_a_part_of_a_line_is_blanked_alone() -> None:
    assert without_page_words("Limerick, Ireland · 143 applicants").strip() == "Limerick, Ireland"


def test_an_ad_is_read_without_the_words_of_its_site() -> None:
    analysis = analyze_job(COPIED)
    assert (analysis.title, analysis.employer) == ("Payroll Officer", "Kestrel & Rowe")
    assert analysis.location == "Limerick, Ireland"
    asked = {r.skill for r in analysis.requirements if r.skill}
    assert "SAP" in asked
    assert not asked & {"LinkedIn", "software development", "information technology"}
    assert all(COPIED[r.start : r.end] == r.text for r in analysis.requirements)
