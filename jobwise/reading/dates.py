"""Dates and ranges of dates as résumés print them, in the languages of the word lists.

Month names come from Unicode CLDR through Babel.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from jobwise.domain.profile import PartialDate
from jobwise.reading.lexicon import either, fold, table

PRESENT = "present"
_LANGUAGES = ("en", "fr", "de", "es", "it", "pt", "nl", "pl", "sv", "el", "ru")
_YEAR = r"(?:19[3-9]\d|20[0-6]\d)"
_DASH = r"[-–—−‒~〜～→]+"
_FROM = frozenset("from de du del da do von vom с".split())
"""Words before a date that do not say whether it still goes on."""
_YEARS = (
    "years?|yrs?|y|ans?|annee|année|années|jahre?n?|j|años?|anni|anno|anos?|jaar|jaren|lata|lat|rok|år|έτη|έτος"
    "|χρόνια|лет|года?|г"
)
_MONTHS = (
    "months?|mos?|m|mois|monate?n?|mon|meses|mes|mesi|mese|mês|maanden|maand|miesiąc\\w*|miesięcy|mies|månader"
    "|månad|mån|μήνες|μήνας|месяц\\w*|мес"
)
_DURATION = re.compile(
    rf"[(\[·•,]*\s*\b\d{{1,2}}(?:[.,]\d)?\+?\s*(?:{_YEARS}|{_MONTHS}|weeks?)\b\.?"
    rf"(?:\s*(?:and|et|und|y|e|i|en|och|и|και|,)?\s*\d{{1,2}}\s*(?:{_MONTHS})\b\.?)?\s*[)\]]*"
    r"|[(（]?\s*\d{1,2}\s*年(?:\s*\d{1,2}\s*(?:个月|個月|か月|ヶ月|カ月))?\s*[)）]?(?!\s*\d)"
    r"|[(（]?\s*\d{1,2}\s*(?:个月|個月|か月|ヶ月|カ月)\s*[)）]?",
    re.IGNORECASE,
)


class DateRange(NamedTuple):
    """A date, or a range when `single` is false, with the characters `begin` to `stop` it was read from."""

    start: PartialDate | None
    end: PartialDate | None
    begin: int
    stop: int
    single: bool


class _Atom(NamedTuple):
    date: str
    begin: int
    stop: int
    month_only: int = 0


@lru_cache(maxsize=4096)
def find_ranges(text: str) -> tuple[DateRange, ...]:
    """Every date or range of dates in a text, from left to right."""
    if not re.search(r"(?:19|20)\d\d|['’‘`]\d\d|\d\d/\d\d", text):
        return ()
    atoms = _atoms(text)
    found: list[DateRange] = []
    index = 0
    while index < len(atoms):
        taken, read = _range_at(text, atoms, index)
        if read is not None:
            found.append(read)
        index += taken
    return tuple(found)


def without_durations(text: str) -> str:
    """The text without "2 years 3 months" and its brackets."""
    return _DURATION.sub(" ", text)


def is_duration(text: str) -> bool:
    """Whether a text says nothing but how long something took."""
    return bool(_DURATION.fullmatch(text.strip()))


def _range_at(text: str, atoms: list[_Atom], index: int) -> tuple[int, DateRange | None]:
    """(atoms used, the range that starts at an atom)."""
    first = atoms[index]
    begin, since = _since(text, first.begin)
    if index + 1 < len(atoms):
        second = atoms[index + 1]
        between = text[first.stop : second.begin]
        until = _joins(between) or (second.date == PRESENT and not between.strip())
        if until and second.date and first.date != PRESENT:
            start = first.date or f"{second.date[:4]}-{first.month_only:02d}"
            if second.date == PRESENT or start[:4] <= second.date[:4]:
                return 2, DateRange(start, second.date, begin, second.stop, False)
    if not first.date or first.date == PRESENT:
        return 1, None
    short = re.match(rf"\s*(?:{_DASH}|/)\s*(\d\d)(?!\d|[/.-])", text[first.stop : first.stop + 40])
    if short and len(first.date) == 4:
        end = first.date[:2] + short[1]
        if first.date < end <= str(int(first.date) + 12):
            return 1, DateRange(first.date, end, begin, first.stop + short.end(), False)
    if since or re.match(rf"\s*{_DASH}\s*(?:$|[)\],;|])", text[first.stop : first.stop + 40]):
        dash = re.match(rf"\s*{_DASH}", text[first.stop : first.stop + 40])
        return 1, DateRange(first.date, PRESENT, begin, first.stop + (dash.end() if dash else 0), False)
    return 1, DateRange(None, first.date, begin, first.stop, True)


def _joins(between: str) -> bool:
    return bool(
        re.fullmatch(
            rf"[\s,.)]*(?:{_DASH}|/|(?:{_DASH}\s*)?\b(?:{_until()}|and|through|thru|au|al|ad|a|à|e|i)\b)[\s(]*(?:the\s)?",
            between,
            re.I,
        )
    )


@lru_cache(maxsize=1)
def _until() -> str:
    return either("until")


def _since(text: str, begin: int) -> tuple[int, bool]:
    """(where the range begins, whether "since" stands before it)."""
    offset = max(0, begin - 16)
    word = re.search(rf"(?:^|[\s(,])((?:{either('since')}))\.?:?\s*$", text[offset:begin], re.I)
    if not word:
        return begin, False
    return offset + word.start(1), word[1].casefold() not in _FROM


def _atoms(text: str) -> list[_Atom]:
    return [atom for match in _atom_pattern().finditer(text) if (atom := _atom(match)) is not None]


def _atom(match: re.Match[str]) -> _Atom | None:
    got = match.groupdict()
    begin, stop = match.span()
    if got["present"]:
        return _Atom(PRESENT, begin, stop)
    if got["lone"]:
        return _Atom("", begin, stop, _months()[_month_key(got["lone"])])
    year = _first(got, "y1", "y2", "y3", "y4", "y5", "y6", "y7")
    year = year or _full_year(_first(got, "yy1", "yy2", "yy3", "yy4"))
    month = _first(got, "m2", "m3", "m4", "m6", "m8")
    if got["name"]:
        number = _months()[_month_key(got["name"])]
    elif got["season"] or got["season2"]:
        number = _seasons()[fold(got["season"] or got["season2"])]
    else:
        number = int(month) if month else 0
    if number > 12:
        return None
    return _Atom(f"{year}-{number:02d}" if number else str(year), begin, stop)


def _first(groups: dict[str, str], *names: str) -> str:
    return next((groups[name] for name in names if groups[name]), "")


def _full_year(short: str) -> str:
    return f"{'20' if int(short) <= 40 else '19'}{short}"


def _month_key(name: str) -> str:
    return fold(name).strip(".")


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    """Month names and their short forms -> 1..12."""
    from babel import Locale

    found: dict[str, int] = {"sept": 9}
    for language in _LANGUAGES:
        months = Locale(language).months
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in months[context][width].items():
                    found.setdefault(_month_key(name), number)
    return {name: number for name, number in found.items() if len(name) > 2}


@lru_cache(maxsize=1)
def _seasons() -> dict[str, int]:
    return {fold(word): int(month) for month, words in table("words")["seasons"].items() for word in words}


@lru_cache(maxsize=1)
def _atom_pattern() -> re.Pattern[str]:
    """One date: its forms in the order in which they are tried."""
    names = _months().keys() | _accented_months()
    month = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    words = [word for words in table("words")["seasons"].values() for word in words]
    season = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    day = r"(?:\d{1,2}(?:st|nd|rd|th|er|º)?\.?\s+(?:de\s+|of\s+)?)?"
    forms = (
        rf"\b{day}(?P<name>{month})\b\.?,?\s*[-/]?\s*(?:\d{{1,2}}(?:st|nd|rd|th)?,\s*)?(?:del?\s+|of\s+)?"
        rf"(?:(?P<y1>{_YEAR})\b|['’‘`](?P<yy1>\d\d)\b)",
        rf"\b(?P<season>{season})\s*(?:of\s+|del?\s+|d[’']|di\s+|van\s+)?(?:(?P<y5>{_YEAR})\b|['’](?P<yy4>\d\d)\b)",
        rf"\b(?P<y7>{_YEAR})\s+(?P<season2>{season})\b",
        rf"(?P<y6>{_YEAR})\s*[年년]\s*(?:(?P<m6>\d{{1,2}})\s*[月월])?",
        rf"(?<![\d/.-])(?P<y2>{_YEAR})\s?[-/.]\s?(?P<m2>0[1-9]|1[0-2])(?:[-/.]\d\d)?(?![\d%]|[-/.]\d{{4}}(?![-/.]\d))",
        rf"(?<![\d/.-])(?:\d{{1,2}}[./-])?(?P<m3>0?[1-9]|1[0-2])\s?[./-]\s?(?P<y3>{_YEAR})(?!\d)",
        rf"(?<![\d/.-])(?P<m4>0[1-9]|1[0-2])/(?P<yy2>\d\d)(?=\s*(?:{_DASH})\s*(?:\d\d/\d\d(?!\d)|[^\W\d]))",
        r"(?<=[-–—] )(?P<m8>0[1-9]|1[0-2])/(?P<yy3>\d\d)(?![\d/])",
        rf"(?<![\w$€£#.,+/])(?P<y4>{_YEAR})(?![\w+%]|[.,]\d)",
        rf"(?<!\w)(?P<present>{either('present')}|(?<=[-–—] )date)(?!\w)",
        rf"\b(?P<lone>{month})\b(?=\.?\s*(?:{_DASH}|to\b))",
    )
    return re.compile("|".join(f"(?:{form})" for form in forms), re.I)


@lru_cache(maxsize=1)
def _accented_months() -> frozenset[str]:
    from babel import Locale

    return frozenset(
        name.lower().strip(".")  # casefold would take "ΐ" apart
        for language in _LANGUAGES
        for context in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for name in Locale(language).months[context][width].values()
        if len(name.strip(".")) > 2
    )
