"""What the score does not read."""

import pytest

from jobwise.domain.profile import (
    Basics,
    Education,
    Item,
    Location,
    NetworkProfile,
    Profile,
    Skill,
    Unplaced,
    Work,
)
from jobwise.matching.evidence import match_requirements
from jobwise.matching.impartial import impartial
from jobwise.matching.scoring import score
from jobwise.matching.swaps import swaps
from tests.invented_people import AS_OF, analysis_of

MARA = Profile(
    basics=Basics(
        name="Mara Baker",
        label="Head baker",
        email="mara.baker@mail.example",
        phone="+44 20 7946 0000",
        url="https://sql.example/mara",
        location=Location(text="Wetherby", city="Wetherby"),
        profiles=(NetworkProfile(network="GitHub", username="python-mara", url="github.com/python-mara"),),
        summary=(Item(fact_id="s1", text="Baker of 12 years, aged 41, mother of two, born in Wetherby."),),
    ),
    work=(
        Work(
            fact_id="w1",
            name="Ofenrot",
            position="Baker",
            location="Wetherby",
            start_date="2012-04",
            end_date="present",
            highlights=(
                Item(fact_id="h1", text="Mara trained 4 people in SQL; she studied it at Python Academy."),
                Item(fact_id="h2", text="Won a prize as Baker, Mara in 2019"),
                Item(fact_id="h3", text="Known as Mara Baker at the fair"),
            ),
        ),
    ),
    education=(
        Education(
            fact_id="e1", institution="Python Academy", study_type="BSc", area="Food science", end_date="2008"
        ),
    ),
    skills=(Skill(fact_id="k1", name="Excel"),),
    unplaced=(
        Unplaced(fact_id="u1", text="Mara Baker, Mill Lane 4, Wetherby"),
        Unplaced(fact_id="u2", text="shift system"),
    ),
)


def texts(profile: Profile) -> dict[str, str]:
    return {fact.fact_id: fact.text for fact in profile.facts()}


def test_every_word_stays_where_it_stood() -> None:
    before, after = texts(MARA), texts(impartial(MARA))
    assert after.keys() == before.keys()
    for key, text in after.items():
        assert len(text) == len(before[key])
        assert all(new in (old, " ") for old, new in zip(before[key], text, strict=True))


@pytest.mark.parametrize(
    ("fact", "kept", "gone"),
    [
        ("basics", ("Head baker",), ("Mara", "sql", "python", "Wetherby", "7946")),
        ("s1", ("Baker of 12 years",), ("41", "mother", "Wetherby")),
        ("w1", ("Ofenrot", "Baker"), ("Wetherby",)),
        ("h1", ("trained 4 people in SQL",), ("Mara", "she", "Python")),
        ("h2", ("Won a prize",), ("Mara", "Baker")),
        ("e1", ("BSc", "Food science"), ("Python", "Academy")),
        ("u1", (), ("Mara", "Baker", "Mill", "Lane")),
        ("u2", ("shift system",), ()),
    ],
)
def test_who_it_is_goes_and_what_they_can_stays(
    fact: str, kept: tuple[str, ...], gone: tuple[str, ...]
) -> None:
    text = texts(impartial(MARA))[fact]
    assert [word for word in kept if word not in text] == []
    assert [word for word in gone if word in text] == []


def test_dates_of_work_stay() -> None:
    told = impartial(MARA)
    assert (told.work[0].start_date, told.work[0].end_date) == ("2012-04", "present")


def test_a_school_or_an_address_that_is_called_like_a_skill_is_no_evidence_of_it() -> None:
    (python,) = match_requirements(MARA, analysis_of("Python"), AS_OF)
    assert python.verdict != "met"


def test_evidence_is_shown_in_the_words_that_the_person_wrote() -> None:
    (sql,) = match_requirements(MARA, analysis_of("SQL"), AS_OF)
    evidence = sql.evidence[0]
    assert evidence.text == MARA.work[0].highlights[0].text
    assert evidence.text[evidence.start : evidence.end] == "SQL"


def test_the_name_of_a_trade_counts_though_somebody_is_called_so() -> None:
    (baker,) = match_requirements(MARA, analysis_of("head baker", kind="skill"), AS_OF)
    assert baker.verdict == "met"


