"""The description is that of the code, tells all of each operation, and its examples are of its shapes."""

import json
from typing import Any

import jsonschema
import pytest

from benchmarks.dashboard import ROOT
from benchmarks.openapi import FILE, written
from jobwise.api.description import operations

DESCRIPTION = json.loads(FILE.read_text(encoding="utf-8"))
OPERATIONS = {
    operation["operationId"]: (method, operation) for method, _, operation in operations(DESCRIPTION)
}
SHOWN = ("application/json", "text/event-stream")
A_FILE = "application/octet-stream"


def test_the_file_is_what_the_code_says() -> None:
    assert FILE.read_text(encoding="utf-8") == written(), "write it anew: make openapi"


@pytest.mark.parametrize("name", OPERATIONS)
def test_an_operation_says_everything(name: str) -> None:
    method, operation = OPERATIONS[name]
    assert operation["summary"]
    assert operation["description"]
    assert operation["tags"]
    answers = operation["responses"]
    assert {"422", "429"} <= answers.keys()
    if "security" in operation:
        assert {"401", "403"} <= answers.keys()
    if "requestBody" in operation:
        assert {"413", "415"} <= answers.keys()
    if method in ("put", "patch"):
        assert {"412", "428"} <= answers.keys()
    for status, answer in answers.items():
        if int(status) >= 400:
            assert [*answer["content"]] == ["application/problem+json"]


def test_the_guide_tells_every_refusal() -> None:
    guide = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1] for line in guide.splitlines() if line.startswith(("| 4", "| 5"))]
    told = {status.strip() for row in rows for status in row.split(",")}
    answers = {status for _, one in OPERATIONS.values() for status in one["responses"]}
    assert {status for status in answers if int(status) >= 400} <= told


@pytest.mark.parametrize("name", OPERATIONS)
def test_an_operation_has_examples_of_its_shapes(name: str) -> None:
    _, operation = OPERATIONS[name]
    said = [operation["requestBody"]] if "requestBody" in operation else []
    said += [answer for status, answer in operation["responses"].items() if status.startswith("2")]
    contents = [one.get("content", {}) for one in said]
    for content in (content for content in contents if A_FILE not in content):
        for kind in (kind for kind in SHOWN if kind in content):
            assert "example" in content[kind], f"{kind}: write it anew: make openapi"
            check(content[kind]["example"], content[kind]["schema"])


def check(value: Any, schema: dict[str, Any]) -> None:
    whole = {**schema, "components": DESCRIPTION["components"]}
    jsonschema.Draft202012Validator(whole).validate(value)
