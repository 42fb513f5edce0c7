"""Plain text and Markdown résumés."""

import pytest

from jobwise.reading import markdown, plain

TEXT = """Maribel Quintrell
Leeds, UK | maribel.quintrell@example.com | +44 1632 960123 | maribelquintrell.dev

SUMMARY
Pastry chef with ten years in hotels and craft bakeries.

EXPERIENCE

Head Pastry Chef, Northwind Bakery, Leeds, UK
Apr 2019 – Present
- Led a team of nine bakers across two sites
  and cut waste by 31%.
- Introduced a sourdough line.

Commis Chef, Hotel Aurora, Lyon, France
Jan 2014 – Aug 2016
- Prepared 180 covers a night.

EDUCATION
BSc Food Science
Leeds Beckett University, Sep 2010 – Jun 2013

LANGUAGES
English: native
French: B2
"""

MARKDOWN = """# Maribel Quintrell

maribel.quintrell@example.com · +44 1632 960123 · Leeds, UK · [maribelquintrell.dev](https://maribelquintrell.dev)

## Experience

### Head Pastry Chef — Northwind Bakery
*Apr 2019 – Present* | Leeds, UK

* Led a team of **nine** bakers.

### Commis Chef — Hotel Aurora
*Jan 2014 – Aug 2016*

* Prepared 180 covers a night.

Education
---------

**Leeds Beckett University**, BSc Food Science (Sep 2010 – Jun 2013)

## Skills

- **Baking**: sourdough, viennoiserie
"""


def spells(profile):
    return [(job.name, job.position, job.start_date, job.end_date) for job in profile.work]


JOBS = [
    ("Northwind Bakery", "Head Pastry Chef", "2019-04", "present"),
    ("Hotel Aurora", "Commis Chef", "2014-01", "2016-08"),
]


@pytest.mark.parametrize(("reader", "text"), [(plain, TEXT), (markdown, MARKDOWN)])
def test_typed_résumés_are_read_whole(reader, text):
    profile, source = reader.read(text.encode())
    assert profile.basics.name == "Maribel Quintrell"
    assert profile.basics.email == "maribel.quintrell@example.com"
    assert profile.basics.location.text == "Leeds, UK"
    assert "maribelquintrell.dev" in profile.basics.url
    assert spells(profile) == JOBS
    assert [entry.institution for entry in profile.education] == ["Leeds Beckett University"]
    assert not profile.unplaced
    place = profile.work[0].highlights[0].place
    assert source.text[place.start : place.end].startswith("Led a team")


def test_the_rest_of_a_wrapped_item_goes_with_it():
    profile, _ = plain.read(TEXT.encode())
    first = profile.work[0].highlights[0].text
    assert first == "Led a team of nine bakers across two sites and cut waste by 31%."


def test_plain_text_keeps_the_words_as_they_stand():
    assert plain.text_of(TEXT.encode()) == TEXT


def test_markdown_marks_are_no_words():
    profile, source = markdown.read(MARKDOWN.encode())
    assert profile.work[0].highlights[0].text == "Led a team of nine bakers."
    assert "*" not in profile.skills[0].name
    assert "](" not in source.text
    assert markdown.text_of(MARKDOWN.encode()) == source.text


def test_labels_name_the_fields():
    text = """Maribel Quintrell
Work experience
Company: Northwind Bakery
Position: Wizard of bread
Period: 04/2019 - 05/2020
Company: Hotel Aurora
Position: Apprentice
Period: 01/2014 - 08/2016
"""
    profile, _ = plain.read(text.encode())
    assert [(job.name, job.position) for job in profile.work] == [
        ("Northwind Bakery", "Wizard of bread"),
        ("Hotel Aurora", "Apprentice"),
    ]


@pytest.mark.parametrize(
    ("heading", "line", "language"),
    [
        ("Berufserfahrung", "März 2015 bis heute: Köchin bei Hotel Morgenrot", "de"),
        ("Expériences professionnelles", "De mars 2015 à aujourd’hui : Cheffe chez Hôtel Aurore", "fr"),
        ("Experiencia laboral", "marzo 2015 - actualidad: Cocinera, Hotel Alba", "es"),
        ("Doświadczenie zawodowe", "marzec 2015 - obecnie, Technik, Hotel Zorza", "pl"),
        ("Опыт работы", "март 2015 - настоящее время, Инженер, Отель Заря", "ru"),
    ],
)
def test_other_languages_have_headings_and_months_too(heading, line, language):
    profile, _ = plain.read(f"Maribel Quintrell\n\n{heading}\n\n{line}\n".encode())
    assert [(job.start_date, job.end_date) for job in profile.work] == [("2015-03", "present")], language
    assert profile.work[0].name.split()[0] in ("Hotel", "Hôtel", "Отель")


