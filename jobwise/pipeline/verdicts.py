"""What an experiment says: each arm against its baseline, with a verdict that does not flatter.

*Why none before all is done:* who looks on the way, and stops when it looks well, finds "better" in chance.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from statistics import fmean
from typing import NamedTuple

from jobwise.domain.experiment import (
    VERDICT_BY,
    Cell,
    Comparison,
    ExperimentPlan,
    Measure,
    MeasureComparison,
    VerdictKind,
)
from jobwise.matching.paired import LEVEL, holm, interval, p_value, smallest_seen, too_few
from jobwise.pipeline.verdict_words import Ground, is_better, sentence

EVEN = 0.5
"""What a judge would say of a baseline against itself."""
UNEVEN = frozenset({Measure.UNTRUE, Measure.CLICHES, Measure.FAILURES, Measure.PRESERVED})
"""What counts things that are seldom. *Why it is not told what would show of them:* the more there are, the
wider they spread, so more is missed than their spread of now says."""
SHOWN, WHOLE = 2, 9
"""Digits behind the point: of a score on a screen, and of measures that count whole things."""
_interval = lru_cache(maxsize=2048)(interval)
_p_value = lru_cache(maxsize=2048)(p_value)
"""*Why kept:* a page shows the same figures again with every click, and a baseline's once for each arm."""


class _Done(NamedTuple):
    """What an arm gave. `averages`: case -> measure -> mean of its repeats, of cases that have any. `failed`,
    `open`: pieces."""

    cases: frozenset[str]
    averages: Mapping[str, Mapping[Measure, float]]
    failed: int
    open: int


class _Paired(NamedTuple):
    """A measure of the cases that an arm and its baseline both have, case by case. A difference counts to so
    many `digits` behind the point."""

    arm: tuple[float, ...]
    baseline: tuple[float, ...]
    digits: int

    @property
    def differences(self) -> tuple[float, ...]:
        """*Why rounded:* a score that moves by less than screens show makes no document better, however
        surely it moves; and means of the same repeats may differ in their last digit."""
        pairs = zip(self.arm, self.baseline, strict=True)
        return tuple(round(new - old, self.digits) for new, old in pairs)


def verdicts(plan: ExperimentPlan, cells: Sequence[Cell]) -> tuple[Comparison, ...]:
    """A comparison for every arm but the first.

    p-values are corrected for all arms and all measures that a verdict goes by. *Why not for those that
    nowhere differ:* they cannot be found to differ, so they take no chance from others (Tarone, Biometrics
    46, 1990).
    """
    of_arm: list[list[Cell]] = [[cell for cell in cells if cell.arm == arm] for arm in range(len(plan.arms))]
    done = [_done(own) for own in of_arm]
    pairs = {arm: dict(_paired(done[arm], done[baseline_of(plan, arm)])) for arm in range(1, len(done))}
    found = {
        (arm, measure): _p_value(paired.differences)
        for arm, measures in pairs.items()
        for measure, paired in measures.items()
    }
    shared = {
        key: p for key, p in found.items() if key[1] in VERDICT_BY and any(pairs[key[0]][key[1]].differences)
    }
    corrected = holm(shared)
    level = LEVEL / max(len(shared), 1)
    return tuple(
        _comparison(
            arm,
            baseline_of(plan, arm),
            tuple(
                _measured(measure, paired, found[arm, measure], corrected.get((arm, measure)), level)
                for measure, paired in measures.items()
            ),
            _truth_is_worse(measures),
            done,
        )
        for arm, measures in pairs.items()
    )


def baseline_of(plan: ExperimentPlan, arm: int) -> int:
    """What an arm is held against: the baseline's version by the same model where there is one."""
    version, model = plan.arms[0].version, plan.arms[arm].model
    same = (at for at, other in enumerate(plan.arms) if (other.version, other.model) == (version, model))
    return next((at for at in same if at != arm), 0)


