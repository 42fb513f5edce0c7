"""An ad as passages: sentences and list lines with their exact place and the section they stand in.

*Why not by line alone:* ads copied from the web often lose their line breaks, so that a heading or
a new point begins in the middle of a word ("guidelinesWork closely").
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from jobwise.matching.taxonomy import taxonomy
from jobwise.pipeline.ad.headings import Section, section_named

_INLINE = re.compile(
    r"(?:(?<![^\W_])|(?<=[a-zà-ÿ]))((?:[A-ZÀ-Þ][\w'’&/-]*[ ]?(?:and |or |of |the |to |& |/ ?|that are "
    r"|a plus)*){1,5})"
    r":(?=\s*\S)"
)
_BREAK = re.compile(
    r"\n+|[•●▪◦‣·➢✓]\s*|\*+\s+|(?<!\bSt)(?<!\bSr)(?<!\bJr)(?<!\bMr)(?<!\bDr)(?<!\bMs)(?<!\bFt)(?<!\bAsst)(?<=[a-zà-ÿ0-9)%])[.!?;](?=\s+[\"“(]?[A-ZÀ-Þ0-9£$€]|[A-ZÀ-Þ][a-zà-ÿ]|\s*$)"
    r"|(?<=\s)[-–](?=\s+[A-ZÀ-Þ])|(?<=[a-z.):;])[*·•](?=\s?[A-ZÀ-Þ][a-z])|\s{4,}"
)
_DASH = re.compile(r"(?<=[a-z.):;])[-–](?=\s?[A-ZÀ-Þ][a-z])")
_FEWEST_DASHES = 4
"""Dashes between words without a blank before a text has them for list marks: one alone is a compound's."""
_OPENERS = (
    "Job|Summary|Responsibilit|We|The|Our|You|Your|This|With|For|About|Location|Requirement"
    "|Qualification|Description"
    "|Position|Duties|Must|Experience|Minimum|Benefits|Company|Current|Education|Skills|Essential"
    "|Preferred|Required|Work"
    "|Salary|Pay|Type|Is|In|If|At|As|Ability|Strong|Excellent|Knowledge|Proficien|Bachelor|High|What|Who"
    "|Why|How|Key"
)
_ENDERS = (
    "Company|Summary|Description|Responsibilities|Requirements"
    "|Qualifications|Duties|Overview|Profile|Benefits|Employer"
)
_GLUED = re.compile(
    r"(?<![\w@./-])[a-zà-ÿ]{3,}(?=[A-ZÀ-Þ][a-zà-ÿ]+[\s,:])|(?<=[)a-z])(?=\d+ ?\+? ?years)"
    rf"|(?<![\w@./-])[A-Z][a-z]{{2,}}(?=(?:{_OPENERS})[a-z]*[\s:,])|\b(?:{_ENDERS})(?=[A-Z][a-z])"
    r"|(?<=[a-z]{4})(?=[A-Z]{2,4}\b)|(?<![\w@./-])[A-Z]{2,}(?=[A-Z][a-z]{3,}[\s:,])"
)
_EEO = re.compile(
    r"\bequal (?:employment )?opportunit|without regard to|\bEOE\b|reasonable accommodation|protected veteran"
    r"|drug[- ]free|e-verify|privacy policy|cookies|affirmative action|discriminat|\bdisabilit"
    r"|sexual orientation"
    r"|background check|visa sponsor|sponsor\w* (?:a |work )?visa|right to work|work authori[sz]ation"
    r"|authori[sz]ed to work"
    r"|drug (?:test|screen)",
    re.IGNORECASE,
)
_APPLY = re.compile(
    r"(?:to apply|apply|send|submit|e-?mail|call|click|visit|fax)\b(?!.*\bto (?:our )?(?:customers|clients))",
    re.IGNORECASE,
)
_TERMS = re.compile(
    r"[£$€]\s?\d|\b(?:401\s?\(?k|full[- ]time|part[- ]time|permanent|fixed[- ]term"
    r"|hybrid|no remote|remote work"
    r"|(?:day|night|first|second|third|rotating|evening|weekend|late) shifts?"
    r"|\d+ hours|hours (?:per|a)|per (?:hour|week|annum)"
    r"|(?:paid )?(?:holidays?|vacations?|time off)|pto\b|annual leave|pension|dental"
    r"|medical (?:insurance|benefits|plan)"
    r"|(?:health|life|disability) insurance|salary|competitive (?:pay|wage|salary)|bonus(?:es)?"
    r"|benefits|perks|reimbursement"
    r"|relocation|overtime pay|commissions?|days of leave)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:must|require[sd]?|required|requirements?|need(?:s|ed)? (?:to have|a|an)|minimum (?:of|\d)"
    r"|at least \w+ year|years?"
    r"|experience (?:with|in|of|as)|experienced|knowledge of|proficien\w+|ability to|degree|diploma"
    r"|licen[sc]e|certifi\w+"
    r"|skills|responsib\w+|manag\w+|familiar\w*|preferred|fluent|candidates? (?:will|should|with))\b",
    re.IGNORECASE,
)
_ASKS_PLAINLY = re.compile(
    r"\b(?:we (?:require|need|are looking for|seek)|must (?:have|be|possess|hold)|(?:is|are) required"
    r"|required to have|requirements include"
    r"|you (?:must|should|will need|need to) have|(?:applicants?|candidates?|drivers?) (?:must|should"
    r"|will have|need)"
    r"|minimum of \w+ (?:years|months)|at least \w+ years)\b",
    re.IGNORECASE,
)


