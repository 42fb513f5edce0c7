"""Levels of education, from the words that people use for them in many languages."""

import re
from functools import lru_cache
from typing import NamedTuple

from jobwise.domain.posting import DEGREES, Degree
from jobwise.matching.word_forms import normal

_WORDS: dict[Degree, str] = {
    "doctorate": (
        r"ph\.?\s?d|d\.?phil|doctora\w*|doctor of|dr\.(?:-ing|\s?rer)|doktor\w*|promotion|dottorato|md|jd"
    ),
    "master": (
        r"master\w*|m\.?sc|m\.?a|mba|m\.?eng|m\.?phil|m\.?ed|m\.?fa|m\.?s|llm|magister|mestrado|mphys|mmath"
        r"|laurea magistrale|magistrale|dipl(?:om)?\.?-?ing\w*|diplom|diplôme d.ingénieur|postgraduate"
        r"|maestr[ií]a"
    ),
    "bachelor": (
        r"bachelor\w*|b\.?sc|b\.?a|b\.?s|b\.?eng|b\.?ed|b\.?com|b\.?tech|bba|bfa|llb|licen[cs]e"
        r"|licenciatur\w*|laurea|grado(?!\s+(?:medio|superior))"
        r"|undergraduate degree|university degree|college degree|4[- ]year degree"
        r"|four[- ]year degree|degree|licencjat|inżynier|studium|hochschulstudium|hochschulabschluss"
        r"|universitätsabschluss|kandidat\w*|学士|本科"
    ),
    "associate": (
        r"associate\W?s?\s+(?:degree|of|in)|associate\W?s|a\.?a\.?s|a\.a\.?|aa|foundation degree|hnd"
        r"|hnc|bts|dut|grado superior|ausbildung|volontariat|fachwirt"
    ),
    "high-school": (
        r"high[- ]school|ged|secondary school|a[- ]levels?|abitur|baccalauréat|bachillerato|gcse\w*|matura"
        r"|diploma|grado medio|[ns]?vq|btec|apprenticeship"
    ),
    "none": r"(?!)",
}
_PATTERNS = {
    level: re.compile(rf"(?<![\w.])(?:{words})(?![\w])", re.IGNORECASE) for level, words in _WORDS.items()
}
_VOCATIONAL = re.compile(r"\b(?:[ns]?vqs?|btecs?|city (?:&|and) guilds|apprenticeships?)\b", re.IGNORECASE)
_STEP = re.compile(r"\b(?:level|lvl|l)\W?(\d)\b", re.IGNORECASE)


class Vocational(NamedTuple):
    """A certificate of a trade: `step` is its number ("NVQ Level 3"), 0 where none is told."""

    step: int
    subject: str


@lru_cache(maxsize=4096)
def vocational_in(text: str) -> Vocational | None:
    """The certificate of a trade that the words name; None where a school or degree would do as well."""
    plain = normal(text)
    rest = _VOCATIONAL.sub(" ", plain)
    if rest == plain or degree_in(rest):
        return None
    steps = [int(step) for step in _STEP.findall(rest)]
    return Vocational(min(steps, default=0), _STEP.sub(" ", rest))


@lru_cache(maxsize=4096)
def degree_in(text: str) -> Degree | None:
    """The highest level that the words name, or None."""
    plain = normal(text)
    named = [level for level in reversed(DEGREES) if _PATTERNS[level].search(plain)]
    if named[:2] == ["bachelor", "associate"] and not _names_bachelor(plain):  # "AA degree"
        return "associate"
    return named[0] if named else None


@lru_cache(maxsize=4096)
def lowest_degree_in(text: str) -> Degree | None:
    """The lowest level that the words name: what "bachelor's or master's" asks for at least."""
    plain = normal(text)
    named = [level for level in DEGREES if _PATTERNS[level].search(plain)]
    named = [level for level in named if level != "bachelor" or len(named) == 1 or _names_bachelor(plain)]
    return named[0] if named else None


def rank(level: Degree | None) -> int:
    """0 for none, 5 for a doctorate."""
    return DEGREES.index(level) if level else 0


def _names_bachelor(plain: str) -> bool:
    """Whether a bachelor's degree is meant by more than the bare word "degree"."""
    return bool(
        _PATTERNS["bachelor"].search(re.sub(r"(?i)(?<!university )(?<!college )\bdegree\b", "", plain))
    )
