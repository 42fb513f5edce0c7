"""Heads of jobs and courses of study as people type them: who, what, where and when."""

import pytest

from jobwise.domain.profile import Profile
from jobwise.reading import plain


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