def test_a_japanese_résumé_has_its_jobs():
    text = "山田 花子\nhanako@example.com\n\n職務経歴\n2019年4月 - 現在\n株式会社アオゾラ　エンジニア\n"
    profile, _ = plain.read(text.encode())
    assert profile.basics.name == "山田 花子"
    assert (profile.work[0].start_date, profile.work[0].end_date) == ("2019-04", "present")
    assert profile.language == "ja"


def test_an_advertisement_is_read_without_a_crash():
    advertisement = (
        "Baker wanted\n\nWe offer fair pay.\n\nRequirements\n- two years at the oven\n- early mornings\n"
    )
    profile, source = plain.read(advertisement.encode())
    kept = " ".join(fact.text for fact in profile.facts())
    assert "two years at the oven" in kept
    assert "early mornings" in source.text


def test_one_line_titles_share_the_employer_above():
    text = """Maribel Quintrell

EXPERIENCE
Saint Osyth Hospital, Leeds, UK
Registered Nurse, Emergency (2015–present)
- Teaches resuscitation.
Staff Nurse, Surgery (2012–2015)
- Cared for six patients a shift.
"""
    profile, _ = plain.read(text.encode())
    assert [(job.name, job.position) for job in profile.work] == [
        ("Saint Osyth Hospital", "Registered Nurse, Emergency"),
        ("Saint Osyth Hospital", "Staff Nurse, Surgery"),
    ]


PATTERNS = [
    "{title} at {firm} ({dates})\n- Baked.\n\n",
    "{firm}\n{place}\n{title}\n{dates}\n- Baked.\n\n",
    "{dates}\n{title}\n{firm}, {place}\n- Baked.\n\n",
    "{dates}   {firm}   {place}\n{title}\n- Baked.\n\n",
    "{firm} | {title} | {dates} | {place}\n- Baked.\n\n",
    "{title}\n{firm} · Full-time\n{dates} · 2 yrs 3 mos\n{place}\n- Baked.\n\n",
    "{firm} ({place})        {dates}\n{title}\n- Baked.\n\n",
    "{dates}: {title}, {firm}, {place}\n",
    "- {title}, {firm}, {place}, {dates}\n",
]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_entries_are_read_in_many_shapes(pattern):
    rows = [
        ("Northwind Bakery", "Head Pastry Chef", "Leeds, UK", "Apr 2019 - Present"),
        ("Kestrel & Lark", "Kitchen Lead", "York, UK", "Sep 2016 - Mar 2019"),
        ("Hotel Aurora", "Commis Chef", "Lyon, France", "Jan 2014 - Aug 2016"),
    ]
    body = "".join(
        pattern.format(firm=firm, title=title, place=place, dates=dates) for firm, title, place, dates in rows
    )
    profile, _ = plain.read(f"Maribel Quintrell\n\nEXPERIENCE\n\n{body}".encode())
    assert spells(profile) == [JOBS[0], ("Kestrel & Lark", "Kitchen Lead", "2016-09", "2019-03"), JOBS[1]]


UNUSUAL = """# Ingrid Faulds

ingrid.faulds@example.org

## {first}

### Ward Manager, Tayview Infirmary, Dundee
March 2020 – present
- Lead a team of 34 nurses

### Staff Nurse, Carse Royal Hospital, Perth
2013 – 2020
- Cared for up to 8 patients a shift

## {second}

- BSc Nursing, University of Strathlyon, 2010 – 2013
- PgCert Leadership, University of Strathlyon, 2018

## Also

Languages: English (native), Norwegian (fluent)
"""


def test_headings_in_everyday_words_are_known() -> None:
    profile, _ = markdown.read(UNUSUAL.format(first="Where I have worked", second="What I studied").encode())
    assert [(job.name, job.position, job.location) for job in profile.work] == [
        ("Tayview Infirmary", "Ward Manager", "Dundee"),
        ("Carse Royal Hospital", "Staff Nurse", "Perth"),
    ]
    assert [course.end_date for course in profile.education] == ["2013", "2018"]


def test_sections_under_unknown_words_are_told_by_their_entries() -> None:
    profile, _ = markdown.read(UNUSUAL.format(first="Sailing the wards", second="Lecture halls").encode())
    assert [job.position for job in profile.work] == ["Ward Manager", "Staff Nurse"]
    assert [course.institution for course in profile.education] == ["University of Strathlyon"] * 2


