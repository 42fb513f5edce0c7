"""Sections of a JSON Resume -> entries of a Profile, by the fields of the models.

Keys that the format does not know are kept as unplaced lines. The names that version 0.0.16 gave to
the same things (`company`, `website`) are read as well.
"""

import re

from jobwise.domain.profile import (
    Award,
    Basics,
    Certificate,
    Doubt,
    Education,
    Entry,
    Interest,
    Item,
    Language,
    Location,
    NetworkProfile,
    Place,
    Profile,
    Project,
    Publication,
    Reference,
    Skill,
    Unplaced,
    Volunteer,
    Work,
)
from jobwise.reading.identity import fact_id
from jobwise.reading.json_node import Node
from jobwise.reading.tongue import language_of

_MODELS: dict[str, type[Entry]] = {
    "work": Work,
    "volunteer": Volunteer,
    "education": Education,
    "skills": Skill,
    "projects": Project,
    "certificates": Certificate,
    "publications": Publication,
    "awards": Award,
    "languages": Language,
    "interests": Interest,
    "references": Reference,
}
_DATES = ("start_date", "end_date", "date", "release_date")
_ITEMS = ("highlights", "courses", "keywords")
_OLD_NAMES = {"name": ("company",), "url": ("website",), "score": ("gpa",)}
_OPEN_ENDED = ("work", "volunteer")
_ADDRESS = ("address", "postalCode", "city", "region", "countryCode")


class ProfileBuilder:
    """Builds one profile; holds the ids given so far, what was left over, and the doubts."""

    def __init__(self) -> None:
        self._taken: set[str] = {"basics"}
        self._unplaced: list[Unplaced] = []
        self._doubts: list[Doubt] = []

    def profile(self, root: Node) -> Profile:
        """Everything in the file. Raises: UnreadableFile for a value of a wrong type."""
        root.skip("$schema", "meta")
        basics = self._basics(root.node("basics"))
        sections = {
            name: [entry for node in root.nodes(name) if (entry := self._entry(name, model, node))]
            for name, model in _MODELS.items()
        }
        self._keep_rest(root)
        rest = {"unplaced": self._unplaced, "doubts": self._doubts}
        profile = Profile.model_validate({"basics": basics, **sections, **rest})
        words = " ".join(fact.text for fact in profile.facts())
        return profile.model_copy(update={"language": language_of(words)})

    def _basics(self, node: Node) -> Basics:
        basics = Basics(
            name=node.text("name"),
            label=node.text("label"),
            email=node.text("email"),
            phone=node.text("phone", numbers=True),
            url=node.text("url", "website"),
            summary=self._paragraphs(node),
            location=self._location(node),
            profiles=tuple(self._network(profile) for profile in node.nodes("profiles")),
            place=node.place("name", "label", "email", "phone", "url", "website"),
        )
        self._keep_rest(node)
        return basics

    def _network(self, node: Node) -> NetworkProfile:
        network, username, url = (node.text(key) for key in ("network", "username", "url"))
        self._keep_rest(node)
        return NetworkProfile(network=network, username=username, url=url)

    def _location(self, node: Node) -> Location:
        if node.holds_text("location"):
            return Location(text=node.text("location"))
        inner = node.node("location")
        parts = [inner.text(key, numbers=True) for key in _ADDRESS]
        address, postal_code, city, region, country = parts
        self._keep_rest(inner)
        return Location(
            address=address,
            postal_code=postal_code,
            city=city,
            region=region,
            country_code=country,
            text=", ".join(part for part in parts if part),
        )

    def _paragraphs(self, node: Node) -> tuple[Item, ...]:
        place = node.place("summary")
        lines = (line.strip() for line in re.split(r"[\r\n]+", node.text("summary")))
        return tuple(self._item("basics", line, place) for line in lines if line)

    def _entry(self, section: str, model: type[Entry], node: Node) -> Entry | None:
        """An entry of any section; None when it says nothing."""
        names = [name for name in model.model_fields if name not in ("fact_id", "place", "roles", *_ITEMS)]
        texts = {name: self._text(name, node) for name in names if name not in _DATES}
        dates = {name: node.date(_camel(name)) for name in names if name in _DATES}
        items = {name: node.texts(name) for name in _ITEMS if name in model.model_fields}
        roles = {"roles": [text for text, _ in node.texts("roles")]} if section == "projects" else {}
        self._keep_rest(node)
        if not any((*texts.values(), *items.values(), *roles.values())):
            return None
        heading = list(texts.values())[:2]
        days = (day or "" for day, _ in dates.values())
        identity = fact_id(section, *heading, *days, taken=self._taken)
        place = node.place(*map(_camel, names), "company", "website") or _first_place(items)
        built = {
            name: [self._item(section, text, at, *heading) for text, at in found]
            for name, found in items.items()
        }
        fields = {**texts, **self._dates(section, identity, dates, place), **roles, **built}
        return model.model_validate({"fact_id": identity, "place": place, **fields})

    def _text(self, name: str, node: Node) -> str:
        return node.text(_camel(name), *_OLD_NAMES.get(name, ()), numbers=name == "score")

    def _dates(
        self, section: str, identity: str, dates: dict[str, tuple[str | None, str]], place: Place | None
    ) -> dict[str, str | None]:
        """Dates by field; a doubt for each one that could not be read or was not given."""
        days = {field: day for field, (day, _) in dates.items()}
        for field, (_, words) in dates.items():
            if words:
                self._doubt(identity, field, f"“{words[:40]}” could not be read as a date.")
                self._keep(f"{section}.{_camel(field)}", words, place)
        if section in _OPEN_ENDED and days["start_date"] and dates["end_date"] == (None, ""):
            self._doubt(identity, "end_date", "No end is given, so it is read as still going on.")
            days["end_date"] = "present"
        return days

    def _doubt(self, identity: str, field: str, reason: str) -> None:
        self._doubts.append(Doubt(fact_id=identity, field=field, reason=reason))

    def _item(self, section: str, text: str, place: Place | None, *heading: str) -> Item:
        return Item(fact_id=fact_id(section, *heading, text, taken=self._taken), text=text, place=place)

    def _keep_rest(self, node: Node) -> None:
        for heading, words, place in node.left():
            self._keep(heading, words, place)

    def _keep(self, heading: str, words: str, place: Place | None) -> None:
        identity = fact_id("unplaced", heading, words, taken=self._taken)
        self._unplaced.append(Unplaced(fact_id=identity, text=words, place=place, heading=heading))


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)


def _first_place(items: dict[str, list[tuple[str, Place]]]) -> Place | None:
    return next((place for found in items.values() for _, place in found), None)
