"""The promises of the score on many made-up people and ads."""

import datetime as dt
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobwise.domain.ats import Score
from jobwise.domain.posting import JobAnalysis, Requirement
from jobwise.domain.profile import (
    Basics,
    Education,
    Entry,
    Item,
    Language,
    Profile,
    Project,
    Skill,
    Unplaced,
    Work,
)
from jobwise.domain.read_back import Part, ReadBack, ReadField
from jobwise.matching.scoring import ENGINE_VERSION, FIT_WEIGHTS, WEIGHTS, score
from jobwise.matching.trades import terms_of
from jobwise.reading import read_resume

AS_OF = dt.date(2026, 11, 22)
SKILLS = ("Python", "PostgreSQL", "Tableau", "Kubernetes", "Microsoft Excel", "machine learning")
LINES = (
    "Wrote Python that counted 40 trains a day",
    "Moved reports to Postgres",
    "Drew Tableau dashboards for 12 planners",
    "Answered the telephone",
    "Trained two apprentices",
    "Kept the stock of spare parts in Excel",
    "Baked bread for the canteen",
)
AD_TERMS = terms_of(
    ["Draw dashboards of train traffic for planners, write reports, count stock, train staff"]
)
_texts = st.lists(st.sampled_from(LINES), max_size=4, unique=True)
_dates = st.sampled_from(
    [("2015-01", "2017-06"), ("2018", "2020"), ("2020-03", "present"), ("2016-02", "2019-01")]
)


@st.composite
def profiles(draw: st.DrawFn) -> Profile:
    jobs = []
    for n in range(draw(st.integers(0, 3))):
        start, end = draw(_dates)
        items = tuple(Item(fact_id=f"w{n}h{i}", text=text) for i, text in enumerate(draw(_texts)))
        position = draw(st.sampled_from(["Data Analyst", "Baker", "Planner", ""]))
        jobs.append(
            Work(
                fact_id=f"w{n}",
                name=f"Firm {n}",
                position=position,
                start_date=start,
                end_date=end,
                highlights=items,
            )
        )
    named = draw(st.lists(st.sampled_from(SKILLS), max_size=4, unique=True))
    schools = draw(st.lists(st.sampled_from(["BSc", "MSc", "Abitur"]), max_size=2, unique=True))
    spoken = draw(st.lists(st.sampled_from(["A2", "B2", "native"]), max_size=2, unique=True))
    return Profile(
        basics=Basics(name="Ada Quill", email=draw(st.sampled_from(["", "ada@example.org"]))),
        work=tuple(jobs),
        skills=tuple(Skill(fact_id=f"s{n}", name=name) for n, name in enumerate(named)),
        education=tuple(
            Education(fact_id=f"e{n}", study_type=degree, area="Statistics", end_date="2014")
            for n, degree in enumerate(schools)
        ),
        languages=tuple(
            Language(fact_id=f"l{n}", language="German", fluency=f) for n, f in enumerate(spoken)
        ),
    )


@st.composite
def analyses(draw: st.DrawFn) -> JobAnalysis:
    importance = st.sampled_from(["must", "nice"])
    rows: list[dict[str, object]] = [
        {
            "text": s,
            "kind": "tool",
            "skill": s,
            "importance": draw(importance),
            "group": draw(st.sampled_from([None, None, "g"])),
        }
        for s in draw(st.lists(st.sampled_from(SKILLS), max_size=5, unique=True))
    ]
    extra = (
        {"text": "fluent German", "kind": "language", "skill": "German"},
        {"text": "Bachelor's degree in statistics", "kind": "education"},
        {"text": "3 years of data analysis", "kind": "experience", "years": 3.0},
        {"text": "draw dashboards for planners", "kind": "responsibility"},
    )
    rows += [{**row, "importance": draw(importance)} for row in extra if draw(st.booleans())]
    return JobAnalysis(
        title=draw(st.sampled_from([None, "Senior Data Analyst"])),
        years_experience_min=draw(st.sampled_from([None, 3.0])),
        degree_min=draw(st.sampled_from([None, "bachelor"])),
        terms=draw(st.sampled_from([(), AD_TERMS])),
        requirements=tuple(
            Requirement.model_validate({"id": f"r{n}", "start": 0, "end": 1, **row})
            for n, row in enumerate(rows)
        ),
    )


