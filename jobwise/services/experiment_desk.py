"""Works on experiments in the background: a case at a repeat at a time, in all its arms.

What is done stands in the store after each cell, so a kill loses no more than the calls under way. Any number
of processes share the work, as they do with candidates (`docs/decisions/0011-candidates-are-claimed.md`). A
claim is renewed while a model is waited for, so that the claims of a dead process run out soon.
"""

import logging
import threading
import time
import uuid
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from typing import NamedTuple, cast

from pydantic import SecretStr

from jobwise.domain.experiment import CellResult, Experiment, ExperimentPlan, ExperimentState, Group, Measure
from jobwise.domain.golden import GoldenCase
from jobwise.domain.model_call import AskedTask, ModelCall, ModelChoice, ModelUse, S, money
from jobwise.domain.prompt import Prompt
from jobwise.domain.vacancy import Claim
from jobwise.errors import Conflict, JobWiseError, ModelFailed, NotFound, StorageFailed, UnreadableFile
from jobwise.pipeline.verdicts import baseline_of
from jobwise.ports import Ask, Connect, PriceTable, Transactions
from jobwise.services.asking import LOOK_SECONDS, UNPRICED, usable_key
from jobwise.services.capped_asking import CappedAsking
from jobwise.services.case_trial import CaseTrial, arm_model
from jobwise.services.desk import AGAIN_SECONDS, Desk, is_the_machines, places
from jobwise.services.experiment_inputs import VersionOf, versions_for
from jobwise.services.judging import JUDGING, Judge

logger = logging.getLogger(__name__)

HANDS = 4
"""Groups at a time in a process. *Why more than cores:* most of their time they wait for a model."""
CLAIM_SECONDS = 30.0
LOOK = 1.0
"""Seconds between looks, while a model is waited for, whether anybody still wants it."""
IN_A_ROW = 10
"""Cells of an arm with trouble, one after another, after which nothing more is paid for it."""
OPEN: tuple[ExperimentState, ...] = ("waiting", "running")
BROKE = "Something in this case broke a step"
KeyOf = Callable[[str, str], SecretStr]
"""(person, address) -> their key for it, or the installation's, an empty one where there is none; "" is
nobody, who has none of their own."""


class ExperimentDesk(Desk):
    """The desk of the prompt lab."""

    def __init__(
        self,
        transactions: Transactions,
        trial: CaseTrial,
        version_of: VersionOf,
        connect: Connect,
        prices: PriceTable,
        key_of: KeyOf,
        secret: bytes,
        *,
        call_seconds: float,
        claim_seconds: float = CLAIM_SECONDS,
        look_seconds: float | None = None,
        again_seconds: float = AGAIN_SECONDS,
    ) -> None:
        """secret: what the fence around untrusted text is made with. call_seconds: how long a call of a model
        may take with all its tries. claim_seconds: longer than a cell takes without a model, and how long a
        dead process is waited for.
        """
        super().__init__("experiments", hands=HANDS, look_seconds=look_seconds, again_seconds=again_seconds)
        self._transactions, self._trial, self._version_of = transactions, trial, version_of
        self._connect, self._prices, self._key_of = connect, prices, key_of
        self._secret = secret
        self._call_seconds, self._claim_seconds = call_seconds, claim_seconds

    def _let_go(self) -> None:
        with self._transactions() as work:
            work.experiments.let_go()

    def _claimed(self) -> Sequence[Callable[[], None]]:
        claim = Claim(str(uuid.uuid4()), self._claim_seconds)
        with self._transactions() as work:
            group = work.experiments.claim(claim)
        return [partial(self._group, claim, group)] if group else []

    def _group(self, claim: Claim, group: Group) -> None:
        """The outermost edge of the work on a group: what ends it is kept with the experiment."""
        try:
            with suppress(NotFound):  # stopped, deleted, taken back, or another's by now
                self._worked(claim, group)
        except ModelFailed as error:
            if error.code == "budget":
                self._end(group.experiment_id, "capped", f"{error.title}. {error.message}")
            else:
                self._end(group.experiment_id, "failed", f"{error.title}.")

    def _worked(self, claim: Claim, group: Group) -> None:
        with self._transactions() as work:
            experiment = work.experiments.get(group.experiment_id)
            try:
                case = work.experiments.case(experiment.id, group.case_id)
            except NotFound:  # taken back while the experiment was put down: the cells came too late to go
                work.experiments.forget(claim)
                return
        first = experiment.plan.arms[0].version
        for arm in sorted(group.cells, key=lambda one: experiment.plan.arms[one].version != first):
            seat = _Seat(experiment, case, group.repeat, arm, claim, group.cells[arm])
            self._still(claim)
            try:
                self._cell(seat)
            except (StorageFailed, UnreadableFile) as error:
                if is_the_machines(error):
                    raise
                self._put_trouble(seat, error.title)
            except JobWiseError:
                raise
            except Exception as error:  # noqa: BLE001 (it holds up no other case)
                logger.error("A case broke: %s", places(error))
                self._put_trouble(seat, BROKE)

    def _cell(self, seat: "_Seat") -> None:
        with self._transactions() as work:
            result = work.experiments.found(seat.cell_id)
        cached = result is not None
        result = _unjudged(result) if result else self._tried(seat)
        if seat.experiment.plan.judge and seat.arm:
            result = self._judged(seat, seat.experiment.plan.judge, result)
        with self._transactions() as work:
            work.experiments.put_result(seat.claim, seat.cell_id, result, cached=cached)
            troubled = seat.model and work.experiments.troubled(seat.experiment.id, seat.arm, IN_A_ROW)
        if troubled == IN_A_ROW:
            self._end(seat.experiment.id, "failed", _useless(seat, result.trouble))

    def _tried(self, seat: "_Seat") -> CellResult:
        plan = seat.experiment.plan
        versions = versions_for(plan, plan.arms[seat.arm], self._version_of)
        ask = self._asker(seat, seat.model) if seat.model else None
        return self._trial.tried(seat.case, versions, seat.model, ask)

    def _judged(self, seat: "_Seat", judge: ModelChoice, result: CellResult) -> CellResult:
        """*Why kept before:* where the judge is away, nothing is written and paid twice. *Why no judge where
        there is no document:* a vote would make a piece that failed count as done."""
        plan = seat.experiment.plan
        with self._transactions() as work:
            work.experiments.keep_result(seat.claim, seat.cell_id, result)
            done = work.experiments.results(seat.experiment.id, seat.case.id, seat.repeat)
        baseline = done.get(baseline_of(plan, seat.arm))
        if baseline is None or not (result.measures and baseline.measures):
            return result
        asking = Judge(self._judging(plan), self._secret)
        judged = asking.asked(seat.case, result, baseline, self._asker(seat, judge))
        voted = {} if judged.result is None else {Measure.JUDGED: judged.result}
        return result.model_copy(update={"judged": judged, "measures": {**result.measures, **voted}})

    def _judging(self, plan: ExperimentPlan) -> Prompt:
        label = next(label for label in plan.beside if label.startswith(f"{JUDGING}@"))
        return cast(Prompt, self._version_of(label))

    def _asker(self, seat: "_Seat", choice: ModelChoice) -> Ask:
        """What asks a model for a cell, for as long as the cell is still worked on."""
        key = usable_key(self._key_of(seat.experiment.author, choice.base_url))
        model = self._connect(choice, key)
        look = _NowAndThen(partial(self._still, seat.claim), min(LOOK, self._claim_seconds / 10))
        purse = _Purse(self._transactions, seat, look, self._ended)
        asking = CappedAsking(model, choice, self._prices, purse, self._call_seconds)

        def ask(
            task: AskedTask, call: ModelCall[S], on_text: Callable[[str], None]
        ) -> tuple[S | None, ModelUse]:
            def hear(text: str) -> None:
                look()
                on_text(text)

            return asking(task, call, hear)

        return ask

    def _still(self, claim: Claim) -> None:
        """Keep the claim. Raises: NotFound where it was lost, or this process ends."""
        with self._transactions() as work:
            if self._ended.is_set() or not work.experiments.keep(claim):
                raise NotFound("This is not worked on any more", "Look at the experiment.", code="claim-lost")

    def _put_trouble(self, seat: "_Seat", trouble: str) -> None:
        with self._transactions() as work:
            work.experiments.put_trouble(seat.claim, seat.cell_id, trouble)

    def _end(self, experiment_id: str, state: ExperimentState, trouble: str) -> None:
        with suppress(Conflict, NotFound), self._transactions() as work:  # ended or deleted meanwhile
            work.experiments.set_state(experiment_id, state, OPEN, trouble=trouble)


