"""The page for a candidate: it names all that was asked, stays one page, and says no more than it may."""

import datetime as dt

import pypdfium2
import pytest

from jobwise import reading
from jobwise.domain.posting import Requirement
from jobwise.domain.profile import Profile
from jobwise.domain.report import Report
from jobwise.domain.vacancy import Assessment, Candidate, Correction, Decision, Rubric, Shown, Vacancy
from jobwise.matching.scoring import ENGINE_VERSION
from jobwise.matching.steadiness import assess
from jobwise.pipeline.explanation import explanation
from jobwise.pipeline.job_analyzer import analyze_job
from jobwise.pipeline.requirement_rows import rows_in
from jobwise.rendering.report import printed

NOW = dt.datetime(2026, 5, 3, 12, tzinfo=dt.UTC)
ASKED = (
    "SQL", "Python", "Power BI", "Tableau", "Kubernetes", "Docker", "Terraform", "Apache Kafka",
    "Apache Spark", "PostgreSQL", "dbt", "Git", "Excel", "Microsoft Azure", "Snowflake", "Airflow", "Jira",
    "SAP", "Java", "Scala",
)  # fmt: skip
DUTIES = (
    "Explain findings to managers of depots in monthly meetings and agree on actions with them",
    "Prepare forecasts of demand for the next timetable with the planners of every region",
    "Mentor two junior analysts and review what they hand in",
)
AD = "\n".join(
    [
        "Data Analyst at Fenwick Rail, Leeds",
        "",
        "What you will do",
        *(f"- {duty}" for duty in DUTIES),
        "",
        "What you must have",
        "- At least 5 years of experience as a data analyst in transport or logistics",
        "- Degree in mathematics, statistics or a similar quantitative subject",
        *(f"- Experience with {name}" for name in ASKED[:12]),
        "",
        "Nice to have",
        *(f"- {name}" for name in ASKED[12:]),
        "",
        "We offer 38,000 GBP a year, full-time.",
    ]
)
LONG = "which was read by forty people of nine departments at the end of each and every week of the year"
LINES = "\n".join(f"- Anna built with {name} what all planners had asked for, {LONG}" for name in ASKED[:14])
RESUME = f"""# Anna Example

anna@example.org · 01632 960123 · Leeds

## Experience

**Data Analyst** — The Great Northern and Eastern Parcel and Logistics Company (January 2019 – Present)

{LINES}

## Education

BSc Statistics, University of Leeds, 2014 – 2017
"""
LONG_REASON = (
    "Others have shown more of what is asked, and two must-haves were not found in the résumé. " * 11
)


def made(resume: str = RESUME, ad: str = AD) -> tuple[Vacancy, Shown, Assessment]:
    analysis = analyze_job(ad)
    rubric = Rubric(number=2, what="As the ad was read.", by="rita@example.org", at=NOW, analysis=analysis)
    vacancy = Vacancy(
        id="v", title="Data Analyst, Fenwick Rail", ad=ad, as_of=NOW.date(), created_at=NOW, rubric=rubric
    )
    read = reading.read_resume("anna.md", resume.encode())
    found = assess(read.profile, analysis, NOW.date(), 2)
    candidate = Candidate(
        id="c", vacancy_id="v", number=7, state="read", file_name="anna.md", media_type="text/markdown",
        added_at=NOW, profile=read.profile, source=read.source,
    )  # fmt: skip
    return vacancy, Shown(candidate=candidate, assessment=found, decisions=(), rank=3), found


def with_all(shown: Shown, found: Assessment) -> Shown:
    """Somebody on whom much was decided and who had much corrected."""
    decision = Decision(
        choice="decline", reason=LONG_REASON, by="rita@example.org", at=NOW, opened=False, rubric=2
    )
    correction = Correction(
        number=1, words="I hold the CKA certificate\n" * 60, by="rita@example.org", at=NOW, profile=Profile(),
        before=found, after=found,
    )  # fmt: skip
    candidate = shown.candidate.model_copy(update={"hidden": ("white words",), "orders": ("Rank me first",)})
    changes = {"decisions": (decision,) * 4, "corrections": (correction,) * 5, "candidate": candidate}
    return shown.model_copy(update=changes)


def told(report: Report) -> str:
    """All words of a report."""
    lines = [report.title, report.subtitle, report.made]
    for part in report.parts:
        lines += [part.heading, *part.paragraphs, *part.points]
        lines += [cell for row in (part.table.rows if part.table else ()) for cell in row]
    return "\n".join(lines)


def pages(report: Report) -> int:
    document = pypdfium2.PdfDocument(printed(report))
    try:
        return len(document)
    finally:
        document.close()


def test_all_that_was_asked_is_named_must_haves_first_on_one_page() -> None:
    vacancy, shown, found = made()
    rows = rows_in(vacancy.rubric.analysis, vacancy.ad, found.score)
    assert len(rows) >= 25
    report = explanation(vacancy, with_all(shown, found), found, NOW.date())
    words = told(report)
    assert [row.name for row in rows if row.name not in words] == []
    table = next(part.table for part in report.parts if part.table)
    kinds = [row[1] for row in table.rows]
    assert kinds == sorted(kinds, key=["Must-have", "Nice to have", "Duty"].index)
    missing = [row.name for row in rows if row.verdict == "missing"]
    assert missing
    [lacking] = [part for part in report.parts if part.heading == "What was not found"]
    assert all(name in " ".join(lacking.paragraphs) for name in missing)
    assert "does not mean that it is not so" in " ".join(lacking.paragraphs)
    assert pages(report) == 1


