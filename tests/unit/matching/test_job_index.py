"""Jobs are found by words of any of their languages, and ranked as BM25 says, whatever came and went."""

import datetime as dt
import math
import random

import pytest

from jobwise.domain.job import JobMark, JobSearch, JobWords
from jobwise.domain.posting import Salary
from jobwise.matching.job_index import JobIndex, a_year

ADDED = dt.datetime(2026, 3, 4, tzinfo=dt.UTC)
NOBODY = (None, None)


def mark(number: int, words: str = "1", changes: int = 1) -> JobMark:
    at = ADDED + dt.timedelta(seconds=number)
    return JobMark(f"{number:08x}-0000", changes, words, "read", None, at, at, None, NOBODY)


def filled(texts: list[str], language: str = "en", title: str = "") -> JobIndex:
    index = JobIndex()
    for number, text in enumerate(texts):
        index.put([mark(number)], {mark(number).id: JobWords(title, "", text, {"language": language})})
    return index


def found(index: JobIndex, *keywords: str) -> list[int]:
    return [int(job[:8], 16) for job, _ in index.search(JobSearch(keywords=keywords, limit=100), NOBODY).jobs]


def test_the_score_is_that_of_the_formula() -> None:
    texts = ["ant bee", "ant ant cat dog", "bee cat", "dog dog dog ant elk"]
    [(job, score), *_] = filled(texts).search(JobSearch(keywords=("ant",)), NOBODY).jobs
    lengths = [len(text.split()) for text in texts]
    mean, rare = sum(lengths) / 4, math.log(1 + (4 - 3 + 0.5) / (3 + 0.5))
    wanted = rare * 2 * 2.2 / (2 + 1.2 * (0.25 + 0.75 * 4 / mean))
    assert job == mark(1).id
    assert score == pytest.approx(wanted, rel=1e-5)


def test_what_came_and_went_leaves_no_trace_in_the_scores() -> None:
    chance = random.Random(7)
    texts = [
        " ".join(chance.choices(["ant", "bee", "cat", "dog", "elk"], k=chance.randint(3, 30)))
        for _ in range(60)
    ]
    index = filled(["ant bee cat"] * 60)
    for number, text in enumerate(texts):
        words = {mark(number).id: JobWords("", "", text, {"language": "en"})}
        index.put([mark(number, words="2", changes=2)], words)
    index.put([mark(99)], {mark(99).id: JobWords("", "", "ant ant", {})})
    index.keep(mark(number).id for number in range(60))
    search = JobSearch(keywords=("ant", "bee cat"), limit=100)
    assert index.search(search, NOBODY).jobs == filled(texts).search(search, NOBODY).jobs
    assert index.mark == (60, 120)


def test_a_title_weighs_more_than_the_text() -> None:
    index = filled(["nurse and cook and clerk"])
    index.put([mark(5)], {mark(5).id: JobWords("Nurse", "", "and cook and clerk", {"language": "en"})})
    assert found(index, "nurse") == [5, 0]


def test_without_words_nothing_is_more_relevant_and_the_newest_comes_first() -> None:
    index = filled(["nurse", "cook", "clerk"])
    by = {order: index.search(JobSearch(order=order), NOBODY) for order in ("relevance", "date")}
    assert by["relevance"] == by["date"]
    assert len(by["date"].jobs) == 3


def test_a_word_is_found_in_the_language_of_each_ad() -> None:
    index = JobIndex()
    told = {
        0: ("Wir suchen Entwicklerinnen für Datenbanken", "de"),
        1: ("Nous cherchons des développeurs", "fr"),
        2: ("We look for engineers", "en"),
        3: ("Ein Engineer für Python wird gesucht", "de"),
    }
    for number, (text, language) in told.items():
        index.put([mark(number)], {mark(number).id: JobWords("", "", text, {"language": language})})
    assert found(index, "datenbank") == [0]
    assert found(index, "développeur") == found(index, "developpeurs") == [1]
    assert sorted(found(index, "engineer")) == [2, 3]
    assert found(index, "PYTHON") == [3]
    assert found(index, "+++") == found(index, "unheard") == []


def test_words_of_a_phrase_are_worth_more_together() -> None:
    index = filled(["data and the engineer of it", "the data engineer of it all", "data of it all and so on"])
    assert found(index, "data engineer") == [1, 0]


def test_signs_are_part_of_a_word() -> None:
    index = filled(["c++ and more", "c and more", "c# and more", "node.js and more"])
    assert found(index, "C++") == [0]
    assert found(index, "c#") == [2]
    assert found(index, "Node.js") == [3]


def test_skills_are_found_by_their_usual_name() -> None:
    index = JobIndex()
    told = {"language": "en", "requirements": [{"skill": "Kubernetes"}, {"skill": None}]}
    index.put([mark(1)], {mark(1).id: JobWords("", "", "k8s is what we use", told)})
    assert found(index, "kubernetes") == [1]


@pytest.mark.parametrize(
    ("salary", "most"),
    [
        (Salary(min=20, unit="hour"), 41_600),
        (Salary(min=100, max=200, unit="day"), 52_000),
        (Salary(min=3_000, unit="month"), 36_000),
        (Salary(max=50_000), 50_000),
        (Salary(), -1),
    ],
)
def test_pay_of_any_period_is_held_against_a_year(salary: Salary, most: float) -> None:
    assert a_year(salary) == (most, "USD")
