"""The word lists of the reader: headings, titles, employers, schools, degrees, in thirteen languages.

The lists are facts about words, kept in `data/*.json`; this module looks words up in them.
"""

import json
import re
import unicodedata
from functools import lru_cache
from importlib.resources import files
from typing import Any

_WORD = re.compile(r"[^\W_]+(?:[.'’&/-][^\W_]+)*")


@lru_cache(maxsize=4)
def table(name: str) -> dict[str, Any]:
    """A table of `reading/data`."""
    text = (files("jobwise.reading") / "data" / f"{name}.json").read_text("utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


@lru_cache(maxsize=64)
def word_set(name: str) -> frozenset[str]:
    """A list of `words.json`, folded."""
    return frozenset(fold(word) for word in table("words")[name])


@lru_cache(maxsize=16)
def either(name: str) -> str:
    """A list of `words.json` as a pattern's alternatives, longest first."""
    return "|".join(re.escape(word) for word in sorted(table("words")[name], key=len, reverse=True))


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Small letters without accents."""
    spread = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in spread if not unicodedata.combining(char)).replace("’", "'")


def tokens(text: str) -> list[str]:
    """The words of a text, folded; dots, hyphens and slashes inside a word also part it."""
    found: list[str] = []
    for match in _WORD.finditer(text):
        word = fold(match[0])
        parts = re.split(r"[/&-]", word)
        found += [word, *parts] if len(parts) > 1 else [word]
    return found


def role_label(text: str) -> str:
    """What a label says of the text behind it: "Employer:" -> who; "" when it is no label."""
    return _role_labels().get(fold(text.strip(" :：.◦•-")), "")


@lru_cache(maxsize=1)
def _role_labels() -> dict[str, str]:
    roles = table("words")["role_labels"]
    return {fold(word): role for role, words in roles.items() for word in words}


@lru_cache(maxsize=8192)
def count(name: str, text: str) -> int:
    """How many words of a text are on a list; words of Chinese and Japanese are found inside the text."""
    known = word_set(name)
    hits = sum(token in known or token.rstrip("s") in known for token in tokens(text))
    cjk = table("words").get(f"{name}_cjk")
    return hits + (sum(word in text for word in cjk) if cjk and not text.isascii() else 0)
