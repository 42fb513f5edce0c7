"""The truth gate's rules: each finds one kind of claim that the ground does not carry."""

import re
import unicodedata
from collections.abc import Iterator

from jobwise.matching.claim_alike import is_read_as_another
from jobwise.matching.claim_deeds import (
    anothers,
    deeds,
    objects,
    of_another,
    owners,
    shares,
    subjects,
    titles,
)
from jobwise.matching.claim_ground import Ground
from jobwise.matching.claim_joins import causes, changed_over, lasting, merged
from jobwise.matching.claim_kept import bare_title, denied, helped, parts_of_all, without_title
from jobwise.matching.claim_lessened import lessened
from jobwise.matching.claim_limits import limits_before, limits_in
from jobwise.matching.claim_links import relinked
from jobwise.matching.claim_lists import Spoken
from jobwise.matching.claim_names import counted, name_runs
from jobwise.matching.claim_numbers import bounds, frequencies, is_unit, many, numbers, pace, rates
from jobwise.matching.claim_spread import numbers_of_others, spread
from jobwise.matching.claim_statement import Rule, Statement
from jobwise.matching.claim_text import Said, inside, key_of, named_in, skills_in, take_apart
from jobwise.matching.claim_words import FIELD_NAMES, LOOSE, NEUTRAL, SAME, SINCE, function_words
from jobwise.matching.occupations import is_occupation
from jobwise.matching.partial_dates import PRESENT_WORDS
from jobwise.matching.skill_names import is_carried
from jobwise.matching.skills import SkillSpan
from jobwise.matching.word_forms import Word, fold, words

_WHO = re.compile(r"(?:er|or|eer|ist|ian|nurse|chef)s?$", re.IGNORECASE)
_SHOUTED = 3
"""A text of more words all in capitals has no acronyms."""
_SIGNS = frozenset({"So", "Sk", "Sm", "Cf", "Cc", "Co", "Cn", "Cs"})
_PLAIN_SIGNS = frozenset("+|§")


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
    shouting = said.text.isupper() and len(said.words) > _SHOUTED
    covered = [*counted(said), *bounds(said), *frequencies(said), *_skills_carried(said, ground)]
    for index, word in enumerate(said.words):
        folded = fold(word.raw)
        acronym = word.raw.isupper() and len(word.raw) > 1 and not shouting
        if word.key in NEUTRAL and not acronym and folded != "experienced":
            continue
        if folded in grammar and (not acronym or word.key in ground.keys):
            continue
        if folded in PRESENT_WORDS | SINCE and ground.present:
            continue
        if folded == "by" and any(after.raw.endswith("ing") for after in said.words[index + 1 : index + 2]):
            continue
        if inside(covered, word.start, word.end):
            continue
        if (_is_trade(word) and fold(word.raw) not in ground.trades) or (
            key_of(word) not in ground.keys
            and not _joined(said.words, index, ground)
            and not is_unit(said, word, ground)
        ):
            yield word.raw


def names(statement: Statement, ground: Ground) -> Iterator[str]:
    """Runs of capitalised words must stand together in a fact: no name made from parts of two."""
    said = statement.said
    for run in name_runs(said, function_words(statement.language)):
        if any(is_read_as_another(word) for word in run):
            yield said.text[run[0].start : run[-1].end]
            continue
        keys = " ".join(key for word in run if (key := key_of(word)) not in FIELD_NAMES & ground.keys)
        if f" {keys} " not in f" {ground.rows} ":
            label = said.text[run[0].start : run[-1].end]
            if not any(is_carried(span, ground.skills) for span in skills_in(label)):
                yield label


def skills(statement: Statement, ground: Ground) -> Iterator[str]:
    """Tools, knowledge, licences and languages: the same words in a row, or the same concept."""
    said = statement.said
    for span in named_in(said.text):
        if is_carried(span, ground.skills) or _overlaps(counted(said), span):
            continue
        keys = " ".join(key_of(word) for word in words(said.text[span.start : span.end]))
        if f" {keys} " not in f" {ground.rows} ":
            yield span.label


def limits(statement: Statement, ground: Ground) -> Iterator[str]:
    """What a source only helped with, or nearly did, cannot be said without that word."""
    written: dict[str, str] = {}
    loose = {key_of(word) for word in statement.said.words} & LOOSE
    before = dict(limits_before(statement.said, statement.language))
    for word, key, limit in limits_in(statement.said, statement.language):
        limited = ground.limited.get(key)
        if limited and limit not in limited and not limited & (loose | before[word]):
            written = written or {key_of(known): known.raw for said in ground.said for known in said.words}
            yield f"{word.raw} (without “{written.get(min(limited), min(limited))}”)"


