"""Lines as a model words them: careful ones that are true, plausible ones that are not.

`tests/golden/gate_rewordings.jsonl` was written in three rounds, each before the rules were mended with
it. `stopped` says what the gate does today: the true lines that go back to the person's own words are
marked, and so are the untrue ones that pass.
"""

import json

import pytest

from jobwise.matching.claims import unsupported
from tests.invented_people import AS_OF, GOLDEN, fact_of, people, with_line


def _rows(name: str) -> list[dict[str, str]]:
    return [json.loads(row) for row in (GOLDEN / name).read_text(encoding="utf-8").splitlines()]


PLAIN = _rows("gate_plain.jsonl")
"""Plain lines of one fact each, true and false, by somebody who did not know the rules, marked with what the
gate does."""
ROWS = _rows("gate_rewordings.jsonl")
LINKED = _rows("gate_links.jsonl")
"""The words of one fact in another order or behind other prepositions, true and false."""
UNSEEN = _rows("gate_unseen.jsonl")
"""Forty facts, each with two lines that are untrue and one that is honest, by somebody who did not know the
rules. Nothing was mended with them before they were counted: 11 untrue ones passed and 26 honest ones were
stopped. Since then rules were mended with them."""
TRADES = _rows("gate_trades.jsonl")
"""Facts of many trades, each with an untrue line and an honest one. Half of them were measured only when the
rules stood: 1 of 30 untrue ones passed and 10 of 30 honest ones were stopped."""
MOST_UNTRUE_UNSEEN = 0
MOST_PLAIN_UNTRUE_UNSEEN, MOST_PLAIN_TRUE_STOPPED = 18, 41
MOST_TRUE_STOPPED = 13
MOST_NEW_UNTRUE_UNSEEN, MOST_NEW_TRUE_STOPPED = 3, 11
MOST_TRADES_UNTRUE_UNSEEN, MOST_TRADES_TRUE_STOPPED = 0, 22
MOST_LINKED_UNTRUE_UNSEEN, MOST_LINKED_TRUE_STOPPED = 3, 3


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['kind']}: {row['text']}")
def test_a_reworded_line_is_judged_as_marked(row: dict[str, object]) -> None:
    profile = people()[str(row["person"])]
    sources = [fact_of(profile, source) for source in row["sources"]]  # type: ignore[attr-defined]
    assert bool(unsupported(str(row["text"]), sources, profile, as_of=AS_OF)) == row["stopped"]


def test_no_more_rewordings_are_judged_wrongly_than_is_known() -> None:
    true = [row for row in ROWS if row["true"]]
    untrue = [row for row in ROWS if not row["true"]]
    assert (len(true), len(untrue)) == (90, 125)
    assert sum(not row["stopped"] for row in untrue) <= MOST_UNTRUE_UNSEEN
    assert sum(row["stopped"] for row in true) <= MOST_TRUE_STOPPED


@pytest.mark.parametrize("row", [*PLAIN, *LINKED, *UNSEEN, *TRADES], ids=lambda row: str(row["text"]))
def test_a_fact_in_other_words_is_judged_as_marked(row: dict[str, str]) -> None:
    profile = with_line(row["language"], row["fact"])
    found = unsupported(row["text"], [fact_of(profile, "h")], profile, as_of=AS_OF)
    assert bool(found) == bool(row["stopped"])


def test_no_more_plain_lines_are_judged_wrongly_than_is_known() -> None:
    true, untrue = ([row for row in PLAIN if row["true"] is kind] for kind in (True, False))
    assert (len(true), len(untrue)) == (128, 322)
    assert sum(not row["stopped"] for row in untrue) <= MOST_PLAIN_UNTRUE_UNSEEN
    assert sum(row["stopped"] for row in true) <= MOST_PLAIN_TRUE_STOPPED


def test_hardly_a_line_that_is_linked_anew_passes() -> None:
    true, untrue = ([row for row in LINKED if row["true"] is kind] for kind in (True, False))
    assert (len(true), len(untrue)) == (88, 123)
    assert sum(not row["stopped"] for row in untrue) <= MOST_LINKED_UNTRUE_UNSEEN
    assert sum(bool(row["stopped"]) for row in true) <= MOST_LINKED_TRUE_STOPPED


def test_of_lines_that_no_rule_was_made_for_no_more_are_judged_wrongly_than_is_known() -> None:
    true, untrue = ([row for row in UNSEEN if row["true"] is kind] for kind in (True, False))
    assert (len(true), len(untrue)) == (40, 80)
    assert sum(not row["stopped"] for row in untrue) <= MOST_NEW_UNTRUE_UNSEEN
    assert sum(bool(row["stopped"]) for row in true) <= MOST_NEW_TRUE_STOPPED


def test_hardly_an_untrue_line_of_a_trade_passes() -> None:
    true, untrue = ([row for row in TRADES if row["true"] is kind] for kind in (True, False))
    assert (len(true), len(untrue)) == (63, 71)
    assert sum(not row["stopped"] for row in untrue) <= MOST_TRADES_UNTRUE_UNSEEN
    assert sum(bool(row["stopped"]) for row in true) <= MOST_TRADES_TRUE_STOPPED


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        ("Collected parcels from small firms", "Gathered parcels from small companies"),
        ("Hoped to finish a boat", "Hoped to complete a boat"),
        ("Managed a café", "Ran a café"),
        ("Coached the juniors", "Trained the juniors"),
    ],
)
def test_a_word_may_stand_for_another_that_says_no_less(fact: str, text: str) -> None:
    profile = with_line("en", fact)
    assert not unsupported(text, [fact_of(profile, "h")], profile, as_of=AS_OF)


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        ("Ran a till", "Managed a till"),
        ("Drafted contracts", "Wrote contracts"),
        ("Planned a fair", "Organised a fair"),
        ("Helped gather data", "Collected data"),
        ("Cleaned coaches at the depot", "Cleaned trains at the depot"),
        ("Stored food for a charity", "Shopped food for a charity"),
        ("Fitted flat roofs", "Fitted apartment roofs"),
        ("Worked for Small Firm Ltd in Leeds", "Worked for Small Company Ltd in Leeds"),
    ],
)
def test_a_word_stands_for_none_that_says_more_or_is_a_name(fact: str, text: str) -> None:
    profile = with_line("en", fact)
    assert unsupported(text, [fact_of(profile, "h")], profile, as_of=AS_OF)
