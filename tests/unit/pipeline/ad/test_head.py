"""The head of a pasted ad: a title, and the employer on the line below."""

import pytest

from jobwise.pipeline.ad.places import place_of
from jobwise.pipeline.job_analyzer import analyze_job

BODY = """

We want somebody to join the crew in Hull and look after the lighting of three harbours.

Requirements
- At least 3 years' experience as an electrician
- Full driving licence
- First aid certificate an advantage
"""


@pytest.mark.parametrize(
    "line", ["Brightwater Electrical Services", "Brightwater Electrical Services · Hull"]
)
def test_the_line_below_the_title_is_the_employer(line: str) -> None:
    assert analyze_job(f"Electrician (m/f)\n{line}{BODY}").employer == "Brightwater Electrical Services"


def test_a_driving_licence_is_no_degree() -> None:
    analysis = analyze_job(f"Electrician\nBrightwater Electrical Services{BODY}")
    assert analysis.degree_min is None
    assert {r.kind for r in analysis.requirements if "licence" in r.text} == {"licence"}


@pytest.mark.parametrize(
    ("head", "title", "employer"),
    [
        ("Harbour Electrician at Corvid Lights", "Harbour Electrician", "Corvid Lights"),
        ("Brightwater Systems · Hull\nHarbour Electrician", "Harbour Electrician", "Brightwater Systems"),
        ("Harbour Electrician\nBrightwater Systems · Hull", "Harbour Electrician", "Brightwater Systems"),
        ("Harbour School · Hull · £30,000\nTeacher of maths", "Teacher", "Harbour School"),
        ("Electrician at Sea", "Electrician", None),
        ("Electrician\nNaranjal Sistemas S.L., Hull", "Electrician", "Naranjal Sistemas S.L."),
    ],
)
def test_the_head_names_title_and_employer(head: str, title: str, employer: str | None) -> None:
    analysis = analyze_job(head + BODY)
    assert (analysis.title, analysis.employer) == (title, employer)


@pytest.mark.parametrize(
    ("text", "employer"),
    [
        ("LumenData is looking for a calm person.", None),
        ("Wharf-Stop is seeking a calm person. Join Wharf-Stop.", "Wharf-Stop"),
        ("Reasons to join: Industry Leading Company.", None),
        ("Night is long. We need a nurse at Night.", None),
        ("We pay for Life, Company sick days.", None),
        ("A contract with Yoh's client in Hull.", None),
        ("Work for Cognilight's Testing Practice. Cognilight is based in Hull.", "Cognilight"),
        ("Published in Harbour Media Group papers.", None),
        ("Randstad Hull is seeking a calm person.", None),
        ("Hull is seeking a calm person. The job is in Hull.", None),
        ("Brightwater Lamps, Inc. is seeking a calm person.", "Brightwater Lamps, Inc."),
        (
            "Summit Harbour Group is one of the largest. Reach the summit of your harbour days.",
            "Summit Harbour",
        ),
    ],
)
def test_an_employer_is_a_name_of_its_own(text: str, employer: str | None) -> None:
    found = analyze_job(f"Electrician\n\n{text}\n{BODY}").employer
    assert (found or "").startswith(employer) if employer else found is None


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Développeur logiciel (H/F)", "Développeur logiciel"),
        ("Desarrollador de software", "Desarrollador de software"),
        ("Elektroniker für Betriebstechnik (m/w/d)", "Elektroniker für Betriebstechnik"),
        ("Infirmier diplômé d'État H/F", "Infirmier diplômé d'État"),
        ("Camarero en Hull", "Camarero"),
        ("Harbour Office Support Job in Hull", "Harbour Office Support"),
        ("Brightwater Lamps Job Application for Harbour Electrician | Monster.com", "Harbour Electrician"),
        ("Electrician needed for nights", "Electrician"),
        ("Electrician Job in Hull", "Electrician"),
    ],
)
def test_the_title_is_the_whole_title_and_nothing_else(line: str, title: str) -> None:
    assert analyze_job(line + BODY).title == title


@pytest.mark.parametrize("line", ["Monster", "Petlight"])
def test_a_site_or_the_employer_is_no_title(line: str) -> None:
    body = BODY.replace("electrician", "fitter of lamps")
    assert analyze_job(f"{line}\n\nPetlight is looking for help.{body}").title != line


def test_a_firm_keeps_the_word_before_it_that_always_stands_there() -> None:
    text = "Tall Lamps Corp was founded in 1990. Tall Lamps Corp is seeking help. Lamps Corp's lamps shine."
    assert analyze_job(f"Electrician\n\n{text}\n{BODY}").employer == "Tall Lamps Corp"


@pytest.mark.parametrize(
    "text", ["HomeLights of Hull is seeking help.", "Work with Lamps and Divisions to make plans. Join Us."]
)
def test_the_end_of_a_longer_word_and_a_duty_name_no_employer(text: str) -> None:
    assert analyze_job(f"Electrician\n\n{text}\n{BODY}").employer in {None, "HomeLights of Hull"}


LISTED = """

Requisitos
- SQL
- Trabajo en altura
- Al menos dos años de experiencia en el ramo y ganas de ello
"""


@pytest.mark.parametrize(
    ("head", "title", "employer", "place"),
    [
        (
            "Auxiliar de enfermería\nResidencia Os Carballos\nVigo, Pontevedra, Galicia",
            "Auxiliar de enfermería",
            "Residencia Os Carballos",
            "Vigo, Pontevedra, Galicia",
        ),
        (
            "Elektroniker für Betriebstechnik (m/w/d)\nHachenau KG\nFreiburg im Breisgau, Baden-Württemberg",
            "Elektroniker für Betriebstechnik",
            "Hachenau KG",
            "Freiburg im Breisgau, Baden-Württemberg",
        ),
        (
            "Electrical Inspector\nWessex Certification Partners\nRemote in Ireland, with travel",
            "Electrical Inspector",
            "Wessex Certification Partners",
            "Remote in Ireland",
        ),
        (
            "Encargado de mantenimiento\n\nHotel Cabo Sereno\n\nAlmería, Andalucía, España",
            "Encargado de mantenimiento",
            "Hotel Cabo Sereno",
            "Almería, Andalucía, España",
        ),
        (
            "Panel Wirer\nCurragh Controls · Kildare, Leinster, Ireland",
            "Panel Wirer",
            "Curragh Controls",
            "Kildare, Leinster, Ireland",
        ),
        (
            "Site Electrician\nKilbrack Builders · Mallow, Cork, Ireland · Remote",
            "Site Electrician",
            "Kilbrack Builders",
            "Mallow, Cork, Ireland",
        ),
    ],
)
def test_a_place_vouches_for_the_title_and_the_employer_over_it(
    head: str, title: str, employer: str, place: str
) -> None:
    analysis = analyze_job(head + LISTED)
    assert (analysis.title, analysis.employer, analysis.location) == (title, employer, place)


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("Location: Seattle, WA", "Seattle, WA"),
        ("Location: Remote (Germany)", "Remote (Germany)"),
        ("Berlin / Munich", "Berlin / Munich"),
        ("Sales, IT", None),
    ],
)
def test_a_line_of_the_place_is_read_whole(line: str, place: str | None) -> None:
    ad = f"Harbour Electrician\nWe are a small crew.\n{line}\n\nYou look after lights.\n"
    assert place_of(ad, ad) == place
