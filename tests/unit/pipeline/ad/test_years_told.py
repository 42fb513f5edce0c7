"""Years of work in words, ranges and months, and years that are of something else."""

import pytest

from jobwise.pipeline.ad.experience import degree_asked, years_asked
from jobwise.pipeline.ad.passages import passages_of
from jobwise.pipeline.ad.requirements import requirements_of


@pytest.mark.parametrize(
    ("line", "years"),
    [
        ("Two to four years of experience in retail", 2),
        ("six or seven years of experience with boilers", 6),
        ("At least a year on the tools", 1),
        ("A year of experience in a kitchen", 1),
        ("18 months of experience in a call centre", 1.5),
        ("2 to 4 years' PQE", 2),
        ("Almeno tre anni di esperienza", 3),
        ("Minimaal twee jaar ervaring in de bouw", 2),
        ("Experiência de 4 anos em vendas", 4),
        ("Minst fem års erfarenhet av bygg", 5),
        ("Minimum 2 lata doświadczenia w sprzedaży", 2),
        ("No accidents in the last 3 years", None),
        ("Convictions in the past seven years are looked at", None),
        ("Paid $19 an hour", None),
        ("A 2 year fixed-term contract", None),
    ],
)
def test_the_years_of_a_list_line(line: str, years: float | None) -> None:
    ad = f"Requirements:\n- {line}\n- Valid passport\n"
    assert years_asked(requirements_of(ad, passages_of(ad))) == years


@pytest.mark.parametrize(
    ("line", "degree"),
    [
        ("MS or PhD in physics", "master"),
        ("B.Tech in any branch", "bachelor"),
        ("Laurea in economia", "bachelor"),
        ("MS Office", None),
    ],
)
def test_the_degree_of_a_list_line(line: str, degree: str | None) -> None:
    ad = f"Requirements:\n- {line}\n- Valid passport\n"
    assert degree_asked(requirements_of(ad, passages_of(ad)), ad) == degree


def test_a_doctorate_is_asked_for_in_a_sentence() -> None:
    ad = "We study rivers.\nYou will have a PhD in hydrology or geology.\n"
    assert degree_asked(requirements_of(ad, passages_of(ad)), ad) == "doctorate"