def numbers(result: Score) -> tuple[float, ...]:
    return (
        result.ats_score,
        result.parseability,
        result.must_haves,
        result.fit,
        *(part.score for part in (*result.parts, *result.fit_parts)),
    )


def test_the_weights_sum_to_one() -> None:
    assert sum(WEIGHTS.values()) == pytest.approx(1.0)
    assert sum(FIT_WEIGHTS.values()) == pytest.approx(1.0)


@settings(deadline=None)
@given(profiles(), analyses())
def test_every_number_is_between_0_and_1_and_weights_sum_to_1(
    profile: Profile, analysis: JobAnalysis
) -> None:
    result = score(profile, analysis, AS_OF)
    assert all(0 <= number <= 1 for number in numbers(result))
    assert sum(part.weight for part in result.parts) == pytest.approx(1.0, abs=1e-5)
    composite = result.ceiling * sum(p.weight * p.score for p in result.parts)
    assert result.ats_score == pytest.approx(composite, abs=1e-4)
    assert result.ats_score <= result.ceiling
    assert result.must_haves_met <= result.must_haves_total
    assert result.fit == pytest.approx(sum(p.weight * p.score for p in result.fit_parts), abs=1e-4)
    assert all(part.evidence for part in (*result.parts, *result.fit_parts))
    assert (result.engine_version, result.as_of) == (ENGINE_VERSION, AS_OF)


@settings(deadline=None)
@given(profiles(), analyses())
def test_the_same_input_gives_the_same_score(profile: Profile, analysis: JobAnalysis) -> None:
    copy = Profile.model_validate_json(profile.model_dump_json())
    ad = JobAnalysis.model_validate_json(analysis.model_dump_json())
    assert score(profile, analysis, AS_OF) == score(copy, ad, AS_OF)


@settings(deadline=None)
@given(profiles(), analyses(), st.integers(0, 99))
def test_the_order_of_entries_and_lines_does_not_matter(
    profile: Profile, analysis: JobAnalysis, seed: int
) -> None:
    shuffle = random.Random(seed)

    def mixed(things: tuple[Entry | Item, ...]) -> tuple[Entry | Item, ...]:
        return tuple(shuffle.sample(things, len(things)))

    jobs = tuple(job.model_copy(update={"highlights": mixed(job.highlights)}) for job in profile.work)
    changes = {"work": mixed(jobs)} | {
        name: mixed(getattr(profile, name)) for name in ("skills", "education", "languages")
    }
    again = score(profile.model_copy(update=changes), analysis, AS_OF)
    assert numbers(again) == numbers(score(profile, analysis, AS_OF))


@settings(deadline=None)
@given(profiles(), analyses(), st.sampled_from(SKILLS))
def test_a_fact_that_answers_never_lowers_the_score(
    profile: Profile, analysis: JobAnalysis, skill: str
) -> None:
    before = score(profile, analysis, AS_OF)
    listed = profile.model_copy(update={"skills": (*profile.skills, Skill(fact_id="new", name=skill))})
    spoken = Language(fact_id="new", language="German", fluency="C2")
    told = profile.model_copy(update={"languages": (*profile.languages, spoken)})
    for richer in (listed, told, with_line(profile, f"Used {skill} to draw dashboards for planners")):
        after = score(richer, analysis, AS_OF)
        assert after.ats_score >= before.ats_score - 1e-9
        if richer in (listed, told):
            assert after.fit >= before.fit - 1e-9
        assert after.must_haves_met >= before.must_haves_met


@settings(deadline=None)
@given(profiles(), analyses(), st.sampled_from(SKILLS))
def test_saying_a_skill_twice_gains_nothing(profile: Profile, analysis: JobAnalysis, skill: str) -> None:
    full = settled(profile)
    once = full.model_copy(update={"skills": (*full.skills, Skill(fact_id="n0", name=skill))})
    often = (*full.skills, *(Skill(fact_id=f"n{n}", name=skill) for n in range(9)))
    assert numbers(score(once, analysis, AS_OF)) == numbers(
        score(full.model_copy(update={"skills": often}), analysis, AS_OF)
    )


