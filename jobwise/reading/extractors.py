"""The bare text of a file as two independent programs give it, with no layout logic of ours.

*Why:* applicant systems start from such text. What it lacks, they cannot know.
"""

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from html import unescape

from jobwise.reading import intake
from jobwise.reading.paper import opened_pdf

_PARAGRAPH = re.compile(r"</w:p>|<w:tab/>|<w:br/>")
_WORDS = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>|(\n)")


def plain_texts(file_name: str, data: bytes) -> dict[str, str]:
    """Extractor -> text. Raises: UnreadableFile for what is neither PDF nor DOCX."""
    suffix = intake.accept(file_name, data)
    return {name: extract(data) for name, extract in _EXTRACTORS.get(suffix, {}).items()}


def _by_pdfium(data: bytes) -> str:
    with opened_pdf(data) as document:
        return "\n".join(page.get_textpage().get_text_range().replace("\ufffe", "") for page in document)


def _by_pypdf(data: bytes) -> str:
    import pypdf

    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)


def _by_python_docx(data: bytes) -> str:
    import docx

    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs)


def _by_its_xml(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        xml = package.read("word/document.xml").decode()
    return unescape("".join(words or end for words, end in _WORDS.findall(_PARAGRAPH.sub("\n", xml))))


_EXTRACTORS: Mapping[str, Mapping[str, Callable[[bytes], str]]] = {
    ".pdf": {"PDFium": _by_pdfium, "pypdf": _by_pypdf},
    ".docx": {"python-docx": _by_python_docx, "plain XML": _by_its_xml},
}
