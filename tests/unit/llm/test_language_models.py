"""Both SDKs against a real server that misbehaves: every call ends in an answer or in a sentence."""

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import replace
from typing import cast

import pytest
from pydantic import SecretStr

from benchmarks.model_server import (
    GOOD,
    Act,
    Handler,
    Server,
    answers_once,
    babbles,
    breaks_off,
    drips,
    fails,
    goes_on_for_ever,
    hangs,
    refuses,
    says,
    serving,
)
from jobwise.domain.base import Model
from jobwise.domain.model_call import ROUNDS, ModelCall, ModelChoice, ModelReply, NoAnswer, Usage
from jobwise.errors import ModelFailed
from jobwise.llm import PROVIDERS, Connections, language_model, model_choice, talk
from jobwise.llm.breaker import OPEN_AFTER

EACH = pytest.mark.parametrize("provider", PROVIDERS)
KEY = SecretStr("sk-secret")


class Written(Model):
    id: str
    text: str


class Answer(Model):
    lines: tuple[Written, ...]


CALL = ModelCall(prompt="reword@1", system="You reword.", shared="Facts: a", task="Reword a.", shape=Answer)


@pytest.fixture(autouse=True)
def _no_long_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(talk, "FIRST_PAUSE", 0.001)


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Seconds that were waited between tries; nobody waits for them."""
    waited: list[float] = []
    monkeypatch.setattr(talk, "_wait", lambda seconds, _: waited.append(seconds))
    return waited


def address(server: Server, provider: str) -> str:
    path = "/v1" if provider == "openai" else ""
    return f"http://127.0.0.1:{server.server_port}{path}"


def choice_of(provider: str, server: Server) -> ModelChoice:
    return model_choice(f"{provider}:some-model", address(server, provider))


def complete(
    provider: str, server: Server, *, silent: float = 60.0, deadline: float = 20.0, repair: bool = True
) -> ModelReply[Answer]:
    model = language_model(choice_of(provider, server), KEY, seconds=silent)
    return model.complete(CALL, seconds=deadline, again=lambda _: repair)


@EACH
def test_an_answer_comes_in_its_shape_with_what_it_cost(provider: str) -> None:
    heard: list[str] = []
    with serving(says(GOOD)) as server:
        model = language_model(choice_of(provider, server), KEY)
        reply = model.complete(CALL, heard.append, seconds=20)
    assert reply.data.lines[0].text == "Cut costs by 10%"
    assert (reply.model, reply.way, reply.spent.tries) == ("served-1", "schema", 1)
    assert (reply.spent.usage.asked, reply.spent.usage.cached, reply.spent.usage.answered) == (100, 60, 20)
    assert "".join(heard) == GOOD
    assert len(heard) > 2
    assert server.asked[0]["model"] == "some-model"


@EACH
def test_what_is_shared_stands_first_and_may_be_cached(provider: str) -> None:
    with serving(says(GOOD)) as server:
        complete(provider, server)
    if provider == "anthropic":
        assert server.asked[0]["system"][1] == {
            "type": "text",
            "text": "Facts: a",
            "cache_control": {"type": "ephemeral"},
        }
    else:
        assert server.asked[0]["messages"][1]["content"].startswith("Facts: a")


@EACH
@pytest.mark.parametrize("status", [408, 409, 429, 500, 503])
def test_a_busy_server_is_asked_again(provider: str, status: int) -> None:
    with serving(fails(status), says(GOOD)) as server:
        assert complete(provider, server).spent.tries == 2


@EACH
def test_the_server_says_how_long_to_wait(provider: str) -> None:
    with serving(fails(429, retry_after="0.3"), says(GOOD)) as server:
        start = time.monotonic()
        complete(provider, server)
    assert time.monotonic() - start >= 0.3


@EACH
def test_a_wait_beyond_the_deadline_is_not_begun(provider: str) -> None:
    with serving(fails(429, retry_after="600")) as server, pytest.raises(ModelFailed) as failed:
        complete(provider, server, deadline=2.0)
    assert failed.value.code == "model-busy"
    assert len(server.asked) == 1


@EACH
@pytest.mark.parametrize(
    ("act", "code", "tries"),
    [
        (fails(401), "model-key", 1),
        (fails(404), "no-model", 1),
        (fails(400, "bad"), "model-refused", 1),
        (fails(500), "model-busy", talk.MOST_TRIES),
        (says(""), "model-empty", ROUNDS),
        (babbles, "model-empty", ROUNDS),
        (says('{"lines": [{"id": 1}]}'), "model-shape", 2),
        (says("I would love to help!"), "model-shape", 2),
        (goes_on_for_ever, "model-endless", 1),
        (breaks_off, "model-away", ROUNDS),
    ],
)
def test_every_failure_ends_in_a_sentence(provider: str, act: Act, code: str, tries: int) -> None:
    with serving(act) as server, pytest.raises(ModelFailed) as failed:
        complete(provider, server)
    assert failed.value.code == code
    assert len(server.asked) == tries
    assert "sk-secret" not in f"{failed.value!r} {failed.value}"


@EACH
@pytest.mark.parametrize("streams", [True, False])
@pytest.mark.parametrize(
    ("act", "code"),
    [
        (says(GOOD[:30], openai="length", anthropic="max_tokens"), "model-room"),
        (says("", openai="length", anthropic="model_context_window_exceeded"), "model-room"),
        (says(GOOD[:30], openai="content_filter", anthropic="refusal"), "model-declined"),
        (says("", openai="content_filter", anthropic="refusal"), "model-declined"),
    ],
)
def test_an_answer_that_its_own_side_ends_is_not_asked_for_again(
    provider: str, act: Act, code: str, *, streams: bool
) -> None:
    act = act if streams else refuses("stream", act)
    with serving(act) as server, pytest.raises(NoAnswer) as failed:
        complete(provider, server)
    assert failed.value.code == code
    assert [failed.value.spent.rounds, failed.value.spent.usage.answered] == [1, 20]
    assert len(server.asked) == (1 if streams else 2)


@EACH
def test_an_answer_that_is_whole_at_its_limit_is_taken(provider: str) -> None:
    with serving(says(GOOD, openai="length", anthropic="max_tokens")) as server:
        assert complete(provider, server).data.lines[0].text == "Cut costs by 10%"


def test_what_openai_sends_as_a_refusal_is_one() -> None:
    def refuses_in_words(handler: Handler) -> None:
        message = {"role": "assistant", "content": None, "refusal": "I cannot help with that."}
        choice = {"index": 0, "message": message, "finish_reason": "stop"}
        handler.json(200, {"id": "c", "object": "chat.completion", "model": "m", "choices": [choice]})

    with serving(refuses_in_words) as server, pytest.raises(ModelFailed) as failed:
        complete("openai", server)
    assert (failed.value.code, len(server.asked)) == ("model-declined", 1)


@EACH
def test_two_calls_side_by_side_have_all_their_tries(provider: str) -> None:
    with serving(fails(503)) as server, closing(Connections(60.0)) as connections:
        with ThreadPoolExecutor(2) as side_by_side:
            model = connections(choice_of(provider, server), KEY)
            calls = [side_by_side.submit(model.complete, CALL, seconds=60) for _ in range(2)]
        tries = [cast(NoAnswer, call.exception()).spent.tries for call in calls]
    assert tries == [talk.MOST_TRIES] * 2


@EACH
@pytest.mark.parametrize("told", [{"retry_after_ms": "300"}, {"retry_after": "9", "retry_after_ms": "300"}])
def test_a_wait_in_milliseconds_is_kept(provider: str, told: dict[str, str], waits: list[float]) -> None:
    with serving(fails(429, **told), says(GOOD)) as server:
        complete(provider, server)
    assert waits == [0.3]


@EACH
def test_a_wait_of_nothing_is_our_own(provider: str, waits: list[float]) -> None:
    with serving(fails(429, retry_after="0"), says(GOOD)) as server:
        complete(provider, server)
    assert 0 < waits[0] <= talk.FIRST_PAUSE * 2


@EACH
@pytest.mark.parametrize("said", ["soon", "Wed, 21 Oct 2015 07:28:00 GMT", "", "-1"])
def test_a_wait_that_makes_no_sense_is_our_own(provider: str, said: str) -> None:
    with serving(fails(429, retry_after=said), says(GOOD)) as server:
        assert complete(provider, server).spent.tries == 2


@EACH
def test_an_answer_that_only_drips_ends_with_the_deadline(provider: str) -> None:
    start = time.monotonic()
    with serving(drips) as server, pytest.raises(ModelFailed) as failed:
        complete(provider, server, deadline=0.6)
    assert failed.value.code == "model-slow"
    assert time.monotonic() - start < 3


@EACH
def test_a_server_that_is_silent_does_not_keep_anyone_beyond_the_deadline(provider: str) -> None:
    start = time.monotonic()
    with serving(hangs) as server, pytest.raises(ModelFailed) as failed:
        complete(provider, server, silent=60.0, deadline=0.5)
    assert failed.value.code == "model-slow"
    assert time.monotonic() - start < 2


@EACH
@pytest.mark.parametrize(
    "said",
    [
        "request (4505 tokens) exceeds the available context size (4096 tokens), try increasing it",
        "This model's maximum context length is 8192 tokens. Your messages and json_schema have 9000.",
        "prompt is too long: 210000 tokens > 200000 maximum",
    ],
)
def test_a_question_that_the_model_has_no_room_for_is_told_at_once(provider: str, said: str) -> None:
    with serving(fails(400, said)) as server, pytest.raises(ModelFailed) as failed:
        complete(provider, server)
    assert (failed.value.code, failed.value.spent.answers, len(server.asked)) == ("model-room", 0, 1)


@EACH
def test_a_server_that_takes_no_notice_of_the_schema_is_told_the_shape_in_words_from_then_on(
    provider: str,
) -> None:
    def only_words(handler: Handler) -> None:
        says(GOOD if "JSON schema" in str(handler.body) else "Here is a better line.")(handler)

    with serving(only_words) as server:
        model = language_model(choice_of(provider, server), KEY)
        first, then = (model.complete(CALL, seconds=20) for _ in range(2))
    lesser = "json" if provider == "openai" else "prompt"
    assert (first.spent.repaired, first.spent.tries, first.way) == (True, 2, lesser)
    assert (then.spent.repaired, then.spent.tries, then.way) == (False, 1, lesser)


@EACH
def test_a_shape_in_words_that_helps_nothing_is_not_kept(provider: str) -> None:
    with serving(says("I cannot do that."), says("I cannot do that."), says(GOOD)) as server:
        model = language_model(choice_of(provider, server), KEY)
        with pytest.raises(ModelFailed):
            model.complete(CALL, seconds=20)
        assert model.complete(CALL, seconds=20).way == "schema"


@EACH
def test_nobody_is_asked_for_a_listener_who_has_left(provider: str) -> None:
    def gone(_: str) -> None:
        raise InterruptedError

    with serving(says(GOOD)) as server, pytest.raises(InterruptedError):
        language_model(choice_of(provider, server), KEY).complete(CALL, gone, seconds=20)
    assert not server.asked


@EACH
def test_signs_of_life_without_a_word_end_with_the_deadline(provider: str) -> None:
    def only_alive(handler: Handler) -> None:
        handler.begin()
        for _ in range(60):
            handler.wfile.write(b": still here\n\n")
            handler.wfile.flush()
            time.sleep(0.1)

    began = time.monotonic()
    with serving(only_alive) as server, pytest.raises(ModelFailed) as failed:
        complete(provider, server, deadline=0.8)
    assert failed.value.code == "model-slow"
    assert time.monotonic() - began < 3


@EACH
def test_what_a_listener_raises_is_no_trouble_of_the_model(provider: str) -> None:
    def broken(words: str) -> None:
        if words:
            raise ValueError("a bug of ours")

    with serving(says(GOOD)) as server, pytest.raises(ValueError, match="a bug of ours"):
        language_model(choice_of(provider, server), KEY).complete(CALL, broken, seconds=20)
    assert len(server.asked) == 1


@EACH
@pytest.mark.parametrize("act", [breaks_off, hangs])
def test_a_stream_that_ends_or_stops_is_asked_for_again(provider: str, act: Act) -> None:
    with serving(act, says(GOOD)) as server:
        assert complete(provider, server, silent=0.5).spent.tries == 2


@EACH
def test_a_stream_without_its_start_that_ends_early_is_asked_for_again(provider: str) -> None:
    def headless(handler: Handler) -> None:
        handler.begin()
        handler.words(GOOD[:12])

    with serving(headless, says(GOOD)) as server:
        reply = complete(provider, server)
    assert (reply.spent.tries, reply.spent.lost) == (2, 1)


@EACH
def test_a_server_that_hangs_up_after_an_answer_is_asked_anew(provider: str) -> None:
    with serving(answers_once) as server:
        model = language_model(choice_of(provider, server), KEY)
        replies = [model.complete(CALL, seconds=20) for _ in range(3)]
    assert [(reply.spent.tries, reply.spent.lost) for reply in replies] == [(1, 0)] * 3


@EACH
def test_nobody_there_is_told(provider: str) -> None:
    with serving(says(GOOD)) as server:
        gone = choice_of(provider, server)
    model = language_model(gone, KEY)
    with pytest.raises(ModelFailed) as failed:
        model.complete(CALL, seconds=20)
    assert failed.value.code == "model-away"


@EACH
def test_a_server_without_schemas_is_asked_in_a_lesser_way_and_that_is_remembered(provider: str) -> None:
    no = fails(400, "response_format json_schema / output_config is not supported")
    with serving(*[no] * (2 if provider == "openai" else 1), says(GOOD)) as server:
        model = language_model(choice_of(provider, server), KEY)
        assert model.complete(CALL, seconds=20).way == "prompt"
        assert model.complete(CALL, seconds=20).spent.tries == 1
    assert "JSON schema" in str(server.asked[-1])


@EACH
def test_an_answer_of_another_shape_is_sent_back_once(provider: str) -> None:
    with serving(says("Here you are: nothing"), says(f"```json\n{GOOD}\n```")) as server:
        reply = complete(provider, server)
    assert reply.spent.tries == 2
    assert reply.spent.usage.answered == 40
    assert "Here you are" in str(server.asked[1]["messages"])


@EACH
def test_an_answer_that_broke_off_counts_and_leaves_no_round_for_a_repair(provider: str) -> None:
    with serving(breaks_off, says("Here you are: nothing")) as server, pytest.raises(ModelFailed) as failed:
        complete(provider, server)
    spent = failed.value.spent
    assert (failed.value.code, spent.answers, spent.lost, len(server.asked)) == ("model-shape", 1, 1, ROUNDS)
    with serving(breaks_off, says(GOOD)) as server:
        reply = complete(provider, server)
    assert (reply.spent.lost, reply.spent.repaired) == (1, False)


@EACH
def test_a_refusal_is_not_billed(provider: str) -> None:
    with serving(fails(503)) as server, pytest.raises(ModelFailed) as failed:
        complete(provider, server)
    assert failed.value.spent.lost == 0


@EACH
def test_an_answer_is_sent_back_only_where_there_is_leave(provider: str) -> None:
    with serving(says("Here you are: nothing")) as server, pytest.raises(ModelFailed) as failed:
        complete(provider, server, repair=False)
    assert (failed.value.code, len(server.asked)) == ("model-shape", 1)


@EACH
def test_a_provider_that_keeps_failing_is_left_alone(provider: str) -> None:
    with serving(fails(503)) as server:
        model = language_model(choice_of(provider, server), KEY)
        codes = []
        for _ in range(3):
            with pytest.raises(ModelFailed) as failed:
                model.complete(CALL, seconds=20)
            codes.append(failed.value.code)
    assert codes == ["model-busy", "model-busy", "model-rests"]
    assert failed.value.title == "The model is busy or out of order"  # what was wrong, not that it is shut
    assert len(server.asked) == OPEN_AFTER


@EACH
def test_a_server_that_keeps_failing_is_left_alone_by_all_who_ask_it(provider: str) -> None:
    connections = Connections(seconds=20)
    with serving(fails(503)) as server, serving(says(GOOD)) as well, closing(connections):
        choice = choice_of(provider, server)
        for _ in range(OPEN_AFTER // talk.MOST_TRIES):
            with pytest.raises(ModelFailed):
                connections(choice, KEY).complete(CALL, seconds=20)
        for other, key in ((choice.model_copy(update={"model": "another"}), KEY), (choice, SecretStr("b"))):
            with pytest.raises(ModelFailed) as failed:
                connections(other, key).complete(CALL, seconds=20)
            assert failed.value.code == "model-rests"
        assert connections(choice_of(provider, well), KEY).complete(CALL, seconds=20).data
    assert len(server.asked) == OPEN_AFTER


@EACH
def test_a_prompt_that_no_schema_helps_is_asked_without_one(provider: str) -> None:
    with serving(says(GOOD)) as server:
        model = language_model(choice_of(provider, server), KEY)
        assert model.complete(CALL, seconds=20).way == "schema"
        assert model.complete(replace(CALL, schema_helps=False), seconds=20).way != "schema"
        assert model.complete(CALL, seconds=20).way == "schema"


@EACH
def test_who_asks_too_often_keeps_nobody_else_away(provider: str) -> None:
    connections = Connections(seconds=20)
    with serving(*[fails(429)] * OPEN_AFTER, says(GOOD)) as server, closing(connections):
        choice = choice_of(provider, server)
        for code in (*["model-busy"] * (OPEN_AFTER // talk.MOST_TRIES), "model-rests"):
            with pytest.raises(ModelFailed) as failed:
                connections(choice, KEY).complete(CALL, seconds=20)
            assert failed.value.code == code
        assert connections(choice, SecretStr("b")).complete(CALL, seconds=20).data


@EACH
def test_words_do_not_follow_a_redirect_to_another_server(provider: str) -> None:
    with serving(says(GOOD)) as elsewhere:
        moved = fails(307, location=f"http://127.0.0.1:{elsewhere.server_port}/v1/chat/completions")
        with serving(moved) as server, pytest.raises(ModelFailed) as failed:
            complete(provider, server)
        assert failed.value.code == "model-refused"
        assert not elsewhere.asked


def test_what_openai_puts_by_for_the_next_question_is_counted() -> None:
    def stores(handler: Handler) -> None:
        handler.begin()
        handler.words(GOOD)
        usage = {
            "prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120,
            "prompt_tokens_details": {"cached_tokens": 10, "cache_write_tokens": 80},
        }  # fmt: skip
        handler.event("", {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
        handler.event("", {"choices": [], "usage": usage})
        handler.wfile.write(b"data: [DONE]\n\n")

    with serving(stores) as server:
        usage = complete("openai", server).spent.usage
    assert (usage.asked, usage.cached, usage.stored, usage.answered) == (100, 10, 80, 20)


@EACH
@pytest.mark.parametrize(
    "answer",
    [
        "<think>\nWhat is {asked}?\n</think>\n{good}",
        "Here it is:\n```json\n{good}\n```\nHope this helps!",
        "```json\n{good}\n```",
    ],
)
def test_an_answer_is_found_among_what_a_model_says_beside_it(provider: str, answer: str) -> None:
    with serving(says(answer.replace("{good}", GOOD))) as server:
        assert complete(provider, server).data
    assert len(server.asked) == 1


@EACH
def test_a_sign_that_comes_in_halves_is_put_together_and_a_lone_half_is_left_out(provider: str) -> None:
    def halves(handler: Handler) -> None:
        handler.begin()
        handler.head()
        for piece in (GOOD[:-4], " \ud83d", "\ude00", "\ud800", GOOD[-4:]):
            handler.words(piece)
        handler.end()

    with serving(halves) as server:
        assert complete(provider, server).data.lines[0].text == "Cut costs by 10% \U0001f600"


def test_a_count_that_no_model_can_have_is_none() -> None:
    def counts(handler: Handler) -> None:
        usage = {"prompt_tokens": 10**40, "completion_tokens": 10**40, "total_tokens": 1}
        choice = {"index": 0, "message": {"role": "assistant", "content": GOOD}, "finish_reason": "stop"}
        body = {"id": "c", "object": "chat.completion", "model": "m\ud800", "choices": [choice]}
        handler.json(200, {**body, "usage": usage})

    with serving(counts) as server:
        reply = complete("openai", server)
    assert reply.model == "m"
    assert reply.spent.usage == Usage()


def test_who_stops_while_a_model_thinks_waits_no_longer() -> None:
    looks: list[str] = []

    def thinks(handler: Handler) -> None:
        handler.begin()
        with suppress(ConnectionError):
            for _ in range(400):
                delta = {"index": 0, "delta": {"reasoning_content": "hm"}, "finish_reason": None}
                handler.event("", {"choices": [delta]})
                handler.server.stopping.wait(0.02)

    def heard(text: str) -> None:
        looks.append(text)
        if len(looks) > 3:
            raise InterruptedError

    with serving(thinks) as server, pytest.raises(InterruptedError):
        language_model(choice_of("openai", server), KEY).complete(CALL, heard, seconds=20)
    assert not any(looks)
