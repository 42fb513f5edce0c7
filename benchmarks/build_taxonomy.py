"""Make `jobwise/matching/data/names.tsv.gz`: `python -m benchmarks.build_taxonomy FOLDER`.

FOLDER holds ESCO's digital skills (CSV) and O*NET's technology skills (TSV), both gzipped. Names,
aliases and relations are taken over; descriptions are not.
"""

import csv
import gzip
import io
import re
from collections.abc import Iterator
from pathlib import Path

import click

OUT = Path(__file__).resolve().parents[1] / "jobwise" / "matching" / "data" / "names.tsv.gz"
_MAKERS = re.compile(
    r"^(?:The MathWorks|Oracle|IBM|Adobe|Autodesk|Intuit|ESRI|Apache|Google|Amazon|SAP|Apple|Atlassian|Red Hat) (?=\S)"
)
_TOO_PLAIN = frozenset(
    "facebook youtube twitter r c go swift ruby rust puppet chef access word excel outlook project teams oracle "
    "windows sage epic helm hive spark flask rails sketch zoom slack notion asana workday adp sas safari chrome "
    "firefox ada basic pascal logo scratch shell hudson ant maven snort delphi mercurial lisp assembly".split()
)

Row = tuple[str, str, list[str], list[str]]


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True))
def main(folder: Path) -> None:
    """Write the table."""
    rows: dict[str, Row] = {}
    for row in (
        *_esco(folder / "esco_digital_skills.csv.gz"),
        *_onet(folder / "onet_technology_skills.tsv.gz"),
    ):
        rows.setdefault(row[0].casefold(), row)
    lines = sorted("\t".join((n, kind, "|".join(a), "|".join(b))) for n, kind, a, b in rows.values())
    with gzip.GzipFile(OUT, "wb", mtime=0) as file:
        file.write(("\n".join(lines) + "\n").encode())
    click.echo(f"{len(lines)} names, {OUT.stat().st_size / 1024:.0f} KB")


def _esco(path: Path) -> Iterator[Row]:
    """Knowledge concepts, and what one does with software in at most four words."""
    for row in csv.DictReader(io.TextIOWrapper(gzip.open(path), encoding="utf-8")):
        name = re.sub(r"\s*\([^)]*\)", "", row["preferredLabel"]).strip()
        aliases = [a.strip() for a in re.split(r"[|\n]", row["altLabels"]) if _usable(a.strip())]
        broader = [b.strip() for b in (row["broaderConceptPT"] or "").split("|")]
        broader = [b for b in broader if b and len(b.split()) <= 5]
        if _usable(name) and (row["skillType"] == "knowledge" or len(name.split()) <= 4):
            yield name, "knowledge", sorted(set(aliases) - {name})[:12], broader


def _onet(path: Path) -> Iterator[Row]:
    """Products by the names that people use: without their maker, and by their acronym."""
    for row in csv.DictReader(io.TextIOWrapper(gzip.open(path), encoding="utf-8"), delimiter="\t"):
        name = re.sub(r"\s+software$", "", row["Example"]).strip()
        if not _usable(name) or name.islower():
            continue
        short = _MAKERS.sub("", name)
        aliases = [short] if short != name and _usable(short) and len(short) > 3 else []
        acronym = re.search(r"\s([A-Z]{2,6})$", name)
        if acronym and len(name.split()) > 2:
            aliases.append(name[: acronym.start()])
            name = acronym[1] if len(acronym[1]) > 2 else name
        yield name, "tool", aliases, [row["Commodity Title"].removesuffix(" software").lower()]


def _usable(name: str) -> bool:
    return 2 < len(name) <= 60 and name.casefold() not in _TOO_PLAIN and len(name.split()) <= 6


if __name__ == "__main__":
    main()