@settings(deadline=None)
@given(profiles(), analyses(), st.sampled_from(SKILLS))
def test_a_line_stuffed_with_a_skill_gains_nothing_over_naming_it(
    profile: Profile, analysis: JobAnalysis, skill: str
) -> None:
    full = settled(profile)
    once = score(with_line(full, f"Used {skill}"), analysis, AS_OF)
    stuffed = score(with_line(full, f"Used {', '.join([skill] * 12)}"), analysis, AS_OF)
    again = score(with_line(with_line(full, f"Used {skill}"), f"Used {skill}", "again"), analysis, AS_OF)
    for other in (stuffed, again):
        assert other.parts == once.parts
        assert other.fit <= once.fit + 1e-9


@settings(deadline=None)
@given(profiles(), analyses(), st.lists(st.sampled_from(SKILLS), min_size=1, max_size=6))
def test_words_that_found_no_place_in_the_resume_gain_nothing(
    profile: Profile, analysis: JobAnalysis, skills: list[str]
) -> None:
    """*Why:* that is where words end that are hidden in a margin for a machine."""
    hidden = tuple(Unplaced(fact_id=f"u{n}", text=skill) for n, skill in enumerate(skills))
    before = score(profile, analysis, AS_OF)
    after = score(profile.model_copy(update={"unplaced": hidden}), analysis, AS_OF)
    assert after.matches == before.matches
    assert after.ats_score <= before.ats_score
    assert after.fit == before.fit


SECTIONS = (
    "## Experience\n\n### Data Analyst, Fenwick Rail, January 2020 - Present\n\n- Wrote Python for 40 trains",
    "## Education\n\nBSc Statistics, University of Leeds, 2014 - 2017",
    "## Skills\n\nPython, Tableau, PostgreSQL, Microsoft Excel, Kubernetes",
    "## Languages\n\nEnglish (native), German (B2)",
)


@settings(deadline=None, max_examples=24)
@given(st.permutations(SECTIONS), analyses())
def test_the_order_of_the_sections_does_not_matter(sections: list[str], analysis: JobAnalysis) -> None:
    mixed, usual = (
        read_resume("cv.md", "\n\n".join(["# Ada Quill", "ada@example.org", *order]).encode()).profile
        for order in (sections, SECTIONS)
    )
    assert numbers(score(mixed, analysis, AS_OF)) == numbers(score(usual, analysis, AS_OF))


@settings(deadline=None)
@given(profiles(), analyses(), st.sampled_from(SKILLS))
def test_an_ad_that_asks_for_one_thing_more_that_is_there_never_lowers_the_must_haves(
    profile: Profile, analysis: JobAnalysis, skill: str
) -> None:
    shown = with_line(profile, f"Used {skill}")
    asked = Requirement(id="more", text=skill, start=0, end=1, kind="tool", importance="must", skill=skill)
    longer = analysis.model_copy(update={"requirements": (*analysis.requirements, asked)})
    before, after = score(shown, analysis, AS_OF), score(shown, longer, AS_OF)
    assert after.must_haves_met == before.must_haves_met + 1
    assert before.must_haves_total == 0 or after.must_haves >= before.must_haves


@settings(deadline=None)
@given(profiles(), analyses())
def test_must_haves_are_a_gate(profile: Profile, analysis: JobAnalysis) -> None:
    """Each one that is missing lowers what the score can reach, and the page says so."""
    result = score(profile, analysis, AS_OF)
    missing = result.must_haves_total - result.must_haves_met
    assert result.ceiling == pytest.approx(1 - missing / max(result.must_haves_total, 1) / 2, abs=1e-4)
    told = " ".join(line for part in result.parts if part.name == "Must-haves" for line in part.evidence)
    assert ("cannot pass that" in told and f"{result.ceiling:.2f}" in told) == bool(missing)
    for answered in analysis.requirements:
        if answered.kind == "tool" and answered.importance == "must":
            richer = score(with_line(profile, f"Used {answered.skill}"), analysis, AS_OF)
            gained = richer.must_haves_met > result.must_haves_met
            assert richer.ceiling > result.ceiling if gained else richer.ceiling >= result.ceiling
            assert richer.ats_score > result.ats_score if gained else richer.ats_score >= result.ats_score


