"""A PDF, opened once its pages are known to be few and its content to be free to read."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from jobwise.errors import UnreadableFile

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

MAX_PAGES = 30


@contextmanager
def opened_pdf(data: bytes) -> Iterator["PdfDocument"]:
    """The PDF, closed again at the end of the block.

    Raises: UnreadableFile: encrypted, corrupt, too-many-pages.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise _refusal(error) from error
    try:
        _check_pages(len(document))
        yield document
    finally:
        document.close()


def corrupt_pdf() -> UnreadableFile:
    """The refusal for a PDF that is damaged."""
    return UnreadableFile(
        "This PDF is damaged",
        "Export it again from the program that made it, then upload the new file.",
        code="corrupt",
    )


def _refusal(error: Exception) -> UnreadableFile:
    words = str(error).lower()
    if "password" in words or "security" in words:
        return UnreadableFile(
            "This PDF is locked with a password",
            "Save a copy without the password, then upload the copy.",
            code="encrypted",
        )
    return corrupt_pdf()


def _check_pages(count: int) -> None:
    if count < 1:
        raise corrupt_pdf()
    if count > MAX_PAGES:
        raise UnreadableFile(
            f"This PDF has {count:,} pages",
            f"Up to {MAX_PAGES} pages can be read. Upload the pages that matter alone.",
            code="too-many-pages",
        )
