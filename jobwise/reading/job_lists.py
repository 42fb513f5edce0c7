"""Many jobs in one file: CSV, JSON and what public job boards give -> the text of each ad.

Every job becomes a schema.org JobPosting first, so that all of them are told in the same way.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from jobwise.domain.job import BoardKind, ListedJob, is_address
from jobwise.errors import JobWiseError, UnreadableFile
from jobwise.pipeline.job_analyzer import check_ad
from jobwise.reading.decoding import decoded, without_controls
from jobwise.reading.page import words_of
from jobwise.reading.posting_data import posting_text
from jobwise.reading.posting_dates import days_told

MOST_JOBS = 50_000
_LONGEST_CELL = 1_000_000
_LONGEST_NAME = 300
"""Characters of a title, an employer, an address."""
_MARKUP = re.compile(r"<[a-zA-Z/!][^<>]*>")
_NAMES = {
    "title": "title jobtitle position role jobname name",
    "hiringOrganization": "employer company companyname organisation organization hiringorganization firm",
    "jobLocation": "location joblocation city place workplace locations",
    "description": "description jobdescription text ad body content details fulltext",
    "url": "url link joburl address applyurl sourceurl website",
    "datePosted": "date dateposted posted postedon published publishedat postedat createdat postdate",
    "baseSalary": "salary basesalary pay compensation salaryrange wage",
    "employmentType": "employmenttype type jobtype contracttype contract",
}
_COLUMNS = {name: field for field, names in _NAMES.items() for name in names.split()}
"""What a column may be called, in small letters alone -> the property of JobPosting."""
_LISTS = ("jobs", "data", "items", "results", "postings", "@graph", "itemListElement")
"""Where a JSON object has its jobs."""
_PERIODS = {"year": "YEAR", "month": "MONTH", "week": "WEEK", "day": "DAY", "hour": "HOUR"}
Posting = dict[str, Any]


def listed_jobs(file_name: str, data: bytes) -> tuple[ListedJob, ...]:
    """The jobs of a CSV or JSON file, in its order. Raises: UnreadableFile."""
    text = decoded(data).strip()
    if not text:
        raise _unusable("This file is empty", "Export the jobs again, then add the new file.")
    is_json = file_name.lower().endswith((".json", ".jsonl", ".ndjson")) or text[0] in "[{"
    return _all(_json_rows(text) if is_json else _csv_rows(text), _posting)


def board_jobs(kind: BoardKind, employer: str, data: bytes) -> tuple[ListedJob, ...]:
    """The jobs of a board's answer. employer: who has the board, where the answer does not say.

    Raises: UnreadableFile.
    """
    told = _loaded(decoded(data))
    rows = told.get("jobs") if isinstance(told, dict) else told
    if not isinstance(rows, list):
        raise _unusable("This board answers with what is no list of jobs", "Look at the name of the board.")
    return _all(iter(rows), lambda row: _BOARDS[kind](row, employer))


def _all(rows: Iterator[object], posting: Callable[[Mapping[str, Any]], Posting]) -> tuple[ListedJob, ...]:
    found: list[ListedJob] = []
    days: list[object] = []
    for row in rows:
        if len(found) == MOST_JOBS:
            raise _unusable(
                f"This file has more than {MOST_JOBS:,} jobs", "Split it, then add the parts one by one."
            )
        told = posting(row) if isinstance(row, dict) else None
        found.append(ListedJob(reason="This is no job with named fields.") if told is None else _job(told))
        days.append(told and told.get("datePosted"))
    if not found:
        raise _unusable(
            "There is no job in this file",
            "A CSV needs a first line with names such as title, company, location and description.",
        )
    return tuple(
        job.model_copy(update={"posted_on": day, "undated": bool(str(told or "").strip()) and day is None})
        for job, told, day in zip(found, days, days_told(days), strict=True)
    )


def _job(posting: Posting) -> ListedJob:
    title, employer = (_line(posting.get(name)) for name in ("title", "hiringOrganization"))
    address = _line(posting.get("url"))
    address = address if is_address(address) else ""
    posting = {**posting, "title": title, "hiringOrganization": employer}
    known = ListedJob(title=title, employer=employer, address=address)
    if not posting.get("description"):
        return known.model_copy(update={"reason": "There is no description of the job."})
    text = re.sub(r"\n{3,}", "\n\n", without_controls(posting_text(posting, _readable))).strip()
    try:
        check_ad(text)
    except JobWiseError as error:
        return known.model_copy(update={"reason": f"{error.title}. {error.message}"})
    return known.model_copy(update={"text": text})


def _readable(text: str) -> str:
    """The words of a description, be it HTML or plain."""
    return words_of(text) if _MARKUP.search(text) else text


def _line(value: object) -> str:
    """A short value, on one line and without markup."""
    if isinstance(value, dict):
        value = value.get("name") or value.get("@id")
    if not isinstance(value, str | int | float):
        return ""
    text = _MARKUP.sub(" ", without_controls(str(value)[: 4 * _LONGEST_NAME]))
    return " ".join(text.split())[:_LONGEST_NAME]


def _csv_rows(text: str) -> Iterator[object]:
    csv.field_size_limit(_LONGEST_CELL)
    head = text.partition("\n")[0]
    parts = max(",;\t|", key=head.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=parts)
    try:
        names = [name.strip() for name in next(rows)]
        if not {_COLUMNS.get(_plain(name)) for name in names} & {"title", "description"}:
            raise _unusable(
                "The first line of this file does not say what its columns are",
                "Name them there: title, company, location, description, url, date, salary.",
            )
        for row in rows:
            if any(row):
                yield dict(zip(names, row, strict=False))
    except csv.Error as error:
        raise _unusable(
            "This is no CSV that can be read", "Export it again with one job a row, then add it."
        ) from error


def _json_rows(text: str) -> Iterator[object]:
    try:
        told = _loaded(text)
    except UnreadableFile:
        lines = text.splitlines()
        if len(lines) < 2:
            raise
        yield from map(_loaded_line, filter(str.strip, lines))
        return
    if isinstance(told, dict):
        found = next((told[name] for name in _LISTS if isinstance(told.get(name), list)), [told])
        told = [one.get("item", one) if isinstance(one, dict) else one for one in found]
    if not isinstance(told, list):
        raise _unusable("There is no job in this file", "It needs a list of jobs with named fields.")
    yield from told


def _loaded(text: str) -> Any:
    """Raises: UnreadableFile."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _unusable(
            "This is no JSON that can be read", "Export the jobs again, then add the new file."
        ) from error


