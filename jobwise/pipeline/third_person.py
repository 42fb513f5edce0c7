"""Sentences of the score, made for the person it is of, as somebody else reads them."""

import re

_QUOTED = re.compile(r"(“[^”]*”)")
_SAID = (
    (re.compile(r"\b([Yy])ou have\b"), lambda found: "They have" if found[1] == "Y" else "they have"),
    (re.compile(r"\bYour (profile|dates|nearest)\b"), lambda found: f"Their {found[1]}"),
    (re.compile(r"\byour\b"), lambda _: "their"),
    (re.compile(r"\byou did\b"), lambda _: "they did"),
)


def third_person(sentence: str) -> str:
    """The sentence about "them"; what stands in quotation marks stays.

    >>> third_person("“SQL” stands in your job at Northgate Parcel.")
    '“SQL” stands in their job at Northgate Parcel.'
    """
    parts = _QUOTED.split(sentence)
    return "".join(part if place % 2 else _turned(part) for place, part in enumerate(parts))


def _turned(words: str) -> str:
    for pattern, other in _SAID:
        words = pattern.sub(other, words)
    return words
