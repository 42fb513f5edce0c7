"""Stage 1 on whole ads: several trades, languages and shapes, and what is refused."""

import pytest

from jobwise.domain.posting import JobAnalysis, Requirement
from jobwise.errors import UnusableJob
from jobwise.pipeline.job_analyzer import MOST_CHARACTERS, Pointed, analyze_job, language_of
from tests.unit.pipeline.ad import invented_ads


def asked(analysis: JobAnalysis) -> dict[str, Requirement]:
    return {requirement.skill or requirement.text: requirement for requirement in analysis.requirements}


@pytest.mark.parametrize("name", invented_ads.ALL)
def test_every_requirement_points_at_its_own_words(name: str) -> None:
    ad = invented_ads.ALL[name]
    for requirement in analyze_job(ad).requirements:
        assert ad[requirement.start : requirement.end] == requirement.text
        assert requirement.sentence_start <= requirement.start < requirement.end
        assert requirement.text in ad[requirement.sentence_start : requirement.end]


@pytest.mark.parametrize("name", invented_ads.ALL)
def test_the_same_ad_gives_the_same_analysis(name: str) -> None:
    assert analyze_job(invented_ads.ALL[name]) == analyze_job(invented_ads.ALL[name])


def test_a_german_ad_is_read_in_german() -> None:
    analysis = analyze_job(invented_ads.GERMAN)
    assert (analysis.language, analysis.title, analysis.employer, analysis.location) == (
        "de",
        "Elektroniker",
        "Nordlicht Anlagenbau GmbH",
        "Bremen",
    )
    assert analysis.years_experience_min == 3
    assert analysis.salary
    assert (analysis.salary.min, analysis.salary.max, analysis.salary.currency) == (
        45000,
        52000,
        "EUR",
    )
    requirements = asked(analysis)
    assert {"AutoCAD", "SAP", "driving licence"} <= requirements.keys()
    assert requirements["English"].importance == "nice"


def test_a_french_ad_is_read_in_french() -> None:
    analysis = analyze_job(invented_ads.FRENCH)
    assert (analysis.language, analysis.title, analysis.employment_type) == (
        "fr",
        "Développeur Python",
        "full-time",
    )
    requirements = asked(analysis)
    assert requirements["Docker"].group is not None
    assert requirements["Docker"].group == requirements["Kubernetes"].group
    assert requirements["Terraform"].importance == "nice"
    assert requirements["English"].kind == "language"


def test_a_spanish_ad_is_read_in_spanish() -> None:
    analysis = analyze_job(invented_ads.SPANISH)
    assert (analysis.language, analysis.degree_min, analysis.years_experience_min) == ("es", "bachelor", 2)
    assert asked(analysis)["Microsoft Excel"].importance == "nice"


def test_a_nurses_ad_gives_licences_and_the_lower_degree() -> None:
    analysis = analyze_job(invented_ads.NURSE)
    requirements = asked(analysis)
    assert requirements["registered nurse"].kind == "licence"
    assert requirements["CPR"].importance == "must"
    assert requirements["ACLS"].importance == "nice"
    assert analysis.degree_min == "associate"
    assert requirements["Epic"].group == requirements["Cerner"].group is not None
    assert "Background check needed" not in requirements


def test_a_run_on_ad_of_a_driver_is_taken_apart() -> None:
    analysis = analyze_job(invented_ads.DRIVER)
    assert (analysis.employer, analysis.location, analysis.remote) == (
        "Fernwell Haulage Ltd",
        "Tulsa, OK",
        False,
    )
    assert analysis.salary
    assert (analysis.salary.min, analysis.salary.unit) == (1400, "week")
    requirements = asked(analysis)
    assert requirements["Class A CDL"].importance == "must"
    assert requirements["hazmat endorsement"].importance == "nice"


def test_glued_lines_and_headings_are_parted() -> None:
    analysis = analyze_job(invented_ads.GLUED)
    requirements = asked(analysis)
    assert analysis.title == "Warehouse Supervisor"
    assert requirements["forklift licence"].importance == "must"
    assert requirements["Spanish"].importance == requirements["Microsoft Excel"].importance == "nice"
    assert not any(word in text.casefold() for text in requirements for word in ("dental", "401", "medical"))


def test_an_agency_is_not_taken_for_the_employer() -> None:
    analysis = analyze_job(invented_ads.AGENCY)
    assert analysis.employer is None
    assert (analysis.remote, analysis.employment_type, analysis.degree_min) == (False, "contract", "bachelor")


