"""The truth gate's rules for numbers: amounts, shares, years, durations, and what they are of."""

import re
from collections.abc import Iterable, Iterator

from jobwise.matching.claim_ground import Ground
from jobwise.matching.claim_heads import bound_elsewhere, counts_other
from jobwise.matching.claim_joins import rows_of
from jobwise.matching.claim_roles import Token
from jobwise.matching.claim_statement import Statement
from jobwise.matching.claim_text import Said, is_year, key_of, named_in
from jobwise.matching.claim_words import DENIALS, TITLES, function_words
from jobwise.matching.numbers import Quantity
from jobwise.matching.occupations import is_occupation
from jobwise.matching.word_forms import Word, fold, is_past

_YEARS = re.compile(
    r"\s*(?:-|full |ganze )?\s*(years?|yrs?|ans?|ann[ée]es?|jahren?|jahre|a[ñn]os?)\b", re.IGNORECASE
)
_MONTHS = re.compile(r"\s*-?\s*(months?|mths?|mois|monaten?|monate|meses|mes)\b", re.IGNORECASE)
_DIRECTION = re.compile(r"\b(by|to|from|um|auf|von|de|à|a)\s*$", re.IGNORECASE)
_OF_TIME = re.compile(
    r"[\s-]*(?:years?|months?|weeks?|days?|hours?|minutes?|nights?|evenings?)\b", re.IGNORECASE
)
_WAY = re.compile(
    r"\b(?:(?P<lasting>for|during|throughout)|(?P<taking>in|within)|(?P<having>with))\s$", re.IGNORECASE
)
"""How a time is meant: how long it lasted, how soon it was done, or that somebody had it."""
_MORE = re.compile(r"\b(?:over|more than|above|at least|mehr als|über|plus de|más de)\s*$", re.IGNORECASE)
_LESS = re.compile(
    r"(?:\b(?:up to|under|below|almost|nearly|about|around|approximately|roughly|"
    r"circa|ca|less than|fewer than|at most|"
    r"menos de|max|bis zu|unter|fast|etwa|rund|jusqu'à|près de|environ|moins de|"
    r"au plus|hasta|casi|unos)\.?|~|<)\s*$",
    re.IGNORECASE,
)
_OF = re.compile(r"\s?(?:of|in|von|der|sur|de)\s(?:(?:the|our|its|all|den|les|los|las)\s)?", re.IGNORECASE)
_PACE = re.compile(
    r"\b(?:in|within|binnen|en) (?:just |only |under )?(?:an?|one|einer?|einem|une?|una)\s+"
    r"(hour|day|week|month|quarter|year|tag|woche|monat|jahr|jour|semaine|mois|an|día|semana|mes|año)\b",
    re.IGNORECASE,
)
_ONE = re.compile(r"\b(?:an?|one|the|une?|una) (?:[\w'-]+ ){0,2}$", re.IGNORECASE)
_ONE_REACH = 60
"""Characters before a word in which its article stands."""
_UNITS = "day|week|month|quarter|year"
_RATE = re.compile(
    rf"\b(?:(?<!in )(?<!within )(?<!for )(?:an?|per|each|every) (?P<unit>{_UNITS})"
    r"|(?P<ly>dai|week|month|quarter|year)ly|(?P<annual>annual)(?:ly)?)\b",
    re.IGNORECASE,
)
_TWO_WAYS = re.compile(r"\d{1,3}[.,]\d{3}(?!\d)|\d+\s?‰")
"""Digits that one language reads as thousands and another as a fraction; signs that shrink a number."""


def numbers(statement: Statement, ground: Ground) -> Iterator[str]:
    """Numbers, amounts, percentages, years and durations."""
    said = statement.said
    worked_out = _durations(statement, ground)
    for quantity in said.quantities:
        words_of_it = said.text[quantity.start : quantity.end].strip()
        if is_year(quantity) and int(quantity.value) in ground.years and not _counts(said, quantity, ground):
            continue
        if _follows(statement.line, quantity, worked_out):
            continue
        if (
            _is_crossed_out(statement, quantity)
            or not any(
                _same(said, quantity, part, other) for part in ground.said for other in part.quantities
            )
            or _reads_two_ways(said, quantity, ground)
        ):
            yield words_of_it
        elif _is_of_another(said, quantity, ground, statement.language):
            yield said.text[quantity.start : quantity.end + 20].strip()


