"""PDF résumés of many layouts, drawn here and read back."""

import pytest

from jobwise.errors import UnreadableFile
from jobwise.reading import pdf
from tests.unit.reading.sheets import RESUME, STUDIES, TOP, pdf_of


def spells(profile):
    return [(job.name, job.position, job.start_date, job.end_date) for job in profile.work]


BOTH = [
    ("Northwind Bakery", "Head Pastry Chef", "2019-04", "present"),
    ("Hotel Aurora", "Commis Chef", "2014-01", "2016-08"),
]


def test_a_résumé_in_one_column_is_read_whole():
    profile, source = pdf.read(pdf_of(RESUME))
    assert profile.basics.name == "Maribel Quintrell"
    assert profile.basics.email == "maribel.quintrell@example.com"
    assert profile.basics.phone == "+44 1632 960123"
    assert profile.basics.location.text == "Leeds, UK"
    assert [account.network for account in profile.basics.profiles] == ["LinkedIn"]
    assert spells(profile) == BOTH
    assert [job.location for job in profile.work] == ["Leeds, UK", "Lyon, France"]
    assert profile.education[0].institution == "Leeds Beckett University"
    assert (profile.education[0].start_date, profile.education[0].end_date) == (None, "2013")
    assert profile.skills[0].name == "Baking"
    assert profile.skills[0].keywords[1].text == "viennoiserie (croissants, brioche)"
    assert not profile.unplaced
    assert source.pages == 1


def test_a_wrapped_bullet_is_one_highlight():
    profile, _ = pdf.read(pdf_of(RESUME))
    first, second = (item.text for item in profile.work[0].highlights)
    assert first.endswith("cut the waste of the ovens by 31 percent within a year.")
    assert second == "Introduced a sourdough line."


def test_places_point_into_the_text_and_onto_the_page():
    profile, source = pdf.read(pdf_of(RESUME))
    place = profile.work[0].highlights[0].place
    assert source.text[place.start : place.end].startswith("Led a team")
    assert source.text[place.start : place.end].endswith("within a year.")
    assert len(place.boxes) == 2
    left, top, right, bottom = place.boxes[0]
    assert 0.09 < left < 0.13
    assert 0.16 < top < bottom < 0.20
    assert left < right <= 1


def test_ids_stay_the_same_when_the_file_is_read_again():
    data = pdf_of(RESUME)
    first, second = pdf.read(data)[0], pdf.read(data)[0]
    assert [fact.fact_id for fact in first.facts()] == [fact.fact_id for fact in second.facts()]
    assert len({fact.fact_id for fact in first.facts()}) == len(first.facts())


def test_a_side_bar_is_not_mixed_with_the_main_column():
    side = [
        (430, 110, "Skills", "h"),
        (430, 133, "Sourdough"),
        (430, 149, "Costing"),
        (430, 165, "Excel"),
        (430, 190, "Languages", "h"),
        (430, 209, "English (native)"),
        (430, 225, "French (B2)"),
    ]
    main = [
        (50, 110, "Experience", "h"),
        (50, 130, "Head Pastry Chef", "b"),
        (50, 144, "Northwind Bakery | Apr 2019 - Present"),
        (60, 158, "\u2022 Led a team of nine bakers across two sites."),
        (50, 180, "Commis Chef", "b"),
        (50, 194, "Hotel Aurora | Jan 2014 - Aug 2016"),
        (60, 208, "\u2022 Prepared 180 covers a night."),
    ]
    profile, _ = pdf.read(pdf_of([*TOP, *main, *side]))
    assert spells(profile) == BOTH
    assert [skill.name for skill in profile.skills] == ["Sourdough", "Costing", "Excel"]
    assert [(tongue.language, tongue.fluency) for tongue in profile.languages] == [
        ("English", "native"),
        ("French", "B2"),
    ]


def test_dates_in_a_left_margin_belong_to_the_lines_beside_them():
    lines = [
        *TOP,
        (50, 110, "Experience", "h"),
        (50, 130, "04/2019 - today"),
        (150, 130, "Head Pastry Chef, Northwind Bakery"),
        (150, 144, "Led a team of nine bakers and introduced a sourdough line that sells well."),
        (50, 166, "01/2014 - 08/2016"),
        (150, 166, "Commis Chef, Hotel Aurora"),
        (150, 180, "Prepared covers for the evening service, pastry and cold starters, in a team of six."),
    ]
    profile, _ = pdf.read(pdf_of(lines))
    assert spells(profile) == BOTH


