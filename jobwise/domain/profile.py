"""What a person has done, in the shape of JSON Resume 1.0.0, every fact with an id and its source.

Source of the shape: https://jsonresume.org/schema, version 1.0.0. Field names are its camelCase
names in snake_case; `rendering.json_resume` writes the original.
"""

from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

from jobwise.domain.base import Model

SECTIONS = (
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
Section = Literal[
    "basics",
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
    "unplaced",
]

PartialDate = str
"""`YYYY`, `YYYY-MM` or `YYYY-MM-DD`; an open end is the word `present`; unknown is None."""


class Place(Model):
    """Where in the uploaded file a fact was read.

    `page` counts from 1 (a file without pages is page 1). `start` and `end` are character offsets
    into `SourceText.text`. `boxes` are (left, top, right, bottom) as shares 0..1 of the page, one a
    printed line, measured from the top left; empty where the format has no geometry.
    """

    page: int = 1
    start: int = 0
    end: int = 0
    boxes: tuple[tuple[float, float, float, float], ...] = ()


class Item(Model):
    """One line or word of an entry that can be cited alone: a highlight, a keyword, a course."""

    fact_id: str
    text: str
    place: Place | None = None


class Entry(Model):
    """What every entry of a section has. `place` covers its heading lines, not its highlights."""

    fact_id: str
    place: Place | None = None


class Location(Model):
    """JSON Resume's location. `text` keeps the words as they stood in the source."""

    address: str = ""
    postal_code: str = ""
    city: str = ""
    country_code: str = ""
    region: str = ""
    text: str = ""


class NetworkProfile(Model):
    """An account on a network: `network` "LinkedIn", `username`, `url`."""

    network: str = ""
    username: str = ""
    url: str = ""


class Basics(Model):
    """Name, contact and summary. `summary` is one Item a sentence or paragraph."""

    name: str = ""
    label: str = ""
    email: str = ""
    phone: str = ""
    url: str = ""
    summary: tuple[Item, ...] = ()
    location: Location = Location()
    profiles: tuple[NetworkProfile, ...] = ()
    place: Place | None = None


class Work(Entry):
    """A job: `name` is the employer, `position` the title."""

    name: str = ""
    position: str = ""
    location: str = ""
    url: str = ""
    start_date: PartialDate | None = None
    end_date: PartialDate | None = None
    summary: str = ""
    highlights: tuple[Item, ...] = ()


class Volunteer(Entry):
    """Unpaid work, same shape as `Work` with `organization` for the employer."""

    organization: str = ""
    position: str = ""
    location: str = ""
    url: str = ""
    start_date: PartialDate | None = None
    end_date: PartialDate | None = None
    summary: str = ""
    highlights: tuple[Item, ...] = ()


class Education(Entry):
    """A course of study. `study_type` is the degree ("BSc"), `area` the subject, `score` the grade."""

    institution: str = ""
    area: str = ""
    study_type: str = ""
    location: str = ""
    url: str = ""
    start_date: PartialDate | None = None
    end_date: PartialDate | None = None
    score: str = ""
    courses: tuple[Item, ...] = ()


class Skill(Entry):
    """A skill, or a group of skills: "Databases" with keywords PostgreSQL, DuckDB."""

    name: str = ""
    level: str = ""
    keywords: tuple[Item, ...] = ()


class Project(Entry):
    """A project with its highlights; `entity` is whom it was for, `keywords` its tools."""

    name: str = ""
    description: str = ""
    url: str = ""
    entity: str = ""
    start_date: PartialDate | None = None
    end_date: PartialDate | None = None
    roles: tuple[str, ...] = ()
    keywords: tuple[Item, ...] = ()
    highlights: tuple[Item, ...] = ()


class Certificate(Entry):
    name: str = ""
    date: PartialDate | None = None
    issuer: str = ""
    url: str = ""


class Publication(Entry):
    name: str = ""
    publisher: str = ""
    release_date: PartialDate | None = None
    url: str = ""
    summary: str = ""


class Award(Entry):
    title: str = ""
    date: PartialDate | None = None
    awarder: str = ""
    summary: str = ""


class Language(Entry):
    """`language` in the résumé's words ("German"), `fluency` likewise ("C1", "native")."""

    language: str = ""
    fluency: str = ""


class Interest(Entry):
    name: str = ""
    keywords: tuple[Item, ...] = ()


class Reference(Entry):
    name: str = ""
    reference: str = ""


class Unplaced(Item):
    """A line that was read but not understood; kept under the heading that it stood below."""

    heading: str = ""


class Doubt(Model):
    """A field that the reader is not sure of: `field` is the model's field name, `reason` a sentence."""

    fact_id: str
    field: str
    reason: str


class Fact(Model):
    """A fact as the stages see it: one citable statement of the profile, in the person's words.

    `text` of an entry joins its heading fields with " | "; of an item it is its line. `parent` is
    the entry's id for items, empty for entries. `start_date` and `end_date` are the entry's.
    """

    fact_id: str
    section: Section
    text: str
    parent: str = ""
    start_date: PartialDate | None = None
    end_date: PartialDate | None = None
    place: Place | None = None


class Profile(Model):
    """Everything that JobWise knows about a person. Facts come from the person alone."""

    basics: Basics = Basics()
    work: tuple[Work, ...] = ()
    volunteer: tuple[Volunteer, ...] = ()
    education: tuple[Education, ...] = ()
    skills: tuple[Skill, ...] = ()
    projects: tuple[Project, ...] = ()
    certificates: tuple[Certificate, ...] = ()
    publications: tuple[Publication, ...] = ()
    awards: tuple[Award, ...] = ()
    languages: tuple[Language, ...] = ()
    interests: tuple[Interest, ...] = ()
    references: tuple[Reference, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    corrected: tuple[str, ...] = ()
    """Fact ids that the person wrote or corrected; a new reading never overwrites them."""
    language: str = "en"
    """ISO 639-1 code of the language that the résumé is written in."""

    def entries(self) -> Iterator[tuple[Section, Entry]]:
        """Every entry with its section, in the order of the sections."""
        for section in SECTIONS:
            for entry in getattr(self, section):
                yield section, entry  # type: ignore[misc]

    def facts(self) -> tuple[Fact, ...]:
        """All facts, entries before their items, in reading order."""
        return tuple(self._facts())

    def _facts(self) -> Iterator[Fact]:
        basics = self.basics
        heading = (basics.name, basics.label, basics.location.text, basics.email, basics.phone, basics.url)
        networks = (p.url or p.username for p in basics.profiles)
        yield Fact(fact_id="basics", section="basics", text=_join(*heading, *networks), place=basics.place)
        for item in basics.summary:
            yield _item_fact(item, "basics", "basics", None, None)
        for section, entry in self.entries():
            shape = _shape(type(entry))
            start = getattr(entry, "start_date") if shape.starts else None  # noqa: B009
            end = next(filter(None, (getattr(entry, name) for name in shape.ends)), None)
            yield Fact(
                fact_id=entry.fact_id,
                section=section,
                text=heading_text(entry),
                start_date=start,
                end_date=end,
                place=entry.place,
            )
            for item in items_of(entry):
                yield _item_fact(item, section, entry.fact_id, start, end)
        for line in self.unplaced:
            yield _item_fact(line, "unplaced", "", None, None)


def items_of(entry: Entry) -> tuple[Item, ...]:
    """An entry's highlights, courses and keywords, in that order."""
    return tuple(item for name in _shape(type(entry)).items for item in getattr(entry, name))


def heading_text(entry: Entry) -> str:
    """An entry's own text fields joined with " | ", dates and items left out."""
    values = (getattr(entry, name) for name in _shape(type(entry)).heading)
    return _join(*(" ".join(value) if isinstance(value, tuple) else value for value in values))


class _Shape(NamedTuple):
    """Which fields of a kind of entry are what.

    *Why looked up once:* asking an entry for a field that it does not have takes longer than all the rest.
    """

    heading: tuple[str, ...]
    items: tuple[str, ...]
    starts: bool
    ends: tuple[str, ...]


_ENDS = ("end_date", "date", "release_date")
_ITEMS = ("highlights", "courses", "keywords")


@cache
def _shape(kind: type[Model]) -> _Shape:
    fields = kind.model_fields
    others = {"fact_id", "place", "start_date", *_ENDS, *_ITEMS}
    return _Shape(
        heading=tuple(name for name in fields if name not in others),
        items=tuple(name for name in _ITEMS if name in fields),
        starts="start_date" in fields,
        ends=tuple(name for name in _ENDS if name in fields),
    )


def _item_fact(item: Item, section: Section, parent: str, start: str | None, end: str | None) -> Fact:
    return Fact(
        fact_id=item.fact_id,
        section=section,
        text=item.text,
        parent=parent,
        start_date=start,
        end_date=end,
        place=item.place,
    )


def _join(*parts: str) -> str:
    return " | ".join(part for part in parts if part)
