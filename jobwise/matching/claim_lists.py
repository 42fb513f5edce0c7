"""What stands in lists of skills and languages, and what of it may be told of a job.

*Why:* "used Kafka at Fenwick Rail" is made of words that the facts have, and yet nobody said it.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from jobwise.domain.profile import Fact
from jobwise.matching.claim_text import key_of, named_in, one_form
from jobwise.matching.claim_words import function_words
from jobwise.matching.skills import SkillSpan
from jobwise.matching.word_forms import words

FAMILIES = frozenset({"work", "volunteer", "education", "projects", "certificates", "publications", "awards"})
"""Sections whose entries are never told together."""
LISTS = frozenset({"skills", "languages", "interests"})


class Lists(NamedTuple):
    """What the lists say, and what of it the cited entries say too.

    `of_entry`: words that only the entries say, their titles apart. `loose`: words that only lists say.
    `listed`, `used`: the skills that stand in the lists, and in the entries.
    """

    of_entry: frozenset[str]
    loose: frozenset[str]
    listed: tuple[SkillSpan, ...]
    used: tuple[SkillSpan, ...]


class Spoken(NamedTuple):
    """A language of the person: the words of its name and of its level."""

    name: frozenset[str]
    level: frozenset[str]


def lists_in(facts: Sequence[Fact], entries: Sequence[Fact], language: str) -> Lists:
    """`facts` are the cited ones, `entries` all that the profile says of the entries among them."""
    told = [fact for fact in facts if fact.section in FAMILIES]
    listed = [fact for fact in facts if fact.section in LISTS]
    in_lists = _keys(fact.text for fact in listed)
    outside = _keys(fact.text for fact in facts if fact.section not in LISTS | FAMILIES)
    titles = _keys(fact.text.split(" | ")[1] for fact in told if not fact.parent and " | " in fact.text)
    grammar = function_words(language)
    return Lists(
        of_entry=_keys(fact.text for fact in told) - in_lists - outside - titles - grammar,
        loose=in_lists - outside - _keys(fact.text for fact in entries) - grammar,
        listed=tuple(span for fact in listed for span in named_in(fact.text)),
        used=tuple(span for fact in entries for span in named_in(fact.text)),
    )


def spoken_in(facts: Iterable[Fact]) -> tuple[Spoken, ...]:
    """The languages among the facts."""
    columns = (fact.text.partition(" | ") for fact in facts if fact.section == "languages")
    return tuple(Spoken(_keys([name]), _keys([level]) - _keys([name])) for name, _, level in columns)


def _keys(texts: Iterable[str]) -> frozenset[str]:
    return frozenset().union(*(_keys_of(text) for text in texts))


@lru_cache(maxsize=4096)
def _keys_of(text: str) -> frozenset[str]:
    return frozenset(key_of(word) for word in words(one_form(text)))
