import json
from typing import Any

import jsonschema
import pytest

from jobwise.domain.profile import (
    Award,
    Basics,
    Certificate,
    Education,
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
from jobwise.rendering.json_resume import to_json_resume

TEXT: dict[str, Any] = {"type": "string", "minLength": 1}
DATE: dict[str, Any] = {"type": "string", "pattern": r"^[12]\d{3}(-[01]\d(-[0-3]\d)?)?$"}
URL: dict[str, Any] = {"type": "string", "pattern": "^https?://"}
TEXTS: dict[str, Any] = {"type": "array", "items": TEXT, "minItems": 1}


def closed(**fields: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": fields, "additionalProperties": False, "minProperties": 1}


def entries(**fields: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": closed(**fields), "minItems": 1}


SPELL = {"startDate": DATE, "endDate": DATE}
SCHEMA = closed(
    **{"$schema": URL},
    basics=closed(
        name=TEXT,
        label=TEXT,
        email={"type": "string", "pattern": "@"},
        phone=TEXT,
        url=URL,
        summary=TEXT,
        location=closed(address=TEXT, postalCode=TEXT, city=TEXT, countryCode=TEXT, region=TEXT),
        profiles=entries(network=TEXT, username=TEXT, url=URL),
    ),
    work=entries(name=TEXT, position=TEXT, location=TEXT, url=URL, summary=TEXT, highlights=TEXTS, **SPELL),
    volunteer=entries(
        organization=TEXT, position=TEXT, location=TEXT, url=URL, summary=TEXT, highlights=TEXTS, **SPELL
    ),
    education=entries(
        institution=TEXT,
        area=TEXT,
        studyType=TEXT,
        location=TEXT,
        url=URL,
        score=TEXT,
        courses=TEXTS,
        **SPELL,
    ),
    skills=entries(name=TEXT, level=TEXT, keywords=TEXTS),
    projects=entries(
        name=TEXT,
        description=TEXT,
        url=URL,
        entity=TEXT,
        roles=TEXTS,
        keywords=TEXTS,
        highlights=TEXTS,
        **SPELL,
    ),
    certificates=entries(name=TEXT, date=DATE, issuer=TEXT, url=URL),
    publications=entries(name=TEXT, publisher=TEXT, releaseDate=DATE, url=URL, summary=TEXT),
    awards=entries(title=TEXT, date=DATE, awarder=TEXT, summary=TEXT),
    languages=entries(language=TEXT, fluency=TEXT),
    interests=entries(name=TEXT, keywords=TEXTS),
    references=entries(name=TEXT, reference=TEXT),
)
"""JSON Resume 1.0.0 without what JobWise never writes, and with no empty field."""


def item(text: str) -> Item:
    return Item(fact_id=text, text=text, place=Place())


FULL = Profile(
    basics=Basics(
        name="Mara Lindqvist",
        label="Analyst",
        email="mara@example.org",
        phone="+44 1632 960123",
        url="example.org/mara",
        summary=(item("Eight years in rail."), item("At home in SQL.")),
        location=Location(city="Leeds", region="Yorkshire", text="Leeds, Yorkshire"),
        profiles=(NetworkProfile(network="LinkedIn", username="mara", url="linkedin.com/in/mara"),),
        place=Place(),
    ),
    work=(
        Work(
            fact_id="w",
            place=Place(),
            name="Fenwick Rail",
            position="Analyst",
            location="Leeds",
            url="https://example.org",
            start_date="2020-01",
            end_date="present",
            summary="Reports.",
            highlights=(item("Moved 14 reports"),),
        ),
    ),
    volunteer=(Volunteer(fact_id="v", organization="Food bank", location="York", start_date="2019-05-01"),),
    education=(
        Education(fact_id="e", institution="University of Example", study_type="BSc", courses=(item("SQL"),)),
    ),
    skills=(Skill(fact_id="s", name="Databases", keywords=(item("PostgreSQL"),)),),
    projects=(Project(fact_id="p", name="Timetable", roles=("lead",), keywords=(item("Python"),)),),
    certificates=(Certificate(fact_id="c", name="Scrum", date="2018", issuer="Example Board"),),
    publications=(Publication(fact_id="pu", name="On delays", release_date="2017-03"),),
    awards=(Award(fact_id="a", title="Best report", date="spring", awarder="Rail News"),),
    languages=(Language(fact_id="l", language="Swedish", fluency="C1"),),
    interests=(Interest(fact_id="i", name="Chess"),),
    references=(Reference(fact_id="r", name="A. Example", reference="Reliable."),),
    unplaced=(Unplaced(fact_id="u", text="a line"),),
)


@pytest.mark.parametrize("profile", [FULL, Profile(), Profile(work=(Work(fact_id="w"), FULL.work[0]))])
def test_a_profile_is_valid_json_resume(profile: Profile) -> None:
    jsonschema.validate(to_json_resume(profile), SCHEMA)


def test_every_section_is_written() -> None:
    assert set(to_json_resume(FULL)) == set(SCHEMA["properties"])


def test_names_are_camel_case_and_empty_fields_are_left_out() -> None:
    (school,) = to_json_resume(FULL)["education"]
    assert school == {"institution": "University of Example", "studyType": "BSc", "courses": ["SQL"]}


def test_an_open_end_and_a_date_without_a_year_are_left_out() -> None:
    resume = to_json_resume(FULL)
    assert "endDate" not in resume["work"][0]
    assert resume["work"][0]["startDate"] == "2020-01"
    assert "date" not in resume["awards"][0]


def test_addresses_get_the_scheme_that_the_schema_asks_for() -> None:
    basics = to_json_resume(FULL)["basics"]
    assert basics["url"] == "https://example.org/mara"
    assert basics["profiles"][0]["url"] == "https://linkedin.com/in/mara"


def test_a_script_is_never_an_address() -> None:
    profile = Profile(basics=Basics(name="Mara", url="javascript:alert(1)"))
    assert to_json_resume(profile)["basics"] == {"name": "Mara"}


def test_the_summary_is_one_text() -> None:
    assert to_json_resume(FULL)["basics"]["summary"] == "Eight years in rail. At home in SQL."


def test_a_place_that_was_not_understood_keeps_its_words() -> None:
    words = Profile(basics=Basics(location=Location(text="near the old mill")))
    assert to_json_resume(words)["basics"]["location"] == {"address": "near the old mill"}
    assert "text" not in to_json_resume(FULL)["basics"]["location"]


def test_printed_words_take_the_place_of_a_highlight() -> None:
    resume = to_json_resume(FULL, wording={"Moved 14 reports": "Moved fourteen reports"})
    assert resume["work"][0]["highlights"] == ["Moved fourteen reports"]


def test_it_can_be_written_as_json() -> None:
    assert json.loads(json.dumps(to_json_resume(FULL)))["skills"][0]["keywords"] == ["PostgreSQL"]
