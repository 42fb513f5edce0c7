"""The words of a text that carry meaning: without those of grammar, and those that every résumé has."""

from functools import lru_cache

from jobwise.matching.word_forms import Word, words

_SMALL = frozenset(
    (
        "a an and the of in to for with on at by as or is are be will have has from your our you we "
        "using use used good strong excellent solid proven knowledge experience experienced skill "
        "skills ability able understanding familiarity working work proficiency proficient including "
        "etc well must should other such related relevant und oder der die das mit von für im et ou "
        "de la le les des du en y o con el los las "
    ).split()
)


@lru_cache(maxsize=8192)
def content_words(text: str) -> tuple[Word, ...]:
    """The words that carry meaning, with their places in the text."""
    return tuple(word for word in words(text) if word.key not in _SMALL and word.raw.casefold() not in _SMALL)
