import datetime as dt

import pytest

from jobwise.domain.ats import AtsReport, Score
from jobwise.domain.documents import Documents
from jobwise.domain.profile import Basics, Location, Profile
from jobwise.pipeline.pdf_exporter import export_documents, export_one, usual_design
from jobwise.rendering import EXPORTERS
from tests.contract.exported import document, line, resume

SCORE = Score(
    ats_score=0.5,
    parseability=1.0,
    must_haves=0.5,
    fit=0.4,
    must_haves_met=1,
    must_haves_total=2,
    parts=(),
    matches=(),
    engine_version="1",
    as_of=dt.date(2026, 11, 23),
)


def report() -> AtsReport:
    document_, profile, _ = resume()
    letter = document(line("name", "Mara Lindqvist"), line("text", "Dear team"), kind="cover_letter")
    return AtsReport(
        documents=Documents(resume=document_, cover_letter=letter, tailored=profile),
        before=SCORE,
        after=SCORE,
        lines_checked=0,
        findings=(),
        left_out=(),
        near_skills=(),
        advice=(),
    )


def test_a_run_makes_both_pdfs_and_the_structured_resume() -> None:
    files = export_documents(report(), EXPORTERS)
    assert [file.name for file in files] == ["resume.pdf", "cover_letter.pdf", "resume.json"]
    assert [file.content[:4] for file in files[:2]] == [b"%PDF", b"%PDF"]
    assert files[0].media_type == "application/pdf"


def test_a_format_without_an_exporter_is_not_made() -> None:
    assert export_documents(report(), {}) == ()
    assert [file.name for file in export_documents(report(), {"json": EXPORTERS["json"]})] == ["resume.json"]


def test_other_formats_are_made_when_asked_for() -> None:
    files = export_documents(report(), EXPORTERS, formats=("docx", "md", "txt"))
    assert {file.name for file in files} == {
        f"{kind}.{suffix}" for kind in ("resume", "cover_letter") for suffix in ("docx", "md", "txt")
    }


def test_one_document_in_one_format() -> None:
    file = export_one(report(), "cover_letter", EXPORTERS["txt"])
    assert file.name == "cover_letter.txt"
    assert b"Dear team" in file.content


@pytest.mark.parametrize(
    ("place", "paper"),
    [
        (Location(text="Leeds, United Kingdom", city="Leeds", region="United Kingdom"), "a4"),
        (Location(text="Austin, TX", city="Austin", region="TX"), "letter"),
        (Location(text="Boston, UK", city="Boston", region="UK"), "a4"),
        (Location(text="Toronto"), "letter"),
        (Location(text="Freiburg im Breisgau"), "a4"),
        (Location(country_code="US"), "letter"),
        (Location(), "a4"),
    ],
)
def test_the_paper_is_the_one_sold_where_the_person_lives(place: Location, paper: str) -> None:
    assert usual_design(Profile(basics=Basics(location=place))).paper == paper
