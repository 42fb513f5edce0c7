"""Stage 5: the documents that passed the gate, as files.

*Why only some formats at once:* a run makes the PDFs and the JSON Resume, which nearly everybody
takes. The others are made when asked for, from the same report.
"""

from collections.abc import Iterator, Mapping, Sequence

from jobwise.domain.ats import AtsReport
from jobwise.domain.documents import Design, Document, DocumentKind, ExportedFile
from jobwise.domain.profile import Profile
from jobwise.matching.cities import city_named
from jobwise.ports import DESIGN, Exporter

DEFAULT_FORMATS = ("pdf", "json")
SCORED_FORMAT = "pdf"
"""The format that nearly everybody sends: what can be read of it counts in the score."""
DATA_FORMATS = ("json",)
"""Formats that hold the profile and not a document: there is no such file of a letter."""

_LETTER_COUNTRIES = frozenset("BZ CA CL CO CR GT MX NI PA PH PR SV US VE".split())
_COUNTRY = {"uk": "GB", "united kingdom": "GB", "england": "GB", "scotland": "GB", "wales": "GB", "usa": "US"}
"""What people write for a country whose cities have namesakes elsewhere."""


def export_documents(
    report: AtsReport,
    exporters: Mapping[str, Exporter],
    design: Design = DESIGN,
    formats: Sequence[str] = DEFAULT_FORMATS,
) -> tuple[ExportedFile, ...]:
    """The résumé and the letter in each of the formats that has an exporter.

    Files are named `resume` or `cover_letter` with the exporter's suffix.
    """
    return tuple(
        export_one(report, kind, exporters[name], design)
        for name in formats
        if name in exporters
        for kind in _kinds(name)
    )


def export_one(
    report: AtsReport, kind: DocumentKind, exporter: Exporter, design: Design = DESIGN
) -> ExportedFile:
    """One document in one format."""
    documents = report.documents
    document: Document = documents.resume if kind == "resume" else documents.cover_letter
    content = exporter.export(document, documents.tailored, design)
    return ExportedFile(
        name=f"{kind}{exporter.suffix}",
        media_type=exporter.media_type,
        content=content,
        lost=exporter.lost(document),
    )


def usual_design(profile: Profile) -> Design:
    """The paper that is sold where the person lives; A4 where that is not told.

    Source: Unicode CLDR, supplemental data, `paperSize` of type US-Letter.
    """
    place = profile.basics.location
    city = city_named(place.city or place.text.split(",")[0].strip())
    last = place.region or place.text.rpartition(",")[2]
    named = place.country_code or _COUNTRY.get(last.strip().casefold(), "")
    country = named or (city.country if city else "")
    return Design(paper="letter" if country.upper() in _LETTER_COUNTRIES else "a4")


def _kinds(name: str) -> Iterator[DocumentKind]:
    yield "resume"
    if name not in DATA_FORMATS:
        yield "cover_letter"
