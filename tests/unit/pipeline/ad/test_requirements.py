"""What is asked for: passages, importance, groups, phrases that no table knows."""

from itertools import pairwise

import pytest

from jobwise.domain.posting import Requirement
from jobwise.pipeline.ad.passages import passages_of
from jobwise.pipeline.ad.requirements import requirements_of


def asked(ad: str, *names: str) -> dict[str, Requirement]:
    return {found.text: found for found in requirements_of(ad, passages_of(ad), names)}


@pytest.mark.parametrize(
    ("line", "importance"),
    [
        ("SQL is required", "must"),
        ("SQL preferred", "nice"),
        ("SQL is a plus", "nice"),
        ("SQL would be an advantage", "nice"),
        ("SQL preferred but not required", "nice"),
        ("Python required, SQL preferred", "nice"),
        ("Python preferred; SQL required", "must"),
    ],
)
def test_the_nearest_cue_decides_how_much_a_skill_matters(line: str, importance: str) -> None:
    assert asked(f"Requirements\n- {line}")["SQL"].importance == importance


@pytest.mark.parametrize(
    ("heading", "line"),
    [
        ("Requisitos", "Media jornada, 20 horas semanales, turno de noche"),
        ("Requisitos", "Jornada completa, 40 horas semanales"),
        ("Ihr Profil", "Teilzeit 25 Stunden"),
        ("Votre profil", "Temps partiel, 20 heures par semaine"),
        ("Requirements", "Available nights and weekends"),
        ("Requirements", "20 hours a week over 4 days"),
        ("Requisiti", "Tempo parziale, 20 ore settimanali"),
        ("Requisitos", "Plazo de presentación: hasta el 15 de diciembre de 2026"),
        ("Requisitos", "30.000 € brutos al año. Fin de inscripción: 9 de diciembre de 2026"),
        ("Essential", "Valid through 2027-02-01"),
        ("Ihr Profil", "Bewerbungsschluss: 31. Dezember 2026"),
    ],
)
def test_hours_and_dates_are_nothing_that_one_can_or_knows(heading: str, line: str) -> None:
    assert set(asked(f"{heading}\n- SQL\n- {line}\n")) == {"SQL"}


def test_hours_beside_something_that_is_asked_for_hide_it_not() -> None:
    assert set(asked("Requirements\n- SQL for night shifts\n- Docker, weekends\n")) == {"SQL", "Docker"}


def test_a_section_of_wishes_makes_wishes() -> None:
    found = asked("What you need\n- Python\n\nNice to have\n- Docker\n")
    assert (found["Python"].importance, found["Docker"].importance) == ("must", "nice")


@pytest.mark.parametrize(
    "line",
    ["Docker or Kubernetes", "Docker, Ansible or Kubernetes", "Docker/Kubernetes or Ansible"],
)
def test_alternatives_share_a_group(line: str) -> None:
    found = asked(f"Requirements\n- {line}\n- Git")
    assert found["Docker"].group == found["Kubernetes"].group is not None
    assert found["Git"].group is None


def test_a_similar_tool_is_no_requirement_of_its_own() -> None:
    assert set(asked("Requirements\n- Experience with Kubernetes or a similar orchestration tool")) == {
        "Kubernetes"
    }


def test_a_field_that_no_table_knows_is_still_asked_for() -> None:
    found = asked("Requirements\n- Experience with payment terminals\n- Fiber splicing experience")
    assert {"payment terminals", "Fiber splicing"} <= found.keys()


@pytest.mark.parametrize(
    "line",
    [
        "Full benefits: medical, dental and vision",
        "We do not sponsor visas",
        "£30,000 a year, 25 days of holiday",
        "We hire without regard to race, religion or disability",
        "Hybrid, two days in the office",
    ],
)
def test_terms_and_boilerplate_ask_for_nothing(line: str) -> None:
    assert asked(f"Requirements\n- Python\n- {line}").keys() == {"Python"}


