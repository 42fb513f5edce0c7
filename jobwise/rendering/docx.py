"""Word files with Word's own styles: what applicant systems and people who edit expect.

*Why no table and no text box:* many readers of DOCX skip them; dates stand at a right tab stop.
"""

import datetime as dt
import io
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jobwise.domain.documents import Design, Document, Line
from jobwise.domain.profile import Profile
from jobwise.ports import DESIGN
from jobwise.rendering.docx_styles import prepare
from jobwise.rendering.printable import Part, contact_parts, keywords_of, printable, web_address

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
    suffix: str = ".docx"
    media_type: str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

    def export(self, document: Document, profile: Profile, design: Design = DESIGN) -> bytes:
        from docx import Document as open_word

        word = open_word()
        prepare(word, document.language, design.paper)
        _describe(word, document)
        writer = _Writer(word)
        for line in document.lines:
            writer.add(line)
        out = io.BytesIO()
        word.save(out)
        return _without_times(out.getvalue())

    def lost(self, document: Document) -> str:
        return ""


def _describe(word: "WordDocument", document: Document) -> None:
    core = word.core_properties
    core.title = printable(document.title)[:255]
    core.author = printable(document.author)[:255]
    core.last_modified_by = core.author
    core.subject = "Résumé" if document.kind == "resume" else "Cover letter"
    core.language = document.language[:255]
    core.keywords = ", ".join(keywords_of(document))[:255]
    core.comments = ""
    core.created = core.modified = _EPOCH


class _Writer:
    """Puts lines into a Word file.

    *Why styles by their ids:* python-docx looks a style up among all of them for each paragraph, which
    took more than half of the time.
    """

    def __init__(self, word: "WordDocument") -> None:
        self._word = word
        self._ids = {style.name: style.style_id for style in word.styles}

    def add(self, line: Line) -> None:
        """A line as one paragraph, an entry as two."""
        paragraph = self._paragraph(_STYLES.get(line.role, "Normal"))
        match line.role:
            case "contact":
                self._contact(paragraph, contact_parts(line.text))
            case "entry":
                self._entry(paragraph, line)
            case "skills" if line.detail:
                paragraph.add_run(f"{printable(line.detail)}: ").bold = True
                paragraph.add_run(printable(line.text))
            case _:
                paragraph.add_run(printable(line.text))

    def _paragraph(self, style: str) -> "Paragraph":
        paragraph = self._word.add_paragraph()
        paragraph._p.style = self._ids[style]
        return paragraph

    def _contact(self, paragraph: "Paragraph", parts: tuple[Part, ...]) -> None:
        for number, part in enumerate(parts):
            if number:
                paragraph.add_run(" · ")
            self._linked(paragraph, part)

    def _entry(self, paragraph: "Paragraph", line: Line) -> None:
        """Title, tab, dates; below it employer and place."""
        self._linked(paragraph, Part(printable(line.text), web_address(line.url)))
        detail = printable(line.detail)
        if line.compact and detail:
            paragraph.add_run(f" · {detail}")._r.style = self._ids["Dates"]
        if aside := printable(line.aside):
            paragraph.add_run(f"\t{aside}")._r.style = self._ids["Dates"]
        if detail and not line.compact:
            self._paragraph("Entry Detail").add_run(detail)

    def _linked(self, paragraph: "Paragraph", part: Part) -> None:
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
            run._r.style = self._ids["Link"]


def _without_times(content: bytes) -> bytes:
    """The same package with the time of writing taken out of each of its files."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            entry = zipfile.ZipInfo(item.filename, date_time=_EPOCH.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(item))
    return out.getvalue()
