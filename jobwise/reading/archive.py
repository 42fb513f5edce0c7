"""What a DOCX unpacks to, looked at before python-docx opens it.

A DOCX is a ZIP of XML parts. Limits: 1,000 entries, 30 MB unpacked, 100 times the packed size, and
no document type declaration, which is where entity bombs and external entities live.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from jobwise.errors import UnreadableFile
from jobwise.reading.active_parts import check_links, check_names

MAX_ENTRIES = 1_000
MAX_UNPACKED = 30 * 1024 * 1024
MAX_RATIO = 100
_DIRECTORY_ENTRY = b"PK\x01\x02"
_DOCUMENT_TYPE = b"wordprocessingml.document.main+xml"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}Types"
_ENCODING = re.compile(rb"^<\?xml[^>]{0,200}?encoding=[\"']([A-Za-z0-9._-]+)")
_SAFE_ENCODINGS = {b"utf-8", b"utf-16", b"us-ascii", b"ascii", b"iso-8859-1", b"windows-1252"}


def check_docx(data: bytes) -> None:
    """Let a sound DOCX pass.

    Raises: UnreadableFile: corrupt, encrypted, unpacks-too-large, unsafe-xml, wrong-extension, macros,
        program, fetches.
    """
    if data.count(_DIRECTORY_ENTRY) > MAX_ENTRIES:
        raise _too_large()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_directory(archive.infolist(), len(data))
            check_names(archive.namelist())
            for name, part in _xml_parts(archive):
                _check_xml(part)
                if name.endswith(".rels"):
                    _check_relations(part)
                if name == "[Content_Types].xml":
                    _check_content_types(part)
            if "[Content_Types].xml" not in archive.NameToInfo:
                raise corrupt_document()
    except (
        zipfile.BadZipFile,
        zlib.error,
        struct.error,
        EOFError,
        OSError,
        ValueError,
        NotImplementedError,
    ) as error:
        raise corrupt_document() from error


def corrupt_document() -> UnreadableFile:
    """The refusal for a document that is damaged."""
    return UnreadableFile(
        "This Word document is damaged",
        "Open it in your word processor, save it again as .docx or PDF, then upload the new file.",
        code="corrupt",
    )


def _check_directory(entries: list[zipfile.ZipInfo], packed: int) -> None:
    if any(entry.flag_bits & 1 for entry in entries):
        raise UnreadableFile(
            "This document is locked with a password",
            "Save a copy without the password, then upload the copy.",
            code="encrypted",
        )
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED or unpacked > MAX_RATIO * packed:
        raise _too_large()


def _xml_parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    for entry in archive.infolist():
        if entry.filename.lower().endswith((".xml", ".rels", ".vml")):
            yield entry.filename, archive.read(entry)


def _check_xml(part: bytes) -> None:
    """Raises: UnreadableFile for a document type declaration, or an encoding that could hide one."""
    plain = part.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    declared = _ENCODING.match(plain)
    hidden = declared is not None and declared.group(1).lower() not in _SAFE_ENCODINGS
    if hidden or b"<!DOCTYPE" in plain or b"<!ENTITY" in plain or not plain.startswith(b"<"):
        raise UnreadableFile(
            "This document holds something that Word does not write",
            "Open it in your word processor, save it again as .docx or PDF, then upload the new file.",
            code="unsafe-xml",
        )


def _check_relations(part: bytes) -> None:
    """Raises: UnreadableFile when the list of a part's relations is not one, or reaches out of the file.

    *Why its shape:* python-docx takes it for granted and breaks on another one.
    """
    root = _root(part)
    whole = all(
        relation.tag == f"{_RELATIONS}Relationship" and {"Id", "Type", "Target"} <= set(relation.keys())
        for relation in root.iterchildren("*")
    )
    if root.tag != f"{_RELATIONS}Relationships" or not whole:
        raise corrupt_document()
    check_links(root.iterchildren("*"))


def _root(part: bytes) -> Any:
    from lxml import etree

    try:
        return etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        raise corrupt_document() from error


def _check_content_types(part: bytes) -> None:
    if _DOCUMENT_TYPE in part:
        if _root(part).tag != _TYPES:
            raise corrupt_document()
        return
    kind = "a document with macros" if b"macroEnabled" in part else "another kind of Office file"
    raise UnreadableFile(
        f"This is {kind}, not a Word document (.docx)",
        "Save it as .docx or PDF, then upload that file.",
        code="wrong-extension",
    )


def _too_large() -> UnreadableFile:
    return UnreadableFile(
        "This document unpacks to far more than a résumé",
        "Save it again without embedded files and large pictures, or export it as PDF.",
        code="unpacks-too-large",
    )