def test_a_labelled_line_among_odds_and_ends_is_a_section() -> None:
    profile, _ = markdown.read(UNUSUAL.format(first="Work", second="Education").encode())
    assert [(one.language, one.fluency) for one in profile.languages] == [
        ("English", "native"),
        ("Norwegian", "fluent"),
    ]


def read_section(heading: str, *lines: str):
    profile, _ = plain.read("\n".join(["Maribel Quintrell", "m@example.com", "", heading, *lines]).encode())
    return profile


def test_a_plain_list_of_certificates_is_taken_apart_but_not_inside_brackets() -> None:
    line = "Category C+E, CPC (valid until Sept 2027), ADR (packages, classes 2 and 3)"
    certificates = read_section("LICENCES", line).certificates
    assert [(one.name, one.date, one.issuer) for one in certificates] == [
        ("Category C+E", None, ""),
        ("CPC (valid until Sept 2027)", None, ""),
        ("ADR (packages, classes 2 and 3)", None, ""),
    ]


def test_a_certificate_with_its_issuer_and_year_stays_one() -> None:
    certificates = read_section("CERTIFICATES", "First Aid at Work, Red Tent, 2021").certificates
    assert [(one.name, one.issuer, one.date) for one in certificates] == [
        ("First Aid at Work", "Red Tent", "2021")
    ]


def test_a_remark_in_brackets_is_no_employer() -> None:
    jobs = read_section("EMPLOYMENT", "Warehouse Operative, Staffgate (agency)", "2012 - 2014").work
    assert [(job.position, job.name) for job in jobs] == [("Warehouse Operative", "Staffgate (agency)")]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("English ●●●●●", [("English", "")]),
        (
            "Gallego y español nativos, inglés B2",
            [("Gallego", "nativos"), ("español", "nativos"), ("inglés", "B2")],
        ),
    ],
)
def test_languages_drawn_as_dots_or_joined_by_and(line: str, expected: list[tuple[str, str]]) -> None:
    languages = read_section("LANGUAGES", line).languages
    assert [(one.language, one.fluency) for one in languages] == expected


def test_a_heading_in_capitals_that_ends_like_a_state_is_no_place() -> None:
    text = "Maribel Quintrell\n\nREACH ME\nm@example.com\nBristol, UK\n\nWORK\nCook, Aurora, 2012 - 2014\n"
    assert plain.read(text.encode())[0].basics.location.text == "Bristol, UK"


def test_a_grade_in_brackets_is_no_school() -> None:
    line = "2012 – 2015   M.A. Kulturwissenschaften, Universität Leipzig (Note 1,4)"
    (course,) = read_section("AUSBILDUNG", line).education
    assert course.institution.startswith("Universität Leipzig")
    assert course.study_type.startswith("M.A.")


def test_how_long_a_certificate_holds_is_not_when_it_was_got() -> None:
    (one,) = read_section("CERTIFICATES", "First Aid at Work, expires June 2026").certificates
    assert (one.name, one.issuer, one.date) == ("First Aid at Work, expires June 2026", "", None)


def test_certificates_keep_the_order_they_were_written_in() -> None:
    lines = ("C&G 2391 Inspection and Testing, 2018", "ECS, IPAF 3a, Asbestos Awareness", "NVQ Level 3, 2014")
    names = [one.name for one in read_section("TICKETS AND QUALIFICATIONS", *lines).certificates]
    assert names == ["C&G 2391 Inspection and Testing", "ECS", "IPAF 3a", "Asbestos Awareness", "NVQ Level 3"]


@pytest.mark.parametrize("line", ["Full clean UK driving licence", "Führerschein Klasse B", "Permis B"])
def test_a_driving_licence_among_odds_and_ends_is_a_certificate(line: str) -> None:
    profile = read_section("OTHER", line, "Member of the Tarnbury choir")
    assert [one.name for one in profile.certificates] == [line]
    assert [one.text for one in profile.unplaced] == ["Member of the Tarnbury choir"]


def test_a_town_behind_the_title_is_no_part_of_it() -> None:
    text = (
        "Rhiannon Pascoe\nApproved Electrician, Plymouth\nr@example.org\n\nWORK\nClerk, Aurora, 2012 - 2014\n"
    )
    basics = plain.read(text.encode())[0].basics
    assert (basics.label, basics.location.text) == ("Approved Electrician", "Plymouth")