def _done(cells: Sequence[Cell]) -> _Done:
    """*Why a piece without figures has failed:* there is no document to count."""
    repeats: defaultdict[str, list[Mapping[Measure, float]]] = defaultdict(list)
    for cell in cells:
        if cell.state == "done" and cell.measures:
            repeats[cell.case_id].append(cell.measures)
    averages = {case: _mean(each) for case, each in repeats.items()}
    ended = sum(cell.state in ("done", "failed") for cell in cells)
    cases = frozenset(cell.case_id for cell in cells)
    return _Done(cases, averages, ended - sum(map(len, repeats.values())), len(cells) - ended)


def _mean(repeats: Sequence[Mapping[Measure, float]]) -> Mapping[Measure, float]:
    if len(repeats) == 1:
        return repeats[0]
    measures = dict.fromkeys(measure for each in repeats for measure in each)
    return {measure: fmean(each[measure] for each in repeats if measure in each) for measure in measures}


def _paired(arm: _Done, baseline: _Done) -> Iterator[tuple[Measure, _Paired]]:
    """Each measure that both have, of the cases that both have."""
    cases = [
        (arm.averages[case], {**old, Measure.JUDGED: EVEN})
        for case, old in baseline.averages.items()
        if case in arm.averages
    ]
    for measure in Measure:
        both = [(new[measure], old[measure]) for new, old in cases if measure in new and measure in old]
        if both:
            new, old = zip(*both, strict=True)
            yield measure, _Paired(new, old, SHOWN if measure is Measure.GAIN else WHOLE)


def _measured(
    measure: Measure, paired: _Paired, p: float, p_holm: float | None, level: float
) -> MeasureComparison:
    decides = measure in VERDICT_BY
    sees = smallest_seen(paired.differences, level) if decides and measure not in UNEVEN else None
    could_show = p_holm is not None and p_holm > LEVEL and not too_few(len(paired.arm), level)
    return MeasureComparison(
        measure=measure,
        cases=len(paired.arm),
        arm=_interval(paired.arm),
        baseline=_interval(paired.baseline),
        difference=_interval(paired.differences),
        p=p,
        p_holm=(1.0 if p_holm is None else p_holm) if decides else None,
        sees=sees,
        unsure=could_show and sees is None,
    )


def _truth_is_worse(measures: Mapping[Measure, _Paired]) -> bool:
    """*Why not corrected for other measures, and on one side:* it guards, and a guard that looks at more is
    not to see less."""
    untrue = measures.get(Measure.UNTRUE)
    return untrue is not None and _p_value(untrue.differences, "more") <= LEVEL


def _comparison(
    arm: int,
    baseline: int,
    measures: tuple[MeasureComparison, ...],
    truth_is_worse: bool,
    done: Sequence[_Done],
) -> Comparison:
    new, old = done[arm], done[baseline]
    both = new.averages.keys() & old.averages.keys()
    ground = Ground(
        moved=[each for each in measures if each.p_holm is not None and each.p_holm <= LEVEL],
        seen=[each for each in measures if each.sees is not None],
        unsure=[each for each in measures if each.unsure],
        differs=any(each.measure in VERDICT_BY and _differs(each) for each in measures),
        untrue=next((each for each in measures if each.measure is Measure.UNTRUE), None),
        cases=len(both),
        lost=len((new.cases | old.cases) - both),
        failed=(new.failed, old.failed),
        open=new.open + old.open,
    )
    verdict = _verdict(ground, truth_is_worse=truth_is_worse)
    return Comparison(
        arm=arm,
        baseline=baseline,
        measures=measures,
        verdict=verdict,
        sentence=sentence(verdict, ground, truth_is_worse=truth_is_worse),
        truth_is_worse=truth_is_worse,
    )


def _differs(compared: MeasureComparison) -> bool:
    return (compared.difference.low, compared.difference.high) != (0, 0)


def _verdict(ground: Ground, *, truth_is_worse: bool) -> VerdictKind:
    """Better: something is, nothing is worse, and it failed no oftener than its baseline.

    *Why never with more untrue lines, be it by chance:* where few cases have any, the guard sees most of what
    is invented as chance.
    """
    ways = {is_better(each) for each in ground.moved}
    arm, baseline = ground.failed
    if ground.open:
        return "cannot tell"
    if truth_is_worse or ways == {False}:
        return "worse"
    is_clean = arm <= baseline and not ground.more_untrue
    return "better" if ways == {True} and is_clean else "cannot tell"
