"""No invented number, date, name or skill in the finished PDFs of our own samples."""

import datetime as dt
from pathlib import Path

import pytest

from benchmarks.read_back import inventions, pdf_text, without
from jobwise import reading
from jobwise.pipeline.stages import run_pipeline
from jobwise.reading import read_resume
from jobwise.rendering import EXPORTERS

SAMPLES = Path(__file__).resolve().parents[2] / "data" / "samples"
RESUMES = sorted(SAMPLES.glob("*.md"))
ADS = sorted(SAMPLES.glob("*.txt"))
TODAY = dt.date(2026, 11, 23)


@pytest.mark.parametrize("resume", RESUMES, ids=lambda path: path.stem)
@pytest.mark.parametrize("ad", ADS, ids=lambda path: path.stem)
def test_the_finished_pdfs_say_nothing_that_the_resume_lacks(resume: Path, ad: Path) -> None:
    read = read_resume(resume.name, resume.read_bytes())
    job = ad.read_text(encoding="utf-8")
    result = run_pipeline(read.profile, job, as_of=TODAY, exporters=EXPORTERS, reader=reading)
    files = {file.name: file.content for file in result.files}
    tailored = result.report.documents.tailored
    names = [name for job in tailored.work for name in (job.name, job.position)]
    names += [school.institution for school in tailored.education]
    own = resume.read_text(encoding="utf-8")
    of_the_ad = f"{result.analysis.employer} {result.analysis.title} {TODAY:%d %B %Y}"

    assert inventions(own, pdf_text(files["resume.pdf"]), names, allowed="", today=TODAY) == []
    letter = without(pdf_text(files["cover_letter.pdf"]), result.report.documents)
    assert inventions(own, letter, [], allowed=of_the_ad, today=TODAY) == []


OWN = "Data Analyst, Northgate Parcel. March 2021 to present. Cut report time by 40% with SQL. 12 depots."


@pytest.mark.parametrize(
    ("printed", "found"),
    [
        ("Cut report time by 60% with SQL", ["number: 60"]),
        ("Data Analyst, April 2021", ["date: 2021-04"]),
        ("Wrote SQL and Kubernetes", ["skill: Kubernetes"]),
        ("9 years of data", ["number: 9"]),
        ("5 years of data", []),
        ("Mar 2021: twelve of 12 depots, SQL", []),
    ],
)
def test_the_check_sees_what_was_added(printed: str, found: list[str]) -> None:
    assert inventions(OWN, printed, [], allowed="", today=TODAY) == found


def test_the_check_sees_a_changed_employer() -> None:
    assert inventions(OWN, "", ["Northgate Rail"], allowed="", today=TODAY) == ["name: Northgate Rail"]
