"""Heads of jobs and courses of study as people type them: who, what, where and when."""

import io

import pytest
from docx import Document

from jobwise.domain.profile import Profile
from jobwise.reading import docx, pdf, plain
from tests.unit.reading.sheets import pdf_of


def read(text: str) -> Profile:
    return plain.read(text.encode())[0]


def jobs(profile: Profile) -> list[tuple[str, str, str, str | None, str | None]]:
    return [(job.position, job.name, job.location, job.start_date, job.end_date) for job in profile.work]


@pytest.mark.parametrize("heading", ["Opleiding", "Wykształcenie", "Education", "EDUCACIÓN"])
def test_dates_right_under_a_heading_are_no_part_of_it(heading: str) -> None:
    (entry,) = read(f"Aino Vettel\n\n{heading}\n2011 – 2014\nDiploma Tuinbouw, Maldon College\n").education
    assert (entry.start_date, entry.end_date) == ("2011", "2014")


def test_headings_that_no_list_knows_are_told_beside_few_that_are_known() -> None:
    text = "AINO VETTEL\n\nHONOURABLE MENTIONS\nFirst of her year\n\nMARITIME EXPERIENCE\n"
    profile = read(
        f"{text}Harbour Pilot, Port of Tilbury, 2015 - 2019\n\nEDUCATION\nBSc, Solent University, 2014\n"
    )
    assert [(job.position, job.name) for job in profile.work] == [("Harbour Pilot", "Port of Tilbury")]


@pytest.mark.parametrize(
    ("line", "title", "employer"),
    [
        ("Ontvangst bij Museum Zevenster", "Ontvangst", "Museum Zevenster"),
        ("Einkauf bei Feinkost Albers", "Einkauf", "Feinkost Albers"),
        ("Accueil chez Vitrine Bleue", "Accueil", "Vitrine Bleue"),
        ("Fietsenmaker bij Wielhuis", "Fietsenmaker", "Wielhuis"),
        ("Sjuksköterska på Tallkotten", "Sjuksköterska", "Tallkotten"),
    ],
)
def test_a_small_word_parts_title_and_employer_that_no_list_knows(
    line: str, title: str, employer: str
) -> None:
    profile = read(f"Aino Vettel\n\nWORK EXPERIENCE\n\n{line}\n2016 - 2019\n")
    assert jobs(profile) == [(title, employer, "", "2016", "2019")]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Inkoper bij Tuincentrum Floris te Zwolle", ("Inkoper", "Tuincentrum Floris", "Zwolle")),
        ("Köchin bei Gasthof Linde in Bonn", ("Köchin", "Gasthof Linde", "Bonn")),
        ("Serveuse, Brasserie Mistral à Marseille", ("Serveuse", "Brasserie Mistral", "Marseille")),
        ("Barista, Blue Kettle, Golden, CO", ("Barista", "Blue Kettle", "Golden, CO")),
    ],
)
def test_the_town_behind_an_employer_is_the_place(line: str, expected: tuple[str, str, str]) -> None:
    profile = read(f"Aino Vettel\n\nWORK EXPERIENCE\n\n{line} (2016 - 2019)\n- Opened early.\n")
    assert jobs(profile) == [(*expected, "2016", "2019")]


def test_what_a_teacher_teaches_is_no_town() -> None:
    (job,) = read("Aino Vettel\n\nWORK EXPERIENCE\n\nHill School | Tutor in Reading | 2016 - 2019\n").work
    assert (job.position, job.name, job.location) == ("Tutor in Reading", "Hill School", "")


def test_marks_of_arrows_and_short_sentences_are_no_names() -> None:
    text = "Aino Vettel\n\nWORK EXPERIENCE\n\nDock Foreman, Lantern Freight\n2016 - 2019\n"
    more = "Teacher, Birch School\n2012 - 2015\nTaught years 4-6.\n"
    profile = read(f"{text}> Ran the night gang\n> Kept the log\n\n{more}")
    assert [(job.position, job.name) for job in profile.work] == [
        ("Dock Foreman", "Lantern Freight"),
        ("Teacher", "Birch School"),
    ]
    assert [[item.text for item in job.highlights] for job in profile.work] == [
        ["Ran the night gang", "Kept the log"],
        ["Taught years 4-6."],
    ]


