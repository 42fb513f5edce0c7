"""What tells who a person is goes to no model, and what they can do does: a golden file of both."""

import json
from typing import Any

import pytest

from jobwise.domain.profile import Basics, Location, Profile
from jobwise.pipeline.placeholders import PLACEHOLDER, Placeholders
from jobwise.settings import ROOT

CASES: list[dict[str, Any]] = [
    json.loads(line)
    for line in (ROOT / "tests" / "golden" / "personal_data.jsonl").read_text("utf-8").splitlines()
]
PERSON = Profile(basics=Basics(name="Qwertz Yxcvb"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_what_is_personal_is_hidden_and_nothing_else(case: dict[str, Any]) -> None:
    placeholders, shown = Placeholders(PERSON), case["text"]
    for words in case["hidden"]:
        shown = shown.replace(words, "[[]]", 1)
    for around in ("{}", "Kept the books\n{}\nWrote 12 reports"):
        text = around.format(case["text"])
        away = placeholders.hide(text)
        assert PLACEHOLDER.sub("[[]]", away) == around.format(shown)
        assert placeholders.restore(away) == text


def test_there_are_enough_cases_of_both_sides() -> None:
    hidden = [bool(case["hidden"]) for case in CASES]
    assert min(hidden.count(True), hidden.count(False)) >= 40


@pytest.mark.parametrize(
    "wrong", ["GB83 WEST 1234 5698 7654 32", "DE88370400440532013000", "4111 1111 1111 1112"]
)
def test_a_number_whose_check_digits_do_not_fit_is_no_account(wrong: str) -> None:
    assert Placeholders(PERSON).hide(f"Part {wrong} sold") == f"Part {wrong} sold"


@pytest.mark.parametrize(
    "said",
    [
        *(
            "GB82 ",
            "4111 ",
            "aged 34 ",
            "a b aged ",
            "Reference: Jane ",
            "married with ",
            "York ",
            "York Y1 ",
        ),
        *("NHS no ", "I am 34 ", "Staff: 1 ", "a ", "A1", "- ", "Student no. a"),
        *("a [at] ", "a [at] b ", "zero ", "discord a", "discord: ", "14.03.1987 "),
    ],
)
def test_long_runs_come_to_an_end(said: str) -> None:
    placeholders, text = Placeholders(PERSON), said * 20_000
    assert placeholders.restore(placeholders.hide(text)) == text


def test_ones_own_street_is_hidden_without_its_number_and_ones_town_is_not() -> None:
    home = Location(address="12 Elm Tree Lane", text="1010 Wien")
    placeholders = Placeholders(Profile(basics=Basics(name="Qwertz Yxcvb", location=home)))
    away = placeholders.hide("Ran a stall in Elm Tree Lane and a shop in Wien")
    assert PLACEHOLDER.sub("[[]]", away) == "Ran a stall in [[]] and a shop in Wien"
