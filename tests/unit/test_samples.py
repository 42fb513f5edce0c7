"""Our own samples, from file to score: what fits scores high, what does not stays low."""

import datetime as dt
from pathlib import Path

import pytest

from jobwise import reading
from jobwise.pipeline.stages import PipelineResult, run_pipeline
from jobwise.reading import read_resume
from jobwise.rendering import EXPORTERS

SAMPLES = Path(__file__).resolve().parents[2] / "data" / "samples"
AS_OF = dt.date(2026, 11, 23)


def tailored(resume: str, ad: str) -> PipelineResult:
    path = SAMPLES / resume
    profile = read_resume(path.name, path.read_bytes()).profile
    job = (SAMPLES / ad).read_text(encoding="utf-8")
    return run_pipeline(profile, job, as_of=AS_OF, exporters=EXPORTERS, reader=reading)


@pytest.mark.parametrize("resume", ["mara-lindqvist.md", "mara-lindqvist.pdf"])
def test_the_pair_that_fits_scores_high_and_needs_no_repair(resume: str) -> None:
    report = tailored(resume, "data-analyst-fenwick-rail.txt").report
    assert report.after.ats_score >= 0.8
    assert report.after.ats_score >= report.before.ats_score
    assert report.findings == ()


@pytest.mark.parametrize(
    ("resume", "ad"),
    [
        ("ines-carvalho.md", "backend-engineer-quillfork.txt"),
        ("tomasz-wierzba.md", "management-accountant-brayfield.txt"),
        ("joelle-mbeki.md", "marketing-manager-osierlane.txt"),
    ],
)
def test_a_pair_that_does_not_fit_stays_low(resume: str, ad: str) -> None:
    report = tailored(resume, ad).report
    assert report.after.ats_score < 0.5
    assert report.findings == ()


def test_what_she_lacks_is_not_called_met() -> None:
    result = tailored("mara-lindqvist.pdf", "data-analyst-fenwick-rail.txt")
    names = {r.id: r.skill or r.text for r in result.analysis.requirements}
    verdicts = {names[match.requirement_id]: match.verdict for match in result.report.after.matches}
    assert verdicts["dbt"] == "missing"
    assert verdicts["Kubernetes"] == "near"
    assert verdicts["SQL"] == "met"
    assert any("Kubernetes" in near.question for near in result.report.near_skills)


def test_nothing_of_the_profile_is_lost_without_a_reason() -> None:
    result = tailored("mara-lindqvist.pdf", "data-analyst-fenwick-rail.txt")
    path = SAMPLES / "mara-lindqvist.pdf"
    profile = read_resume(path.name, path.read_bytes()).profile
    printed = {source for line in result.report.documents.resume.lines for source in line.sources}
    left = {gone.fact_id for gone in result.report.left_out if gone.reason}
    assert {fact.fact_id for fact in profile.facts()} <= printed | left
