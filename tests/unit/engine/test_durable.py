"""Runs go stage by stage, end where they are told to, and survive a kill."""

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import URL, make_url

from jobwise.domain.account import Actor
from jobwise.domain.run import Stage
from jobwise.engine.durable import DurableEngine
from jobwise.engine.run_store import runs_file
from jobwise.errors import StorageFailed

POSTGRES = os.environ.get("JOBWISE_TEST_POSTGRES_URL", "")
ANNA = Actor(id="anna")
BEN = Actor(id="ben")
STAGES = list(Stage)


class Recorder:
    """A runner that notes what it is asked, and ends a run where the test wants it to."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, str, str, Stage]] = []
        self.broken: list[str] = []
        self.left = threading.Event()
        self.answer: Callable[[str, Stage], bool] = lambda run_id, stage: True

    def run_stage(self, actor: Actor, application_id: str, run_id: str, stage: Stage) -> bool:
        self.calls.append((actor.id, application_id, run_id, stage))
        return self.answer(run_id, stage)

    def run_broke(self, actor: Actor, application_id: str, run_id: str) -> None:
        self.broken.append(run_id)

    def let_go(self) -> None:
        self.left.set()

    def stages(self, run_id: str) -> list[Stage]:
        return [stage for _, _, run, stage in list(self.calls) if run == run_id]


@pytest.fixture
def runner() -> Recorder:
    return Recorder()


@pytest.fixture(params=["sqlite", *(["postgresql"] if POSTGRES else [])])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> URL:
    """Where the runs are kept: a file, and PostgreSQL where there is one."""
    if request.param == "postgresql":
        return make_url(request.getfixturevalue("postgres_url"))
    return runs_file(tmp_path)


@pytest.fixture
def engine(runner: Recorder, url: URL) -> Iterator[DurableEngine]:
    started = DurableEngine(runner, url)
    yield started
    started.close()


def wait_until(true: Callable[[], bool], seconds: float = 10.0) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.01)


def test_a_run_does_every_stage_in_order_with_its_ids(engine: DurableEngine, runner: Recorder) -> None:
    engine.start(ANNA, "application", "run")
    wait_until(lambda: len(runner.calls) == 5 and not engine.is_live("run"))
    assert runner.calls == [("anna", "application", "run", stage) for stage in STAGES]


def test_a_run_is_seen_within_a_third_of_a_second(engine: DurableEngine, runner: Recorder) -> None:
    engine.launch()
    times: list[float] = []
    for number in range(3):
        began = time.monotonic()
        engine.start(ANNA, "application", f"run-{number}")
        wait_until(lambda run=f"run-{number}": bool(runner.stages(run)))  # type: ignore[misc]
        times.append(time.monotonic() - began)
    assert min(times) < 0.33


def test_a_stage_that_ends_the_run_is_the_last(engine: DurableEngine, runner: Recorder) -> None:
    runner.answer = lambda run_id, stage: stage is not Stage.PROFILE_COMPILER
    engine.start(ANNA, "application", "run")
    wait_until(lambda: bool(runner.calls) and not engine.is_live("run"))
    assert runner.stages("run") == STAGES[:2]


def test_starting_a_run_twice_does_it_once(engine: DurableEngine, runner: Recorder) -> None:
    engine.start(ANNA, "application", "run")
    engine.start(ANNA, "application", "run")
    wait_until(lambda: bool(runner.calls) and not engine.is_live("run"))
    engine.start(ANNA, "application", "run")
    time.sleep(0.5)
    assert runner.stages("run") == STAGES


def test_a_stopped_run_ends_before_its_next_stage(engine: DurableEngine, runner: Recorder) -> None:
    at_work, go_on = threading.Event(), threading.Event()

    def answer(run_id: str, stage: Stage) -> bool:
        at_work.set()
        return go_on.wait(10)

    runner.answer = answer
    engine.start(ANNA, "application", "run")
    assert at_work.wait(10)
    engine.stop("run")
    go_on.set()
    time.sleep(0.3)
    assert runner.stages("run") == STAGES[:1]
    assert not engine.is_live("run")
    assert runner.broken == []


def test_a_bug_in_a_stage_is_put_down_and_ends_the_run(
    engine: DurableEngine, runner: Recorder, caplog: pytest.LogCaptureFixture
) -> None:
    def answer(run_id: str, stage: Stage) -> bool:
        raise ZeroDivisionError("words of a résumé")

    runner.answer = answer
    engine.start(ANNA, "application", "run")
    wait_until(lambda: runner.broken == ["run"] and not engine.is_live("run"))
    assert "A run broke in job_analyzer: ZeroDivisionError" in caplog.text
    assert "test_durable.py" in caplog.text
    assert "words of a résumé" not in caplog.text


def test_nothing_but_ids_is_in_the_file_of_the_runs(runner: Recorder, tmp_path: Path) -> None:
    engine = DurableEngine(runner, runs_file(tmp_path))

    def answer(run_id: str, stage: Stage) -> bool:
        raise ZeroDivisionError("words of a résumé")

    runner.answer = answer
    engine.start(ANNA, "application", "run")
    wait_until(lambda: bool(runner.broken) and not engine.is_live("run"))
    engine.close()
    kept = b"".join(file.read_bytes() for file in tmp_path.glob("runs.sqlite*"))
    assert "words of a résumé".encode() not in kept
    assert b"application" in kept


def test_no_more_runs_work_at_once_than_are_allowed(runner: Recorder, url: URL) -> None:
    engine = DurableEngine(runner, url, at_once=2)
    at_work: set[str] = set()
    most: list[int] = []

    def answer(run_id: str, stage: Stage) -> bool:
        at_work.add(run_id)
        most.append(len(at_work))
        time.sleep(0.05)
        if stage is STAGES[-1]:
            at_work.discard(run_id)
        return True

    runner.answer = answer
    for number in range(5):
        engine.start(Actor(id=f"person-{number}"), "application", f"run-{number}")
    wait_until(lambda: len(runner.calls) == 25)
    engine.close()
    assert max(most) == 2


def test_one_person_does_not_take_every_place(runner: Recorder, url: URL) -> None:
    engine = DurableEngine(runner, url, at_once=2, per_person=1)
    go_on = threading.Event()
    runner.answer = lambda run_id, stage: go_on.wait(10)
    for number in range(3):
        engine.start(ANNA, "application", f"anna-{number}")
    engine.start(BEN, "application", "ben")
    wait_until(lambda: len(runner.calls) == 2)
    time.sleep(0.5)
    assert sorted(actor for actor, *_ in runner.calls) == ["anna", "ben"]
    go_on.set()
    wait_until(lambda: len(runner.calls) == 20)
    engine.close()


def test_a_stop_returns_at_once_while_a_stage_is_at_work(engine: DurableEngine, runner: Recorder) -> None:
    at_work, go_on = threading.Event(), threading.Event()

    def answer(run_id: str, stage: Stage) -> bool:
        at_work.set()
        return go_on.wait(10)

    runner.answer = answer
    engine.start(ANNA, "application", "run")
    assert at_work.wait(10)
    began = time.monotonic()
    engine.stop("run")
    assert time.monotonic() - began < 1.0
    assert not engine.is_live("run")
    go_on.set()
    time.sleep(0.3)
    assert runner.stages("run") == STAGES[:1]


def test_a_stop_is_no_error_in_the_log(
    engine: DurableEngine, runner: Recorder, caplog: pytest.LogCaptureFixture
) -> None:
    at_work, go_on = threading.Event(), threading.Event()

    def answer(run_id: str, stage: Stage) -> bool:
        at_work.set()
        return go_on.wait(10)

    runner.answer = answer
    logging.getLogger("dbos").addHandler(caplog.handler)
    try:
        engine.start(ANNA, "application", "run")
        assert at_work.wait(10)
        engine.stop("run")
        go_on.set()
        time.sleep(0.5)
    finally:
        logging.getLogger("dbos").removeHandler(caplog.handler)
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


def test_a_run_outlives_a_store_that_is_away_for_a_while(engine: DurableEngine, runner: Recorder) -> None:
    tries: list[Stage] = []

    def answer(run_id: str, stage: Stage) -> bool:
        tries.append(stage)
        if len(tries) < 3:
            raise StorageFailed("The database does not answer", "")
        return True

    def not_even_that(actor: Actor, application_id: str, run_id: str) -> None:
        raise StorageFailed("The database does not answer", "")

    runner.answer, runner.run_broke = answer, not_even_that  # type: ignore[method-assign]
    engine.start(ANNA, "application", "run")
    wait_until(lambda: bool(tries) and not engine.is_live("run"))
    assert tries == [STAGES[0], STAGES[0], *STAGES]


def test_a_run_that_was_open_at_the_end_goes_on_at_the_next_start(url: URL) -> None:
    first, second = Recorder(), Recorder()
    engine = DurableEngine(first, url)
    at_work = threading.Event()

    def slowly(run_id: str, stage: Stage) -> bool:
        at_work.set()
        time.sleep(0.4)
        return True

    first.answer = slowly
    engine.start(ANNA, "application", "run")
    assert at_work.wait(10)
    engine.close()
    assert first.stages("run") == STAGES[:1]
    engine = DurableEngine(second, url)
    engine.launch()
    wait_until(lambda: STAGES[-1] in second.stages("run"))
    engine.close()
    assert second.stages("run") in (STAGES, STAGES[1:])


def test_a_second_engine_in_one_process_is_refused(
    engine: DurableEngine, runner: Recorder, tmp_path: Path
) -> None:
    engine.launch()
    with pytest.raises(RuntimeError, match="close the other engine"):
        DurableEngine(runner, runs_file(tmp_path / "other")).launch()


def test_a_damaged_file_is_told_and_the_next_engine_starts(runner: Recorder, tmp_path: Path) -> None:
    (tmp_path / "runs.sqlite").write_bytes(b"not a database" * 1000)
    damaged = DurableEngine(runner, runs_file(tmp_path))
    with pytest.raises(StorageFailed, match=r"delete runs\.sqlite"):
        damaged.launch()
    sound = DurableEngine(runner, runs_file(tmp_path / "other"))
    sound.launch()
    sound.close()


def test_a_closed_engine_takes_no_more_runs(engine: DurableEngine) -> None:
    engine.close()
    with pytest.raises(StorageFailed, match="stopping"):
        engine.start(ANNA, "application", "run")


KILLED = """
import sys, time
from sqlalchemy import make_url
from jobwise.domain.account import Actor
from jobwise.domain.run import Stage
from jobwise.engine.durable import DurableEngine

