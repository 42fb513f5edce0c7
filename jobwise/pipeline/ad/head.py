"""The head of an ad: what, who and where, the last on a line of its own or beside the employer."""

import re
from typing import NamedTuple

from jobwise.matching.cities import city_named
from jobwise.matching.job_places import is_area, looked_for
from jobwise.matching.occupations import occupations_in
from jobwise.pipeline.ad.headings import section_named

_REMOTE = re.compile(
    r"(?:fully )?(?:remote|hybrid|home ?office|teletrabajo|télétravail|smart working)\b", re.I
)
_MARK = re.compile(r"\s*\(?\b[mwfhdx](?:\s?[/|]\s?[mwfhdx]){1,2}\b\)?", re.IGNORECASE)
_MORE = re.compile(r"\s*\(|\s[-–—|·]\s")
"""What a title says beside the work: "Installer (part-time)"."""
_OF_A_FIRM = re.compile(
    r"\b(?:GmbH|AG|KG|Ltd|Limited|Inc|LLC|LLP|plc|AB|Oy|A/S|B\.?V|S\.?L(?:\.?U)?|S\.?A(?:\.?S)?|S\.?r\.?l|S\.?p\.?A|Lda|Ltda"
    r"|Sp\. z o\.o)\.?$"
)
"""How a line ends that is a firm's name, whatever stands below it."""
_BRACKETS = re.compile(r"\s*\([^()]{1,40}\)$")
"""What stands behind a place in brackets: "Metz (57)", "Graz (hybrid)"."""
_POSTCODE = re.compile(
    r"^\d{4,5}\s+(?=[A-ZÀ-Þ])|(?<=[a-zà-ÿA-Z])\s+(?:[A-Z]{1,2}\d[A-Z\d]?(?:\s?\d[A-Z]{2})?|\d{5})$"
)
_NEAR = re.compile(r"^(?:near|close to|bei|près de|cerca de|in|à|en)\s+(?=[A-ZÀ-Þ])")
_TOWNS = re.compile(
    r"\s*/\s*|\s*,\s+(?:or|and|oder|und|ou|et|o|y)\s+|\s+(?:or|and|oder|und|ou|et|o|y)\s+|\s*[,;]\s+"
)
"""What stands between towns of which each has the job: "Cork / Limerick", "Lyon, Metz ou Nancy"."""
_BESIDE = re.compile(r"\s[·|•]\s")
_NAME = re.compile(r"(?=[A-ZÀ-Þ0-9])[\w&'’.+-]+(?:,? (?:[\w&'’.+-]+|&)){0,5}")
_SENTENCE = re.compile(r"[:;!?]|(?<![A-Z])\.$|\d{3}|[£$€]")
_MOST_WORDS = 9
_LONGEST_PART = 4
"""Words of a town's, a region's or a country's name."""
_LONGEST_PLACE = 80


class Head(NamedTuple):
    """The first lines, where they are these."""

    title: str
    employer: str
    place: str


def head_of(ad: str) -> Head | None:
    """The title, the employer and the place of an ad that begins with them.

    *Why the place tells:* it has a shape and known names, and what stands over it is hardly anything else.
    """
    first, *rest = [*(line for one in ad.split("\n", 12)[:12] if (line := one.strip())), ""]
    employer, *more = [part for line in rest[:2] for part in _BESIDE.split(line)] or [""]
    if not more or not (place := place_in(more[0])):
        return None
    firm_first = _OF_A_FIRM.search(first) and not _OF_A_FIRM.search(employer)
    if firm_first or (_ends_in_a_noun(employer) and not (occupations_in(first) or is_marked(first))):
        first, employer = employer, first
    title = _MORE.split(_MARK.sub("", first))[0].strip()
    named = _NAME.fullmatch(employer) and not _SENTENCE.search(employer) and not place_in(employer)
    plain = title[:1].isupper() and len(title.split()) <= _MOST_WORDS and not _SENTENCE.search(title)
    if not (named and plain) or any(section_named(line) for line in (title, employer)):
        return None
    return Head(title, employer, place)


def place_in(line: str) -> str | None:
    """The place that a line names and nothing else: a town, with what it lies in; "Remote in Ireland"."""
    line = _NEAR.sub("", _POSTCODE.sub("", line.strip(" .")))
    line = line if _REMOTE.match(line) else _BRACKETS.sub("", line).strip()
    parts = re.split(r"\s*,\s*", line)
    if not line or len(line) > _LONGEST_PLACE or ":" in line:
        return None
    if _REMOTE.match(line):
        if (town := parts[-1]) and len(parts) > 1 and _is_town(town):
            return town
        whole = ", ".join(part for part in parts if part[:1].isupper())
        known = any(any("country" in key for key in meant) for meant in looked_for(whole))
        return whole if known and len(whole.split()) <= _MOST_WORDS else None
    towns = _TOWNS.split(line)
    if len(towns) > 1 and all(map(_is_town, towns)):
        return line
    short = all(part[:1].isupper() and len(part.split()) <= _LONGEST_PART for part in parts)
    town, *areas = parts
    known = (_is_town(town) and all(map(is_area, areas))) or (
        bool(areas) and len(areas[-1]) > 2 and is_area(areas[-1])
    )
    return line if short and known else None


def town_in(line: str) -> str | None:
    """The same without "Remote in Ireland", which is no line of its own."""
    return None if _REMOTE.match(line.strip()) else place_in(line)


def is_marked(title: str) -> bool:
    """Whether a line has the mark that a title is open to all."""
    return _MARK.search(title) is not None


def _ends_in_a_noun(line: str) -> bool:
    """Whether a line is a title by its last word, which no firm's name is: "Senior Payroll Clerk"."""
    plain = re.split(r",\s", _MORE.split(_MARK.sub("", line))[0])[0].strip()
    nouns = occupations_in(plain)
    return bool(nouns) and nouns[-1][1] == len(plain)


def _is_town(name: str) -> bool:
    return len(name) > 2 and name[:1].isupper() and city_named(name) is not None
