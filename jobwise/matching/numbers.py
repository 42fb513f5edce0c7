"""Quantities in a line: the value, and what it counts, however it is written."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import zip_longest
from typing import NamedTuple

from jobwise.matching.number_words import JOINERS, Value, number_words, spelled
from jobwise.matching.word_forms import Word, fold, words

_CURRENCY = {
    "$": "USD", "us$": "USD", "usd": "USD", "dollar": "USD", "dollars": "USD",
    "£": "GBP", "gbp": "GBP", "pound": "GBP", "pounds": "GBP",
    "€": "EUR", "eur": "EUR", "euro": "EUR", "euros": "EUR",
    "¥": "JPY", "jpy": "JPY", "yen": "JPY", "₹": "INR", "inr": "INR", "chf": "CHF",
    "cad": "CAD", "aud": "AUD",
}  # fmt: skip
_SCALE = {
    "k": 1e3, "thousand": 1e3, "mille": 1e3, "mil": 1e3, "tausend": 1e3, "tsd": 1e3,
    "m": 1e6, "mm": 1e6, "mn": 1e6, "mio": 1e6, "million": 1e6, "millions": 1e6, "millionen": 1e6,
    "millones": 1e6,
    "bn": 1e9, "b": 1e9, "billion": 1e9, "mrd": 1e9, "milliarden": 1e9, "milliards": 1e9, "hundred": 1e2,
}  # fmt: skip
_PERCENT = frozenset({"%", "percent", "per cent", "pct", "prozent", "pour cent", "por ciento"})
_TIMES = frozenset({"x", "×", "times", "fold"})
_AMOUNT = r"\d{1,3}(?:[,.' ]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d+)?"
_BEFORE = r"(?:(?P<before>us\$|[$£€¥₹]|\b(?:usd|gbp|eur|jpy|inr|chf|cad|aud))\s?)?"
_AFTER = (
    r"(?P<plus>\+)?(?:(?P<scale>\s?(?:thousand|million(?:s|en)?|millones|billion|hundred|mio|mrd|tsd|"
    r"milliarden|milliards|tausend|mille|mil)\b\.?|(?:k|mm|mn|m|bn|b)\b))?(?P<plus2>\+)?"
    r"(?:\s?(?P<after>%|percentage points\b|percent\b|per cent\b|pct\b|prozent\b|pour cent\b|por ciento\b|"
    r"[€£$]|(?:dollars?|pounds?|euros?|yen|usd|gbp|eur|chf)\b|-?fold\b|(?:x|×)(?![^\W_])))?"
)
_NUMBER = re.compile(
    rf"(?<![^\W_])(?<![.,]){_BEFORE}(?P<amount>{_AMOUNT}){_AFTER}(?![^\W_]|\+\+)", re.IGNORECASE
)
_SPELLED_AFTER = re.compile(
    r"\s?(%|percentage points\b|percent\b|per cent\b|prozent\b|pour cent\b|por ciento\b|"
    r"(?:dollars?|pounds?|euros?)\b|times\b)",
    re.IGNORECASE,
)
_COMMA_DECIMALS = frozenset({"fr", "de", "es", "it", "pt", "nl"})


_FROM = re.compile(r"\b(?:from|von|de)\s$", re.IGNORECASE)
_TO = re.compile(r"\s(?:to|auf|à|a)\s", re.IGNORECASE)


class Quantity(NamedTuple):
    """A number in a text. `kind`: "" for a plain count, "%", "points", "times" or a currency's ISO code."""

    value: float
    kind: str
    plus: bool
    start: int
    end: int


@lru_cache(maxsize=4096)
def quantities(text: str, language: str = "en") -> tuple[Quantity, ...]:
    """Every number of a text that is already `normal`, in digits and in words, in order."""
    found = [_of_digits(match, language) for match in _NUMBER.finditer(text)]
    taken = [(quantity.start, quantity.end) for quantity in found]
    for quantity in _of_words(text, language):
        if not any(start < quantity.end and quantity.start < end for start, end in taken):
            found.append(quantity)
    return tuple(_with_shared_unit(sorted(found, key=lambda quantity: quantity.start), text))


def _with_shared_unit(found: list[Quantity], text: str) -> Iterator[Quantity]:
    """The numbers with the unit that two of them share: "from 55 to 80 percent"."""
    for one, other in zip_longest(found, found[1:]):
        shared = other and other.kind == "%" and not one.kind and _TO.fullmatch(text, one.end, other.start)
        yield one._replace(kind=other.kind) if other and shared and _FROM.search(text, 0, one.start) else one


def _of_digits(match: re.Match[str], language: str) -> Quantity:
    value = _amount(match["amount"], language)
    scale = (match["scale"] or "").strip().casefold().rstrip(".")
    value *= _SCALE.get(scale, 1)
    plus = bool(match["plus"] or match["plus2"])
    kind = "".join(dict.fromkeys((_kind(match["before"] or ""), _kind(match["after"] or ""))))
    return Quantity(round(value, 6), kind, plus, match.start(), match.end())


def _amount(digits: str, language: str) -> float:
    """The value of written digits. A lone comma or point before three digits groups thousands where
    the language does so, else it parts the decimals."""
    digits = re.sub(r"[' ]", "", digits)
    decimal, group = (",", ".") if language in _COMMA_DECIMALS else (".", ",")
    if digits.count(group) and not re.fullmatch(rf"\d{{1,3}}(?:\{group}\d{{3}})+(?:\{decimal}\d+)?", digits):
        decimal, group = group, decimal
    digits = digits.replace(group, "").replace(decimal, ".", 1)
    return float(digits.replace(decimal, "") if decimal != "." else digits)


def _kind(unit: str) -> str:
    unit = unit.strip().casefold()
    if unit in _PERCENT:
        return "%"
    if unit == "percentage points":
        return "points"
    if unit.lstrip("-") in _TIMES:
        return "times"
    return _CURRENCY.get(unit, "")


def _of_words(text: str, language: str) -> list[Quantity]:
    table = number_words(language)
    found: list[Quantity] = []
    row: list[tuple[Word, Value]] = []
    for word in words(text):
        value = table.get(fold(word.raw))
        if row and (text[row[-1][0].end : word.start].strip() not in {"", "-"}):
            found.append(_spelled(text, row))
            row = []
        if value:
            row.append((word, value))
        elif row and not (_joins(word, row[-1][1]) and _goes_on(text, word.end, table)):
            found.append(_spelled(text, row))
            row = []
        elif row:
            row.append((word, ("add", 0)))
    return [*found, *([_spelled(text, row)] if row else [])]


def _joins(word: Word, before: Value) -> bool:
    """Whether an "and" belongs to the number: after hundreds, and between Spanish tens and ones."""
    key = fold(word.raw)
    return key in JOINERS and (before[0] == "times" or (key != "and" and before[1] in range(20, 100, 10)))


def _goes_on(text: str, end: int, table: dict[str, Value]) -> bool:
    """Whether "hundred and" is followed by more of the number."""
    rest = words(text[end:])
    return bool(rest) and fold(rest[0].raw) in table


def _spelled(text: str, row: list[tuple[Word, Value]]) -> Quantity:
    end = row[-1][0].end
    unit = _SPELLED_AFTER.match(text, end)
    value = spelled([value for _, value in row])
    return Quantity(
        float(value), _kind(unit[1]) if unit else "", False, row[0][0].start, unit.end() if unit else end
    )
