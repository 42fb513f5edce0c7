"""What tells who somebody is does not reach a recruiter's screen."""

import pytest

from benchmarks.anonymity import measured
from benchmarks.generated.layouts import LAYOUTS
from benchmarks.generated.people import LANGUAGES
from jobwise.domain.match import Evidence
from jobwise.domain.profile import Basics, Education, Item, Location, Profile, Skill, Work
from jobwise.pipeline.anonymised import Mask
from jobwise.pipeline.likely_names import likely_names

PERSON = Profile(
    basics=Basics(name="Zofia Brandt", email="z.brandt@example.org", phone="+44 1632 960123"),
    education=(
        Education(fact_id="education-1", institution="Harrow Hill School", area="Maths", end_date="2011"),
    ),
)


def test_no_generated_resume_shows_who_it_is_of() -> None:
    chosen = [*LAYOUTS[::6], *(one for one in LAYOUTS if one.form == "european")]
    count, seen = measured((layout, language, 3) for layout in chosen for language in LANGUAGES)
    assert count >= 80
    assert seen == {}


def test_a_name_that_the_reader_missed_is_hidden_nearly_everywhere() -> None:
    people = [(layout, language, 4) for layout in LAYOUTS[::6] for language in LANGUAGES]
    count, seen = measured(people, unread=True)
    assert set(seen) <= {"name"}
    assert seen["name"] <= 0.08 * count


@pytest.mark.parametrize(
    ("text", "email", "file", "names"),
    [
        ("Zofia Brandt\nYork", "", "cv.pdf", ("Zofia Brandt",)),
        ("CURRICULUM VITAE\nZofia de Brandt", "", "cv.pdf", ("Zofia de Brandt",)),
        ("Contact\nYork", "zofia.brandt22@example.org", "cv.pdf", ("Zofia Brandt",)),
        ("Contact\nYork", "info@example.org", "CV_Zofia_Brandt_2024.pdf", ("Zofia Brandt",)),
        ("a\nb\nc\nd\nZofia Brandt", "brandt@example.org", "cv.pdf", ("Zofia Brandt",)),
        ("a\nb\nc\nd\nZofia Brandt", "info@example.org", "cv.pdf", ()),
        ("履歴書\n山田太郎", "", "cv.pdf", ("山田太郎",)),
        ("Data Analyst\nPower BI\nNew York", "", "Resume Data Analyst.pdf", ()),
    ],
)
def test_what_somebody_may_be_called(text: str, email: str, file: str, names: tuple[str, ...]) -> None:
    profile = Profile(
        basics=Basics(email=email, location=Location(text="New York")),
        work=(Work(fact_id="work-1", name="Oak Ltd", position="Data Analyst"),),
        skills=(Skill(fact_id="skill-1", name="Power BI"),),
    )
    assert likely_names(profile, text, file) == names
    known = profile.model_copy(update={"basics": profile.basics.model_copy(update={"name": "Ann Oak"})})
    assert likely_names(known, text, file) == ()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Zofia Brandt led a team of 4", "[name] led a team of 4"),
        ("Ask BRANDT, or z.brandt@example.org", "Ask [name], or [contact]"),
        ("She was named best of her year", "[…] was named best of […] year"),
        ("Chair of Women in Engineering", "Chair of […] in Engineering"),
        ("On maternity leave until May", "[…] until May"),
        ("Mrs Brandt and Mr Oak", "[…] [name] and […] Oak"),
        ("Graduated with honours in 2011", "Graduated with honours in [year]"),
        ("Irish citizen, B1 German", "[nationality], B1 German"),
        ("性别：女", "性别：[…]"),
        ("Date of birth: 3 May 1988", "Date of birth: [personal]"),
        ("Sold 2011 tickets in 2019", "Sold 2011 tickets in 2019"),
        ("Manages the shift and hears of others", "Manages the shift and hears of others"),
    ],
)
def test_what_tells_it_leaves_a_word_in_brackets(text: str, shown: str) -> None:
    assert Mask(PERSON).text(text) == shown


def test_schools_are_hidden_when_that_is_switched_on() -> None:
    text = "Won a prize at Harrow Hill School"
    assert Mask(PERSON).text(text) == text
    assert Mask(PERSON, schools=True).text(text) == "Won a prize at [school]"


def test_marks_keep_to_their_words() -> None:
    text = "Zofia Brandt taught SQL to 40 people at Brandt Ltd"
    start = text.index("SQL")
    evidence = Evidence(fact_id="work-1", text=text, start=start, end=start + 3, how="exact", score=1)
    hidden = Mask(PERSON).evidence(evidence)
    assert hidden.text == "[name] taught SQL to 40 people at [name] Ltd"
    assert hidden.text[hidden.start : hidden.end] == "SQL"


def test_a_mark_inside_of_what_is_hidden_goes_around_it() -> None:
    text = "By Zofia Brandt"
    evidence = Evidence(fact_id="work-1", text=text, start=5, end=8, how="exact", score=1)
    hidden = Mask(PERSON).evidence(evidence)
    assert hidden.text[hidden.start : hidden.end] == "[name]"


def test_dates_of_schooling_go_and_those_of_work_stay() -> None:
    job = Work(
        fact_id="work-1",
        name="Oak Ltd",
        position="Analyst",
        start_date="2019-01",
        highlights=(Item(fact_id="work-2", text="Zofia sold 3 boats"),),
    )
    profile = PERSON.model_copy(update={"work": (job,)})
    hidden = Mask(profile).profile(profile)
    assert hidden.education[0].end_date is None
    assert hidden.work[0].start_date == "2019-01"
    assert hidden.work[0].highlights[0].text == "[name] sold 3 boats"
    assert hidden.basics.name == hidden.basics.email == ""


@pytest.mark.parametrize(
    "text",
    [
        "My name is now Katharina Meyer",
        "my new surname is meyer",
        "I have used Kubernetes, I am now called Meyer",
        "called Meyer-Lund",
        "My name is no longer Zofia Brandt but Katharina Meyer",
        "I am now called Katharina Meyer-Lund",
        "I'm called Meyer-Lund",
        "We married, now called Meyer",
        "Zofia Brandt (formerly Meyer)",
        "Zofia Brandt, née Meyer",
        "Zofia Brandt, geb. Meyer",
        "Ich heiße jetzt Katharina Meyer",
        "Mein neuer Name ist Katharina Meyer",
        "Je m’appelle maintenant Katharina Meyer",
        "Me llamo ahora Katharina Meyer",
    ],
)
def test_a_name_that_is_told_as_such_is_hidden(text: str) -> None:
    told = Mask(PERSON).text(text)
    assert "[name]" in told
    assert [word for word in ("katharina", "meyer", "lund", "brandt") if word in told.casefold()] == []


@pytest.mark.parametrize(
    "text",
    [
        "My name is wrong in the file",
        "I am called upon to teach",
        "Led a project called Falcon",
        "I was named employee of the year",
        "Azure, now called Entra ID",
        "A tool called Falcon, formerly owned by sales",
        "Formerly head of Maths, now called upon to teach",
    ],
)
def test_what_is_called_something_else_stays(text: str) -> None:
    assert Mask(PERSON).text(text) == text
