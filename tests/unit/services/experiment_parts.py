"""A small golden set, and models that answer in ways that differ."""

import datetime as dt
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from benchmarks.model_server import Server, answers, given, serving
from jobwise import reading
from jobwise.domain.account import Actor
from jobwise.domain.experiment import Arm, ExperimentPlan
from jobwise.domain.golden import Expectations, GoldenCase, GoldenSet
from jobwise.domain.model_call import ModelChoice
from jobwise.domain.role import Role
from tests.unit.services.conftest import AD, RESUME

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
        lines = [{"id": line["id"], "text": change(line["text"])} for line in given(body)]
        return json.dumps({"lines": lines})

    return answer


@contextmanager
def careful() -> Iterator[Server]:
    """Leaves every line as it is."""
    with serving(answers(told(lambda text: text))) as server:
        yield server


@contextmanager
def inventing() -> Iterator[Server]:
    """Adds to every line what no fact says."""
    with serving(
        answers(told(lambda text: f"{text.rstrip('.')}, saving 4,000,000 dollars a year"))
    ) as server:
        yield server