def test_a_demand_after_the_benefits_still_counts() -> None:
    found = asked("Benefits\nPaid holidays and free coffee.\nCandidates must have a CPA.")
    assert found["CPA"].importance == "must"


def test_a_trait_in_a_duty_is_none_that_is_asked_for() -> None:
    found = asked(
        "Responsibilities\n- Report on the punctuality of trains\n\nRequirements\n- Attention to detail"
    )
    assert [r.text for r in found.values() if r.kind == "trait"] == ["Attention to detail"]


def test_a_skill_is_listed_once_where_it_is_most_wanted() -> None:
    ad = "Responsibilities\n- Write SQL reports\n\nRequirements\n- Strong SQL"
    found = requirements_of(ad, passages_of(ad))
    (sql,) = [r for r in found if r.skill == "SQL"]
    assert sql.start == ad.rindex("SQL")


def test_words_of_the_title_in_the_duties_ask_for_nothing() -> None:
    ad = (
        "Java Developer\n\nThe role\n- As our Java Developer you keep the shop running\n\nRequirements\n- Git"
    )
    assert not any(r.skill == "Java" for r in requirements_of(ad, passages_of(ad), ("Java Developer",)))


@pytest.mark.parametrize(
    "ad",
    ["guidelinesWork closely with us", "Requirements:Forklift license3+ years of experience", "a • b • c"],
)
def test_passages_are_in_order_and_do_not_overlap(ad: str) -> None:
    passages = passages_of(ad)
    assert len(passages) >= 2
    for earlier, later in pairwise(passages):
        assert earlier.end <= later.start
    assert all(ad[p.start : p.end] == p.text for p in passages)


@pytest.mark.parametrize(
    ("line", "licence"),
    [
        ("A valid Crane Operator Certification is required", "Crane Operator Certification"),
        ("Licensed Land Surveyor", "Licensed Land Surveyor"),
        ("Must be certified as a Pool Operator", "Pool Operator"),
        ("Certification such as QWRT required", "QWRT"),
    ],
)
def test_a_licence_that_no_table_knows_is_told_by_its_shape(line: str, licence: str) -> None:
    found = asked(f"Requirements\n- {line}\n- Python")
    assert found[licence].kind == "licence"


@pytest.mark.parametrize(
    "ad",
    [
        "Tasks of the depot Minimum Qualifications\nForklift license\nSpanish preferred",
        "We move goods. REQUIRED SKILLS Forklift license",
        "Shift: 8am to 5pm\nPay: $14/hr\nRequirements: Forklift license",
        "Pay: $14 per hour\nCandidates will have a forklift license and drive safely.",
    ],
)
def test_a_demand_is_found_behind_headings_and_labels_in_the_text(ad: str) -> None:
    assert any(r.skill == "forklift licence" and r.importance == "must" for r in asked(ad).values())


def test_what_the_firm_says_of_itself_asks_for_nothing() -> None:
    ad = (
        "Requirements\nPython\nWe are a leading maker of accounting software. Our clients include banks and "
        "insurance firms. Founded in 1990, the firm sells marketing and payroll services."
    )
    assert set(asked(ad)) == {"Python"}


@pytest.mark.parametrize(
    ("line", "importance"),
    [
        ("One year of experience as a baker, two preferred", "must"),
        ("Two years of experience, preferably in a hotel", "must"),
        ("Preferably two years of experience", "nice"),
    ],
)
def test_a_wish_for_more_leaves_the_demand_standing(line: str, importance: str) -> None:
    (years,) = [r for r in asked(f"Requirements\n- {line}").values() if r.years]
    assert years.importance == importance


def test_a_character_is_a_trait_and_a_duty_is_no_skill() -> None:
    found = asked("Requirements\n- Outgoing personality\n- Upholds company values\n- Git")
    assert found["Outgoing personality"].kind == "trait"
    assert set(found) == {"Outgoing personality", "Git"}


