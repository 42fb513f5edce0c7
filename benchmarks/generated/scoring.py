"""Compare what was read with what was printed, field by field: right, wrongly there, missed.

*Why not word overlap:* the truth is exact by construction, so only spelling marks and spaces are forgiven.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from typing import NamedTuple

from benchmarks.generated.layouts import Layout
from benchmarks.generated.people import Person
from jobwise.domain.profile import Profile

FIELDS = (
    "name", "email", "phone", "url", "place", "employer", "title", "dates", "entry", "highlights", "school",
    "degree", "course dates", "skills", "languages", "certificates",
)  # fmt: skip
Facts = dict[str, list[Hashable]]


class Tally(NamedTuple):
    """Counts of one field over many files."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def plus(self, other: "Tally") -> "Tally":
        """Both together."""
        return Tally(*(a + b for a, b in zip(self, other, strict=True)))

    @property
    def f1(self) -> float:
        """2 right / (2 right + wrong + missed); 1 where there is nothing to find."""
        total = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / total if total else 1.0


def compare(profile: Profile, one: Person, layout: Layout) -> dict[str, Tally]:
    """The tally of each field for one file."""
    true, read = _printed(one, layout), _read(profile)
    return {field: _tally(true[field], read[field]) for field in FIELDS}


def differences(
    profile: Profile, one: Person, layout: Layout
) -> dict[str, tuple[list[Hashable], list[Hashable]]]:
    """field -> (missed, wrongly there), of the fields that differ."""
    true, read = _printed(one, layout), _read(profile)
    found = {}
    for field in FIELDS:
        missed, wrong = (
            Counter(true[field]) - Counter(read[field]),
            Counter(read[field]) - Counter(true[field]),
        )
        if missed or wrong:
            found[field] = (list(missed.elements()), list(wrong.elements()))
    return found


def total(tallies: Iterable[dict[str, Tally]]) -> dict[str, Tally]:
    """field -> the tally over all files."""
    sums: dict[str, Tally] = defaultdict(Tally)
    for tally in tallies:
        for field, counts in tally.items():
            sums[field] = sums[field].plus(counts)
    return dict(sums)


def _tally(true: list[Hashable], read: list[Hashable]) -> Tally:
    both = (Counter(true) & Counter(read)).total()
    return Tally(both, len(read) - both, len(true) - both)


def _printed(one: Person, layout: Layout) -> Facts:
    """What stands on the paper."""
    jobs = [
        (plain(job.employer), plain(job.title), _moment(job.start, layout), _moment(job.end, layout))
        for job in one.work
    ]
    return {
        "name": [plain(one.name)],
        "email": [one.email],
        "phone": [_digits(one.phone)],
        "url": [one.url],
        "place": [plain(one.place)],
        "employer": [job[0] for job in jobs],
        "title": [job[1] for job in jobs],
        "dates": [job[2:] for job in jobs],
        "entry": list(jobs),
        "highlights": [plain(duty) for job in one.work for duty in job.duties],
        "school": [plain(course.school) for course in one.education],
        "degree": [_degree(course.degree, course.field) for course in one.education],
        "course dates": [(str(course.start), str(course.end)) for course in one.education],
        "skills": [plain(skill) for skill in one.skills],
        "languages": [plain(name) for name, _ in one.tongues],
        "certificates": [plain(name) for name in one.certificates] if "certificates" in layout.order else [],
    }


def _read(profile: Profile) -> Facts:
    """What the reader found, in the same form."""
    basics = profile.basics
    jobs = [
        (plain(job.name), plain(job.position), str(job.start_date or ""), str(job.end_date or ""))
        for job in profile.work
    ]
    return {
        "name": _some(plain(basics.name)),
        "email": _some(basics.email.casefold()),
        "phone": _some(_digits(basics.phone)),
        "url": [*_some(_address(basics.url)), *(_address(account.url) for account in basics.profiles)],
        "place": _some(plain(basics.location.text)),
        "employer": [job[0] for job in jobs if job[0]],
        "title": [job[1] for job in jobs if job[1]],
        "dates": [job[2:] for job in jobs],
        "entry": list(jobs),
        "highlights": [
            plain(text)
            for job in profile.work
            for text in (*(item.text for item in job.highlights), job.summary)
            if text
        ],
        "school": [plain(course.institution) for course in profile.education if course.institution],
        "degree": [_degree(course.study_type, course.area) for course in profile.education],
        "course dates": [
            (str(course.start_date or ""), str(course.end_date or "")) for course in profile.education
        ],
        "skills": [
            plain(name)
            for skill in profile.skills
            for name in ([item.text for item in skill.keywords] or [skill.name])
        ],
        "languages": [plain(language.language) for language in profile.languages],
        "certificates": [plain(certificate.name) for certificate in profile.certificates],
    }


def plain(text: str) -> str:
    """Letters and digits alone, small, without accents."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return "".join(char for char in folded if char.isalnum())


def _degree(degree: str, field: str) -> str:
    """Where the degree ends and the subject begins is a matter of taste: "Bachelor of Arts, History"."""
    return plain(" ".join(word for word in f"{degree} {field}".split() if word != "of"))


def _some(value: str) -> list[Hashable]:
    return [value] if value else []


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _address(url: str) -> str:
    return re.sub(r"^(https?://)?(www\.)?", "", url.casefold()).rstrip("/")


def _moment(moment: tuple[int, int] | None, layout: Layout) -> str:
    if moment is None:
        return "present"
    year, month = moment
    return str(year) if layout.only_years else f"{year}-{month:02}"