def test_a_name_in_letters_that_have_no_capitals_is_a_name() -> None:
    text = "ليلى حداد\nlayla@example.org\n+20 2 1234 5678\n\nالخبرة\nمحللة بيانات\n\nالمهارات\nSQL, Python\n"
    assert plain.read(text.encode())[0].basics.name == "ليلى حداد"


def test_a_driving_licence_beside_other_news_is_taken_and_the_line_kept() -> None:
    profile = read_section("OTHER", "Full clean UK driving licence. Volunteer at the Repair Café.")
    assert [one.name for one in profile.certificates] == ["Full clean UK driving licence"]
    assert "Repair Café" in profile.unplaced[0].text


def jobs_under(*heads: str) -> tuple[list[tuple[str, str, str]], list[str], list[str]]:
    """((title, employer, place) of each job, the reasons of the doubts, the deeds) under these heads."""
    jobs = "\n\n".join(f"### {head}\n\n- Counted the stock every week" for head in heads)
    text = f"# Rhiannon Pascoe\n\nr.pascoe@example.org\n\n## Experience\n\n{jobs}\n"
    profile = markdown.read(text.encode())[0]
    found = [(job.position, job.name, job.location) for job in profile.work]
    deeds = [item.text for job in profile.work for item in job.highlights]
    return found, [doubt.reason for doubt in profile.doubts], deeds


@pytest.mark.parametrize(
    "dates", ["{} | Mar 2021 – Present", "{}, Mar 2021 – Present", "Mar 2021 – Present | {}"]
)
@pytest.mark.parametrize(
    ("line", "title", "employer"),
    [
        ("Sales Assistant, Brightwell", "Sales Assistant", "Brightwell"),
        ("Brightwell, Sales Assistant", "Sales Assistant", "Brightwell"),
        ("Barista at Bean & Berry", "Barista", "Bean & Berry"),
        ("Kitchen Porter | The Mill Inn", "Kitchen Porter", "The Mill Inn"),
        ("Warehouse Operative, Dale Logistics", "Warehouse Operative", "Dale Logistics"),
        (
            "Staff Nurse, Surgical Ward, Hartwell Infirmary",
            "Staff Nurse, Surgical Ward",
            "Hartwell Infirmary",
        ),
    ],
)
def test_a_town_beside_the_dates_is_the_place(line: str, title: str, employer: str, dates: str) -> None:
    jobs, doubts, deeds = jobs_under(f"{line}\n{dates.format('Leeds')}")
    assert jobs == [(title, employer, "Leeds")]
    assert doubts == []
    assert deeds == ["Counted the stock every week"]


def test_a_town_that_no_list_knows_is_the_place_and_asked_about() -> None:
    jobs, doubts, deeds = jobs_under("Sales Assistant, Brightwell\nElmshagen | Mar 2021 – Present")
    assert jobs == [("Sales Assistant", "Brightwell", "Elmshagen")]
    assert doubts == [
        "“Brightwell” was taken for the employer and “Elmshagen” for the place; it may be otherwise."
    ]
    assert deeds == ["Counted the stock every week"]


@pytest.mark.parametrize(
    "others",
    [
        [
            "Praktikant IT, Stadtwerke Elmshagen\nElmshagen | Mar 2021 – Present"
        ],  # the employer bears its name
        ["Clerk, Brightwell\nElmshagen | Mar 2021 – Present", "Cook, The Larch\nLeeds | Mar 2019 – Jan 2021"],
    ],
)
def test_the_employers_name_and_other_entries_tell_an_unknown_town(others: list[str]) -> None:
    jobs, doubts, _ = jobs_under(*others)
    assert jobs[0][2] == "Elmshagen"
    assert doubts == []


@pytest.mark.parametrize(
    ("head", "job", "doubts"),
    [
        ("Clerk\nBrightwell | Mar 2021 – Present", ("Clerk", "Brightwell", ""), 0),
        (
            "Clerk, Pricing Team\nBrightwell | Mar 2021 – Present",
            ("Clerk, Pricing Team", "Brightwell", ""),
            0,
        ),
        ("Clerk\nLeeds | Mar 2021 – Present", ("Clerk", "Leeds", ""), 1),
        ("Brightwell\nLeeds | Mar 2021 – Present", ("", "Brightwell", "Leeds"), 1),
        ("Kestrel, Lark\nLeeds | Mar 2021 – Present", ("Lark", "Kestrel", "Leeds"), 1),
        ("Clerk, Orange\nLeeds | Mar 2021 – Present", ("Clerk", "Orange", "Leeds"), 1),
        ("Leeds | Mar 2021 – Present\nClerk, Brightwell", ("Clerk", "Brightwell", "Leeds"), 1),
        ("Clerk, Brightwell\nLeeds\nMar 2021 – Present", ("Clerk", "Brightwell", "Leeds"), 0),
        ("Clerk, Brightwell\nElmshagen\nMar 2021 – Present", ("Clerk, Brightwell", "Elmshagen", ""), 1),
    ],
)
def test_a_name_beside_the_dates_may_be_the_employer(
    head: str, job: tuple[str, str, str], doubts: int
) -> None:
    jobs, reasons, _ = jobs_under(head)
    assert jobs == [job]
    assert len(reasons) == doubts


