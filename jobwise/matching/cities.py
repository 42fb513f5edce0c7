"""Cities of the world by any of their names.

Source: GeoNames (CC BY 4.0), cities of 15,000 people or more; see `data/SOURCES.md`.
"""

import gzip
import re
import unicodedata
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

_EAST_ASIAN = re.compile(r"[㐀-鿿]")
_UNITS = re.compile(r"(?<=..)[市区區県縣省都府]$")
"""City, district, prefecture or province, written after the name."""
_ARTICLE = re.compile(r"(?:la|el|los|las|a|o|as|os) ")
_ARTICLES = ("a", "la", "el", "o", "las", "los", "as", "os")
"""One city has them in two languages: La Coruña, A Coruña."""
_AT_A_RIVER = re.compile(r"\s(?:im|am|an der|ob der|upon|sur)\s.*$")
"""What tells a city from its namesakes: "Freiburg im Breisgau"."""


class City(NamedTuple):
    """`country` is ISO 3166-1 alpha-2, `division` GeoNames' first order code, `people` in thousands."""

    name: str
    country: str
    division: str
    people: int


def city_named(text: str) -> City | None:
    """The largest city of this name, whatever its language; None when there is none."""
    return next(iter(cities_named(text)), None)


def cities_named(text: str) -> tuple[City, ...]:
    """All cities of this name, the largest first."""
    key = city_key(text)
    found = _rows().get(key) or (_rows().get(_UNITS.sub("", key)) if _EAST_ASIAN.search(key) else None)
    if found is None and (article := _ARTICLE.match(key)):
        names = (f"{one} {key[article.end() :]}" for one in _ARTICLES)
        found = next((_rows()[name] for name in names if name in _rows()), None)
    if found is None and (river := _AT_A_RIVER.search(key)):
        found = _rows().get(key[: river.start()])
    return tuple(map(_city, (found,) if isinstance(found, str) else found or ()))


def _city(row: str) -> City:
    name, country, division, people, _ = row.split("\t")
    return City(name, country, division, int(people))


def city_key(name: str) -> str:
    """A name as it is looked up: small letters without accents, hyphens and dots as spaces."""
    spread = name if name.isascii() else unicodedata.normalize("NFKD", name)
    kept = "".join(char for char in spread if not unicodedata.combining(char))
    return " ".join(re.sub(r"[-.]", " ", kept.casefold()).split())


@lru_cache(maxsize=1)
def _rows() -> dict[str, str | tuple[str, ...]]:
    """Name as looked up -> its row of the table, or rows. *Why rows:* most are never looked at."""
    packed = (files("jobwise.matching") / "data" / "cities.tsv.gz").read_bytes()
    found: dict[str, str | tuple[str, ...]] = {}
    for row in gzip.decompress(packed).decode().splitlines():  # the largest cities first
        for key in row[row.rindex("\t") + 1 :].split("|"):
            known = found.get(key)
            found[key] = row if known is None else (*((known,) if isinstance(known, str) else known), row)
    return found
