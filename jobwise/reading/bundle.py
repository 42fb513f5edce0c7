"""A ZIP of résumés taken apart, one file at a time, within limits.

Folders count for nothing: a file is called by the last part of its name. What another ZIP in it would hold
is not looked for. Limits: 1,000 entries, 10 MB a file, 1,000 MB in all, 100 times the packed size.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from jobwise.domain.vacancy import Trouble
from jobwise.errors import UnreadableFile
from jobwise.reading.decoding import without_controls
from jobwise.reading.intake import MAX_BYTES

MAX_ENTRIES = 1_000
MAX_UNPACKED = 1_000 * 1024 * 1024
MAX_RATIO = 100
_DIRECTORY_ENTRY = b"PK\x01\x02"
_OF_THE_SYSTEM = frozenset({"thumbs.db", "desktop.ini"})
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, NotImplementedError)


def unpacked(file_name: str, data: bytes) -> Iterator[tuple[str, bytes | Trouble]]:
    """(name, content, or why it is left out) of each file in a ZIP. Raises: UnreadableFile."""
    if data.count(_DIRECTORY_ENTRY) > MAX_ENTRIES:
        raise _too_large(file_name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if _is_wanted(entry)]
            whole = sum(entry.file_size for entry in entries)
            if len(entries) > MAX_ENTRIES or whole > MAX_UNPACKED or whole > MAX_RATIO * len(data):
                raise _too_large(file_name)
            for entry in entries:
                yield _name(entry), _content(archive, entry)
    except _BROKEN as error:
        raise UnreadableFile(
            f"{file_name} is damaged", "Pack the files again, then add the new ZIP.", code="corrupt"
        ) from error


def _is_wanted(entry: zipfile.ZipInfo) -> bool:
    """No folder, and nothing that a system puts beside files."""
    path = PurePosixPath(entry.filename.replace("\\", "/"))
    hidden = path.name.startswith(".") or "__MACOSX" in path.parts
    return not (entry.is_dir() or hidden or path.name.lower() in _OF_THE_SYSTEM)


def _name(entry: zipfile.ZipInfo) -> str:
    name = PurePosixPath(entry.filename.replace("\\", "/")).name
    return without_controls(name)[-200:] or "file"


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes | Trouble:
    if entry.flag_bits & 1:
        return Trouble(
            title="This file is locked with a password", message="Pack it again without the password."
        )
    if entry.file_size > MAX_BYTES:
        return Trouble(
            title="This file is too large", message="Files up to 10 MB can be read. Export it smaller."
        )
    with archive.open(entry) as file:
        content = file.read(MAX_BYTES + 1)
    if content.startswith(b"PK\x03\x04") and entry.filename.lower().endswith(".zip"):
        return Trouble(
            title="This is a ZIP in a ZIP", message="Take it apart, then add the files that are in it."
        )
    return content


def _too_large(file_name: str) -> UnreadableFile:
    return UnreadableFile(
        f"{file_name} unpacks to far more than résumés",
        "Pack up to 500 résumés as they are, without other files, then add the ZIP.",
        code="unpacks-too-large",
    )
