"""What an adapter of a provider's SDK is, and what all of them are made of."""

import json
from collections.abc import Generator, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Literal, NamedTuple, Protocol

import httpx2

from jobwise.domain.model_call import ModelCall, S, Usage, Way

WAYS: tuple[Way, ...] = ("schema", "json", "prompt")
Lack = Literal["shape", "stream", "counts", "limit"]
"""What a server may not support: this way to a shape, streaming, the count of a stream, or the newer name of
the limit of an answer."""


_MOST_TOKENS = 10**9
"""A count beyond it is none: no model reads as much."""


class Manner(NamedTuple):
    """How a server is asked. What it does not support is left out, one after another.

    `new_limit`: the answer's length is limited by OpenAI's newer field, which older servers do not know.
    """

    way: Way = "schema"
    streams: bool = True
    counts: bool = True
    new_limit: bool = True

    def without(self, lack: Lack, ways: tuple[Way, ...]) -> "Manner":
        """The manner without what is lacking; the last of the ways stays."""
        if lack == "shape":
            return self._replace(way=ways[min(ways.index(self.way) + 1, len(ways) - 1)])
        if lack == "stream":
            return self._replace(streams=False)
        return self._replace(counts=False) if lack == "counts" else self._replace(new_limit=False)

    def lesser(self, other: "Manner") -> "Manner":
        """What both can do. *Why:* calls at the same time find out different things."""
        way = max(self.way, other.way, key=WAYS.index)
        return Manner(way, *(mine and yours for mine, yours in zip(self[1:], other[1:], strict=True)))


End = Literal["", "cut", "declined"]
"""How an answer ended where it is not whole: at the limit of its length, or because the model or its
provider would not say it."""
ENDS: Mapping[object, End] = MappingProxyType(
    {
        "length": "cut",
        "max_tokens": "cut",
        "model_context_window_exceeded": "cut",
        "content_filter": "declined",
        "refusal": "declined",
    }
)
"""What servers call it. Sources: the providers' references of `finish_reason` and `stop_reason`."""


class Piece(NamedTuple):
    """What a server sends at a time: words, the name of the model that serves, what it counted, or thoughts
    that are billed as words and are no part of the answer."""

    text: str = ""
    model: str = ""
    usage: Usage | None = None
    thought: str = ""
    end: End = ""


def end_of(told: object) -> End:
    """What a server's reason for the end means; there may be none, or one that is no word."""
    return ENDS.get(told, "") if isinstance(told, str) else ""


class Adapter(Protocol):
    """A provider's SDK; `ways` are those that it has to a shape."""

    ways: tuple[Way, ...]

    def ask(
        self, call: ModelCall[S], manner: Manner, more: tuple[str, str] | None, seconds: float
    ) -> Generator[Piece, None, None]:
        """One request. `more`: the answer before and what is wrong with it. `seconds`: what is left until the
        deadline; the server may not be silent for longer. Raises: Trouble.
        """

    def close(self) -> None:
        """End the connections to the server."""


def system_of(call: ModelCall[S], way: Way) -> str:
    """The system's words, with the shape spelled out where the server takes no schema."""
    if way == "schema":
        return call.system
    schema = json.dumps(call.shape.model_json_schema(), ensure_ascii=False)
    shape = f"Answer with one JSON object and nothing else. It must fit this JSON schema: {schema}"
    return f"{call.system}\n\n{shape}"


def turns(question: str, more: tuple[str, str] | None) -> list[dict[str, str]]:
    """What was said so far: the question, and an answer that was sent back with what is wrong."""
    said = [("user", question), *([("assistant", more[0]), ("user", more[1])] if more else [])]
    return [{"role": role, "content": content} for role, content in said]


def words_of(content: object) -> str:
    """An answer's words; some servers send them in parts. Raises: TypeError where there are none."""
    if isinstance(content, list):
        return "".join(words_of(part.get("text")) for part in content if isinstance(part, dict))
    if content is not None and not isinstance(content, str):
        raise TypeError("an answer that is no text")
    return content or ""


def is_whole(response: httpx2.Response) -> bool:
    """Whether an answer comes in one piece. *Why it is looked at:* servers pass over a wish for a stream."""
    return response.headers.get("content-type", "").startswith("application/json")


class ErrorObject(Exception):
    """An answer that says by its status that all is well, and in its words that it is not."""

    def __init__(self, body: Mapping[str, Any]) -> None:
        super().__init__("an error")
        self.body = body


def whole(response: httpx2.Response) -> Iterator[dict[str, Any]]:
    """The one object of an answer that is no stream. Raises: ValueError where it is none, ErrorObject."""
    body = json.loads(b"".join(response.iter_bytes()))
    if not isinstance(body, dict):
        raise ValueError("no object")
    if body.get("error"):
        raise ErrorObject(body)
    yield body


def counted(asked: object, cached: object, stored: object, answered: object) -> Usage:
    """Tokens as a server tells them; `asked` holds the kept parts. What is no count is none told.

    *Why not taken as they are:* a server that counts below nothing would raise what may be spent.
    """
    all_asked, kept, put_by, said = (
        number if isinstance(number, int) and 0 < number < _MOST_TOKENS else 0
        for number in (asked, cached, stored, answered)
    )
    kept = min(kept, all_asked)
    return Usage(asked=all_asked, cached=kept, stored=min(put_by, all_asked - kept), answered=said)
