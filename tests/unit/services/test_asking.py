"""The one place that asks models: what it pays for, how often, and for how long."""

import datetime as dt
import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
import wordllama
from pydantic import SecretStr
from tokenizers import Tokenizer

from benchmarks import model_server as wire
from benchmarks.model_server import GOOD, Act, Handler, Server, breaks_off, fails, says, serving
from jobwise.domain.account import Actor
from jobwise.domain.base import Model
from jobwise.domain.model_call import BYTES_A_TOKEN, ROUNDS, ModelCall, ModelChoice, ModelUse, Usage
from jobwise.errors import ModelFailed
from jobwise.llm import Connections, model_choice, talk
from jobwise.ports import Ask, Transactions
from jobwise.services import asking
from jobwise.services.asking import ModelDesk, most_cost
from jobwise.services.models import ModelService
from jobwise.ui.model_costs import paid
from tests.unit.services.conftest import PRICES, Clock

ANNA, BERTA = Actor(id="anna"), Actor(id="berta")
NONSENSE = says("Here you are: nothing")
COUNTED = PRICES.price(model_choice("openai:some-model")).of(Usage(asked=100, cached=60, answered=20))
"""What the server's answer costs."""


class Answer(Model):
    lines: list[dict[str, str]]


def a_call(task: str = "Say it.") -> ModelCall[Answer]:
    return ModelCall(
        system="You say lines.", shared="{}", task=task, shape=Answer, prompt="reword@1", most_tokens=200
    )


@pytest.fixture(autouse=True)
def _no_long_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(talk, "FIRST_PAUSE", 0.001)


def choice_of(
    models: ModelService, server: Server, actor: Actor = ANNA, *, run_cap: float = 1.0
) -> ModelChoice:
    """The model behind a server, agreed to."""
    address = f"http://127.0.0.1:{server.server_port}/v1"
    caps = {"run_cap_usd": run_cap, "day_cap_usd": 5.0}
    models.use_model(
        actor, "openai:some-model", address, ("reword",), **caps, agreed=True, key=SecretStr("k")
    )
    choice = models.settings(actor).choice
    assert choice is not None
    return choice


def ask(asker: Ask, call: ModelCall[Answer]) -> tuple[Answer | None, ModelUse]:
    return asker("reword", call, lambda _: None)


def worked(begin: Transactions, clock: Clock, seconds: float) -> None:
    """A call of the run that took so long."""
    use = ModelUse(task="analyse", model="some", prompt="reading@1", seconds=seconds)
    with begin() as work:
        work.models.reserve(ANNA, "application", "run", "an-earlier-call", clock(), 0.0)
        work.models.settle(ANNA, "an-earlier-call", 0.0, use)


def late(seconds: float, act: Act) -> Act:
    def wait(handler: Handler) -> None:
        time.sleep(seconds)
        act(handler)

    return wait