def test_two_titles_under_one_employer_share_its_name():
    lines = [
        *TOP,
        (50, 110, "Experience", "h"),
        (50, 130, "Northwind Bakery", "b"),
        (440, 130, "Leeds, UK"),
        (50, 144, "Head Pastry Chef", "i"),
        (440, 144, "Apr 2019 - Present"),
        (60, 158, "\u2022 Led a team of nine bakers."),
        (50, 176, "Pastry Chef de Partie", "i"),
        (440, 176, "Jan 2018 - Mar 2019"),
        (60, 190, "\u2022 Ran the chocolate section."),
    ]
    profile, _ = pdf.read(pdf_of(lines))
    assert spells(profile) == [
        ("Northwind Bakery", "Head Pastry Chef", "2019-04", "present"),
        ("Northwind Bakery", "Pastry Chef de Partie", "2018-01", "2019-03"),
    ]


def test_the_order_of_title_and_employer_is_learnt_from_the_other_entries():
    lines = [
        *TOP,
        (50, 110, "Experience", "h"),
        (50, 130, "Head Pastry Chef, Quenby"),
        (440, 130, "2019 - 2021"),
        (60, 144, "\u2022 Led a team of nine bakers."),
        (50, 166, "Head of Patisserie, Ostrava"),
        (440, 166, "2017 - 2019"),
        (60, 180, "\u2022 Ran the chocolate section."),
        (50, 202, "Patisserie Everything, Wexcombe"),
        (440, 202, "2015 - 2017"),
    ]
    profile, _ = pdf.read(pdf_of(lines))
    assert [job.name for job in profile.work] == ["Quenby", "Ostrava", "Wexcombe"]


def test_a_résumé_without_headings_still_has_jobs_and_studies():
    lines = [
        *TOP,
        (50, 120, "Head Pastry Chef, Northwind Bakery, Apr 2019 - Present"),
        (60, 134, "\u2022 Led a team of nine bakers."),
        (50, 150, "Commis Chef, Hotel Aurora, Jan 2014 - Aug 2016"),
        (60, 164, "\u2022 Prepared 180 covers a night."),
        (50, 180, "BSc Food Science, Leeds Beckett University, Sep 2010 - Jun 2013"),
    ]
    profile, _ = pdf.read(pdf_of(lines))
    assert spells(profile) == BOTH
    assert [entry.institution for entry in profile.education] == ["Leeds Beckett University"]


def test_headings_printed_sideways_part_the_sections():
    lines = [
        *TOP,
        (50, 150, "Head Pastry Chef (Northwind Bakery)", "b"),
        (350, 150, "Apr 2019 - Present"),
        (50, 164, "Commis Chef (Hotel Aurora)", "b"),
        (350, 164, "Jan 2014 - Aug 2016"),
        (50, 300, "BSc Food Science (Leeds Beckett University)", "b"),
        (350, 300, "2010 - 2013"),
    ]
    profile, _ = pdf.read(pdf_of(lines, turned=[(540, 200, "Experience"), (540, 330, "Education")]))
    assert spells(profile) == BOTH
    assert [entry.institution for entry in profile.education] == ["Leeds Beckett University"]


def test_letter_spaced_headings_are_read_as_words():
    spaced = [(50.0 + 11 * at, 110.0, letter, "b") for at, letter in enumerate("EXPERIENCE")]
    lines = [*TOP, *spaced, (50, 130, "Commis Chef, Hotel Aurora"), (440, 130, "Jan 2014 - Aug 2016")]
    profile, _ = pdf.read(pdf_of(lines))
    assert spells(profile) == [BOTH[1]]


def test_a_first_line_that_looks_like_its_heading_is_no_heading():
    """All in one look: capitals are all that tells a heading, and an abbreviation has them, too."""
    words = ["EXPERIENCE", "Baker, Crumb Ltd", "January 2015 - Present", "SKILLS", "HACCP", "Stock control"]
    lines = [(50, 110 + 16 * at, word) for at, word in enumerate(words)]
    profile, _ = pdf.read(pdf_of([(50, 60, "Ann Other"), (50, 76, "x@example.com"), *lines]))
    assert [skill.name for skill in profile.skills] == ["HACCP", "Stock control"]
    assert profile.unplaced == ()


def test_a_heading_of_unknown_words_keeps_its_lines_as_unplaced():
    lines = [*RESUME, (50, 390, "Bread in my village", "h"), (50, 410, "I bake for the fair each May.")]
    profile, _ = pdf.read(pdf_of(lines))
    assert [(line.heading, line.text) for line in profile.unplaced] == [
        ("Bread in my village", "I bake for the fair each May.")
    ]


