"""Which fields each section of a profile shows, in what order, and under what names."""

from typing import Literal, NamedTuple

from jobwise.domain.profile import (
    Award,
    Certificate,
    Education,
    Entry,
    Interest,
    Language,
    Project,
    Publication,
    Reference,
    Skill,
    Volunteer,
    Work,
)
from jobwise.matching.partial_dates import print_range

Kind = Literal["text", "date", "items", "long", "words"]


class Field(NamedTuple):
    """`items` are cited one by one and `words` are not; both are edited one a line."""

    name: str
    label: str
    kind: Kind = "text"


class SectionForm(NamedTuple):
    """How a section is shown. `rows` are fields side by side; `one` is what an entry is called."""

    title: str
    one: str
    entry: type[Entry]
    rows: tuple[tuple[Field, ...], ...]


_DATES = (Field("start_date", "Start", "date"), Field("end_date", "End", "date"))
_DID = (Field("highlights", "What you did, one point a line", "items"),)
_LINK = Field("url", "Link")

ENTRY_FORMS: dict[str, SectionForm] = {
    "work": SectionForm(
        "Work",
        "job",
        Work,
        (
            (Field("position", "Title"), Field("name", "Employer")),
            _DATES,
            (Field("location", "Place"), _LINK),
            (Field("summary", "In a sentence", "long"),),
            _DID,
        ),
    ),
    "volunteer": SectionForm(
        "Volunteering",
        "volunteer post",
        Volunteer,
        (
            (Field("position", "Role"), Field("organization", "Organization")),
            _DATES,
            (Field("location", "Place"), _LINK),
            (Field("summary", "In a sentence", "long"),),
            _DID,
        ),
    ),
    "education": SectionForm(
        "Education",
        "course of study",
        Education,
        (
            (Field("study_type", "Degree"), Field("area", "Subject")),
            (Field("institution", "School"), Field("location", "Place")),
            _DATES,
            (Field("score", "Grade"), _LINK),
            (Field("courses", "Courses, one a line", "items"),),
        ),
    ),
    "projects": SectionForm(
        "Projects",
        "project",
        Project,
        (
            (Field("name", "Name"), Field("entity", "For whom")),
            _DATES,
            (Field("description", "What it is", "long"),),
            (
                Field("roles", "Your roles, one a line", "words"),
                Field("keywords", "Tools, one a line", "items"),
            ),
            _DID,
            (_LINK,),
        ),
    ),
    "certificates": SectionForm(
        "Certificates",
        "certificate",
        Certificate,
        ((Field("name", "Name"), Field("issuer", "Issuer")), (Field("date", "Date", "date"), _LINK)),
    ),
    "publications": SectionForm(
        "Publications",
        "publication",
        Publication,
        (
            (Field("name", "Title"), Field("publisher", "Publisher")),
            (Field("release_date", "Date", "date"), _LINK),
            (Field("summary", "In a sentence", "long"),),
        ),
    ),
    "awards": SectionForm(
        "Awards",
        "award",
        Award,
        (
            (Field("title", "Award"), Field("awarder", "Given by")),
            (Field("date", "Date", "date"),),
            (Field("summary", "In a sentence", "long"),),
        ),
    ),
    "references": SectionForm(
        "References",
        "reference",
        Reference,
        ((Field("name", "Name"),), (Field("reference", "What they say", "long"),)),
    ),
}

LIST_TITLES = {"skills": "Skills", "languages": "Languages", "interests": "Interests"}
LIST_LABELS = {
    "skills": "One a line. A group with its skills: “Databases: PostgreSQL, DuckDB”",
    "languages": "One a line, with how well: “German: C1”",
    "interests": "One a line",
}
LIST_ENTRIES: dict[str, type[Skill] | type[Language] | type[Interest]] = {
    "skills": Skill,
    "languages": Language,
    "interests": Interest,
}
ORDER = (
    "work",
    "volunteer",
    "education",
    "skills",
    "projects",
    "certificates",
    "publications",
    "awards",
    "languages",
    "interests",
    "references",
)
"""As in `domain.profile.SECTIONS`."""


def entry_names(entry: Entry) -> tuple[str, str, str]:
    """What an entry is called: its title, whom it was with, and its dates."""
    if isinstance(entry, Education):
        first = " ".join(part for part in (entry.study_type, entry.area) if part)
        names = (first or entry.institution, entry.institution if first else "")
    elif isinstance(entry, Work):
        names = (entry.position or entry.name, entry.name if entry.position else "")
    elif isinstance(entry, Volunteer):
        names = (entry.position or entry.organization, entry.organization if entry.position else "")
    elif isinstance(entry, Award):
        names = (entry.title, entry.awarder)
    else:
        second = next((v for k in ("issuer", "publisher", "entity") if (v := getattr(entry, k, ""))), "")
        names = (getattr(entry, "name", ""), second)
    single = getattr(entry, "date", None) or getattr(entry, "release_date", None)
    dates = print_range(getattr(entry, "start_date", None), getattr(entry, "end_date", None) or single, "en")
    return (*names, dates)
