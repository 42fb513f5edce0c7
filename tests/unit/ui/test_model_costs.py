"""What the calls for an application used is told, also where nobody knows it for certain."""

import datetime as dt

import pytest

from jobwise.domain.model_call import CallRecord, ModelUse, Usage, money
from jobwise.ui.model_costs import paid, told_call, told_calls, told_use

NOON = dt.datetime(2026, 5, 3, 12, tzinfo=dt.UTC)
USE = ModelUse(
    task="reword",
    model="openai:some-model",
    prompt="writing@1",
    usage=Usage(asked=1200, answered=300),
    seconds=2.0,
    tries=1,
)


def told(*calls: CallRecord) -> str:
    """Without the marks that keep text from being Markdown."""
    return told_calls(calls).replace("\\", "")


def record(cost_usd: float, use: ModelUse | None, run_id: str = "run") -> CallRecord:
    return CallRecord(at=NOON, run_id=run_id, cost_usd=cost_usd, use=use)


def test_nothing_is_said_where_nobody_was_asked() -> None:
    assert told() == ""


def test_all_tries_are_added_up() -> None:
    said = told(record(0.01, USE), record(0.02, USE))
    assert "**some-model** was asked 2 times" in said
    assert "read 2,400 and wrote 600" in said
    assert said.endswith("in 2 tries, 2.0 s, for $0.030.")


def test_what_ran_side_by_side_is_told_as_the_time_that_was_waited_for_each_run() -> None:
    later = record(0.01, USE).model_copy(update={"at": NOON + dt.timedelta(seconds=1.5)})
    again = later.model_copy(update={"run_id": "again"})
    assert "3.5 s" in told(record(0.01, USE), later)
    assert "5.5 s" in told(record(0.01, USE), later, again).partition("Run 1")[0]


def test_a_call_of_ones_own_model_costs_nothing() -> None:
    assert told(record(0.0, USE)).endswith("at no cost.")


def test_a_call_whose_end_nobody_knows_is_told_at_its_most() -> None:
    said = told(record(0.01, USE), record(0.5, None))
    assert "for at most $0.51." in said
    assert "1 call ended before the model said what it used" in said


def test_of_a_free_model_that_was_cut_off_nothing_is_counted() -> None:
    said = told(record(0.0, None))
    assert said.endswith("1 call ended before the model said what it used.")
    assert "pieces" not in said


def test_each_run_is_told_with_what_it_used() -> None:
    said = told(record(0.01, USE), record(0.5, None), record(0.02, USE, "again"))
    used = "read 1,200 and wrote 300 pieces of words in 1 try, 2.0 s, for"
    assert said.splitlines()[1:] == [f"- Run 1 {used} at most $0.51.", f"- Run 2 {used} $0.020."]


def test_a_model_that_never_answered_is_told_as_that() -> None:
    silent = USE.model_copy(update={"usage": Usage(), "tries": 4, "unsure": False})
    assert " It gave no answer in 4 tries, " in told(record(0.0, silent))


def test_a_run_that_was_stopped_before_any_answer_is_told_as_that() -> None:
    said = told(record(0.01, USE), record(0.5, None, "again"), record(0.2, USE, "last"))
    assert "- Run 2 ended before the model had answered, at most $0.50." in said.splitlines()


def test_one_run_is_told_once() -> None:
    assert "Run 1" not in told(record(0.01, USE), record(0.02, USE))


@pytest.mark.parametrize(
    ("dollars", "told"),
    [
        (0, "$0.00"),
        (0.5, "$0.50"),
        (12.345, "$12.35"),
        (0.0271, "$0.027"),
        (0.003, "$0.003"),
        (0.00042, "$0.00042"),
        (0.0000019, "$0.0000019"),
    ],
)
def test_amounts_have_as_many_digits_as_say_something(dollars: float, told: str) -> None:
    assert money(dollars) == told
    assert paid(dollars, guessed=False) == (f"for {told}" if dollars else "at no cost")


@pytest.mark.parametrize("provider", ["openai", "anthropic"])
def test_the_model_is_told_with_the_protocol_that_it_was_asked_in(provider: str) -> None:
    said = told_use(USE.model_copy(update={"model": f"{provider}:corvid-2"})).replace("\\", "")
    assert said.startswith(
        f"**corvid-2** ({provider}".replace("openai", "OpenAI").replace("anthropic", "Anthropic")
    )
    assert "It read 1,200 pieces of words and wrote 300" in said


def test_a_lesser_way_of_asking_is_told() -> None:
    assert "form" not in told_use(USE.model_copy(update={"way": "schema"}))
    assert "JSON was asked for" in told_use(USE.model_copy(update={"way": "json"}))
    assert "told in words" in told_use(USE.model_copy(update={"way": "prompt"}))


def test_a_call_with_trouble_tells_what_it_used() -> None:
    said = told_use(USE.model_copy(update={"trouble": "its answer could not be used", "tries": 2}))
    assert "its answer could not be used. The words of the offline engine stand." in said.replace("\\", "")
    assert "It read 1,200 pieces of words and wrote 300, in 2.0 s" in said
    assert "asked 2 times" in said


def test_a_call_of_a_failed_run_tells_neither_words_that_stand_nor_a_deed() -> None:
    use = USE.model_copy(update={"trouble": "The key was not accepted", "usage": Usage()})
    said = told_call(record(0.0, use)).replace("\\", "")
    assert said.endswith(
        "was asked to reword the résumé: The key was not accepted. It took 2.0 s, at no cost."
    )
    assert "The words of the offline engine stand." in told_use(use)


def test_a_call_that_was_cut_off_tells_the_most_that_it_can_cost() -> None:
    said = told_call(record(0.02, None))
    assert said.replace("\\", "") == f"A call was cut off before its answer came, at most for {money(0.02)}."
