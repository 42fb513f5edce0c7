"""Prompts as files: front matter in YAML, then the parts of the prompt under their headings.

A prompt's file is `<id>.md`. What stands under "# System" are our instructions, under "# Shared" what every
task of the stage is given, and under "# Task: <name>" what is asked. The offline engine's settings are such
a file too, all front matter.
"""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError

from jobwise.domain.engine_settings import EngineSettings
from jobwise.domain.prompt import Prompt, Version
from jobwise.errors import BadSetting

FOLDER = Path(__file__).parent
ENGINE = "engine"
_FRONT = re.compile(r"\A---\n(.*?)\n---\n(.*)\Z", re.DOTALL)
_HEADING = re.compile(r"^# (.+)$", re.MULTILINE)
_TASK = "Task: "
_PARTS = {"system", "shared", "tasks"}


@cache
def shipped() -> Mapping[str, Prompt]:
    """The prompts that come with JobWise: id -> prompt."""
    files = (file for file in sorted(FOLDER.glob("*.md")) if file.stem != ENGINE)
    read = (parsed(file.read_text("utf-8"), file.name) for file in files)
    return MappingProxyType({prompt.id: prompt for prompt in read if isinstance(prompt, Prompt)})


@cache
def shipped_engine() -> EngineSettings:
    """The offline engine's settings that come with JobWise."""
    file = FOLDER / f"{ENGINE}.md"
    settings = parsed(file.read_text("utf-8"), file.name)
    assert isinstance(settings, EngineSettings)
    return settings


def parsed(text: str, name: str) -> Version:
    """The version of a prompt, or of the engine's settings, in a file's text. Raises: BadSetting when it is
    none."""
    import yaml

    try:
        found = _FRONT.match(text)
        head = yaml.safe_load(found[1]) if found else None
        if found is None or not isinstance(head, dict):
            raise ValueError("no front matter")
        if head.get("id") == ENGINE:
            return _settings(head, found[2])
        parts = _parts(found[2])
        tasks = {part.removeprefix(_TASK): body for part, body in parts.items() if part.startswith(_TASK)}
        return Prompt(**head, system=parts["System"], shared=parts["Shared"], tasks=tasks)
    except (ValueError, KeyError, TypeError, ValidationError, yaml.YAMLError) as error:
        raise BadSetting(
            f"{name} is no prompt",
            "It needs front matter (id, version, stage, most_tokens, hints, changelog), then "
            "System, Shared and Task, with every variable but $language inside a fence.",
            code="prompt",
        ) from error


def written(version: Version) -> str:
    """The text of a version's file, as `parsed` reads it."""
    import yaml

    head = {**version.model_dump(mode="json", exclude=_PARTS), "changelog": version.changelog}
    front = yaml.safe_dump(head, sort_keys=False, allow_unicode=True, width=100)
    if isinstance(version, EngineSettings):
        return f"---\n{front}---\n"
    tasks = [(f"{_TASK}{task}", words) for task, words in version.tasks.items()]
    parts = [("System", version.system), ("Shared", version.shared), *tasks]
    body = "\n\n".join(f"# {heading}\n{words}" for heading, words in parts)
    return f"---\n{front}---\n{body}\n"


def _settings(head: dict[str, Any], body: str) -> EngineSettings:
    if body.strip():
        raise ValueError("settings have no words")
    return EngineSettings(**head)


def _parts(body: str) -> dict[str, str]:
    """Heading -> what stands under it."""
    _, *rest = _HEADING.split(body)
    headings = [heading.strip() for heading in rest[::2]]
    if len(set(headings)) != len(headings):
        raise ValueError("a part stands there twice")
    return {heading: text.strip() for heading, text in zip(headings, rest[1::2], strict=True)}
