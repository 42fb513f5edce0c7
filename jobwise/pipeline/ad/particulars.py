"""What an ad says of the job itself: the kind of contract, work from home.

`text` is the ad's passages, one a line.
"""

import re

from jobwise.domain.posting import EmploymentType

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
