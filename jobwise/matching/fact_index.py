"""A profile's facts, laid out for being asked: which fact names which skill, and in which words."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache

from jobwise.domain.match import Evidence, How
from jobwise.domain.profile import Fact, Profile, Section
from jobwise.matching.content_words import content_words
from jobwise.matching.counted_text import counted, without_copies
from jobwise.matching.durations import last_month
from jobwise.matching.impartial import impartial
from jobwise.matching.skills import SkillSpan, find_skills
from jobwise.matching.taxonomy import taxonomy
from jobwise.matching.word_forms import Word

STRENGTH: dict[Section, float] = {
    "work": 1.0,
    "volunteer": 0.95,
    "projects": 0.95,
    "certificates": 1.0,
    "publications": 0.85,
    "education": 0.85,
    "languages": 1.0,
    "awards": 0.85,
    "skills": 0.8,
    "basics": 0.75,
}
"""What a fact is worth by where it stands: shown in work beats listed. Sections not named do not count."""
_FAMILY = 30
"""The most kinds of one thing that are near to each other."""
_OLD_MONTHS = 8 * 12
_OLD = 0.85


@lru_cache(maxsize=16)
def fact_index(profile: Profile, as_of: dt.date) -> "FactIndex":
    """The index of a profile, remembered: one profile is held against many ads."""
    return FactIndex(profile, as_of)


class FactIndex:
    """The facts of one profile with their skills and words. Facts that were not placed do not count.

    `profile` and `facts` are as the person wrote them, to be shown; `told` is what may count of the profile,
    and `texts` of each fact, by its id: each word where it stands in the fact.
    """

    def __init__(
        self,
        profile: Profile,
        as_of: dt.date,
        told: Profile | None = None,
        texts: Mapping[str, str] | None = None,
    ) -> None:
        self.profile = profile
        self.as_of = as_of
        self.told = impartial(profile) if told is None else told
        self.facts = _counting(profile)
        self.by_id = {fact.fact_id: fact for fact in self.facts}
        self.texts = counted(self._told_facts, profile.language) if texts is None else texts
        self.by_concept: dict[str, list[tuple[Fact, SkillSpan]]] = {}
        self._by_word: dict[str, list[tuple[Fact, Word]]] = {}
        for fact in self.facts:
            for span in skills_of(self.texts[fact.fact_id]):
                self.by_concept.setdefault(span.concept, []).append((fact, span))
            for word in content_words(self.texts[fact.fact_id]):
                self._by_word.setdefault(word.key, []).append((fact, word))

    def against(self, ad: str) -> "FactIndex":
        """The index without what the profile copied from an ad; the same one where nothing was."""
        texts = without_copies(self._told_facts, self.texts, ad)
        return self if texts is self.texts else FactIndex(self.profile, self.as_of, self.told, texts)

    def holding(self, wanted: frozenset[str]) -> list[tuple[Fact, list[Word]]]:
        """Facts with the wanted words that they hold, in the order of their text."""
        held: dict[str, list[Word]] = {}
        for key in wanted:
            for fact, word in self._by_word.get(key, ()):
                held.setdefault(fact.fact_id, []).append(word)
        return [(self.by_id[id_], sorted(words, key=lambda word: word.start)) for id_, words in held.items()]

    def written(self, key: str) -> str:
        """A word of the profile as the person wrote it first, in small letters."""
        places = self._by_word.get(key)
        return places[0][1].raw.casefold() if places else key

    def kinds_of(self, wanted: str) -> Sequence[str]:
        """Skills of the profile that are a kind of the wanted one, over any number of steps."""
        return self._kinds.get(wanted, ())

    @cached_property
    def _told_facts(self) -> tuple[Fact, ...]:
        return _counting(self.told)

    @cached_property
    def _kinds(self) -> dict[str, list[str]]:
        kinds: dict[str, list[str]] = {}
        for concept in self.by_concept:
            for ancestor in taxonomy().ancestors(concept):
                kinds.setdefault(ancestor, []).append(concept)
        return kinds

    def relatives_of(self, wanted: str) -> Iterator[str]:
        """Skills of the profile that share a broader one with the wanted skill, or are its broader one.

        *Why no large family:* hundreds of programs are "analytical software" and have nothing in common.
        """
        asked = taxonomy().concept(wanted)
        if not asked or not asked.broader:
            return
        families = {name for name in asked.broader if taxonomy().family(name) <= _FAMILY}
        for concept, name, broader in self._known:
            if not families.isdisjoint(broader) or name in asked.broader:
                yield concept

    @cached_property
    def _known(self) -> list[tuple[str, str, Sequence[str]]]:
        """(skill, its name in the taxonomy, its broader ones) of those that the taxonomy has."""
        found = ((concept, taxonomy().concept(concept)) for concept in self.by_concept)
        return [(concept, known.name, known.broader) for concept, known in found if known]

    def evidence(self, fact: Fact, start: int, end: int, how: How, share: float = 1.0) -> Evidence:
        """A fact as evidence; its score is the section's strength, aged, times `share`."""
        return Evidence(
            fact_id=fact.fact_id,
            text=fact.text,
            start=start,
            end=end,
            how=how,
            score=round(STRENGTH[fact.section] * self._age(fact) * share, 4),
        )

    def _age(self, fact: Fact) -> float:
        end = last_month((fact.start_date, fact.end_date), self.as_of)
        now = self.as_of.year * 12 + self.as_of.month - 1
        return _OLD if end is not None and fact.section == "work" and now - end > _OLD_MONTHS else 1.0


def _counting(profile: Profile) -> tuple[Fact, ...]:
    return tuple(fact for fact in profile.facts() if fact.section in STRENGTH)


@lru_cache(maxsize=8192)
def skills_of(text: str) -> tuple[SkillSpan, ...]:
    """`find_skills`, remembered: the same facts are asked for before and after tailoring."""
    return find_skills(text)