def test_labels_of_contact_lines_in_dutch_and_portuguese_are_no_names() -> None:
    basics = read(
        "Naam: Aino Vettel\nTelefoon: 06-10203040\nWoonplaats: Utrecht\n\nOpleiding\nHavo, 2010\n"
    ).basics
    assert (basics.name, basics.phone, basics.location.text) == ("Aino Vettel", "06-10203040", "Utrecht")


@pytest.mark.parametrize(
    ("line", "degree", "school", "grade"),
    [
        ("B.E. (Mining), Sarasvati Technological University, 2011, 74%", "B.E.", "Sarasvati", "74%"),
        ("HSC, Lakshmi Vidyalaya, 2007, 8.9 CGPA", "HSC", "Lakshmi Vidyalaya", "8.9 CGPA"),
        ("2011 – Maturità, Liceo Volterra, 92/100", "Maturità", "Liceo Volterra", "92/100"),
        ("2008 – 2011 Ausbildung zur Floristin, BSZ Grimma, Abschlussnote 1,7", "Ausbildung", "BSZ", "1,7"),
    ],
)
def test_a_grade_between_commas_is_no_school(line: str, degree: str, school: str, grade: str) -> None:
    (entry,) = read(f"Aino Vettel\n\nEDUCATION\n\n{line}\n").education
    assert entry.institution.startswith(school)
    assert f"{entry.study_type} {entry.area}".startswith(degree)
    assert entry.score == grade


def test_a_job_that_led_to_the_next_one_without_a_name_has_its_employer() -> None:
    text = """Aino Vettel

WORK EXPERIENCE

Fjord Ferries
Chief Engineer
Jan 2018 – Present
- Kept the engines

Second Engineer
Mar 2014 – Dec 2017
- Kept the pumps

Deck Painter
2009 – 2010
- Painted
"""
    profile = read(text)
    assert [(job.position, job.name) for job in profile.work[:2]] == [
        ("Chief Engineer", "Fjord Ferries"),
        ("Second Engineer", "Fjord Ferries"),
    ]
    assert [job.name for job in profile.work[2:]] == [""]  # years lie between: nobody says for whom
    asked = [doubt.reason for doubt in profile.doubts if doubt.fact_id == profile.work[1].fact_id]
    assert asked == ["No employer stands here; the one above was taken, as the dates go on."]


def test_what_only_says_that_a_list_comes_is_no_employer() -> None:
    text = "Aino Vettel\n\nWORK EXPERIENCE\n\nFreelance Illustrator, self-employed\n2015 - 2019\nCustomers:\n"
    (job,) = read(f"{text}- Heron Press\n- The Map Room\n").work
    assert (job.position, job.name) == ("Freelance Illustrator", "self-employed")
    assert [item.text for item in job.highlights] == ["Customers:", "Heron Press", "The Map Room"]


def test_jobs_under_the_heading_of_a_summary_are_jobs() -> None:
    text = "Aino Vettel\n\nCAREER SUMMARY\nDrawn to harbours and ships.\n\nDock Foreman, Lantern Freight\n"
    more = "Docker, Gull Shipping\n2012 - 2016\n\nEDUCATION\nHighers, 2011\n"
    profile = read(f"{text}2016 - 2019\n- Ran the gang\n\n{more}")
    assert [item.text for item in profile.basics.summary] == ["Drawn to harbours and ships."]
    assert [(job.position, job.name, job.start_date) for job in profile.work] == [
        ("Dock Foreman", "Lantern Freight", "2016"),
        ("Docker", "Gull Shipping", "2012"),
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "Portugués: nativo. Alemán: B2 (Goethe, 2015). Ruso: A2.",
            [("Portugués", "nativo"), ("Alemán", "B2 (Goethe, 2015"), ("Ruso", "A2")],
        ),
        ("czeski – ojczysty, niemiecki – B1", [("czeski", "ojczysty"), ("niemiecki", "B1")]),
        ("Castellano nativo; italiano básico", [("Castellano", "nativo"), ("italiano", "básico")]),
        ("English, read, written and spoken", [("English", "read, written and spoken")]),
    ],
)
def test_languages_in_one_sentence_are_taken_apart(line: str, expected: list[tuple[str, str]]) -> None:
    languages = read(f"Aino Vettel\n\nLANGUAGES\n{line}\n").languages
    assert [(entry.language, entry.fluency) for entry in languages] == expected


