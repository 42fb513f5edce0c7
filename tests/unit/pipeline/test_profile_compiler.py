"""Stage 2: the choice keeps what has to stay, invents nothing and tells what it leaves out."""

import datetime as dt

import pytest

from jobwise.domain.match import CompiledProfile
from jobwise.domain.posting import JobAnalysis, Requirement
from jobwise.domain.profile import (
    Basics,
    Education,
    Interest,
    Item,
    Language,
    Profile,
    Project,
    Reference,
    Skill,
    Unplaced,
    Work,
)
from jobwise.pipeline.profile_compiler import REFERENCES, TOLD_AGAIN, TOO_OLD, UNPLACED, compile_profile
from tests.invented_people import analysis_of, people

AS_OF = dt.date(2026, 11, 22)


def items(prefix: str, *texts: str) -> tuple[Item, ...]:
    return tuple(Item(fact_id=f"{prefix}{n}", text=text) for n, text in enumerate(texts))


PERSON = Profile(
    basics=Basics(name="Ada Quill", summary=items("sum", "Analyst of trains.")),
    work=(
        Work(
            fact_id="old",
            name="Brayfield",
            position="Clerk",
            start_date="2012-01",
            end_date="2014-01",
            highlights=items(
                "o", *(f"Filed {n} kinds of forms" for n in range(40)), "Wrote PostgreSQL reports"
            ),
        ),
        Work(
            fact_id="new",
            name="Fenwick Rail",
            position="Analyst",
            start_date="2020-01",
            end_date="present",
            highlights=items("n", "Counted trains", "Answered letters", "Ran MySQL for 3 depots"),
        ),
    ),
    education=(Education(fact_id="edu", institution="Norrvik", study_type="BSc", area="Statistics"),),
    skills=(Skill(fact_id="skl", name="Databases", keywords=items("k", "MySQL", "DuckDB")),),
    projects=(Project(fact_id="prj", name="Timetables", highlights=items("p", "Drew timetables")),),
    languages=(Language(fact_id="lng", language="German", fluency="C1"),),
    interests=(Interest(fact_id="int", name="Chess"),),
    references=(Reference(fact_id="ref", name="Bo Lind"),),
    unplaced=(Unplaced(fact_id="unp", text="~~~"),),
)


def ad(*skills: str) -> JobAnalysis:
    return JobAnalysis(
        requirements=tuple(
            Requirement(id=f"r{n}", text=s, start=0, end=len(s), kind="tool", importance="must", skill=s)
            for n, s in enumerate(skills)
        )
    )


def compiled(budget: float = 1.0, *skills: str) -> CompiledProfile:
    return compile_profile(PERSON, ad(*(skills or ("PostgreSQL",))), as_of=AS_OF, page_budget=budget)


@pytest.mark.parametrize("budget", [0.0, 0.5, 1.0, 2.0, 9.0])
def test_every_fact_is_in_the_choice_or_in_the_list_of_what_is_left_out(budget: float) -> None:
    result = compiled(budget)
    kept = {fact.fact_id for fact in result.profile.facts()}
    left = [out.fact_id for out in result.left_out]
    assert kept | set(left) == {fact.fact_id for fact in PERSON.facts()}
    assert not kept & set(left)
    assert len(left) == len(set(left))
    assert all(out.reason for out in result.left_out)


@pytest.mark.parametrize("name", sorted(people()))
@pytest.mark.parametrize("budget", [0.3, 2.0])
def test_no_fact_is_invented_or_lost(name: str, budget: float) -> None:
    person = people()[name]
    result = compile_profile(person, ad("Python", "SQL"), as_of=AS_OF, page_budget=budget)
    own = {fact.fact_id: fact.text for fact in person.facts()}
    kept = {fact.fact_id: fact.text for fact in result.profile.facts()}
    assert kept.items() <= own.items()
    assert set(own) - set(kept) == {out.fact_id for out in result.left_out}
    assert all(own[out.fact_id] == out.text for out in result.left_out)


def test_references_and_lines_that_were_not_understood_are_left_out_with_their_reasons() -> None:
    reasons = {out.fact_id: out.reason for out in compiled(9.0).left_out}
    assert reasons == {"ref": REFERENCES, "unp": UNPLACED}


def test_jobs_schools_languages_and_skills_stay_without_any_room() -> None:
    kept = {fact.fact_id for fact in compiled(0.0).profile.facts()}
    assert {"old", "new", "edu", "lng", "skl", "k0", "k1", "n0", "n1", "o0", "o1"} <= kept
    assert not {"prj", "int", "sum0"} & kept