def test_a_town_beside_the_dates_of_a_course_is_the_place() -> None:
    text = (
        "# Rhiannon Pascoe\n\nr.pascoe@example.org\n\n## Education\n\n"
        "### BSc Mathematics, University of Aldermoor\nLeeds | Sep 2010 – Jun 2013\n\n"
        "### NVQ Level 3, Wearmouth\nElmshagen | Sep 2008 – Jun 2010\n"
    )
    entries = markdown.read(text.encode())[0].education
    assert [(entry.study_type, entry.institution, entry.location) for entry in entries] == [
        ("BSc Mathematics", "University of Aldermoor", "Leeds"),
        ("NVQ Level 3", "Wearmouth", "Elmshagen"),
    ]


def test_two_places_of_one_job_stay_together() -> None:
    jobs, _, deeds = jobs_under("Clerk | Brightwell\nJan 2013 – May 2013 | Palo Alto, CA & Ithaca, NY")
    assert jobs == [("Clerk", "Brightwell", "Palo Alto, CA & Ithaca, NY")]
    assert deeds == ["Counted the stock every week"]


@pytest.mark.parametrize(
    ("heading", "title", "employer"),
    [
        ("BERUFSERFAHRUNG", "Industriemechaniker", "Brunnthal Technik"),
        ("BERUFSERFAHRUNG", "Pflegehelferin", "Brunnthal Technik"),
        ("WERKERVARING", "Verkoopmedewerker", "Winkelhuis De Linde"),
        ("WERKERVARING", "Magazijnmedewerker", "Van Dalen Opslag"),
        ("ARBETSLIVSERFARENHET", "Undersköterska", "Björkgården"),
        ("ERHVERVSERFARING", "Lagermedarbejder", "Skovby Handel"),
        ("TYÖKOKEMUS", "Lähihoitaja", "Koivupiha"),
        ("DOŚWIADCZENIE ZAWODOWE", "Technik farmaceutyczny", "Lipowa Apteka"),
    ],
)
def test_a_title_in_one_long_word_is_told_from_its_employer(heading: str, title: str, employer: str) -> None:
    (job,) = read_section(heading, f"{title}\t2019 - 2022", employer).work
    assert (job.position, job.name) == (title, employer)
    (job,) = read_section(heading, f"{employer}\t2019 - 2022", title).work
    assert (job.position, job.name) == (title, employer)


@pytest.mark.parametrize("address", ["élise.roy@example.org", "lucía@example.org", "j.müller@büro.example"])
def test_a_mail_address_keeps_its_accents(address: str) -> None:
    text = f"Maribel Quintrell\n{address} | +44 20 7946 0958\n\nWORK\nCook, Aurora, 2012 - 2014\n"
    assert plain.read(text.encode())[0].basics.email == address


def test_words_of_another_script_are_no_part_of_a_mail_address() -> None:
    text = "Maribel Quintrell\n邮箱m@example.com\n\nWORK\nCook, Aurora, 2012 - 2014\n"
    assert plain.read(text.encode())[0].basics.email == "m@example.com"


@pytest.mark.parametrize("name", ["Coded welder, BS EN ISO 9606", "Schweißer, DIN EN ISO 9606-1"])
def test_a_standard_is_nobody_who_certifies(name: str) -> None:
    (one,) = read_section("CERTIFICATES", f"{name}, 2021").certificates
    assert (one.name, one.issuer, one.date) == (name, "", "2021")


def test_a_title_that_runs_into_the_place_is_no_part_of_it() -> None:
    head = "Maribel Quintrell\nRegistered nurse (intensive care) Graz, Austria | m@example.com"
    text = f"{head}\n\nWORK\nCook, Aurora, 2012\n"
    basics = plain.read(text.encode())[0].basics
    assert (basics.label, basics.location.text) == ("Registered nurse (intensive care)", "Graz, Austria")
