"""The truth gate's core: true paraphrases pass, every invention is caught."""

import json
import re
import string
from collections.abc import Iterator
from functools import cache
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobwise.matching import claims
from jobwise.matching.claim_rules import RULES
from jobwise.matching.claim_statement import Rule
from jobwise.matching.claims import unsupported
from tests.gate_mutations import ACROSS, MUTATIONS
from tests.invented_people import AS_OF, GOLDEN, fact_of, people, with_line

ROWS = [json.loads(line) for line in (GOLDEN / "gate.jsonl").read_text(encoding="utf-8").splitlines()]
PEOPLE = people()


def claims_of(row: dict[str, object]) -> tuple[str, ...]:
    profile = PEOPLE[str(row["person"])]
    sources = [fact_of(profile, str(source)) for source in row["sources"]]  # type: ignore[attr-defined]
    return unsupported(str(row["text"]), sources, profile, also=row.get("also", ()), as_of=AS_OF)  # type: ignore[arg-type]


def test_the_corpus_is_large_enough_on_both_sides() -> None:
    true = sum(bool(row["true"]) for row in ROWS)
    assert true >= 200
    assert len(ROWS) - true >= 200


@pytest.mark.parametrize("row", [r for r in ROWS if r["true"]], ids=lambda r: f"{r['kind']}: {r['text']}")
def test_a_true_paraphrase_passes_unless_it_is_known_to_be_stopped(row: dict[str, object]) -> None:
    assert bool(claims_of(row)) == bool(row.get("stopped"))


def test_hardly_a_true_paraphrase_is_stopped() -> None:
    true = [row for row in ROWS if row["true"]]
    assert sum(bool(row.get("stopped")) for row in true) <= 0.03 * len(true)


@pytest.mark.parametrize("row", [r for r in ROWS if not r["true"]], ids=lambda r: f"{r['kind']}: {r['text']}")
def test_an_invention_is_caught(row: dict[str, object]) -> None:
    assert claims_of(row)


@pytest.mark.parametrize("name", PEOPLE)
def test_every_fact_carries_its_own_words(name: str) -> None:
    profile = PEOPLE[name]
    for fact in profile.facts():
        assert unsupported(fact.text, [fact], profile) == ()


def test_a_line_without_facts_can_only_use_allowed_phrases() -> None:
    profile = PEOPLE["mercer"]
    assert unsupported("Yours sincerely,", [], profile, also=["Yours sincerely"]) == ()
    assert unsupported("Yours sincerely, with SQL", [], profile, also=["Yours sincerely"]) == ("SQL",)


def test_an_allowed_phrase_counts_only_as_a_whole() -> None:
    also = ["I am applying for the post of Head of Data at Fenwick Rail"]
    assert unsupported("I am Head of Data at Fenwick Rail.", [], PEOPLE["mercer"], also=also)


def test_what_goes_on_cannot_be_counted_without_a_day() -> None:
    profile = PEOPLE["mercer"]
    jobs = [fact_of(profile, "w1"), fact_of(profile, "w2")]
    assert unsupported("8 years", jobs, profile)
    assert unsupported("8 years", jobs, profile, as_of=AS_OF) == ()


@cache
def _lines(kind: str) -> list[tuple[str, str]]:
    """Facts that a mutation changes."""
    facts = [(name, fact) for name, profile in PEOPLE.items() for fact in profile.facts()]
    return [
        (name, fact.fact_id)
        for name, fact in facts
        if fact.section in {"work", "education"} and MUTATIONS[kind](fact.text, 7, "word") != fact.text
    ]


@pytest.mark.parametrize("kind", MUTATIONS)
@settings(max_examples=25, deadline=None)
@given(
    data=st.data(),
    n=st.integers(1, 60),
    word=st.text(string.ascii_lowercase, min_size=5, max_size=9),
)
def test_a_mutated_line_is_caught(kind: str, data: st.DataObject, n: int, word: str) -> None:
    name, fact_id = data.draw(st.sampled_from(_lines(kind)))
    profile, fact = PEOPLE[name], fact_of(PEOPLE[name], fact_id)
    mutated = MUTATIONS[kind](fact.text, n, word)
    assert unsupported(mutated, [fact], profile, as_of=AS_OF)


def passed(kind: str) -> Iterator[str]:
    """Untrue lines of one kind, of those that the people's facts allow, that nobody stops."""
    for profile in PEOPLE.values():
        for text, sources in ACROSS[kind](profile):
            facts = [fact_of(profile, source) for source in sources]
            if not unsupported(text, facts, profile, as_of=AS_OF):
                yield text


@pytest.mark.parametrize("kind", ACROSS)
def test_facts_are_not_mixed_or_changed_over(kind: str) -> None:
    assert any(True for profile in PEOPLE.values() for _ in ACROSS[kind](profile))
    assert list(passed(kind)) == []


def test_there_are_many_kinds_of_untrue_lines() -> None:
    assert len({*MUTATIONS, *ACROSS}) == len(MUTATIONS) + len(ACROSS) >= 50


def mutated(kind: str) -> Iterator[str]:
    """Lines that a mutation made untrue and that nobody stops."""
    for name, fact_id in _lines(kind):
        fact = fact_of(PEOPLE[name], fact_id)
        text = MUTATIONS[kind](fact.text, 8, "qrzt")
        if not unsupported(text, [fact], PEOPLE[name], as_of=AS_OF):
            yield text


def unseen() -> Iterator[str]:
    """Untrue lines of the golden files that nobody stops."""
    reworded = (GOLDEN / "gate_rewordings.jsonl").read_text(encoding="utf-8").splitlines()
    for row in [*ROWS, *map(json.loads, reworded)]:
        if not row["true"] and not claims_of(row):
            yield row["text"]
    for name in ("gate_edits.jsonl", "gate_links.jsonl", "gate_trades.jsonl"):
        for row in map(json.loads, (GOLDEN / name).read_text(encoding="utf-8").splitlines()):
            profile, text = with_line(row["language"], row["fact"]), row.get("edited") or row["text"]
            is_known = row["stopped"] and not row.get("true")
            if is_known and not unsupported(text, [fact_of(profile, "h")], profile, as_of=AS_OF):
                yield text


@pytest.mark.parametrize(
    "text",
    [
        "Cut the use of paper by 18% in the first year by introducing a scanner.",
        "Cut restricted ink use by 18% in the first year by introducing a sticker on each jar.",
        "Reduced complaints about provided meals by 5%, and waste by 7%.",
    ],
)
def test_a_fact_without_its_full_stop_is_carried(text: str) -> None:
    profile = with_line("en", text)
    assert not unsupported(text.rstrip("."), [fact_of(profile, "h")], profile, as_of=AS_OF)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_every_rule_is_needed(rule: Rule, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(claims, "RULES", tuple(other for other in RULES if other is not rule))
    without = chain(unseen(), *map(passed, ACROSS), *map(mutated, MUTATIONS))
    assert next(without, None), "no untrue line is stopped by this rule alone"


@settings(max_examples=200, deadline=None)
@given(text=st.text(max_size=80))
def test_any_text_is_judged_without_a_crash(text: str) -> None:
    found = unsupported(text, [], PEOPLE["mercer"])
    assert found or not re.search(r"[b-df-hj-np-tv-xzB-DF-HJ-NP-TV-XZ]{4,}", text)