@settings(deadline=None)
@given(profiles(), analyses(), st.integers(0, 5), st.booleans())
def test_a_field_that_did_not_come_back_of_the_file_never_raises_the_score(
    profile: Profile, analysis: JobAnalysis, lost: int, right: bool
) -> None:
    names: tuple[tuple[Part, str], ...] = (
        ("contact", "Name"),
        ("work", "Title"),
        ("work", "Dates"),
        ("education", "School"),
        ("skills", "Skill"),
        ("skills", "Skill"),
    )

    def back(gone: int | None) -> ReadBack:
        fields = (
            ReadField(
                part=part,
                name=name,
                printed="x",
                in_text={"one": n != gone or right},
                read_as="x",
                right=n != gone or not right,
            )
            for n, (part, name) in enumerate(names)
        )
        return ReadBack(file="resume.pdf", fields=tuple(fields), understood=1.0)

    whole, less = (score(profile, analysis, AS_OF, back(gone)) for gone in (None, lost))
    assert less.ats_score <= whole.ats_score
    assert (less.fit, less.must_haves, less.matches) == (whole.fit, whole.must_haves, whole.matches)


@settings(deadline=None)
@given(profiles(), analyses())
def test_a_longer_resume_gains_nothing_by_its_length(profile: Profile, analysis: JobAnalysis) -> None:
    full = settled(profile)
    longer = full
    for number in range(12):
        longer = with_line(longer, f"Watered the {'green ' * number}plants and swept the yard", f"x{number}")
    long, short = score(longer, analysis, AS_OF), score(full, analysis, AS_OF)
    assert long.parts == short.parts
    assert long.fit <= short.fit + 0.02


def with_line(profile: Profile, text: str, fact_id: str = "new") -> Profile:
    """The profile with one more line in a project that tells nothing else."""
    project = Project(fact_id=f"p-{fact_id}", highlights=(Item(fact_id=fact_id, text=text),))
    return profile.model_copy(update={"projects": (*profile.projects, project)})


def settled(profile: Profile) -> Profile:
    """The profile with enough lines and skills that its structure and sections are whole."""
    for number in range(4):
        profile = with_line(profile, f"Swept {number + 2} yards", f"base{number}")
    skills = tuple(Skill(fact_id=f"base-s{n}", name=f"yard sweeping {n}") for n in range(5))
    return profile.model_copy(update={"skills": (*profile.skills, *skills)})


def test_parts_that_the_ad_does_not_ask_for_drop_out() -> None:
    parts = {part.name for part in score(Profile(), JobAnalysis(), AS_OF).parts}
    assert parts == {"Structure", "Machine-readable"}


def test_duties_are_no_must_haves_but_count_for_the_fit() -> None:
    duty = Requirement(
        id="r0", text="draw dashboards", start=0, end=15, kind="responsibility", importance="must"
    )
    ad = JobAnalysis(requirements=(duty,))
    without, with_ = score(Profile(), ad, AS_OF), score(with_line(Profile(), "Drew dashboards"), ad, AS_OF)
    assert without.must_haves_total == 0
    assert without.fit == 0 < with_.fit


def test_near_is_never_met() -> None:
    asked = Requirement(
        id="r0", text="PostgreSQL", start=0, end=10, kind="tool", importance="must", skill="PostgreSQL"
    )
    result = score(with_line(Profile(), "Ran MySQL"), JobAnalysis(requirements=(asked,)), AS_OF)
    assert result.matches[0].verdict == "near"
    assert (result.must_haves_met, result.must_haves) == (0, 0.0)
    assert result.fit > 0
