"""How much of a résumé an applicant system can read, from what was read and what was not."""

from collections.abc import Iterator
from functools import lru_cache

from jobwise.domain.profile import Education, Profile, Work

Check = tuple[str, float, float]
"""(what was looked at, as a sentence; its weight; its score 0..1)"""


@lru_cache(maxsize=16)
def parseability(profile: Profile) -> tuple[float, tuple[str, ...]]:
    """0..1 with a sentence a check that is not whole.

    The weights follow what an applicant form asks for first: who and how to reach them, then each
    job with employer, title and dates, then schools, then the share of the text that found a place.
    """
    checks = [*_contact(profile), *_entries(profile), _sections(profile), _understood(profile)]
    total = sum(weight for _, weight, _ in checks)
    score = sum(weight * part for _, weight, part in checks) / total
    weak = tuple(said for said, _, part in checks if part < 1)
    return round(score, 4), weak or ("Every field that applicant systems look for was found.",)


def _contact(profile: Profile) -> Iterator[Check]:
    basics = profile.basics
    for name, value, weight in (
        ("name", basics.name, 0.15),
        ("e-mail address", basics.email, 0.15),
        ("phone number", basics.phone, 0.08),
        ("place", basics.location.text or basics.location.city, 0.04),
    ):
        yield f"No {name} was found.", weight, float(bool(value))


def _entries(profile: Profile) -> Iterator[Check]:
    doubted = {doubt.fact_id for doubt in profile.doubts}
    if profile.work:
        shares = [_work(job) * (0.9 if job.fact_id in doubted else 1) for job in profile.work]
        share = sum(shares) / len(shares)
        yield "A job lacks its employer, title, start or end, or one of them is unsure.", 0.25, share
    if profile.education:
        shares = [_school(school) for school in profile.education]
        yield "A course lacks its school, degree or date.", 0.1, sum(shares) / len(shares)


def _work(job: Work) -> float:
    """Dates without a month count half: some systems read them as January."""
    dates = ((1.0 if len(d) > 4 else 0.5) if d else 0.0 for d in (job.start_date, job.end_date))
    return (bool(job.name) + bool(job.position) + sum(dates)) / 4


def _school(school: Education) -> float:
    return (bool(school.institution) + bool(school.study_type or school.area) + bool(school.end_date)) / 3


def _sections(profile: Profile) -> Check:
    found = [bool(profile.work or profile.projects), bool(profile.education), bool(profile.skills)]
    return "A section for work, education or skills is missing.", 0.1, sum(found) / 3


def _understood(profile: Profile) -> Check:
    lost = sum(len(line.text) for line in profile.unplaced)
    whole = lost + sum(len(fact.text) for fact in profile.facts() if fact.section != "unplaced")
    return "Some lines were not understood.", 0.13, 1 - lost / whole if whole else 0.0
