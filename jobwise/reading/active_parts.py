"""What a DOCX carries that acts instead of saying something: macros, programs, parts fetched from elsewhere.

*Why refused although nothing here runs or fetches it:* the file is kept as it came, and whoever downloads it
opens it in a word processor. An address of a picture or of a link is left alone: it is never asked.
Source: MITRE ATT&CK T1221 (templates from afar), T1559 (objects), T1137 (macros).
"""

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote

from jobwise.errors import UnreadableFile

_MACRO_PARTS = re.compile(r"(?:^|/)vba(?:project|data)[^/]*$", re.IGNORECASE)
_PROGRAM_PARTS = re.compile(
    r"(?:^|/)(?:activex/|oleobject[^/]*$)"
    r"|\.(?:exe|dll|com|scr|pif|msi|bat|cmd|ps1|vbs?|vbe|jse?|wsf|hta|lnk|jar|sh)$",
    re.IGNORECASE,
)
_MACRO_LINKS = {"vbaProject", "wordVbaData"}
_PROGRAM_LINKS = {"oleObject", "control", "activeXControlBinary"}
_FETCHED_LINKS = {"frame", "subDocument", "aFChunk", "package", "mailMergeSource", "mailMergeHeaderSource"}
"""Kinds of relation that take words or objects from another file, when that file lies outside."""
_OTHER_MACHINE = re.compile(
    r"(?!file:)[a-z][a-z0-9+.-]+:|(?:file:)?[/\\]{2}(?![/\\])|file:/*\\\\", re.IGNORECASE
)
"""Word names the template of every document: one on the writer's own disk is nothing to refuse."""


def check_names(names: Iterable[str]) -> None:
    """Raises: UnreadableFile: macros, program."""
    for name in names:
        if _MACRO_PARTS.search(name):
            raise _macros()
        if _PROGRAM_PARTS.search(name):
            raise _program()


def check_links(relations: Iterable[Any]) -> None:
    """relations: the elements of a part's list. Raises: UnreadableFile: macros, program, fetches."""
    for relation in relations:
        kind = relation.get("Type").rsplit("/", 1)[-1]
        if kind in _MACRO_LINKS:
            raise _macros()
        if kind in _PROGRAM_LINKS:
            raise _program()
        if relation.get("TargetMode") == "External" and _fetches(kind, relation.get("Target")):
            raise UnreadableFile(
                "This document takes parts of itself from another place",
                "Save it as PDF, then upload the PDF: it holds all that you see.",
                code="fetches",
            )


def _fetches(kind: str, target: str) -> bool:
    if kind == "attachedTemplate":
        return _OTHER_MACHINE.match(unquote(target).strip()) is not None
    return kind in _FETCHED_LINKS


def _macros() -> UnreadableFile:
    return UnreadableFile(
        "This document holds macros",
        "Save it as PDF or as a .docx without macros, then upload that file.",
        code="macros",
    )


def _program() -> UnreadableFile:
    return UnreadableFile(
        "This document holds an embedded object or a program",
        "Take it out, or save the document as PDF, then upload that file.",
        code="program",
    )
