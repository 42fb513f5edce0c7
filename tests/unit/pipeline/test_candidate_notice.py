"""What those who apply are told."""

import datetime as dt

from jobwise.domain.posting import Requirement
from jobwise.domain.vacancy import Rubric, Vacancy
from jobwise.pipeline.candidate_notice import CONTACT, candidate_notice
from jobwise.pipeline.job_analyzer import analyze_job
from tests.unit.services.conftest import AD

AT = dt.datetime(2026, 3, 4, tzinfo=dt.UTC)
VACANCY = Vacancy(
    id="v",
    title="Data Analyst, Fenwick Rail",
    ad=AD,
    as_of=AT.date(),
    created_at=AT,
    rubric=Rubric(number=1, what="As the ad was read.", by="rita", at=AT, analysis=analyze_job(AD)),
)


def test_it_lists_what_is_asked_and_says_who_decides() -> None:
    told = candidate_notice(VACANCY, None)
    must, nice = (told.index(heading) for heading in ("It must be there:", "It is welcome:"))
    assert must < told.index("- SQL\n") < nice
    for words in (VACANCY.title, "a person looks and decides", "object", "corrected", CONTACT):
        assert words in told
    assert "comply" not in told


def test_any_of_a_group_is_one_line() -> None:
    both = [
        Requirement(id=name, text=name, start=0, end=0, kind="tool", importance="must", group="g", skill=name)
        for name in ("Python", "R")
    ]
    analysis = VACANCY.rubric.analysis.model_copy(update={"requirements": tuple(both)})
    rubric = VACANCY.rubric.model_copy(update={"analysis": analysis})
    told = candidate_notice(VACANCY.model_copy(update={"rubric": rubric}), None)
    assert "- Python or R\n" in told
    assert "It is welcome:" not in told


def test_it_says_how_long_it_is_kept_by_the_shorter_of_both_rules() -> None:
    assert "until we delete it by hand" in candidate_notice(VACANCY, None)
    assert "We delete it 90 days after" in candidate_notice(VACANCY, 90)
    own = VACANCY.model_copy(update={"keep_days": 30})
    assert "We delete it 30 days after" in candidate_notice(own, 90)
    assert "We delete it 30 days after" in candidate_notice(own, None)


def test_it_says_whether_names_of_schools_are_hidden() -> None:
    assert "names of schools" not in candidate_notice(VACANCY, None)
    hides = VACANCY.model_copy(update={"hides_schools": True})
    assert "gender, nationality and names of schools." in candidate_notice(hides, None)
