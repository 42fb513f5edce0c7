"""How far a fit moves, and when an order of two can be justified."""

import datetime as dt
import itertools
import random

import pytest

from jobwise.domain.posting import JobAnalysis
from jobwise.domain.profile import Certificate, Doubt, Education, Profile, Project, Volunteer, Work
from jobwise.matching.scoring import score
from jobwise.matching.steadiness import assess, can_tell_apart, extremes, other_reading
from jobwise.pipeline.job_analyzer import analyze_job
from tests.unit.services.conftest import AD

DAY = dt.date(2026, 3, 4)


def analysis() -> JobAnalysis:
    return analyze_job(AD)


def person(*, title: str = "Data Analyst", start: str = "2019-01", doubts: tuple[Doubt, ...] = ()) -> Profile:
    job = Work(fact_id="work-1", name="Oak Ltd", position=title, start_date=start, end_date="2024-01")
    return Profile(work=(job,), doubts=doubts)


def test_no_choice_of_weights_goes_past_the_extremes() -> None:
    draw = random.Random(7)
    for _ in range(60):
        pairs = [(draw.random(), draw.uniform(-1, 1)) for _ in range(draw.randint(1, 6))]
        fixed = draw.choice([0.0, 1.5])
        least, most = extremes(pairs, fixed=fixed)
        means = []
        for factors in itertools.product((0.8, 1.0, 1.2), repeat=len(pairs)):
            weighed = [(factor * weight, one) for factor, (weight, one) in zip(factors, pairs, strict=True)]
            total = sum(weight for weight, _ in weighed) + fixed
            means.append(sum(weight * one for weight, one in weighed) / total)
        assert least == pytest.approx(min(means), abs=1e-12)
        assert most == pytest.approx(max(means), abs=1e-12)


def test_the_extremes_of_a_worked_example() -> None:
    # 0.8 · 1 of 0.8 + 1.2 at the least, 1.2 · 1 of 1.2 + 0.8 at the most
    assert extremes([(1, 1), (1, 0)]) == pytest.approx((0.4, 0.6))
    assert extremes([]) == (0.0, 0.0)


def test_the_fit_is_the_seekers_and_lies_within_its_range() -> None:
    found = assess(person(), analysis(), DAY, 1)
    assert found.score == score(person(), analysis(), DAY)
    assert found.low <= found.score.fit <= found.high
    assert found.low < found.high


def test_unsure_fields_widen_the_range_and_are_named() -> None:
    doubt = Doubt(fact_id="work-1", field="position", reason="Employer and title may be the other way round.")
    sure, unsure = (assess(person(doubts=doubts), analysis(), DAY, 1) for doubts in ((), (doubt,)))
    assert unsure.score.fit == sure.score.fit
    assert unsure.low < sure.low
    assert unsure.unsure == (doubt.reason,)


def test_a_doubt_that_changes_nothing_is_not_named() -> None:
    doubt = Doubt(fact_id="education-1", field="start_date", reason="Only the year is given.")
    school = Education(fact_id="education-1", institution="York", start_date="2011")
    profile = person(doubts=(doubt,)).model_copy(update={"education": (school,)})
    assert assess(profile, analysis(), DAY, 1).unsure == ()


def test_no_date_outside_work_moves_a_fit() -> None:
    """What `assess` rests on when it leaves out readings that differ in such a date."""
    dated = person().model_copy(
        update={
            "education": (Education(fact_id="e", institution="York", study_type="BSc", area="Statistics",
                                    start_date="1999", end_date="2002"),),
            "volunteer": (Volunteer(fact_id="v", organization="Oak", position="Data analyst",
                                    start_date="2001", end_date="2003"),),
            "projects": (Project(fact_id="p", name="SQL dashboards", start_date="2001", end_date="2003"),),
            "certificates": (Certificate(fact_id="c", name="Power BI", date="2001"),),
        }
    )  # fmt: skip
    doubts = tuple(
        Doubt(fact_id=entry.fact_id, field=field, reason="?")
        for section, entry in dated.entries()
        if section != "work"
        for field in ("start_date", "end_date", "date")
    )
    undated = other_reading(dated, doubts)
    assert undated != dated
    with_dates, without = (score(one, analysis(), DAY) for one in (dated, undated))
    assert with_dates.fit_parts == without.fit_parts
    assert [m.verdict for m in with_dates.matches] == [m.verdict for m in without.matches]


def test_the_other_reading_of_a_field() -> None:
    doubts = [
        Doubt(fact_id="work-1", field=field, reason="?") for field in ("name", "start_date", "end_date")
    ]
    job = other_reading(person(start="2019"), doubts).work[0]
    assert (job.name, job.position) == ("Data Analyst", "Oak Ltd")
    assert (job.start_date, job.end_date) == ("2019-12", None)


def test_equals_cannot_be_told_apart_and_far_ones_can() -> None:
    asked = analysis().requirements
    same, other = assess(person(), analysis(), DAY, 1), assess(person(title="Plumber"), analysis(), DAY, 1)
    assert not can_tell_apart(same, same, asked)
    assert can_tell_apart(same, other, asked)
    assert not can_tell_apart(other, same, asked)


def test_who_is_better_in_every_part_stays_above_though_the_ranges_overlap() -> None:
    asked = analysis().requirements
    better, worse = (assess(person(start=start), analysis(), DAY, 1) for start in ("2022-01", "2022-09"))
    assert better.low < worse.high
    assert can_tell_apart(better, worse, asked)
