"""What a server does not support is found out once, and what it says of other things is told as it is."""

import threading

import pytest

from benchmarks.model_server import (
    GOOD,
    Act,
    Handler,
    errs_inside,
    fails,
    refuses,
    says,
    says_at_once,
    serving,
)
from jobwise.domain.model_call import ROUNDS
from jobwise.errors import ModelFailed
from jobwise.llm import PROVIDERS, language_model, talk
from jobwise.llm.adapting import Manner
from tests.unit.llm.test_language_models import CALL, KEY, choice_of, complete

EACH = pytest.mark.parametrize("provider", PROVIDERS)


@pytest.fixture(autouse=True)
def _no_long_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(talk, "FIRST_PAUSE", 0.001)


@EACH
@pytest.mark.parametrize("status", [400, 404, 422])
def test_a_server_that_cannot_stream_is_asked_for_a_whole_answer_from_then_on(
    provider: str, status: int
) -> None:
    heard: list[str] = []
    with serving(refuses("stream", says(GOOD), status)) as server:
        model = language_model(choice_of(provider, server), KEY)
        first = model.complete(CALL, heard.append, seconds=20)
        then = model.complete(CALL, seconds=20)
    assert first.data.lines[0].text == "Cut costs by 10%"
    assert "".join(heard) == GOOD
    assert (first.spent.tries, then.spent.tries, first.way, first.model) == (2, 1, "schema", "served-1")
    assert (first.spent.usage.asked, first.spent.usage.cached, first.spent.usage.answered) == (100, 60, 20)
    assert (first.spent.lost, first.spent.repaired) == (0, False)
    assert ["stream" in body for body in server.asked] == [True, False, False]


@EACH
def test_a_whole_answer_to_who_asked_for_a_stream_is_taken(provider: str) -> None:
    with serving(says_at_once(GOOD)) as server:
        reply = complete(provider, server)
    assert (reply.spent.tries, reply.spent.lost, reply.spent.usage.answered) == (1, 0, 20)


@EACH
@pytest.mark.parametrize(
    "said",
    [
        "Your organization must be verified to stream this model.",
        "Unsupported value: 'stream' does not support true with this model.",
        "Streaming is not supported.",
    ],
)
def test_a_server_that_says_so_in_words_is_asked_without_a_stream(provider: str, said: str) -> None:
    with serving(fails(400, said), says(GOOD)) as server:
        assert complete(provider, server).spent.tries == 2
    assert "stream" not in server.asked[1]


@pytest.mark.parametrize(
    "said",
    [
        "Unrecognized request argument supplied: max_completion_tokens",
        "Unsupported parameter: 'max_completion_tokens' is not supported with this model. Use 'max_tokens'.",
    ],
)
def test_a_server_that_knows_only_the_older_limit_is_given_that(said: str) -> None:
    with serving(fails(400, said), says(GOOD)) as server:
        assert complete("openai", server).spent.tries == 2
    assert (server.asked[0]["max_completion_tokens"], server.asked[1]["max_tokens"]) == (4000, 4000)
    assert "max_completion_tokens" not in server.asked[1]


def test_a_server_that_knows_hardly_anything_is_asked_once_for_each_thing() -> None:
    plain = says(GOOD)
    for field in ("stream", "response_format", "max_completion_tokens", "stream_options"):
        plain = refuses(field, plain)
    with serving(plain) as server:
        model = language_model(choice_of("openai", server), KEY)
        assert [model.complete(CALL, seconds=20).spent.tries for _ in range(2)] == [6, 1]
    assert set(server.asked[-1]) == {"model", "messages", "max_tokens"}


def test_a_stream_without_its_count_is_no_gift() -> None:
    def uncounted(handler: Handler) -> None:
        handler.begin()
        handler.words(GOOD)
        handler.event("", {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})

    with serving(refuses("stream_options", uncounted)) as server:
        reply = complete("openai", server)
    assert (reply.spent.tries, reply.spent.lost, reply.spent.usage.asked) == (2, 1, 0)


@EACH
def test_calls_at_the_same_time_find_it_out_together(provider: str) -> None:
    both, replies = threading.Barrier(2), []

    def slow(handler: Handler) -> None:
        if "stream" in handler.body:
            both.wait(5)
        refuses("stream", says(GOOD))(handler)

    with serving(slow) as server:
        model = language_model(choice_of(provider, server), KEY)
        calls = [
            threading.Thread(target=lambda: replies.append(model.complete(CALL, seconds=20))) for _ in "ab"
        ]
        for call in calls:
            call.start()
        for call in calls:
            call.join()
    assert [reply.spent.tries for reply in replies] == [2, 2]


