"""Partial dates as people write and read them, in English, French, German and Spanish.

Month names and the order of day and month follow Unicode CLDR.
"""

import datetime as dt
import re
from functools import lru_cache
from typing import NamedTuple

from jobwise.matching.word_forms import fold

PRESENT = "present"
_NAMES = {
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
}
_SHORT = {
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    "fr": "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
    "de": "Jan. Feb. März Apr. Mai Juni Juli Aug. Sept. Okt. Nov. Dez.",
    "es": "ene. feb. mar. abr. may. jun. jul. ago. sept. oct. nov. dic.",
}
_NOW = {"en": "Present", "fr": "aujourd’hui", "de": "heute", "es": "actualidad"}
_LONG = {"en": "{d} {m} {y}", "fr": "{d} {m} {y}", "de": "{d}. {m} {y}", "es": "{d} de {m} de {y}"}
_MORE_NAMES = {"sept": 9, "jan": 1, "mrz": 3, "mar": 3, "fev": 2, "dec": 12, "juin": 6, "aout": 8}
_PRESENT_WORDS = (
    "present now today current currently ongoing heute aktuell aujourd'hui actuel actuellement present "
    "aktuelle presente actualidad actual"
)
PRESENT_WORDS = frozenset(_PRESENT_WORDS.split())
MONTHS: dict[str, int] = {
    fold(name).strip("."): number
    for table in (_NAMES, _SHORT)
    for names in table.values()
    for number, name in enumerate(names.split(), start=1)
} | _MORE_NAMES

_MONTH_YEAR = re.compile(r"([^\W\d_]{3,12})\.?,?\s+(?:de\s+|of\s+)?((?:19|20)\d\d)\b")
_NUMERIC = re.compile(r"\b(?:(0?[1-9]|1[0-2])[./]((?:19|20)\d\d)|((?:19|20)\d\d)[-./](0?[1-9]|1[0-2]))\b")


class Month(NamedTuple):
    """A month of a year with the characters where it was read."""

    year: int
    month: int
    start: int
    end: int


def months_in(text: str) -> list[Month]:
    """Every month with its year in the text: "Mar 2021", "03/2021", "2021-03"."""
    found = [
        Month(int(match[2]), MONTHS[fold(match[1])], match.start(), match.end())
        for match in _MONTH_YEAR.finditer(text)
        if fold(match[1]) in MONTHS
    ]
    for match in _NUMERIC.finditer(text):
        year, month = int(match[2] or match[3]), int(match[1] or match[4])
        found.append(Month(year, month, match.start(), match.end()))
    return found


def print_date(date: str | None, language: str) -> str:
    """A partial date in a document's language: "2021-03" -> "Mar 2021", None -> ""."""
    language = language if language in _SHORT else "en"
    if not date:
        return ""
    if date == PRESENT:
        return _NOW[language]
    match = re.fullmatch(r"(\d{4})-(\d\d)(?:-\d\d)?", date)
    if not match or not 1 <= int(match[2]) <= 12:
        return date[:4] if re.match(r"\d{4}", date) else date
    return f"{_SHORT[language].split()[int(match[2]) - 1]} {match[1]}"


def print_month(date: str | None, language: str) -> str:
    """A partial date in running text, with the month in full: "2021-03" -> "March 2021"."""
    language = language if language in _NAMES else "en"
    known = year_month(date)
    if not known or not known[1]:
        return print_date(date, language)
    name = _NAMES[language].split()[known[1] - 1]
    return f"{name} de {known[0]}" if language == "es" else f"{name} {known[0]}"


def print_range(start: str | None, end: str | None, language: str) -> str:
    """A time as it stands at the right of an entry: "Mar 2021 – Present"."""
    first, last = print_date(start, language), print_date(end, language)
    return f"{first} – {last}" if first and last and first != last else first or last


def print_day(day: dt.date, language: str) -> str:
    """A letter's date, with the month as a word: "3 May 2026"."""
    language = language if language in _LONG else "en"
    month = _NAMES[language].split()[day.month - 1]
    return _LONG[language].format(d=day.day, m=month, y=day.year)


@lru_cache(maxsize=4096)
def year_month(date: str | None) -> tuple[int, int | None] | None:
    """The year, and the month where it is known, of a partial date; None for none and for `present`."""
    match = re.match(r"(\d{4})(?:-(\d\d))?", date or "")
    if not match:
        return None
    month = int(match[2] or 0)
    return int(match[1]), month if 1 <= month <= 12 else None
