"""What stands in quote marks stands so in the résumé or the ad."""

import re
from collections.abc import Iterator, Sequence

from jobwise.matching.word_forms import normal, words

_QUOTED = re.compile(r"„([^“”]+)[“”]|“([^”]+)”|«([^»]+)»|(?<![\d\w])\"([^\"]+)\"")


def misquoted(text: str, known: Sequence[str]) -> Iterator[str]:
    """The quotations in a text that are in none of the known texts word for word; case and signs are free."""
    plain = [_plain(other) for other in known]
    for match in _QUOTED.finditer(text):
        said = next(filter(None, match.groups()))
        if not any(_plain(said) in other for other in plain):
            yield said.strip()


def _plain(text: str) -> str:
    return f" {' '.join(word.raw.casefold() for word in words(normal(text)))} "
