"""The truth gate's rules: each finds one kind of claim that the ground does not carry."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import NamedTuple

from jobwise.matching.claim_ground import Ground, Said, inside, is_year, key_of, limits_in, take_apart
from jobwise.matching.claim_names import counted, name_runs
from jobwise.matching.claim_words import APPROXIMATE, FIELD_NAMES, NEUTRAL, SINCE, function_words
from jobwise.matching.numbers import Quantity
from jobwise.matching.partial_dates import PRESENT_WORDS
from jobwise.matching.skill_names import is_carried
from jobwise.matching.skills import SkillSpan, find_skills
from jobwise.matching.word_forms import Word, fold, words


class Statement(NamedTuple):
    """A sentence in work: `said` has the allowed phrases crossed out, `line` has them still."""

    said: Said
    line: str
    language: str


Rule = Callable[[Statement, Ground], Iterator[str]]
_YEARS = re.compile(
    r"\s*(?:-|full |ganze )?\s*(years?|yrs?|ans?|ann[ée]es?|jahren?|jahre|a[ñn]os?|decades?)\b", re.IGNORECASE
)
_MONTHS = re.compile(r"\s*-?\s*(months?|mths?|mois|monaten?|monate|meses|mes)\b", re.IGNORECASE)
_DIRECTION = re.compile(r"\b(by|to|from|um|auf|von|de|à|a)\s*$", re.IGNORECASE)
_MORE = re.compile(r"\b(?:over|more than|above|at least|mehr als|über|plus de|más de)\s*$", re.IGNORECASE)
_LESS = re.compile(
    r"(?:\b(?:up to|under|below|almost|nearly|about|around|approximately|"
    r"circa|ca|less than|fewer than|at most|"
    r"max|bis zu|unter|fast|etwa|rund|jusqu'à|près de|environ|moins de|hasta|casi|menos de|unos)\.?|~|<)\s*$",
    re.IGNORECASE,
)
_COUNTED_WORDS = 4
_SIGNS = frozenset({"So", "Sk", "Sm", "Cf", "Cc", "Co", "Cn", "Cs"})
_PLAIN_SIGNS = frozenset("+|§")
_NAMED = frozenset({"tool", "knowledge", "licence", "language"})


def numbers(statement: Statement, ground: Ground) -> Iterator[str]:
    """Numbers, amounts, percentages, years and durations."""
    said = statement.said
    for quantity in said.quantities:
        words_of_it = said.text[quantity.start : quantity.end].strip()
        if is_year(quantity) and int(quantity.value) in ground.years and not _counts(said, quantity, ground):
            continue
        if _follows(statement.line, quantity, ground.durations):
            continue
        if not any(_same(said, quantity, part, other) for part in ground.said for other in part.quantities):
            yield words_of_it
        elif _bound_elsewhere(said, quantity, ground):
            yield said.text[quantity.start : quantity.end + 20].strip()


def dates(statement: Statement, ground: Ground) -> Iterator[str]:
    """Months with their years, and what is said to go on."""
    said = statement.said
    yield from (f"{year}-{month:02}" for year, month in sorted(said.months - ground.months))
    if not ground.present:
        yield from (word.raw for word in said.words if fold(word.raw) in PRESENT_WORDS | SINCE)


def content(statement: Statement, ground: Ground) -> Iterator[str]:
    """Every content word that no fact has, whatever it is."""
    said = statement.said
    grammar = function_words(statement.language)
    shouting = said.text.isupper()
    covered = [*counted(said), *_skills_carried(said, ground)]
    for index, word in enumerate(said.words):
        folded = fold(word.raw)
        acronym = word.raw.isupper() and len(word.raw) > 1 and not shouting
        if word.key in NEUTRAL and not acronym:
            continue
        if folded in grammar and (not acronym or word.key in ground.keys):
            continue
        if folded in PRESENT_WORDS | SINCE and ground.present:
            continue
        if inside(covered, word.start, word.end):
            continue
        if (
            key_of(word) not in ground.keys
            and not _joined(said.words, index, ground)
            and not _unit(said, word, ground)
        ):
            yield word.raw


def names(statement: Statement, ground: Ground) -> Iterator[str]:
    """Runs of capitalised words must stand together in a fact: no name made from parts of two."""
    said = statement.said
    for run in name_runs(said, function_words(statement.language)):
        keys = " ".join(key for word in run if (key := key_of(word)) not in FIELD_NAMES & ground.keys)
        if f" {keys} " not in f" {ground.rows} ":
            label = said.text[run[0].start : run[-1].end]
            if not any(is_carried(span, ground.skills) for span in find_skills(label)):
                yield label


def skills(statement: Statement, ground: Ground) -> Iterator[str]:
    """Tools, knowledge, licences and languages: the same words in a row, or the same concept."""
    said = statement.said
    for span in find_skills(said.text):
        if span.kind not in _NAMED or is_carried(span, ground.skills) or _overlaps(counted(said), span):
            continue
        keys = " ".join(key_of(word) for word in words(said.text[span.start : span.end]))
        if f" {keys} " not in f" {ground.rows} ":
            yield span.label


def limits(statement: Statement, ground: Ground) -> Iterator[str]:
    """What a source only helped with, or nearly did, cannot be said without that word."""
    loose = {key_of(word) for word in statement.said.words} & APPROXIMATE
    for word, key, limit in limits_in(statement.said, statement.language):
        limited = ground.limited.get(key)
        if limited and limit not in limited and not limited & loose:
            yield f"{word.raw} (without “{min(limited)}”)"


def signs(statement: Statement, ground: Ground) -> Iterator[str]:
    """Stars, ticks, arrows and hidden characters: a sign claims too, and can turn digits round."""
    known = {char for said in ground.said for char in said.text} | _PLAIN_SIGNS
    for char in dict.fromkeys(statement.said.text):
        if char not in known and unicodedata.category(char) in _SIGNS:
            yield char if char.isprintable() else unicodedata.name(char, "a hidden character").lower()


RULES: tuple[Rule, ...] = (numbers, dates, names, skills, content, limits, signs)


def lists_skills(masked: str, language: str) -> bool:
    """Whether a sentence names skills and nothing else: such a list may rest on several entries."""
    said = take_apart(masked, language)
    spans = [(span.start, span.end) for span in find_skills(masked)]
    grammar = function_words(language)
    return all(inside(spans, word.start, word.end) or fold(word.raw) in grammar for word in said.words)


def _same(said: Said, quantity: Quantity, part: Said, other: Quantity) -> bool:
    if (quantity.value, quantity.kind) != (other.value, other.kind):
        return False
    more = bool(_MORE.search(part.text, 0, other.start)) or other.plus
    if (quantity.plus or _MORE.search(said.text, 0, quantity.start)) and not more:
        return False
    if _LESS.search(part.text, 0, other.start) and not _LESS.search(said.text, 0, quantity.start):
        return False
    ours, theirs = (
        _DIRECTION.search(said.text, 0, quantity.start),
        _DIRECTION.search(part.text, 0, other.start),
    )
    return not (ours and theirs and ours[1].casefold() != theirs[1].casefold())


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


def _bound_elsewhere(said: Said, quantity: Quantity, ground: Ground) -> bool:
    """Whether the counted thing stands with another number in the facts and never with this one."""
    noun = _noun(said, quantity)
    if not noun:
        return False
    if not quantity.kind and not any(noun in _after(part, q) for part, q in _equal(quantity, ground)):
        return True
    with_noun = [q for part in ground.said for q in part.quantities if _noun(part, q) == noun]
    return bool(with_noun) and all((q.value, q.kind) != (quantity.value, quantity.kind) for q in with_noun)


def _equal(quantity: Quantity, ground: Ground) -> Iterator[tuple[Said, Quantity]]:
    """The same number wherever the facts have it."""
    for part in ground.said:
        for other in part.quantities:
            if (other.value, other.kind) == (quantity.value, quantity.kind):
                yield part, other


def _after(said: Said, quantity: Quantity) -> set[str]:
    """The few words that follow a number: what it counts is among them."""
    return {key_of(word) for word in [w for w in said.words if w.start >= quantity.end][:_COUNTED_WORDS]}


def _noun(said: Said, quantity: Quantity) -> str:
    """The word right after a number."""
    after = next((word for word in said.words if word.start >= quantity.end), None)
    gap = said.text[quantity.end : after.start] if after else "."
    return key_of(after) if after and gap in {" ", "-"} and after.raw.isalpha() else ""


def _counts(said: Said, quantity: Quantity, ground: Ground) -> bool:
    """Whether what looks like a year stands before a thing of the facts: "2021 depots"."""
    after = next((word for word in said.words if word.start >= quantity.end), None)
    return bool(after and after.raw.islower() and _noun(said, quantity) in ground.keys and len(after.raw) > 3)


def _unit(said: Said, word: Word, ground: Ground) -> bool:
    """Whether the word is the unit of a duration just before it that follows from the dates."""
    return any(
        (match := pattern.match(said.text, quantity.end)) and match.end() == word.end
        for quantity in said.quantities
        if _follows(said.text, quantity, ground.durations)
        for pattern in (_YEARS, _MONTHS)
    )


def _joined(row: tuple[Word, ...], index: int, ground: Ground) -> bool:
    """Whether two words here are one in a fact: "data base" and "database"."""
    around = (row[index - 1 : index + 1] if index else (), row[index : index + 2])
    return any(len(pair) == 2 and fold(pair[0].raw + pair[1].raw) in ground.keys for pair in around)


def _skills_carried(said: Said, ground: Ground) -> list[tuple[int, int]]:
    """Spans of text that name a skill of the facts by another of its names."""
    return [
        (span.start, span.end)
        for span in find_skills(said.text)
        if span.kind in _NAMED and is_carried(span, ground.skills)
    ]


def _overlaps(spans: list[tuple[int, int]], skill: SkillSpan) -> bool:
    return any(start < skill.end and skill.start < end for start, end in spans)