def test_the_line_that_is_asked_for_is_chosen_and_stands_first() -> None:
    result = compiled(1.0)
    assert [job.fact_id for job in result.profile.work] == ["new", "old"]
    assert result.profile.work[1].highlights[0].text == "Wrote PostgreSQL reports"
    assert len(result.profile.work[1].highlights) < 41
    choice = next(choice for choice in result.choices if choice.fact_id == "o40")
    assert choice.requirement_ids == ("r0",)


def test_the_budget_is_kept_and_more_room_holds_more() -> None:
    results = [compiled(budget) for budget in (0.8, 1.0, 2.0)]
    assert all(result.lines_used <= result.lines_budget for result in results)
    assert len(results[0].choices) < len(results[1].choices) <= len(results[2].choices)


def test_a_near_skill_is_asked_about_and_never_put_in() -> None:
    near = compile_profile(PERSON.model_copy(update={"work": PERSON.work[1:]}), ad("PostgreSQL"), as_of=AS_OF)
    assert [(skill.skill, skill.near) for skill in near.near_skills] == [("PostgreSQL", "MySQL")]
    assert near.near_skills[0].question.endswith("Have you used PostgreSQL?")
    assert not any("PostgreSQL" in fact.text for fact in near.profile.facts())


def test_the_same_input_gives_the_same_choice() -> None:
    assert compiled(1.0, "PostgreSQL", "Tableau") == compiled(1.0, "PostgreSQL", "Tableau")


def test_an_empty_profile_gives_an_empty_choice() -> None:
    result = compile_profile(Profile(), ad("Python"), as_of=AS_OF)
    assert (result.choices, result.left_out, result.near_skills) == ((), (), ())
    assert [match.verdict for match in result.matches] == ["missing"]


@pytest.mark.parametrize(
    ("short", "long", "again"),
    [
        ("Trained 12 nurses", "Trained 12 nurses in haemofiltration", True),
        ("Trained 12 nurses.", "trained 12 nurses", True),
        ("Cut waste by 4%", "Cut waste by 4%, a record", True),
        ("Managed the team budget", "Managed the team budget forecasts", False),
        ("Trained 12 nurses", "Trained 120 nurses", False),
        ("Ran the night", "Ran the night-shift", False),
        ("Trained 12 nurses", "Mentored 12 nurses in haemofiltration", False),
    ],
)
def test_a_line_that_another_one_goes_on_from_is_told_once(short: str, long: str, again: bool) -> None:
    job = Work(fact_id="w", name="Aire Hospital", position="Nurse", highlights=items("h", short, long))
    compiled = compile_profile(Profile(work=(job,)), analysis_of("SQL"), as_of=AS_OF)
    printed = [item.fact_id for item in compiled.profile.work[0].highlights]
    left = {left.fact_id: left.reason for left in compiled.left_out}
    assert ("h0" not in printed) == again
    assert left.get("h0") == (TOLD_AGAIN if again else None)
    assert "h1" in printed


def career(jobs: int) -> Profile:
    """A job each year up to 2025, four lines each."""
    return Profile(
        work=tuple(
            Work(
                fact_id=f"w{year}",
                name=f"{year} Foods",
                position="Clerk",
                start_date=f"{year}-01",
                end_date=f"{year}-12",
                highlights=tuple(Item(fact_id=f"w{year}-{n}", text=f"Sold {n} crates") for n in range(4)),
            )
            for year in range(2026 - jobs, 2026)
        )
    )


@pytest.mark.parametrize(("jobs", "brief"), [(5, False), (25, True), (45, True)])
def test_a_long_career_keeps_every_job_within_its_pages(jobs: int, brief: bool) -> None:
    compiled = compile_profile(career(jobs), analysis_of("SQL"), as_of=AS_OF)
    years = [job.fact_id for job in compiled.profile.work]
    assert len(years) == jobs
    assert compiled.lines_used <= compiled.lines_budget
    assert bool(compiled.brief) == brief
    assert compiled.brief == tuple(years[len(years) - len(compiled.brief) :])


def test_jobs_without_room_for_a_line_are_the_oldest_and_say_why() -> None:
    compiled = compile_profile(career(120), analysis_of("SQL"), as_of=AS_OF)
    kept = [job.fact_id for job in compiled.profile.work]
    assert kept == [f"w{year}" for year in range(2025, 2025 - len(kept), -1)]
    assert compiled.lines_used <= compiled.lines_budget
    assert not compiled.whole_career
    gone = {left.fact_id: left.reason for left in compiled.left_out}
    assert gone[f"w{2025 - len(kept)}"] == TOO_OLD.format(pages=2)
