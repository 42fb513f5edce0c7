"""The truth gate's rules: each finds one kind of claim that the ground does not carry."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import NamedTuple

from jobwise.matching.claim_ground import Ground, Said, inside, is_year, key_of, limits_in, take_apart
from jobwise.matching.claim_names import counted, name_runs
from jobwise.matching.claim_words import (
    APPROXIMATE,
    FIELD_NAMES,
    NEUTRAL,
    SAME,
    SINCE,
    TITLES,
    function_words,
)
from jobwise.matching.numbers import Quantity
from jobwise.matching.occupations import is_occupation
from jobwise.matching.partial_dates import PRESENT_WORDS
from jobwise.matching.skill_names import is_carried
from jobwise.matching.skills import SkillSpan, find_skills
from jobwise.matching.word_forms import Word, fold, stem, words


class Statement(NamedTuple):
    """A sentence in work: `said` has the allowed phrases crossed out, `line` has them still."""

    said: Said
    line: str
    language: str


Rule = Callable[[Statement, Ground], Iterator[str]]
_YEARS = re.compile(
    r"\s*(?:-|full |ganze )?\s*(years?|yrs?|ans?|ann[ée]es?|jahren?|jahre|a[ñn]os?)\b", re.IGNORECASE
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
_WHO = re.compile(r"(?:er|or|eer|ist|ian|nurse|chef)s?$", re.IGNORECASE)
_PACE = re.compile(
    r"\b(?:in|within|binnen|en) (?:just |only |under )?(?:an?|one|einer?|einem|une?|una)\s+"
    r"(?:hour|day|week|month|quarter|year|tag|woche|monat|jahr|jour|semaine|mois|an|día|semana|mes|año)\b",
    re.IGNORECASE,
)
_PASSIVE = re.compile(
    r"(?:\b(?:was|were|been|being|got|wurden?|worden|été|fui|fue|sido)\s(?:\w+\s){0,6}?|^\w+\s)"
    r"(?P<by>by|von|durch|par|por)\s",
    re.IGNORECASE,
)
_BY = re.compile(r"\b(?:by|von|durch|par|por|was|were|wurden?|été|fui|fue)\b", re.IGNORECASE)
_GROUP = re.compile(
    r"\b(?P<who>team|committee|group|board|panel|crew|équipe|comité|equipo|ausschuss|gruppe)\b[\w\s,]{0,20}?"
    r"\b(?:which|that|who|das|die|der|qui|que)\b",
    re.IGNORECASE,
)
_DEEDS = {
    past: frozenset(forms.split())
    for past, forms in {
        "led": "lead leads leading",
        "owned": "own owns owning",
        "founded": "found founding founds",
        "built": "build builds building",
        "managed": "manage manages managing",
        "trained": "train trains training",
        "directed": "direct directs directing",
        "headed": "head heads heading",
        "launched": "launch launches launching",
        "certified": "certify certifies certifying",
    }.items()
}
"""Past forms of deeds of weight, each with the forms that are nouns too."""
_BEFORE_A_VERB = frozenset("and or to by for of in while including i we helped help".split())
_TWO_WAYS = re.compile(r"\d{1,3}[.,]\d{3}(?!\d)|\d+\s?‰")
"""Digits that one language reads as thousands and another as a fraction; signs that shrink a number."""
_AROUND = 3
"""Words on each side of a number that tell what it is of."""
_COUNTED_WORDS = 4
_SIGNS = frozenset({"So", "Sk", "Sm", "Cf", "Cc", "Co", "Cn", "Cs"})
_PLAIN_SIGNS = frozenset("+|§")
_NAMED = frozenset({"tool", "knowledge", "licence", "language"})


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
        if not any(
            _same(said, quantity, part, other) for part in ground.said for other in part.quantities
        ) or _reads_two_ways(said, quantity, ground):
            yield words_of_it
        elif _bound_elsewhere(said, quantity, ground):
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
    return () if any(span.kind in _NAMED for span in find_skills(said.text)) else ground.durations


def pace(statement: Statement, ground: Ground) -> Iterator[str]:
    """How quickly a thing was done: "weekly" in a fact is not "in a week"."""
    for match in _PACE.finditer(statement.said.text):
        if not any(match[0].casefold() in part.text.casefold() for part in ground.said):
            yield match[0]


def deeds(statement: Statement, ground: Ground) -> Iterator[str]:
    """Whose deed it was: what was done to the person, or by a team of theirs, is not theirs alone."""
    said = statement.said
    keys = {key_of(word) for word in said.words}
    for part in ground.said:
        shared = [word for word in part.words if key_of(word) in keys and len(word.raw) > 3]
        if len(shared) < 2:
            continue
        passive = _PASSIVE.search(part.text)
        if passive and not _BY.search(said.text):
            yield f"{shared[0].raw} (without “{passive['by']}”)"
        group = _GROUP.search(part.text)
        if (
            group
            and key_of(words(group["who"])[0]) not in keys
            and any(w.start > group.end() for w in shared)
        ):
            yield f"{shared[-1].raw} (without “{group['who']}”)"


def scope(statement: Statement, ground: Ground) -> Iterator[str]:
    """Deeds of weight ("led", "owned") need a verb in the facts: "lead generation" made nobody lead."""
    for word in statement.said.words:
        forms = _DEEDS.get(fold(word.raw))
        if forms and not any(_is_done(forms, fold(word.raw), part) for part in ground.said):
            yield word.raw


def _is_done(forms: frozenset[str], past: str, part: Said) -> bool:
    """Whether a text has the deed as a verb: in the past, or first, or where a verb may follow."""
    before = ""
    for word in part.words:
        plain = fold(word.raw)
        if plain == past or (plain in forms and (before in _BEFORE_A_VERB or word.start == 0)):
            return True
        if key_of(word) == SAME.get(stem(past), "") and plain not in forms:
            return True
        before = plain
    return False


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
        if word.key in NEUTRAL and not acronym and folded != "experienced":
            continue
        if folded in grammar and (not acronym or word.key in ground.keys):
            continue
        if folded in PRESENT_WORDS | SINCE and ground.present:
            continue
        if inside(covered, word.start, word.end):
            continue
        if (_is_trade(word) and fold(word.raw) not in ground.trades) or (
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


RULES: tuple[Rule, ...] = (numbers, pace, deeds, scope, dates, names, skills, content, limits, signs)


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
    if _another_is_nearer(said, quantity, ground):
        return True
    noun = _noun(said, quantity)
    if not noun:
        return False
    if not quantity.kind and not any(noun in _after(part, q) for part, q in _equal(quantity, ground)):
        return True
    with_noun = [q for part in ground.said for q in part.quantities if _noun(part, q) == noun]
    return bool(with_noun) and all((q.value, q.kind) != (quantity.value, quantity.kind) for q in with_noun)


def _another_is_nearer(said: Said, quantity: Quantity, ground: Ground) -> bool:
    """Whether a fact with several such numbers has another one among the words that stand around this one."""
    around = _near(said, quantity)
    for part in ground.said:
        alike = [other for other in part.quantities if other.kind == quantity.kind]
        shared = [(len(around & _near(part, other)), other.value) for other in alike]
        if len({value for _, value in shared}) > 1 and any(value == quantity.value for _, value in shared):
            own = max(count for count, value in shared if value == quantity.value)
            return max(count for count, _ in shared) > own + 1
    return False


def _near(said: Said, quantity: Quantity) -> frozenset[str]:
    before = [word for word in said.words if word.end <= quantity.start][-_AROUND:]
    after = [word for word in said.words if word.start >= quantity.end][:_AROUND]
    return frozenset(key_of(word) for word in (*before, *after) if len(word.raw) > 2)


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


def _is_trade(word: Word) -> bool:
    """Whether a word names who one is: "engineering" in a fact makes nobody an engineer."""
    return bool(_WHO.search(word.raw)) and is_occupation(word.raw) and word.key not in SAME


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
