"""What a version changes case by case, the cases that it does the least good to first."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from statistics import fmean
from typing import NamedTuple

from jobwise.domain.experiment import BETTER, Cell, Measure
from jobwise.pipeline.verdicts import EVEN


class CaseChange(NamedTuple):
    """A measure of one case, by the baseline and by an arm; means of the repeats."""

    case_id: str
    baseline: float
    arm: float

    @property
    def change(self) -> float:
        """The arm's minus the baseline's."""
        return self.arm - self.baseline


def case_changes(cells: Sequence[Cell], arm: int, baseline: int, measure: Measure) -> list[CaseChange]:
    """Of the cases that both have."""
    new, old = _means(cells, arm, measure), _means(cells, baseline, measure)
    if measure is Measure.JUDGED:
        old = dict.fromkeys(new, EVEN)
    changes = [CaseChange(case, old[case], new[case]) for case in old if case in new]
    good = -1 if BETTER[measure] == "less" else 1
    return sorted(changes, key=lambda one: good * one.change)


def _means(cells: Sequence[Cell], arm: int, measure: Measure) -> Mapping[str, float]:
    found: defaultdict[str, list[float]] = defaultdict(list)
    for cell in cells:
        if cell.arm == arm and cell.state == "done" and measure in cell.measures:
            found[cell.case_id].append(cell.measures[measure])
    return {case: fmean(values) for case, values in found.items()}
