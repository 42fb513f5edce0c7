"""Levels of a language, folded to the six of the Common European Framework (CEFR)."""

import re

from jobwise.matching.word_forms import normal

_LEVELS = (
    (
        6,
        r"nativ(?:e|o|a|f|ve)|mother tongue|first language|bilingual|c2|muttersprach\w*"
        r"|(?:langue )?maternelle|bilingue|bilingüe|(?:lengua )?materna",
    ),
    (
        5,
        r"fluen\w*|c1|verhandlungssicher\w*|flie(?:ß|ss)end\w*|couramment|courante?|full professional"
        r"|excellente?|proficien\w*|fluid[oa]|con fluidez|nivel alto",
    ),
    (
        4,
        r"professional|business|b2|advanced|sehr gut\w*|very good|upper[- ]intermediate|avanzad[oa]|avancée?"
        r"|très bonn?e?|muy buen[oa]?",
    ),
    (
        3,
        r"good|b1|intermediate|conversational|gut\w*|working knowledge|limited working|intermedi[oa]"
        r"|intermédiaire|bonn?e?|buen[oa]?|nivel medio",
    ),
    (2, r"a2|elementary|grundkenntnisse|schulkenntnisse|scolaire|school level"),
    (1, r"basic|a1|beginner|notions|básic[oa]|débutante?|nociones|some"),
)
_PATTERNS = tuple((level, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for level, words in _LEVELS)
_SURE = "|".join(words for level, words in _LEVELS if level in {5, 6})
_BEHIND = re.compile(
    rf"(?: ?\((?=[^()\n]*\))| ?: ?| )(?:niveau |nivel |level |auf )?"
    rf"(?:{_SURE}|[abc][12]|avanzad[oa]|avancée?|advanced|bon niveau|buen nivel|intermedi\w+)\b\)?",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"\b(?:{'|'.join(words for _, words in _LEVELS)}) (?:(?:written|spoken|verbal|oral|and|or|professional"
    r"|business) )*$",
    re.IGNORECASE,
)
_REACH = 60
"""Characters before a language that its level stands in: a long line is not read again for each."""
_OR = re.compile(r"\b(?:or|oder|ou|o)\b|/", re.IGNORECASE)


def with_level(text: str, start: int, end: int) -> tuple[int, int]:
    """The place of a language with the level that is written right before or behind it."""
    first = max(start - _REACH, 0)
    before, behind = _BEFORE.search(text, first, start), _BEHIND.match(text, end)
    return before.start() if before else start, behind.end() if behind and not before else end


def fluency_asked(text: str) -> int | None:
    """The level that is enough: of alternatives ("native or C1") the lowest."""
    return min(filter(None, map(fluency_in, _OR.split(text))), default=None)


def fluency_in(text: str) -> int | None:
    """1 (A1) to 6 (C2 or native) for the first level that the words name, highest first; or None."""
    plain = normal(text)
    return next((level for level, pattern in _PATTERNS if pattern.search(plain)), None)
