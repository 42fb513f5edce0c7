"""Versions tried on a golden set by the command line: in this process, with nothing kept of it."""

import secrets
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass, field
from typing import NamedTuple

from jobwise import reading
from jobwise.domain.engine_settings import EngineSettings
from jobwise.domain.experiment import Cell, CellResult, ExperimentPlan, Judged, Measure
from jobwise.domain.golden import GoldenCase, GoldenSet
from jobwise.domain.model_call import ModelChoice
from jobwise.domain.prompt import Version
from jobwise.errors import JobWiseError, ModelFailed, UnusableJob
from jobwise.llm.prices import read_prices
from jobwise.model_rewrite import connected
from jobwise.pipeline.verdicts import baseline_of
from jobwise.ports import Ask
from jobwise.prompts import shipped, shipped_engine
from jobwise.reading.pool import ReaderPool
from jobwise.rendering import EXPORTERS
from jobwise.services.asking import likely_cost
from jobwise.services.capped_asking import Cap, CappedAsking
from jobwise.services.case_trial import CaseTrial, Versions, arm_model
from jobwise.services.experiment_desk import IN_A_ROW
from jobwise.services.judging import JUDGING, Judge
from jobwise.services.stage_work import Tools
from jobwise.settings import Settings

AT_ONCE = 4
"""Cases that are worked on together: a model is mostly waited for."""
_MAY_PASS = frozenset({"model-slow", "model-busy"})
"""Codes of failures that say nothing of the next case."""


class Piece(NamedTuple):
    """A case at a repeat, in all arms: the baseline first, since a judge holds the others against it."""

    case: GoldenCase
    repeat: int


@dataclass
class Outcome:
    """What came of it. `pairs`: an arm with what a judge said of it. `trouble`: why it ended early."""

    cells: list[Cell] = field(default_factory=list)
    pairs: list[tuple[int, Judged]] = field(default_factory=list)
    spent_usd: float = 0.0
    trouble: JobWiseError | None = None


