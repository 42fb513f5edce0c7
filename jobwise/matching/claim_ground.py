"""What the cited facts carry, in the forms that the truth gate compares."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from jobwise.domain.profile import Fact
from jobwise.matching.claim_limits import limits_in
from jobwise.matching.claim_lists import FAMILIES, Lists, Spoken, lists_in, spoken_in
from jobwise.matching.claim_text import Said, is_year, key_of, one_form, skills_in, take_apart
from jobwise.matching.claim_words import FIELD_WORDS, SHORT
from jobwise.matching.durations import months_of
from jobwise.matching.partial_dates import PRESENT, PRESENT_WORDS, year_month
from jobwise.matching.skills import SkillSpan
from jobwise.matching.word_forms import Word, fold


class Ground(NamedTuple):
    """All that some facts say. `limited`: word -> the words of which one limits it wherever it stands.

    `trades` are the facts' words as written, for names of who one is. `lines`: what is told under an
    entry, each by itself; `headed`: the words of all other facts.
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
    lists: Lists
    lines: tuple[Said, ...]
    headed: frozenset[str]


def ground_of(
    facts: Sequence[Fact],
    durations: Iterable[int],
    language: str,
    of_one: Iterable[int] = (),
    entries: Sequence[Fact] = (),
) -> Ground:
    """What the facts carry together; `durations` are the months that may be claimed from their dates.

    `of_one`: the months of the one job among the facts; `entries`: all that the profile says of it.
    """
    said = tuple(take_apart(one_form(fact.text), language) for fact in facts)
    told = list(zip(facts, said, strict=True))
    dates = [date for fact in facts for date in (fact.start_date, fact.end_date)]
    known = [
        pair
        for fact, part in told
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
        spoken=spoken_in(facts),
        lists=lists_in(facts, entries, language),
        lines=tuple(part for fact, part in told if _is_line(fact)),
        headed=frozenset(key_of(w) for fact, part in told if not _is_line(fact) for w in part.words),
    )


def _is_line(fact: Fact) -> bool:
    return bool(fact.parent) and fact.section in FAMILIES


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
