"""A verdict in a sentence, with its figures."""

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from jobwise.domain.experiment import BETTER, Measure, MeasureComparison, VerdictKind


class Ground(NamedTuple):
    """What a verdict rests on. `moved`: what differs beyond chance. `seen`: what this set could have shown;
    `unsure`: what it cannot say that of. `differs`: whether anything does at all.

    `lost`: cases that count in neither, since one of the two or both failed on them. `failed`: pieces that
    did, of the arm and of its baseline. `open`: pieces of both that are not done.
    """

    moved: Sequence[MeasureComparison]
    seen: Sequence[MeasureComparison]
    unsure: Sequence[MeasureComparison]
    differs: bool
    untrue: MeasureComparison | None
    cases: int
    lost: int
    failed: tuple[int, int]
    open: int

    @property
    def more_untrue(self) -> bool:
        """Whether there are more untrue lines, be it by chance."""
        return self.untrue is not None and self.untrue.difference.mean > 0


_NAMES: Mapping[Measure, str] = {
    Measure.UNTRUE: "untrue lines a case",
    Measure.EXPECTED: "of what is expected",
    Measure.COVERAGE: "coverage",
    Measure.GAIN: "score gained",
    Measure.PRESERVED: "of the chosen facts",
    Measure.CLICHES: "cliches in 1,000 words",
    Measure.FOUND: "of the demands found",
    Measure.FAILURES: "failed answers a case",
    Measure.JUDGED: "of the judge's votes",
}
_COUNTED = frozenset({Measure.UNTRUE, Measure.CLICHES, Measure.FAILURES})
MOST_NAMED = 3
"""Measures that a sentence names of those in which nothing was seen."""


def sentence(verdict: VerdictKind, ground: Ground, *, truth_is_worse: bool) -> str:
    """The verdict, what it rests on, and what it leaves out."""
    told = [f"{verdict.capitalize()}: {_reason(verdict, ground, truth_is_worse=truth_is_worse)}."]
    if truth_is_worse:
        told.append("It says more than the facts carry, oftener than chance explains.")
    elif ground.untrue and ground.more_untrue and not ground.open:
        is_held = verdict == "cannot tell" and all(map(is_better, ground.moved)) and ground.moved
        but = " and keeps it from being called better" if is_held else ""
        told.append(f"It also has {_moved(ground.untrue)}, which may be chance{but}.")
    if ground.lost and not ground.open:
        cases = "case is" if ground.lost == 1 else "cases are"
        told.append(f"{ground.lost} {cases} left out: at least one of the two failed there.")
    if verdict == "cannot tell" and not ground.moved and not ground.open:
        if ground.seen:
            told.append(f"This set can see differences of {_seen(ground.seen)}.")
        if ground.unsure:
            told.append(f"What would show of {_unsure(ground.unsure)} is too rare or too uneven to tell.")
    return " ".join(told)


def is_better(compared: MeasureComparison) -> bool:
    """Whether the difference goes the good way."""
    return (compared.difference.mean > 0) == (BETTER[compared.measure] == "more")


def _reason(verdict: VerdictKind, ground: Ground, *, truth_is_worse: bool) -> str:
    of_cases = f"on {_count(ground.cases, 'case')}"
    good = [_moved(each) for each in ground.moved if is_better(each)]
    bad = [_moved(each) for each in ground.moved if not is_better(each)]
    arm, baseline = ground.failed
    if ground.open:
        return f"it is not finished, {_count(ground.open, 'piece')} still to do"
    if not ground.cases:
        return "no case was done by both"
    if verdict == "better":
        return f"{_and(good)} {of_cases}"
    if verdict == "worse":
        if truth_is_worse and ground.untrue and ground.untrue not in ground.moved:
            bad.insert(0, _moved(ground.untrue))
        return f"{_and(bad)}{f', though {_and(good)},' if good else ''} {of_cases}"
    if good and bad:
        return f"{_and(good)}, but {_and(bad)} {of_cases}"
    if good:
        failed = f", but it failed {_times(arm)} and what it is held against {_times(baseline)}"
        return f"{_and(good)} {of_cases}{failed if arm > baseline else ''}"
    if not ground.differs:
        return f"nothing that a verdict goes by differs {of_cases}"
    if not ground.seen and not ground.unsure:
        return (
            f"{_count(ground.cases, 'case')} {'is' if ground.cases == 1 else 'are'} too few to see anything"
        )
    return f"nothing that a verdict goes by differs beyond chance {of_cases}"


def _moved(compared: MeasureComparison) -> str:
    """ "0.05 more coverage (0.02 to 0.08)"."""
    change = compared.difference
    up = change.mean > 0
    ends = (change.low, change.high) if up else (-change.high, -change.low)
    word = "more" if up else "fewer" if compared.measure in _COUNTED else "less"
    low, high = (figure(end) for end in ends)
    return f"{figure(abs(change.mean))} {word} {_NAMES[compared.measure]} ({low} to {high})"


def _seen(measures: Sequence[MeasureComparison]) -> str:
    first, *rest = [
        (figure(each.sees), _NAMES[each.measure].removeprefix("of "))
        for each in measures[:MOST_NAMED]
        if each.sees is not None
    ]
    return _and([f"{first[0]} or more in {first[1]}", *(f"{figure} in {name}" for figure, name in rest)])


def _unsure(measures: Sequence[MeasureComparison]) -> str:
    names = [_NAMES[each.measure].removeprefix("of ").removesuffix(" a case") for each in measures]
    more = len(names) - MOST_NAMED
    return _and(names[:MOST_NAMED] + ([f"{more} more"] if more > 0 else []))


def figure(value: float, sign: str = "") -> str:
    """Two digits behind the point, or as many as say something; `sign`: "+" to write it always."""
    small = 0 < abs(value) < 0.01
    digits = -math.floor(math.log10(abs(value))) if small else 0 if abs(value) >= 100 else 2
    return f"{value:{sign}.{digits}f}".replace("-", "−")


def _and(parts: Sequence[str]) -> str:
    *first, last = parts
    return f"{', '.join(first)} and {last}" if first else last


def _times(count: int) -> str:
    return {0: "never", 1: "once"}.get(count, f"{count} times")


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
