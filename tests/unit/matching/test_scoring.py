"""Promises of the score: the same for the same, never lower for more, nothing for repetition."""

import datetime as dt
import random

from hypothesis import given, settings
from hypothesis import strategies as st

from jobwise.domain.ats import Score
from jobwise.domain.posting import JobAnalysis, Requirement
from jobwise.domain.profile import Certificate, Item, Profile, Skill, Unplaced
from jobwise.matching.scoring import ENGINE_VERSION, score
from jobwise.matching.trades import terms_of
from tests.invented_people import people

AS_OF = dt.date(2026, 11, 23)
SKILLS = (
    "SQL",
    "Python",
    "Kubernetes",
    "Power BI",
    "Excel",
    "customer service",
    "welding",
    "project management",
)
names = st.sampled_from(sorted(people()))
asked = st.lists(
    st.tuples(st.sampled_from(SKILLS), st.sampled_from(["must", "nice"])), min_size=1, max_size=6
)


def ad(rows: list[tuple[str, str]], **fields: object) -> JobAnalysis:
    requirements = tuple(
        Requirement(
            id=f"r{n}", text=name, start=0, end=len(name), kind="tool", importance=importance, skill=name
        )
        for n, (name, importance) in enumerate(rows)
    )
    analysis = JobAnalysis(title="Data Analyst", requirements=requirements)
    return analysis.model_copy(update=fields)


def numbers(scored: Score) -> list[float]:
    return [
        scored.ats_score,
        scored.parseability,
        scored.must_haves,
        scored.fit,
        *(p.score for p in scored.parts),
    ]


def with_line(profile: Profile, text: str) -> Profile:
    job = profile.work[0]
    line = Item(fact_id="added", text=text)
    job = job.model_copy(update={"highlights": (*job.highlights, line)})
    return profile.model_copy(update={"work": (job, *profile.work[1:])})


@settings(max_examples=30, deadline=None)
@given(names, asked, st.randoms())
def test_order_changes_nothing_and_all_numbers_are_shares(
    name: str, rows: list[tuple[str, str]], chance: random.Random
) -> None:
    profile, analysis = people()[name], ad(rows)
    work, skills = list(profile.work), list(profile.skills)
    chance.shuffle(work)
    chance.shuffle(skills)
    turned = profile.model_copy(update={"work": tuple(work), "skills": tuple(skills)})
    first, again, shuffled = (score(p, analysis, AS_OF) for p in (profile, profile, turned))
    assert first == again
    assert numbers(first) == numbers(shuffled)
    assert all(0 <= number <= 1 for number in numbers(first))
    assert abs(sum(part.weight for part in first.parts) - 1) < 1e-4


@settings(max_examples=30, deadline=None)
@given(names, asked, st.sampled_from(SKILLS))
def test_a_fact_that_answers_never_lowers_it(name: str, rows: list[tuple[str, str]], skill: str) -> None:
    profile, analysis = people()[name], ad([*rows, (skill, "must")])
    before, after = (
        score(profile, analysis, AS_OF),
        score(with_line(profile, f"Used {skill}"), analysis, AS_OF),
    )
    assert after.ats_score >= before.ats_score
    assert after.fit >= before.fit
    assert after.must_haves_met >= before.must_haves_met


@settings(max_examples=20, deadline=None)
@given(names, st.integers(2, 30))
def test_saying_it_again_gains_nothing(name: str, times: int) -> None:
    told = terms_of(["Write SQL, draw reports, count stock and answer customers of a railway"])
    analysis = ad([("SQL", "must"), ("Kubernetes", "nice")], terms=told)
    once = score(with_line(people()[name], "Used SQL"), analysis, AS_OF)
    often = score(with_line(people()[name], "Used SQL" + ", SQL" * times), analysis, AS_OF)
    assert often.ats_score <= once.ats_score
    assert often.fit <= once.fit


def test_a_longer_resume_gains_nothing_by_itself() -> None:
    profile, analysis = people()["mercer"], ad([("Kubernetes", "must"), ("welding", "nice")])
    longer = profile
    for number in range(12):
        longer = with_line(longer, f"Answered the telephone in room {number}")
    assert score(longer, analysis, AS_OF).fit == score(profile, analysis, AS_OF).fit
    assert score(longer, analysis, AS_OF).ats_score == score(profile, analysis, AS_OF).ats_score


def test_words_that_were_not_understood_gain_nothing() -> None:
    profile, analysis = people()["mercer"], ad([("Kubernetes", "must")])
    hidden = profile.model_copy(update={"unplaced": (Unplaced(fact_id="u", text="Kubernetes " * 20),)})
    assert score(hidden, analysis, AS_OF).ats_score < score(profile, analysis, AS_OF).ats_score


def test_parts_that_the_ad_does_not_ask_for_drop_out() -> None:
    bare = {part.name for part in score(people()["mercer"], ad([("SQL", "must")]), AS_OF).parts}
    full = ad([("SQL", "must"), ("Excel", "nice")], years_experience_min=3.0, degree_min="bachelor")
    asked_for = {part.name for part in score(people()["mercer"], full, AS_OF).parts}
    assert {"Years", "Education", "Nice-to-haves"} <= asked_for - bare


def test_a_group_counts_once() -> None:
    rows = [("Python", "must"), ("R", "must")]
    grouped = tuple(r.model_copy(update={"group": "g1"}) for r in ad(rows).requirements)
    profile = Profile(skills=(Skill(fact_id="s", name="Python"),))
    scored = score(profile, ad(rows).model_copy(update={"requirements": grouped}), AS_OF)
    assert (scored.must_haves_met, scored.must_haves_total, scored.must_haves) == (1, 1, 1.0)


def test_the_score_says_its_version_and_day() -> None:
    scored = score(Profile(), ad([("SQL", "must")]), AS_OF)
    assert (scored.engine_version, scored.as_of, scored.must_haves) == (ENGINE_VERSION, AS_OF, 0.0)


def test_licences_that_are_asked_for_count_with_the_degree() -> None:
    analysis = ad([("SQL", "must")])
    wanted = tuple(
        Requirement(id=f"l{n}", text=text, start=0, end=len(text), kind="licence", importance="must")
        for n, text in enumerate(("First Aid at Work", "Class B licence"))
    )
    analysis = analysis.model_copy(
        update={"requirements": (*analysis.requirements, *wanted), "degree_min": "bachelor"}
    )
    held = people()["mercer"].model_copy(
        update={"certificates": (Certificate(fact_id="c", name="First Aid at Work"),)}
    )
    part = next(p for p in score(held, analysis, AS_OF).parts if p.name == "Education")
    degree = score(held, analysis.model_copy(update={"requirements": ()}), AS_OF)
    alone = next(p for p in degree.parts if p.name == "Education")
    assert part.score == round((alone.score + 0.5) / 2, 4)
    assert "1 of 2 licences and certificates are met." in part.evidence


def test_lines_too_long_to_read_at_a_glance_cost_a_little_structure() -> None:
    profile, analysis = people()["mercer"], ad([("SQL", "must")])
    long = " ".join(["word"] * 40)
    jobs = tuple(
        job.model_copy(
            update={"highlights": tuple(h.model_copy(update={"text": long}) for h in job.highlights)}
        )
        for job in profile.work
    )
    wordy = score(profile.model_copy(update={"work": jobs}), analysis, AS_OF)
    part = next(p for p in wordy.parts if p.name == "Structure")
    assert "four of them short enough to read at a glance" in part.evidence[0]
