"""What the team does with experiments: plan, start, stop and resume them, and read what came of them."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

from pydantic import SecretStr

from jobwise.domain.account import Actor
from jobwise.domain.audit import Action
from jobwise.domain.experiment import (
    Arm,
    CaseNote,
    Cell,
    CellResult,
    Comparison,
    Experiment,
    ExperimentPlan,
    ExperimentState,
    Judgement,
)
from jobwise.domain.golden import GoldenCase
from jobwise.domain.model_call import ModelCall, ModelChoice, Price, money
from jobwise.domain.prompt import Prompt
from jobwise.domain.role import Role
from jobwise.errors import Conflict, NotFound, UnusableJob
from jobwise.ports import Clock, PriceTable, Transactions
from jobwise.services.asking import likely_cost, most_cost
from jobwise.services.authors import author_name
from jobwise.services.case_trial import CaseTrial, Versions, arm_model
from jobwise.services.experiment_desk import OPEN, ExperimentDesk, KeyOf
from jobwise.services.experiment_inputs import Kept, new_cells, versions_for
from jobwise.services.experiment_plan import MOST_USD
from jobwise.services.golden_sets import GoldenSetService
from jobwise.services.judging import JUDGING, Judge, judgement
from jobwise.services.prompts import PromptRegistry
from jobwise.services.proofs import Proofs

MOST_CELLS = 5_000
SAMPLE = 8
"""Cases by which the cost is reckoned. *Why not by all:* each has its stages worked through for it."""
RESUMABLE: tuple[ExperimentState, ...] = ("stopped", "capped", "failed", "done")
MOST_NOTE = 2_000
BESIDE = (*Versions._fields, JUDGING)


ToCsv = Callable[[ExperimentPlan, Sequence[Cell]], bytes]
"""Figures as a file."""
ToPromptfoo = Callable[
    [
        str,
        Sequence[Prompt],
        Sequence[ModelChoice],
        Sequence[tuple[GoldenCase, Mapping[str, Mapping[str, str]]]],
    ],
    bytes,
]
"""(question, prompts, models, cases with the values of their variables) as a file of promptfoo."""


class ExperimentEstimate(NamedTuple):
    """What an experiment would do and cost, in US dollars. `cached`: cells that an earlier result counts for.
    `known`: all prices are; else the dearest one that is counts."""

    cells: int
    cached: int
    likely: float
    most: float
    known: bool


class ExperimentService:
    """Experiments are the team's: every prompt editor sees and ends each."""

    def __init__(
        self,
        transactions: Transactions,
        desk: ExperimentDesk,
        trial: CaseTrial,
        golden: GoldenSetService,
        prompts: PromptRegistry,
        proofs: Proofs,
        choice: Callable[[str, str], ModelChoice],
        prices: PriceTable,
        key_of: KeyOf,
        to_csv: ToCsv,
        to_promptfoo: ToPromptfoo,
        clock: Clock,
    ) -> None:
        """choice: see `ModelService`."""
        self._transactions, self._desk, self._trial, self._golden = transactions, desk, trial, golden
        self._prompts, self._version_of, self._choice = prompts, prompts.version_of, choice
        self._proofs = proofs
        self._prices, self._key_of, self._clock = prices, key_of, clock
        self._to_csv, self._to_promptfoo = to_csv, to_promptfoo

    def models(self, actor: Actor, typed: str) -> list[ModelChoice]:
        """Models as they are typed, one a line: "openai:NAME", then the address of its server where it is not
        the provider's own, then "free" where it costs nothing.

        Raises: NotFound, BadSetting for a name or an address that is none.
        """
        actor.must_be(Role.PROMPT_EDITOR)
        found = []
        for name, *rest in filter(None, map(str.split, typed.splitlines())):
            free = rest[-1:] == ["free"]
            address = " ".join(rest[:-1] if free else rest)
            found.append(self._choice(name, address).model_copy(update={"free": free}))
        return found

    def estimate(self, actor: Actor, plan: ExperimentPlan) -> ExperimentEstimate:
        """What it would do and cost, from some of the cases. Raises: NotFound, Conflict."""
        actor.must_be(Role.PROMPT_EDITOR)
        plan = self._whole(plan)
        kept = self._cases(actor, plan)
        cases = [case for *_, case in kept]
        cells = list(new_cells(plan, kept, self._version_of))
        of_arm = [[cell for cell in cells if cell.arm == arm] for arm in range(len(plan.arms))]
        with self._transactions() as work:
            known = [work.experiments.known([cell for cell in each if cell.owner]) for each in of_arm]
        likely = most = 0.0
        for arm, each, cached in zip(plan.arms, of_arm, known, strict=True):
            a_likely, a_most = self._cost(plan, arm, cases)
            likely, most = likely + a_likely * (len(each) - cached), most + a_most * (len(each) - cached)
        if plan.judge:
            pairs = sum(cell.arm > 0 for cell in cells)
            j_likely, j_most = self._judge_cost(plan.judge, cases)
            likely, most = likely + j_likely * pairs, most + j_most * pairs
        priced = all(map(self._prices.knows, (*plan.writers, *([plan.judge] if plan.judge else ()))))
        return ExperimentEstimate(len(cells), sum(known), likely, most, priced)

    def start(self, actor: Actor, plan: ExperimentPlan, *, agreed: bool) -> str:
        """Put an experiment in the queue; gives its id. The set and all versions stay as they are now.

        agreed: the words of the cases may go to the models' addresses. Raises: NotFound, Conflict.
        """
        actor.must_be(Role.PROMPT_EDITOR)
        plan = self._whole(plan)
        self._check(actor, plan, agreed=agreed)
        labels = (*plan.beside, *(arm.version for arm in plan.arms))
        versions = {label: self._version_of(label) for label in labels}
        experiment_id = str(uuid.uuid4())
        with self._transactions() as work:
            set_id = self._golden.pin(work, plan.golden_set)
            kept = work.golden.cases(set_id)
            _must_fit(plan, len(kept))
            cells = list(new_cells(plan, kept, versions.__getitem__))
            for version in versions.values():  # files change with the program
                if work.prompts.get(version.label) is None:
                    work.prompts.keep(version, self._clock())
            work.experiments.add(experiment_id, plan, set_id, actor.id, self._clock(), cells)
            details = {"set": plan.golden_set, "cells": str(len(cells))}
            work.audit.note(self._clock(), actor.id, Action.EXPERIMENT_STARTED, experiment_id, details)
        self._desk.wake()
        return experiment_id

    def stop(self, actor: Actor, experiment_id: str) -> None:
        """End it for now; what is done stays. Raises: NotFound, Conflict."""
        actor.must_be(Role.PROMPT_EDITOR)
        with self._transactions() as work:
            work.experiments.set_state(experiment_id, "stopped", OPEN)
            work.audit.note(self._clock(), actor.id, Action.EXPERIMENT_STOPPED, experiment_id, {})

    def resume(self, actor: Actor, experiment_id: str, cap_usd: float | None = None) -> None:
        """Go on where it was, with what failed once more. cap_usd: another limit.

        Raises: NotFound, Conflict where nothing is left to do, for a limit that is none, or where a key
        would pay that is somebody else's.
        """
        actor.must_be(Role.PROMPT_EDITOR)
        if cap_usd is not None and not 0 <= cap_usd <= MOST_USD:
            raise Conflict("This limit cannot be set", f"Choose 0 to {MOST_USD:,.0f} dollars.", code="limits")
        experiment = self.get(actor, experiment_id)
        if experiment.progress.done == experiment.progress.cells:
            raise Conflict("Nothing is left to do", "Start another experiment.", code="done")
        if experiment.author != actor.id and self._has_own_key(experiment):
            raise Conflict(
                "Only who started this experiment can resume it",
                "Its models are asked with their key. Start the same experiment anew, with yours.",
                code="others-key",
            )
        details = {}
        if cap_usd is not None and cap_usd != experiment.plan.cap_usd:
            details = {"limit before": money(experiment.plan.cap_usd), "limit": money(cap_usd)}
        with self._transactions() as work:
            work.experiments.set_state(experiment_id, "waiting", RESUMABLE, cap_usd=cap_usd)
            work.experiments.again(experiment_id)
            work.audit.note(self._clock(), actor.id, Action.EXPERIMENT_STARTED, experiment_id, details)
        self._desk.wake()

    def delete(self, actor: Actor, experiment_id: str) -> None:
        """Delete it with its results and notes.

        Raises: NotFound, Conflict ("refuses") for one that keeps a version from being promoted.
        """
        actor.must_be(Role.PROMPT_EDITOR)
        if label := self._proofs.kept_from_promotion(experiment_id):
            raise Conflict(
                f"This experiment shows that {label} claims more than the facts carry",
                f"Put {label} away first.",
                code="refuses",
            )
        with self._transactions() as work:
            work.experiments.delete(experiment_id)
            work.audit.note(self._clock(), actor.id, Action.EXPERIMENT_DELETED, experiment_id, {})

    def list(self, actor: Actor) -> Sequence[Experiment]:
        """All of them, newest first."""
        actor.must_be(Role.PROMPT_EDITOR)
        with self._transactions() as work:
            return work.experiments.list()

    def get(self, actor: Actor, experiment_id: str) -> Experiment:
        """One as it stands. Raises: NotFound."""
        actor.must_be(Role.PROMPT_EDITOR)
        with self._transactions() as work:
            return work.experiments.get(experiment_id)

    def cells(self, actor: Actor, experiment_id: str) -> Sequence[Cell]:
        """Its cells with their figures, case by case. Raises: NotFound."""
        actor.must_be(Role.PROMPT_EDITOR)
        with self._transactions() as work:
            return work.experiments.cells(experiment_id)

    def case(self, actor: Actor, experiment_id: str, case_id: str) -> GoldenCase:
        """A case as the experiment has it. Raises: NotFound where it was taken back."""
        actor.must_be(Role.PROMPT_EDITOR)
        with self._transactions() as work:
            return work.experiments.case(experiment_id, case_id)

    def texts(
        self, actor: Actor, experiment_id: str, case_id: str, repeat: int = 0
    ) -> Mapping[int, CellResult]:
        """Arm -> what a case gave at a repeat, as far as it is done. Raises: NotFound."""
        actor.must_be(Role.PROMPT_EDITOR)
        with self._transactions() as work:
            return work.experiments.results(experiment_id, case_id, repeat)

    def verdicts(self, actor: Actor, experiment_id: str) -> tuple[Comparison, ...]:
        """Each arm against its baseline; none while it runs. Raises: NotFound.

        *Why none before:* whoever looks on the way and stops when it looks well finds what is not there.
        """
        actor.must_be(Role.PROMPT_EDITOR)
        experiment = self.get(actor, experiment_id)
        return () if experiment.state in OPEN else self._proofs.compared(experiment)

    def judgement(self, actor: Actor, experiment_id: str) -> Judgement | None:
        """How its judge did; None without one. Raises: NotFound."""
        actor.must_be(Role.PROMPT_EDITOR)
        with self._transactions() as work:
            plan = work.experiments.get(experiment_id).plan
            return judgement(plan, work.experiments.judged(experiment_id)) if plan.judge else None

    def newer_set(self, actor: Actor, plan: ExperimentPlan) -> str:
        """The label of a newer version of its golden set, "" where there is none."""
        actor.must_be(Role.PROMPT_EDITOR)
        name, _, version = plan.golden_set.partition("@")
        newest = self._golden.newest(actor, name)
        return f"{name}@{newest}" if newest > int(version) else ""

    def note(self, actor: Actor, experiment_id: str, case_id: str, text: str) -> None:
        """Keep what somebody noted on a case. Raises: NotFound, Conflict for none or too much."""
        actor.must_be(Role.PROMPT_EDITOR)
        text = text.strip()
        if not 1 <= len(text) <= MOST_NOTE:
            raise Conflict("This note cannot be kept", f"Write 1 to {MOST_NOTE:,} characters.", code="note")
        with self._transactions() as work:
            note = CaseNote(case_id=case_id, author=actor.id, at=self._clock(), text=text)
            work.experiments.add_note(experiment_id, note)

    def notes(self, actor: Actor, experiment_id: str) -> Sequence[CaseNote]:
        """What was noted on its cases, oldest first."""
        actor.must_be(Role.PROMPT_EDITOR)
        with self._transactions() as work:
            return [
                note.model_copy(update={"author": author_name(work, actor, note.author)})
                for note in work.experiments.notes(experiment_id)
            ]

    def csv(self, actor: Actor, experiment_id: str) -> bytes:
        """The figures of every cell. Raises: NotFound."""
        return self._to_csv(self.get(actor, experiment_id).plan, self.cells(actor, experiment_id))

    def promptfoo(self, actor: Actor, experiment_id: str) -> bytes:
        """What is asked, as a configuration of promptfoo, without the cases that people gave.

        Raises: NotFound, Conflict where no prompt is.
        """
        plan = self.get(actor, experiment_id).plan
        tried = {arm.version: self._version_of(arm.version) for arm in plan.arms if arm.model}
        prompts = [version for version in tried.values() if isinstance(version, Prompt)]
        if not prompts:
            raise Conflict(
                "No prompt is tried in this experiment", "Take the figures as CSV.", code="no-prompt"
            )
        versions = versions_for(plan, plan.arms[0], self._version_of)
        asked = []
        ours = (case for *_, case in self._cases(actor, plan) if case.source != "person")
        for case in ours:
            with suppress(UnusableJob):  # nothing is asked of it
                asked.append((case, self._trial.values(case, versions)))
        return self._to_promptfoo(plan.question, prompts, plan.writers, asked)

    def _whole(self, plan: ExperimentPlan) -> ExperimentPlan:
        """The plan with the versions that stand beside its own."""
        with self._transactions() as work:
            labels = tuple(self._prompts.active_in(work, name).label for name in BESIDE)
        return plan.model_copy(update={"beside": labels})

    def _cases(self, actor: Actor, plan: ExperimentPlan) -> Sequence[Kept]:
        """Its cases as they are kept; nobody's and without a row where the set is of a file and was never
        used. Raises: NotFound, Conflict."""
        with self._transactions() as work:
            set_id = work.golden.find(plan.golden_set)
            kept = work.golden.cases(set_id) if set_id else ()
        kept = kept or [("", "", case) for case in self._golden.get(actor, plan.golden_set).cases]
        _must_fit(plan, len(kept))
        return kept

    def _cost(self, plan: ExperimentPlan, arm: Arm, cases: Sequence[GoldenCase]) -> tuple[float, float]:
        """What a cell of an arm costs: likely, and at the most."""
        model = arm_model(arm, plan.scope)
        if model is None:
            return 0.0, 0.0
        versions = versions_for(plan, arm, self._version_of)

        def calls(case: GoldenCase) -> Sequence[ModelCall[Any]]:
            try:
                return self._trial.calls(case, versions, model)
            except UnusableJob:  # nothing is asked of it
                return ()

        return self._mean_cost(model, cases, calls)

    def _judge_cost(self, judge: ModelChoice, cases: Sequence[GoldenCase]) -> tuple[float, float]:
        """The same of a judge. *Why by the facts:* the texts are not written yet, and about as long."""
        asking = Judge(self._prompts.current(JUDGING), b"")

        def calls(case: GoldenCase) -> Sequence[ModelCall[Any]]:
            facts = "\n".join(fact.text for fact in case.profile.facts())
            texts = [CellResult(measures={}, resume=facts, letter=letter) for letter in ("", "\n")]
            return asking.calls(case, *texts)

        return self._mean_cost(judge, cases, calls)

    def _mean_cost(
        self,
        model: ModelChoice,
        cases: Sequence[GoldenCase],
        calls: Callable[[GoldenCase], Sequence[ModelCall[Any]]],
    ) -> tuple[float, float]:
        some = cases[:: max(1, len(cases) // SAMPLE)][:SAMPLE]
        every = [call for case in some for call in calls(case)]
        likely = sum(likely_cost(self._prices, model, call) for call in every)
        return likely / len(some), sum(most_cost(self._prices, model, call) for call in every) / len(some)

    def _check(self, actor: Actor, plan: ExperimentPlan, *, agreed: bool) -> None:
        """Whether it can be started. Raises: NotFound, Conflict."""
        models = (*plan.writers, *([plan.judge] if plan.judge else ()))
        if models and not agreed:
            raise Conflict(
                "Nothing is sent without your consent",
                f"Tick that the words of the cases may go to {' and '.join(plan.addresses)}.",
                code="no-consent",
            )
        for model in models:
            self._check_key(actor, model)
        if not plan.cap_usd and not all(map(self._is_free, models)):
            raise Conflict(
                "With a limit of $0 no model can be asked",
                "Set a higher limit, or say that the model costs nothing if that is so.",
                code="cap",
            )

    def _check_key(self, actor: Actor, model: ModelChoice) -> None:
        """*Why only at a provider's own address:* another server may want none."""
        own = self._choice(model.name, "").base_url
        if model.base_url == own and self._key_of(actor.id, own) == SecretStr(""):
            raise Conflict(
                f"There is no key for {own}", "Enter it in Settings, with this model.", code="model-key"
            )

    def _has_own_key(self, experiment: Experiment) -> bool:
        """Whether its author's own key is used, not the installation's."""
        return any(
            self._key_of(experiment.author, address) != self._key_of("", address)
            for address in experiment.plan.addresses
        )

    def _is_free(self, model: ModelChoice) -> bool:
        return self._prices.price(model) == Price(asked=0, cached=0, stored=0, answered=0)


def _must_fit(plan: ExperimentPlan, cases: int) -> None:
    """Whether so many cases can be tried. Raises: NotFound, Conflict."""
    if not cases:
        raise NotFound(
            f"{plan.golden_set} has no case any more", "Choose another golden set.", code="not-found"
        )
    many = cases * len(plan.arms) * plan.repeats
    if many > MOST_CELLS:
        raise Conflict(
            f"This makes {many:,} pieces of work, and an experiment has {MOST_CELLS:,} at the most",
            "Choose fewer versions, fewer models or fewer repeats, or a smaller set.",
            code="too-many",
        )
