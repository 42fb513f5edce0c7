"""The words that a model is asked with: by stage, in versions."""

from string import Template

from jobwise.domain.base import Model
from jobwise.domain.run import Stage


class Prompt(Model):
    """A version of a stage's prompt.

    `system` are our instructions and hold no word of anybody else. `shared` is what all tasks of the stage
    are given, `tasks`: task -> what is asked. In both, `$name` stands for a value.
    """

    id: str
    version: int
    stage: Stage
    why: str
    most_tokens: int
    system: str
    shared: str
    tasks: dict[str, str]

    @property
    def label(self) -> str:
        """What runs keep: "writing@1"."""
        return f"{self.id}@{self.version}"


def filled(template: str, **values: str) -> str:
    """The template with its values. Raises: KeyError for one that is missing, ValueError for a stray $."""
    return Template(template).substitute(values)


def variables(template: str) -> frozenset[str]:
    """The names that a template wants."""
    return frozenset(Template(template).get_identifiers())
