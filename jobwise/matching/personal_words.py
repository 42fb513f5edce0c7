"""Finds the words of a text that tell who a person is or how to reach them, in any spelling."""

import itertools
import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from jobwise.domain.profile import Basics
from jobwise.matching.contact_forms import contact_forms, is_street
from jobwise.matching.labelled_data import labelled_data
from jobwise.matching.personal_forms import personal_forms

_SHORTEST = 2
"""Letters of a part of a name that is hidden on its own; an initial gives nobody away."""
_SAFE_SMALL = 4
"""Letters of a part of a name that is hidden in small letters too: "an" and "jo" are mostly other words."""
_SAFE_GLUED = 6
"""Letters of a name that is hidden behind an initial: T. Rain must not hide every train."""
_PHONE = re.compile(r"\+?\(?\d(?:[\s()./\u2010-\u2015-]*\d){5,}")
_PHONE_TAIL = 7
"""Digits at the end that tell a number, with a country's code before them or without."""
_GAP = r"[\W_]*"
_MAIL_GAP = rf"{_GAP}(?:(?:at|dot|punkt|arobase|arroba|punto){_GAP})?"
_DIGIT = re.compile(r"\d")
_POSTCODE = 5
"""Signs that a postcode has at the fewest: a house number has fewer, and counts what it does elsewhere."""
_BEFORE, _BEHIND = r"(?<![^\W_])", r"(?![^\W_])"
_UNMARKED = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})
_LONG_FORM = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe"})
Span = tuple[int, int, str]
"""(start, end, kind)"""


class _Sought(NamedTuple):
    """What is looked for in folded text. `case`: which spelling of the text counts, a capital in front or one
    as the second letter."""

    kind: str
    pattern: re.Pattern[str]
    case: Literal["any", "capital", "inner"] = "any"


class PersonalWords:
    """What belongs to one person, what has the form of anybody's contact data, and what a label tells."""

    def __init__(self, basics: Basics) -> None:
        self._sought = (*_contact(basics), *_handles(_parts(basics.name)))
        self._tail = _digits(basics.phone)[-_PHONE_TAIL:]

    def found(self, text: str) -> Iterator[Span]:
        """Where such words stand, in no order; they may overlap."""
        yield from contact_forms(text)
        yield from labelled_data(text)
        yield from personal_forms(text)
        if len(self._tail) == _PHONE_TAIL:
            for match in _PHONE.finditer(text):
                if self._tail in _digits(match[0]):
                    yield *match.span(), "PHONE"
        folded, places = _folded(text)
        for kind, pattern, case in self._sought:
            for match in pattern.finditer(folded):
                start, end = places[match.start()], places[match.end()]
                if (
                    case == "any"
                    or (case == "capital" and not text[start].islower())
                    or (case == "inner" and text[start + 1].isupper())
                ):
                    yield start, end, kind


def _parts(name: str) -> list[str]:
    """The parts of a name that give the person away; "van" and "de" do not."""
    parts = re.split(r"[\s'’-]+", name)
    return [part for part in parts if len(part) >= _SHORTEST and not part[0].islower()]


def _contact(basics: Basics) -> Iterator[_Sought]:
    """What is known of the person, a name also by its parts."""
    where = basics.location
    yield from _whole("NAME", basics.name)
    for part in _parts(basics.name):
        case: Literal["any", "capital"] = "any" if len(part) >= _SAFE_SMALL else "capital"
        yield from _whole("NAME", part, ending="s?", case=case)
    yield from _whole("EMAIL", basics.email, _MAIL_GAP)
    yield from _whole("ADDRESS", where.address)
    yield from _whole("ADDRESS", " ".join(where.postal_code.replace(" ", "")))
    yield from _whole("ADDRESS", where.text)
    for piece in _pieces(f"{where.address}, {where.text}"):
        yield from _whole("ADDRESS", piece)
    local = basics.email.partition("@")[0]
    if any(part.lower() in local.lower() for part in _parts(basics.name)):
        yield from _whole("NAME", local)
    for link in (basics.url, *(network.url for network in basics.profiles)):
        yield from _whole("LINK", re.sub(r"^(?:https?://)?(?:www\.)?", "", link.strip(), flags=re.IGNORECASE))
    for network in basics.profiles:
        yield from _whole("LINK", network.username)


