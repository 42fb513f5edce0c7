"""What servers mean by the words of a refusal, found by how the ones that are known say it."""

import re
from collections.abc import Mapping

from jobwise.llm.adapting import Lack

Told = tuple[str, str, str]
"""What a person is told: what is wrong, what to do, and the code."""
_FIELDS: Mapping[Lack, re.Pattern[str]] = {
    "counts": re.compile(r"stream_options|include_usage"),
    "limit": re.compile(r"max_completion_tokens"),
    "shape": re.compile(r"response.?format|output.?(?:config|format)|json.?(?:schema|object|mode)|structured"
                        r"|grammar", re.I),
    "stream": re.compile(r"\bstream(?:ing|ed|s)?\b", re.I),
}  # fmt: skip
"""How servers name what they do not support; the first that fits counts."""
_ROOM = re.compile(
    r"context.?(?:size|length|window|limit)|(?:prompt|input|request) (?:is )?too l|many tokens", re.I
)
_SHORT = re.compile(
    r"max(?:_completion|_output)?_tokens.{0,80}"
    r"(?:too (?:large|high|big)|above|at most|exceed|maximum|less than|> ?\d)",
    re.I,
)
_CREDIT = re.compile(
    r"insufficient.?(?:quota|balance|credit|funds)|credit balance|exceeded your current quota", re.I
)
_POLICY = re.compile(
    r"content.?(?:policy|filter|management)|usage polic|moderation|safety (?:system|filter)|flagged", re.I
)
_MODEL = re.compile(
    r"model_not_found|(?:unknown|invalid|no such) model"
    r"|\bmodel\b.{0,80}(?:not exist|not found|not a valid|not available|have access|unknown)",
    re.I,
)
_LOOKED_AT = 400
"""Characters of an error."""
UNABLE: tuple[Told, Told] = (
    ("The server cannot answer in the way it was asked", "Choose another server or model.", "model-refused"),
    ("The model cannot answer in a shape", "Choose another model.", "model-shape"),
)
_KEY = ("The key was not accepted", "Check the key and what it is allowed to do.", "model-key")
_NO_MODEL = ("The server does not know this model", "Check its name and the address.", "no-model")
_REFUSALS = frozenset({400, 404, 415, 422, 501})
PLAIN: Mapping[int, Told] = {401: _KEY, 403: _KEY, 404: _NO_MODEL}
_MEANINGS: tuple[tuple[tuple[set[int], re.Pattern[str]], Told], ...] = (
    (
        ({400, 413, 422}, _ROOM),
        (
            "The question is too long for the model",
            "Choose a model that has room for longer texts, or finish without one.",
            "model-room",
        ),
    ),
    (
        ({400, 422}, _SHORT),
        (
            "The model's answers are too short for this text",
            "Choose a model that may write longer answers, or finish without one.",
            "model-room",
        ),
    ),
    (
        ({400, 402, 403, 429}, _CREDIT),
        (
            "The account at the provider has no credit left",
            "Look at your account there, or finish without a model.",
            "model-credit",
        ),
    ),
    (
        ({400, 403, 422}, _POLICY),
        (
            "The provider's rules do not let the model read this text",
            "Choose another model, or finish without one.",
            "model-declined",
        ),
    ),
    (({400, 403, 404, 422}, _MODEL), _NO_MODEL),
)
"""(statuses and words) -> what they mean."""


def meaning(status: int, said: str) -> Told | None:
    """What a refusal means that has nothing to do with how the server was asked."""
    words = _beginning(said)
    return next((told for found, told in _MEANINGS if status in found[0] and found[1].search(words)), None)


def lacking(status: int, said: str, body: object, lacks: Mapping[str, Lack]) -> Lack | None:
    """What a server does not support of what was asked for. What it points at comes before its words."""
    if status not in _REFUSALS:
        return None
    words = _pointed(body) or _beginning(said)
    return next(
        (lack for lack, names in _FIELDS.items() if lack in lacks.values() and names.search(words)), None
    )


def _beginning(said: str) -> str:
    """*Why no more:* what follows is often the request, said back, with words of the person's."""
    return said[:_LOOKED_AT].partition("'input'")[0]


def _pointed(body: object) -> str:
    """The fields that an error names apart: OpenAI's `param`, and the `loc` of servers made with FastAPI."""
    error = body if isinstance(body, Mapping) else {}
    details = error.get("detail")
    places = (
        [each.get("loc") for each in details if isinstance(each, Mapping)]
        if isinstance(details, list)
        else []
    )
    return " ".join(str(name) for name in [error.get("param"), *places] if name)
