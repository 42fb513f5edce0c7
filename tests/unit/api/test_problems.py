"""What answers to failures say beside the problem."""

import asyncio

import pytest
from fastapi import Request

from jobwise import errors
from jobwise.api.problems import STATUS, Refusal, problem, told

REQUEST = Request({"type": "http", "headers": []})


@pytest.mark.parametrize("kind", STATUS)
def test_who_is_to_wait_is_told_how_long(kind: type[errors.JobWiseError]) -> None:
    answer = asyncio.run(told(REQUEST, kind("Wrong", "Do this.", code="wrong")))
    assert ("retry-after" in answer.headers) == (answer.status_code in (429, 503))


def test_a_refusal_that_knows_better_says_so() -> None:
    answer = asyncio.run(told(REQUEST, Refusal(429, "Wrong", "Do this.", "wrong", {"Retry-After": "7"})))
    assert answer.headers.getlist("retry-after") == ["7"]
    assert problem(503, "Wrong", "Do this.", "wrong").headers["retry-after"] == "5"
