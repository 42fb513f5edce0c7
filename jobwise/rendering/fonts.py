"""The fonts that documents are set in, the same on every machine.

All come with packages: Noto Sans, FiraGO and Noto Sans Symbols 2 with pymupdf-fonts (SIL Open Font
License 1.1), Droid Sans Fallback for Chinese, Japanese and Korean with PyMuPDF (Apache 2.0).
Libertinus Serif (SIL OFL 1.1) is compiled into Typst. None is taken from the machine.
"""

import atexit
import importlib
import shutil
import struct
import sys
import tempfile
import threading
from functools import cache
from pathlib import Path
from typing import Any

PACKAGED = {
    "NotoSans-Regular.ttf": "NotoSans_Regular",
    "NotoSans-Bold.ttf": "NotoSans_Bold",
    "NotoSans-Italic.ttf": "NotoSans_Italic",
    "FiraGO-Regular.ttf": "FiraGO_Regular",
    "FiraGO-Bold.ttf": "FiraGO_Bold",
    "NotoSansSymbols2.ttf": "NotoSansSymbols2_Regular",
}
"""File name -> module of pymupdf-fonts."""
CJK_FAMILY = "Droid Sans Fallback"
MUPDF_LOCK = threading.RLock()
"""Held around every use of PyMuPDF, which is not made for more than one thread at a time."""


def mupdf() -> Any:
    """PyMuPDF, which has no types.

    *Why without its companions:* they read pages, which nobody here asks of it, and start ONNX Runtime:
    0.7 s of the 0.9 s of the import. PyMuPDF does without them where they are not installed, and a None
    in `sys.modules` is Python's own way to say so.
    """
    for companion in ("pymupdf.layout", "pymupdf4llm"):
        sys.modules.setdefault(companion, None)  # type: ignore[arg-type]
    import pymupdf

    return pymupdf


def font(file_name: str) -> bytes:
    """A font file of `PACKAGED`."""
    buffer: bytes = importlib.import_module(f"pymupdf_fonts.{PACKAGED[file_name]}").fontbuffer
    return buffer


@cache
def font_folder() -> Path:
    """A folder of this process with all the fonts as files, removed at exit.

    *Why:* Typst takes fonts from files only, and a shared folder could be written to by others.
    """
    folder = Path(tempfile.mkdtemp(prefix="jobwise-fonts-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    for name in PACKAGED:
        (folder / name).write_bytes(font(name))
    with MUPDF_LOCK:
        cjk = mupdf().Font("cjk").buffer
    (folder / "DroidSansFallback.ttf").write_bytes(_renamed(cjk, CJK_FAMILY))
    return folder


def without_ligatures(ttf: bytes) -> bytes:
    """The TrueType font with its table of glyph substitutions under a name that nobody looks for.

    *Why:* MuPDF joins "fi" to one glyph wherever the font has one, which breaks the text layer.
    """
    font_file = bytearray(ttf)
    (tables,) = struct.unpack_from(">H", ttf, 4)
    for entry in range(12, 12 + 16 * tables, 16):
        if ttf[entry : entry + 4] == b"GSUB":
            font_file[entry : entry + 4] = b"GSUX"
    return bytes(font_file)


def _renamed(ttf: bytes, family: str) -> bytes:
    """The TrueType font with a name table of its own, put at its end.

    *Why:* PyMuPDF's copy carries no PostScript name, and Typst passes by such a font.
    Source of the layout: OpenType 1.9, "Table Directory" and "Naming Table" format 0.
    """
    table = _name_table({1: family, 2: "Regular", 4: family, 6: family.replace(" ", "")})
    start = len(ttf) + -len(ttf) % 4
    font_file = bytearray(ttf.ljust(start, b"\0") + table)
    (tables,) = struct.unpack_from(">H", ttf, 4)
    for entry in range(12, 12 + 16 * tables, 16):
        if ttf[entry : entry + 4] == b"name":
            struct.pack_into(">II", font_file, entry + 8, start, len(table))
    return bytes(font_file)


def _name_table(names: dict[int, str]) -> bytes:
    """Names by their OpenType name id, for Windows, Unicode, English."""
    records, texts = b"", b""
    for name_id, text in names.items():
        encoded = text.encode("utf-16-be")
        records += struct.pack(">6H", 3, 1, 0x409, name_id, len(encoded), len(texts))
        texts += encoded
    return struct.pack(">3H", 0, len(names), 6 + len(records)) + records + texts
