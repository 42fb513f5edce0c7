"""schema.org's JobPosting, as pages carry it in JSON-LD -> the text of an ad."""

import json
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from html import unescape
from typing import Any

Readable = Callable[[str], str]
"""HTML -> the words that it shows."""
_MOST_NODES = 20_000
_KINDS = {
    "FULL_TIME": "Full-time",
    "PART_TIME": "Part-time",
    "CONTRACTOR": "Contract",
    "TEMPORARY": "Temporary",
    "INTERN": "Internship",
    "VOLUNTEER": "Volunteer",
    "PER_DIEM": "By the day",
}
"""Google's and schema.org's values of employmentType."""
_UNITS = {"HOUR": "hour", "DAY": "day", "WEEK": "week", "MONTH": "month", "YEAR": "year"}
_PROSE = (
    ("description", ""),
    ("responsibilities", "Responsibilities"),
    ("qualifications", "Qualifications"),
    ("skills", "Skills"),
    ("experienceRequirements", "Experience"),
    ("educationRequirements", "Education"),
    ("jobBenefits", "Benefits"),
    ("incentiveCompensation", "Benefits"),
)


def posting_in(scripts: Iterable[str]) -> dict[str, Any]:
    """The first job that a page tells; empty where it tells none with a description."""
    for script in scripts:
        try:
            found = next(_postings(json.loads(script)), None)
        except (ValueError, RecursionError):  # no JSON, or JSON made to break a reader
            continue
        if found and _text(found.get("description")):
            return found
    return {}


def posting_text(posting: dict[str, Any], readable: Readable) -> str:
    """A JobPosting as the text of an ad; "" for an empty one."""
    return "\n".join(_lines(posting, readable)) if posting else ""


def _postings(data: Any) -> Iterator[dict[str, Any]]:
    """Every JobPosting in a JSON-LD value, wherever it stands."""
    waiting, seen = deque([data]), 0
    while waiting and seen < _MOST_NODES:
        node, seen = waiting.popleft(), seen + 1
        if isinstance(node, dict):
            kinds = node.get("@type")
            if "JobPosting" in (kinds if isinstance(kinds, list) else [kinds]):
                yield node
            waiting += node.values()
        elif isinstance(node, list):
            waiting += node


def _lines(posting: dict[str, Any], readable: Readable) -> Iterator[str]:
    yield _text(posting.get("title"))
    employer = posting.get("hiringOrganization")
    places = filter(None, (_place(one) for one in _each(posting.get("jobLocation"))))
    remote = "Remote" if posting.get("jobLocationType") == "TELECOMMUTE" else ""
    yield " · ".join(filter(None, (_text(_name(employer)), *dict.fromkeys(places), remote)))
    kinds = (_KINDS.get(kind, kind) for one in _each(posting.get("employmentType")) if (kind := _text(one)))
    yield ", ".join(kinds)
    if pay := _pay(posting.get("baseSalary")):
        yield f"Salary: {pay}"
    for name, heading in _PROSE:
        for value in _each(posting.get(name)):
            words = readable(unescape(_text(value) or _text(_described(value))))
            if words:
                yield f"\n{heading}\n{words}" if heading else f"\n{words}"
    if until := _text(posting.get("validThrough"))[:10]:
        yield f"\nApply by {until}"


def _each(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else str(value) if isinstance(value, int | float) else ""


def _name(thing: Any) -> Any:
    return thing.get("name") if isinstance(thing, dict) else thing


def _described(value: Any) -> Any:
    """schema.org allows a thing where words are usual: an OccupationalExperienceRequirements and others."""
    if not isinstance(value, dict):
        return None
    months = value.get("monthsOfExperience")
    said = value.get("description") or value.get("name") or value.get("credentialCategory")
    return said or (f"{months} months of experience" if isinstance(months, int) and months else None)


def _place(location: Any) -> str:
    if not isinstance(location, dict):
        return _text(location)
    address = location.get("address", location)
    if not isinstance(address, dict):
        return _text(address)
    parts = (
        address.get("addressLocality"),
        address.get("addressRegion"),
        _country(_text(_name(address.get("addressCountry")))),
    )
    return ", ".join(dict.fromkeys(filter(None, map(_text, parts))))


def _country(said: str) -> str:
    """The name of a country that is given by its code. *Why:* DE is Delaware, too."""
    from babel import Locale

    code = said.upper()
    return str(Locale("en").territories.get(code, said)) if len(code) == 2 and code.isalpha() else said


def _pay(salary: Any) -> str:
    if not isinstance(salary, dict):
        return _text(salary)
    value = salary.get("value")
    amounts = value if isinstance(value, dict) else {"value": value}
    least, most = (_text(amounts.get(end)) for end in ("minValue", "maxValue"))
    amount = f"{least} to {most}" if least and most else least or most or _text(amounts.get("value"))
    unit = _UNITS.get(_text(amounts.get("unitText")).upper(), "")
    told = f"{_text(salary.get('currency'))} {amount}".strip() if amount else ""
    return f"{told} a {unit}" if told and unit else told
