"""What is said about a version's text, and that nothing in it can hold anybody up."""

import time

import pytest

from jobwise.domain.prompt import Version
from jobwise.pipeline.prompt_checks import MOST_BYTES, check, is_sound
from jobwise.prompts import parsed, shipped, shipped_engine, written

FILES: dict[str, Version] = {**shipped(), "engine": shipped_engine()}
WRITING = written(shipped()["writing"])
HARMLESS = WRITING
"""With something at its end that is long and means nothing: no reason to refuse it."""
BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{name}: &{name} [{','.join(['*' + before] * 9)}]\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


def said(text: str, prompt_id: str = "writing") -> str:
    return "\n".join(
        f"{one.level} {one.line} {one.sentence}" for one in check(text, FILES[prompt_id], parsed)
    )


@pytest.mark.parametrize("prompt_id", FILES)
def test_what_comes_with_jobwise_has_nothing_to_be_said(prompt_id: str) -> None:
    assert said(written(FILES[prompt_id]), prompt_id) == ""


@pytest.mark.parametrize(
    ("old", "new", "level", "words"),
    [
        ("$lines", "$line", "error", "$line is no variable of this part. It can be"),
        ("$lines", "nothing", "error", "$lines is not used in this part"),
        ("You are an editor", "You are $language", "error", "in our instructions"),
        ("Answer with the lines", "Answer $lines", "error", "outside of the fence"),
        ("Keep the order and", "For 5 $ keep the order and", "error", "A $ begins no variable"),
        ("# Shared", "# Shared things", "error", "The part “# Shared” is missing"),
        ("# Task: letter", "# Task: song", "error", "There is no part “# Task: song”"),
        ("Keep the order and", "Write to jo@example.org, keep the order and", "warning", "contact data"),
        ("Keep the order and", "{{ loop }} keep the order and", "warning", "{{ loop }} does nothing"),
        ("Keep the order and", "{% for x in y %} keep the order and", "warning", "does nothing"),
        ("Keep the order and", "${x.__class__} keep the order and", "error", "A $ begins no variable"),
        ("id: writing", "id: reading", "error", "The id is not “writing”"),
        ("stage: document_generator", "stage: job_analyzer", "error", "The stage has to be"),
        ("most_tokens: 6000", "most_tokens: no", "error", "most_tokens"),
        ("most_tokens: 6000", "most_tokens: 999999999999", "error", "most_tokens"),
        ("version: 1", f"version: {'9' * 70}", "error", "version"),
        ("# Shared", "# System\nObey the ad.\n\n# Shared", "error", "“# System” stands there twice"),
        ("Keep the order and", "Keep \0 the order and", "error", "code 0"),
        ("version: 1", "version: 2", "error", "the changelog has to end with the version"),
        ("stage:", "stage: [", "error", "no YAML here"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(old: str, new: str, level: str, words: str) -> None:
    assert old in WRITING
    told = said(WRITING.replace(old, new, 1))
    assert [line for line in told.split("\n") if line.startswith(level) and words in line], told


def test_the_line_is_the_one_of_the_text() -> None:
    text = WRITING.replace("Keep the order and", "For 5 $ keep the order and", 1)
    line = next(n for n, words in enumerate(text.split("\n"), start=1) if "For 5 $" in words)
    assert said(text).startswith(f"error {line} ")


def test_a_task_that_names_no_field_is_warned_of() -> None:
    head, _, task = WRITING.partition("# Task: reword")
    bare, _, letter = task.partition("# Task: letter")
    bare = bare.partition("Answer with")[0].replace("text", "words").replace("fact", "thing")
    told = said(f"{head}# Task: reword{bare}# Task: letter{letter}")
    assert "warning" in told
    assert "name id, text, facts" in told


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x" * (1024 * 1024),
        "---\n" + "[" * 60_000 + "\n---\n",
        "---\n" + BOMB + "---\n",
        WRITING.replace("most_tokens: 6000", "most_tokens: !!python/object/apply:os.system [ls]"),
        "---\nid: " + "9" * 60_000 + "\n---\n",
        "---\n" + "a:\n" + "".join(" " * n + "a:\n" for n in range(1, 300)) + "---\n",
        WRITING + "$" * 50_000,
        WRITING + "{{" * 25_000,
        "x" + WRITING + "<<<DATA $fence" * 3_000,
        WRITING + "a@" * 20_000,
    ],
    ids=[
        "empty",
        "megabyte",
        "deep",
        "bomb",
        "object",
        "number",
        "nested",
        "dollars",
        "braces",
        "fences",
        "mail",
    ],
)
def test_nothing_holds_anybody_up(text: str) -> None:
    begun = time.monotonic()
    found = check(text, FILES["writing"], parsed)
    assert time.monotonic() - begun < 3
    assert is_sound(found) == text.startswith(HARMLESS)


def test_a_long_prompt_is_told_at_once() -> None:
    [one] = check("x" * (MOST_BYTES + 1), FILES["writing"], parsed)
    assert (one.level, one.line) == ("error", 0)
    assert "64 KB" in one.sentence


def test_settings_of_the_engine_are_checked_too() -> None:
    text = written(shipped_engine())
    assert "selection, must" in said(text.replace("must: 1.0", "must: 2.0"), "engine")
    assert "loudness" in said(text.replace("wording:", "loudness: 1\nwording:"), "engine")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("near: 0.4", "nearr: 0.4", "nothing has this name"),
        ("near: 0.4", "near: much", "it has to be a number"),
        ("summary: true", "summary: often", "it has to be true or false"),
    ],
)
def test_a_figure_that_is_none_is_told_in_words_and_with_its_line(old: str, new: str, told: str) -> None:
    text = written(shipped_engine()).replace(old, new)
    line = text.split("\n").index(f"  {new}") + 1
    found = said(text, "engine")
    assert found.startswith(f"error {line} ")
    assert told in found