@EACH
@pytest.mark.parametrize(
    ("act", "code"),
    [
        (
            fails(400, "This model's maximum context length is 8192 tokens; your json_schema has 9000"),
            "model-room",
        ),
        (fails(400, "max_tokens: 8000 > 4096, which is the maximum for this model"), "model-room"),
        (fails(400, "max_completion_tokens is too large: 8000. It supports at most 4096"), "model-room"),
        (fails(400, "The model `gpt-x` does not exist or you do not have access to it."), "no-model"),
        (fails(404, "model 'gpt-x' not found, try pulling it first"), "no-model"),
        (fails(400, "This model is not supported in your region"), "model-refused"),
        (fails(400, "temperature is not supported, see the schema of requests" + " " * 400), "model-refused"),
        (fails(400, "The prompt was filtered due to content management policy"), "model-declined"),
        (fails(400, "Your credit balance is too low to access the API"), "model-credit"),
        (fails(429, "You exceeded your current quota (insufficient_quota)"), "model-credit"),
        (fails(403, "Forbidden"), "model-key"),
        (fails(400, "upstream said no"), "model-refused"),
    ],
)
def test_a_refusal_for_another_reason_is_told_at_once(provider: str, act: Act, code: str) -> None:
    with serving(act) as server, pytest.raises(ModelFailed) as failed:
        complete(provider, server)
    assert (failed.value.code, len(server.asked), failed.value.spent.answers) == (code, 1, 0)


@EACH
def test_a_request_that_is_said_back_in_an_error_points_at_nothing(provider: str) -> None:
    def echo(handler: Handler) -> None:
        detail = {
            "loc": ["body", "temperature"],
            "msg": "Field required",
            "input": [handler.body, "a content policy"],
        }
        handler.json(422, {"detail": [detail]})

    with serving(echo) as server, pytest.raises(ModelFailed) as failed:
        complete(provider, server)
    assert (failed.value.code, len(server.asked)) == ("model-refused", 1)


@EACH
def test_a_server_that_refuses_everything_is_not_asked_for_ever(provider: str) -> None:
    with serving(fails(400, "stream, schema, stream_options and max_completion_tokens")) as server:
        with pytest.raises(ModelFailed):
            complete(provider, server)
        assert len(server.asked) <= 6


def test_the_lesser_of_two_manners_has_what_both_can() -> None:
    one, two = Manner(way="json", streams=False), Manner(new_limit=False)
    assert one.lesser(two) == two.lesser(one) == Manner("json", streams=False, new_limit=False)


@EACH
@pytest.mark.parametrize("streams", [True, False], ids=["in a stream", "as a whole"])
@pytest.mark.parametrize(
    ("error", "code", "tries"),
    [
        ({"type": "overloaded_error"}, "model-busy", talk.MOST_TRIES),
        ({"type": "rate_limit_error"}, "model-busy", talk.MOST_TRIES),
        ({"code": "rate_limit_exceeded", "type": "tokens"}, "model-busy", talk.MOST_TRIES),
        ({"code": 429}, "model-busy", talk.MOST_TRIES),
        ({"type": "api_error"}, "model-busy", ROUNDS),
        ({"code": 502}, "model-busy", ROUNDS),
        ({"type": "something new"}, "model-busy", ROUNDS),
        ({"type": "authentication_error"}, "model-key", 1),
        ({"type": "not_found_error"}, "no-model", 1),
        ({"type": "insufficient_quota"}, "model-credit", 1),
        ({"code": "context_length_exceeded", "message": "maximum context length is 8192"}, "model-room", 1),
        ({"type": "invalid_request_error"}, "model-refused", 1),
    ],
)
def test_an_error_in_the_place_of_an_answer_is_what_its_status_would_be(
    provider: str, error: dict[str, str | int], code: str, tries: int, streams: bool
) -> None:
    with serving(errs_inside(error, streams=streams)) as server, pytest.raises(ModelFailed) as failed:
        complete(provider, server)
    assert (failed.value.code, len(server.asked)) == (code, tries)
    assert "200" not in str(failed.value)


@EACH
def test_an_overloaded_server_is_asked_again_and_bills_nothing(provider: str) -> None:
    with serving(errs_inside({"type": "overloaded_error"}), says(GOOD)) as server:
        reply = complete(provider, server)
    assert (reply.spent.tries, reply.spent.lost) == (2, 0)