class Evaluation:
    """The arms of a plan on the cases of a set."""

    def __init__(
        self, plan: ExperimentPlan, golden: GoldenSet, versions: Mapping[str, Version], settings: Settings
    ) -> None:
        """versions: label -> version, of all arms."""
        self._plan, self._settings, self._secret = plan, settings, secrets.token_bytes()
        self._arms = [(arm_model(arm, plan.scope), with_version(versions[arm.version])) for arm in plan.arms]
        self.pieces = [Piece(case, number) for case in golden.cases for number in range(plan.repeats)]
        self._prices, self._cap = read_prices(settings.prices_file), Cap("this comparison", plan.cap_usd)
        self._troubles, self._ended, self._lock = Counter[int](), threading.Event(), threading.Lock()

    def likely_usd(self) -> float:
        """What the calls of all writers cost when all goes well; a case that cannot be used costs nothing."""
        trial, total = CaseTrial(Tools({}, reading), self._secret), 0.0
        for piece in self.pieces:
            for model, versions in self._arms:
                with suppress(UnusableJob):
                    calls = trial.calls(piece.case, versions, model) if model else ()
                    total += sum(likely_cost(self._prices, model, call) for call in calls if model)
        return total

    def run(self, on_done: Callable[[Piece], None]) -> Outcome:
        """Try everything, until the first trouble that the next case would have as well."""
        outcome = Outcome()
        with ExitStack() as opened:
            settings = self._settings
            limits = settings.reader_workers, settings.reader_seconds, settings.reader_memory_mb
            pool = opened.enter_context(ReaderPool(*limits))
            trial = CaseTrial(Tools(EXPORTERS, pool), self._secret)
            asks = {choice.name: self._ask(choice, opened) for choice in self._models()}
            hands = opened.enter_context(ThreadPoolExecutor(AT_ONCE, thread_name_prefix="case"))
            coming = {hands.submit(self._worked, piece, trial, asks, outcome): piece for piece in self.pieces}
            try:
                for future in as_completed(coming):
                    outcome.cells += future.result()
                    on_done(coming[future])
            finally:
                self._ended.set()
        outcome.spent_usd = sum(use.cost_usd for use in self._cap.uses)
        return outcome

    def _models(self) -> Iterable[ModelChoice]:
        judge = self._plan.judge
        return (*self._plan.writers, judge) if judge else self._plan.writers

    def _ask(self, choice: ModelChoice, opened: ExitStack) -> Ask:
        model = opened.enter_context(closing(connected(choice, self._settings)))
        return CappedAsking(model, choice, self._prices, self._cap, self._settings.model_deadline)

    def _worked(
        self, piece: Piece, trial: CaseTrial, asks: Mapping[str, Ask], outcome: Outcome
    ) -> list[Cell]:
        """The cells of a piece; those after the end stay undone."""
        results: dict[int, CellResult] = {}
        cells = []
        for arm, (model, versions) in enumerate(self._arms):
            cell = Cell(
                id=f"{arm}-{piece.case.id}-{piece.repeat}",
                arm=arm,
                case_id=piece.case.id,
                repeat=piece.repeat,
                state="waiting",
            )
            try:
                if not self._ended.is_set():
                    results[arm] = trial.tried(
                        piece.case, versions, model, asks.get(model.name) if model else None
                    )
                    cell = _done(cell, results[arm], self._judged(piece, arm, results, asks, outcome))
                    self._watch(arm, results[arm], outcome)
            except JobWiseError as error:
                cell = cell.model_copy(update={"state": "failed", "trouble": error.title})
                if isinstance(error, ModelFailed) and error.code not in _MAY_PASS:
                    self._end(error, outcome)
            cells.append(cell)
        return cells

    def _judged(
        self,
        piece: Piece,
        arm: int,
        results: Mapping[int, CellResult],
        asks: Mapping[str, Ask],
        outcome: Outcome,
    ) -> float | None:
        """How a judge prefers an arm to its baseline; None where nobody judges, it was too busy, or there is
        no document."""
        baseline = results.get(baseline_of(self._plan, arm))
        new = results[arm]
        if (
            self._plan.judge is None
            or arm == 0
            or baseline is None
            or not (new.measures and baseline.measures)
        ):
            return None
        judge = Judge(shipped()[JUDGING], self._secret)
        try:
            judged = judge.asked(piece.case, new, baseline, asks[self._plan.judge.name])
        except ModelFailed as error:
            if error.code in _MAY_PASS:
                return None
            raise
        with self._lock:
            outcome.pairs.append((arm, judged))
        return judged.result

    def _watch(self, arm: int, result: CellResult, outcome: Outcome) -> None:
        """End it where a model is of no use for too long."""
        with self._lock:
            self._troubles[arm] = self._troubles[arm] + 1 if any(use.trouble for use in result.uses) else 0
            too_many = self._troubles[arm] == IN_A_ROW
        if too_many:
            title = f"The model was of no use {IN_A_ROW} times in a row"
            told = f"The last time: {result.trouble}. Choose another model or another prompt."
            self._end(ModelFailed(title, told, code="model-shape"), outcome)

    def _end(self, error: JobWiseError, outcome: Outcome) -> None:
        with self._lock:
            outcome.trouble = outcome.trouble or error
        self._ended.set()


def with_version(version: Version) -> Versions:
    """What an arm works with: its version, and what comes with JobWise beside it."""
    ours = Versions(shipped()["reading"], shipped()["writing"], shipped_engine())
    if isinstance(version, EngineSettings):
        return ours._replace(engine=version)
    return ours._replace(reading=version) if version.id == "reading" else ours._replace(writing=version)


def _done(cell: Cell, result: CellResult, judged: float | None) -> Cell:
    measures = result.measures if judged is None else {**result.measures, Measure.JUDGED: judged}
    return cell.model_copy(update={"state": "done", "measures": measures, "trouble": result.trouble})
