"""Drafts: begun, saved by two, refused or made a candidate with the next number."""

import pytest

from jobwise import prompts as files
from jobwise.domain.account import Actor
from jobwise.domain.role import Role
from jobwise.errors import BadSetting, Conflict, NotFound, UnusableEntry
from jobwise.ports import Clock, Transactions
from jobwise.services.prompt_drafts import PromptDrafts
from jobwise.services.prompt_lab import PromptLab
from jobwise.services.prompts import PromptRegistry
from jobwise.store.database import Database

EDDA, OTTO = (Actor(id=name, roles=frozenset({Role.PROMPT_EDITOR})) for name in ("edda", "otto"))
TEXT = files.written(files.shipped()["writing"])


@pytest.fixture
def database(each_database: Database) -> Database:
    return each_database


@pytest.fixture
def drafts(begin: Transactions, prompts: PromptRegistry, lab: PromptLab, clock: Clock) -> PromptDrafts:
    return PromptDrafts(begin, prompts, lab, files, clock)


@pytest.mark.parametrize("prompt_id", ["reading", "writing", "engine"])
def test_a_draft_becomes_the_next_version(
    drafts: PromptDrafts, prompts: PromptRegistry, prompt_id: str
) -> None:
    draft = drafts.get(EDDA, drafts.begin(EDDA, prompt_id))
    assert draft.prompt_id == prompt_id
    better = draft.text.replace(f"After {prompt_id}.", "Better.")
    saved = drafts.save(EDDA, draft.id, better, draft.changes)
    made = drafts.propose(EDDA, draft.id, saved.changes)
    assert (made.label, made.why) == (f"{prompt_id}@2", "Better.")
    assert prompts.version_of(f"{prompt_id}@2") == made
    assert drafts.list(EDDA) == []
    again = drafts.propose(EDDA, drafts.begin(EDDA, f"{prompt_id}@2"), 1)
    assert (again.version, list(again.changelog)) == (3, [1, 2, 3])


def test_a_number_in_the_text_gives_way_to_the_next_free_one(drafts: PromptDrafts) -> None:
    first = drafts.upload(
        EDDA,
        "writing.md",
        TEXT.replace("version: 1", "version: 9").replace("  1:", "  9: A leap.\n  1:", 1).encode(),
    )
    assert drafts.propose(EDDA, first, 1).changelog == {
        1: files.shipped()["writing"].why, 2: "A leap.",
    }  # fmt: skip


def test_of_two_who_save_the_second_is_told_and_nothing_is_lost(drafts: PromptDrafts) -> None:
    draft = drafts.get(EDDA, drafts.begin(EDDA, "writing"))
    drafts.save(OTTO, draft.id, "Otto's", draft.changes)
    with pytest.raises(Conflict):
        drafts.save(EDDA, draft.id, "Edda's", draft.changes)
    with pytest.raises(Conflict):
        drafts.propose(EDDA, drafts.begin(EDDA, "writing"), 7)
    assert drafts.get(EDDA, draft.id).text == "Otto's"


def test_what_is_not_sound_stays_a_draft(drafts: PromptDrafts, prompts: PromptRegistry) -> None:
    draft_id = drafts.upload(EDDA, "mine.md", TEXT.replace("$lines", "$line").encode())
    with pytest.raises(BadSetting, match="Line"):
        drafts.propose(EDDA, draft_id, 1)
    assert drafts.get(EDDA, draft_id).changes == 1
    assert {one.label for one in prompts.list(EDDA) if one.version.id == "writing"} == {"writing@1"}


def test_a_file_is_added_under_its_own_number_once(drafts: PromptDrafts) -> None:
    file = TEXT.replace("version: 1", "version: 5").replace("  1:", "  5: A try.\n  1:", 1).encode()
    assert drafts.add_file(EDDA, "better.md", file).label == "writing@5"
    with pytest.raises(BadSetting, match="there already"):
        drafts.add_file(EDDA, "better.md", file)


@pytest.mark.parametrize("data", [b"", b"id: nothing", b"\xff\xfe"])
def test_a_file_of_nothing_known_is_refused(drafts: PromptDrafts, data: bytes) -> None:
    with pytest.raises(BadSetting, match="no version of a prompt of JobWise"):
        drafts.upload(EDDA, "x.md", data)


def test_a_nul_is_refused_and_a_number_has_an_end(drafts: PromptDrafts) -> None:
    nul = TEXT.replace("Keep the order", "Keep \0 the order")
    draft_id = drafts.begin(EDDA, "writing")
    with pytest.raises(UnusableEntry, match="no text"):
        drafts.upload(EDDA, "x.md", nul.encode())
    with pytest.raises(UnusableEntry, match="no text"):
        drafts.save(EDDA, draft_id, nul, 1)
    with pytest.raises(BadSetting, match="code 0"):
        drafts.add_file(EDDA, "x.md", nul.encode())

    def numbered(number: str) -> bytes:
        with_number = TEXT.replace("version: 1", f"version: {number}")
        return with_number.replace("  1:", f"  {number}: A leap.\n  1:", 1).encode()

    with pytest.raises(BadSetting, match="version"):
        drafts.add_file(EDDA, "x.md", numbered("9" * 70))
    assert drafts.add_file(EDDA, "x.md", numbered("1000000")).version == 1_000_000
    with pytest.raises(UnusableEntry, match="last number"):
        drafts.begin(EDDA, "writing")
    with pytest.raises(UnusableEntry, match="last number"):
        drafts.propose(EDDA, draft_id, 1)
    assert [draft.id for draft in drafts.list(EDDA)] == [draft_id]


def test_a_megabyte_is_refused(drafts: PromptDrafts) -> None:
    draft_id = drafts.begin(EDDA, "writing")
    with pytest.raises(UnusableEntry, match="too long"):
        drafts.upload(EDDA, "x.md", b"a" * 1024 * 1024)
    with pytest.raises(UnusableEntry, match="too long"):
        drafts.save(EDDA, draft_id, "a" * 1024 * 1024, 1)
    assert drafts.get(EDDA, draft_id).changes == 1


def test_a_draft_that_is_thrown_away_is_gone(drafts: PromptDrafts) -> None:
    draft_id = drafts.begin(EDDA, "writing")
    drafts.drop(EDDA, draft_id)
    for call in (
        lambda: drafts.get(EDDA, draft_id),
        lambda: drafts.drop(EDDA, draft_id),
        lambda: drafts.save(EDDA, draft_id, TEXT, 1),
        lambda: drafts.propose(EDDA, draft_id, 1),
    ):
        with pytest.raises(NotFound):
            call()


def test_drafts_are_not_there_for_who_is_no_editor(drafts: PromptDrafts) -> None:
    anna, draft_id = Actor(id="anna", roles=frozenset({Role.SEEKER})), drafts.begin(EDDA, "writing")
    for call in (
        lambda: drafts.list(anna),
        lambda: drafts.get(anna, draft_id),
        lambda: drafts.text(anna, "writing"),
        lambda: drafts.begin(anna, "writing"),
        lambda: drafts.upload(anna, "writing.md", TEXT.encode()),
        lambda: drafts.add_file(anna, "writing.md", TEXT.encode()),
        lambda: drafts.save(anna, draft_id, TEXT, 1),
        lambda: drafts.drop(anna, draft_id),
        lambda: drafts.checks(anna, "writing", TEXT),
        lambda: drafts.read(anna, "writing", TEXT),
        lambda: drafts.sound(anna, "writing", TEXT),
        lambda: drafts.propose(anna, draft_id, 1),
    ):
        with pytest.raises(NotFound):
            call()
