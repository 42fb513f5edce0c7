"""What a DOCX carries that acts instead of saying something: macros, programs, parts fetched from elsewhere.

*Why refused although nothing here runs or fetches it:* the file is kept as it came, and whoever downloads it
opens it in a word processor. A link that a person must click is left alone.
Source: MITRE ATT&CK T1221 (templates from afar), T1559 (objects, DDE), T1137 (macros); ECMA-376 part 1,
17.16.5 (fields).
"""

import re
from collections.abc import Iterable
from typing import Any, NoReturn
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
_EMBEDDED_LINKS = {"package", "aFChunk"}
_OTHER_MACHINE = re.compile(
    r"(?!file:)[a-z][a-z0-9+.-]+:|(?:file:)?[/\\]{2}(?![/\\])|file:/*\\\\", re.IGNORECASE
)
"""Word names the template of every document: one on the writer's own disk is nothing to refuse."""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT_W = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_VML = "{urn:schemas-microsoft-com:vml}"
_VML_HREF = "{urn:schemas-microsoft-com:office:office}href"
_FETCHING_FIELDS = {
    "DDE",
    "DDEAUTO",
    "INCLUDE",
    "INCLUDEPICTURE",
    "INCLUDETEXT",
    "IMPORT",
    "LINK",
    "DATABASE",
    "RD",
}


def check_names(names: Iterable[str]) -> None:
    """Raises: UnreadableFile: macros, program."""
    for name in names:
        if _MACRO_PARTS.search(name):
            raise _macros()
        if _PROGRAM_PARTS.search(name):
            refuse_program()


def check_links(relations: Iterable[Any]) -> None:
    """relations: the elements of a part's list. Raises: UnreadableFile: macros, program, fetches.

    *Why a list of what may lie outside:* Word knows over a hundred kinds of relation, and new ones come.
    """
    for relation in relations:
        kind = relation.get("Type").rsplit("/", 1)[-1]
        if kind in _MACRO_LINKS:
            raise _macros()
        if kind in _PROGRAM_LINKS:
            refuse_program()
        if _lies_outside(relation) and not _may_lie_outside(kind, relation.get("Target")):
            raise _fetches()
        if kind in _EMBEDDED_LINKS:
            refuse_program()


def check_fields(root: Any) -> None:
    """root: a part whose fields and drawings are looked at. Raises: UnreadableFile: fetches."""
    open_fields: list[str] = []
    for node in root.iter("*"):
        name = node.tag.replace(_STRICT_W, _W)
        if name == f"{_W}fldSimple":
            _check_instruction(_attribute(node, "instr"))
        elif name in (f"{_W}instrText", f"{_W}delInstrText") and open_fields:
            open_fields[-1] += node.text or ""
        elif name == f"{_W}fldChar" and _attribute(node, "fldCharType") == "begin":
            if open_fields and not open_fields[-1].strip():
                raise _fetches()  # the field's name is made by another field
            open_fields.append("")
        elif name == f"{_W}fldChar" and _attribute(node, "fldCharType") == "end" and open_fields:
            _check_instruction(open_fields.pop())
        elif node.tag.startswith(_VML) and any(
            _OTHER_MACHINE.match(unquote(node.get(key, "")).strip()) for key in ("src", _VML_HREF)
        ):
            raise _fetches()
    for instruction in open_fields:
        _check_instruction(instruction)


def refuse_program() -> NoReturn:
    """Raises: UnreadableFile: program."""
    raise UnreadableFile(
        "This document holds an embedded object or a program",
        "Take it out, or save the document as PDF, then upload that file.",
        code="program",
    )


def _attribute(node: Any, name: str) -> str:
    return node.get(_W + name) or node.get(_STRICT_W + name) or ""


def _check_instruction(instruction: str) -> None:
    words = instruction.split(maxsplit=1)
    if words and words[0].strip("\"'“”").upper() in _FETCHING_FIELDS:
        raise _fetches()


def _lies_outside(relation: Any) -> bool:
    mode = relation.get("TargetMode", "Internal")
    return mode.lower() != "internal" or _OTHER_MACHINE.match(relation.get("Target")) is not None


def _may_lie_outside(kind: str, target: str) -> bool:
    if kind == "attachedTemplate":
        return _OTHER_MACHINE.match(unquote(target).strip()) is None
    return kind == "hyperlink"


def _fetches() -> UnreadableFile:
    return UnreadableFile(
        "This document takes parts of itself from another place",
        "Save it as PDF, then upload the PDF: it holds all that you see.",
        code="fetches",
    )


def _macros() -> UnreadableFile:
    return UnreadableFile(
        "This document holds macros",
        "Save it as PDF or as a .docx without macros, then upload that file.",
        code="macros",
    )
