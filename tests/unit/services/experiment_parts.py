"""A small golden set, and models that answer in ways that differ."""

import datetime as dt
import json
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from pydantic import SecretStr

from benchmarks.model_server import Server, answers, given, serving
from jobwise import reading
from jobwise.domain.account import Actor
from jobwise.domain.experiment import (
    Arm,
    CellResult,
    ExperimentPlan,
    ExperimentState,
    Measure,
    NewCell,
)
from jobwise.domain.golden import Expectations, GoldenCase, GoldenSet
from jobwise.domain.model_call import ModelChoice
from jobwise.domain.prompt import Version
from jobwise.domain.role import Role
from jobwise.domain.source import ReadResult
from jobwise.domain.vacancy import Claim
from jobwise.llm import Connections, model_choice
from jobwise.ports import Transactions
from jobwise.prompts import shipped, shipped_engine
from jobwise.rendering import EXPORTERS
from jobwise.rendering.experiment_files import experiment_csv, promptfoo_file
from jobwise.services.asking import most_cost
from jobwise.services.case_trial import CaseTrial, Versions, arm_model
from jobwise.services.experiment_desk import OPEN, ExperimentDesk
from jobwise.services.experiments import ExperimentService
from jobwise.services.golden_sets import GoldenSetService
from jobwise.services.prompts import PromptRegistry
from jobwise.services.proofs import Proofs
from jobwise.services.stage_work import Tools
from jobwise.settings import GOLDEN, ROOT
from jobwise.store.database import Database
from jobwise.store.rewriting import DatabaseTraces
from jobwise.store.work import transactions
from tests.unit.services.conftest import AD, PRICES, RESUME, SEALER, Clock, MarkdownReader

EDITOR = Actor(id="edda", roles=frozenset({Role.PROMPT_EDITOR}))
NOON = dt.datetime(2026, 3, 4, 12, tzinfo=dt.UTC)
PROFILE = reading.read_resume("anna.md", RESUME.encode()).profile


def golden(many: int = 3, name: str = "ours") -> GoldenSet:
    """So many cases of one person for one job, each told apart by its title."""
    cases = tuple(
        GoldenCase(
            id=f"case-{number}",
            title=f"Data analyst {number}",
            as_of=NOON.date(),
            profile=PROFILE,
            job_text=f"{AD}\nReference {number}\n",
            expects=Expectations(never=("Kubernetes",)),
        )
        for number in range(many)
    )
    return GoldenSet(name=name, version=1, why="For tests", cases=cases)


def at(server: Server, model: str = "some-model", *, free: bool = False) -> ModelChoice:
    """A model of a server."""
    address = f"http://127.0.0.1:{server.server_port}/v1"
    return ModelChoice(provider="openai", model=model, base_url=address, free=free)


def plan_of(*arms: Arm, golden_set: str = "ours@1", cap_usd: float = 10.0, **others: Any) -> ExperimentPlan:
    return ExperimentPlan(
        question="Which is better?", golden_set=golden_set, arms=arms, cap_usd=cap_usd, **others
    )


def told(change: Callable[[str], str]) -> Callable[[dict[str, Any]], str]:
    """Says every line it is given in other words."""

    def answer(body: dict[str, Any]) -> str:
        return json.dumps({"lines": [{**line, "text": change(line["text"])} for line in given(body)]})

    return answer


@contextmanager
def judging(better: str) -> Iterator[Server]:
    """Prefers the text in this place, whichever it is."""
    with serving(answers(lambda _: json.dumps({"why": "It reads better.", "better": better}))) as server:
        yield server


@contextmanager
def careful() -> Iterator[Server]:
    """Leaves every line as it is."""
    with serving(answers(told(lambda text: text))) as server:
        yield server


@contextmanager
def rewording() -> Iterator[Server]:
    """Says a line in other words, which say the same."""
    with serving(
        answers(told(lambda text: text.replace("Wrote SQL queries", "Wrote queries in SQL")))
    ) as server:
        yield server


@contextmanager
def inventing() -> Iterator[Server]:
    """Adds to every line what no fact says."""
    with serving(
        answers(told(lambda text: f"{text.rstrip('.')}, saving 4,000,000 dollars a year"))
    ) as server:
        yield server


