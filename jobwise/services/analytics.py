"""What the runs of everybody together show, with nobody in it.

Three rules, where many people use an installation (see decision 14): a slice of filters with fewer than five
people counts nowhere, a group that is shown has five or more, and counts go in steps of five. The week that
is not over yet does not count, so that nobody sees a single run come in.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from jobwise.domain.account import Actor
from jobwise.domain.analytics import (
    Board,
    Filters,
    FunnelStep,
    Looked,
    RunFigures,
    Slice,
    Spending,
    Spreads,
    Step,
    Week,
    monday,
    week_end,
)
from jobwise.domain.role import Role
from jobwise.ports import Clock, FigureReader

LOOKING = (Role.PROMPT_EDITOR, Role.ADMINISTRATOR)
LEAST = 5
"""People in a group that is told, and the step in which counts go."""
_ADDED = ("runs", "done", "calls", "kept_calls", "stages", "reused")
_SPENT = ("runs", "tokens_asked", "tokens_cached", "tokens_answered")
K = TypeVar("K", bound=Hashable)
Value = str | int | float | None
TableFile = Callable[[Sequence[str], Sequence[Sequence[Value]]], bytes]
"""Makes a file of a header and rows."""


class AnalyticsService:
    """The numbers, for who works on the product."""

    def __init__(
        self, reader: FigureReader, parquet: TableFile, csv: TableFile, clock: Clock, *, alone: bool
    ) -> None:
        """alone: one person uses this installation, and the figures are their own."""
        self._reader, self._parquet, self._csv, self._clock = reader, parquet, csv, clock
        self.alone = alone

    def board(self, actor: Actor, filters: Filters) -> Board:
        """The figures of the runs that the filters leave. Raises: NotFound, StorageFailed."""
        actor.must_be(*LOOKING)
        slices, looked = self._looked(filters)
        known = [part for part in slices if not part.is_small]
        shown = [part for part in known if _fits(part, filters)]
        runs = sum(part.runs for part in shown)
        gain, times = self._reader.middles(looked, runs)
        return Board(
            first=min((part.week for part in known), default=None),
            last=max((part.week for part in known), default=None),
            versions=tuple(sorted({part.version for part in known})),
            providers=tuple(sorted({part.provider for part in known})),
            hides=bool(looked.left_out),
            runs=self._told(runs),
            done=self._told(sum(part.done for part in shown)),
            cost_usd=sum(part.cost_usd for part in shown),
            median_gain=None if gain is None else self._measured(gain),
            weeks=tuple(
                Week(week=week, **self._sums(some, _ADDED))
                for week, some in sorted(_grouped(shown, lambda part: part.week).items())
            ),
            spreads=self._spreads(self._reader.spreads(looked)),
            times=tuple(
                one.model_copy(update={"median": self._measured(one.median), "p90": self._measured(one.p90)})
                for one in times
            ),
            failures=tuple(
                one.model_copy(update={"runs": self._told(one.runs)}) for one in self._reader.failures(looked)
            ),
            spending=self._spending(shown),
            layouts=tuple(
                one.model_copy(
                    update={"runs": self._told(one.runs), "confidence": self._measured(one.confidence)}
                )
                for one in self._reader.layouts(looked)
            ),
            funnel=self._funnel(looked),
        )

    def csv(self, actor: Actor, filters: Filters) -> bytes:
        """What is shown, as a table; each run by itself where nobody else is here. Raises: as above."""
        return self._csv(*self._table(actor, filters))

    def parquet(self, actor: Actor, filters: Filters) -> bytes:
        """The same for programs."""
        return self._parquet(*self._table(actor, filters))

    def _table(self, actor: Actor, filters: Filters) -> tuple[Sequence[str], Sequence[Sequence[Value]]]:
        actor.must_be(*LOOKING)
        if not self.alone:
            return ("figure", "group", "value"), list(_told_rows(self.board(actor, filters)))
        names = [name for name in RunFigures.model_fields if name not in ("run_id", "application_id")]
        runs = (run.model_dump(mode="json") for run in self._reader.rows(Looked(filters=filters)))
        return names, [[run[name] for name in names] for run in runs]

    def _looked(self, filters: Filters) -> tuple[Sequence[Slice], Looked]:
        if self.alone:
            looked = Looked(filters=filters)
            return self._reader.slices(looked), looked
        looked = Looked(filters=filters, before=monday(self._clock().date()), least=LEAST)
        slices = self._reader.slices(looked)
        small = tuple(part for part in slices if part.is_small)
        return slices, looked.model_copy(update={"left_out": small})

    def _spreads(self, spreads: Spreads) -> Spreads:
        told = {
            name: tuple(bar.model_copy(update={"runs": self._told(bar.runs)}) for bar in bars)
            for name, bars in spreads
        }
        return Spreads(**told)

    def _spending(self, slices: Iterable[Slice]) -> tuple[Spending, ...]:
        groups = _grouped(slices, lambda part: (part.provider, part.model, part.version))
        found = (
            Spending(
                provider=provider,
                model=model,
                version=version,
                cost_usd=sum(part.cost_usd for part in some),
                **self._sums(some, _SPENT),
            )
            for (provider, model, version), some in groups.items()
        )
        return tuple(sorted(found, key=lambda one: (-one.cost_usd, -one.runs, one.model, one.version)))

    def _funnel(self, looked: Looked) -> tuple[FunnelStep, ...]:
        """*Why the first step only without a version or a model:* who uploads has not chosen any."""
        steps: dict[Step, int] = {}
        reached = self._reader.reached(looked)
        if not (looked.filters.version or looked.filters.provider or looked.filters.since):
            until = looked.filters.until
            ends = [day for day in (looked.before, until and week_end(until)) if day]
            steps["uploaded"] = max(self._reader.uploaded(min(ends, default=None)), reached["started"])
        steps |= reached
        return tuple(
            FunnelStep(step=step, people=self._told(people) if self.alone or people >= LEAST else None)
            for step, people in steps.items()
        )

    def _sums(self, slices: Sequence[Slice], names: Sequence[str]) -> Mapping[str, int]:
        return {name: self._told(sum(getattr(part, name) for part in slices)) for name in names}

    def _told(self, count: int) -> int:
        """A count as it is shown. *Why in steps:* two counts that differ by one would tell of one person."""
        return count if self.alone else LEAST * round(count / LEAST)

    def _measured(self, figure: float) -> float:
        """*Why two digits:* all of them may be one person's, or let others' be worked out."""
        return figure if self.alone else round(figure, 2)


def _fits(part: Slice, filters: Filters) -> bool:
    return (
        (filters.since is None or part.week >= monday(filters.since))
        and (filters.until is None or part.week <= filters.until)
        and filters.version in ("", part.version)
        and filters.provider in ("", part.provider)
    )


def _grouped(slices: Iterable[Slice], key: Callable[[Slice], K]) -> dict[K, list[Slice]]:
    groups: dict[K, list[Slice]] = defaultdict(list)
    for part in slices:
        groups[key(part)].append(part)
    return groups


def _told_rows(board: Board) -> Iterable[tuple[str, str, float | None]]:
    """What is shown, a figure a row."""
    yield "runs", "", board.runs
    yield "finished runs", "", board.done
    yield "cost in US dollars", "", board.cost_usd
    yield "median gain", "", board.median_gain
    for week in board.weeks:
        for name in _ADDED:
            yield f"{name} of a week", f"{week.week}", getattr(week, name)
    for what, bars in board.spreads:
        for bar in bars:
            yield f"runs by {what}", f"{bar.low:.2f} to {bar.high:.2f}", bar.runs
    for time in board.times:
        yield "median seconds", time.stage, time.median
        yield "seconds of 90 %", time.stage, time.p90
    for kind in board.failures:
        yield "failed runs", f"{kind.stage or 'between stages'}: {kind.failure}", kind.runs
    for one in board.spending:
        group = " ".join(filter(None, (one.provider, one.model, one.version)))
        for name in (*_SPENT, "cost_usd"):
            yield f"{name} by model and version", group, getattr(one, name)
    for read in board.layouts:
        yield "mean reading confidence", f"{read.media_type}, {read.layout}", read.confidence
    for step in board.funnel:
        yield "people", step.step, step.people
