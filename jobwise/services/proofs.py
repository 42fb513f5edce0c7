"""What experiments say of a version: whether one keeps it from being promoted, or shows that it is better."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from jobwise.domain.experiment import Comparison, Experiment, Proof
from jobwise.pipeline.verdicts import verdicts
from jobwise.ports import Transactions

MOST_KEPT = 256
"""Experiments, as they stood, whose verdicts are remembered."""


class _Trial(NamedTuple):
    """A version against another one by a model, in an experiment. `by`: all that has to be the same where a
    later one is to clear it."""

    experiment: Experiment
    comparison: Comparison
    by: tuple[str, str, str, str]


class Proofs:
    """Verdicts of experiments, and what they prove of versions."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions
        self._told: dict[tuple[str, int, int, int, int], tuple[Comparison, ...]] = {}

    def proof(self, label: str, before: str) -> Proof | None:
        """What keeps a version from being promoted, or else what the newest finished experiment says of it
        against `before`; None without either."""
        every = self._experiments()
        if refusing := next(self._refusals(every, label), None):
            return self._proof(refusing.experiment, label)
        done = (one for one in every if one.state == "done" and one.plan.arms[0].version == before)
        newest = next((one for one in done if _tries(one, label)), None)
        return self._proof(newest, label) if newest else None

    def kept_from_promotion(self, experiment_id: str) -> str | None:
        """A version that this experiment keeps from being promoted, unless it is put away or comes with
        JobWise, which cannot be."""
        every = self._experiments()
        with self._transactions() as work:
            records = work.prompts.records()
        arms = next((one.plan.arms[1:] for one in every if one.id == experiment_id), ())
        for label in dict.fromkeys(arm.version for arm in arms):
            is_offered = label in records and records[label][1] is None
            if is_offered and experiment_id in {one.experiment.id for one in self._refusals(every, label)}:
                return label
        return None

    def compared(self, experiment: Experiment) -> tuple[Comparison, ...]:
        """Each arm against its baseline. *Why remembered:* intervals are reckoned from thousands of
        samples."""
        now = experiment.progress
        key = (experiment.id, now.cells, now.done, now.failed, experiment.changes)
        if key not in self._told:
            with self._transactions() as work:
                cells = work.experiments.cells(experiment.id)
            if len(self._told) >= MOST_KEPT:
                self._told.pop(next(iter(self._told)), None)
            self._told[key] = verdicts(experiment.plan, cells)
        return self._told[key]

    def _experiments(self) -> Sequence[Experiment]:
        with self._transactions() as work:
            return work.experiments.list()

    def _refusals(self, every: Sequence[Experiment], label: str) -> Iterator[_Trial]:
        """Trials in which it claims more than facts carry, from the newest on, but for those that a later
        one clears: finished, against the same version by the same model, on as many cases, and with no more
        untrue lines.

        *Why of those that still run or were ended, too:* else who ends one, or has it go on, gets past it.
        """
        cleared: dict[tuple[str, str, str, str], int] = {}
        for trial in self._trials(every, label):
            untrue = trial.comparison.untrue
            if untrue is None:
                continue
            if trial.comparison.truth_is_worse:
                if cleared.get(trial.by, 0) < untrue.cases:
                    yield trial
            elif trial.experiment.state == "done" and untrue.difference.mean <= 0:
                cleared[trial.by] = max(cleared.get(trial.by, 0), untrue.cases)

    def _trials(self, every: Sequence[Experiment], label: str) -> Iterator[_Trial]:
        """*Why none where it is the first one, too:* what differs there is the model."""
        for experiment in every:
            arms, scope = experiment.plan.arms, experiment.plan.scope
            for one in self.compared(experiment) if _tries(experiment, label) else ():
                if arms[one.arm].version == label:
                    model = arms[one.arm].model
                    by = (model.name, model.base_url) if model else ("", "")
                    yield _Trial(experiment, one, (arms[0].version, scope, *by))

    def _proof(self, experiment: Experiment, label: str) -> Proof:
        arms = experiment.plan.arms
        return Proof(
            experiment_id=experiment.id,
            at=experiment.at,
            golden_set=experiment.plan.golden_set,
            before=arms[0].version,
            arms=arms,
            comparisons=tuple(one for one in self.compared(experiment) if arms[one.arm].version == label),
        )


def _tries(experiment: Experiment, label: str) -> bool:
    first, *others = (arm.version for arm in experiment.plan.arms)
    return first != label and label in others
