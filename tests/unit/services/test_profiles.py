"""A profile is read, kept in versions, and corrected by its person alone."""

import json
from pathlib import Path

import pytest

from jobwise.domain.account import Actor
from jobwise.domain.profile import Basics, Item, Profile, Work
from jobwise.errors import Conflict, NotFound, UnreadableFile
from jobwise.rendering.json_resume import to_json_resume
from jobwise.services.profiles import ProfileService


def test_an_upload_is_kept_with_its_file(profiles: ProfileService, anna: Actor, resume: bytes) -> None:
    stored = profiles.upload(anna, "anna.md", resume)
    assert stored.version == 1
    assert stored.profile.basics.name == "Anna Example"
    assert profiles.current(anna) == stored
    assert stored.source_id is not None
    source = profiles.source(anna, stored.source_id)
    assert (source.content, source.media_type, source.file_name) == (resume, "text/markdown", "anna.md")


def test_a_second_upload_is_a_new_version(profiles: ProfileService, anna: Actor, resume: bytes) -> None:
    first = profiles.upload(anna, "anna.md", resume)
    second = profiles.upload(anna, "anna.md", resume + b"\n## Languages\n\nGerman (native)\n")
    assert second.version == 2
    assert profiles.current(anna) == second
    assert profiles.get(anna, first.id) == first


def test_a_file_that_cannot_be_read_changes_nothing(
    profiles: ProfileService, anna: Actor, resume: bytes
) -> None:
    kept = profiles.upload(anna, "anna.md", resume)
    with pytest.raises(UnreadableFile):
        profiles.upload(anna, "broken.pdf", b"%PDF-1.7 and nothing more")
    assert profiles.current(anna) == kept


def test_profiles_of_others_are_not_there(
    profiles: ProfileService, anna: Actor, ben: Actor, resume: bytes
) -> None:
    stored = profiles.upload(anna, "anna.md", resume)
    assert profiles.current(ben) is None
    with pytest.raises(NotFound):
        profiles.get(ben, stored.id)
    with pytest.raises(NotFound):
        profiles.page_picture(ben, stored.source_id or "", 1, None, 1.0)


def test_an_edit_is_a_new_version_and_marked_as_the_persons_own(
    profiles: ProfileService, anna: Actor, resume: bytes
) -> None:
    stored = profiles.upload(anna, "anna.md", resume)
    job = stored.profile.work[0]
    edited = stored.profile.model_copy(
        update={
            "work": (job.model_copy(update={"position": "Senior Data Analyst"}), *stored.profile.work[1:])
        }
    )
    saved = profiles.save(anna, edited, based_on=stored.id)
    assert saved.version == 2
    assert saved.source_id == stored.source_id
    assert saved.profile.corrected == (job.fact_id,)
    assert profiles.current(anna) == saved


def test_an_edit_of_an_old_version_is_refused(profiles: ProfileService, anna: Actor, resume: bytes) -> None:
    old = profiles.upload(anna, "anna.md", resume)
    new = profiles.upload(anna, "anna.md", resume)
    with pytest.raises(Conflict) as refusal:
        profiles.save(anna, old.profile, based_on=old.id)
    assert refusal.value.code == "profile-changed"
    assert profiles.current(anna) == new


def test_a_first_profile_can_be_written_by_hand(profiles: ProfileService, anna: Actor) -> None:
    job = Work(fact_id="work-1", name="Fenwick Rail", highlights=(Item(fact_id="item-1", text="Did it"),))
    saved = profiles.save(anna, Profile(basics=Basics(name="Anna"), work=(job,)), based_on="")
    assert saved.version == 1
    assert set(saved.profile.corrected) == {"basics", "work-1", "item-1"}


def test_corrections_survive_the_next_upload(profiles: ProfileService, anna: Actor, resume: bytes) -> None:
    stored = profiles.upload(anna, "anna.md", resume)
    basics = stored.profile.basics.model_copy(update={"phone": "01632 960999"})
    profiles.save(anna, stored.profile.model_copy(update={"basics": basics}), based_on=stored.id)
    again = profiles.upload(anna, "anna.md", resume)
    assert again.profile.basics.phone == "01632 960999"
    assert again.profile.corrected == ("basics",)


WRITTEN = b"""{"basics": {"name": "Anna Example"}, "work": [{"name": "Lathe & Co", "position": "Analyst",
"startDate": "2020-01", "highlights": ["Kept the stock book of 40 sites"]}]}"""


def test_a_json_resume_takes_the_place_of_what_was_there(
    profiles: ProfileService, anna: Actor, resume: bytes
) -> None:
    first = profiles.upload(anna, "anna.md", resume)
    stored = profiles.replace(anna, WRITTEN, based_on=first.id)
    assert stored.version == 2
    assert [job.name for job in stored.profile.work] == ["Lathe & Co"]
    assert stored.profile.work[0].highlights[0].fact_id in stored.profile.corrected
    assert profiles.current(anna) == stored
    assert stored.source_id is not None
    assert profiles.source(anna, stored.source_id).content == WRITTEN
    with pytest.raises(Conflict):
        profiles.replace(anna, WRITTEN, based_on=first.id)
    with pytest.raises(UnreadableFile):
        profiles.replace(anna, b"[" * 100_000, based_on=stored.id)
    assert [(one.version, one.file_name) for one in profiles.versions(anna)] == [
        (2, "profile.json"),
        (1, "anna.md"),
    ]


def test_what_a_program_sends_back_unchanged_is_no_correction(
    profiles: ProfileService, anna: Actor, ben: Actor
) -> None:
    samples = Path(__file__).parents[3] / "data" / "samples"
    data = (samples / "mara-lindqvist.pdf").read_bytes()
    first = profiles.upload(anna, "mara.pdf", data)
    sent = to_json_resume(first.profile)
    sent["basics"]["label"] = "Senior Data Analyst"
    sent["work"][1]["highlights"][0] = "Kept price lists for 1,300 products"
    changed = profiles.replace(anna, json.dumps(sent).encode(), based_on=first.id).profile
    assert changed.basics.label == "Senior Data Analyst"
    said = changed.work[1].highlights[0]
    assert said.text == "Kept price lists for 1,300 products"
    assert set(changed.corrected) == {"basics", said.fact_id}
    again = profiles.upload(anna, "mara.pdf", data).profile
    assert [job.name for job in again.work] == [job.name for job in first.profile.work]
    assert len(again.skills) == len(first.profile.skills)
    assert said.text in [line.text for line in again.work[1].highlights]


def test_a_first_json_resume_needs_nothing_before_it(
    profiles: ProfileService, anna: Actor, ben: Actor
) -> None:
    stored = profiles.replace(anna, WRITTEN, based_on="")
    assert stored.version == 1
    assert [one.id for one in profiles.versions(anna)] == [stored.id]
    assert profiles.versions(ben) == ()