def _pieces(address: str) -> Iterator[str]:
    """What of an address gives it away alone: street and number, in either order, and a postcode.

    *Why only with a number in it:* a town may be said, and is in half of all jobs.
    """
    for part in re.split(r"[,;|\n]", address):
        words = part.split()
        if not any(_DIGIT.search(word) for word in words):
            continue
        if any(not _DIGIT.search(word) for word in words):
            yield " ".join(words)
            if is_street(part):
                yield " ".join(word for word in words if not _DIGIT.search(word))
            if _DIGIT.search(words[0]) or _DIGIT.search(words[-1]):
                turned = (words[1:], words[:1]) if _DIGIT.search(words[0]) else (words[-1:], words[:-1])
                yield " ".join([*turned[0], *turned[1]])
        for _, run in itertools.groupby(words, key=lambda word: bool(_DIGIT.search(word))):
            code = list(run)
            if _DIGIT.search(code[0]) and len("".join(code)) >= _POSTCODE:
                yield " ".join(code)


def _handles(parts: Sequence[str]) -> Iterator[_Sought]:
    """Names that people make of their own: "annakrueger", "AKrüger2024", "krueger_a7"."""
    said = {part: _said(part, "") for part in parts}
    joint = "[._-]?"
    for one, other in itertools.permutations(parts, 2):
        first = said[one][0]
        if len(one + other) >= _SAFE_GLUED:
            yield _handle(f"{said[one]}{joint}{said[other]}[0-9]*")
        yield _handle(f"{first}{joint}{said[other]}[0-9]+")
        yield _handle(f"{said[other]}{joint}{first}[0-9]+")
        yield _handle(f"{first}{said[other]}", "any" if len(other) >= _SAFE_GLUED else "inner")
    for part in parts:
        if len(part) >= _SAFE_SMALL:
            yield _handle(f"{said[part]}[0-9]+")


def _handle(said: str, case: Literal["any", "inner"] = "any") -> _Sought:
    return _Sought("NAME", re.compile(rf"{_BEFORE}{said}{_BEHIND}"), case)


def _whole(
    kind: str, words: str, gap: str = _GAP, *, ending: str = "", case: Literal["any", "capital"] = "any"
) -> Iterator[_Sought]:
    """Words in any spelling: capitals, accents, umlauts, and what stands between their parts."""
    said = _said(words, gap)
    if len(said) < _SHORTEST:
        return
    if said[0].islower() or said[0].isdigit():  # scripts without capitals may join words
        said = rf"{_BEFORE}{said}{ending}{_BEHIND}"
    yield _Sought(kind, re.compile(said), case)


def _said(words: str, gap: str) -> str:
    """A pattern of words in folded text, "" where they have no letter or digit."""
    long_form = unicodedata.normalize("NFC", words).casefold().translate(_LONG_FORM)
    chunks = [chunk for chunk in re.split(r"[\W_]+", _folded(long_form)[0]) if chunk]
    return gap.join(re.sub(r"(?<=[aou])e", "e?", re.escape(chunk)) for chunk in chunks)


def _folded(text: str) -> tuple[str, list[int]]:
    """The text in small letters without marks and invisible signs, and for each letter its place."""
    letters: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        for letter in unicodedata.normalize("NFKD", sign.casefold().translate(_UNMARKED)):
            if unicodedata.category(letter) not in {"Mn", "Cf"}:
                letters.append(letter)
                places.append(place)
    return "".join(letters), [*places, len(text)]


def _digits(text: str) -> str:
    return "".join(str(unicodedata.digit(sign)) for sign in text if sign.isdigit())
