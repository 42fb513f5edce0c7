"""Nouns that name an occupation: "engineer", "nurse", "welder"; what the last word of a job's title is."""

import re
from functools import lru_cache
from pathlib import Path

_FILE = Path(__file__).parent / "data" / "occupations.txt"
_WORD = re.compile(r"[^\W\d_]+")
_COMPOUND = re.compile(
    r"[^\W\d_]{3,}(?:kraft|kräfte|entwickler|fahrer|halter|leiter|berater|mechaniker|techniker|pfleger"
    r"|verkäufer"
    r"|assistent|helfer|arbeiter|ingenieur|lehrer|koch|köch|fachfrau|fachmann|kaufmann|kauffrau|kaufleute"
    r"|meister|monteur|schlosser|elektroniker|informatiker|planer|gärtner|reiniger|betreuer|erzieher"
    r"|therapeut|arzt|ärzt|anwalt|anwält|führer|schwester|baumeister|manager|administrator)"
    r"(?:e|en|in|innen)?"
)
"""German compounds: their last part names the occupation ("Pflegefachkraft", "Softwareentwicklerin")."""


def is_occupation(word: str) -> bool:
    """Whether a word names an occupation, in the singular or the plural."""
    plain = word.casefold()
    forms = (plain, plain.removesuffix("s"), plain.removesuffix("es"), plain.removesuffix("ies") + "y")
    return any(form in _nouns() for form in forms) or bool(_COMPOUND.fullmatch(plain))


def occupations_in(text: str) -> list[tuple[int, int]]:
    """Places of the words that name an occupation."""
    return [(m.start(), m.end()) for m in _WORD.finditer(text) if is_occupation(m[0])]


@lru_cache(maxsize=1)
def _nouns() -> frozenset[str]:
    return frozenset(_FILE.read_text(encoding="utf-8").split())
