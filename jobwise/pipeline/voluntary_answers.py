"""A table of what candidates said of themselves for statistics: which column is what, whose each row is."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from jobwise.domain.fairness import Answers
from jobwise.errors import UnusableEntry

HEADINGS = ("Candidate", "Sex", "Race or ethnicity")
_COLUMNS: Mapping[str, re.Pattern[str]] = {
    "who": re.compile(r"(?:candidate|applicant|number|no\.?|#|id|file|e-?mail)\b.*", re.IGNORECASE),
    "sex": re.compile(r"(?:sex|gender|geschlecht|sexe|sexo)\b.*", re.IGNORECASE),
    "race": re.compile(r"(?:race|ethnicity|ethnic)\b.*", re.IGNORECASE),
}
_SEXES = {
    **dict.fromkeys("f w woman female weiblich frau femme féminin mujer femenino donna".split(), "Female"),
    **dict.fromkeys("m man male männlich mann homme masculin hombre masculino uomo".split(), "Male"),
}
_NONE = re.compile(
    r"[-–—.?]*|n/?a|none|unknown|not (?:told|stated|known|disclosed|specified)|no (?:answer|comment)"
    r"|(?:i )?(?:would |['’]d )?(?:prefer|rather|wish|choose|decline|do not|don['’]t|declined?)\b.*"
    r"|(?:nicht|keine) (?:angabe|angegeben)|keine angabe|sin respuesta|sans réponse",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?:candidate\s*)?#?\s*0*(\d+)", re.IGNORECASE)
_LONGEST = 60
"""Characters of a group's name."""


class Told(NamedTuple):
    """A row: its number in a spreadsheet, its first cell, what it may call a candidate, and the answers."""

    number: int
    who: str
    names: tuple[str, ...]
    answers: Answers


def answers_in(rows: Sequence[Sequence[str]]) -> Sequence[Told]:
    """The rows below the headings. Raises: UnusableEntry for a table without the columns."""
    columns = _columns(rows[0] if rows else ())
    told = []
    spelt: dict[str, str] = {}
    for number, row in enumerate(rows[1:], start=2):
        cells = {kind: row[place] if place < len(row) else "" for kind, place in columns.items()}
        if any(row):
            groups = (_sex(cells.get("sex", "")), _group(cells.get("race", "")))
            sex, race = (spelt.setdefault(group.casefold(), group) for group in groups)
            answers = Answers(sex=sex, race=race)
            told.append(Told(number, cells["who"], _names(cells["who"]), answers))
    return told


def _columns(headings: Sequence[str]) -> Mapping[str, int]:
    found: dict[str, int] = {}
    for kind, pattern in _COLUMNS.items():
        for place, heading in enumerate(headings):
            if pattern.fullmatch(heading):
                found.setdefault(kind, place)
    if "who" not in found or not found.keys() & {"sex", "race"}:
        raise UnusableEntry(
            "This table lacks its columns",
            "Its first row needs the headings Candidate, and Sex or Race or ethnicity or both.",
            code="columns",
        )
    return found


def _names(cell: str) -> tuple[str, ...]:
    """What a cell may call a candidate: "Candidate 7", "7", "cv.pdf"."""
    number = _NUMBER.fullmatch(cell)
    return (*([number[1]] if number else []), cell.casefold())


def _sex(cell: str) -> str:
    return _SEXES.get(cell.casefold(), _group(cell))


def _group(cell: str) -> str:
    words = " ".join(cell.split())[:_LONGEST]
    return "" if _NONE.fullmatch(words) else words[:1].upper() + words[1:]