def test_an_ad_with_windows_line_ends_keeps_its_offsets() -> None:
    analysis = analyze_job(invented_ads.CHEF)
    pastry = asked(analysis)["pastry"]
    assert invented_ads.CHEF[pastry.start : pastry.end] == "Pastry"
    assert analysis.years_experience_min == 2


def test_orders_and_code_in_an_ad_are_text_alone() -> None:
    requirements = asked(analyze_job(invented_ads.HOSTILE))
    assert {"JavaScript", "HTML", "CSS", "PHP"} <= requirements.keys()
    assert not any("{" in name or "$" in name for name in requirements)


def test_title_employer_and_terms_ask_for_nothing() -> None:
    ad = (
        "Data Analyst\nFernwell Rail · Leeds\n\nFull time, permanent. £38,000 to £44,000 per year. "
        "Hybrid, two days a week.\n\n"
        "What you will do\n- Build reports on punctuality for depots\n\n"
        "What you need\n- SQL\n- Clear communication\n"
    )
    requirements = asked(analyze_job(ad))
    assert set(requirements) == {"SQL", "communication", "Build reports on punctuality for depots"}
    assert requirements["Build reports on punctuality for depots"].kind == "responsibility"


@pytest.mark.parametrize(
    ("ad", "code"),
    [
        ("", "too-short"),
        ("Cook wanted now", "too-short"),
        ("word " * (MOST_CHARACTERS // 5) + "x", "too-long"),
        (invented_ads.RESUME, "is-resume"),
        ("It was a fine day and the sea was calm. " * 5, "no-requirements"),
    ],
)
def test_what_is_no_ad_is_refused_with_its_reason(ad: str, code: str) -> None:
    with pytest.raises(UnusableJob) as refused:
        analyze_job(ad)
    assert refused.value.code == code


def test_a_very_long_ad_at_the_limit_is_read() -> None:
    ad = (invented_ads.NURSE + "\n" * 3 + "We serve three counties by the river. " * 5000)[:MOST_CHARACTERS]
    assert "registered nurse" in asked(analyze_job(ad))


@pytest.mark.parametrize(
    ("pointed", "employer"),
    [
        ("", None),
        ("Calderbrook", "Calderbrook"),
        ("Leeds", None),
        ("Borealis Freight", None),
        ("Power BI", None),
    ],
)
def test_who_is_pointed_at_employs_only_where_the_ad_says_so(pointed: str, employer: str | None) -> None:
    ad = """Data Analyst

Join Calderbrook as a Data Analyst in Leeds, and make reports for customers like Borealis Freight.

What you need:
- Strong SQL
- Power BI dashboards
"""
    assert analyze_job(ad, Pointed(employer=pointed)).employer == employer


def test_papers_with_their_subjects_are_asked_for_whole() -> None:
    ad = """Lead Pharmacist
Wearmouth Teaching Hospitals NHS Foundation Trust, Sunderland

What you will need
- Master of Pharmacy (MPharm) or equivalent
- Registration with the General Pharmaceutical Council
- Postgraduate diploma in clinical pharmacy
- Independent prescriber qualification
- A relevant professional qualification
"""
    analysis = analyze_job(ad)
    assert analysis.employer == "Wearmouth Teaching Hospitals NHS Foundation Trust"
    assert {(requirement.kind, requirement.text) for requirement in analysis.requirements} >= {
        ("education", "Master of Pharmacy"),
        ("licence", "General Pharmaceutical Council"),
        ("licence", "Postgraduate diploma in clinical pharmacy"),
        ("licence", "Independent prescriber qualification"),
    }
    assert not any("Teaching" in requirement.text for requirement in analysis.requirements)


@pytest.mark.parametrize(
    ("ad", "language"),
    [
        (
            "Montaje de paneles solares. Requisitos: técnico en instalaciones eléctricas, trabajo en altura",
            "es",
        ),
        ("Pose de panneaux en toiture. Expérience de deux années, travail en hauteur", "fr"),
        ("Montagem de painéis. Requisitos: experiência em instalações elétricas", "pt"),
        ("Installazione di pannelli. Requisiti: esperienza di due anni", "it"),
        ("Install panels on roofs. Requirements: two years of experience", "en"),
        ("Du monterar paneler på tak. Krav: två års erfarenhet och körkort", "sv"),
        ("Montaż paneli na dachach. Wymagania: dwa lata doświadczenia oraz prawo jazdy", "pl"),
    ],
)
def test_the_language_of_a_short_ad_is_told(ad: str, language: str) -> None:
    assert language_of(ad) == language