def _loaded_line(line: str) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _posting(row: Mapping[str, Any]) -> Posting:
    """A JobPosting as it is, or made of columns under their usual names."""
    if "JobPosting" in str(row.get("@type")):
        return dict(row)
    found: Posting = {}
    for name, value in row.items():
        field = _COLUMNS.get(_plain(name))
        if field and value not in (None, "") and not found.get(field):
            found[field] = value
    if str(row.get("remote", "")).casefold() in ("true", "yes", "1", "remote", "ja", "oui"):
        found["jobLocationType"] = "TELECOMMUTE"
    return found


def _plain(name: object) -> str:
    return re.sub(r"[^a-z]", "", str(name)[:100].casefold())


def _greenhouse(row: Mapping[str, Any], employer: str) -> Posting:
    return {
        "title": row.get("title"),
        "hiringOrganization": row.get("company_name") or employer,
        "jobLocation": _within(row, "location", "name"),
        "description": row.get("content"),
        "url": row.get("absolute_url"),
        "datePosted": row.get("first_published") or row.get("updated_at"),
    }


def _lever(row: Mapping[str, Any], employer: str) -> Posting:
    lists = [one for one in row.get("lists") or () if isinstance(one, dict)]
    told = [f"<h3>{one.get('text', '')}</h3><ul>{one.get('content', '')}</ul>" for one in lists]
    return {
        "title": row.get("text"),
        "hiringOrganization": employer,
        "jobLocation": _within(row, "categories", "location"),
        "jobLocationType": "TELECOMMUTE" if row.get("workplaceType") == "remote" else None,
        "employmentType": _within(row, "categories", "commitment"),
        "description": "\n".join(
            map(str, filter(None, (row.get("description"), *told, row.get("additional"))))
        ),
        "baseSalary": _amounts(row.get("salaryRange"), "min", "max", "currency", "interval"),
        "url": row.get("hostedUrl"),
        "datePosted": row.get("createdAt"),
    }


def _ashby(row: Mapping[str, Any], employer: str) -> Posting:
    parts = _within(row, "compensation", "summaryComponents")
    pay = next(
        (
            one
            for one in (parts if isinstance(parts, list) else ())
            if isinstance(one, dict) and one.get("compensationType") == "Salary"
        ),
        None,
    )
    kind = row.get("employmentType")
    return {
        "title": row.get("title"),
        "hiringOrganization": employer,
        "jobLocation": row.get("location"),
        "jobLocationType": "TELECOMMUTE" if row.get("isRemote") is True else None,
        "employmentType": re.sub(r"(?<=[a-z])(?=[A-Z])", "-", kind) if isinstance(kind, str) else None,
        "description": row.get("descriptionHtml") or row.get("descriptionPlain"),
        "baseSalary": _amounts(pay, "minValue", "maxValue", "currencyCode", "interval"),
        "url": row.get("jobUrl"),
        "datePosted": row.get("publishedAt"),
    }


_BOARDS: Mapping[BoardKind, Callable[[Mapping[str, Any], str], Posting]] = {
    "greenhouse": _greenhouse,
    "lever": _lever,
    "ashby": _ashby,
}


def _within(row: Mapping[str, Any], name: str, inner: str) -> Any:
    value = row.get(name)
    return value.get(inner) if isinstance(value, dict) else None


def _amounts(pay: object, least: str, most: str, currency: str, period: str) -> Posting | None:
    if not isinstance(pay, dict):
        return None
    told = str(pay.get(period)).casefold()
    unit = next((unit for word, unit in _PERIODS.items() if word in told), "")
    value = {"minValue": pay.get(least), "maxValue": pay.get(most), "unitText": unit}
    return {"currency": pay.get(currency), "value": value}


def _unusable(title: str, message: str) -> UnreadableFile:
    return UnreadableFile(title, message, code="job-list")
