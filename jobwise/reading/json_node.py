"""An object of a JSON Resume that knows where it stands and what was taken out of it."""

import re
from collections.abc import Iterator

from jobwise.domain.profile import Place
from jobwise.errors import UnreadableFile
from jobwise.reading.decoding import without_controls
from jobwise.reading.json_places import Path, Span

_DATE = re.compile(r"([12]\d{3})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?:[T ].*)?", re.ASCII)
_OPEN_END = {"present", "current", "now", "today", "ongoing"}
_TYPE_NAMES = {dict: "an object", list: "a list", str: "text", bool: "true or false", int: "a number"}


class Node:
    """A JSON object with typed ways to its values; each way marks the key as taken.

    Every way raises UnreadableFile when the value has another type than the format gives it.
    """

    def __init__(self, value: dict[str, object], path: Path, spans: dict[Path, Span]) -> None:
        self._value = value
        self._path = path
        self._spans = spans
        self._taken: set[str] = set()

    def text(self, *keys: str, numbers: bool = False) -> str:
        """The first of `keys` that holds words; `numbers` lets `3.9` stand for `"3.9"`."""
        for key in keys:
            value = self._take(key)
            if isinstance(value, int | float) and not isinstance(value, bool) and numbers:
                return str(value)
            if isinstance(value, str) and value.strip():
                return without_controls(value).strip()
            if value is not None and not isinstance(value, str):
                raise wrong_type((*self._path, key), value, "text")
        return ""

    def date(self, key: str) -> tuple[str | None, str]:
        """The date as `YYYY[-MM[-DD]]` or `present`, and its words when they are not a date."""
        words = self.text(key, numbers=True)
        if words.lower() in _OPEN_END:
            return "present", ""
        match = _DATE.fullmatch(words)
        if match is None:
            return None, words
        year, month, day = match[1], int(match[2] or 1), int(match[3] or 1)
        if not (1 <= month <= 12 and 1 <= day <= 31):
            return None, words
        return year + (f"-{month:02d}" if match[2] else "") + (f"-{day:02d}" if match[3] else ""), ""

    def texts(self, key: str) -> list[tuple[str, Place]]:
        """The words of a list of texts, each with its place; empty ones are left out."""
        found = []
        for index, value in enumerate(self._list(key)):
            if value is not None and not isinstance(value, str):
                raise wrong_type((*self._path, key, index), value, "text")
            if value and value.strip():
                found.append((without_controls(value).strip(), self._place((*self._path, key, index))))
        return found

    def nodes(self, key: str) -> list["Node"]:
        """The objects of a list; nulls are left out."""
        found = []
        for index, value in enumerate(self._list(key)):
            path = (*self._path, key, index)
            if value is not None and not isinstance(value, dict):
                raise wrong_type(path, value, "an object")
            if value:
                found.append(Node(value, path, self._spans))
        return found

    def node(self, key: str) -> "Node":
        """The object under `key`; an empty one when it is absent or null."""
        value = self._take(key)
        if value is not None and not isinstance(value, dict):
            raise wrong_type((*self._path, key), value, "an object")
        return Node(value or {}, (*self._path, key), self._spans)

    def holds_text(self, key: str) -> bool:
        """Whether `key` holds a text, where an object is also allowed."""
        return isinstance(self._value.get(key), str)

    def place(self, *keys: str) -> Place | None:
        """From the first to the last of the values under `keys`."""
        filled = ((*self._path, key) for key in keys if self._value.get(key) not in (None, ""))
        spans = [self._spans[path] for path in filled if path in self._spans]
        if not spans:
            return None
        return Place(start=min(start for start, _ in spans), end=max(end for _, end in spans))

    def skip(self, *keys: str) -> None:
        """Mark keys as taken that say nothing about the person."""
        self._taken.update(keys)

    def left(self) -> Iterator[tuple[str, str, Place]]:
        """What nobody took: (where it stood, its words, its place)."""
        for key, value in self._value.items():
            if key not in self._taken:
                yield from _leaves(value, (*self._path, key), self._spans)

    def _take(self, key: str) -> object:
        self._taken.add(key)
        return self._value.get(key)

    def _list(self, key: str) -> list[object]:
        value = self._take(key)
        if value is not None and not isinstance(value, list):
            raise wrong_type((*self._path, key), value, "a list")
        return value or []

    def _place(self, path: Path) -> Place:
        start, end = self._spans[path]
        return Place(start=start, end=end)


def wrong_type(path: Path, value: object, expected: str) -> UnreadableFile:
    """The refusal that names the place: `work[0].name is a list where text belongs`."""
    found = _TYPE_NAMES.get(type(value), "a number")
    return UnreadableFile(
        "This file does not follow JSON Resume",
        f"{dotted(path) or 'The file'} is {found} where {expected} belongs. Mend it, then upload it again.",
        code="wrong-type",
    )


def dotted(path: Path) -> str:
    """`work[0].name`."""
    parts = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return "".join(parts).removeprefix(".")[:200]


def _leaves(value: object, path: Path, spans: dict[Path, Span]) -> Iterator[tuple[str, str, Place]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(inner, (*path, key), spans)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _leaves(inner, (*path, index), spans)
    elif value is not None and (words := without_controls(str(value)).strip()):
        start, end = spans[path]
        yield dotted(path), words, Place(start=start, end=end)