def test_a_labelled_line_of_languages_below_another_section_is_a_section() -> None:
    text = "Aino Vettel\n\nAUSBILDUNG\nAusbildung zum Maler, Berufsschule Grimma, 2008 - 2011\n"
    profile = read(f"{text}\nSprachen: Finnisch (Muttersprache), Deutsch (C1)\n")
    assert [entry.institution for entry in profile.education] == ["Berufsschule Grimma"]
    assert [entry.language for entry in profile.languages] == ["Finnisch", "Deutsch"]


def test_languages_of_programs_in_a_job_are_no_section() -> None:
    text = "Aino Vettel\n\nWORK EXPERIENCE\n\nProgrammer, Heron Press\n2015 - 2019\n- Built the shop\n"
    profile = read(f"{text}Languages: Python, Ruby\n")
    assert not profile.languages
    assert len(profile.work) == 1


@pytest.mark.parametrize("since", ["seit April 2018", "Depuis 2018", "Since April 2018", "sinds 2018"])
def test_the_first_item_below_a_date_without_an_end_is_an_item(since: str) -> None:
    document = Document()
    for line in ("Aino Vettel", "Work experience", "Gasthof Linde", "Köchin", since):
        document.add_paragraph(line)
    for line in ("Cooked for ninety", "Bought the fish"):
        document.add_paragraph(line, style="List Bullet")
    saved = io.BytesIO()
    document.save(saved)
    (job,) = docx.read(saved.getvalue())[0].work
    assert (job.position, job.name, job.end_date) == ("Köchin", "Gasthof Linde", "present")
    assert [item.text for item in job.highlights] == ["Cooked for ninety", "Bought the fish"]


def test_short_lines_of_a_page_of_one_column_are_not_wrapped() -> None:
    lines = ["Beratung und Einkauf", "Feinkost Albers und Co", "Kiel, 04/2018 – heute"]
    more = ["Empfang und Verwaltung", "Kanzlei am Birkenplatz", "Husum, 05/2014 – 03/2018"]
    drawn = [(50, 130 + 14 * row, text) for row, text in enumerate([*lines, *more])]
    top = [
        (50, 60, "Aino Vettel", "n"),
        (50, 80, "aino.vettel@example.de"),
        (50, 110, "Berufserfahrung", "h"),
    ]
    profile = pdf.read(pdf_of([*top, *drawn]))[0]
    words = [{job.position, job.name} for job in profile.work]
    assert words == [set(lines[:2]), set(more[:2])]


@pytest.mark.parametrize("pause", ["Elternzeit", "Career break to care for my father", "Año sabático"])
def test_a_time_without_a_job_has_no_employer(pause: str) -> None:
    text = "Aino Vettel\n\nWORK EXPERIENCE\n\nBirch School, Leeds, UK\n"
    text += "Head Cook, Lunches (2018 – present)\n- Cooked\n"
    profile = read(f"{text}{pause} (2016 – 2018)\nCook, Breakfasts (2012 – 2016)\n")
    assert [(job.position, job.name) for job in profile.work] == [
        ("Head Cook, Lunches", "Birch School"),
        (pause, ""),
        ("Cook, Breakfasts", "Birch School"),
    ]