def test_page_numbers_and_repeated_headers_are_no_content():
    foot = [(270, 820, "Maribel Quintrell - page 1")]
    more = [(60, 60, "\u2022 Trained four apprentices."), (270, 820, "Maribel Quintrell - page 2")]
    first = [line for line in RESUME if line not in STUDIES]
    profile, source = pdf.read(pdf_of([*first, *foot], more))
    assert [item.text for item in profile.work[1].highlights] == [
        "Prepared 180 covers a night.",
        "Trained four apprentices.",
    ]
    assert profile.work[1].highlights[1].place.page == 2
    assert not profile.unplaced
    assert "page 2" in source.text


def test_a_year_alone_is_told_as_a_doubt():
    lines = [
        *TOP,
        (50, 110, "Experience", "h"),
        (50, 130, "Commis Chef, Hotel Aurora"),
        (440, 130, "2014 - 2016"),
    ]
    profile, _ = pdf.read(pdf_of(lines))
    reasons = {(doubt.fact_id, doubt.field): doubt.reason for doubt in profile.doubts}
    assert reasons[(profile.work[0].fact_id, "start_date")] == "Only the year is given."


def test_a_single_date_of_a_job_is_its_start_and_end():
    lines = [
        *TOP,
        (50, 110, "Experience", "h"),
        (50, 130, "Commis Chef, Hotel Aurora"),
        (440, 130, "May 2014"),
    ]
    profile, _ = pdf.read(pdf_of(lines))
    assert (profile.work[0].start_date, profile.work[0].end_date) == ("2014-05", "2014-05")


def test_a_pdf_without_text_is_told_to_be_a_picture():
    with pytest.raises(UnreadableFile) as told:
        pdf.read(pdf_of([]))
    assert told.value.title == "This PDF is a picture"
    assert told.value.message == "It holds no text. Upload the Word file, or paste the text."


def test_a_broken_pdf_is_refused():
    with pytest.raises(UnreadableFile):
        pdf.read(b"%PDF-1.7 nothing else")


@pytest.mark.parametrize("text", ["x", "2019 - 2020", "Experience", "-", "Skills: , ; |", "@ + http://"])
def test_next_to_nothing_is_read_without_a_crash(text):
    profile, source = pdf.read(pdf_of([(50, 60, text)]))
    assert text.split()[0] in source.text
    assert not profile.work or profile.work[0].fact_id


def test_text_of_gives_the_words_in_reading_order():
    text = pdf.text_of(pdf_of(RESUME))
    assert text.index("Northwind") < text.index("Hotel Aurora") < text.index("Beckett")


def test_a_duration_beside_the_rest_of_a_wrapped_bullet_belongs_to_no_bullet():
    page = [
        *TOP,
        (50, 110, "Work Experience", "h"),
        (50, 130, "Northwind Bakery, Head Pastry Chef"),
        (470, 130, "Leeds, UK"),
        (60, 143, "\u2022 Kept the ovens of both sites running for the whole of the year with 99%"),
        (445, 143, "Apr 2019 - Present"),
        (67, 156, "uptime"),
        (455, 156, "2 years 10 months"),
        (60, 169, "\u2022 Introduced a sourdough line."),
    ]
    (job,) = pdf.read(pdf_of(page))[0].work
    assert [item.text for item in job.highlights] == [
        "Kept the ovens of both sites running for the whole of the year with 99% uptime",
        "Introduced a sourdough line.",
    ]
    assert (job.start_date, job.end_date) == ("2019-04", "present")


def test_a_bold_title_that_had_no_room_goes_on_below_and_its_last_word_is_no_heading():
    title = "Software Engineer and Researcher of Security (Compulsory Military"
    profile, _ = pdf.read(
        pdf_of(
            [
                *TOP,
                (50, 110, "Work Experience", "h"),
                (50, 130, title, "b"),
                (395, 130, "Aug 2014 - Apr 2016"),
                (50, 142, "Service)", "b"),
                (50, 154, "Tarnbeck Command, Leeds, UK", "i"),
                (50, 170, "- Found three faults in the dispatch program"),
                (50, 190, "Clerk", "b"),
                (395, 190, "Jan 2012 - Jul 2014"),
                (50, 202, "Quillfork Ltd, Leeds, UK", "i"),
            ]
        )
    )
    assert [(job.position, job.name) for job in profile.work] == [
        (f"{title} Service)", "Tarnbeck Command"),
        ("Clerk", "Quillfork Ltd"),
    ]
