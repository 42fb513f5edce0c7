"""What is measured of a case's documents."""

from functools import cache
from typing import Any

import pytest

from jobwise.domain.ats import AtsReport, GateFinding
from jobwise.domain.documents import Document, Line
from jobwise.domain.experiment import BETTER, Measure
from jobwise.domain.match import CompiledProfile
from jobwise.domain.model_call import ModelUse, Usage
from jobwise.domain.posting import JobAnalysis
from jobwise.pipeline.document_generator import generate_documents
from jobwise.pipeline.job_analyzer import analyze_job
from jobwise.pipeline.measures import lix, measured, text_of
from jobwise.pipeline.profile_compiler import compile_profile
from jobwise.pipeline.quality_validator import validate_documents
from tests.golden_parts import AD, AS_OF, PROFILE, a_case


@cache
def made() -> tuple[JobAnalysis, CompiledProfile, AtsReport]:
    analysis = analyze_job(AD)
    compiled = compile_profile(PROFILE, analysis, as_of=AS_OF)
    documents = generate_documents(compiled, analysis, as_of=AS_OF)
    return analysis, compiled, validate_documents(documents, compiled, analysis, PROFILE, as_of=AS_OF)


def figures(*uses: ModelUse, report: AtsReport | None = None, **expects: Any) -> dict[Measure, float]:
    analysis, compiled, own = made()
    return measured(a_case(**expects), analysis, compiled, report or own, uses)


def with_letter(*texts: str) -> AtsReport:
    """The report with another letter."""
    report = made()[2]
    lines = tuple(Line(id=str(place), role="text", text=text) for place, text in enumerate(texts))
    letter: Document = report.documents.cover_letter.model_copy(update={"lines": lines})
    return report.model_copy(
        update={"documents": report.documents.model_copy(update={"cover_letter": letter})}
    )


def test_every_measure_is_there_but_a_judges() -> None:
    found = figures(asks=("SQL",))
    assert set(found) == set(Measure) - {Measure.JUDGED} == set(BETTER) - {Measure.JUDGED}
    assert Measure.FOUND not in figures()


def test_untrue_lines_are_the_gates_findings() -> None:
    finding = GateFinding(
        document="resume", line_id="1", verdict="blocked", claim="x", was="x", now="", reason="x"
    )
    repaired = finding.model_copy(update={"verdict": "repaired"})
    report = made()[2].model_copy(update={"findings": (finding, repaired, repaired)})
    found = figures(report=report)
    assert (found[Measure.STOPPED], found[Measure.REPAIRED], found[Measure.UNTRUE]) == (1, 2, 3)
    assert figures()[Measure.UNTRUE] == 0


def test_coverage_counts_must_haves_twice_and_duties_never() -> None:
    """The must-have is met, the nice-to-have is not: 2 of 3."""
    analysis, _, report = made()
    asked = {each.text: each.importance for each in analysis.requirements if each.kind != "responsibility"}
    assert asked == {"SQL": "must", "Power BI": "nice"}
    assert figures()[Measure.COVERAGE] == pytest.approx(2 / 3, abs=1e-9)
    missing = tuple(match.model_copy(update={"verdict": "near"}) for match in report.after.matches)
    nothing = report.model_copy(update={"after": report.after.model_copy(update={"matches": missing})})
    assert figures(report=nothing)[Measure.COVERAGE] == 0


def test_gain_is_the_score_after_minus_before() -> None:
    report = made()[2]
    assert figures()[Measure.GAIN] == report.after.ats_score - report.before.ats_score


def test_chosen_facts_that_are_printed_no_more_are_not_preserved() -> None:
    assert figures()[Measure.PRESERVED] == 1
    report = made()[2]
    kept = tuple(line for line in report.documents.resume.lines if "work-1-2" not in line.sources)
    assert len(kept) < len(report.documents.resume.lines)
    resume = report.documents.resume.model_copy(update={"lines": kept})
    less = report.model_copy(update={"documents": report.documents.model_copy(update={"resume": resume})})
    assert 0 < figures(report=less)[Measure.PRESERVED] < 1


@pytest.mark.parametrize(
    ("expects", "share"),
    [
        ({}, 1),
        ({"facts": ("work-1-1", "skill-1-1")}, 1),
        ({"facts": ("basics",), "never": ("tram",)}, 1),  # "trams" is another word
        ({"never": ("TRAMS",)}, 0),
        ({"never": ("sample trams", "forklift", "crane")}, 2 / 3),
        ({"resume_words": {"least": 1000}, "letter_words": {"most": 1000}}, 1 / 2),
        ({"tone": "formal"}, 1),
    ],
)
def test_each_expectation_counts_once(expects: dict[str, Any], share: float) -> None:
    assert figures(**expects)[Measure.EXPECTED] == pytest.approx(share, abs=1e-9)


@pytest.mark.parametrize(
    ("said", "plain", "formal"),
    [
        ("I plan shifts.", 1, 1),
        ("I don’t plan shifts.", 1, 0),
        ("I'm a planner.", 1, 0),
        ("The depot's shifts", 1, 1),
        ("I am passionate about shifts.", 0, 0),
        ("I plan shifts!", 0, 0),
    ],
)
def test_tones(said: str, plain: float, formal: float) -> None:
    report = with_letter(said)
    assert figures(report=report, tone="plain")[Measure.EXPECTED] == plain
    assert figures(report=report, tone="formal")[Measure.EXPECTED] == formal


def test_cliches_are_counted_in_a_thousand_words_of_both() -> None:
    report = with_letter("A passionate team player")
    words = len(text_of(report.documents.resume).replace("·", "").split()) + 4
    found = figures(report=report)
    assert found[Measure.CLICHES] == pytest.approx(2000 / words, rel=0.1)
    assert found[Measure.LETTER_WORDS] == 4


def test_readability_by_hand() -> None:
    # 9 words in 2 sentences; "planned" and "Wednesday" are long, "shifts" with its 6 letters is not.
    assert lix(["I planned the shifts. We met each Wednesday then."]) == pytest.approx(9 / 2 + 100 * 2 / 9)
    assert lix([]) == lix([""]) == 0


def test_demands_are_found_by_their_words_or_their_name() -> None:
    assert figures(asks=("SQL", "power bi", "juggling"))[Measure.FOUND] == pytest.approx(2 / 3, abs=1e-9)


def test_what_a_model_was_asked_for_it() -> None:
    read = ModelUse(task="analyse", model="m", prompt="reading@1", seconds=1, tries=1, cost_usd=0.1)
    reword = read.model_copy(
        update={"task": "reword", "seconds": 3, "repaired": True, "usage": Usage(asked=100, answered=20)}
    )
    letter = read.model_copy(update={"task": "letter", "seconds": 2, "tries": 2, "trouble": "Nonsense"})
    found = figures(read, reword, letter)
    assert found[Measure.SECONDS] == 4  # both documents at once
    assert found[Measure.TRIES] == 4
    assert found[Measure.FAILURES] == 2
    assert found[Measure.TOKENS] == 120
    assert found[Measure.COST] == pytest.approx(0.3)
