"""Keeps from a model who the person is and how to reach them: it sees `[[NAME1]]` and the like.

*Why both ways:* what comes back holds the same placeholders, and the true words go in again here.
"""

import re
import threading
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from jobwise.domain.profile import Basics, Profile

PLACEHOLDER = re.compile(r"\[\[[A-Z]+\d*\]\]")
_ADDRESS = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\bhttps?://\S+|\bwww\.\S+|\b(?:[\w-]+\.)+[a-z]{2,}/[^\s,;)]+",
    re.IGNORECASE,
)
"""Mail and web addresses, whoever's they are."""
_PHONE = re.compile(r"\+?\(?\d(?:[\s()./\u2010-\u2015-]*\d){5,}")
_SHORTEST = 2
"""Letters of a part of a name that is hidden on its own; an initial gives nobody away."""
_SAFE_SMALL = 4
"""Letters of a part of a name that is hidden in small letters too: "an" and "jo" are mostly other words."""
_PHONE_TAIL = 7
"""Digits at the end that tell a number, with a country's code before them or without."""
_GAP = r"[\W_]*"
_MAIL_GAP = rf"{_GAP}(?:(?:at|dot|punkt|arobase|arroba|punto){_GAP})?"
_BEFORE, _BEHIND = r"(?<![^\W_])", r"(?![^\W_])"
_UNMARKED = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})
_LONG_FORM = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe"})


class _Sought(NamedTuple):
    """What is looked for in folded text. `small`: it counts in small letters too."""

    kind: str
    pattern: re.Pattern[str]
    small: bool = True


class Placeholders:
    """What stands for what in one profile: each spelling of a name has a placeholder of its own.

    *Why `texts`:* they are numbered in one order, whichever is asked about first, so that the same question
    has the same words.
    """

    def __init__(self, profile: Profile, texts: Iterable[str] = ()) -> None:
        self._sought = tuple(_contact(profile.basics))
        self._tail = _digits(profile.basics.phone)[-_PHONE_TAIL:]
        self._hidden: dict[str, str] = {}
        self._shown: dict[str, str] = {}
        self._lock = threading.Lock()
        for text in (*(fact.text for fact in profile.facts()), *texts):
            self.hide(text)

    def hide(self, text: str) -> str:
        """The text with a placeholder for everything that would tell who the person is."""
        parts, end = [], 0
        for start, stop, kind in self._spans(text):
            parts += [text[end:start], self._placeholder(kind, text[start:stop])]
            end = stop
        return "".join([*parts, text[end:]])

    def hide_in(self, value: Any) -> Any:
        """The same in every text of lists and dicts."""
        if isinstance(value, str):
            return self.hide(value)
        if isinstance(value, Mapping):
            return {name: self.hide_in(one) for name, one in value.items()}
        return [self.hide_in(one) for one in value] if isinstance(value, list | tuple) else value

    def restore(self, text: str) -> str | None:
        """The text with the true words, or None where it holds a placeholder that stands for nothing."""
        if any(found not in self._shown for found in PLACEHOLDER.findall(text)):
            return None
        return PLACEHOLDER.sub(lambda found: self._shown[found[0]], text)

    def _placeholder(self, kind: str, words: str) -> str:
        with self._lock:
            if words not in self._hidden:
                placeholder = f"[[{kind}{len(self._hidden) + 1}]]"
                self._hidden[words], self._shown[placeholder] = placeholder, words
            return self._hidden[words]

    def _spans(self, text: str) -> Iterator[tuple[int, int, str]]:
        """(start, end, kind) of what is hidden, in order; what overlaps is hidden as one."""
        start, end, kind = 0, 0, ""
        for begun, ended, found in sorted(self._found(text), key=lambda span: (span[0], -span[1])):
            if begun < end:
                end = max(end, ended)
                continue
            if kind:
                yield start, end, kind
            start, end, kind = begun, ended, found
        if kind:
            yield start, end, kind

    def _found(self, text: str) -> Iterator[tuple[int, int, str]]:
        for match in _ADDRESS.finditer(text):
            yield match.start(), match.start() + len(match[0].rstrip(".,;:)")), "LINK"
        if len(self._tail) == _PHONE_TAIL:
            for match in _PHONE.finditer(text):
                if self._tail in _digits(match[0]):
                    yield *match.span(), "PHONE"
        folded, places = _folded(text)
        for kind, pattern, small in self._sought:
            for match in pattern.finditer(folded):
                start, end = places[match.start()], places[match.end()]
                if small or not text[start].islower():
                    yield start, end, kind


def _contact(basics: Basics) -> Iterator[_Sought]:
    """What is known of the person, a name also by its parts."""
    where = basics.location
    yield from _whole("NAME", basics.name)
    for part in basics.name.replace("-", " ").replace("'", " ").replace("’", " ").split():
        if len(part) >= _SHORTEST and not part[0].islower():
            yield from _whole("NAME", part, ending="s?", small=len(part) >= _SAFE_SMALL)
    yield from _whole("EMAIL", basics.email, _MAIL_GAP)
    yield from _whole("ADDRESS", where.address)
    yield from _whole("ADDRESS", " ".join(where.postal_code.replace(" ", "")))
    yield from _whole("ADDRESS", where.text)
    for link in (basics.url, *(network.url for network in basics.profiles)):
        yield from _whole("LINK", re.sub(r"^(?:https?://)?(?:www\.)?", "", link.strip(), flags=re.IGNORECASE))
    for network in basics.profiles:
        yield from _whole("LINK", network.username)


def _whole(
    kind: str, words: str, gap: str = _GAP, *, ending: str = "", small: bool = True
) -> Iterator[_Sought]:
    """Words in any spelling: capitals, accents, umlauts, and what stands between their parts."""
    long_form = unicodedata.normalize("NFC", words).casefold().translate(_LONG_FORM)
    chunks = [chunk for chunk in re.split(r"[\W_]+", _folded(long_form)[0]) if chunk]
    if sum(map(len, chunks)) < _SHORTEST:
        return
    said = gap.join(re.sub(r"(?<=[aou])e", "e?", re.escape(chunk)) for chunk in chunks)
    if chunks[0][0].islower() or chunks[0][0].isdigit():  # scripts without capitals may join words
        said = rf"{_BEFORE}{said}{ending}{_BEHIND}"
    yield _Sought(kind, re.compile(said), small)


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
