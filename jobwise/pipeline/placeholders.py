"""Keeps from a model who the person is and how to reach them: it sees `[[NAME]]` and the like.

*Why both ways:* what comes back holds the same placeholders, and the true words go in again here.
"""

import re
from collections.abc import Iterator

from jobwise.domain.profile import Basics, Profile

_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\bhttps?://\S+|\bwww\.\S+")
PLACEHOLDER = re.compile(r"\[\[[A-Z]+\d*\]\]")
_SHORTEST = 2
"""Letters of a part of a name that is hidden on its own; an initial gives nobody away."""


class Placeholders:
    """What stands for what in one profile."""

    def __init__(self, profile: Profile) -> None:
        values = dict.fromkeys([*_contact(profile.basics), *_found(profile)])
        named = {value: f"[[{kind}{number}]]" for number, (kind, value) in enumerate(values, start=1)}
        self._hidden = dict(sorted(named.items(), key=lambda pair: -len(pair[0])))
        self._shown = {placeholder: value for value, placeholder in named.items()}
        parts = "|".join(re.escape(value) for value in self._hidden)
        self._pattern = re.compile(rf"(?<!\w)(?:{parts})(?!\w)") if parts else None

    def hide(self, text: str) -> str:
        """The text with a placeholder for everything that would tell who the person is."""
        if self._pattern is None:
            return text
        return self._pattern.sub(lambda found: self._hidden[found[0]], text)

    def restore(self, text: str) -> str | None:
        """The text with the true words, or None where it holds a placeholder that stands for nothing."""
        if any(found not in self._shown for found in PLACEHOLDER.findall(text)):
            return None
        return PLACEHOLDER.sub(lambda found: self._shown[found[0]], text)


def _contact(basics: Basics) -> Iterator[tuple[str, str]]:
    """(kind, words) of what is known of the person, a name also by its parts."""
    for kind, words in (
        ("NAME", basics.name),
        ("EMAIL", basics.email),
        ("PHONE", basics.phone),
        ("LINK", basics.url),
        ("ADDRESS", basics.location.address),
        ("ADDRESS", basics.location.postal_code),
        ("ADDRESS", basics.location.text),
        *(("LINK", network.url) for network in basics.profiles),
        *(("LINK", network.username) for network in basics.profiles),
    ):
        if len(words.strip()) >= _SHORTEST:
            yield kind, words.strip()
    for part in basics.name.split():
        if len(part) >= _SHORTEST and part[0].isupper():
            yield "NAME", part


def _found(profile: Profile) -> Iterator[tuple[str, str]]:
    """Addresses that stand anywhere in the facts, of others too."""
    for fact in profile.facts():
        for found in _ADDRESS.finditer(fact.text):
            yield "LINK", found[0].rstrip(".,;)")
