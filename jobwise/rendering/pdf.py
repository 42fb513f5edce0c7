"""PDF in one of the themes, by markdown-pdf or by Typst.

Typst's themes are tagged for screen readers. What markdown-pdf cannot print faithfully is set by
Typst in the theme that is nearest.
"""

from dataclasses import dataclass
from functools import lru_cache

from jobwise.domain.documents import Design, Document
from jobwise.domain.profile import Profile
from jobwise.ports import DESIGN
from jobwise.rendering import glyphs, markdown_pdf, typst_pdf

_NEAREST = "modern"


@dataclass
class PdfExporter:
    suffix: str = ".pdf"
    media_type: str = "application/pdf"

    def export(self, document: Document, profile: Profile, design: Design = DESIGN) -> bytes:
        return rendered(glyphs.with_glyphs(document), design)

    def lost(self, document: Document) -> str:
        return glyphs.lost(document)


@lru_cache(maxsize=8)
def rendered(document: Document, design: Design) -> bytes:
    """*Why kept:* the check reads back what is exported next; an edit leaves the other document alone."""
    if design.theme not in markdown_pdf.THEMES:
        return typst_pdf.rendered(document, design)
    drawn = markdown_pdf.rendered(document, design)
    return drawn or typst_pdf.rendered(document, design.model_copy(update={"theme": _NEAREST}))
