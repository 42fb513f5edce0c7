"""The samples through the whole pipeline: the pair that fits scores high, the others low."""

import datetime as dt
from functools import cache
from pathlib import Path

import pytest

from jobwise.pipeline.stages import PipelineResult, run_pipeline
from jobwise.reading import read_resume

SAMPLES = Path(__file__).parents[2] / "data" / "samples"
AS_OF = dt.date(2026, 11, 22)
MISMATCHES = (
    ("ines-carvalho", "backend-engineer-quillfork"),
    ("tomasz-wierzba", "management-accountant-brayfield"),
    ("joelle-mbeki", "marketing-manager-osierlane"),
)


@cache
def run(resume: str, ad: str) -> PipelineResult:
    name = f"{resume}.md"
    profile = read_resume(name, (SAMPLES / name).read_bytes()).profile
    text = (SAMPLES / f"{ad}.txt").read_text(encoding="utf-8")
    return run_pipeline(profile, text, as_of=AS_OF, exporters={})


def test_the_pair_that_fits_scores_high_and_tailoring_does_not_lower_it() -> None:
    report = run("mara-lindqvist", "data-analyst-fenwick-rail").report
    assert report.after.ats_score >= 0.85
    assert report.after.ats_score >= report.before.ats_score


@pytest.mark.parametrize(("resume", "ad"), MISMATCHES)
def test_a_pair_that_does_not_fit_scores_low(resume: str, ad: str) -> None:
    result = run(resume, ad)
    assert result.report.after.ats_score < 0.5
    assert result.report.after.fit < 0.35
    assert len(result.analysis.requirements) >= 8


@pytest.mark.parametrize(("resume", "ad"), MISMATCHES)
def test_an_ad_prefers_the_person_of_its_trade(resume: str, ad: str) -> None:
    fitting = run("mara-lindqvist", "data-analyst-fenwick-rail").report.after
    stranger = run(resume, "data-analyst-fenwick-rail").report.after
    assert stranger.ats_score < fitting.ats_score
    assert stranger.must_haves_met < fitting.must_haves_met
