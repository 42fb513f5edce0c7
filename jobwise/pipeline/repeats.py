"""Highlights of one entry that say the same thing."""

import re

from jobwise.domain.profile import Item, Profile
from jobwise.matching.claim_words import function_words
from jobwise.matching.word_forms import fold
from jobwise.pipeline.wording import tidy


def told_again(profile: Profile) -> frozenset[str]:
    """Highlights that another one of the same entry says word for word and, it may be, goes on from.

    *Why no closer look:* only where every word stands in the longer line, in the same order and before a
    word of grammar or a sign, is nothing lost.
    """
    found: set[str] = set()
    for _, entry in profile.entries():
        lines: tuple[Item, ...] = getattr(entry, "highlights", ())
        for item in lines:
            others = (other for other in lines if other is not item and other.fact_id not in found)
            if any(_goes_on_from(item.text, other.text, profile.language) for other in others):
                found.add(item.fact_id)
    return frozenset(found)


def _goes_on_from(short: str, long: str, language: str) -> bool:
    start, whole = (tidy(text).casefold().rstrip(" .;,") for text in (short, long))
    rest = whole.removeprefix(start)
    if not start or not whole.startswith(start):
        return False
    if not rest:
        return True
    word = re.match(r"[\s,;:(–—.]+(\w*)", rest)
    return word is not None and (rest[0] != " " or fold(word[1]) in function_words(language))
