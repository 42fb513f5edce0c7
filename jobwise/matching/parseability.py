"""How much of a résumé an applicant system can read, from what was read and what was not.

Of an uploaded file that is the profile itself. A document that we made prints what its profile holds;
there it is what came back when the finished file was read.
"""

from collections.abc import Iterator
from typing import NamedTuple

from jobwise.domain.profile import Education, Profile, Work
from jobwise.domain.read_back import ReadBack, ReadField

_ALL_FOUND = "Every field that applicant systems look for was found."


class Check(NamedTuple):
    """What was looked at, as the sentence for where it is not whole. `score`: 0..1."""

    said: str
    weight: float
    score: float
    came_back: float = 1.0
    """Share of what is there that came back of the finished file."""


def parseability(profile: Profile, back: ReadBack | None = None) -> tuple[float, tuple[str, ...]]:
    """0..1 with a sentence a check that is not whole, and one a field that did not come back.

    The weights follow what an applicant form asks for first: who and how to reach them, then each
    job with employer, title and dates, then schools, then the share of the text that found a place.
    """
    checks = [*_contact(profile, back), *_entries(profile, back), _sections(profile, back)]
    checks.append(_understood(profile, back))
    total = sum(check.weight for check in checks)
    score = sum(check.weight * check.score * check.came_back for check in checks) / total
    weak = (*(check.said for check in checks if check.score < 1), *(map(_lost, back.lost) if back else ()))
    return round(score, 4), weak or (_ALL_FOUND,)


def understood(profile: Profile) -> float:
    """Share of the letters that were read which found a place, 0..1."""
    lost = sum(_letters(line.text) for line in profile.unplaced)
    whole = lost + sum(_letters(fact.text) for fact in profile.facts() if fact.section != "unplaced")
    return 1 - lost / whole if whole else 0.0


def _letters(text: str) -> int:
    return sum(map(len, text.split()))


def _contact(profile: Profile, back: ReadBack | None) -> Iterator[Check]:
    basics = profile.basics
    for name, field, value, weight in (
        ("name", "Name", basics.name, 0.15),
        ("e-mail address", "E-mail", basics.email, 0.15),
        ("phone number", "Phone", basics.phone, 0.08),
        ("place", "", basics.location.text or basics.location.city, 0.04),
    ):
        share = back.share("contact", field) if back and field else 1.0
        yield Check(f"No {name} was found.", weight, float(bool(value)), share)


def _entries(profile: Profile, back: ReadBack | None) -> Iterator[Check]:
    """*Why doubts do not count of a finished file:* they were about the uploaded one."""
    doubted = set() if back else {doubt.fact_id for doubt in profile.doubts}
    if profile.work:
        shares = [_work(job) * (0.9 if job.fact_id in doubted else 1) for job in profile.work]
        said = "A job lacks its employer, title, start or end, or one of them is unsure."
        yield Check(said, 0.25, sum(shares) / len(shares), back.share("work") if back else 1.0)
    if profile.education:
        shares = [_school(school) for school in profile.education]
        said = "A course lacks its school, degree or date."
        yield Check(said, 0.1, sum(shares) / len(shares), back.share("education") if back else 1.0)


def _work(job: Work) -> float:
    """Dates without a month count half: some systems read them as January."""
    dates = ((1.0 if len(d) > 4 else 0.5) if d else 0.0 for d in (job.start_date, job.end_date))
    return (bool(job.name) + bool(job.position) + sum(dates)) / 4


def _school(school: Education) -> float:
    return (bool(school.institution) + bool(school.study_type or school.area) + bool(school.end_date)) / 3


def _sections(profile: Profile, back: ReadBack | None) -> Check:
    """Of a finished file its skills count here by their share; jobs and courses have checks of their own."""
    found = [bool(profile.work or profile.projects), bool(profile.education), bool(profile.skills)]
    lost = (1 - back.share("skills")) / sum(found) if back and profile.skills else 0.0
    return Check("A section for work, education or skills is missing.", 0.1, sum(found) / 3, 1 - lost)


def _understood(profile: Profile, back: ReadBack | None) -> Check:
    share = back.understood if back else understood(profile)
    return Check("Some lines were not understood.", 0.13, share)


def _lost(field: ReadField) -> str:
    extractors = " and ".join(name for name, there in field.in_text.items() if not there)
    how = (
        f"{extractors} did not give it"
        if extractors
        else f"read as “{field.read_as}”"
        if field.read_as
        else "not read"
    )
    return f"{field.name} “{field.printed}” did not come back of the finished file: {how}."