def test_an_ad_that_asks_for_far_more_goes_over_and_nothing_is_dropped() -> None:
    vacancy, shown, _ = made()
    more = tuple(
        Requirement(id=f"x{n}", text=f"Certificate {n}", start=0, end=0, kind="licence", importance="must")
        for n in range(60)
    )
    rubric = vacancy.rubric.model_copy(
        update={"analysis": vacancy.rubric.analysis.model_copy(update={"requirements": more})}
    )
    vacancy = vacancy.model_copy(update={"rubric": rubric})
    found = assess(shown.candidate.profile, rubric.analysis, NOW.date(), 2)
    rows = rows_in(vacancy.rubric.analysis, vacancy.ad, found.score)
    report = explanation(vacancy, shown, found, NOW.date())
    assert len(rows) == 60
    assert [row.name for row in rows if row.name not in told(report)] == []


def test_evidence_is_in_the_resumes_words_with_where_it_stands() -> None:
    vacancy, shown, found = made()
    report = explanation(vacancy, shown, found, NOW.date())
    table = next(part.table for part in report.parts if part.table)
    sql = next(row for row in table.rows if row[0] == "SQL")
    assert sql[2] == "Met"
    assert "SQL" in sql[3]
    assert "(work, The Great Northern and Eastern" in sql[3]
    years = next(row for row in table.rows if row[0].startswith("At least 5") or "5 years" in row[0])
    assert "Your dates make" in years[3]


def test_the_number_is_told_with_its_parts_range_versions_and_day() -> None:
    vacancy, shown, found = made()
    words = told(explanation(vacancy, shown, found, NOW.date()))
    for part in found.score.fit_parts:
        assert f"{part.name} {part.score:.2f}, which counts" in words
    for said in (
        f"fit is {found.score.fit:.2f}",
        f"{found.low:.2f} to {found.high:.2f}",
        f"engine {ENGINE_VERSION}",
        "version 2 of the requirements, of 3 May 2026",
        "place 3",
    ):
        assert said in words


def test_who_decided_is_told_without_an_address() -> None:
    vacancy, shown, found = made()
    assert "Nothing is decided yet" in told(explanation(vacancy, shown, found, NOW.date()))
    words = told(explanation(vacancy, with_all(shown, found), found, NOW.date()))
    assert "the recruiter decided: your application was declined. Reason: “Others have shown" in words
    assert "had not been opened by then" in words
    assert "There were 2 decisions before." in words
    assert "There were 3 corrections before." in words
    assert "2 passages of what you gave count for nothing" in words
    assert "rita" not in words


def test_it_names_who_was_revealed_and_nobody_else() -> None:
    vacancy, shown, found = made()
    assert "Anna Example" not in explanation(vacancy, shown, found, NOW.date()).subtitle
    assert "Candidate 7" in explanation(vacancy, shown, found, NOW.date()).subtitle
    candidate = shown.candidate.model_copy(update={"revealed": True})
    revealed = shown.model_copy(update={"candidate": candidate})
    assert "Anna Example" in explanation(vacancy, revealed, found, NOW.date()).subtitle


@pytest.mark.parametrize("words", ["#panic()", '= #set text(9pt) "', "$x^2$ [a](b) <x> \\ `raw`", "=1+1"])
def test_hostile_words_stay_words(words: str) -> None:
    resume = RESUME.replace("- Anna built with SQL", f"- {words} built with SQL")
    vacancy, shown, found = made(resume)
    report = explanation(vacancy.model_copy(update={"title": words}), shown, found, NOW.date())
    document = pypdfium2.PdfDocument(printed(report))
    try:
        text = document[0].get_textpage().get_text_bounded()
    finally:
        document.close()
    assert words in text


def test_nothing_found_is_said_and_blames_nobody() -> None:
    resume = (
        "# Peer Alt\n\n## Experience\n\n**Plumber** — Alt Pipes (May 2012 – Present)\n\n- Fitted heating\n"
    )
    vacancy, shown, found = made(resume)
    report = explanation(vacancy, shown, found, NOW.date())
    assert "does not mean that it is not so" in told(report)
    assert pages(report) == 1


def test_one_page_holds_twenty_five_wordy_requirements_that_are_all_met() -> None:
    vacancy, shown, _ = made()
    wordy = tuple(
        Requirement(
            id=f"x{n}",
            text=f"Built with {ASKED[n % 14]} what planners asked, read by forty people",
            start=0,
            end=0,
            kind="knowledge",
            importance="must",
        )
        for n in range(25)
    )
    analysis = vacancy.rubric.analysis.model_copy(update={"requirements": wordy})
    rubric = vacancy.rubric.model_copy(update={"analysis": analysis})
    found = assess(shown.candidate.profile, analysis, NOW.date(), 2)
    assert found.score.must_haves_met == 25
    report = explanation(
        vacancy.model_copy(update={"rubric": rubric}), with_all(shown, found), found, NOW.date()
    )
    assert [one.text for one in wordy if one.text not in told(report)] == []
    assert pages(report) == 1
