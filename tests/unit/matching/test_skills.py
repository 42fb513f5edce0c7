"""Skills in a text: the right ones, in their place, and none that is only a word."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobwise.matching.skills import find_skills


def concepts(text: str) -> list[str]:
    return [span.concept for span in find_skills(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("C++ and C# on .NET", ["C++", "C#", ".NET"]),
        ("Go, Python and Kubernetes", ["Go", "Python", "Kubernetes"]),
        ("experience with R and SQL", ["R", "SQL"]),
        ("Excel and PowerPoint", ["Microsoft Excel", "Microsoft PowerPoint"]),
        ("Advanced Excel", ["Microsoft Excel"]),
        ("Python 3.11, PostgreSQL 15", ["Python", "PostgreSQL"]),
        ("Postgres", ["PostgreSQL"]),
        ("Java and JavaScript", ["Java", "JavaScript"]),
        ("Node.js services", ["Node.js"]),
    ],
)
def test_skills_are_found(text: str, found: list[str]) -> None:
    assert concepts(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "You go to market with us and go home at five",
        "own the go to market strategy",
        "You excel at talking to people",
        "the R&D department",
        "R & D",
        "C-suite executives",
        "Driving licence category C+E, MIG welding, Excel",
        "Excel, Führerschein Klasse C",
        "R & R engine removal, MIG welding",
        "Swift service",
        "Swift turnaround",
        "it supports us",
        "the rest of the team",
        "",
    ],
)
def test_everyday_words_are_no_skills(text: str) -> None:
    found = {one.concept for one in find_skills(text) if one.label != "Excel"}
    assert not {"Go", "Microsoft Excel", "R", "C", "Swift", "REST APIs", "IT support"} & found


@pytest.mark.parametrize(
    "text",
    [
        "R, C and Python",
        "Swift skills",
        "Advanced C",
        "Go 1.21",
        "C programming",
        "C & C++, Java",
        "Driving licence, R, Python",
    ],
)
def test_a_name_that_is_an_everyday_word_counts_among_skills(text: str) -> None:
    assert {"R", "C", "Swift", "Go"} & set(concepts(text))


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("we run SQL Server Integration Services", "SQL Server Integration Services"),
        ("an app in React Native", "React Native"),
        ("Microsoft Excel daily", "Microsoft Excel"),
    ],
)
def test_the_longest_name_wins(text: str, label: str) -> None:
    assert [span.label for span in find_skills(text)] == [label]


_words = st.sampled_from(
    "Python SQL Server Go to R & D C++ C# .NET , . and excel Excel\n Node.js (AWS) é 3.11".split(" ")
)


@settings(deadline=None)
@given(st.lists(_words, max_size=15).map(" ".join) | st.text(max_size=60))
def test_spans_hold_their_words_in_order_without_overlap(text: str) -> None:
    spans = find_skills(text)
    assert all(text[span.start : span.end] == span.label for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))