@pytest.mark.parametrize(
    "firm", ["Brisa S.L.", "Molen V.O.F.", "Zorza Sp. z o.o.", "Albers e.K.", "Mistral SARL"]
)
def test_what_firms_are_called_by_law_tells_the_employer(firm: str) -> None:
    for line in (f"Zwabber | {firm}", f"{firm} | Zwabber"):
        (job,) = read(f"Aino Vettel\n\nWORK EXPERIENCE\n\n{line} | 2016 - 2019\n").work
        assert (job.position, job.name) == ("Zwabber", firm)


def test_a_labelled_objective_at_the_top_is_the_summary() -> None:
    basics = read("Aino Vettel\nObjective: to work at sea\n\nEDUCATION\nHighers, 2011\n").basics
    assert [item.text for item in basics.summary] == ["to work at sea"]


@pytest.mark.parametrize(
    ("title", "employer"),
    [
        ("Schilder", "Afwerkbedrijf Molenwiek"),
        ("Relatiebeheerder Zakelijk", "Gemeente Oldehove"),
        ("Maurer", "Ziegelfabrik Hasloh"),
        ("Pomocnik kuchni", "Zakłady Zorza"),
        ("Barnskötare", "Lönnskolan"),
        ("Muratore", "Cooperativa Il Ponte"),
        ("Motorista", "Padaria Estrela"),
        ("Albañil", "Montajes Oliva"),
    ],
)
@pytest.mark.parametrize("order", ["{title} | {firm} | 2016 - 2019", "{firm}\n{title}\n2016 - 2019"])
def test_words_of_trades_and_firms_tell_title_from_employer(title: str, employer: str, order: str) -> None:
    (job,) = read(f"Aino Vettel\n\nWORK EXPERIENCE\n\n{order.format(title=title, firm=employer)}\n").work
    assert (job.position, job.name) == (title, employer)


def test_where_no_word_tells_the_name_with_the_place_behind_it_is_the_employer() -> None:
    lines = "Zwabber   2016 - 2019\nWielrad, Deventer\n- Swept\n\nKrabber   2012 - 2016\nTolhek, Utrecht\n"
    profile = read(f"Aino Vettel\n\nWORK EXPERIENCE\n\n{lines}")
    assert jobs(profile) == [
        ("Zwabber", "Wielrad", "Deventer", "2016", "2019"),
        ("Krabber", "Tolhek", "Utrecht", "2012", "2016"),
    ]


def test_slashes_part_a_head_where_there_are_several() -> None:
    lines = "Zeichnerin / Agentur Rotmilan / 2016–2019 / Kiel\n\nNurse/Midwife, Birch Hospital, 2012–2016\n"
    profile = read(f"Aino Vettel\n\nWORK EXPERIENCE\n\n{lines}")
    assert jobs(profile) == [
        ("Zeichnerin", "Agentur Rotmilan", "Kiel", "2016", "2019"),
        ("Nurse/Midwife", "Birch Hospital", "", "2012", "2016"),
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Albañil en Montajes Oliva (Sevilla)", ("Albañil", "Montajes Oliva", "Sevilla")),
        (
            "Camarera en Instalaciones Oliva, S.L. (Madrid)",
            ("Camarera", "Instalaciones Oliva, S.L.", "Madrid"),
        ),
        ("Sprzedawca w Hurtowni Zorza, Kraków", ("Sprzedawca", "Hurtowni Zorza", "Kraków")),
        ("Coiffeuse, Salon Mistral – Valence (26)", ("Coiffeuse", "Salon Mistral", "Valence (26)")),
    ],
)
def test_the_place_behind_a_title_with_its_employer(line: str, expected: tuple[str, str, str]) -> None:
    assert jobs(read(f"Aino Vettel\n\nWORK EXPERIENCE\n\n{line}\n2016 - 2019\n")) == [
        (*expected, "2016", "2019")
    ]


def test_what_somebody_taught_is_no_employer() -> None:
    (job,) = read("Aino Vettel\n\nWORK EXPERIENCE\n\nProfesora en Matemáticas\n2016 - 2019\n").work
    assert (job.position, job.name) == ("Profesora en Matemáticas", "")


