"""Names of skills: aliases, and what is a kind of what."""

import pytest

from jobwise.matching.taxonomy import taxonomy


@pytest.mark.parametrize(
    ("name", "canonical"),
    [
        ("Postgres", "PostgreSQL"),
        ("postgresql", "PostgreSQL"),
        ("JS", "JavaScript"),
        ("golang", "Go"),
        ("csharp", "C#"),
        ("RDBMS", "relational databases"),
    ],
)
def test_a_concept_is_found_by_any_of_its_names(name: str, canonical: str) -> None:
    concept = taxonomy().concept(name)
    assert concept is not None
    assert concept.name == canonical


def test_an_unknown_name_is_no_concept() -> None:
    assert taxonomy().concept("unheard-of craft of zorbing") is None


def test_narrower_goes_one_way() -> None:
    known = taxonomy()
    assert known.is_narrower("PostgreSQL", "relational databases")
    assert not known.is_narrower("relational databases", "PostgreSQL")
    assert not known.is_narrower("PostgreSQL", "MySQL")
    assert not known.is_narrower("PostgreSQL", "PostgreSQL")


def test_narrower_goes_over_several_steps() -> None:
    known = taxonomy()
    assert known.is_narrower("Django", "Python")
    assert known.is_narrower("Django", "programming languages")
    assert not known.is_narrower("Python", "Django")


def test_nothing_is_a_kind_of_itself_by_way_of_others() -> None:
    known = taxonomy()
    kinds = [(name, broader) for name in known.concepts for broader in known.concepts[name].broader]
    circles = [(a, b) for a, b in kinds if known.is_narrower(a, b) and known.is_narrower(b, a)]
    assert len(kinds) > 1000
    assert circles == []


@pytest.mark.parametrize(
    ("one", "other", "close"),
    [
        ("MySQL", "PostgreSQL", True),
        ("Tableau", "Power BI", True),
        ("GitHub", "Git", True),
        (".NET", "FastAPI", False),
        ("ASP.NET", "FastAPI", False),
        ("Java", "PHP", False),
        ("3dMapper", "ACA", False),
        ("no such thing", "Git", False),
    ],
)
def test_only_what_does_the_same_is_close(one: str, other: str, close: bool) -> None:
    assert taxonomy().is_close(one, other) is close
    assert taxonomy().is_close(other, one) is close