def _reads_two_ways(said: Said, quantity: Quantity, ground: Ground) -> bool:
    """Whether a small number is written so that others read a large one, and no fact writes it so."""
    written = _TWO_WAYS.match(said.text, quantity.start)
    small = quantity.value < 1000
    return bool(written) and small and not any(written[0] in part.text for part in ground.said if written)


def _durations(statement: Statement, ground: Ground) -> tuple[int, ...]:
    """Months that a sentence may work out from dates: of all jobs, of one beside its title, of no tool."""
    said = statement.said
    if any(key_of(word) in TITLES or is_occupation(word.raw) for word in said.words):
        return ground.of_one
    return () if named_in(said.text) else ground.durations


def pace(statement: Statement, ground: Ground) -> Iterator[str]:
    """How quickly a thing was done: "weekly" in a fact is not "in a week"."""
    known = [(part, match) for part in ground.said for match in _PACE.finditer(part.text)]
    for ours in _PACE.finditer(statement.said.text):
        same = [(part, m) for part, m in known if m[1].casefold() == ours[1].casefold()]
        told = _beside(statement.said, ours, statement.language)
        if not any(_may_be_of(told, _beside(part, m, statement.language)) for part, m in same):
            yield ours[0]


def _beside(said: Said, match: re.Match[str], language: str) -> list[Token]:
    """The words of the stretch in which something stands, but for itself."""
    for row in rows_of(said, language):
        if any(match.start() <= token.start < match.end() for token in row):
            return [token for token in row if not match.start() <= token.start < match.end()]
    return []


def _may_be_of(told: list[Token], known: list[Token]) -> bool:
    """Whether a stretch tells of the same as one of a fact, or that one has no deed of its own."""
    keys = {token.key for token in told if token.kind == "content"}
    has_deed = any(is_past(token.plain) for token in known)
    return not has_deed or any(token.key in keys for token in known if token.kind == "content")


def rates(statement: Statement, ground: Ground) -> Iterator[str]:
    """How often: "one week in six" is not "weekly", nor "in one quarter" "every quarter"."""
    known = {unit for part in ground.said for _, unit in _rates(part.text)}
    yield from (words for words, unit in _rates(statement.said.text) if unit not in known)


def many(statement: Statement, ground: Ground) -> Iterator[str]:
    """What there was one of is not told in the plural: "a shop" is no "shops"."""
    grammar = function_words(statement.language)
    plurals = [
        word
        for word in statement.said.words
        if _is_plural(word) and not word.raw.endswith("'s") and fold(word.raw) not in grammar
    ]
    single = _told_of_one(ground.said) if plurals else frozenset()
    yield from (word.raw for word in plurals if key_of(word) in single)


def _told_of_one(said: Iterable[Said]) -> frozenset[str]:
    """Words that first stand behind "a" or "the", and never in the plural, in a denial or in what recurs."""
    first: dict[str, bool] = {}
    several: set[str] = set()
    for part in said:
        keys = {key_of(word) for word in part.words}
        if keys & DENIALS or _RATE.search(part.text):
            several |= keys
        several |= {key_of(word) for word in part.words if _is_plural(word)}
        for word in part.words:
            begin = max(0, word.start - _ONE_REACH)
            first.setdefault(key_of(word), bool(_ONE.search(part.text, begin, word.start)))
    return frozenset(key for key, is_one in first.items() if is_one) - several


def _is_plural(word: Word) -> bool:
    return len(word.raw) > 3 and word.raw.endswith("s") and not word.raw.endswith(("ss", "us", "is"))


def frequencies(said: Said) -> Iterator[tuple[int, int]]:
    """Spans of "every week" and the like, which `rates` holds against the facts."""
    yield from (match.span() for match in _RATE.finditer(said.text))


