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
        ("What would set you apart", "nice"),
        ("It helps if", "nice"),
        ("Un plus", "nice"),
        ("Meriterande", "nice"),
        ("Mile widziane", "nice"),
        ("The candidate", "must"),
        ("Krav", "must"),
        ("Vi söker dig som är", "must"),
        ("Nasze wymagania", "must"),
        ("Ce que nous attendons de vous", "must"),
        ("Arbetsuppgifter", "duties"),
        ("Zakres obowiązków", "duties"),
        ("Was dich erwartet", "duties"),
        ("Das erwartet dich bei uns", "offer"),
        ("Vos avantages", "offer"),
        ("We can offer", "offer"),
        ("Oferujemy", "offer"),
        ("Vi erbjuder", "offer"),
        ("Thanks & Regards", "apply"),
        ("The successful applicant will", "must"),
        ("Who we are after", "must"),
        ("Das wünschen wir uns von dir", "must"),
        ("Wat breng je mee", "must"),
        ("Wat krijg je van ons", "offer"),
        ("Full job description", "duties"),
        ("Special instructions to applicants", "apply"),
        ("Employer questions", "apply"),
        ("What we don't need:", "about"),
    ],
)
def test_headings_of_public_services_are_known(heading: str, section: str) -> None:
    assert section_named(heading) == section
