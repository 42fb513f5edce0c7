"""The registry of versions: what was asked can be read later, none changes, and a file always works."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import text

from jobwise.domain.account import Actor
from jobwise.domain.prompt import Prompt
from jobwise.domain.role import Role
from jobwise.errors import ModelFailed, NotFound
from jobwise.ports import Clock, Transactions
from jobwise.prompts import shipped
from jobwise.services.prompt_lab import PromptLab
from jobwise.services.prompts import PromptRegistry
from jobwise.services.proofs import Proofs
from jobwise.store.database import Database

EDIT = {"system": "Something else."}


EDITOR = Actor(id="edda", roles=frozenset({Role.PROMPT_EDITOR}))


def next_version(prompt: Prompt, **changes: Any) -> Prompt:
    number = prompt.version + 1
    changelog = {**prompt.changelog, number: "A try."}
    return prompt.model_copy(update={**EDIT, "version": number, "changelog": changelog, **changes})


@pytest.fixture
def registry(begin: Transactions, clock: Clock) -> Callable[[Prompt], PromptRegistry]:
    """The registry of a program that came with one prompt."""
    return lambda prompt: PromptRegistry(begin, {prompt.id: prompt}, clock)


def test_what_was_used_is_kept_for_programs_that_come_with_another(
    registry: Callable[[Prompt], PromptRegistry],
) -> None:
    first = shipped()["writing"]
    assert registry(first).version(first.label) is None
    assert registry(first).used("writing") == first
    second = next_version(first)
    assert registry(second).used("writing") == second
    assert registry(second).version(first.label) == first
    assert registry(second).version(second.label) == second


def test_a_version_whose_text_changed_is_refused(registry: Callable[[Prompt], PromptRegistry]) -> None:
    first = shipped()["writing"]
    registry(first).used("writing")
    with pytest.raises(ModelFailed, match="without a new number"):
        registry(first.model_copy(update=EDIT)).used("writing")
    assert registry(first).used("writing") == first


def test_what_is_only_said_about_a_prompt_may_be_said_better(
    registry: Callable[[Prompt], PromptRegistry],
) -> None:
    first = shipped()["writing"]
    registry(first).used("writing")
    better = first.model_copy(update={"changelog": {first.version: "Said better."}})
    assert registry(better).used("writing") == better


def test_a_broken_version_leaves_the_one_of_the_file(
    registry: Callable[[Prompt], PromptRegistry], begin: Transactions, database: Database, clock: Clock
) -> None:
    first = shipped()["writing"]
    lab = PromptLab(begin, registry(first), clock, Proofs(begin).proof)
    lab.add(EDITOR, next_version(first))
    lab.promote(EDITOR, "writing@2", seen=0, reason="A try.", despite=True)
    assert registry(first).used("writing").label == "writing@2"
    with database.turn(), database.engine.begin() as connection:
        connection.execute(text("UPDATE prompts SET prompt = '{' WHERE label = 'writing@2'"))
    assert registry(first).used("writing") == first
    assert [one.label for one in registry(first).list(EDITOR)] == ["writing@1"]


def test_a_chosen_version_stays_chosen_when_a_newer_file_comes(
    registry: Callable[[Prompt], PromptRegistry], begin: Transactions, clock: Clock
) -> None:
    first = shipped()["writing"]
    lab = PromptLab(begin, registry(first), clock, Proofs(begin).proof)
    lab.add(EDITOR, next_version(first))
    lab.promote(EDITOR, "writing@2", seen=0, reason="A try.", despite=True)
    third = next_version(next_version(first))
    assert registry(third).current("writing").label == "writing@2"
    PromptLab(begin, registry(third), clock, Proofs(begin).proof).roll_back(
        EDITOR, "writing", seen=1, reason="Back."
    )
    assert registry(third).current("writing") == first


def test_the_engine_goes_by_the_settings_that_were_promoted(prompts: PromptRegistry, lab: PromptLab) -> None:
    first = prompts.engine()
    changes = {"version": 2, "changelog": {**first.changelog, 2: "No summary."}}
    second = first.model_copy(
        update={**changes, "wording": first.wording.model_copy(update={"summary": False})}
    )
    lab.add(EDITOR, second)
    lab.promote(EDITOR, "engine@2", seen=0, reason="Shorter.", despite=True)
    assert prompts.engine() == second
    assert prompts.current_versions().engine == second
    assert prompts.version_of("engine@1") == first


def test_prompts_are_not_there_for_who_is_no_editor(prompts: PromptRegistry) -> None:
    with pytest.raises(NotFound):
        prompts.list(Actor(id="anna", roles=frozenset({Role.ADMINISTRATOR})))


def test_a_version_that_is_not_there_is_told(prompts: PromptRegistry) -> None:
    for label in ("writing@3", "other", "other@1", "", "writing@1@1"):
        with pytest.raises(NotFound):
            prompts.version_of(label)
