"""The registry of prompts: what was asked can be read later, and a version never changes."""

from collections.abc import Callable

import pytest

from jobwise.domain.prompt import Prompt
from jobwise.errors import BadSetting
from jobwise.ports import Clock, Transactions
from jobwise.prompts import shipped
from jobwise.services.prompts import PromptRegistry

EDIT = {"system": "Something else."}


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
    second = first.model_copy(update={**EDIT, "version": first.version + 1})
    assert registry(second).used("writing") == second
    assert registry(second).version(first.label) == first
    assert registry(second).version(second.label) == second


def test_a_version_whose_text_changed_is_refused(registry: Callable[[Prompt], PromptRegistry]) -> None:
    first = shipped()["writing"]
    registry(first).used("writing")
    with pytest.raises(BadSetting, match="another text"):
        registry(first.model_copy(update=EDIT)).used("writing")
    assert registry(first).used("writing") == first
