"""What counts as told: each rule by itself, and its promise for the score."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobwise.domain.ats import Score
from jobwise.domain.posting import JobAnalysis, Requirement
from jobwise.domain.profile import Basics, Interest, Item, Profile, Project, Skill
from jobwise.matching.counted_text import claimed
from jobwise.matching.evidence import match_requirements
from jobwise.matching.scoring import score
from jobwise.pipeline.job_analyzer import analyze_job
from jobwise.reading import read_resume
from tests.unit.matching.test_scoring_promises import settled, with_line

AS_OF = dt.date(2026, 11, 26)
SAMPLES = Path(__file__).parents[3] / "data" / "samples"
AD = (SAMPLES / "data-analyst-fenwick-rail.txt").read_text("utf-8")
JOB = analyze_job(AD)
ASKED = sorted({r.skill for r in JOB.requirements if r.skill and r.kind in {"tool", "skill"}})
MARA = read_resume("cv.md", (SAMPLES / "mara-lindqvist.md").read_bytes()).profile


@pytest.mark.parametrize(
    "text",
    [
        "I have no experience with SQL",
        "I do not know SQL",
        "Never used SQL",
        "I have not yet worked with SQL",
        "I am not familiar with SQL",
        "I lack any knowledge of SQL",
        "No SQL",
        "Reports without SQL.",
        "SQL: none",
        "SQL is new to me",
        "I would like to learn SQL",
        "Eager to learn SQL",
        "Interested in learning SQL",
        "Hoping to work with SQL",
        "Keine Kenntnisse in SQL",
        "Mit SQL habe ich keine Erfahrung",
        "Ich habe keine Erfahrung mit SQL",
        "SQL? Never touched it.",
        "SQL is a tool I want to learn",
        "SQL beherrsche ich noch nicht",
        "Ich möchte SQL lernen",
        "Sans expérience de SQL",
        "Je n'ai jamais utilisé SQL",
        "J'aimerais apprendre SQL",
        "Sin experiencia en SQL",
        "No tengo experiencia con SQL",
        "Me gustaría aprender SQL",
    ],
)
def test_what_is_denied_or_wished_for_does_not_count(text: str) -> None:
    assert "SQL" not in claimed(text)


@pytest.mark.parametrize(
    "text",
    [
        "Not only Excel, but SQL too",
        "Moved 14 reports to SQL with no downtime using SQL",
        "Ran SQL with no safety incidents",
        "Never missed a deadline in 6 years of SQL",
        "No experience with dbt, but six years of SQL",
        "Six years of SQL and no experience with dbt",
        "Not familiar with dbt; familiar with SQL",
        "I would like to learn dbt and I know SQL",
        "Without Excel, built reports in SQL",
        "Keine Kenntnisse in dbt, sechs Jahre SQL",
        "Sans expérience de dbt, mais six ans de SQL",
        "Planned rosters to cover 40 trains with SQL",
        "Willing to travel, SQL",
        "SQL reports – no accidents.",
    ],
)
def test_what_stands_beside_a_denial_counts(text: str) -> None:
    assert "SQL" in claimed(text)


@given(st.text("no SQL,.Iwantolear;:", max_size=60))
def test_every_place_stays_where_it_was(text: str) -> None:
    kept = claimed(text)
    assert len(kept) == len(text)
    assert all(new in (old, " ") for old, new in zip(text, kept, strict=True))


@pytest.mark.parametrize(
    ("line", "ad", "verdict"),
    [
        ("Basic knowledge of SQL", "", "near"),
        ("Currently learning SQL", "", "near"),
        ("Grundkenntnisse in SQL", "", "near"),
        ("Basic knowledge of SQL", "Basic knowledge of SQL", "met"),
        ("Basic knowledge of dbt. Wrote reports in SQL", "", "met"),
        ("Basic knowledge of dbt, advanced SQL", "", "met"),
        ("Taught machine learning in SQL", "", "met"),
    ],
)
def test_little_is_near_unless_little_is_asked_for(line: str, ad: str, verdict: str) -> None:
    asked = Requirement(
        id="r", text="SQL", start=0, end=3, kind="tool", importance="must", skill="SQL", sentence_end=len(ad)
    )
    analysis = JobAnalysis(requirements=(asked,), text=ad)
    (match,) = match_requirements(with_line(Profile(), line), analysis, AS_OF)
    assert match.verdict == verdict
    assert verdict == "met" or "close to" in match.explanation


def with_summary(profile: Profile, *lines: str) -> Profile:
    told = profile.basics.summary
    items = tuple(Item(fact_id=f"told{len(told) + n}", text=line) for n, line in enumerate(lines))
    basics = profile.basics.model_copy(update={"summary": (*told, *items)})
    return profile.model_copy(update={"basics": basics})


def numbers(result: Score) -> tuple[object, ...]:
    return result.ats_score, result.fit, result.must_haves_met, result.parts


_CLAUSES = (
    "I have no experience with {}",
    "I do not know {}",
    "I would like to learn {}",
    "Eager to learn {}",
)


@settings(deadline=None, max_examples=30)
@given(st.sampled_from(ASKED), st.sampled_from(_CLAUSES), st.booleans())
def test_a_denial_or_a_wish_gains_nothing(skill: str, clause: str, at_work: bool) -> None:
    text = clause.format(skill)
    richer = with_line(settled(MARA), text) if at_work else with_summary(settled(MARA), text)
    before, after = score(settled(MARA), JOB, AS_OF), score(richer, JOB, AS_OF)
    assert (after.ats_score, after.must_haves_met) == (before.ats_score, before.must_haves_met)
    assert after.fit <= before.fit + 1e-9


@settings(deadline=None, max_examples=20)
@given(st.integers(0, 200), st.integers(40, 400), st.sampled_from(["summary", "work", "interests"]))
def test_words_copied_from_the_ad_gain_nothing(first: int, count: int, where: str) -> None:
    """A passage of the ad wherever it is put, in one piece."""
    copied = " ".join(AD.split()[first : first + count])
    whole = with_summary(settled(MARA), "Data analyst.")
    if where == "summary":
        richer = with_summary(settled(MARA), "Data analyst.", copied)
    elif where == "work":
        richer = with_line(whole, copied)
    else:
        liked = Interest(fact_id="i", name=copied)
        richer = whole.model_copy(update={"interests": (*whole.interests, liked)})
    before, after = score(whole, JOB, AS_OF), score(richer, JOB, AS_OF)
    assert (after.ats_score, after.must_haves_met) == (before.ats_score, before.must_haves_met)
    assert after.fit <= before.fit + 1e-9


def test_the_lines_of_the_ad_one_by_one_gain_nothing() -> None:
    """Short lines too: what is copied is told by the lines around."""
    lines = [line.strip(" -*") for line in AD.splitlines() if line.strip()]
    highlights = tuple(Item(fact_id=f"c{n}", text=line) for n, line in enumerate(lines))
    whole = settled(MARA)
    copied = Project(fact_id="copied", highlights=highlights)
    richer = whole.model_copy(update={"projects": (*whole.projects, copied)})
    before, after = score(whole, JOB, AS_OF), score(richer, JOB, AS_OF)
    assert (after.ats_score, after.must_haves_met) == (before.ats_score, before.must_haves_met)
    assert numbers(score(with_summary(whole, *lines), JOB, AS_OF))[0] <= before.ats_score


def test_an_honest_list_of_skills_counts_in_the_order_of_the_ad() -> None:
    named = [r.skill for r in JOB.requirements if r.skill and r.kind in {"tool", "skill"}]
    skills = tuple(Skill(fact_id=f"s{n}", name=skill) for n, skill in enumerate(named))
    matches = score(Profile(skills=skills), JOB.model_copy(update={"text": ", ".join(named)}), AS_OF).matches
    met = {match.requirement_id for match in matches if match.verdict == "met"}
    assert {r.id for r in JOB.requirements if r.skill in named} <= met


@settings(deadline=None, max_examples=20)
@given(st.lists(st.sampled_from(ASKED), min_size=4, max_size=8, unique=True))
def test_a_list_of_words_counts_under_the_skills_and_nowhere_else(skills: list[str]) -> None:
    whole = with_summary(settled(Profile(basics=Basics(name="Ada Quill"))), "Data analyst.")
    before = score(whole, JOB, AS_OF)
    in_a_row = f"Keywords {' '.join(skills)} reports orchestration communication detail"
    for line in (", ".join(skills), f"Keywords: {', '.join(skills)}", in_a_row):
        stuffed = with_summary(whole, line)
        assert numbers(score(stuffed, JOB, AS_OF)) == numbers(before)
    liked = tuple(Interest(fact_id=f"i{n}", name=skill) for n, skill in enumerate(skills))
    assert numbers(score(whole.model_copy(update={"interests": liked}), JOB, AS_OF)) == numbers(before)
    listed = tuple(Skill(fact_id=f"s{n}", name=skill) for n, skill in enumerate(skills))
    answered = whole.model_copy(update={"skills": (*whole.skills, *listed)})
    assert score(answered, JOB, AS_OF).ats_score > before.ats_score


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "I have worked with SQL, Python, Tableau and Excel for six years."),
        ("en", "Data analyst, 6 years SQL, Python reports, steady hand"),
        ("pl", "Analityk danych, SQL, Python, raporty kolejowe"),
    ],
)
def test_a_sentence_of_the_summary_counts(language: str, line: str) -> None:
    one = with_summary(Profile(language=language), line)
    met = {m.requirement_id for m in score(one, JOB, AS_OF).matches if m.verdict == "met"}
    assert {r.skill for r in JOB.requirements if r.id in met} >= {"SQL", "Python"}


def test_the_samples_score_as_the_docs_tell() -> None:
    names = ("mara-lindqvist", "ines-carvalho", "joelle-mbeki", "tomasz-wierzba")
    people = (read_resume("cv.md", (SAMPLES / f"{name}.md").read_bytes()).profile for name in names)
    scores = [score(profile, JOB, AS_OF) for profile in people]
    assert [round(result.ats_score, 2) for result in scores] == [0.83, 0.15, 0.13, 0.13]
    assert [result.must_haves_met for result in scores] == [16, 0, 0, 0]


@pytest.mark.parametrize(
    ("name", "level", "keyword", "verdict"),
    [
        ("Want to learn", "", "SQL", "missing"),
        ("Not yet used", "", "SQL", "missing"),
        ("SQL", "none", "", "missing"),
        ("Databases", "", "SQL", "met"),
        ("SQL", "good", "", "met"),
    ],
)
def test_a_skill_is_read_with_its_group_and_level(name: str, level: str, keyword: str, verdict: str) -> None:
    keywords = (Item(fact_id="k", text=keyword),) if keyword else ()
    profile = Profile(skills=(Skill(fact_id="s", name=name, level=level, keywords=keywords),))
    asked = Requirement(id="r", text="SQL", start=0, end=3, kind="tool", importance="must", skill="SQL")
    (match,) = match_requirements(profile, JobAnalysis(requirements=(asked,)), AS_OF)
    assert match.verdict == verdict
