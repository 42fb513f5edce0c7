"""Make the tables in `jobwise/matching/data`: `python -m benchmarks.build_taxonomy FOLDER`.

FOLDER holds ESCO's digital skills and skill descriptions (CSV), O*NET's technology skills and alternate
titles (TSV), gzipped. `names.tsv.gz` takes the skills, `occupations.txt` the nouns that titles end with.
Names, aliases and relations are taken over; descriptions are not: they only tell which names are everyday
words ("clear", "reports"), which are left out.
"""

import csv
import gzip
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click

DATA = Path(__file__).resolve().parents[1] / "jobwise" / "matching" / "data"
OUT = DATA / "names.tsv.gz"
_FEWEST_TITLES = 8
"""Titles that end with a noun before it counts as the noun of an occupation."""
_NO_OCCUPATION = frozenset(
    "former heater cooler boiler computer counter router printer scanner buffer dryer burner binder header "
    "folder holder provider starter compressor converter register page chemical rubber mother girl man "
    "person "
    "hand out up on in off over back fixer marker cover filler lister blower model monitor maintenance "
    "operations systems former primer player winner reader keeper sorter switcher changer extract out".split()
)
_MORE_OCCUPATIONS = (
    "rn lpn lvn cna pct crna tech rep admin assoc mgr asst paralegal bookkeeper housekeeper pharmacist "
    "veterinarian lifeguard bartender barista busser dishwasher landscaper gardener electrician plumber "
    "phlebotomist generalist facilitator ambassador dietitian nutritionist pilot firefighter teller "
    "biostatistician statistician neuroscientist paraeducator fundraiser copywriter hostess host carer "
    "trainee apprentice intern fellow evangelist merchandiser marketer strategist picker head lead sorter "
    "janitor entwickler entwicklerin ingenieur ingenieurin leiter leiterin sachbearbeiter sachbearbeiterin "
    "elektroniker elektronikerin kaufmann kauffrau pfleger pflegerin krankenpfleger techniker technikerin "
    "développeur développeuse ingénieur ingénieure responsable infirmier infirmière chargé chargée comptable "
    "vendeur vendeuse technicien technicienne assistante desarrollador desarrolladora ingeniero ingeniera "
    "analista enfermero enfermera técnico técnica gerente administrativo administrativa contable camarero "
    "cocinero cocinera"
).split()
_MAKERS = re.compile(
    r"^(?:The MathWorks|Oracle|IBM|Adobe|Autodesk|Intuit|ESRI|Apache|Google|Amazon|SAP|Apple|Atlassian"
    r"|Red Hat) (?=\S)"
)
_TOO_PLAIN = frozenset(
    "facebook youtube twitter r c go swift ruby rust puppet chef access word excel outlook project "
    "teams oracle "
    "windows sage epic helm hive spark flask rails sketch zoom slack notion asana workday adp sas "
    "safari chrome "
    "firefox ada basic pascal logo scratch shell hudson ant maven snort delphi mercurial lisp assembly "
    "asap usa "
    "google yahoo canvas salt less rage source absorb unity mocha harvest computer formulae alarms "
    "controllers "
    "instagram whatsapp skype email dental plus did maas iii pdf nec electronic electronics formula "
    "formulas".split()
)

Row = tuple[str, str, list[str], list[str]]


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True))
def main(folder: Path) -> None:
    """Write the table."""
    everyday = _everyday(folder / "esco_skills_glued.csv.gz")
    rows: dict[str, Row] = {}
    for name, kind, aliases, broader in (
        *_esco(folder / "esco_digital_skills.csv.gz"),
        *_onet(folder / "onet_technology_skills.tsv.gz"),
    ):
        names = [n for n in (name, *aliases) if _usable(n) and not _plain(n, kind, everyday)]
        if names and names[0].casefold() not in rows:
            rows[names[0].casefold()] = names[0], kind, names[1:], broader
    lines = sorted("\t".join((n, kind, "|".join(a), "|".join(b))) for n, kind, a, b in rows.values())
    with gzip.GzipFile(OUT, "wb", mtime=0) as file:
        file.write(("\n".join(lines) + "\n").encode())
    click.echo(f"{len(lines)} names, {OUT.stat().st_size / 1024:.0f} KB")
    nouns = _occupations(folder / "onet_alternate_titles.tsv.gz")
    (DATA / "occupations.txt").write_text("\n".join(nouns) + "\n", encoding="utf-8")
    click.echo(f"{len(nouns)} nouns of occupations")


def _occupations(path: Path) -> list[str]:
    """The last words of titles, before what they are of: "director" of "Director of Sales"."""
    ends: Counter[str] = Counter()
    for row in _rows(path, "\t"):
        title = re.split(r",|\(| of | for | in ", row["Alternate Title"])[0].split()
        ends[title[-1].casefold() if title else ""] += 1
    common = {noun for noun, count in ends.items() if count >= _FEWEST_TITLES and noun.isalpha()}
    return sorted((common | set(_MORE_OCCUPATIONS)) - _NO_OCCUPATION)


def _esco(path: Path) -> Iterator[Row]:
    """Knowledge concepts, and what one does with software in at most four words."""
    for row in _rows(path, ","):
        name = re.sub(r"\s*\([^)]*\)", "", row["preferredLabel"]).strip()
        aliases = [a.strip() for a in re.split(r"[|\n]", row["altLabels"]) if _usable(a.strip())]
        broader = [b.strip() for b in (row["broaderConceptPT"] or "").split("|")]
        broader = [b for b in broader if b and len(b.split()) <= 5]
        if _usable(name) and (row["skillType"] == "knowledge" or len(name.split()) <= 4):
            yield name, "knowledge", sorted(set(aliases) - {name})[:12], broader


def _onet(path: Path) -> Iterator[Row]:
    """Products by the names that people use: without their maker, and by their acronym."""
    for row in _rows(path, "\t"):
        name = re.sub(r"\s+software$", "", row["Example"]).strip()
        if not _usable(name) or name[1:].islower():
            continue
        short = _MAKERS.sub("", name)
        aliases = [short] if short != name and _usable(short) and len(short) > 3 else []
        acronym = re.search(r"\s([A-Z]{2,6})$", name)
        if acronym and len(name.split()) > 2:
            aliases.append(name[: acronym.start()])
            name = acronym[1] if len(acronym[1]) > 2 else name
        yield name, "tool", aliases, [row["Commodity Title"].removesuffix(" software").lower()]


def _rows(path: Path, delimiter: str) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter=delimiter)


def _everyday(path: Path) -> frozenset[str]:
    """Words that the descriptions write in small letters."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return frozenset(re.findall(r"(?<![\w/.-])[a-z]{2,}(?![\w/.-])", file.read()))


def _plain(name: str, kind: str, everyday: frozenset[str]) -> bool:
    """Whether a product's name is everyday words alone, or another's name is one such word in capitals."""
    words = name.split()
    if kind == "tool":
        return all(
            word.casefold() in everyday or word.casefold().removesuffix("s") in everyday for word in words
        )
    return len(words) == 1 and name != name.casefold() and name.casefold() in everyday


def _usable(name: str) -> bool:
    """Neither too short, too long, nor a word that means more than the skill."""
    return (
        2 < len(name) <= 60
        and len(name.split()) <= 6
        and name.casefold() not in _TOO_PLAIN
        and not re.match("(?:an?|the) ", name)
    )


if __name__ == "__main__":
    main()
