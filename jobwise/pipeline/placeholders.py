"""Keeps from a model who the person is and how to reach them: it sees `[[NAME1]]` and the like.

*Why both ways:* what comes back holds the same placeholders, and the true words go in again here.
"""

import re
import threading
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from jobwise.domain.profile import Profile
from jobwise.matching.personal_words import PersonalWords

PLACEHOLDER = re.compile(r"\[\[[A-Z]+\d*\]\]")


class Placeholders:
    """What stands for what in one profile: each spelling of a name has a placeholder of its own.

    *Why `texts`:* they are numbered in one order, whichever is asked about first, so that the same question
    has the same words.
    """

    def __init__(self, profile: Profile, texts: Iterable[str] = ()) -> None:
        self._personal = PersonalWords(profile.basics)
        self._hidden: dict[str, str] = {}
        self._shown: dict[str, str] = {}
        self._lock = threading.Lock()
        for text in (*(fact.text for fact in profile.facts()), *texts):
            self.hide(text)

    def hide(self, text: str) -> str:
        """The text with a placeholder for everything that would tell who the person is."""
        parts, end = [], 0
        for start, stop, kind in self._spans(text):
            parts += [text[end:start], self._placeholder(kind, text[start:stop])]
            end = stop
        return "".join([*parts, text[end:]])

    def hide_in(self, value: Any) -> Any:
        """The same in every text of lists and dicts."""
        if isinstance(value, str):
            return self.hide(value)
        if isinstance(value, Mapping):
            return {name: self.hide_in(one) for name, one in value.items()}
        return [self.hide_in(one) for one in value] if isinstance(value, list | tuple) else value

    def restore(self, text: str) -> str | None:
        """The text with the true words, or None where it holds a placeholder that stands for nothing."""
        if any(found not in self._shown for found in PLACEHOLDER.findall(text)):
            return None
        return PLACEHOLDER.sub(lambda found: self._shown[found[0]], text)

    def _placeholder(self, kind: str, words: str) -> str:
        with self._lock:
            if words not in self._hidden:
                placeholder = f"[[{kind}{len(self._hidden) + 1}]]"
                self._hidden[words], self._shown[placeholder] = placeholder, words
            return self._hidden[words]

    def _spans(self, text: str) -> Iterator[tuple[int, int, str]]:
        """(start, end, kind) of what is hidden, in order; what overlaps is hidden as one."""
        start, end, kind = 0, 0, ""
        for begun, ended, found in sorted(self._personal.found(text), key=lambda span: (span[0], -span[1])):
            if begun < end:
                end = max(end, ended)
                continue
            if kind:
                yield start, end, kind
            start, end, kind = begun, ended, found
        if kind:
            yield start, end, kind
