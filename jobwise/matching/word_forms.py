"""Words as the truth gate compares them: one form for every way to write the same.

*Why inflections are folded and derivations are not:* "managed" and "managing" say the same of a
person, "managed" and "manager" do not.
"""

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−﹣－", "-") | dict.fromkeys("’‘ʼ`´", "'") | {"­": ""})
_WORD = re.compile(r"(?<![\w.])\.[A-Za-z]+\b|[^\W_]+(?:['.][^\W_]+)*(?:\+\+|#)?")
_ELIDED = re.compile(r"(?:[jldnmtsc]|qu|jusqu|lorsqu|puisqu)'(?=[^\W\d_]{2})", re.IGNORECASE)
_PAST = (
    "built:build led:lead ran:run wrote:write made:make grew:grow held:hold won:win took:take gave:give "
    "kept:keep taught:teach brought:bring bought:buy sold:sell found:find drove:drive oversaw:oversee "
    "written:write grown:grow taken:take given:give driven:drive chosen:choose chose:choose spoke:speak "
    "dealt:deal sent:send spent:spend met:meet began:begin rewrote:rewrite rewritten:rewrite "
    "told:tell drew:draw drawn:draw flew:fly flown:fly caught:catch fed:feed sewn:sew shown:show "
    "spoken:speak "
    "got:get came:come went:go stood:stand sat:sit heard:hear knew:know known:know swept:sweep learnt:learn "
    "undertook:undertake rebuilt:rebuild fell:fall fallen:fall rose:rise risen:rise lost:lose paid:pay "
    "people:person children:child criteria:criterion analyses:analysis"
)
_IRREGULAR = dict(pair.split(":") for pair in _PAST.split())
_IRREGULAR |= {"used": "use", "using": "use", "uses": "use", "notes": "note", "noted": "note"}
_PAST_ALONE = frozenset({"cut", "set", "setup", "put", *_IRREGULAR}) - {
    "people",
    "children",
    "criteria",
    "analyses",
    "using",
    "uses",
    "notes",
}
_UNFOLDED = frozenset(
    {"leads", "news", "sales", "aws", "ios", "css", "sas", "js", "us", "rails", "kubernetes", "note"}
)


_ABBREVIATED = (
    "jan feb mar apr jun jul aug sep sept oct nov dec janv fevr avr juil dez okt ene abr may ago dic mrz "
    "st dr mr "
    "mrs ms no nr prof mio mrd tsd ca"
)
ABBREVIATED = frozenset(_ABBREVIATED.split())
"""Words whose full stop ends no sentence."""


class Word(NamedTuple):
    """A word with its place; `raw` as written, `key` in the form that is compared."""

    raw: str
    key: str
    start: int
    end: int


def normal(text: str) -> str:
    """Compatibility forms, foreign digits, dashes and quotes made plain; case is kept."""
    text = unicodedata.normalize("NFKC", text).translate(_DASHES)
    if text.isascii():
        return " ".join(text.split())
    digits = (str(unicodedata.decimal(char)) if char.isdecimal() else char for char in text)
    return " ".join("".join(digits).split())


@lru_cache(maxsize=16384)
def fold(word: str) -> str:
    """Lower case without accents or possessive, "Müller's" -> "muller"."""
    plain = unicodedata.normalize("NFKD", word.casefold().translate(_DASHES))
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return plain.removesuffix("'s").rstrip(".") if len(plain) > 2 else plain


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """The word without its inflection: "Managed", "managing" and "manages" are one."""
    key = fold(word)
    key = _IRREGULAR.get(key, key)
    if len(key) < 4 or not key.isalpha() or not key.isascii() or key in _UNFOLDED:
        return key.replace(".", "") if len(key) > 1 and not key.startswith(".") else key
    if key.endswith("ies") and len(key) > 4:
        key = key[:-3] + "y"
    elif re.search(r"(?:ss|sh|ch|x|z)es$", key):
        key = key[:-2]
    elif key.endswith("s") and not key.endswith(("ss", "us", "is")):
        key = key[:-1]
    if key.endswith("ied") and len(key) > 4:
        key = key[:-3] + "y"
    for ending in ("ing", "ed"):
        if (
            key.endswith(ending)
            and len(key) - len(ending) >= 3
            and re.search("[aeiouy]", key[: -len(ending)])
        ):
            key = re.sub(r"([^aeiousl])\1$", r"\1", key[: -len(ending)])
            break
    return key[:-1] if key.endswith("e") and len(key) > 3 else key


def is_past(word: str) -> bool:
    """Whether a folded word has the form of an English past: "cut", "built", "managed"."""
    return word in _PAST_ALONE or (word.endswith("ed") and len(word) > 4)


@lru_cache(maxsize=4096)
def words(text: str) -> tuple[Word, ...]:
    """The words of a text already `normal`; hyphens and slashes part words."""
    return tuple(_word(match) for match in _WORD.finditer(text))


def _word(match: re.Match[str]) -> Word:
    """A word without the article or pronoun that is elided before it: "l'équipe", "j'ai"."""
    elided = _ELIDED.match(match[0])
    raw = match[0][elided.end() :] if elided else match[0]
    return Word(raw, stem(raw), match.end() - len(raw), match.end())


_SHORT_PAIR = re.compile(
    r"\b(?:u\.\s?a|z\.\s?B|d\.\s?h|u\.\s?U|i\.\s?d\.\s?R|e\.g|i\.e|p\.\s?ej|p\.\s?ex"
    r"|c\.-à-d)\.$",
    re.IGNORECASE,
)
"""Abbreviations of two words whose stop ends no sentence."""


def sentences(text: str) -> list[tuple[int, int]]:
    """Character spans of the statements in a text already `normal`."""
    borders = [0]
    for match in re.finditer(r"[.!?](?=\s+[\"“„«(]?[A-ZÀ-Þ\d§]|$)|;|\s\|\s", text):
        before = re.search(r"[^\W\d_]+$", text[: match.start()])
        pair = _SHORT_PAIR.search(text[: match.end()])
        if not pair and not (before and match[0] == "." and fold(before[0]) in ABBREVIATED):
            borders.append(match.end())
    if borders[-1] < len(text):
        borders.append(len(text))
    return [(start, end) for start, end in pairwise(borders) if text[start:end].strip()]