@pytest.mark.parametrize(
    ("line", "deed"),
    [
        ("Experience of leading a team", "leading a team"),
        ("Experience in managing small teams", "managing small teams"),
        ("Experience leading or supervising a team", "leading or supervising a team"),
        ("Experience with the working hours of a bakery", None),
    ],
)
def test_a_deed_is_asked_for_without_a_skill_in_it(line: str, deed: str | None) -> None:
    found = asked(f"Requirements\n- {line}\n- SAP\n")
    assert [text for text, r in found.items() if r.kind == "responsibility"] == ([deed] if deed else [])


def test_one_thing_asked_for_in_several_forms_is_asked_once_as_a_must() -> None:
    ad = "Requirements\n- Knowledge of lamp gauges\n- SQL\n\nNice to have\n- Lamp gauge\n- SQL queries\n"
    found = asked(ad)
    assert {text: r.importance for text, r in found.items()} == {"lamp gauges": "must", "SQL": "must"}


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("Fluent English", "Fluent English"),
        ("Anglais courant", "Anglais courant"),
        ("Inglés fluido", "Inglés fluido"),
        ("Englisch fließend in Wort und Schrift", "Englisch fließend"),
        ("Sehr gute Deutschkenntnisse", "Sehr gute Deutschkenntnisse"),
        ("English (C1)", "English (C1)"),
        ("English, good manners", "English"),
    ],
)
def test_a_language_is_asked_for_with_its_level(line: str, language: str) -> None:
    found = asked(f"Requirements\n- {line}\n- SQL\n")
    assert [text for text, r in found.items() if r.kind == "language"] == [language]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (
            "Must have: inspection of lifts, I.S. 10101, five years as an electrician, own car.",
            {"inspection of lifts", "I.S. 10101", "five years as an electrician", "own car"},
        ),
        (
            "Requirements: 2 years of panel making, reading of drawings",
            {"2 years of panel making", "reading of drawings"},
        ),
        (
            "Requisitos: técnico en instalaciones eléctricas, trabajo en altura, carné de conducir.",
            {"técnico en instalaciones eléctricas", "trabajo en altura", "carné de conducir"},
        ),
        (
            "Requisitos: 2 años de experiencia, disponibilidad para trabajar a turnos y fines de semana",
            {"2 años de experiencia"},
        ),
        ("Requirements: 3 years of sales, service or repair", {"3 years of sales, service or repair"}),
        ("Requirements: 3 years of Java, Python", {"3 years of Java, Python", "Java", "Python"}),
        ("Requirements: two years of experience with lifts", {"two years of experience with lifts"}),
    ],
)
def test_a_list_behind_its_heading_is_taken_apart_with_the_years_in_it(line: str, words: set[str]) -> None:
    found = {
        requirement.text
        for requirement in asked(f"We are a firm in Hull.\n{line}\n").values()
        if requirement.importance == "must"
    }
    assert words <= found
    assert {text for text in found if "year" in text or "años" in text} == {
        text for text in words if "year" in text or "años" in text
    }
    assert "lifts" not in found


@pytest.mark.parametrize(
    ("heading", "line"),
    [
        ("Requirements", "18th Edition Wiring Regulations"),
        ("Qué pedimos", "Título de Técnico en Instalaciones Eléctricas y Automáticas"),
        ("Qué pedimos", "Curso de prevención de riesgos laborales de 20 horas"),
        ("Requisiti", "Attestato di saldatura"),
    ],
)
def test_a_training_counts_whole(heading: str, line: str) -> None:
    found = asked(f"{heading}\n- {line}\n")
    assert {(text, one.kind, one.skill) for text, one in found.items()} == {(line, "licence", None)}


def test_an_amount_of_canadian_money_is_no_skill() -> None:
    assert set(asked("Requirements\n- SQL\nCAD 62,000 to 70,000 a year\n")) == {"SQL"}


@pytest.mark.parametrize("line", ["Gallego", "Gallego hablado", "Fluent Galician"])
def test_a_regions_language_is_a_language(line: str) -> None:
    [found] = asked(f"Requisitos\n- {line}\n").values()
    assert (found.kind, found.skill) == ("language", "Galician")