def test_who_asks_the_same_while_it_is_answered_takes_that_answer(
    desk: ModelDesk, models: ModelService
) -> None:
    uses: list[ModelUse] = []
    with serving(late(0.3, says(GOOD))) as server:
        choice = choice_of(models, server)

        def asking(run_id: str) -> None:
            uses.append(ask(desk.asker(ANNA, "application", run_id, choice), a_call())[1])

        threads = [threading.Thread(target=asking, args=(f"run-{number}",)) for number in range(5)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(server.asked) == 1
    assert sorted(use.kept for use in uses) == [False, True, True, True, True]
    assert sum(use.cost_usd for use in uses) == pytest.approx(COUNTED)


def test_what_one_person_was_told_is_no_answer_for_another(desk: ModelDesk, models: ModelService) -> None:
    with serving(says(GOOD)) as server:
        for actor in (ANNA, BERTA):
            choice = choice_of(models, server, actor)
            ask(desk.asker(actor, "application", "run", choice), a_call())
        assert len(server.asked) == 2


def test_the_deadline_is_one_for_all_calls_of_a_run(
    desk: ModelDesk, models: ModelService, begin: Transactions, clock: Clock
) -> None:
    with serving(says(GOOD)) as server:
        choice = choice_of(models, server)
        asker = desk.asker(ANNA, "application", "run", choice)
        ask(asker, a_call("First."))
        worked(begin, clock, 21)
        with pytest.raises(ModelFailed, match="takes too long") as failed:
            ask(asker, a_call("Second."))
        assert ask(asker, a_call("First."))[1].kept  # what was answered is there all the same
        ask(desk.asker(ANNA, "application", "another-run", choice), a_call("Second."))
        assert len(server.asked) == 2
    assert failed.value.code == "model-slow"


def test_time_in_which_nobody_was_asked_counts_for_nothing(
    desk: ModelDesk, models: ModelService, clock: Clock
) -> None:
    with serving(says(GOOD)) as server:
        asker = desk.asker(ANNA, "application", "run", choice_of(models, server))
        ask(asker, a_call("First."))
        clock.present += dt.timedelta(hours=9)  # the computer slept
        assert ask(asker, a_call("Second."))[0] is not None


def cut_off(begin: Transactions, clock: Clock, call_id: str) -> None:
    """A call of the run that a kill cut off."""
    with begin() as work:
        work.models.reserve(ANNA, "application", "run", call_id, clock(), 0.0)


def desk_after_a_kill(begin: Transactions, clock: Clock) -> ModelDesk:
    return ModelDesk(begin, Connections(seconds=2.5), PRICES, {}, clock, 20.0)


@pytest.mark.parametrize(("pairs", "pause", "tries"), [(0, "11", 2), (1, "11", 1), (1, "9", 2), (3, "3", 1)])
def test_a_run_that_kills_cut_off_has_half_its_time_after_each(
    models: ModelService,
    begin: Transactions,
    clock: Clock,
    pairs: int,
    pause: str,
    tries: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(talk, "_wait", lambda *_: None)
    for number in range(pairs):
        cut_off(begin, clock, f"reword-{number}")
        cut_off(begin, clock, f"letter-{number}")
    clock.present += dt.timedelta(hours=9)
    desk = desk_after_a_kill(begin, clock)
    with serving(fails(503, retry_after=pause), says(GOOD)) as server:
        asker = desk.asker(ANNA, "application", "run", choice_of(models, server))
        with suppress(ModelFailed):
            ask(asker, a_call())
        assert len(server.asked) == tries


def test_a_call_under_way_in_this_process_is_no_kill(
    desk: ModelDesk, models: ModelService, begin: Transactions, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(talk, "_wait", lambda *_: None)
    cut_off(begin, clock, "the letter, which is being written")
    with serving(fails(503, retry_after="11"), says(GOOD)) as server:
        ask(desk.asker(ANNA, "application", "run", choice_of(models, server)), a_call())
        assert len(server.asked) == 2


def test_a_later_call_has_what_time_is_left(
    desk: ModelDesk, models: ModelService, begin: Transactions, clock: Clock
) -> None:
    with serving(says(GOOD), fails(503, retry_after="5")) as server:
        choice = choice_of(models, server)
        asker = desk.asker(ANNA, "application", "run", choice)
        ask(asker, a_call("First."))
        worked(begin, clock, 17)
        with pytest.raises(ModelFailed):  # three seconds are left, and the server wants five
            ask(asker, a_call("Second."))
        assert len(server.asked) == 2


def test_one_answer_of_a_run_is_sent_back(desk: ModelDesk, models: ModelService) -> None:
    with serving(NONSENSE, says(GOOD), NONSENSE) as server:
        choice = choice_of(models, server)
        asker = desk.asker(ANNA, "application", "run", choice)
        first = ask(asker, a_call("First."))
        second = ask(asker, a_call("Second."))
        assert len(server.asked) == 3
    assert first[0] is not None
    assert first[1].repaired
    assert second[0] is None
    assert "could not be used" in second[1].trouble


def test_after_an_answer_that_broke_off_none_is_sent_back(desk: ModelDesk, models: ModelService) -> None:
    with serving(breaks_off, says(GOOD), NONSENSE) as server:
        asker = desk.asker(ANNA, "application", "run", choice_of(models, server))
        assert ask(asker, a_call("First."))[1].rounds == 2
        assert ask(asker, a_call("Second."))[0] is None
        assert len(server.asked) == 3


def test_an_answer_that_broke_off_is_counted_beside_the_one_that_came(
    desk: ModelDesk, models: ModelService, begin: Transactions
) -> None:
    with serving(breaks_off, says(GOOD)) as server:
        choice = choice_of(models, server)
        _, use = ask(desk.asker(ANNA, "application", "run", choice), a_call())
    lost = most_cost(PRICES, choice, a_call()) / ROUNDS
    assert use.cost_usd == pytest.approx(COUNTED + lost, abs=1e-6)
    with begin() as work:
        assert [call.cost_usd for call in work.models.calls(ANNA, "application")] == [use.cost_usd]


def uncounted(handler: Handler) -> None:
    """A good answer of a server that counts no tokens."""
    handler.begin()
    handler.words(GOOD)
    handler.event("", {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
    handler.wfile.write(b"data: [DONE]\n\n")


def test_an_answer_without_a_count_costs_the_most_of_one(desk: ModelDesk, models: ModelService) -> None:
    with serving(uncounted) as server:
        choice = choice_of(models, server)
        answer, use = ask(desk.asker(ANNA, "application", "run", choice), a_call())
    assert answer is not None
    assert use.cost_usd == pytest.approx(most_cost(PRICES, choice, a_call()) / ROUNDS, abs=1e-6)
    assert use.unsure


def test_calls_at_once_cannot_pass_a_cap_together(
    desk: ModelDesk, models: ModelService, begin: Transactions
) -> None:
    cap = 1.6 * most_cost(PRICES, model_choice("openai:some-model"), a_call("Part 0"))
    codes: list[str] = []
    with serving(late(0.2, uncounted)) as server:
        choice = choice_of(models, server, run_cap=cap)

        def asking(number: int) -> None:
            try:
                ask(desk.asker(ANNA, "application", "run", choice), a_call(f"Part {number}"))
            except ModelFailed as error:
                codes.append(error.code)

        threads = [threading.Thread(target=asking, args=(number,)) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(server.asked) == 2
    assert codes == ["budget"] * 2
    with begin() as work:
        assert 0 < sum(call.cost_usd for call in work.models.calls(ANNA, "application")) <= cap


def test_calls_that_do_not_fit_together_go_one_after_another(desk: ModelDesk, models: ModelService) -> None:
    cap = 1.2 * most_cost(PRICES, model_choice("openai:some-model"), a_call("Part 0"))
    with serving(late(0.1, says(GOOD))) as server, ThreadPoolExecutor(3) as pool:
        asker = desk.asker(ANNA, "application", "run", choice_of(models, server, run_cap=cap))
        answers = [pool.submit(ask, asker, a_call(f"Part {number}")) for number in range(3)]
        assert all(answer.result()[0] for answer in answers)
        assert len(server.asked) == 3


def test_the_limit_counts_every_try_of_an_application(desk: ModelDesk, models: ModelService) -> None:
    with serving(uncounted) as server:
        cap = 1.2 * most_cost(PRICES, model_choice("openai:some-model"), a_call("Part 0"))
        choice = choice_of(models, server, run_cap=cap)
        ask(desk.asker(ANNA, "application", "run", choice), a_call("Part 0"))
        with pytest.raises(ModelFailed) as failed:
            ask(desk.asker(ANNA, "application", "run-again", choice), a_call("Part 1"))
        assert ask(desk.asker(ANNA, "another", "run", choice), a_call("Part 1"))[0]
    assert failed.value.code == "budget"


def test_what_a_failed_call_used_is_put_down(
    desk: ModelDesk, models: ModelService, begin: Transactions
) -> None:
    with serving(NONSENSE) as server:
        choice = choice_of(models, server)
        ask(desk.asker(ANNA, "application", "run", choice), a_call())
    with begin() as work:
        (call,) = work.models.calls(ANNA, "application")
    assert call.use is not None
    assert (call.use.tries, call.use.repaired, call.use.unsure) == (ROUNDS, True, False)
    assert call.use.usage.answered > 0
    assert call.cost_usd == pytest.approx(PRICES.price(choice).of(call.use.usage), abs=1e-6)


def test_a_call_that_nobody_waits_for_any_more_is_told_at_its_most(
    desk: ModelDesk, models: ModelService, begin: Transactions
) -> None:
    class GoneError(Exception):
        """The run was stopped."""

    def nobody(_: str) -> None:
        raise GoneError

    with serving(says(GOOD)) as server:
        choice = choice_of(models, server)
        with pytest.raises(GoneError):
            desk.asker(ANNA, "application", "run", choice)("reword", a_call(), nobody)
    with begin() as work:
        (call,) = work.models.calls(ANNA, "application")
    assert call.use is not None
    assert call.use.unsure
    assert call.cost_usd == pytest.approx(most_cost(PRICES, choice, a_call()))


SAMPLES = sorted((Path(__file__).parents[3] / "data" / "samples").glob("*.[mt][dx]*"))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_a_resume_or_an_ad_has_no_more_tokens_than_a_call_is_held_at(sample: Path) -> None:
    words = Path(wordllama.__file__).parent / "tokenizers" / "l2_supercat_tokenizer_config.json"
    text = sample.read_text("utf-8")
    tokens = Tokenizer.from_file(str(words)).encode(text, add_special_tokens=False).ids
    assert 0 < len(tokens) <= len(text.encode()) / BYTES_A_TOKEN


def test_a_call_that_costs_more_than_it_was_held_at_is_counted_whole(
    desk: ModelDesk, models: ModelService, begin: Transactions
) -> None:
    def dense(handler: Handler) -> None:
        handler.begin()
        handler.words(GOOD)
        usage = {"prompt_tokens": 1_000_000, "completion_tokens": 20, "total_tokens": 1_000_020}
        handler.event("", {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
        handler.event("", {"choices": [], "usage": usage})
        handler.wfile.write(b"data: [DONE]\n\n")

    with serving(dense) as server:
        choice = choice_of(models, server, run_cap=0.5)
        ask(desk.asker(ANNA, "application", "run", choice), a_call("Part 0"))
        with pytest.raises(ModelFailed) as failed:
            ask(desk.asker(ANNA, "application", "run", choice), a_call("Part 1"))
        assert len(server.asked) == 1
    assert failed.value.code == "budget"
    with begin() as work:
        (call,) = work.models.calls(ANNA, "application")
    true = PRICES.price(choice).of(Usage(asked=1_000_000, answered=20))
    assert call.cost_usd == pytest.approx(true)
    assert call.cost_usd > most_cost(PRICES, choice, a_call("Part 0"))


MOST = most_cost(PRICES, model_choice("openai:some-model"), a_call())
"""What the call of these tests can cost at the most."""


def goes_on(field: str, sent: list[int]) -> Act:
    """A stream without end of words, or of thoughts; `sent`: bytes, a token each."""

    def act(handler: Handler) -> None:
        handler.begin()
        with suppress(ConnectionError):
            for _ in range(5_000):
                delta = {"index": 0, "delta": {field: "word " * 4}, "finish_reason": None}
                handler.event("", {"id": "c", "object": "chat.completion.chunk", "choices": [delta]})
                sent.append(20)
                handler.server.stopping.wait(0.001)
            handler.server.left.acquire()  # never reached by a client that hangs up

    return act


@pytest.mark.parametrize("field", ["content", "reasoning_content", "reasoning"])
def test_a_stream_beyond_its_limit_is_broken_off_and_nothing_more_is_asked(
    desk: ModelDesk, models: ModelService, begin: Transactions, field: str
) -> None:
    sent: list[int] = []
    with serving(goes_on(field, sent)) as server:
        asker = desk.asker(ANNA, "application", "run", choice_of(models, server, run_cap=MOST))
        answer, use = ask(asker, a_call())
        assert answer is None
        assert "too long" in use.trouble
        with pytest.raises(ModelFailed) as failed:
            ask(asker, a_call("Another."))
        assert len(server.asked) == 1
    assert failed.value.code == "budget"
    assert a_call().most_bytes < sum(sent) < 20 * a_call().most_bytes
    assert use.cost_usd == pytest.approx(MOST, abs=1e-6)
    assert use.unsure


def test_a_model_without_a_price_is_told_as_one(desk: ModelDesk, models: ModelService) -> None:
    with serving(says(GOOD)) as server:
        choice = choice_of(models, server)
        asker = desk.asker(ANNA, "application", "run", choice.model_copy(update={"model": "unheard-of"}))
        use = ask(asker, a_call())[1]
        assert not ask(desk.asker(ANNA, "application", "run", choice), a_call())[1].guessed
    assert use.guessed
    assert paid(use.cost_usd, guessed=use.guessed) == "at a price that is not known, counted as $0.00013"


def test_a_call_is_refused_by_what_another_under_way_turned_out_to_cost(
    desk: ModelDesk, models: ModelService
) -> None:
    def dear(handler: Handler) -> None:
        time.sleep(0.3)  # the other one waits by now
        counts_bytes(GOOD.replace("10%", "10% " * 500))(handler)

    with serving(dear) as server, ThreadPoolExecutor(2) as pool:
        asker = desk.asker(ANNA, "application", "run", choice_of(models, server, run_cap=1.5 * MOST))
        answers = [pool.submit(ask, asker, a_call(f"Say it{end}")) for end in ".!"]
        errors = [answer.exception() for answer in answers]
        assert len(server.asked) == 1
    assert sorted(getattr(error, "code", "") for error in errors) == ["", "budget"]


def test_a_long_answer_that_comes_whole_is_put_down_as_counted(
    desk: ModelDesk, models: ModelService, begin: Transactions
) -> None:
    with serving(wire.says_at_once("word " * 500)) as server:
        _, use = ask(desk.asker(ANNA, "application", "run", choice_of(models, server)), a_call())
        assert len(server.asked) == 1
    assert use.cost_usd == pytest.approx(COUNTED)
    assert not use.unsure


def counts_bytes(text: str) -> Act:
    """A server for which each byte is a token."""

    def act(handler: Handler) -> None:
        handler.begin()
        handler.words(text)
        schema = handler.body["response_format"]["json_schema"]["schema"]
        asked = len(json.dumps([handler.body["messages"], schema]).encode())
        usage = {"prompt_tokens": asked, "completion_tokens": len(text), "total_tokens": 0}
        handler.event("", {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
        handler.event("", {"choices": [], "usage": usage})
        handler.wfile.write(b"data: [DONE]\n\n")

    return act


def test_an_answer_that_took_more_than_its_share_is_not_sent_back(
    desk: ModelDesk, models: ModelService
) -> None:
    call = a_call("Say it. " * 300)
    most = most_cost(PRICES, model_choice("openai:some-model"), call)
    with serving(counts_bytes("No, and I tell you why not." * 10)) as server:
        asker = desk.asker(ANNA, "application", "run", choice_of(models, server, run_cap=most))
        answer, use = ask(asker, call)
        assert len(server.asked) == 1
        with pytest.raises(ModelFailed, match="more than you allow"):
            ask(asker, a_call("Another. " * 300))
        assert len(server.asked) == 1
    assert answer is None
    assert most / ROUNDS < use.cost_usd <= most


def test_a_limit_under_a_cent_is_told_in_digits_that_say_something(
    desk: ModelDesk, models: ModelService
) -> None:
    with serving(says(GOOD)) as server:
        asker = desk.asker(ANNA, "application", "run", choice_of(models, server, run_cap=0.00042))
        with pytest.raises(ModelFailed, match=r"your limit is \$0\.00042\."):
            ask(asker, a_call())


def test_calls_one_after_another_take_three_rounds_at_the_most(desk: ModelDesk, models: ModelService) -> None:
    with serving(says(GOOD), breaks_off, says(GOOD), says(GOOD)) as server:
        asker = desk.asker(ANNA, "application", "run", choice_of(models, server))
        assert ask(asker, a_call("First."))[1].last_round == 1
        assert ask(asker, a_call("Second."))[1].last_round == 3
        answer, use = ask(asker, a_call("Third."))
        assert len(server.asked) == 3
        assert answer is None
        assert "already asked 3 times" in use.trouble
        assert ask(asker, a_call("First."))[1].kept
        assert ask(desk.asker(ANNA, "application", "run-again", asker_choice(models)), a_call("Third."))[0]


def test_after_two_rounds_a_stream_that_breaks_off_is_not_asked_for_again(
    desk: ModelDesk, models: ModelService
) -> None:
    with serving(breaks_off, says(GOOD), breaks_off, says(GOOD)) as server:
        asker = desk.asker(ANNA, "application", "run", choice_of(models, server))
        ask(asker, a_call("First."))
        answer, use = ask(asker, a_call("Second."))
        assert len(server.asked) == 3
    assert answer is None
    assert use.trouble == "The model cannot be reached"
    assert use.unsure


def asker_choice(models: ModelService) -> ModelChoice:
    choice = models.settings(ANNA).choice
    assert choice is not None
    return choice


def test_the_use_of_a_stored_key_is_put_down_once_a_run(
    desk: ModelDesk, models: ModelService, begin: Transactions
) -> None:
    with serving(says(GOOD)) as server:
        choice = choice_of(models, server)
        for task, run in (("One.", "first"), ("Two.", "first"), ("Three.", "second")):
            ask(desk.asker(ANNA, "a", run, choice), a_call(task))
    with begin() as work:
        entries = work.audit.entries(ANNA, everybody=False, before=None, most=100)
    assert [entry.subject for entry in entries if entry.action == "key_used"] == ["a", "a"]


def test_the_use_of_a_key_from_the_environment_is_put_down_as_such(
    models: ModelService, begin: Transactions, clock: Clock
) -> None:
    with serving(says(GOOD)) as server:
        choice = choice_of(models, server)
        models.forget_key(ANNA)
        keys = {choice.base_url: SecretStr("sk-of-the-house")}
        desk = ModelDesk(begin, Connections(seconds=2.5), PRICES, keys, clock, 20.0)
        ask(desk.asker(ANNA, "a", "first", choice), a_call("One."))
    with begin() as work:
        entries = work.audit.entries(ANNA, everybody=False, before=None, most=100)
    assert [entry.details for entry in entries if entry.action == "key_used"] == [{"key": "installation"}]


def test_a_failure_of_our_own_keeps_no_later_call_waiting(
    desk: ModelDesk, models: ModelService, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: object) -> float:
        raise ArithmeticError("of our own")

    with serving(says(GOOD)) as server:
        asker = desk.asker(ANNA, "application", "run", choice_of(models, server))
        with monkeypatch.context() as broken:
            broken.setattr(asking, "cost_of", breaks)
            with pytest.raises(ArithmeticError):
                ask(asker, a_call())
        other = desk.asker(ANNA, "other", "other", choice_of(models, server, run_cap=0.000001))
        refused: list[str] = []

        def later() -> None:
            try:
                ask(other, a_call("Say it again."))
            except ModelFailed as error:
                refused.append(error.code)

        waiting = threading.Thread(target=later, daemon=True)
        waiting.start()
        waiting.join(20)
    assert refused == ["budget"]


def test_an_answer_of_no_use_is_paid_once_in_its_run_and_asked_for_anew_in_the_next(
    desk: ModelDesk, models: ModelService
) -> None:
    with serving(NONSENSE) as server:
        choice = choice_of(models, server)
        first = ask(desk.asker(ANNA, "application", "run", choice), a_call())
        asked = len(server.asked)
        again = ask(desk.asker(ANNA, "application", "run", choice), a_call())
        assert (again, len(server.asked)) == (first, asked)
        assert first[0] is None
        assert first[1].trouble
        ask(desk.asker(ANNA, "application", "next", choice), a_call())
        assert len(server.asked) > asked
    assert len(models.calls(ANNA, "application")) == 2
