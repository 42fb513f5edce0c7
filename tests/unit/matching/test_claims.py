"""The truth gate's core: true paraphrases pass, every invention is caught."""

import json
import re
import string
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobwise.matching.claims import unsupported
from tests.gate_mutations import MUTATIONS
from tests.invented_people import AS_OF, GOLDEN, fact_of, people

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


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_words_of_one_job_are_never_given_to_another(data: st.DataObject) -> None:
    profile = data.draw(st.sampled_from([PEOPLE["mercer"], PEOPLE["okafor"], PEOPLE["brandt"]]))
    mine, other = data.draw(st.permutations(profile.work))[:2]
    item = data.draw(st.sampled_from(mine.highlights))
    facts = [fact_of(profile, fact_id) for fact_id in (item.fact_id, mine.fact_id, other.fact_id)]
    assert unsupported(f"{other.name}: {item.text}", facts, profile, as_of=AS_OF)


@settings(max_examples=200, deadline=None)
@given(text=st.text(max_size=80))
def test_any_text_is_judged_without_a_crash(text: str) -> None:
    found = unsupported(text, [], PEOPLE["mercer"])
    assert found or not re.search(r"[b-df-hj-np-tv-xzB-DF-HJ-NP-TV-XZ]{4,}", text)
