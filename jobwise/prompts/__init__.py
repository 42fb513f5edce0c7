"""Prompts as files: front matter in YAML, then the parts of the prompt under their headings.

A prompt's file is `<id>.md`. What stands under "# System" are our instructions, under "# Shared" what every
task of the stage is given, and under "# Task: <name>" what is asked.
"""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from pydantic import ValidationError

from jobwise.domain.prompt import Prompt
from jobwise.errors import BadSetting

FOLDER = Path(__file__).parent
_FRONT = re.compile(r"\A---\n(.*?)\n---\n(.*)\Z", re.DOTALL)
_HEADING = re.compile(r"^# (.+)$", re.MULTILINE)
_TASK = "Task: "


@cache
def shipped() -> Mapping[str, Prompt]:
    """The prompts that come with JobWise: id -> prompt."""
    prompts = (parsed(file.read_text("utf-8"), file.name) for file in sorted(FOLDER.glob("*.md")))
    return MappingProxyType({prompt.id: prompt for prompt in prompts})


def parsed(text: str, name: str) -> Prompt:
    """The prompt in a file's text. Raises: BadSetting when it is none."""
    import yaml

    try:
        found = _FRONT.match(text)
        head = yaml.safe_load(found[1]) if found else None
        if found is None or not isinstance(head, dict):
            raise ValueError("no front matter")
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


def _parts(body: str) -> dict[str, str]:
    """Heading -> what stands under it."""
    _, *rest = _HEADING.split(body)
    return {heading.strip(): text.strip() for heading, text in zip(rest[::2], rest[1::2], strict=True)}
