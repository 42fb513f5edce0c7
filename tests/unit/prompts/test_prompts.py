"""Prompts as they ship, and what is refused."""

import pytest

from jobwise.domain.prompt import Prompt, filled, variables
from jobwise.errors import BadSetting
from jobwise.prompts import FOLDER, parsed, shipped

GOOD = """---
id: x
version: 2
stage: job_analyzer
hints:
  model: Any.
  schema_helps: false
changelog:
  1: The first.
  2: A try.
most_tokens: 10
---
# System
Be exact.

# Shared
<<<DATA $fence
$ad
$fence DATA>>>

# Task: analyse
Read it.
"""


def test_every_file_is_a_prompt_that_is_named_as_its_file() -> None:
    assert {f"{prompt.id}.md" for prompt in shipped().values()} == {file.name for file in FOLDER.glob("*.md")}


@pytest.mark.parametrize("prompt", shipped().values(), ids=lambda prompt: prompt.label)
def test_our_instructions_hold_no_variable_and_all_else_stands_in_the_fence(prompt: Prompt) -> None:
    assert not variables(prompt.system)
    for template in (prompt.shared, *prompt.tasks.values()):
        outside = template
        while "<<<DATA $fence" in outside:
            before, _, rest = outside.partition("<<<DATA $fence")
            outside = before + rest.partition("$fence DATA>>>")[2]
        assert variables(outside) <= {"language"}


def test_a_file_becomes_a_prompt() -> None:
    prompt = parsed(GOOD, "x.md")
    assert (prompt.label, prompt.system, prompt.tasks) == ("x@2", "Be exact.", {"analyse": "Read it."})
    assert (prompt.why, prompt.hints.model, prompt.hints.schema_helps) == ("A try.", "Any.", False)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no front matter",
        GOOD.replace("version: 2", "version: two"),
        GOOD.replace("# System", "# Sister"),
        GOOD.replace("stage: job_analyzer", "stage: none"),
        GOOD.replace("id: x", "id: [x"),
        GOOD.replace("hints:", "who: me\nhints:"),
        GOOD.replace("  schema_helps: false\n", ""),
        GOOD.replace("schema_helps: false", "schema_helps: perhaps"),
        GOOD.replace("model: Any.", 'model: " "'),
        GOOD.replace("  2: A try.\n", ""),
        GOOD.replace("  2: A try.", "  2: A try.\n  3: To come."),
        GOOD.replace("  2: A try.", '  2: ""'),
        GOOD.replace("1: The first.", "0: The first."),
        GOOD.replace("version: 2", "version: 0"),
        GOOD.replace("most_tokens: 10", "most_tokens: 0"),
        GOOD.replace("Be exact.", "Be exact with $ad."),
        GOOD.replace("Read it.", "Read $ad."),
        GOOD.replace("Read it.", "Read it for 5 $."),
        "---\n- a\n---\n",
    ],
)
def test_what_is_no_prompt_is_told_with_its_name(text: str) -> None:
    with pytest.raises(BadSetting, match=r"x\.md is no prompt"):
        parsed(text, "x.md")


def test_a_missing_value_is_an_error() -> None:
    with pytest.raises(KeyError):
        filled("Read $ad", job="x")
