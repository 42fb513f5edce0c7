"""The words that a model is asked with: by stage, in versions."""

import re
from string import Template
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from jobwise.domain.base import Model, Said
from jobwise.domain.engine_settings import EngineSettings, Number
from jobwise.domain.run import Stage

FREE = frozenset({"language"})
"""Variables that may stand outside of a fence: no word of anybody else is in them."""
FENCE = re.compile(r"<<<DATA \$fence\b.*?\$fence DATA>>>", re.DOTALL)
"""What stands between the two lines that untrusted text is kept between."""
MOST_TOKENS = 100_000
"""Of an answer. *Why a bound:* a call is held at what so many cost."""


class ModelHints(Model):
    """For which model a prompt is meant, in words, and whether a schema for its answer helps it."""

    model: Said
    schema_helps: bool


class Prompt(Model):
    """A version of a stage's prompt.

    `system` are our instructions and hold no word of anybody else. `shared` is what all tasks of the stage
    are given, `tasks`: task -> what is asked. In both, `$name` stands for a value. `changelog`: version ->
    why.
    """

    id: Annotated[str, StringConstraints(pattern=r"^[a-z]{1,40}$")]
    version: Number
    stage: Stage
    hints: ModelHints
    changelog: dict[int, Said]
    most_tokens: Annotated[int, Field(ge=1, le=MOST_TOKENS)]
    system: Said
    shared: Said
    tasks: Annotated[dict[str, Said], Field(min_length=1)]

    @model_validator(mode="after")
    def _is_sound(self) -> Self:
        """*Why here:* one that was written into the database is held to the same as one in a file."""
        if sorted(self.changelog)[-1:] != [self.version] or min(self.changelog) < 1:
            raise ValueError("the changelog has to end with the version")
        if variables(self.system):
            raise ValueError("our instructions hold no variable")
        if any(variables(FENCE.sub("", part)) - FREE for part in (self.shared, *self.tasks.values())):
            raise ValueError("a variable stands outside of the fence")
        return self

    @property
    def why(self) -> str:
        """Why there is this version."""
        return self.changelog[self.version]

    @property
    def asked(self) -> tuple[object, ...]:
        """All that a model is told by it, so that what is only said about it may be said better later."""
        return self.stage, self.most_tokens, self.system, self.shared, self.tasks

    @property
    def label(self) -> str:
        """What runs keep: "writing@1"."""
        return f"{self.id}@{self.version}"


Version = Prompt | EngineSettings
"""What is tried out, promoted and named by runs."""


def filled(template: str, **values: str) -> str:
    """The template with its values. Raises: KeyError for one that is missing, ValueError for a stray $."""
    return Template(template).substitute(values)


def variables(template: str) -> frozenset[str]:
    """The names that a template wants. Raises: ValueError for a stray $."""
    if not Template(template).is_valid():
        raise ValueError("a $ stands alone")
    return frozenset(Template(template).get_identifiers())