def signs(statement: Statement, ground: Ground) -> Iterator[str]:
    """Stars, ticks, arrows and hidden characters: a sign claims too, and can turn digits round."""
    known = {char for said in ground.said for char in said.text} | _PLAIN_SIGNS
    for char in dict.fromkeys(statement.said.text):
        if char not in known and unicodedata.category(char) in _SIGNS:
            yield char if char.isprintable() else unicodedata.name(char, "a hidden character").lower()


def skills_of_a_job(statement: Statement, ground: Ground) -> Iterator[str]:
    """What stands in a list alone is told of no job: nobody said that it was used there."""
    said, lists = statement.said, ground.lists
    spans = named_in(said.text)
    names = [(span.start, span.end) for span in spans]
    if any(key_of(w) in lists.of_entry and not inside(names, w.start, w.end) for w in said.words):
        yield from (word.raw for word in said.words if key_of(word) in lists.loose)
        for span in spans:
            if is_carried(span, lists.listed) and not is_carried(span, lists.used):
                yield span.label


def levels(statement: Statement, ground: Ground) -> Iterator[str]:
    """A level of a language stands with that language: behind it, or before it and no other."""
    said = statement.said
    known = [(spoken, word) for word in said.words for spoken in ground.spoken if key_of(word) in spoken.name]
    for word in said.words:
        if known and any(key_of(word) in spoken.level for spoken in ground.spoken):
            before = [spoken for spoken, name in known if name.end <= word.start][-1:]
            after = [spoken for spoken, name in known if name.start >= word.end]
            behind = before and _is_behind(said, word, known, ground)
            meant = before if behind else after or before
            if not all(key_of(word) in spoken.level for spoken in meant):
                yield f"{word.raw} {' '.join(sorted(meant[0].name))}"


RULES: tuple[Rule, ...] = (
    numbers,
    relinked,
    pace,
    rates,
    many,
    anothers,
    owners,
    shares,
    deeds,
    objects,
    subjects,
    of_another,
    titles,
    dates,
    names,
    skills,
    skills_of_a_job,
    levels,
    content,
    limits,
    denied,
    helped,
    lessened,
    bare_title,
    parts_of_all,
    without_title,
    lasting,
    changed_over,
    spread,
    numbers_of_others,
    merged,
    causes,
    signs,
)


OF_DEEDS = frozenset({deeds, objects, of_another, subjects})
"""Rules on what was done, which a list of skills says nothing of."""


def lists_skills(masked: str, language: str) -> bool:
    """Whether a sentence names skills and nothing else: such a list may rest on several entries."""
    said = take_apart(masked, language)
    spans = [(span.start, span.end) for span in skills_in(masked)]
    grammar = function_words(language)
    return all(inside(spans, word.start, word.end) or fold(word.raw) in grammar for word in said.words)


def _is_trade(word: Word) -> bool:
    """Whether a word names who one is: "engineering" in a fact makes nobody an engineer."""
    return bool(_WHO.search(word.raw)) and is_occupation(word.raw) and word.key not in SAME


def _joined(row: tuple[Word, ...], index: int, ground: Ground) -> bool:
    """Whether two words here are one in a fact: "data base" and "database"."""
    around = (row[index - 1 : index + 1] if index else (), row[index : index + 2])
    return any(len(pair) == 2 and fold(pair[0].raw + pair[1].raw) in ground.keys for pair in around)


def _skills_carried(said: Said, ground: Ground) -> list[tuple[int, int]]:
    """Spans of text that name a skill of the facts by another of its names."""
    return [(span.start, span.end) for span in named_in(said.text) if is_carried(span, ground.skills)]


def _is_behind(said: Said, level: Word, known: list[tuple[Spoken, Word]], ground: Ground) -> bool:
    """Whether a level stands behind the name of a language: "German (B1)", "German: very good"."""
    end = max((name.end for _, name in known if name.end <= level.start), default=0)
    between = said.text[end : level.start]
    if between.count("(") > between.count(")"):
        return True
    words_of_levels = frozenset().union(*(spoken.level for spoken in ground.spoken))
    words_between = [word for word in said.words if end <= word.start < level.start]
    return not re.search("[,;]", between) and all(key_of(word) in words_of_levels for word in words_between)


def _overlaps(spans: list[tuple[int, int]], skill: SkillSpan) -> bool:
    return any(start < skill.end and skill.start < end for start, end in spans)
