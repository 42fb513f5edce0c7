"""Names of jobs that tell a gender, as one form for all: "waitress" and "waiter", "Beraterin" and "Berater".

English ones are known by a list and by "-woman", wherever they stand; of other languages the usual endings
are known, in the titles of a person alone, since in a sentence the same endings are any noun's.
"""

import re
from collections.abc import Mapping
from functools import cache

_ENGLISH = (
    "waitress waiter, actress actor, stewardess steward, headmistress headmaster, manageress manager"
    ", proprietress proprietor, masseuse masseur, comedienne comedian, usherette usher, sculptress sculptor"
    ", seamstress seamster, barmaid barman"
)
_WITH_WOMAN = (
    "sales|chair|crafts|spokes|police|business|fore|fire|camera|trades|draughts|handy|service|congress|council"
    "|ombuds|clergy|sports|weather|anchor|repair|dairy|delivery|post|work|journey"
)
_ENDINGS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "de": (("erin", "er"), ("entin", "ent"), ("istin", "ist"), ("ologin", "ologe"), ("frau", "mann")),
    "fr": (("ière", "ier"), ("trice", "teur"), ("euse", "eur"), ("ienne", "ien")),
    "es": (("adora", "ador"), ("edora", "edor"), ("idora", "idor"), ("tora", "tor"), ("era", "ero")),
    "it": (("trice", "tore"), ("iera", "iere"), ("aia", "aio")),
    "pt": (("adora", "ador"), ("edora", "edor"), ("idora", "idor"), ("tora", "tor"), ("eira", "eiro")),
}
"""Language -> (ending of a woman's title, that of a man's, which is never longer)."""


def one_form(text: str) -> str:
    """The text with English titles in one form, blanks in the place of letters that go.

    >>> one_form("Head waitress")
    'Head waiter  '
    """
    return _turned(text, _words("man"), blanks=True)


def title_in_one_form(title: str, language: str) -> str:
    """A title of a person in a language in one form; every place in it stays."""
    return _turned(one_form(title), _endings(language, "man"), blanks=True)


def of_gender(text: str, gender: str) -> str:
    """The text with its English titles as those of "a man" or "a woman"."""
    return _turned(text, _words(gender), blanks=False)


def title_of_gender(title: str, language: str, gender: str) -> str:
    """A title of a person as that of a "man" or a "woman"."""
    return _turned(of_gender(title, gender), _endings(language, gender), blanks=False)


_Rule = tuple[re.Pattern[str], Mapping[str, str]]


@cache
def _words(gender: str) -> _Rule:
    pairs = [pair.split() for pair in _ENGLISH.split(",")]
    pairs += [[f"{stem}wom{vowel}n", f"{stem}m{vowel}n"] for stem in _WITH_WOMAN.split("|") for vowel in "ae"]
    other = dict(pairs) if gender == "man" else {he: she for she, he in pairs}
    plural = {_many(one): _many(two) for one, two in other.items() if "wom" not in one + two}
    every = {**other, **plural}
    return re.compile(rf"(?<![\w-])({'|'.join(sorted(every, key=len, reverse=True))})(?![\w-])", re.I), every


def _many(word: str) -> str:
    return f"{word}es" if word.endswith("s") else f"{word}s"


@cache
def _endings(language: str, gender: str) -> _Rule | None:
    pairs = _ENDINGS.get(language)
    if pairs is None:
        return None
    other = dict(pairs) if gender == "man" else {he: she for she, he in reversed(pairs)}
    return re.compile(rf"(?<=\w\w\w)({'|'.join(sorted(other, key=len, reverse=True))})(?!\w)"), other


def _turned(text: str, rule: _Rule | None, *, blanks: bool) -> str:
    if rule is None:
        return text
    pattern, other = rule

    def turn(found: re.Match[str]) -> str:
        new = other[found[0].casefold()]
        new = new.upper() if found[0].isupper() and len(found[0]) > 3 else new
        new = new.capitalize() if found[0][0].isupper() and not new.isupper() else new
        return new.ljust(len(found[0])) if blanks else new

    return pattern.sub(turn, text)
