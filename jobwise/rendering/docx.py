"""Word files with Word's own styles: what applicant systems and people who edit expect.

*Why no table and no text box:* many readers of DOCX skip them; dates stand at a right tab stop.
"""

import datetime as dt
import io
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jobwise.domain.documents import Document, Line
from jobwise.domain.profile import Profile
from jobwise.rendering.docx_styles import prepare
from jobwise.rendering.printable import Part, contact_parts, printable, web_address

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.text.paragraph import Paragraph

_EPOCH = dt.datetime(1980, 1, 1)
"""*Why fixed:* the same document gives the same bytes; it is also the oldest date that ZIP knows."""
_STYLES = {
    "name": "Title",
    "label": "Subtitle",
    "contact": "Contact",
    "heading": "Heading 1",
    "entry": "Heading 2",
    "bullet": "List Bullet",
    "date": "Letter Line",
    "salutation": "Letter Line",
    "closing": "Letter Line",
    "signature": "Signature",
    "recipient": "No Spacing",
}


@dataclass
class DocxExporter:
    """`letter_paper` is US letter instead of A4."""

    suffix: str = ".docx"
    media_type: str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    letter_paper: bool = False

    def export(self, document: Document, profile: Profile) -> bytes:  # noqa: ARG002 (the Protocol's shape)
        from docx import Document as open_word

        word = open_word()
        prepare(word, document.language, letter_paper=self.letter_paper)
        _describe(word, document)
        for line in document.lines:
            _add(word, line)
        out = io.BytesIO()
        word.save(out)
        return _without_times(out.getvalue())


def _describe(word: "WordDocument", document: Document) -> None:
    core = word.core_properties
    core.title = printable(document.title)[:255]
    core.author = printable(document.author)[:255]
    core.last_modified_by = core.author
    core.subject = "Résumé" if document.kind == "resume" else "Cover letter"
    core.language = document.language[:255]
    core.comments = ""
    core.created = core.modified = _EPOCH


def _add(word: "WordDocument", line: Line) -> None:
    paragraph = word.add_paragraph(style=_STYLES.get(line.role, "Normal"))
    match line.role:
        case "contact":
            _add_contact(paragraph, contact_parts(line.text))
        case "entry":
            _add_entry(word, paragraph, line)
        case "skills" if line.detail:
            paragraph.add_run(f"{printable(line.detail)}: ").bold = True
            paragraph.add_run(printable(line.text))
        case _:
            paragraph.add_run(printable(line.text))


def _add_contact(paragraph: "Paragraph", parts: tuple[Part, ...]) -> None:
    for number, part in enumerate(parts):
        if number:
            paragraph.add_run(" · ")
        _add_linked(paragraph, part)


def _add_entry(word: "WordDocument", paragraph: "Paragraph", line: Line) -> None:
    """Title, tab, dates; below it employer and place."""
    _add_linked(paragraph, Part(printable(line.text), web_address(line.url)))
    if aside := printable(line.aside):
        paragraph.add_run(f"\t{aside}", style="Dates")
    if detail := printable(line.detail):
        word.add_paragraph(detail, style="Entry Detail")


def _add_linked(paragraph: "Paragraph", part: Part) -> None:
    """A run, inside a real hyperlink where the part has an address."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    run = paragraph.add_run(part.text)
    if part.url:
        link: Any = OxmlElement("w:hyperlink")
        target = paragraph.part.relate_to(part.url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        link.set(qn("r:id"), target)
        paragraph._p.append(link)
        link.append(run._r)
        run.style = "Link"


def _without_times(content: bytes) -> bytes:
    """The same package with the time of writing taken out of each of its files."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            entry = zipfile.ZipInfo(item.filename, date_time=_EPOCH.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(item))
    return out.getvalue()