class Passage(NamedTuple):
    """ad[start:end], the section it stands in, and whether it is a heading."""

    start: int
    end: int
    text: str
    section: Section
    heading: bool


def passages_of(ad: str) -> list[Passage]:
    """The ad's passages in order. Before the first heading the section is `duties`."""
    found: list[Passage] = []
    section: Section = "duties"
    for start, end in _pieces(ad):
        text = ad[start:end]
        named = section_named(text)
        if named:
            section = named
        found.append(Passage(start, end, text, _own(text, section), named is not None))
    return found


def _own(text: str, section: Section) -> Section:
    """The section that one passage belongs to: boilerplate and terms ask nothing, a plain demand does."""
    if _EEO.search(text) or _APPLY.match(text):
        return "apply"
    if section in {"offer", "apply", "about"}:
        return "must" if _ASKS_PLAINLY.search(text) else section
    return "offer" if _TERMS.search(text) and not _ASKS.search(text) else section


def _pieces(ad: str) -> Iterator[tuple[int, int]]:
    """Spans between breaks, without the blanks around them."""
    cuts = {0, len(ad)}
    for match in _BREAK.finditer(ad):
        cuts |= {match.start() + (1 if match[0][0] in ".!?;" else 0), match.end()}
    dashes = list(_DASH.finditer(ad))
    if len(dashes) >= _FEWEST_DASHES:
        cuts |= {cut for match in dashes for cut in match.span()}
    for match in _GLUED.finditer(ad):
        if not _is_name(ad, match):
            cuts.add(match.end())
    for match in _INLINE.finditer(ad):
        if section_named(match[0]):
            inside = [cut for cut in cuts if match.start() < cut < match.end()]
            cuts |= {max(inside, default=match.start()), match.end()}
    for start, end in pairwise(sorted(cuts)):
        piece = ad[start:end]
        lead, trail = len(piece) - len(piece.lstrip(" \t\r\n\xa0•●▪◦‣·*-–")), len(piece) - len(piece.rstrip())
        if start + lead < end - trail and any(char.isalnum() for char in piece):
            yield start + lead, end - trail


def _is_name(ad: str, match: re.Match[str]) -> bool:
    """Whether a capital inside a word belongs to a known name, as in jQuery."""
    before, after = re.search(r"\w*$", ad[: match.end()][-40:]), re.match(r"\w*", ad[match.end() :])
    return taxonomy().concept((before[0] if before else "") + (after[0] if after else "")) is not None
