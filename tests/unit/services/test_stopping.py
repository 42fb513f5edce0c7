"""A run that is stopped frees its place within a second, whatever its model's server is up to."""

import threading
import time
from collections.abc import Callable, Iterator

import pytest
from pydantic import SecretStr

from benchmarks.model_server import Act, Handler, Server, fails, serving
from jobwise.domain.account import Actor
from jobwise.domain.model_call import ModelTask
from jobwise.domain.run import Stage
from jobwise.errors import Closing
from jobwise.ports import Transactions
from jobwise.services.applications import ApplicationService
from jobwise.services.models import ModelService
from jobwise.services.profiles import ProfileService
from jobwise.services.stage_runner import StageRunner
from tests.unit.services.conftest import InlineEngine

ANNA = Actor(id="anna")
EACH = pytest.mark.parametrize("provider", ["openai", "anthropic"])
WITHIN = 1.0
"""Seconds from the stop until nobody works on the run any more."""


class Silence:
    """Acts of a server that says nothing, or next to nothing, until the test is over."""

    def __init__(self) -> None:
        self.over = threading.Event()

    def from_the_start(self, handler: Handler) -> None:
        self.over.wait(30)

    def after_the_head(self, handler: Handler) -> None:
        handler.begin()
        handler.head()
        handler.words('{"lines": [{"id": "a", "text": "Cut')
        self.over.wait(30)

    def between_drops(self, handler: Handler) -> None:
        handler.begin()
        handler.head()
        while not self.over.wait(0.7):
            handler.words(" ")

    def between_signs_of_life(self, handler: Handler) -> None:
        handler.begin()
        while not self.over.wait(0.1):
            handler.wfile.write(b": still here\n\n")
            handler.wfile.flush()


@pytest.fixture
def silence() -> Iterator[Silence]:
    silence = Silence()
    yield silence
    silence.over.set()


class Working:
    """A run at work in a thread of its own, as the engine has it."""

    def __init__(self, runner: StageRunner, ids: tuple[str, str]) -> None:
        self.application_id, self.run_id = ids
        self.closed = False
        self._runner = runner
        self.thread = threading.Thread(target=self._work, daemon=True)
        self.thread.start()

    def ends_within(self, seconds: float) -> bool:
        self.thread.join(seconds)
        return not self.thread.is_alive()

    def _work(self) -> None:
        try:
            for stage in Stage:
                if not self._runner.run_stage(ANNA, self.application_id, self.run_id, stage):
                    return
        except Closing:
            self.closed = True


Begin = Callable[..., Working]


@pytest.fixture
def work(
    applications: ApplicationService,
    profiles: ProfileService,
    models: ModelService,
    engine: InlineEngine,
    runner: StageRunner,
    resume: bytes,
    ad: str,
) -> Begin:
    """Begins a run with the model behind a server, and waits until that was asked."""
    engine.waits = True

    def begin(
        server: Server,
        provider: str,
        tasks: tuple[ModelTask, ...] = ("reword", "letter"),
        calls: int | None = None,
    ) -> Working:
        if profiles.current(ANNA) is None:
            profiles.upload(ANNA, "resume.md", resume)
        path = "/v1" if provider == "openai" else ""
        models.use_model(
            ANNA,
            f"{provider}:some-model",
            f"http://127.0.0.1:{server.server_port}{path}",
            tasks,
            run_cap_usd=1.0,
            day_cap_usd=9.0,
            agreed=True,
            key=SecretStr("k"),
        )
        applications.start(ANNA, ad)
        working = Working(runner, engine.waiting[-1][1:])
        deadline = time.monotonic() + 20
        while len(server.asked) < (len(tasks) if calls is None else calls):
            assert time.monotonic() < deadline
            time.sleep(0.01)
        return working

    return begin


def stopped_in(applications: ApplicationService, working: Working) -> float:
    """Seconds from the stop until the run's thread has ended."""
    began = time.monotonic()
    applications.stop(ANNA, working.application_id)
    assert working.ends_within(20)
    return time.monotonic() - began


@EACH
@pytest.mark.parametrize("tasks", [("analyse",), ("reword", "letter")])
@pytest.mark.parametrize(
    "how", ["from_the_start", "after_the_head", "between_drops", "between_signs_of_life"]
)
def test_a_silent_server_keeps_no_place_of_a_stopped_run(
    provider: str,
    tasks: tuple[ModelTask, ...],
    how: str,
    silence: Silence,
    work: Begin,
    applications: ApplicationService,
) -> None:
    with serving(getattr(silence, how)) as server:
        working = work(server, provider, tasks)
        time.sleep(0.3)
        assert stopped_in(applications, working) < WITHIN
        assert applications.progress(ANNA, working.application_id)[0] == "stopped"
        asked = len(server.asked)
        time.sleep(0.5)
        assert len(server.asked) == asked
        silence.over.set()


@EACH
@pytest.mark.parametrize(
    "busy", [fails(429, retry_after="2"), fails(503)], ids=["told how long", "own pause"]
)
def test_a_stopped_run_sends_no_request_after_a_pause(
    provider: str,
    busy: Act,
    work: Begin,
    applications: ApplicationService,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("jobwise.llm.talk._pause", lambda failed: 2.0)
    with serving(busy) as server:
        working = work(server, provider)
        time.sleep(0.3)
        assert stopped_in(applications, working) < WITHIN
        time.sleep(2.2)
        assert len(server.asked) == 2


@EACH
def test_a_stop_at_the_last_moment_of_a_pause_sends_no_request(
    provider: str, work: Begin, applications: ApplicationService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jobwise.llm.talk._pause", lambda failed: 0.6)
    with serving(fails(503)) as server:
        working = work(server, provider, ("reword",))
        time.sleep(0.55)
        assert stopped_in(applications, working) < WITHIN
        time.sleep(0.6)
        assert len(server.asked) == 1


def test_a_stopped_run_does_not_wait_for_the_answer_that_another_run_is_given(
    silence: Silence, work: Begin, applications: ApplicationService
) -> None:
    with serving(silence.from_the_start) as server:
        first = work(server, "openai", ("reword",))
        second = work(server, "openai", ("reword",))
        assert len(server.asked) == 1
        time.sleep(0.5)
        assert stopped_in(applications, second) < WITHIN
        assert first.thread.is_alive()
        assert stopped_in(applications, first) < WITHIN
        silence.over.set()


def test_the_call_of_a_stopped_run_counts_with_the_most_it_can_cost(
    silence: Silence, work: Begin, applications: ApplicationService, begin: Transactions
) -> None:
    with serving(silence.after_the_head) as server:
        working = work(server, "openai")
        stopped_in(applications, working)
        with begin() as kept:
            set_aside = kept.models.calls(ANNA, working.application_id)
        silence.over.set()
        time.sleep(0.3)
        with begin() as kept:
            assert kept.models.calls(ANNA, working.application_id) == set_aside
        assert all(call.cost_usd > 0 for call in set_aside)


@EACH
def test_a_process_that_ends_waits_for_no_model_and_leaves_the_run_open(
    provider: str, silence: Silence, work: Begin, applications: ApplicationService, runner: StageRunner
) -> None:
    with serving(silence.from_the_start) as server:
        working = work(server, provider)
        runner.let_go()
        assert working.ends_within(WITHIN)
        assert working.closed
        assert applications.progress(ANNA, working.application_id)[0] == "running"
        silence.over.set()
