"""What is looked at to see whether a ranking treats groups alike."""

import datetime as dt
from typing import Literal

from jobwise.domain.base import Model

SwapKind = Literal["name", "gender", "age", "school", "address"]


class SwapResult(Model):
    """What one swap did. `changed`: résumés in which there was something to swap. `moved`: those of them that
    were scored or judged otherwise after it. `largest`: the most that a score moved, 0..1."""

    kind: SwapKind
    to: str
    changed: int
    moved: int
    largest: float


class SwapAudit(Model):
    """Everybody of a vacancy scored anew as if they were somebody else. `rubric`: the version asked."""

    at: dt.datetime
    engine: str
    rubric: int
    candidates: int
    results: tuple[SwapResult, ...]

    @property
    def scores(self) -> int:
        """How many scores were compared."""
        return sum(result.changed for result in self.results)

    @property
    def moved(self) -> int:
        """How many of them differed."""
        return sum(result.moved for result in self.results)

    @property
    def largest(self) -> float:
        """The most that any score moved, 0..1."""
        return max((result.largest for result in self.results), default=0.0)
