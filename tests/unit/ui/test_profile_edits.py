"""Edits of a profile keep ids where the fact stays, and lose nothing else."""

from collections.abc import Callable

import pytest

from jobwise.domain.profile import (
    Basics,
    Doubt,
    Interest,
    Item,
    Language,
    Location,
    NetworkProfile,
    Profile,
    Project,
    Skill,
    Unplaced,
    Work,
)
from jobwise.ui import profile_edits as edits
from jobwise.ui.answers import with_answer


def item(name: str, text: str) -> Item:
    return Item(fact_id=name, text=text)


@pytest.fixture
def profile() -> Profile:
    return Profile(
        basics=Basics(
            name="Ann",
            summary=(item("b1", "One."), item("b2", "Two.")),
            location=Location(city="Leeds", text="Leeds, UK"),
            profiles=(NetworkProfile(network="GitHub", username="ann", url="github.example/ann"),),
        ),
        work=(Work(fact_id="w1", name="Harrow Ltd", highlights=(item("h1", "Filed"), item("h2", "Wrote"))),),
        projects=(Project(fact_id="p1", name="Atlas"),),
        skills=(
            Skill(fact_id="s1", name="SQL", level="expert"),
            Skill(fact_id="s2", name="Databases", keywords=(item("k1", "DuckDB"), item("k2", "PostgreSQL"))),
        ),
        languages=(Language(fact_id="l1", language="German", fluency="C1"),),
        interests=(Interest(fact_id="i1", name="Fell running"),),
        unplaced=(Unplaced(fact_id="u1", text="Led the choir"),),
        doubts=(Doubt(fact_id="h2", field="text", reason="Cut off"),),
    )


def test_an_unchanged_line_keeps_its_id_and_a_changed_one_too(profile: Profile) -> None:
    result = edits.with_items(profile, "w1", "highlights", "• Filed\n\nWrote reports\nTrained two")
    points = result.work[0].highlights
    assert [point.text for point in points] == ["Filed", "Wrote reports", "Trained two"]
    assert [point.fact_id for point in points[:2]] == ["h1", "h2"]
    assert points[2].fact_id not in {"h1", "h2"}


def test_a_line_taken_out_of_the_middle_leaves_the_others_alone(profile: Profile) -> None:
    assert edits.with_items(profile, "w1", "highlights", "Wrote").work[0].highlights == (item("h2", "Wrote"),)


def test_lists_are_the_same_after_a_round_trip(profile: Profile) -> None:
    for section in ("skills", "languages", "interests"):
        lines = "\n".join(edits.list_line(entry) for entry in getattr(profile, section))
        assert getattr(edits.with_list(profile, section, lines), section) == getattr(profile, section)


def test_a_skill_more_in_a_group_leaves_the_others_their_ids(profile: Profile) -> None:
    changed = edits.with_list(profile, "skills", "SQL (expert)\nDatabases: DuckDB, PostgreSQL, SQLite")
    assert changed.skills[0] == profile.skills[0]
    assert [keyword.fact_id for keyword in changed.skills[1].keywords[:2]] == ["k1", "k2"]
    assert changed.skills[1].keywords[2].text == "SQLite"


def test_a_language_gets_another_level_and_stays_the_same_fact(profile: Profile) -> None:
    assert edits.with_list(profile, "languages", "German: C2").languages == (
        Language(fact_id="l1", language="German", fluency="C2"),
    )


def test_an_entry_can_be_added_and_taken_out_again(profile: Profile) -> None:
    more, name = edits.with_new_entry(profile, "work")
    assert more.work[0].fact_id == name
    assert edits.without_entry(more, name) == profile


def test_taking_an_entry_out_takes_the_doubts_about_it_out(profile: Profile) -> None:
    doubted = profile.model_copy(update={"doubts": (Doubt(fact_id="w1", field="name", reason="?"),)})
    assert edits.without_entry(doubted, "w1").doubts == ()


@pytest.mark.parametrize(
    ("target", "found"),
    [
        (edits.SUMMARY, lambda p: p.basics.summary[-1].text),
        ("w1", lambda p: p.work[0].highlights[-1].text),
        ("skills", lambda p: p.skills[-1].name),
        ("awards", lambda p: p.awards[0].title),
    ],
)
def test_a_line_not_understood_moves_whole(
    profile: Profile, target: str, found: Callable[[Profile], str]
) -> None:
    result = edits.moved(profile, "u1", target)
    assert found(result) == "Led the choir"
    assert result.unplaced == ()


def test_a_line_not_understood_can_be_removed(profile: Profile) -> None:
    result = edits.moved(profile, "u1", edits.REMOVE)
    assert result == profile.model_copy(update={"unplaced": ()})


def test_the_contact_is_edited_field_by_field(profile: Profile) -> None:
    result = edits.with_basics(profile, "location", "York")
    assert result.basics.location == Location(text="York")
    result = edits.with_basics(result, "profiles", "GitHub: github.example/ann\nhttps://ann.example")
    assert result.basics.profiles == (*profile.basics.profiles, NetworkProfile(url="https://ann.example"))
    result = edits.with_basics(result, "summary", "One.\nTwo and a half.")
    assert [line.fact_id for line in result.basics.summary] == ["b1", "b2"]


def test_a_doubt_is_settled_by_field(profile: Profile) -> None:
    assert edits.settled(profile, "h2", "text").doubts == ()
    assert edits.settled(profile, "h2", "place").doubts == profile.doubts


@pytest.mark.parametrize(("of", "owner"), [("h2", "w1"), ("k1", "s2"), ("b1", "basics"), ("w1", "w1")])
def test_a_fact_belongs_to_its_entry(profile: Profile, of: str, owner: str) -> None:
    assert edits.owner_of(profile, of) == owner


def test_an_answer_is_added_as_the_person_wrote_it(profile: Profile) -> None:
    told = with_answer(profile, "w1", "  Kept the\nwarehouse ")
    assert told.work[0].highlights[-1].text == "Kept the warehouse"
    assert with_answer(profile, "Skills", "dbt").skills[-1].name == "dbt"
    assert with_answer(profile, "Certificates", "ACCA").certificates[-1].name == "ACCA"
    assert with_answer(profile, "Languages", "Dutch").languages[-1].language == "Dutch"
    assert len({fact.fact_id for fact in told.facts()}) == len(told.facts())
