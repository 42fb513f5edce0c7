"""Find skills in a text: every known name, the longest first, with its exact place."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import takewhile
from typing import Literal, NamedTuple

from jobwise.matching.taxonomy import SkillKind, taxonomy

_TOKEN = re.compile(
    r"(?<![^\W_])\.[A-Za-z]\w*|\b(?:[dl]|qu)['’](?=[^\W_]{3})|[^\W_]+(?:['’.][^\W_]+)*(?:\+\+?(?!\w)|#)?",
    re.IGNORECASE,
)
_LINK = re.compile(r"[ \u00a0]?[-/&‐‑–]?[ \u00a0]?\n?|\s\s?")
"""What may stand between two words of one name."""
_WORD_LIKE = frozenset("rest soap pos sem sen lan wan mig tig bsl sage epic helm cad led".split())
"""Names in capitals that are everyday words in small letters."""
_SMALL_WORDS = frozenset("it or us as in is on at be do so no".split())
"""Acronyms that must keep their capitals inside a name: "IT support" is not "it supports"."""
_MOST_WORDS = 7
_USED = re.compile(
    r"\b(?:with|in|using|of|know|con|avec|mit|en|de|du|des|d['’]|d['’]un|logiciel)[\s]*(?:(?:MS|advanced"
    r"|basic|Microsoft)\s+)?$"
)
"""Words before a name that is an everyday word which show that a skill is meant: "experience with Excel"."""
_JOINED = re.compile(r"[-‑&+]\w|\s?&\s?[A-Z]\b(?![+#])")
_JOINED_TO = re.compile(r"\b[A-Z]\s?&\s?$")
"""What stands beside a letter that is a part of another word: R&D, C-suite, C+E."""
_GRADED = re.compile(
    r"\b(?:licen[cs]es?|categor(?:y|ies)|cat|class(?:es)?|grades?|vitamins?|hepatitis|permis"
    r"|führerschein\w*|fahrerlaubnis|klassen?|rijbewijs|carnet|carné|patente|körkort|prawo jazdy|kat)\b"
    r"(?!\s*,)[^;:!?\n]{0,30}$",
    re.IGNORECASE,
)
"""Words before a letter that it is a grade of, a licence of category C say."""
_BESIDE = re.compile(
    r"skills?|programming|coding|development|developer|advanced|basic|good|strong|experience|knowledge|certified"
    r"|kenntnisse|language|microsoft|ms|\d[\d.]*",
    re.IGNORECASE,
)
"""The one word beside a name that is an everyday word which says that a skill is meant."""
_NEAR = 45
"""Characters within which another skill vouches for a name that is an everyday word."""

Match = Literal["free", "exact", "ordinary"]


class SkillSpan(NamedTuple):
    """A skill that is named at text[start:end]; `label` are those words, `concept` its canonical name."""

    start: int
    end: int
    concept: str
    kind: SkillKind
    label: str


class _Name(NamedTuple):
    concept: str
    kind: SkillKind
    written: str
    match: Match


class _Token(NamedTuple):
    key: str
    start: int
    end: int


def find_skills(text: str) -> tuple[SkillSpan, ...]:
    """All skills in the text in order; spans do not overlap."""
    tokens = [_Token(_key(match[0]), match.start(), match.end()) for match in _TOKEN.finditer(text)]
    found: list[tuple[SkillSpan, bool]] = []
    position = 0
    while position < len(tokens):
        hit, count = _longest(text, tokens, position)
        if hit:
            start, end = tokens[position].start, tokens[position + count - 1].end
            span = SkillSpan(start, end, hit.concept, hit.kind, text[start:end])
            found.append((span, hit.match == "ordinary"))
        position += max(count, 1)
    length = len(text.split())
    return tuple(
        span
        for place, (span, ordinary) in enumerate(found)
        if not ordinary or _vouched(place, found, text, length)
    )


def _longest(text: str, tokens: list[_Token], position: int) -> tuple[_Name | None, int]:
    names, most = _names()
    limit = min(len(tokens) - position, most.get(tokens[position].key, 0))
    for last in range(1, limit):
        between = text[tokens[position + last - 1].end : tokens[position + last].start]
        if not _LINK.fullmatch(between):
            limit = last
            break
    for count in range(limit, 0, -1):
        key = tuple(token.key for token in tokens[position : position + count])
        written = text[tokens[position].start : tokens[position + count - 1].end]
        for name in names.get(key, ()):
            if written == name.written or (name.match == "free" and _capitals_kept(written, name.written)):
                return name, count
    return None, 0


def _capitals_kept(written: str, known: str) -> bool:
    """Whether acronyms that are small words otherwise stand in capitals in the text too."""
    small = [word for word in known.split() if word.isupper() and word.casefold() in _SMALL_WORDS]
    return all(word in written.split() for word in small)


def _vouched(place: int, found: list[tuple[SkillSpan, bool]], text: str, length: int) -> bool:
    """Whether a name that is an everyday word stands among skills, or is all there is. length: in words."""
    span, _ = found[place]
    before = text[max(span.start - _NEAR, 0) : span.start]
    if len(span.label) == 1 and (
        _JOINED.match(text, span.end) or _JOINED_TO.search(before) or _GRADED.search(before)
    ):
        return False
    words = len(span.label.split())
    beside = f"{text[: span.start]} {text[span.end :]}".strip(" .,;:!-•*\n\t")
    if length <= words or (length == words + 1 and _BESIDE.fullmatch(beside)):
        return True
    if (
        span.label[0].isupper()
        and (len(span.label) <= 2 or not span.label.isupper())
        and _USED.search(text, max(span.start - _NEAR, 0), span.start)
    ):
        return True
    for other, ordinary in _around(place, found):
        if other.kind == "skill" or (ordinary and not _listed(other, span, text)):
            continue
        if "." not in text[min(other.end, span.end) : max(other.start, span.start)].strip():
            return True
    return False


def _around(place: int, found: list[tuple[SkillSpan, bool]]) -> Iterator[tuple[SkillSpan, bool]]:
    """The spans near enough to vouch, on both sides. *Why not all:* a long line has thousands."""
    span, _ = found[place]
    before, after = reversed(found[max(place - _NEAR, 0) : place]), found[place + 1 : place + 1 + _NEAR]
    yield from takewhile(lambda pair: span.start - pair[0].end <= _NEAR, before)
    yield from takewhile(lambda pair: pair[0].start - span.end <= _NEAR, after)


def _listed(one: SkillSpan, other: SkillSpan, text: str) -> bool:
    between = text[min(one.end, other.end) : max(one.start, other.start)]
    return bool(re.fullmatch(r"\s*(?:[,/|;·•]\s*(?:and|or)?|and|or|&)\s*", between))


@lru_cache(maxsize=1)
def _names() -> tuple[dict[tuple[str, ...], tuple[_Name, ...]], dict[str, int]]:
    """Key words -> names, and first word -> the most words of a name that begins with it."""
    names: dict[tuple[str, ...], list[_Name]] = {}
    most: dict[str, int] = {}
    for concept in taxonomy().concepts.values():
        for written in (concept.name, *concept.aliases):
            key = tuple(_key(match[0]) for match in _TOKEN.finditer(written))
            if not key or len(key) > _MOST_WORDS:
                continue
            match: Match = "ordinary" if written in concept.ordinary else _match_of(written)
            names.setdefault(key, []).append(_Name(concept.name, concept.kind, written, match))
            most[key[0]] = max(most.get(key[0], 0), len(key))
    return {key: tuple(values) for key, values in names.items()}, most


def _match_of(written: str) -> Match:
    """Short names in capitals count in capitals only: "AP" is not "ap"."""
    if written.isupper() and (len(written) <= 2 or written.casefold() in _WORD_LIKE):
        return "exact"
    return "free"


@lru_cache(maxsize=32768)
def _key(word: str) -> str:
    """The word as it is compared: small letters, without a plural s."""
    key = word.casefold().replace("’", "'").removesuffix("'s")
    if len(key) > 3 and key.endswith("s") and not key.endswith(("ss", "us", "is", "ws", "js")):
        key = key[:-1]
    return key
