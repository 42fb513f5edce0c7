"""A profile as JSON Resume 1.0.0: the shape that other tools read.

Source: https://jsonresume.org/schema, version 1.0.0 (names, types and the pattern of dates). Fields
that it does not name and that it allows (a volunteer's or school's `location`) are kept; fact ids,
places, doubts and lines that were not understood have no place in it.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jobwise.domain.base import Model
from jobwise.domain.documents import Design, Document
from jobwise.domain.profile import SECTIONS, Basics, Item, Profile
from jobwise.ports import DESIGN
from jobwise.rendering.printable import printable, web_address

SCHEMA = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"
_DATE = re.compile(r"[12]\d{3}(-[01]\d(-[0-3]\d)?)?")
_DATES = {"start_date", "end_date", "date", "release_date"}
_OURS = {"fact_id", "place"}


@dataclass
class JsonResumeExporter:
    suffix: str = ".json"
    media_type: str = "application/json"

    def export(self, document: Document, profile: Profile, design: Design = DESIGN) -> bytes:
        """The profile, with the words that the document prints for each of its lines."""
        resume = to_json_resume(profile, wording=_wording(document))
        return (json.dumps(resume, ensure_ascii=False, indent=2) + "\n").encode()

    def lost(self, document: Document) -> str:
        return ""


def to_json_resume(profile: Profile, *, wording: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The profile in JSON Resume's names; empty fields are left out.

    wording: fact id -> the words to write for that item instead of its own.
    """
    words = wording or {}
    resume: dict[str, Any] = {"$schema": SCHEMA, "basics": _basics(profile.basics, words)}
    for section in SECTIONS:
        entries = [_record(entry, words) for entry in getattr(profile, section)]
        resume[section] = [entry for entry in entries if entry]
    return {name: value for name, value in resume.items() if value}


def _wording(document: Document) -> dict[str, str]:
    """Fact id -> printed words, for the lines that rest on one fact alone."""
    return {
        line.sources[0]: line.text
        for line in document.lines
        if line.role == "bullet" and line.change != "composed" and len(line.sources) == 1
    }


def _basics(basics: Basics, words: Mapping[str, str]) -> dict[str, Any]:
    record = _record(basics, words)
    if basics.summary:
        record["summary"] = " ".join(_item(item, words) for item in basics.summary)
    place = record.get("location", {})
    text = place.pop("text", "")
    if text and not place:
        record["location"] = {"address": text}
    return record


def _record(model: Model, words: Mapping[str, str]) -> dict[str, Any]:
    names = (name for name in type(model).model_fields if name not in _OURS)
    values = {_camel(name): _value(name, getattr(model, name), words) for name in names}
    return {name: value for name, value in values.items() if value}


def _value(name: str, value: Any, words: Mapping[str, str]) -> Any:
    """A field's value as JSON Resume has it; None where it has no valid form there."""
    if isinstance(value, Item):
        return _item(value, words)
    if isinstance(value, tuple):
        return [entry for entry in (_value("", each, words) for each in value) if entry]
    if isinstance(value, Model):
        return _record(value, words)
    text = printable(value or "")
    if name in _DATES:
        return text if _DATE.fullmatch(text) else None
    return web_address(text) or None if name == "url" else text


def _item(item: Item, words: Mapping[str, str]) -> str:
    return printable(words.get(item.fact_id, item.text))


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)