class Runner:
    def run_stage(self, actor, application_id, run_id, stage):
        print(stage.value, flush=True)
        if stage is Stage.DOCUMENT_GENERATOR and sys.argv[2] == "hang":
            time.sleep(60)
        if stage is Stage.PDF_EXPORTER:
            print("end", flush=True)
        return True
    def run_broke(self, actor, application_id, run_id):
        print("broke", flush=True)

engine = DurableEngine(Runner(), make_url(sys.argv[1]))
if sys.argv[2] == "hang":
    engine.start(Actor(id="anna"), "application", "run")
else:
    engine.launch()
time.sleep(60)
"""


def lines_until(process: subprocess.Popen[str], last: str) -> list[str]:
    assert process.stdout is not None
    lines: list[str] = []
    for line in process.stdout:
        lines.append(line.strip())
        if lines[-1] == last:
            return lines
    raise AssertionError(lines)


def test_a_killed_run_goes_on_where_it_was(url: URL) -> None:
    seen: list[list[str]] = []
    for mode, last in (("hang", "document_generator"), ("go on", "end")):
        command = [sys.executable, "-c", KILLED, url.render_as_string(hide_password=False), mode]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            seen.append(lines_until(process, last))
            os.kill(process.pid, signal.SIGKILL)
    assert seen[0] == ["job_analyzer", "profile_compiler", "document_generator"]
    assert seen[1] == ["document_generator", "quality_validator", "pdf_exporter", "end"]


def test_nothing_is_left_of_the_runs_of_who_is_forgotten(
    engine: DurableEngine, runner: Recorder, url: URL
) -> None:
    for actor in (ANNA, BEN):
        engine.start(actor, f"application of {actor.id}", f"run of {actor.id}")
    wait_until(lambda: len(runner.calls) == 10 and not engine.is_live("run of anna"))
    wait_until(lambda: not engine.is_live("run of ben"))
    engine.forget(ANNA)
    assert _runs_known() == {"run of ben"}
    if url.database and url.get_backend_name() == "sqlite":
        for file in Path(url.database).parent.glob("runs.sqlite*"):
            assert b"anna" not in file.read_bytes()


def test_who_is_forgotten_is_forgotten_after_the_stage_at_work(
    engine: DurableEngine, runner: Recorder
) -> None:
    begun, ended = threading.Event(), threading.Event()

    def slow(run_id: str, stage: Stage) -> bool:
        begun.set()
        time.sleep(0.5)
        ended.set()
        return True

    runner.answer = slow
    engine.start(ANNA, "application", "run")
    assert begun.wait(10)
    engine.forget(ANNA)
    assert ended.is_set()
    assert _runs_known() == set()
    runner.answer = lambda run_id, stage: True
    engine.start(BEN, "application", "another")
    wait_until(lambda: len(runner.stages("another")) == 5)
    assert len(runner.stages("run")) == 1


def _runs_known() -> set[str]:
    from dbos import DBOS

    return {run.workflow_id for run in DBOS.list_workflows()}
