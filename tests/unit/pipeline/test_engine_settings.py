"""What the offline engine's settings change, and that the first ones change nothing."""

import datetime as dt
from typing import Any

import pytest

from jobwise.domain.documents import Documents
from jobwise.domain.engine_settings import FIRST, EngineSettings
from jobwise.pipeline.document_generator import generate_documents
from jobwise.pipeline.job_analyzer import analyze_job
from jobwise.pipeline.profile_compiler import compile_profile
from jobwise.reading import read_resume
from jobwise.settings import ROOT

SAMPLES = ROOT / "data" / "samples"
DAY = dt.date(2026, 3, 1)
AD = (SAMPLES / "data-analyst-fenwick-rail.txt").read_text("utf-8")
PROFILE = read_resume("mara-lindqvist.md", (SAMPLES / "mara-lindqvist.md").read_bytes()).profile


def changed(part: str, **values: Any) -> EngineSettings:
    own = getattr(FIRST, part).model_copy(update=values)
    return FIRST.model_copy(update={part: own})


def documents(settings: EngineSettings, pages: float = 2.0) -> Documents:
    analysis = analyze_job(AD)
    compiled = compile_profile(PROFILE, analysis, as_of=DAY, page_budget=pages, settings=settings)
    return generate_documents(compiled, analysis, as_of=DAY, settings=settings)


def lines(settings: EngineSettings, pages: float = 2.0) -> list[str]:
    return [line.text for line in documents(settings, pages).resume.lines]


@pytest.mark.parametrize("rule", ["verb_first", "ads_spelling", "asked_first", "summary"])
def test_each_rule_that_is_off_leaves_its_mark_and_loses_no_entry(rule: str) -> None:
    off = changed("wording", **{rule: False})
    was, now = documents(FIRST).resume, documents(off).resume
    entries = [[line.text for line in doc.lines if line.role == "entry"] for doc in (was, now)]
    assert entries[0] == entries[1]
    if rule == "summary":
        assert any(line.id.startswith("summary-") for line in was.lines)
        assert not any(line.id.startswith("summary-") for line in now.lines)
    elif rule == "verb_first":
        why = "This job has ended: the line begins with what you did, in the past."
        assert why not in {line.why for line in now.lines}


def test_the_weights_decide_which_lines_are_left_out() -> None:
    numbers = changed("selection", must=0.0, nice=0.0, number=1.0)
    assert lines(FIRST, 0.8) != lines(numbers, 0.8)
