"""What the offline engine goes by when it chooses and words lines: in versions, as the prompts are."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from jobwise.domain.base import Model, Said

MOST_VERSIONS = 1_000_000
Number = Annotated[int, Field(ge=1, le=MOST_VERSIONS)]
"""A version's."""
Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]


class SelectionWeights(Model):
    """What a fact is worth when lines are chosen under the page budget, each 0..1.

    `must`, `nice`: a requirement that is answered, by its importance. `near`: how much of that an answer
    counts that is only near. `number`: a line with a number in it. `line`: any line at all. `highlights`:
    share of the pages that lines under the jobs are to have before a job takes two lines for its heading.
    """

    must: Share = 1.0
    nice: Share = 0.5
    near: Share = 0.4
    number: Share = 0.06
    line: Share = 0.02
    highlights: Share = 0.35


class WordingRules(Model):
    """Which of the rules that reword a line are used; none of them changes what it says.

    `verb_first`: "Responsible for managing" becomes "Managed" in a job that has ended. `ads_spelling`: a
    skill is written as the ad writes it. `asked_first`: skills that the ad asks for stand first. `summary`:
    a summary is put together from the facts.
    """

    verb_first: bool = True
    ads_spelling: bool = True
    asked_first: bool = True
    summary: bool = True


class EngineSettings(Model):
    """A version of the offline engine's settings. `changelog`: version -> why."""

    id: Literal["engine"] = "engine"
    version: Number = 1
    changelog: dict[int, Said] = Field(default={1: "The first version."}, validate_default=True)
    selection: SelectionWeights = SelectionWeights()
    wording: WordingRules = WordingRules()

    @model_validator(mode="after")
    def _is_sound(self) -> Self:
        if sorted(self.changelog)[-1:] != [self.version] or min(self.changelog) < 1:
            raise ValueError("the changelog has to end with the version")
        return self

    @property
    def why(self) -> str:
        """Why there is this version."""
        return self.changelog[self.version]

    @property
    def asked(self) -> tuple[object, ...]:
        """All that decides what is written."""
        return self.selection, self.wording

    @property
    def label(self) -> str:
        """What runs keep: "engine@1"."""
        return f"{self.id}@{self.version}"


FIRST = EngineSettings()
"""What counts where nothing else was chosen; `prompts/engine.md` says the same."""
