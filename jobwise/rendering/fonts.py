"""The fonts that documents are set in, the same on every machine.

All come with packages: Noto Sans, FiraGO and Noto Sans Symbols 2 with pymupdf-fonts (SIL Open Font
License 1.1), Droid Sans Fallback for Chinese, Japanese and Korean with PyMuPDF (Apache 2.0).
Libertinus Serif (SIL OFL 1.1) is compiled into Typst. None is taken from the machine.
"""

import atexit
import importlib
import shutil
import sys
import tempfile
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


def mupdf() -> Any:
    """PyMuPDF, which has no types.

    *Why without its layout analysis:* that is for reading pages, starts ONNX Runtime, and takes 0.6 s
    of the 1 s of the import. A None in `sys.modules` is Python's own way to say "not installed".
    """
    sys.modules.setdefault("pymupdf.layout", None)  # type: ignore[arg-type]
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
    (folder / "DroidSansFallback.ttf").write_bytes(mupdf().Font("cjk").buffer)
    return folder
