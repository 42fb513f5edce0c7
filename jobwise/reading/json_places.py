"""Where each value of a JSON text stands in it."""

import json
import re

from jobwise.errors import UnreadableFile

Path = tuple[str | int, ...]
Span = tuple[int, int]

MAX_DEPTH = 32
"""A résumé needs six. Paths of a deeper text would cost memory by the product of depth and length."""
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]:,]|[^\s{}\[\]:,"]+', re.DOTALL)


def spans_of(text: str) -> dict[Path, Span]:
    """Path of each scalar -> (start, end) in a text that is known to be JSON; quotes left out.

    Raises: UnreadableFile when it is nested deeper than MAX_DEPTH.
    """
    spans: dict[Path, Span] = {}
    path: list[str | int] = []
    at_key = False
    for token in _TOKEN.finditer(text):
        mark = token[0]
        if mark in ("{", "["):
            path.append("" if mark == "{" else 0)
            at_key = mark == "{"
            _check_depth(len(path))
        elif mark in ("}", "]"):
            path.pop()
        elif mark == ",":
            at_key = not _step(path)
        elif mark == ":":
            at_key = False
        elif at_key:
            path[-1] = json.loads(mark)
        else:
            quote = mark[0] == '"'
            spans[tuple(path)] = (token.start() + quote, token.end() - quote)
    return spans


def _step(path: list[str | int]) -> bool:
    """Go to the next element of a list; False within an object, where a key comes next."""
    last = path[-1]
    if isinstance(last, int):
        path[-1] = last + 1
        return True
    return False


def _check_depth(depth: int) -> None:
    if depth > MAX_DEPTH:
        raise UnreadableFile(
            "This JSON is nested too deeply",
            "A JSON Resume has few levels. Export it again from the program that made it.",
            code="too-deep",
        )
