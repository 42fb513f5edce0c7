"""Words that name an occupation."""

import pytest

from jobwise.matching.occupations import is_occupation, occupations_in


@pytest.mark.parametrize(
    "word", ["nurse", "Nurses", "ENGINEER", "secretaries", "RN", "Entwicklerin", "infirmier"]
)
def test_a_noun_of_work_is_known_in_any_form(word: str) -> None:
    assert is_occupation(word)


@pytest.mark.parametrize("word", ["computer", "out", "company", "", "summary"])
def test_other_words_are_not(word: str) -> None:
    assert not is_occupation(word)


def test_places_of_the_nouns_are_exact() -> None:
    text = "Sales Manager and clerks"
    assert [text[start:end] for start, end in occupations_in(text)] == ["Manager", "clerks"]
