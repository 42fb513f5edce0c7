"""Which files an application offers: those that its run made, and those made when asked for."""

import io
import json
import zipfile
from collections.abc import Iterator, Mapping

from jobwise.domain.account import Application
from jobwise.domain.documents import DocumentKind, ExportedFile
from jobwise.domain.run import StageFinished
from jobwise.errors import NotFound
from jobwise.pipeline.pdf_exporter import DATA_FORMATS, export_one
from jobwise.pipeline.read_back import TAKEN, all_read_back
from jobwise.pipeline.stages import PipelineResult, report_json
from jobwise.ports import Exporter, FileReader

REPORT = "report.json"
ZIP = "application.zip"


def offered(exporters: Mapping[str, Exporter]) -> dict[str, tuple[DocumentKind, Exporter]]:
    """File name -> what makes it."""
    return {
        f"{kind}{exporter.suffix}": (kind, exporter)
        for format_name, exporter in exporters.items()
        for kind in _kinds(format_name)
    }


def made(
    name: str, application: Application, exporters: Mapping[str, Exporter], reader: FileReader
) -> ExportedFile:
    """Make a file now. Raises: NotFound when no exporter makes a file of this name, UnreadableFile."""
    if application.report is None:
        raise not_ready()
    if name == REPORT:
        return report_file(application, exporters, reader)
    if name == ZIP:
        return zip_file(application, exporters, reader)
    if name not in (makers := offered(exporters)):
        raise NotFound("There is no such file", "Choose one of the formats on the page.", code="no-format")
    kind, exporter = makers[name]
    return export_one(application.report, kind, exporter, application.design)


def zip_file(application: Application, exporters: Mapping[str, Exporter], reader: FileReader) -> ExportedFile:
    """Every file of the application in one. The same application gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name in (*offered(exporters), REPORT):
            package.writestr(zipfile.ZipInfo(name), made(name, application, exporters, reader).content)
    return ExportedFile(name=ZIP, media_type="application/zip", content=out.getvalue())


def report_file(
    application: Application, exporters: Mapping[str, Exporter], reader: FileReader
) -> ExportedFile:
    """The run as `report.json`: scores, lines with their sources, what was left out and what came back."""
    if not (application.analysis and application.compiled and application.report):
        raise not_ready()
    known = application.report.read_back
    unread = [name for name in TAKEN if name in offered(exporters) and not (known and known.file == name)]
    resumes = (made(name, application, exporters, reader) for name in unread)
    ended = (event for event in application.events if isinstance(event, StageFinished))
    result = PipelineResult(
        analysis=application.analysis,
        compiled=application.compiled,
        documents=application.report.documents,
        report=application.report,
        files=(),
        read_backs=all_read_back(application.report, resumes, reader),
        seconds={event.stage.value: event.seconds for event in ended},
    )
    content = json.dumps(report_json(result, application.profile), ensure_ascii=False, indent=2).encode()
    return ExportedFile(name=REPORT, media_type="application/json", content=content)


def not_ready() -> NotFound:
    return NotFound("This file is not made yet", "Wait until the run is done.", code="not-ready")


def _kinds(format_name: str) -> Iterator[DocumentKind]:
    yield "resume"
    if format_name not in DATA_FORMATS:
        yield "cover_letter"
