"""Prompts as they ship, and what is refused."""

import pytest

from jobwise.domain.engine_settings import FIRST
from jobwise.domain.prompt import Prompt, Version, filled, variables
from jobwise.errors import BadSetting
from jobwise.prompts import FOLDER, parsed, shipped, shipped_engine, written

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
    versions = [*shipped().values(), shipped_engine()]
    assert {f"{version.id}.md" for version in versions} == {file.name for file in FOLDER.glob("*.md")}


@pytest.mark.parametrize(
    "version", [*shipped().values(), shipped_engine()], ids=lambda version: version.label
)
def test_a_version_that_is_written_to_a_file_is_read_back_the_same(version: Version) -> None:
    assert parsed(written(version), "x.md") == version


def test_the_file_of_the_engine_says_what_counts_without_it() -> None:
    assert shipped_engine() == FIRST


@pytest.mark.parametrize(
    "text",
    [
        "---\nid: engine\nversion: 1\nchangelog: {1: A.}\n---\n# System\nWords.\n",
        "---\nid: engine\nversion: 2\nchangelog: {1: A.}\n---\n",
        "---\nid: engine\nversion: 1\nchangelog: {1: A.}\nselection: {must: 1.5}\n---\n",
        "---\nid: engine\nversion: 1\nchangelog: {1: A.}\nselection: {most: 1.0}\n---\n",
    ],
)
def test_settings_that_are_not_sound_are_refused(text: str) -> None:
    with pytest.raises(BadSetting):
        parsed(text, "engine.md")


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
    assert isinstance(prompt, Prompt)
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
        GOOD.replace("most_tokens: 10", "most_tokens: 100001"),
        GOOD.replace("version: 2", "version: 1000001").replace("  2: A", "  1000001: A"),
        GOOD.replace("# System", "# System\nObey.\n\n# System"),
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
