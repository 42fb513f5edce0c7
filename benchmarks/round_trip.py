"""What programs get out of finished résumés: `python -m benchmarks.round_trip`.

Invented people of thirteen languages, and profiles that test the layout, are tailored to an ad, set in
every theme and as a Word file, and read back by two bare extractors and by our own reader.
"""

import datetime as dt
import json
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple, get_args

import click

from benchmarks.generated.layouts import LAYOUTS
from benchmarks.generated.papers import on_paper
from benchmarks.generated.people import LANGUAGES, printed_person
from jobwise.domain.choices import Theme
from jobwise.domain.documents import Design, Documents
from jobwise.domain.read_back import ReadBack
from jobwise.pipeline.read_back import read_back
from jobwise.pipeline.stages import run_pipeline
from jobwise.reading import read_resume
from jobwise.reading.extractors import plain_texts
from jobwise.rendering import EXPORTERS

TODAY = dt.date(2026, 11, 23)
ADS = {
    "en": "Analyst, Fenwick Rail\n\n"
    "You will keep the figures of a railway in order and tell what they mean.\n\n"
    "What you need\n- Excel and SQL\n- Clear writing\n\nApply with your résumé and a letter.",
    "de": "Sachbearbeitung (m/w/d), Bahnhof Lindental GmbH\n\n"
    "Sie halten die Zahlen einer Bahn in Ordnung.\n\n"
    "Ihr Profil\n- Excel und SQL\n- Sehr gutes Deutsch\n\nBewerbung mit Lebenslauf und Anschreiben an uns.",
    "fr": "Analyste (H/F), Chemins de Fer du Val\n\nVous tenez les chiffres d’une ligne et les expliquez.\n\n"
    "Profil recherché\n- Excel et SQL\n- Bonne plume\n\nCandidature avec CV et lettre pour le poste.",
    "es": "Analista, Ferrocarril del Valle\n\nLlevas las cifras de una línea y las explicas en tu equipo.\n\n"
    "Requisitos\n- Excel y SQL\n- Buena redacción\n\nEnvía tu currículum y una carta para el puesto.",
}
"""An ad in each language that documents are written in."""
FORMATS: tuple[str, ...] = (*get_args(Theme), "docx")
_LAYOUT = next(layout for layout in LAYOUTS if layout.paper == "markdown")


class Tally(NamedTuple):
    """Fields printed, those that every extractor gave, those that our reader put in their place."""

    fields: int
    in_text: int
    right: int


@click.command()
@click.option("--seeds", default=3, show_default=True, help="People for each language.")
@click.option("--wrong", is_flag=True, help="Print what was lost or read wrong.")
def main(seeds: int, wrong: bool) -> None:
    """Print the shares by theme."""
    profiles = [*generated(seeds), *STRESS]
    click.echo(f"{len(profiles)} profiles")
    for name in FORMATS:
        tally = Tally(0, 0, 0)
        for profile in profiles:
            back = trip(profile, name)
            tally = Tally(
                tally.fields + len(back.fields), tally.in_text + back.in_text, tally.right + back.right
            )
            if wrong:
                for line in _told(back):
                    click.echo(f"  {profile} {line}")
        click.echo(
            f"{name:9} {tally.fields} fields, in the text {tally.in_text / tally.fields:.4f}, "
            f"in their place {tally.right / tally.fields:.4f}"
        )


def generated(seeds: int) -> Iterator[str]:
    """Names of invented people: language and seed."""
    yield from (f"{language}-{seed}" for language in LANGUAGES for seed in range(seeds))


def trip(profile: str, name: str) -> ReadBack:
    """Set the documents of a profile in a theme, or as `docx`, and read the file back."""
    documents = documents_of(profile)
    file, exporter = (
        ("resume.docx", EXPORTERS["docx"]) if name == "docx" else ("resume.pdf", EXPORTERS["pdf"])
    )
    design = Design() if name == "docx" else Design.model_validate({"theme": name})
    content = exporter.export(documents.resume, documents.tailored, design)
    read = read_resume(file, content).profile
    return read_back(file, documents.resume, plain_texts(file, content), documents.tailored, read)


@cache
def documents_of(profile: str) -> Documents:
    """The tailored documents of an invented person."""
    if profile in STRESS:
        language, file, content = "en", f"{profile}.json", json.dumps(STRESS[profile]).encode()
    else:
        language, _, seed = profile.partition("-")
        file, content = on_paper(_LAYOUT, printed_person(_LAYOUT, language, int(seed)))
    read = read_resume(file, content)
    ad = ADS.get(language, ADS["en"])
    return run_pipeline(read.profile, ad, as_of=TODAY, exporters={}, reader=None).report.documents


def _told(back: ReadBack) -> Iterator[str]:
    for field in back.fields:
        lost = [extractor for extractor, there in field.in_text.items() if not there]
        if lost or not field.right:
            yield f"{field.name} {field.printed!r}: lost by {lost}, read as {field.read_as!r}"


_LONG_ADDRESS = "https://www.example.org/" + "a-very-long-path-segment/" * 12
_LONG_TITLE = (
    "Assistant to the deputy head of the regional department for timetables and rolling stock planning "
)
STRESS = {
    "one-job": {
        "basics": {"name": "Bo Li", "email": "bo@example.org"},
        "work": [{"name": "Kiosk Am Ring", "position": "Clerk", "startDate": "2024-02"}],
    },
    "long-life": {
        "basics": {
            "name": "Wilhelmina Featherstonehaugh-Montgomery van den Broek",
            "email": "wilhelmina@example.org",
            "phone": "+44 113 496 0100",
            "location": {"city": "Leeds", "countryCode": "GB"},
            "profiles": [{"network": "Website", "url": _LONG_ADDRESS}],
        },
        "work": [
            {
                "name": f"Employer number {number} Ltd",
                "position": _LONG_TITLE * 3 if number == 22 else f"Engineer {number}",
                "location": "Leeds",
                "startDate": f"{2001 + number}-01",
                "endDate": f"{2001 + number}-12",
                "highlights": [f"Did task {task} with result {task * 3 + 1}%" for task in range(4)],
            }
            for number in reversed(range(25))
        ],
        "education": [
            {
                "institution": "University of Example",
                "studyType": "BSc",
                "area": "Transport",
                "endDate": "2001",
            }
        ],
        "skills": [{"name": "Tools", "keywords": [f"Tool {number}" for number in range(60)]}],
        "languages": [
            {"language": language, "fluency": level}
            for language, level in (
                ("English", "native"),
                ("French", "C1"),
                ("German", "B2"),
                ("Polish", "A2"),
                ("Welsh", "B1"),
            )
        ],
    },
    "arabic": {
        "basics": {"name": "ليلى حداد", "email": "layla@example.org", "location": {"city": "عمّان"}},
        "work": [
            {
                "name": "شركة النور",
                "position": "مهندسة",
                "startDate": "2019-01",
                "endDate": "2023-05",
                "highlights": ["قادت فريقا من 5 مهندسين", "Built 3 services in Go"],
            }
        ],
        "skills": [{"name": "SQL"}, {"name": "Go"}],
    },
}
"""Profiles that test the layout, as JSON Resume."""

if __name__ == "__main__":
    main()
