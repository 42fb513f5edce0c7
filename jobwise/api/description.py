"""The API's description: what the framework finds out, with problems, the key and examples as they are."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from fastapi import FastAPI

from jobwise.api.answers import POSTED, WHAT, WITH_BODY
from jobwise.api.idempotency import HEADER
from jobwise.api.problems import MEDIA_TYPE

EXAMPLES = Path(__file__).with_name("examples.json")
"""Operation id -> {"request": ..., "answer": ...}, as `python -m benchmarks.api_examples` wrote them down."""
METHODS = ("get", "put", "post", "patch", "delete")
_JSON, A_FILE = "application/json", "application/octet-stream"
_KEY = {
    "name": HEADER,
    "in": "header",
    "required": False,
    "description": "Your own word for this request: sent again with it, it is done once.",
    "schema": {"type": "string", "pattern": "^[!-~]{1,255}$"},
}


def describe(api: FastAPI) -> None:
    """Have the API give this description, made once."""
    made: dict[str, Any] = {}
    found_out = api.openapi

    def openapi() -> dict[str, Any]:
        if not made:
            made.update(_finished(found_out()))
        return made

    api.openapi = openapi  # type: ignore[method-assign]


def operations(description: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """(method, path, operation) of each."""
    for path, ways in description["paths"].items():
        for method, operation in ways.items():
            if method in METHODS:
                yield method, path, operation


def _finished(description: dict[str, Any]) -> dict[str, Any]:
    known = _examples()
    for method, _, operation in operations(description):
        _add_what_surrounds(method, operation)
        for status, answer in operation["responses"].items():
            content = answer.get("content", {})
            if int(status) >= 400 and _JSON in content:
                content[MEDIA_TYPE] = content.pop(_JSON)
        _show(operation, known.get(operation["operationId"], {}))
    for shape in description["components"]["schemas"].values():
        for field in shape.get("properties", {}).values():
            if field.get("contentMediaType") == A_FILE:  # programs that make clients know it by its format
                field["format"] = "binary"
    for unused in ("HTTPValidationError", "ValidationError"):
        description["components"]["schemas"].pop(unused, None)
    return description


def _add_what_surrounds(method: str, operation: dict[str, Any]) -> None:
    """What is done before a route is asked: bodies are weighed, and posts can be repeated."""
    more: tuple[int, ...] = WITH_BODY if "requestBody" in operation else ()
    if method == "post":
        more += POSTED
        operation.setdefault("parameters", []).append(_KEY)
    for status in more:
        content = {_JSON: {"schema": {"$ref": "#/components/schemas/Problem"}}}
        operation["responses"].setdefault(str(status), {"description": WHAT[status], "content": content})


def _show(operation: dict[str, Any], example: dict[str, Any]) -> None:
    if "request" in example:
        for content in operation["requestBody"]["content"].values():
            content["example"] = example["request"]
    if "answer" in example:
        good = next(answer for status, answer in operation["responses"].items() if status[0] == "2")
        for content in good["content"].values():
            content["example"] = example["answer"]


@cache
def _examples() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = json.loads(EXAMPLES.read_text(encoding="utf-8"))
    return found
