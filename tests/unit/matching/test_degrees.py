"""Levels of education in the words that people use."""

import pytest

from jobwise.domain.posting import Degree
from jobwise.matching.degrees import degree_in, lowest_degree_in, rank


@pytest.mark.parametrize(
    ("words", "level"),
    [
        ("PhD in Physics", "doctorate"),
        ("Ph.D.", "doctorate"),
        ("MSc | Statistics | Norrvik University", "master"),
        ("M.Sc. Informatik", "master"),
        ("MBA", "master"),
        ("Diplom-Ingenieur", "master"),
        ("BSc Economics", "bachelor"),
        ("B.A. in History", "bachelor"),
        ("Licence en droit", "bachelor"),
        ("Bachelor’s degree", "bachelor"),
        ("Associate of Science", "associate"),
        ("HND Computing", "associate"),
        ("High School Diploma", "high-school"),
        ("Abitur", "high-school"),
        ("Grado en Ingeniería", "bachelor"),
        ("Grado superior en electricidad", "associate"),
        ("Grado medio en instalaciones eléctricas", "high-school"),
        ("Introduction to gardening", None),
        ("embassy and bass", None),
    ],
)
def test_a_level_is_read(words: str, level: Degree | None) -> None:
    assert degree_in(words) == level


@pytest.mark.parametrize(
    ("words", "level"),
    [
        ("Bachelor's or Master's degree in statistics", "bachelor"),
        ("Master's degree", "master"),
        ("master's degree or PhD", "master"),
        ("a degree in a numerate subject", "bachelor"),
        ("curiosity", None),
    ],
)
def test_an_ad_asks_for_the_lowest_level_that_it_names(words: str, level: Degree | None) -> None:
    assert lowest_degree_in(words) == level


def test_levels_are_in_order() -> None:
    assert rank(None) == 0 < rank("high-school") < rank("bachelor") < rank("master") < rank("doctorate") == 5
