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


class City(NamedTuple):
    """`country` is ISO 3166-1 alpha-2, `division` GeoNames' first order code, `people` in thousands."""

    name: str
    country: str
    division: str
    people: int


def city_named(text: str) -> City | None:
    """The largest city of this name, whatever its language; None when there is none."""
    key = city_key(text)
    row = _rows().get(key) or (_rows().get(_UNITS.sub("", key)) if _EAST_ASIAN.search(key) else None)
    if row is None:
        return None
    name, country, division, people, _ = row.split("\t")
    return City(name, country, division, int(people))


def city_key(name: str) -> str:
    """A name as it is looked up: small letters without accents, hyphens and dots as spaces."""
    spread = name if name.isascii() else unicodedata.normalize("NFKD", name)
    kept = "".join(char for char in spread if not unicodedata.combining(char))
    return " ".join(re.sub(r"[-.]", " ", kept.casefold()).split())


@lru_cache(maxsize=1)
def _rows() -> dict[str, str]:
    """Name as looked up -> its row of the table. *Why rows:* most are never looked at."""
    packed = (files("jobwise.matching") / "data" / "cities.tsv.gz").read_bytes()
    found: dict[str, str] = {}
    for row in gzip.decompress(packed).decode().splitlines():  # the largest cities first
        for key in row[row.rindex("\t") + 1 :].split("|"):
            if key not in found:
                found[key] = row
    return found
