"""Nouns that name an occupation: "engineer", "nurse", "welder"; what the last word of a job's title is."""

import re
from functools import lru_cache
from pathlib import Path

_FILE = Path(__file__).parent / "data" / "occupations.txt"
_WORD = re.compile(r"[^\W\d_]+")
_ENDS = (
    # German
    "kraft kräfte entwickler fahrer halter leiter berater mechaniker techniker pfleger verkäufer "
    "assistent helfer arbeiter ingenieur lehrer koch köch fachfrau fachmann kaufmann kauffrau "
    "kaufleute meister monteur schlosser elektroniker informatiker planer gärtner reiniger betreuer "
    "erzieher therapeut arzt ärzt anwalt anwält führer schwester baumeister manager administrator "
    "installateur",
    # Dutch
    "medewerker medewerkster chauffeur beheerder adviseur verkoper verkoopster verpleger "
    "verpleegkundige begeleider ontwikkelaar leraar schoonmaker schoonmaakster timmerman consulent "
    "inkoper technicus verzorgende lasser bestuurder onderhouder",
    # Swedish
    "säljare sköterska skötare arbetare lärare ledare biträde utvecklare ingenjör läkare handläggare "
    "rådgivare mekaniker montör chaufför konsult samordnare tekniker snickare",
    # Danish and Norwegian
    "medarbejder medarbeider plejerske pleier pleierske hjælper hjelper udvikler utvikler ingeniør "
    "lærer konsulent rådgiver sælger selger pædagog montør chauffør sjåfør arbejder arbeider",
    # Finnish
    "hoitaja insinööri kehittäjä päällikkö asentaja opettaja avustaja kuljettaja suunnittelija "
    "työntekijä asiantuntija",
)
_COMPOUND = re.compile(rf"[^\W\d_]{{3,}}(?:{'|'.join(' '.join(_ENDS).split())})(?:e|en|er|in|innen|n|s)?")
"""Compounds whose last part names the occupation: "Pflegefachkraft", "Verkoopmedewerker"."""


def is_occupation(word: str) -> bool:
    """Whether a word names an occupation, in the singular or the plural."""
    plain = word.casefold()
    forms = (plain, plain.removesuffix("s"), plain.removesuffix("es"), plain.removesuffix("ies") + "y")
    return any(form in _nouns() for form in forms) or is_compound(word)


def is_compound(word: str) -> bool:
    """Whether a word is a compound that names an occupation, which hardly any firm is called by."""
    return bool(_COMPOUND.fullmatch(word.casefold()))


def occupations_in(text: str) -> list[tuple[int, int]]:
    """Places of the words that name an occupation."""
    return [(m.start(), m.end()) for m in _WORD.finditer(text) if is_occupation(m[0])]


@lru_cache(maxsize=1)
def _nouns() -> frozenset[str]:
    return frozenset(_FILE.read_text(encoding="utf-8").split())
