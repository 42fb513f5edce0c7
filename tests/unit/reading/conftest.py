"""PDFs whose page holds what a test wants it to hold."""

import zlib
from collections.abc import Callable, Iterable

import pytest


@pytest.fixture(scope="session")
def pdf_with_content() -> Callable[[Iterable[bytes]], bytes]:
    """A PDF of one page from the chunks of its drawing commands, packed without holding them whole."""
    import pymupdf

    def make(chunks: Iterable[bytes]) -> bytes:
        packer = zlib.compressobj(9)
        packed = b"".join(packer.compress(chunk) for chunk in chunks) + packer.flush()
        document = pymupdf.open()
        page = document.new_page()
        stream = document.get_new_xref()
        document.update_object(stream, "<<>>")
        document.update_stream(stream, packed, new=True, compress=False)
        document.xref_set_key(stream, "Filter", "/FlateDecode")
        document.xref_set_key(page.xref, "Contents", f"{stream} 0 R")
        data: bytes = document.tobytes()
        document.close()
        return data

    return make


@pytest.fixture(scope="session")
def slow_pdf(pdf_with_content) -> bytes:
    """A page of 30,000 wide curves on top of each other: 12 s of drawing in 3 KB."""
    return pdf_with_content([b"20 w ", b"0 0 m 600 800 600 0 0 800 c S " * 30_000])


@pytest.fixture(scope="session")
def memory_bomb(pdf_with_content) -> bytes:
    """A page whose commands unpack to 450 MB of blanks, in 0.5 MB: PDFium takes 1 GB to draw nothing."""
    return pdf_with_content(b" " * 2**20 for _ in range(450))
