"""The registry of prompts: what was asked can be read later, and a version never changes."""

from collections.abc import Callable
from typing import Any

import pytest

from jobwise.domain.account import Actor
from jobwise.domain.prompt import Prompt
from jobwise.domain.role import Role
from jobwise.domain.run import Stage
from jobwise.errors import BadSetting, ModelFailed, NotFound
from jobwise.ports import Clock, Transactions
from jobwise.prompts import shipped
from jobwise.services.prompts import PromptRegistry

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


def test_an_added_version_is_used_once_it_is_chosen_until_the_file_is(
    registry: Callable[[Prompt], PromptRegistry],
) -> None:
    first = shipped()["writing"]
    second, prompts = next_version(first), registry(first)
    prompts.add(EDITOR, second)
    assert prompts.used("writing") == first
    assert list(prompts.list(EDITOR)) == [first, second]
    assert prompts.use(EDITOR, second.label) == second
    assert registry(first).used("writing") == second
    assert prompts.use(EDITOR, "writing") == first
    assert prompts.used("writing") == first
    assert prompts.use(EDITOR, second.label) == second
    assert prompts.use(EDITOR, first.label) == first
    assert prompts.used("writing") == first


def test_a_version_of_the_database_is_chosen_before_a_file_of_its_number(
    registry: Callable[[Prompt], PromptRegistry],
) -> None:
    first = shipped()["writing"]
    ours = next_version(first)
    registry(first).add(EDITOR, ours)
    later = registry(next_version(first, system="The program's own."))
    with pytest.raises(ModelFailed, match="without a new number"):
        later.used("writing")
    later.use(EDITOR, ours.label)
    assert later.used("writing") == ours


@pytest.mark.parametrize(
    "changes",
    [
        {"id": "other"},
        {"stage": Stage.JOB_ANALYZER},
        {"tasks": {"reword": "<<<DATA $fence $lines $fence DATA>>> in $language"}},
        {"shared": "<<<DATA $fence $facts $fence DATA>>>"},
        {"shared": "<<<DATA $fence $facts $job $name $fence DATA>>>"},
        {"version": 1},
    ],
)
def test_a_version_that_could_not_stand_in_is_refused(
    registry: Callable[[Prompt], PromptRegistry], changes: dict[str, Any]
) -> None:
    first = shipped()["writing"]
    prompts = registry(first)
    with pytest.raises(BadSetting):
        prompts.add(EDITOR, next_version(first, **changes))
    assert list(prompts.list(EDITOR)) == [first]


def test_a_number_is_given_once_and_a_version_that_is_not_there_cannot_be_chosen(
    registry: Callable[[Prompt], PromptRegistry],
) -> None:
    first = shipped()["writing"]
    prompts = registry(first)
    prompts.add(EDITOR, next_version(first))
    with pytest.raises(BadSetting, match="there already"):
        prompts.add(EDITOR, next_version(first, system="Again something else."))
    for label in ("writing@3", "other", "other@1", ""):
        with pytest.raises(NotFound):
            prompts.use(EDITOR, label)
    assert prompts.used("writing") == first


def test_prompts_are_not_there_for_who_is_no_editor(registry: Callable[[Prompt], PromptRegistry]) -> None:
    first = shipped()["writing"]
    prompts, anna = registry(first), Actor(id="anna", roles=frozenset({Role.ADMINISTRATOR}))
    for ask in (
        lambda: prompts.list(anna),
        lambda: prompts.add(anna, next_version(first)),
        lambda: prompts.use(anna, "writing"),
    ):
        with pytest.raises(NotFound):
            ask()
