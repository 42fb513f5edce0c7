"""A person drawn from the words of one language: the truth that every layout prints."""

import datetime as dt
import json
import random
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from benchmarks.generated.layouts import Layout

LANGUAGES = ("en", "fr", "de", "es", "it", "pt", "nl", "pl", "sv", "el", "ru", "zh", "ja")
EUROPEAN = ("B2", "A1")
"""Levels of the languages that are not one's own: the European form knows no others."""
FAMILY_FIRST = frozenset(("zh", "ja"))
_LATIN = str.maketrans({"ß": "ss", "ł": "l", "ø": "o", "'": "", " ": "-"})


@dataclass(frozen=True)
class Job:
    """`start` and `end` are (year, month); no `end` is a job that still goes on."""

    title: str
    employer: str
    place: str
    start: tuple[int, int]
    end: tuple[int, int] | None
    duties: tuple[str, ...]


@dataclass(frozen=True)
class Course:
    """`field` is empty where the degree has none."""

    school: str
    degree: str
    field: str
    start: int
    end: int


@dataclass(frozen=True)
class Person:
    """Everything that a layout may print, the newest job first."""

    language: str
    name: str
    email: str
    phone: str
    url: str
    place: str
    label: str
    about: str
    work: tuple[Job, ...]
    education: tuple[Course, ...]
    skills: tuple[str, ...]
    tongues: tuple[tuple[str, str], ...]
    certificates: tuple[str, ...]


@cache
def tongue(language: str) -> dict[str, Any]:
    """The words of a language: headings, names, employers, duties."""
    words: dict[str, Any] = json.loads(Path(__file__).with_name("tongues.json").read_text("utf-8"))[language]
    return words


def person(language: str, seed: int) -> Person:
    """The same person for the same language and seed."""
    words, draw = tongue(language), random.Random(f"{language} {seed}")
    given, family = draw.choice(words["given"]), draw.choice(words["family"])
    titles = draw.sample(words["titles"], 3)
    return Person(
        language=language,
        name=family + given if language in FAMILY_FIRST else f"{given} {family}",
        email=f"{_handle(given, draw)}.{draw.randint(10, 99)}@example.org",
        phone=_phone(words["region"], draw),
        url=f"linkedin.com/in/{_handle(given, draw)}-{draw.randint(100, 999)}",
        place=draw.choice(words["places"]),
        label=titles[0],
        about=words["about"],
        work=_jobs(words, titles, draw),
        education=_courses(words, draw),
        skills=tuple(draw.sample(words["skills"], 6)),
        tongues=tuple((name, level) for name, level in words["tongues"]),
        certificates=tuple(words["certificates"]),
    )


def printed_person(layout: "Layout", language: str, seed: int) -> Person:
    """The person that a layout prints; two jobs at one employer where the layout shows such."""
    one = person(language, seed)
    if layout.form == "european":
        one = replace(
            one, tongues=tuple(zip((name for name, _ in one.tongues), ("", *EUROPEAN), strict=True))
        )
    return _promoted(one) if layout.grouped else one


def _promoted(one: Person) -> Person:
    """The same person, the two newest jobs at one employer."""
    first, second, *rest = one.work
    return replace(one, work=(first, replace(second, employer=first.employer, place=first.place), *rest))


def _jobs(words: dict[str, Any], titles: list[str], draw: random.Random) -> tuple[Job, ...]:
    employers = draw.sample(words["employers"], 3)
    duties = draw.sample(words["duties"], 8)
    year, jobs = 2026 - draw.randint(1, 4), []
    end: tuple[int, int] | None = None
    for number, (title, employer) in enumerate(zip(titles, employers, strict=True)):
        start = (year, draw.randint(1, 12))
        own = tuple(duties[number * 3 : number * 3 + 3])
        jobs.append(Job(title, employer, draw.choice(words["places"]), start, end, own))
        end = (start[0], start[1] - 1) if start[1] > 1 else (start[0] - 1, 12)
        year = start[0] - draw.randint(2, 5)
    return tuple(jobs)


def _courses(words: dict[str, Any], draw: random.Random) -> tuple[Course, ...]:
    schools, degrees = draw.sample(words["schools"], 2), draw.sample(words["degrees"], 2)
    last = draw.randint(2008, 2012)
    years = ((last - 2, last), (last - 5, last - 2))
    return tuple(
        Course(school, degree, field, start, end)
        for school, (degree, field), (start, end) in zip(schools, degrees, years, strict=True)
    )


def _handle(given: str, draw: random.Random) -> str:
    import unicodedata

    plain = (
        unicodedata.normalize("NFKD", given.casefold().translate(_LATIN)).encode("ascii", "ignore").decode()
    )
    return plain.strip("-") or "".join(draw.sample("abdeiklmnorstu", 6))


def _phone(region: str, draw: random.Random) -> str:
    """A number of the country's form, its last digits drawn, written the international way."""
    import phonenumbers

    shape = phonenumbers.example_number_for_type(region, phonenumbers.PhoneNumberType.MOBILE)
    number = str(shape.national_number)
    drawn = number[:-4] + str(draw.randint(1000, 9999))
    return phonenumbers.format_number(
        phonenumbers.parse(drawn, region), phonenumbers.PhoneNumberFormat.INTERNATIONAL
    )


def month(moment: tuple[int, int], pattern: str, language: str) -> str:
    """(year, month) as a résumé of that language prints it; `pattern` is one of CLDR."""
    from babel.dates import format_date

    return format_date(dt.date(*moment, 1), pattern, locale=language)
