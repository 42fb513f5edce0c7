"""Which files an application offers: those that its run made, and those made when asked for."""

import json
from collections.abc import Iterator, Mapping

from jobwise.domain.account import Application
from jobwise.domain.ats import AtsReport
from jobwise.domain.documents import DocumentKind, ExportedFile
from jobwise.domain.run import StageFinished
from jobwise.errors import NotFound
from jobwise.pipeline.pdf_exporter import DATA_FORMATS, export_one
from jobwise.pipeline.stages import PipelineResult, report_json
from jobwise.ports import Exporter

REPORT = "report.json"


def offered(exporters: Mapping[str, Exporter]) -> dict[str, tuple[DocumentKind, Exporter]]:
    """File name -> what makes it. A second exporter of a suffix has its name in the file's."""
    names: dict[str, tuple[DocumentKind, Exporter]] = {}
    for format_name, exporter in exporters.items():
        for kind in _kinds(format_name):
            plain = f"{kind}{exporter.suffix}"
            name = plain if plain not in names else f"{kind}.{format_name}{exporter.suffix}"
            names[name] = (kind, exporter)
    return names


def made(name: str, report: AtsReport, exporters: Mapping[str, Exporter]) -> ExportedFile:
    """Make a file now. Raises: NotFound when no exporter makes a file of this name."""
    if name not in (makers := offered(exporters)):
        raise NotFound("There is no such file", "Choose one of the formats on the page.", code="no-format")
    kind, exporter = makers[name]
    return export_one(report, kind, exporter).model_copy(update={"name": name})


def report_file(application: Application) -> ExportedFile:
    """The run as `report.json`: scores, lines with their sources, what was left out, times."""
    if not (application.analysis and application.compiled and application.report):
        raise not_ready()
    ended = (event for event in application.events if isinstance(event, StageFinished))
    result = PipelineResult(
        analysis=application.analysis,
        compiled=application.compiled,
        documents=application.report.documents,
        report=application.report,
        files=(),
        seconds={event.stage.value: event.seconds for event in ended},
    )
    content = json.dumps(report_json(result), ensure_ascii=False, indent=2).encode()
    return ExportedFile(name=REPORT, media_type="application/json", content=content)


def not_ready() -> NotFound:
    return NotFound("This file is not made yet", "Wait until the run is done.", code="not-ready")


def _kinds(format_name: str) -> Iterator[DocumentKind]:
    yield "resume"
    if format_name not in DATA_FORMATS:
        yield "cover_letter"
