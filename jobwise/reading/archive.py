"""What a DOCX unpacks to, looked at before python-docx opens it.

A DOCX is a ZIP of XML parts. Limits: 1,000 entries, 30 MB unpacked, 100 times the packed size, and
no document type declaration, which is where entity bombs and external entities live. What a part is,
its bytes tell, not its name.
"""

import io
import re
import struct
import zipfile
import zlib
from typing import Any

from jobwise.errors import UnreadableFile
from jobwise.reading import intake
from jobwise.reading.active_parts import check_fields, check_links, check_names, refuse_program

MAX_ENTRIES = 1_000
MAX_UNPACKED = 30 * 1024 * 1024
MAX_RATIO = 100
_DIRECTORY_ENTRY = b"PK\x01\x02"
_DOCUMENT_TYPE = b"wordprocessingml.document.main+xml"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}Types"
_DECLARATION = re.compile(rb"<\?xml\s([^?]*)\?>")
_ENCODING = re.compile(rb"\bencoding\s*=\s*[\"']([^\"']*)[\"']")
_BEFORE_XML = b"\0\xef\xbb\xbf\xff\xfe \t\r\n"
_EBCDIC_XML = "<?xm".encode("cp037")
_XML_NAMES = (".xml", ".rels", ".vml")
_FIELDS = (b"nstrText", b"fldSimple", b"src", b"href")
_EMBEDDED: set[intake.Kind] = {
    "word",
    "opendocument",
    "pages",
    "legacy-word",
    "encrypted",
    "program",
    "rtf",
    "pdf",
}
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
            for entry in archive.infolist():
                _check_part(entry.filename, archive.read(entry))
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


def _check_part(name: str, part: bytes) -> None:
    """Raises: UnreadableFile for a part that no résumé needs."""
    lowered = name.lower()
    if not (lowered.endswith(_XML_NAMES) or _is_xml(part)):
        if intake.kind_of(part) in _EMBEDDED or part.startswith(b"PK\x03\x04"):
            refuse_program()
        return
    plain = _plain_xml(part)
    if lowered.endswith(".rels"):
        _check_relations(part)
    if name == "[Content_Types].xml":
        _check_content_types(part)
    if any(word in plain for word in _FIELDS):
        check_fields(_root(part))


def _is_xml(part: bytes) -> bool:
    """Whether an XML parser would take the bytes, whatever the part is called."""
    return part.lstrip(_BEFORE_XML).startswith(b"<") or part.startswith(_EBCDIC_XML)


def _plain_xml(part: bytes) -> bytes:
    """The part with one byte a letter.

    Raises: UnreadableFile for a document type declaration, or an encoding that could hide one.
    """
    plain = part.replace(b"\0", b"").lstrip(_BEFORE_XML)
    declared = _DECLARATION.match(plain)
    named = _ENCODING.search(declared.group(1)) if declared else None
    hidden = (
        plain.startswith(b"<?xml")
        and (declared is None or (b"encoding" in declared.group(1) and named is None))
    ) or (named is not None and named.group(1).lower() not in _SAFE_ENCODINGS)
    if hidden or b"<!DOCTYPE" in plain or b"<!ENTITY" in plain or not plain.startswith(b"<"):
        raise UnreadableFile(
            "This document holds something that Word does not write",
            "Open it in your word processor, save it again as .docx or PDF, then upload the new file.",
            code="unsafe-xml",
        )
    return plain


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
        "This document unpacks to far more than its pages can hold",
        "Save it again without embedded files and large pictures, or export it as PDF.",
        code="unpacks-too-large",
    )
