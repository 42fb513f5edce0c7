"""Stage 5: the documents that passed the gate, as files.

*Why only some formats at once:* a run makes the PDFs and the JSON Resume, which nearly everybody
takes. The others are made when asked for, from the same report.
"""

from collections.abc import Iterator, Mapping, Sequence

from jobwise.domain.ats import AtsReport
from jobwise.domain.documents import Document, DocumentKind, ExportedFile
from jobwise.ports import Exporter

DEFAULT_FORMATS = ("pdf", "json")
DATA_FORMATS = ("json",)
"""Formats that hold the profile and not a document: there is no such file of a letter."""


def export_documents(
    report: AtsReport, exporters: Mapping[str, Exporter], formats: Sequence[str] = DEFAULT_FORMATS
) -> tuple[ExportedFile, ...]:
    """The résumé and the letter in each of the formats that has an exporter.

    Files are named `resume` or `cover_letter` with the exporter's suffix.
    """
    return tuple(
        export_one(report, kind, exporters[name])
        for name in formats
        if name in exporters
        for kind in _kinds(name)
    )


def export_one(report: AtsReport, kind: DocumentKind, exporter: Exporter) -> ExportedFile:
    """One document in one format."""
    documents = report.documents
    document: Document = documents.resume if kind == "resume" else documents.cover_letter
    content = exporter.export(document, documents.tailored)
    return ExportedFile(name=f"{kind}{exporter.suffix}", media_type=exporter.media_type, content=content)


def _kinds(name: str) -> Iterator[DocumentKind]:
    yield "resume"
    if name not in DATA_FORMATS:
        yield "cover_letter"