class _Seat(NamedTuple):
    """A cell that is worked on."""

    experiment: Experiment
    case: GoldenCase
    repeat: int
    arm: int
    claim: Claim
    cell_id: str

    @property
    def model(self) -> ModelChoice | None:
        plan = self.experiment.plan
        return arm_model(plan.arms[self.arm], plan.scope)


class _Purse:
    """`capped_asking.Purse`: the experiment's limit, which the store keeps for all processes."""

    def __init__(
        self, transactions: Transactions, seat: _Seat, look: Callable[[], None], left: threading.Event
    ) -> None:
        """look: raises where the cell is not worked on any more. left: set when this process ends."""
        self._transactions, self._seat, self._look, self._left = transactions, seat, look, left

    def hold(self, most_usd: float, *, guessed: bool) -> None:
        """See `Purse`. *Why waiting for others:* they nearly always pay less than they hold."""
        while True:
            with self._transactions() as work:
                answer = work.experiments.hold(self._seat.claim, self._seat.cell_id, most_usd)
            if answer == "held":
                return
            if answer == "never":
                raise ModelFailed(
                    "The limit of cost is reached",
                    f"{f'{UNPRICED} ' if guessed else ''}The next call may cost {money(most_usd)}, which is "
                    "more than is left. Raise the limit to go on; what is done stays.",
                    code="budget",
                )
            self._look()
            self._left.wait(LOOK_SECONDS)

    def put_down(self, use: ModelUse, held_usd: float) -> None:
        """See `Purse`."""
        with self._transactions() as work:
            work.experiments.put_down(self._seat.cell_id, held_usd, use.cost_usd)


class _NowAndThen:
    """Does something when it is called and was not for so many seconds, in whichever thread."""

    def __init__(self, do: Callable[[], None], seconds: float) -> None:
        self._do, self._seconds, self._done = do, seconds, time.monotonic()

    def __call__(self) -> None:
        if time.monotonic() - self._done >= self._seconds:
            self._done = time.monotonic()
            self._do()


def _unjudged(result: CellResult) -> CellResult:
    """*Why:* an earlier judge may have been another, and held it against another text."""
    measures = {measure: value for measure, value in result.measures.items() if measure != Measure.JUDGED}
    return result.model_copy(update={"judged": None, "measures": measures})


def _useless(seat: _Seat, trouble: str) -> str:
    name = seat.experiment.plan.arms[seat.arm].name
    return (
        f"{name} gave nothing to use {IN_A_ROW} times in a row, so nothing more is asked or paid. "
        f"The last time: {trouble}. Try another model, or another version."
    )