def test_a_school_in_one_long_word_is_told_from_what_was_got_there() -> None:
    (entry,) = read(
        "Aino Vettel\n\nSCHULBILDUNG\n2001 - 2010\nErich-Mohn-Stadtteilschule\nMittlerer Schulabschluss\n"
    ).education
    assert (entry.institution, entry.study_type) == ("Erich-Mohn-Stadtteilschule", "Mittlerer Schulabschluss")


@pytest.mark.parametrize("title", ["Gebietsleiter Süd", "Wohnbereichsleiterin Haus 2", "Innendienst"])
def test_a_trade_in_one_long_word_tells_the_title_wherever_it_stands(title: str) -> None:
    text = f"Aino Vettel\n\nWORK EXPERIENCE\n\n{title} – Albers Fördertechnik\nKiel, 2016 – 2019\n\n"
    profile = read(f"{text}Area Manager – Hydro Lahn\nBonn, 2011 – 2016\n")
    assert [(job.position, job.name) for job in profile.work] == [
        (title, "Albers Fördertechnik"),
        ("Area Manager", "Hydro Lahn"),
    ]


def test_a_trade_below_the_name_is_what_somebody_is() -> None:
    assert (
        read("Aino Vettel\nGebietsleiterin\nKiel\n\nAUSBILDUNG\nAbitur, 2010\n").basics.label
        == "Gebietsleiterin"
    )


def test_a_school_before_a_colon_is_a_school() -> None:
    (entry,) = read(
        "Aino Vettel\n\nEDUCATION\nTamar Valley College: A-levels in Art (B), Law (C), 2014\n"
    ).education
    assert (entry.institution, entry.end_date) == ("Tamar Valley College", "2014")
    assert (entry.study_type, entry.area) == ("A-levels", "Art (B), Law (C)")


def test_a_town_that_no_list_knows_behind_a_firm_is_the_place() -> None:
    line = "Operaio, Officine Brenta, Borgo Vecchiano\n2016 – 2019\n- Tornava\n"
    assert jobs(read(f"Aino Vettel\n\nWORK EXPERIENCE\n\n{line}")) == [
        ("Operaio", "Officine Brenta", "Borgo Vecchiano", "2016", "2019")
    ]
    ward = read("Aino Vettel\n\nWORK EXPERIENCE\n\nStaff Nurse, Surgery, Birch Infirmary\n2016 – 2019\n").work
    assert [(job.position, job.name) for job in ward] == [("Staff Nurse, Surgery", "Birch Infirmary")]


def test_a_title_set_as_the_headings_are_begins_an_entry() -> None:
    drawn = [
        (50, 60, "Aino Vettel", "n"),
        (50, 110, "Werkervaring", "b"),
        (50, 130, "Instrumentmaker", "b"),
        (50, 144, "Uurwerkhuis | 01/2018 - heden | Utrecht"),
        (50, 164, "Leraar Techniek", "b"),
        (50, 178, "Molenschool | 08/2012 - 12/2017 | Haarlem"),
        (50, 210, "Talen", "b"),
        (50, 226, "Nederlands, Engels"),
        (50, 250, "Vaardigheden", "b"),
        (50, 264, "Draaien, vijlen"),
    ]
    profile = pdf.read(pdf_of(drawn))[0]
    assert [(job.position, job.name) for job in profile.work] == [
        ("Instrumentmaker", "Uurwerkhuis"),
        ("Leraar Techniek", "Molenschool"),
    ]


def test_a_town_that_no_list_knows_behind_a_firm_on_its_own_line_is_the_place() -> None:
    line = "Barista\nPadaria Estrela, Vila Nortada\n2016 – 2019\n"
    assert jobs(read(f"Aino Vettel\n\nWORK EXPERIENCE\n\n{line}")) == [
        ("Barista", "Padaria Estrela", "Vila Nortada", "2016", "2019")
    ]
