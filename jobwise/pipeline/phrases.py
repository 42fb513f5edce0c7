"""The fixed words of the documents in each language, in one place.

*Why:* the truth gate allows exactly these words without a fact, each as a whole phrase; what stands
between braces is filled from facts or from the ad.
"""

import re
from collections.abc import Iterator
from dataclasses import fields
from functools import lru_cache

from jobwise.domain.profile import Profile
from jobwise.matching.partial_dates import PRESENT_WORDS
from jobwise.matching.skills import find_skills
from jobwise.pipeline.employer_words import LEADS
from jobwise.pipeline.phrase_tables import PHRASES, Phrases

_BLANK = re.compile(r"\{\w+\}" + "".join(rf"|\b{word}\b" for word in sorted(PRESENT_WORDS)), re.IGNORECASE)
_SIGNS = " .,;:“”„«»()"
_NAMES = {"en": "English", "fr": "French", "de": "German", "es": "Spanish"}
_OF_THE_AD = frozenset({"asks", "gap", "gap_near", "recipient", "salutation"}) | {
    "opening",
    "opening_title",
    "opening_employer",
}


def phrases_in(language: str) -> Phrases:
    """The phrases of a language; English where there are none of its own."""
    return PHRASES.get(language, PHRASES["en"])


def document_language(language: str) -> str:
    """The language that a profile's documents are written in."""
    return language if language in PHRASES else "en"


def letter_language(profile: Profile, ad: str) -> str:
    """The ad's language where the résumé is in it or names it among the person's own, else the résumé's."""
    spoken = {span.concept for known in profile.languages for span in find_skills(known.language)}
    speaks = ad == profile.language or _NAMES.get(ad) in spoken
    return ad if ad in PHRASES and speaks else document_language(profile.language)


@lru_cache(maxsize=8)
def fixed_words(language: str) -> tuple[str, ...]:
    """Every run of template words between two blanks: what a line may say without a fact."""
    return tuple(dict.fromkeys(_fixed(phrases_in(language))))


def letter_words(profile: Profile, language: str) -> tuple[str, ...]:
    """What a letter may say without a fact; in another language than the résumé's, its small words too.

    English ones are known to the truth gate whatever the résumé's language.
    """
    phrases = phrases_in(language)
    if phrases.language in {"en", document_language(profile.language)}:
        return fixed_words(language)
    small = (part.strip(_SIGNS) for pattern in _patterns(phrases) for part in _BLANK.split(pattern))
    return (*fixed_words(language), *filter(None, small), phrases.and_, phrases.or_, *LEADS[phrases.language])


def _fixed(phrases: Phrases) -> Iterator[str]:
    for pattern in _patterns(phrases):
        for part in _BLANK.split(pattern):
            words = part.strip(_SIGNS)
            if " " in words or part == pattern:  # a single word needs no leave
                yield words
            elif part.strip().endswith(":"):
                yield part.strip()
    yield from (phrases.goodbye, phrases.goodbye.rstrip(","))
    yield from (lead for lead in LEADS[phrases.language] if not lead.islower())


def _patterns(phrases: Phrases) -> Iterator[str]:
    for field in fields(phrases):
        if field.name not in _OF_THE_AD | {"and_", "or_", "language", "quotes"}:
            value = getattr(phrases, field.name)
            yield from (value,) if isinstance(value, str) else value
