"""Golden sets to JSON Lines and back, and what is said of a bad file."""

import json

import pytest

from jobwise.domain.golden import MOST_CASES, GoldenSet
from jobwise.errors import UnusableEntry
from jobwise.services.golden_file import MOST_BYTES, golden_lines, golden_set_of
from tests.golden_parts import a_case

CASE = a_case(
    facts=("work-1-1",), never=("Kubernetes",), tone="plain", letter_words={"least": 50, "most": 400}
)
LINE = CASE.model_dump_json()


def changed(**values: object) -> str:
    return json.dumps({**json.loads(LINE), **values})


def refused(text: str, name: str = "made") -> str:
    with pytest.raises(UnusableEntry) as caught:
        golden_set_of(text, name)
    assert caught.value.code == "golden-file"
    return str(caught.value)


def test_a_set_comes_back_the_same() -> None:
    odd = CASE.model_copy(update={"id": "b", "title": "Zwei\u2028Zeilen — „Ñ“"})
    golden = GoldenSet(name="made", version=1, cases=(CASE, odd))
    text = golden_lines(golden)
    assert text.count("\n") == 2
    assert golden_set_of(text, "made") == golden
    assert golden_set_of(text.replace("\n", "\r\n\r\n"), "made") == golden


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "The file holds no case"),
        ("\n\n \n", "The file holds no case"),
        (f"{LINE}\n\nnot json\n", "Line 3 is no case. It is not JSON"),
        (LINE[:-20], "Line 1 is no case. It is not JSON, or was cut off"),
        ("[" * 100_000, "Line 1 is no case. It is not JSON"),
        ("[]", "Line 1 is no case. It has not the parts of a case"),
        (changed(id="b", as_of="someday"), "What stands at “as_of” cannot stand there"),
        (json.dumps({"id": "a"}), "It has no “title”"),
        (changed(profile={}), "the profile holds no fact"),
        (changed(profile=None), "What stands at “profile” cannot stand there"),
        (changed(expects={"facts": ["work-9"]}), "the profile has no fact work-9"),
        (changed(expects={"letter_words": {"least": 9, "most": 3}}), "the least is more than the most"),
        (changed(colour="red"), "Nobody knows what “colour” means"),
        (f"{LINE}\n{changed(id='b')}\n{LINE}", "The id of line 3 is taken. Line 1 has it too"),
        ("x" * (MOST_BYTES + 1), "The file is too large"),
    ],
)
def test_a_bad_file_is_told_by_its_line(text: str, told: str) -> None:
    assert told in refused(text)


def test_more_cases_than_a_set_may_have_are_refused() -> None:
    lines = [changed(id=f"c{number}") for number in range(MOST_CASES + 1)]
    assert len(golden_set_of("\n".join(lines[:-1]), "made").cases) == MOST_CASES
    assert "too many cases" in refused("\n".join(lines))


@pytest.mark.parametrize("name", ["", "Made", "-made", "a b", "x" * 41, "../made"])
def test_a_name_that_is_none_is_told(name: str) -> None:
    assert "no name for a set" in refused(LINE, name)