class Lab:
    """The experiments of an editor over a store, with a desk that works when it is told to."""

    def __init__(self, database: Database, clock: Clock, connections: Connections) -> None:
        begin = self.begin = transactions(database, SEALER)
        self.registry = PromptRegistry(begin, {**shipped(), "engine": shipped_engine()}, clock)
        self.golden = GoldenSetService(
            begin, MarkdownReader(), DatabaseTraces(database), clock, GOLDEN, ROOT / "data/samples"
        )
        self.trial = CaseTrial(Tools(EXPORTERS, OneAtATime()), b"secret")
        self.keys: dict[str, str] = {}
        self.desk = self.another_desk(connections)
        self.proofs = Proofs(begin)
        self.service = ExperimentService(
            begin,
            self.desk,
            self.trial,
            self.golden,
            self.registry,
            self.proofs,
            model_choice,
            PRICES,
            self.key_of,
            experiment_csv,
            promptfoo_file,
            clock,
        )

    def key_of(self, person: str, address: str) -> SecretStr:
        return SecretStr(self.keys.get(person, ""))

    def another_desk(self, connections: Connections, **others: Any) -> "QuietDesk":
        return QuietDesk(
            self.begin,
            self.trial,
            self.registry.version_of,
            connections,
            PRICES,
            self.key_of,
            b"secret",
            call_seconds=5.0,
            **others,
        )

    def current(self) -> Versions:
        reading_, writing = self.registry.current("reading"), self.registry.current("writing")
        return Versions(reading_, writing, self.registry.engine())

    def keep(self, version: Version) -> None:
        with self.begin() as work:
            work.prompts.keep(version, NOON)

    def add_set(self, many: int = 3, name: str = "ours", version: int = 1) -> str:
        given = golden(many, name).model_copy(update={"version": version})
        with self.begin() as work:
            work.golden.add(given, EDITOR.id, NOON, {})
        return given.label

    def dearest(self, case: GoldenCase, arm: Arm) -> float:
        """The most that one call of an arm can cost, US dollars."""
        model = arm_model(arm, "stage")
        assert model is not None
        calls = self.trial.calls(case, self.current(), model)
        return max(most_cost(PRICES, model, call) for call in calls)

    def ran(self, plan: ExperimentPlan) -> str:
        """Start it and work until nothing is left."""
        experiment_id = self.service.start(EDITOR, plan, agreed=True)
        self.desk.drain()
        return experiment_id


class OneAtATime(MarkdownReader):
    """The reader in this process. *Why a lock:* PDFium bears one thread; the real reader has processes."""

    def __init__(self) -> None:
        self._lock = threading.Lock()

    def read_resume(self, file_name: str, data: bytes) -> ReadResult:
        with self._lock:
            return super().read_resume(file_name, data)

    def plain_texts(self, file_name: str, data: bytes) -> dict[str, str]:
        with self._lock:
            return super().plain_texts(file_name, data)


class QuietDesk(ExperimentDesk):
    """The desk without its thread."""

    def wake(self) -> None:
        """Wait until `drain`."""


SMALL = ModelChoice(provider="openai", model="small", base_url="http://localhost/v1")
CLAIM = Claim("a", 60.0)


def put_tried(
    begin: Transactions,
    experiment_id: str,
    at: dt.datetime,
    untrue: Sequence[float],
    *,
    state: ExperimentState = "done",
    before: str = "writing@1",
    model: ModelChoice = SMALL,
    left: int = 0,
) -> str:
    """Put down what an experiment gave: so many untrue lines in each case of "writing@2", none in its
    baseline's. left: cases more that nobody worked on. Gives its id."""
    given = golden(len(untrue) + left).model_copy(update={"name": experiment_id})
    arms = (Arm(version=before, model=model), Arm(version="writing@2", model=model))
    plan = ExperimentPlan(question="Which?", golden_set=given.label, arms=arms)
    with begin() as work:
        set_id = work.golden.add(given, EDITOR.id, at, {})
        cells = [
            NewCell(arm, "", row, case.id, place, 0, f"{experiment_id}-{place}-{arm}")
            for place, (row, _, case) in enumerate(work.golden.cases(set_id))
            for arm in (0, 1)
        ]
        work.experiments.add(experiment_id, plan, set_id, EDITOR.id, at, cells)
    for lines in untrue:
        with begin() as work:
            group = work.experiments.claim(CLAIM)
            assert group is not None
            for arm, cell in group.cells.items():
                figures = {Measure.UNTRUE: lines * arm, Measure.COVERAGE: 0.5}
                work.experiments.put_result(CLAIM, cell, CellResult(measures=figures, resume="", letter=""))
    with begin() as work:
        if state not in ("done", "running"):
            work.experiments.set_state(experiment_id, state, OPEN)
        assert work.experiments.get(experiment_id).state == state
    return experiment_id
