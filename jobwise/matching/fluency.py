"""Levels of a language, folded to the six of the Common European Framework (CEFR)."""

import re

from jobwise.matching.word_forms import normal

_LEVELS = (
    (
        6,
        r"native|mother tongue|bilingual|c2|muttersprach\w*|langue maternelle|bilingue|nativ[oa]"
        r"|lengua materna",
    ),
    (
        5,
        r"fluen\w*|c1|verhandlungssicher\w*|fließend\w*|courant|full professional|excellent|proficien\w*"
        r"|fluido",
    ),
    (
        4,
        r"professional|business|b2|advanced|sehr gut\w*|very good|upper[- ]intermediate|avanzado|avancé",
    ),
    (
        3,
        r"good|b1|intermediate|conversational|gut\w*|working knowledge|limited working|intermedio"
        r"|intermédiaire",
    ),
    (2, r"a2|elementary|grundkenntnisse"),
    (1, r"basic|a1|beginner|notions|básico|débutant|some"),
)
_PATTERNS = tuple((level, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for level, words in _LEVELS)


def fluency_in(text: str) -> int | None:
    """1 (A1) to 6 (C2 or native) for the first level that the words name, highest first; or None."""
    plain = normal(text)
    return next((level for level, pattern in _PATTERNS if pattern.search(plain)), None)
