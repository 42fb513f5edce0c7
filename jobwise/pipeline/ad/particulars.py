"""What an ad says of the job itself: the place, the kind of contract, work from home.

`text` is the ad's passages, one a line.
"""

import re

from jobwise.domain.posting import EmploymentType

_LABEL = r"(?:^|(?<=[\s.;>]))"
_STATES = (
    "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY "
    "NC ND OH OK OR "
    "PA RI SC SD TN TX UT VT VA WA WV WI WY DC ON QC BC AB"
)
_CITY = r"[A-ZÀ-Þ][\w'’.-]+(?:[ -](?:[A-ZÀ-Þ][\w'’.-]+|of|am|upon|sur|de|la)){0,3}"
_PLACES = (
    re.compile(
        rf"{_LABEL}(?i:job location|work location|location|standort|lieu|ubicación"
        rf"|place of work)\s*:\s*({_CITY}(?:,\s*{_CITY}){{0,2}})"
    ),
    re.compile(rf"\b({_CITY},\s*(?:{_STATES.replace(' ', '|')}))\b(?!\w)"),
    re.compile(
        rf"(?i:\b(?:based|located|office|offices|work|role|position|opportunity) (?:in|at)|\bstandort"
        rf"|\bà|\bin)\s+({_CITY})(?=[,.\n]|\s+(?i:area|office|and|we|with|seek\w*|is|has|for|to|as|who)\b|$)",
        re.MULTILINE,
    ),
)
_WITH_STATE = re.compile(rf"{_CITY},\s*(?:{_STATES.replace(' ', '|')})\b")
_NOT_PLACE = re.compile(
    r"^(?:the|our|this|an?|january|february|march|april|may|june|july|august|september|october|november|december|"
    r"english|french|german|spanish|microsoft|excel|word|computer|business|accounting|python|java|sql|it|hr|i)\b",
    re.IGNORECASE,
)
_TYPES: tuple[tuple[EmploymentType, str], ...] = (
    ("internship", r"internship|intern position|praktikum|stage de|prácticas"),
    ("part-time", r"part[- ]?time|teilzeit|temps partiel|media jornada|tiempo parcial"),
    ("full-time", r"full[- ]?time|vollzeit|temps plein|temps complet|jornada completa|tiempo completo"),
    (
        "temporary",
        r"temporary|temp-to-\w+|seasonal|last for(?: at least)? \w+ (?:weeks|months)|befristet|intérim"
        r"|temporal\b|fixed[- ]term",
    ),
    (
        "contract",
        r"contract (?:position|role|basis|job|to hire|opportunity|assignment)|contract[- ]to[- ]\w+"
        r"|contractor|"
        r"\b\d+[- ]month contract|long[- ]term contract|\bc2c\b|1099",
    ),
)
_REMOTE = re.compile(
    r"\b(?:fully remote|100% remote|remote(?:ly)?(?! control| site| sens)|work(?:ing)? from home"
    r"|telecommut\w+|home ?office|"
    r"télétravail|teletrabajo|any location)\b",
    re.IGNORECASE,
)
_ON_SITE = re.compile(
    r"\b(?:on[- ]?site only|no remote|not (?:a )?remote|non-remote|must work on[- ]?site"
    r"|not available remotely|in[- ]office only)\b",
    re.IGNORECASE,
)


def place_of(ad: str, text: str) -> str | None:
    """The place of work as the ad writes it."""
    lines = [line.strip() for line in ad.strip().splitlines()[1:4]]
    for line in lines:
        parts = re.split(r"\s*[·|]\s*|\s[–-]\s", line)
        if len(parts) > 1 and len(line) < 70 and re.fullmatch(rf"{_CITY}(?:, {_CITY})?", parts[1]):
            return parts[1]
    for pattern in _PLACES:
        for match in pattern.finditer(text):
            if not _NOT_PLACE.search(match[1]):
                with_state = _WITH_STATE.match(match[1])
                return " ".join((with_state[0] if with_state else match[1]).split()).strip(" ,.")
    return None


def employment_type_of(text: str) -> EmploymentType | None:
    """The kind of contract that is named first after a label, else anywhere."""
    label = re.search(r"(?i)(?:job|employment|position|contract) (?:type|status)\s*:?\s*(.{0,60})", text)
    for part in (label[1] if label else "", text):
        found = [
            (match.start(), kind)
            for kind, words in _TYPES
            if (match := re.search(rf"\b(?:{words})", part, re.IGNORECASE))
        ]
        if found:
            return min(found)[1]
    return None


def remote_of(text: str) -> bool | None:
    """True and False only where the ad says so."""
    if _ON_SITE.search(text):
        return False
    return True if _REMOTE.search(text) else None
