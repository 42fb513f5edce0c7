"""A new reading never overwrites what the person wrote or corrected."""

from jobwise.domain.profile import Basics, Doubt, Item, Profile, Skill, Work
from jobwise.services.merging import corrections, merged


def item(fact_id: str, text: str) -> Item:
    return Item(fact_id=fact_id, text=text)


def job(fact_id: str, name: str, *highlights: Item) -> Work:
    return Work(fact_id=fact_id, name=name, highlights=highlights)


def test_without_corrections_the_new_reading_counts() -> None:
    fresh = Profile(work=(job("w2", "New"),))
    assert merged(fresh, Profile(work=(job("w1", "Old"),))) == fresh


def test_a_corrected_entry_replaces_the_one_with_its_id() -> None:
    known = Profile(work=(job("w1", "Fenwick Rail"),), corrected=("w1",))
    result = merged(Profile(work=(job("w1", "Fenwlck Rall", item("h1", "Did it")),)), known)
    assert result.work[0].name == "Fenwick Rail"
    assert [highlight.text for highlight in result.work[0].highlights] == ["Did it"]
    assert result.corrected == ("w1",)


def test_a_corrected_entry_that_the_file_lacks_keeps_its_place() -> None:
    known = Profile(work=(job("w0", "Written by hand"), job("w1", "One")), corrected=("w0",))
    result = merged(Profile(work=(job("w1", "One"), job("w2", "Two"))), known)
    assert [entry.fact_id for entry in result.work] == ["w0", "w1", "w2"]


def test_a_corrected_highlight_is_kept_in_an_entry_that_is_read_anew() -> None:
    known = Profile(work=(job("w1", "One", item("h1", "mine"), item("h2", "read")),), corrected=("h1",))
    fresh = Profile(work=(job("w1", "One again", item("h2", "read"), item("h3", "new")),))
    result = merged(fresh, known)
    assert result.work[0].name == "One again"
    assert [highlight.text for highlight in result.work[0].highlights] == ["mine", "read", "new"]


def test_a_corrected_keyword_keeps_its_entry_alive() -> None:
    group = Skill(fact_id="s1", name="Tools", keywords=(item("k1", "DuckDB"),))
    result = merged(Profile(), Profile(skills=(group,), corrected=("k1",)))
    assert result.skills == (group,)


def test_corrected_basics_stay_and_the_summary_is_read_anew() -> None:
    known = Profile(basics=Basics(name="Anna", summary=(item("b1", "old"),)), corrected=("basics",))
    result = merged(Profile(basics=Basics(name="Amna", summary=(item("b2", "new"),))), known)
    assert result.basics.name == "Anna"
    assert [line.text for line in result.basics.summary] == ["new"]


def test_a_doubt_about_a_corrected_fact_is_settled() -> None:
    doubt = Doubt(fact_id="w1", field="name", reason="Blurred")
    fresh = Profile(
        work=(job("w1", "?"), job("w2", "?")), doubts=(doubt, doubt.model_copy(update={"fact_id": "w2"}))
    )
    result = merged(fresh, Profile(work=(job("w1", "Fenwick"),), corrected=("w1",)))
    assert [left.fact_id for left in result.doubts] == ["w2"]


def test_only_what_differs_is_a_correction() -> None:
    old = Profile(work=(job("w1", "One", item("h1", "a"), item("h2", "b")),))
    new = Profile(work=(job("w1", "One", item("h1", "a"), item("h2", "B")),))
    assert corrections(old, new).corrected == ("h2",)


def test_a_deleted_fact_leaves_no_mark_and_no_doubt() -> None:
    doubt = Doubt(fact_id="w1", field="name", reason="Blurred")
    old = Profile(work=(job("w1", "One"),), doubts=(doubt,), corrected=("w1",))
    edited = corrections(old, Profile(doubts=(doubt,), corrected=("w1",)))
    assert edited.corrected == ()
    assert edited.doubts == ()


def test_a_doubt_stays_until_its_field_is_changed() -> None:
    doubts = (
        Doubt(fact_id="w1", field="name", reason="Blurred"),
        Doubt(fact_id="w1", field="start_date", reason="Cut off"),
        Doubt(fact_id="basics", field="phone", reason="Short"),
    )
    old = Profile(work=(job("w1", "Onc"),), doubts=doubts)
    new = old.model_copy(update={"work": (job("w1", "One"),)})
    assert [doubt.field for doubt in corrections(old, new).doubts] == ["start_date", "phone"]