def _importances(ad: str) -> dict[str, str]:
    found = requirements_of(ad, passages_of(ad))
    return {r.skill or r.text: r.importance for r in found if r.kind != "responsibility"}


def test_a_wish_of_a_list_counts_before_a_tool_of_the_duties() -> None:
    ad = "Your duties:\n- Keep our pages in Drupal fresh\n\nNice to have:\n- Drupal\n"
    assert _importances(ad) == {"Drupal": "nice"}


def test_a_demand_counts_before_a_wish_for_the_same() -> None:
    ad = "Nice to have:\n- Drupal 10\n\nRequirements:\n- Drupal\n"
    assert _importances(ad)["Drupal"] == "must"


@pytest.mark.parametrize(
    ("line", "skill"),
    [
        ("Terraform är meriterande", "Terraform"),
        ("Docker mile widziany", "Docker"),
        ("Kennis van Drupal is een pré", "Drupal"),
        ("Drupal é um diferencial", "Drupal"),
        ("Docker wäre schön", "Docker"),
        ("Docker handy", "Docker"),
        ("Docker: nice but not needed", "Docker"),
    ],
)
def test_wishes_in_more_languages(line: str, skill: str) -> None:
    assert _importances(f"Requirements:\n- {line}\n")[skill] == "nice"


@pytest.mark.parametrize(
    "line",
    [
        "The post is subject to an enhanced DBS check",
        "Harbour People acts as an employment agency",
        "We are committed to safeguarding children",
        "Australian working rights",
        "EEO/M/F/D/V",
        "Reporting to the head of the branch",
        "Neither is needed",
        "Actual pay is based on skills, Excel, education and location",
        "Compensation depends on experience with SQL",
        "Licence no. 12C3456",
        "No agencies please",
        "Sehr gut in Wort und Schrift",
    ],
)
def test_what_ads_say_of_themselves_asks_for_nothing(line: str) -> None:
    assert _importances(f"Requirements:\n- {line}\n- Docker\n") == {"Docker": "must"}


def test_who_places_people_is_no_skill() -> None:
    ad = "A firm has partnered with Aldwell Recruiting to find a clerk who knows Excel.\n"
    assert "recruitment" not in _importances(ad)


@pytest.mark.parametrize("mark", ["✔", "✅", "►", "»", "🔹"])
def test_points_of_a_list_have_many_marks(mark: str) -> None:
    ad = f"It also helps to know\n{mark} Docker\n{mark} Terraform\n"
    assert _importances(ad) == {"Docker": "nice", "Terraform": "nice"}


@pytest.mark.parametrize(
    ("line", "importances"),
    [
        ("Drupal (Terraform a plus)", {"Drupal": "must", "Terraform": "nice"}),
        ("Docker, Terraform (preferred)", {"Docker": "must", "Terraform": "nice"}),
        ("Docker (strongly preferred)", {"Docker": "nice"}),
    ],
)
def test_a_wish_in_brackets_is_for_what_it_stands_with(line: str, importances: dict[str, str]) -> None:
    assert _importances(f"Requirements:\n- {line}\n") == importances


def test_the_law_of_equal_chances_can_be_known_work() -> None:
    ad = "Requirements:\n- Knowledge of EEO rules and Title IX\n"
    assert [r.text for r in requirements_of(ad, passages_of(ad))]


def test_why_one_should_come_is_no_demand() -> None:
    ad = "Why Aldwell Tools\nWe train you in Six Sigma.\n\nRequirements\nExcel\n"
    assert _importances(ad) == {"Microsoft Excel": "must"}


def test_a_language_in_a_sentence_can_be_wished() -> None:
    ad = "You greet the guests of our hotel. French is helpful.\n"
    assert _importances(ad) == {"French": "nice"}


def test_a_mark_over_other_marks_is_a_headings() -> None:
    ad = "✅ It also helps to know\n» Docker\n» Terraform\n"
    assert _importances(ad) == {"Docker": "nice", "Terraform": "nice"}
