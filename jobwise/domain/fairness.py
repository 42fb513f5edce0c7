"""What is looked at to see whether a ranking treats groups alike."""

import datetime as dt
from typing import Literal

from jobwise.domain.base import Model
from jobwise.domain.vacancy import Choice

FOUR_FIFTHS = 0.8
"""Uniform Guidelines on Employee Selection Procedures, 29 CFR 1607.4 D."""
SwapKind = Literal["name", "gender", "age", "school", "address"]
Category = Literal["sex", "race", "both"]
Measure = Literal["selection", "score"]


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
    of: str = ""
    """What tells whether the same people stood there with the same fits."""

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


class Answers(Model):
    """What a candidate said of themselves for statistics, in the words of the table; "" for no answer."""

    sex: str = ""
    race: str = ""


class Outcome(Model):
    """How a candidate fared: the fit, 0..1, and what a person decided, None for nothing yet."""

    fit: float
    choice: Choice | None = None

    @property
    def selected(self) -> bool:
        """Whether they are on the shortlist."""
        return self.choice == "shortlist"


class GroupRate(Model):
    """A group beside the group that fared best by the same measure.

    `chosen` of `people` were selected, or scored above the median of all; `rate` is their share. `ratio`: the
    rate over the best group's, None for a group that is left out. `p`: two-sided exact test of the two groups
    (Fisher), None for the best group itself and for those left out.
    """

    group: str
    people: int
    chosen: int
    rate: float
    ratio: float | None
    p: float | None
    is_best: bool
    is_small_share: bool
    """Under 2 % of those who answered: left out of the comparison."""
    is_few: bool
    """Under 30 people: one decision more or less can turn the finding."""

    @property
    def is_below(self) -> bool:
        """Under four fifths of the best group's rate."""
        return self.ratio is not None and self.ratio < FOUR_FIFTHS - 1e-12  # 0.6 / 0.75 is four fifths


class ImpactTable(Model):
    """Rates and ratios of the groups of one category by one measure. `untold`: people without an answer."""

    category: Category
    measure: Measure
    groups: tuple[GroupRate, ...]
    untold: int


class Impact(Model):
    """All tables of a vacancy. `median`: of all fits, which the measure by score goes by."""

    people: int
    selected: int
    median: float
    tables: tuple[ImpactTable, ...]


class CategoriesRead(Model):
    """What came of a table of answers: for how many candidates it has any, and which of its rows, counted as
    in a spreadsheet, belong to no candidate."""

    candidates: int
    lost: tuple[int, ...]


class FairnessReport(Model):
    """All that is known of a vacancy. `undecided`: people on whom nothing is decided yet. `told`: people with
    an answer of any kind. `audit`: the newest one; old, once people, scores or engine are others."""

    vacancy: str
    engine: str
    rubric: int
    at: dt.datetime
    impact: Impact
    undecided: int
    told: int
    audit: SwapAudit | None
    is_audit_old: bool = False