@pytest.mark.parametrize("swap", swaps(), ids=lambda swap: f"{swap.kind} {swap.to}")
def test_nothing_of_the_score_moves_when_the_person_is_another(swap: object) -> None:
    analysis = analysis_of("SQL", "Python", "baking", "food science")
    other = swap.change(MARA)  # type: ignore[attr-defined]
    assert other != MARA
    before, after = score(MARA, analysis, AS_OF), score(other, analysis, AS_OF)
    assert (after.fit, after.ats_score, after.must_haves) == (before.fit, before.ats_score, before.must_haves)
    assert [(m.verdict, m.score) for m in after.matches] == [(m.verdict, m.score) for m in before.matches]


def test_a_swap_changes_what_it_says() -> None:
    by_kind = {(swap.kind, swap.to): texts(swap.change(MARA)) for swap in swaps()}
    assert by_kind["name", "Jamal Jackson"]["h1"].startswith("Jamal trained")
    assert by_kind["name", "Jamal Jackson"]["h3"] == "Known as Jamal Jackson at the fair"
    assert by_kind["name", "Jamal Jackson"]["s1"].startswith("Baker of 12 years")
    assert "he studied" in by_kind["gender", "a man"]["h1"]
    assert "father of two" in by_kind["gender", "a man"]["s1"]
    assert "she/her" in by_kind["gender", "a woman"]["basics"]
    assert "aged 66" in by_kind["age", "25 years older"]["s1"]
    assert "Harvard University" in by_kind["school", "Harvard University"]["h1"]
    assert "93200 Saint-Denis" in by_kind["address", "Saint-Denis"]["basics"]
    older = next(swap for swap in swaps() if swap.to == "25 years older").change(MARA)
    assert older.education[0].end_date == "1983"


def fit_of(profile: Profile, *asked: str) -> tuple[float, list[str]]:
    found = score(profile, analysis_of(*asked, kind="skill", title="Waiter"), AS_OF)
    return found.fit, [match.verdict for match in found.matches]


def with_line(text: str, position: str = "Nurse") -> Profile:
    job = MARA.work[0].model_copy(
        update={"position": position, "highlights": (Item(fact_id="h1", text=text),)}
    )
    return MARA.model_copy(update={"work": (job,), "language": "en"})


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ("Nurse in women's health for 4 years", "women's health"),
        ("Led maternity care on a ward of 20", "maternity care"),
        ("Ran gift shop management in 2 museums", "gift shop management"),
        ("Coached male athletes of 12 teams", "male athletes"),
    ],
)
def test_what_the_work_is_about_counts(line: str, asked: str) -> None:
    assert fit_of(with_line(line), asked)[1] == ["met"]


@pytest.mark.parametrize(
    ("his", "hers"),
    [
        ("Waiter", "Waitress"),
        ("Salesman", "Saleswoman"),
        ("Flight steward", "Flight stewardess"),
        ("CRAFTSMAN", "CRAFTSWOMAN"),
    ],
)
def test_a_title_counts_the_same_in_either_form(his: str, hers: str) -> None:
    for asked in (his, hers):
        line = f"Worked as {{}} in 3 places, {asked} of the year"
        one = fit_of(with_line(line.format(his.lower()), his), asked.lower())
        assert one == fit_of(with_line(line.format(hers.lower()), hers), asked.lower())


@pytest.mark.parametrize(
    ("language", "his", "hers"),
    [
        ("de", "Berater", "Beraterin"),
        ("es", "Ingeniero de datos", "Ingeniera de datos"),
        ("fr", "Directeur commercial", "Directrice commercial"),
        ("it", "Direttore", "Direttrice"),
        ("pt", "Enfermeiro", "Enfermeira"),
    ],
)
def test_titles_of_other_languages_stand_in_one_form(language: str, his: str, hers: str) -> None:
    told = [
        impartial(with_line("x", title).model_copy(update={"language": language})).work[0].position
        for title in (his, hers)
    ]
    assert told[0].split() == told[1].split()
    assert len(told[1]) == len(hers)


def test_the_gender_swap_turns_titles_too() -> None:
    to_woman = next(swap for swap in swaps() if swap.to == "a woman")
    other = to_woman.change(with_line("Trained 3 waiters", "Waiter"))
    assert other.work[0].position == "Waitress"
    assert other.work[0].highlights[0].text == "Trained 3 waitresses"
