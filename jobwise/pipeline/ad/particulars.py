"""What an ad says of the job itself: the kind of contract, work from home.

`text` is the ad's passages, one a line.
"""

import re

from jobwise.domain.posting import EmploymentType

_TYPES: tuple[tuple[EmploymentType, str], ...] = (
    ("internship", r"internship|intern position|praktikum|stage de|prácticas"),
    (
        "part-time",
        r"part[- ]?time|teilzeit|temps partiel|media jornada|tiempo parcial|tempo parcial|(?:jornada"
        r"|horario) parcial"
        r"|deeltijd|deltid|(?:niepełny|część) etatu?",
    ),
    (
        "full-time",
        r"full[- ]?time|vollzeit|voll-\s?(?:oder|und|/|&)\s?teilzeit|full (?:or|and) part[- ]time"
        r"|temps plein|temps complet|jornada completa|tiempo completo"
        r"|tempo (?:pieno|inteiro|integral)|voltijd|heltid|pełny etat",
    ),
    (
        "temporary",
        r"temporary|temp[- ]to[- ]\w+|seasonal|last for(?: at least)? \w+ (?:weeks|months)|befristet|intérim"
        r"|temporal\b|fixed[- ]term"
        r"|tempo determinato|CDD\b|vikariat|visstid\w*|contrato (?:temporal|a termo)",
    ),
    (
        "contract",
        r"contract (?:position|role|basis|job|to hire|opportunity|assignment)|contract[- ]to[- ]\w+"
        r"|(?:independent|1099) contractor\b|contractor (?:position|role)|"
        r"\b\d+\+?[- ]months? contract|long[- ]term contract|\bc2c\b|1099 (?:basis|position|role|only)"
        r"|\(1099\)",
    ),
)
_BECOMES = re.compile(
    r"\b(?:become|opportunity (?:to|for)|convert\w* to|lead(?:ing)? to|possib\w+ (?:of|to)"
    r"|potential (?:to|for)|to go|and/or)\s+$",
    re.IGNORECASE,
)
_REMOTE = re.compile(
    r"\b(?:fully remote|100% remote|remote(?:ly)?(?![- ]?(?:control|sites?\b|sens|support|teams?\b"
    r"|users?|areas?|access|offices?|desktop"
    r"|locations?|workers|colleagues|monitoring|hands|infusion|patients?|communit|villages?|customers|clients|servers"
    r"|devices|management|working polic|employees|meetings|sales|days?\b))|work(?:ing)? from home"
    r"|telecommut\w+|home ?office|"
    r"télétravail|teletrabajo|(?:100\s?%|totalmente|completamente) remot[oa]|trabajo remoto|trabalho remoto"
    r"|thuiswerken|smart working|praca zdalna|zdalnie|distansarbete|any location)\b",
    re.IGNORECASE,
)
_ON_SITE = re.compile(
    r"\b(?:on[- ]?site only|no remote|not (?:a )?remote|non-remote|must work on[- ]?site"
    r"|not available remotely|in[- ]office only|work from office|remote(?: work(?:ing)?)?\s*:\s*no"
    r"|no (?:work(?:ing)? from home|home ?office|hybrid)|kein(?:e)? (?:home ?office|remote)"
    r"|télétravail (?:impossible"
    r"|exclu|non)|pas de télétravail|sin teletrabajo|teletrabajo no|geen thuiswerk\w*"
    r"|(?:remote(?: work(?:ing)?)?|home ?office|work(?:ing)? from home) (?:is |ist )?(?:not|nicht|un)\s?"
    r"(?:possible|available|offered|an option|allowed|möglich|permitted))\b",
    re.IGNORECASE,
)


_NOT_SO = re.compile(
    r"(?:\bnot|n['’]t|\bnever|\bno|\bnicht|\bpas) (?:(?:an?|be|a fully|fully|100%|currently) ?){0,3}$", re.I
)
"""What takes back what follows: "this is not a fully remote role"."""


def employment_type_of(text: str) -> EmploymentType | None:
    """The kind of contract after a label, else the first that is said of this job, else the first named."""
    label = re.search(r"(?i)(?:job|employment|position|contract) (?:type|status)\s*:?\s*(.{0,60})", text)
    return (
        _first_type(label[1] if label else "", strict=False)
        or _first_type(text)
        or _first_type(text, strict=False)
    )


def _first_type(text: str, *, strict: bool = True) -> EmploymentType | None:
    found = [
        (match.start(), kind)
        for kind, words in _TYPES
        for match in re.finditer(rf"\b(?:{words})", text, re.IGNORECASE)
        if not _BECOMES.search(text[: match.start()][-30:]) and not (strict and _is_general(text, match))
    ]
    return min(found)[1] if found else None


def _is_general(text: str, match: re.Match[str]) -> bool:
    """Whether a line lists kinds of contract as an agency does, or speaks of employees at large."""
    start, end = text.rfind("\n", 0, match.start()) + 1, text.find("\n", match.end())
    line = text[start : end if end >= 0 else len(text)]
    kinds = [kind for kind, words in _TYPES if re.search(rf"\b(?:{words})", line, re.IGNORECASE)]
    return len(kinds) > 2 or bool(
        re.match(r"\s+(?:employees|associates|staff|team members|students)", text[match.end() :])
    )


def remote_of(text: str) -> bool | None:
    """True and False only where the ad says so."""
    if _ON_SITE.search(text):
        return False
    said = (match for match in _REMOTE.finditer(text) if not _NOT_SO.search(text[: match.start()][-30:]))
    return True if any(said) else None
