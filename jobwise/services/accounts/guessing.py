"""Which passwords are tried first: the common ones of every list at hand, dressed up or not."""

import re
from functools import cache
from importlib.resources import files

FEWEST_GUESSES = 10**6
"""Fewer are made by who only has a log-in form (Wheeler, "zxcvbn", USENIX Security 2016, section 5)."""
FEWEST_DIGITS = 12
LONGEST_ESTIMATED = 64
"""*Why a limit:* estimating takes longer with every character, and a long start is enough to go by."""
SHORTEST_WORD = 4
_AROUND = re.compile(r"^[\W\d_]{1,4}(?=[^\W\d_])|(?<=[^\W\d_])[\W\d_]{1,6}$")
"""So many digits and signs before and after a word make it no harder to guess."""
_LOOKALIKES = str.maketrans("@430$51", "aaeossi")
_LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,."
_KEYBOARDS = (
    "йцукенгшщзхъфывапролджэячсмитьбю",
    "йцукенгшщзхїфівапролджєячсмитьбю",
    ";ςερτυθιοπ[]ασδφγηξκλ΄'ζχψωβνμ,.",
    "/'קראטוןםפ][שדגכעיחלךף,זסבהנמצתץ",
    "ضصثقفغعهخحجدشسيبلاتنمكطئءؤرﻻىةوز",
)
"""What the same keys write where people write otherwise: Russian, Ukrainian, Greek, Hebrew, Arabic."""
_KEYS = {
    ord(letter): key
    for letters in _KEYBOARDS
    for letter, key in zip(letters, _LATIN, strict=True)
    if letter.isalpha()
}


def is_common(small: str) -> bool:
    """Whether a password in small letters is one of the first that are tried.

    Those are known passwords, words and names, and walks over the keyboard, with digits and signs around
    them or in the place of letters, said twice or not; and digits alone, which are dates and numbers of
    phones. A password in another script is looked at as its keys too: who leaks one may have typed either.
    """
    half = small[: len(small) // 2]
    said_twice = half * 2 == small and len(half) < 8
    few = len(set(small)) < 4 or (small.isdecimal() and len(small) < FEWEST_DIGITS)
    core = _AROUND.sub("", small)
    typed = {small, small.translate(_KEYS)}
    forms = typed | {core, core.translate(_KEYS)}
    forms |= {form.translate(_LOOKALIKES) for form in forms}
    known = any(len(form) >= SHORTEST_WORD and form in words() for form in forms)
    return said_twice or few or known or min(map(_guesses, typed)) < FEWEST_GUESSES


def _guesses(small: str) -> int:
    """How many are made before this one, by all that is known of how passwords are thought up."""
    from zxcvbn import zxcvbn  # 1.7 MB of lists

    return int(zxcvbn(small[:LONGEST_ESTIMATED])["guesses"])


@cache
def words() -> frozenset[str]:
    """Passwords, words and names that many use, in small letters."""
    from zxcvbn.frequency_lists import FREQUENCY_LISTS

    ours = files(__package__).joinpath("common_passwords.txt").read_text("utf-8").split()
    return frozenset(ours).union(*FREQUENCY_LISTS.values())
