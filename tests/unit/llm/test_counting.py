"""What is counted of an answer: all of it, once, and nothing that was not told."""

from typing import Any

import pytest

from benchmarks.model_server import GOOD, Act, Handler, says, serving
from jobwise.domain.model_call import Usage
from jobwise.llm import PROVIDERS, talk
from jobwise.llm.adapting import counted
from tests.unit.llm.test_language_models import complete

EACH = pytest.mark.parametrize("provider", PROVIDERS)


@pytest.fixture(autouse=True)
def _no_long_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(talk, "FIRST_PAUSE", 0.001)


def counting(start: dict[str, Any], *later: dict[str, Any], words: str = GOOD) -> Act:
    """An answer of Anthropic's that counts so at its start and on its way."""

    def act(handler: Handler) -> None:
        handler.begin()
        handler.head({"output_tokens": 0, **start})
        handler.words(words)
        for usage in later:
            delta = {"stop_reason": "end_turn", "stop_sequence": None}
            handler.event("message_delta", {"type": "message_delta", "delta": delta, "usage": usage})
        handler.event("message_stop", {"type": "message_stop"})

    return act


@pytest.mark.parametrize(
    ("start", "later", "used"),
    [
        ({"input_tokens": 40}, [{"output_tokens": 20}], Usage(asked=40, answered=20)),
        (
            {"input_tokens": 40, "cache_read_input_tokens": 60, "cache_creation_input_tokens": 5},
            [{"output_tokens": 20}],
            Usage(asked=105, cached=60, stored=5, answered=20),
        ),
        (
            {"input_tokens": 0},
            [{"input_tokens": 40, "cache_read_input_tokens": 60, "output_tokens": 20}],
            Usage(asked=100, cached=60, answered=20),
        ),
        (
            {"input_tokens": 10, "cache_creation_input_tokens": 90},
            [
                {"input_tokens": 10, "output_tokens": 7},
                {"input_tokens": 30, "cache_creation_input_tokens": 90, "output_tokens": 20},
            ],
            Usage(asked=120, stored=90, answered=20),
        ),
        (
            {"input_tokens": 40, "cache_read_input_tokens": 60},
            [{"input_tokens": None, "cache_read_input_tokens": None, "output_tokens": 20}],
            Usage(asked=100, cached=60, answered=20),
        ),
    ],
)
def test_anthropics_later_counts_hold_the_earlier_ones(
    start: dict[str, Any], later: list[dict[str, Any]], used: Usage
) -> None:
    with serving(counting(start, *later)) as server:
        reply = complete("anthropic", server)
    assert (reply.spent.usage, reply.spent.lost) == (used, 0)


@pytest.mark.parametrize(
    ("start", "later"),
    [
        ({}, [{"output_tokens": 20}]),
        ({"input_tokens": 40}, [{"output_tokens": 0}]),
        ({"input_tokens": "many"}, [{"output_tokens": 20}]),
        ({"input_tokens": -40}, [{"output_tokens": 20}]),
    ],
)
def test_half_a_count_is_none(start: dict[str, Any], later: list[dict[str, Any]]) -> None:
    with serving(counting(start, *later)) as server:
        reply = complete("anthropic", server)
    assert (reply.spent.usage, reply.spent.lost) == (Usage(), 1)


@EACH
def test_a_round_without_a_count_is_unknown_beside_one_that_has_it(provider: str) -> None:
    def uncounted(handler: Handler) -> None:
        handler.begin()
        handler.words("nothing of use")
        if provider == "openai":
            handler.event("", {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
        else:
            delta = {
                "type": "message_delta",
                "delta": {"stop_reason": "end_turn"},
                "usage": {"output_tokens": 0},
            }
            handler.event("message_delta", delta)

    with serving(uncounted, says(GOOD)) as server:
        reply = complete(provider, server)
    assert (reply.spent.repaired, reply.spent.lost, reply.spent.usage.answered) == (True, 1, 20)


def test_openais_kept_and_stored_tokens_are_parts_of_what_was_asked() -> None:
    def act(handler: Handler) -> None:
        handler.begin()
        handler.words(GOOD)
        parts = {"cached_tokens": 60, "cache_write_tokens": 30}
        usage = {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120}
        handler.event("", {"choices": [], "usage": {**usage, "prompt_tokens_details": parts}})

    with serving(act) as server:
        reply = complete("openai", server)
    assert reply.spent.usage == Usage(asked=100, cached=60, stored=30, answered=20)


@pytest.mark.parametrize(
    ("told", "used"),
    [
        ((100, 60, 20, 5), Usage(asked=100, cached=60, stored=20, answered=5)),
        ((100, 500, 20, 5), Usage(asked=100, cached=100, answered=5)),
        ((-100, -5, -5, -5), Usage()),
        ((None, "x", 1.5, {}), Usage()),
    ],
)
def test_no_count_lowers_what_was_spent(told: tuple[Any, Any, Any, Any], used: Usage) -> None:
    assert counted(*told) == used
