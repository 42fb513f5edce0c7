"""What the cited facts carry, in the forms that the truth gate compares."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from jobwise.domain.profile import Fact
from jobwise.matching.claim_words import (
    FIELD_WORDS,
    LIMITS_AFTER,
    LIMITS_BEFORE,
    LIMITS_WHOLE,
    OTHERS_TITLE,
    PHRASES,
    SAME,
    SHORT,
    TITLES,
    function_words,
)
from jobwise.matching.durations import months_of
from jobwise.matching.numbers import Quantity, quantities
from jobwise.matching.partial_dates import MONTHS, PRESENT, PRESENT_WORDS, months_in, year_month
from jobwise.matching.skills import SkillSpan, find_skills
from jobwise.matching.word_forms import Word, fold, normal, words

_NAMED = frozenset({"tool", "knowledge", "licence", "language"})
_PHRASES = tuple((re.compile(pattern, re.IGNORECASE), name) for pattern, name in PHRASES)
_JOINED = re.compile(r"[\s(/-]*")
_SPELLED = re.compile(r"(?<=\w\w)([iy])z(?=e|i|a|$)")
"""American spelling: "organize", "analyze"."""
FAMILIES = frozenset({"work", "volunteer", "education", "projects", "certificates", "publications", "awards"})
"""Sections whose entries are never told together."""
LIMIT_REACH = 6
"""How many content words after "helped" or "assistant" are limited by it."""


class Said(NamedTuple):
    """A text taken apart; `dates` are the character spans of its months with years."""

    text: str
    words: tuple[Word, ...]
    quantities: tuple[Quantity, ...]
    months: frozenset[tuple[int, int]]
    dates: tuple[tuple[int, int], ...]


class Spoken(NamedTuple):
    """A language of the person: the words of its name and of its level."""

    name: frozenset[str]
    level: frozenset[str]


class Ground(NamedTuple):
    """All that some facts say. `limited`: word -> the words of which one limits it wherever it stands.

    `trades` are the facts' words as written, for names of who one is. `of_job` are the words that only
    an entry says, its title apart; `listed` and `used` are the skills outside of entries and in them.
    """

    said: tuple[Said, ...]
    keys: frozenset[str]
    rows: str
    months: frozenset[tuple[int, int]]
    years: frozenset[int]
    present: bool
    skills: tuple[SkillSpan, ...]
    limited: dict[str, frozenset[str]]
    durations: tuple[int, ...]
    of_one: tuple[int, ...]
    trades: frozenset[str]
    spoken: tuple[Spoken, ...]
    of_job: frozenset[str]
    listed: tuple[SkillSpan, ...]
    used: tuple[SkillSpan, ...]


@lru_cache(maxsize=4096)
def one_form(text: str) -> str:
    """`normal` text in which names of one thing are written one way: degrees, countries."""
    text = normal(text)
    for pattern, name in _PHRASES:
        text = pattern.sub(name, text)
    return text


def key_of(word: Word) -> str:
    """A word's compared form with abbreviations written out; a month's name is its number."""
    word = word._replace(key=_SPELLED.sub(r"\1s", word.key))
    month = MONTHS.get(fold(word.raw)) if word.raw[:1].isupper() or len(word.raw) > 3 else None
    return f"month {month}" if month else SAME.get(word.key, SHORT.get(word.key, word.key))


@lru_cache(maxsize=4096)
def take_apart(text: str, language: str) -> Said:
    """Words, numbers and dates of a text that is already in `one_form`."""
    found = months_in(text)
    dates = tuple((month.start, month.end) for month in found)
    counts = tuple(q for q in quantities(text, language) if not inside(dates, q.start, q.end))
    months = frozenset((month.year, month.month) for month in found)
    return Said(text, tuple(words(text)), counts, months, dates)


def inside(spans: Iterable[tuple[int, int]], start: int, end: int) -> bool:
    """Whether a stretch of text lies within one of the spans."""
    return any(first <= start and end <= last for first, last in spans)


@lru_cache(maxsize=4096)
def skills_in(text: str) -> tuple[SkillSpan, ...]:
    """The skills that a text names."""
    return tuple(find_skills(text))


@lru_cache(maxsize=4096)
def named_in(text: str) -> tuple[SkillSpan, ...]:
    """The skills of a text that a person has or has not: tools, knowledge, licences, languages."""
    return tuple(span for span in skills_in(text) if span.kind in _NAMED)


def ground_of(
    facts: Sequence[Fact], durations: Iterable[int], language: str, of_one: Iterable[int] = ()
) -> Ground:
    """What the facts carry together; `durations` are the months that may be claimed from their dates.

    `of_one`: the months of the one job among the facts.
    """
    said = tuple(take_apart(one_form(fact.text), language) for fact in facts)
    dates = [date for fact in facts for date in (fact.start_date, fact.end_date)]
    known = [
        pair
        for fact, part in zip(facts, said, strict=True)
        if not fact.parent or (_cites(fact.parent, facts) and not _has_own_year(part))
        for date in (fact.start_date, fact.end_date)
        if (pair := year_month(date))
    ]
    months = frozenset((year, month) for year, month in known if month).union(*(s.months for s in said))
    keys = {key_of(word) for s in said for word in s.words} | {f"month {month}" for _, month in months}
    keys |= {word for fact in facts for word in FIELD_WORDS.get(fact.section, ())}
    keys |= {fold(a.raw + b.raw) for s in said for a, b in zip(s.words, s.words[1:], strict=False)}
    return Ground(
        said=said,
        keys=frozenset(keys),
        rows=" | ".join(" ".join(key_of(word) for word in s.words) for s in said),
        months=months,
        years=frozenset(year for year, _ in [*known, *months]).union(
            int(q.value) for part in said for q in part.quantities if is_year(q)
        ),
        present=PRESENT in dates
        or {fact.section for fact in facts} == {"certificates"}
        or any(fold(w.raw) in PRESENT_WORDS for s in said for w in s.words),
        skills=tuple(span for fact in facts for span in skills_in(fact.text)),
        limited=_limited(said, language),
        durations=tuple(durations),
        of_one=tuple(of_one),
        trades=frozenset(form for part in said for word in part.words for form in _forms(word)),
        spoken=tuple(
            _spoken(part) for fact, part in zip(facts, said, strict=True) if fact.section == "languages"
        ),
        of_job=_of_job(facts, said) - function_words(language),
        listed=tuple(span for fact in facts if fact.section not in FAMILIES for span in skills_in(fact.text)),
        used=tuple(span for fact in facts if fact.section in FAMILIES for span in skills_in(fact.text)),
    )


def _spoken(said: Said) -> Spoken:
    name, _, level = said.text.partition(" | ")
    first = frozenset(key_of(word) for word in words(name))
    return Spoken(first, frozenset(key_of(word) for word in words(level)) - first)


def _of_job(facts: Sequence[Fact], said: Sequence[Said]) -> frozenset[str]:
    """The words of entries alone: what is said elsewhere too, or is a title, tells of no job."""
    own: set[str] = set()
    free: set[str] = set()
    for fact, part in zip(facts, said, strict=True):
        columns = part.text.split(" | ")
        is_entry = fact.section in FAMILIES
        told = columns[:1] + columns[2:] if is_entry and not fact.parent else columns
        (own if is_entry else free).update(key_of(word) for column in told for word in words(column))
        free.update(
            key_of(word) for column in columns[1:2] if is_entry and not fact.parent for word in words(column)
        )
    return frozenset(own - free)


def _has_own_year(said: Said) -> bool:
    """Whether a line tells its year itself: then it did not happen in any other year of its job."""
    return any(is_year(quantity) for quantity in said.quantities) or bool(said.months)


def _cites(entry: str, facts: Sequence[Fact]) -> bool:
    """Whether an entry is cited: the dates of a job are not those of each thing done in it."""
    return any(fact.fact_id == entry for fact in facts)


def _forms(word: Word) -> Iterator[str]:
    """A word as written, in the singular and plural, and what it is short for."""
    plain = fold(word.raw)
    yield from (plain, plain.removesuffix("s"), f"{plain}s")
    if word.key in SHORT:
        yield from (SHORT[word.key], f"{SHORT[word.key]}s")


def is_year(quantity: Quantity) -> bool:
    """Whether a number looks like a year."""
    return not quantity.kind and not quantity.plus and 1900 <= quantity.value < 2100


def durations_of(facts: Sequence[Fact], as_of: dt.date | None) -> tuple[int, ...]:
    """Months that follow from the dates of the cited jobs: all together, and each alone.

    A job without an end counts nothing: nobody said that it goes on.
    """
    spans = {
        surest(fact.start_date, fact.end_date)
        for fact in facts
        if fact.section == "work"
        and fact.start_date
        and fact.end_date
        and (as_of is not None or fact.end_date != PRESENT)
    }
    if not spans:
        return ()
    day = as_of or dt.date.max.replace(year=2100)
    alone = [months_of([span], as_of=day) for span in sorted(spans, key=str)]
    return (months_of(sorted(spans, key=str), as_of=day), *alone)


def surest(start: str, end: str) -> tuple[str, str]:
    """The shortest time that two dates can mean, where one of them has no month."""
    bare = (re.fullmatch(r"\d{4}", start), re.fullmatch(r"\d{4}", end))
    if bare[0] and not bare[1] and start != end[:4]:
        return f"{start}-12", end
    if bare[1] and not bare[0] and end != start[:4]:
        return start, f"{end}-01"
    return start, end


def _limited(said: Iterable[Said], language: str) -> dict[str, frozenset[str]]:
    """Words that every source limits, with the limiting word; a free use elsewhere frees the word."""
    limited: dict[str, set[str]] = {}
    free: set[str] = set()
    for part in said:
        for _, key, limit in limits_in(part, language):
            if limit:
                limited.setdefault(key, set()).add(limit)
            else:
                free.add(key)
    return {key: frozenset(limits) for key, limits in limited.items() if key not in free}


def limits_in(part: Said, language: str) -> Iterator[tuple[Word, str, str]]:
    """Each content word of a text with its compared form and the word that limits it, or ""."""
    grammar = function_words(language)
    whole = next((word.key for word in part.words if word.key in LIMITS_WHOLE), "")
    named = [(span.start, span.end) for span in skills_in(part.text)]
    for row in _unbroken(part):
        limit, reach, others = "", 0, ""
        afters = _limits_behind(row)
        for index, word in enumerate(row):
            key = key_of(word)
            if key in LIMITS_BEFORE and not inside(named, word.start, word.end):
                limit, reach = key, LIMIT_REACH
                yield word, key, ""
            elif key in OTHERS_TITLE or fold(word.raw) in grammar:
                others = key if key in OTHERS_TITLE else others
            else:
                reach -= 1
                title = others if key in TITLES else ""
                yield word, key, (limit if reach >= 0 else "") or title or afters[index] or whole
                others = ""


def _limits_behind(row: Sequence[Word]) -> list[str]:
    """For each word the next one behind it that limits what stands before, or ""."""
    found, behind = [], ""
    for word in reversed(row):
        found.append(behind)
        behind = key if (key := key_of(word)) in LIMITS_AFTER else behind
    return found[::-1]


def _unbroken(part: Said) -> Iterator[list[Word]]:
    """The words in rows without a sign between them, but for blanks, dashes, slashes and brackets."""
    row: list[Word] = []
    for word in part.words:
        if row and not _JOINED.fullmatch(part.text, row[-1].end, word.start):
            yield row
            row = []
        row.append(word)
    yield row
