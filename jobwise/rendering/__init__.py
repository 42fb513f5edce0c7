"""Documents to files. A new format is a module here and a line in `EXPORTERS`.

*Why the modules import their libraries inside functions:* some take a second to load, and the
start-up of the dashboard and of the command line pays for none of them.
"""

from collections.abc import Mapping
from types import MappingProxyType

from jobwise.ports import Exporter
from jobwise.rendering import markdown_pdf
from jobwise.rendering.docx import DocxExporter
from jobwise.rendering.json_resume import JsonResumeExporter
from jobwise.rendering.markdown import MarkdownExporter
from jobwise.rendering.pdf import PdfExporter
from jobwise.rendering.text import TextExporter

EXPORTERS: Mapping[str, Exporter] = MappingProxyType(
    {
        "pdf": PdfExporter(),
        "docx": DocxExporter(),
        "md": MarkdownExporter(),
        "txt": TextExporter(),
        "json": JsonResumeExporter(),
    }
)
"""Exporters by the name that a person chooses; all pass the same contract test."""


def warm() -> None:
    """Load what the first PDF needs, so that nobody waits for it. Meant for a background thread."""
    markdown_pdf.warm()
