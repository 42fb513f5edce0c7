"""One form for every way to write the same word, and two for two words."""

import pytest

from jobwise.matching.word_forms import normal, sentences, stem, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("manages", "managed"),
        ("managing", "manage"),
        ("built", "building"),
        ("planned", "planning"),
        ("policies", "policy"),
        ("Müller’s", "Muller"),
        ("led", "leading"),
        ("B.Sc", "BSc"),
    ],
)
def test_inflections_are_one(one: str, other: str) -> None:
    assert stem(normal(one)) == stem(normal(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("managed", "manager"),
        ("analysis", "analyst"),
        ("leads", "led"),
        ("C", "C++"),
        ("Java", "JavaScript"),
        ("net", ".NET"),
        ("organised", "organisation"),
    ],
)
def test_other_words_stay_other(one: str, other: str) -> None:
    assert stem(one) != stem(other)


def test_words_keep_their_signs() -> None:
    assert [word.raw for word in words("C++, C#, .NET, Node.js and cross-functional")] == [
        "C++",
        "C#",
        ".NET",
        "Node.js",
        "and",
        "cross",
        "functional",
    ]


def test_sentences_do_not_end_at_abbreviations() -> None:
    text = "Nurse at St. Brannoc (Jun. 2016). Ran 2 wards; wrote it up | Ltd"
    assert [text[start:end].strip() for start, end in sentences(text)] == [
        "Nurse at St. Brannoc (Jun. 2016).",
        "Ran 2 wards;",
        "wrote it up |",
        "Ltd",
    ]