def _rates(text: str) -> Iterator[tuple[str, str]]:
    """(words, unit) of each "daily", "a day" or "every day" in a text."""
    for match in _RATE.finditer(text):
        unit = match["unit"] or ("year" if match["annual"] else match["ly"])
        yield match[0], "day" if unit.casefold() == "dai" else unit.casefold()


def _is_of_another(said: Said, quantity: Quantity, ground: Ground, language: str) -> bool:
    return bound_elsewhere(said, quantity, ground.said, language) or counts_other(
        said, quantity, ground.said, language
    )


def _same(said: Said, quantity: Quantity, part: Said, other: Quantity) -> bool:
    if (quantity.value, quantity.kind) != (other.value, other.kind):
        return False
    more = bool(_MORE.search(part.text, 0, other.start)) or other.plus
    if (quantity.plus or _MORE.search(said.text, 0, quantity.start)) and not more:
        return False
    if is_whole(part, other) and not is_whole(said, quantity):
        return False
    if _LESS.search(part.text, 0, other.start) and not _LESS.search(said.text, 0, quantity.start):
        return False
    if _way(said, quantity) and _way(part, other) and _way(said, quantity) != _way(part, other):
        return False
    ours, theirs = (
        _DIRECTION.search(said.text, 0, quantity.start),
        _DIRECTION.search(part.text, 0, other.start),
    )
    return not (ours and theirs and ours[1].casefold() != theirs[1].casefold())


def _way(said: Said, quantity: Quantity) -> str | None:
    """How a time in numbers is meant, by the word before it; None for what is no time."""
    found = _WAY.search(said.text, 0, quantity.start) if _OF_TIME.match(said.text, quantity.end) else None
    return found.lastgroup if found else None


def _is_crossed_out(statement: Statement, quantity: Quantity) -> bool:
    """Whether "years" behind a number is a template's: then only what follows from dates may stand there."""
    unit = _YEARS.match(statement.line, quantity.end) or _MONTHS.match(statement.line, quantity.end)
    return unit is not None and unit[0] != statement.said.text[quantity.end : unit.end()]


def is_whole(said: Said, quantity: Quantity) -> bool:
    """Whether another number is a part of this one: "two of the five sites"."""
    return any(
        (found := _OF.fullmatch(said.text, other.end, quantity.start))
        and not (other.kind and found[0].strip() == "in")  # "20% in 4 stores"
        for other in said.quantities
    )


def bounds(said: Said) -> Iterator[tuple[int, int]]:
    """Spans of "over" and the like before a number, which `numbers` holds against the facts."""
    for quantity in said.quantities:
        if more := _MORE.search(said.text, 0, quantity.start):
            yield more.span()


def _follows(text: str, quantity: Quantity, durations: tuple[int, ...]) -> bool:
    """Whether a stated duration is what the dates give, rounded down to whole years or months."""
    if quantity.kind or quantity.value != int(quantity.value):
        return False
    more = quantity.plus or _MORE.search(text, 0, quantity.start)
    if _YEARS.match(text, quantity.end):
        whole = [months // 12 for months in durations]
    elif _MONTHS.match(text, quantity.end):
        whole = list(durations)
    else:
        return False
    return any(quantity.value == number or (more and 0 < quantity.value < number) for number in whole)


def _noun(said: Said, quantity: Quantity) -> str:
    """The word right after a number."""
    after = next((word for word in said.words if word.start >= quantity.end), None)
    gap = said.text[quantity.end : after.start] if after else "."
    return key_of(after) if after and gap in {" ", "-"} and after.raw.isalpha() else ""


def _counts(said: Said, quantity: Quantity, ground: Ground) -> bool:
    """Whether what looks like a year stands before a thing of the facts: "2021 depots"."""
    after = next((word for word in said.words if word.start >= quantity.end), None)
    return bool(after and after.raw.islower() and _noun(said, quantity) in ground.keys and len(after.raw) > 3)


def is_unit(said: Said, word: Word, ground: Ground) -> bool:
    """Whether the word is the unit of a duration just before it that follows from the dates."""
    return any(
        (match := pattern.match(said.text, quantity.end)) and match.end() == word.end
        for quantity in said.quantities
        if _follows(said.text, quantity, ground.durations)
        for pattern in (_YEARS, _MONTHS)
    )
