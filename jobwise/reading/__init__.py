"""Bytes -> text -> Profile. A format is a module with `read` and `text_of`, and a line in READERS.

*Why lazily imported:* this front is on the way of every command; PDFium and lxml are not needed
until a file of their kind comes.
"""

import importlib
import time
from collections.abc import Mapping
from typing import Protocol, cast

from jobwise.domain.profile import Place, Profile
from jobwise.domain.source import AdText, ReadResult, SourceText
from jobwise.errors import UnreadableFile
from jobwise.reading import intake
from jobwise.reading.decoding import without_controls

READERS: Mapping[str, str] = {
    ".pdf": "jobwise.reading.pdf",
    ".docx": "jobwise.reading.docx",
    ".md": "jobwise.reading.markdown",
    ".markdown": "jobwise.reading.markdown",
    ".txt": "jobwise.reading.plain",
    ".text": "jobwise.reading.plain",
    ".json": "jobwise.reading.json_resume",
}


class FormatReader(Protocol):
    """What a format's module offers. Both raise UnreadableFile."""

    def read(self, data: bytes) -> tuple[Profile, SourceText]:
        """The résumé in the file, its places pointing into the text."""

    def text_of(self, data: bytes) -> str:
        """The words of the file in reading order."""


def read_resume(file_name: str, data: bytes, *, file: str | None = None) -> ReadResult:
    """Read a résumé; `file` is the name that the result carries when it is not `file_name`.

    Raises: UnreadableFile.
    """
    began = time.perf_counter()
    suffix = _checked(file_name, data)
    profile, source = _reader(suffix).read(data)
    intake.check_text(suffix, source.text)
    seconds = time.perf_counter() - began
    return ReadResult(
        file=without_controls(file or file_name), profile=profile, source=source, seconds=seconds
    )


def read_text(file_name: str, data: bytes) -> str:
    """Read any supported file as plain text. Raises: UnreadableFile."""
    suffix = _checked(file_name, data)
    text = without_controls(_reader(suffix).text_of(data))
    intake.check_text(suffix, text)
    return text


def read_ad(file_name: str, data: bytes) -> AdText:
    """The text of a job ad, with the passages that are hidden in its file. Raises: UnreadableFile."""
    suffix = intake.accept(file_name, data, pages=True)
    if suffix in intake.PAGES:
        from jobwise.reading.page import ad_in

        ad = ad_in(data)
        intake.check_text(suffix, ad.text)
        return ad
    text = read_text(file_name, data)
    hidden = () if suffix == ".json" else _reader(suffix).read(data)[1].hidden
    return AdText(text=text, hidden=hidden)


def plain_texts(file_name: str, data: bytes) -> dict[str, str]:
    """Extractor -> the bare text of a PDF or DOCX. Raises: UnreadableFile."""
    from jobwise.reading import extractors

    return extractors.plain_texts(file_name, data)


def page_picture(file_name: str, data: bytes, page: int, marked: Place | None, scale: float) -> bytes:
    """A page of a PDF as PNG; see `ports.ResumeReader.page_picture`. Raises: UnreadableFile."""
    if intake.accept(file_name, data) != ".pdf":
        raise UnreadableFile(
            "This kind of file has no page picture",
            "Only a PDF has fixed pages. Read the text that was taken from the file instead.",
            code="no-picture",
        )
    from jobwise.reading.pictures import marked_page

    return marked_page(data, page, marked, scale)


def _checked(file_name: str, data: bytes) -> str:
    """The suffix of a file whose structure was looked at. Raises: UnreadableFile."""
    suffix = intake.accept(file_name, data)
    if suffix == ".pdf":
        from jobwise.reading.paper import opened_pdf

        with opened_pdf(data):
            return suffix
    if suffix == ".docx":
        from jobwise.reading.archive import check_docx

        check_docx(data)
    return suffix


def _reader(suffix: str) -> FormatReader:
    return cast(FormatReader, importlib.import_module(READERS[suffix]))
