"""Headings of ads: the section that each opens."""

import pytest

from jobwise.pipeline.ad.headings import section_named


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("Essential", "must"),
        ("Person specification", "must"),
        ("Desirable", "nice"),
        ("About the post", "duties"),
        ("What the role involves", "duties"),
        ("About Braemuir", "about"),
        ("Voraussetzungen", "must"),
        ("Se valora", "nice"),
        ("Valoramos", "nice"),
        ("Qué pedimos", "must"),
        ("Lo que buscamos", "must"),
        ("What we ask", "must"),
        ("Ce que nous demandons", "must"),
        ("Das erwarten wir", "must"),
        ("Requisiti", "must"),
        ("Functie-eisen", "must"),
        ("Qué harás", "duties"),
        ("Mansioni", "duties"),
        ("Atividades", "duties"),
        ("Offriamo", "offer"),
    ],
)
def test_headings_of_public_services_are_known(heading: str, section: str) -> None:
    assert section_named(heading) == section
