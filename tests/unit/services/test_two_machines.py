"""Two machines work on one run, as they do when one of them was wrongly taken for dead."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from jobwise.domain.account import Actor
from jobwise.domain.posting import JobAnalysis
from jobwise.domain.run import RunFinished, Stage, StageFinished
from jobwise.errors import ModelFailed
from jobwise.ports import Transactions
from jobwise.services.applications import ApplicationService
from jobwise.services.model_stages import ModelStages
from jobwise.services.model_writing import OnWords
from jobwise.services.profiles import ProfileService
from jobwise.services.stage_runner import StageRunner
from jobwise.services.stage_work import Material, Result, analysis_result
from jobwise.store.database import Database
from jobwise.store.schema import migrate
from jobwise.store.work import transactions
from tests.unit.services.conftest import SEALER, Clock, InlineEngine


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """Here on PostgreSQL too, which is where machines meet."""
    opened = Database(database_url)
    migrate(opened)
    yield opened
    opened.close()


@pytest.fixture
def elsewhere(database: Database) -> Iterator[Transactions]:
    """The transactions of the second machine; a DuckDB file has one process, and two threads in it."""
    if database.is_duckdb:
        yield transactions(database, SEALER)
        return
    opened = Database(database.url)
    yield transactions(opened, SEALER)
    opened.close()


@pytest.fixture
def waiting(
    applications: ApplicationService,
    profiles: ProfileService,
    engine: InlineEngine,
    anna: Actor,
    resume: bytes,
    ad: str,
) -> tuple[str, str]:
    """(application, run) that nobody has begun."""
    engine.waits = True
    profiles.upload(anna, "anna.md", resume)
    application_id = applications.start(anna, ad)
    return application_id, engine.waiting[0][2]


class Before(ModelStages):
    """Has something else happen before a stage's work is done, and may change what it gives."""

    def __init__(
        self, stages: ModelStages, happens: Callable[[Stage], None], change: Callable[[Result], Result]
    ) -> None:
        self._inner, self._happens, self._change = stages, happens, change

    def work_on(
        self, actor: Actor, run_id: str, stage: Stage, material: Material, on_words: OnWords
    ) -> Result:
        self._happens(stage)
        return self._change(self._inner.work_on(actor, run_id, stage, material, on_words))


def test_a_stage_that_two_machines_do_at_once_is_finished_once(
    applications: ApplicationService,
    begin: Transactions,
    elsewhere: Transactions,
    model_stages: ModelStages,
    clock: Clock,
    waiting: tuple[str, str],
    anna: Actor,
) -> None:
    application_id, run_id = waiting
    both = threading.Barrier(2, timeout=30)
    stages = Before(model_stages, lambda _: both.wait() and None, lambda result: result)
    went: list[bool] = []

    def work(runner: StageRunner) -> None:
        went.append(all(runner.run_stage(anna, application_id, run_id, stage) for stage in list(Stage)[:4]))

    machines = [StageRunner(begin, stages, clock), StageRunner(elsewhere, stages, clock)]
    threads = [threading.Thread(target=work, args=(machine,)) for machine in machines]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert went == [True, True]
    assert StageRunner(elsewhere, model_stages, clock).run_stage(
        anna, application_id, run_id, Stage.PDF_EXPORTER
    )
    application = applications.get(anna, application_id)
    assert application.state == "done"
    told = application.events
    assert [event.stage for event in told if isinstance(event, StageFinished)] == list(Stage)
    assert len([event for event in told if isinstance(event, RunFinished)]) == 1
    assert len(applications.versions(anna, application_id)) == 1


def test_who_comes_second_takes_over_what_is_there(
    applications: ApplicationService,
    begin: Transactions,
    elsewhere: Transactions,
    model_stages: ModelStages,
    clock: Clock,
    waiting: tuple[str, str],
    anna: Actor,
) -> None:
    application_id, run_id = waiting
    north = StageRunner(begin, model_stages, clock)
    seen: list[object] = []

    def north_is_first(stage: Stage) -> None:
        assert north.run_stage(anna, application_id, run_id, stage)
        seen.append(applications.progress(anna, application_id))

    def other_words(result: Result) -> Result:
        return replace(analysis_result(JobAnalysis(title="Of the second")), uses=result.uses)

    south = StageRunner(elsewhere, Before(model_stages, north_is_first, other_words), clock)
    assert south.run_stage(anna, application_id, run_id, Stage.JOB_ANALYZER)
    assert applications.progress(anna, application_id) == seen[0]
    for stage in list(Stage)[1:]:
        assert StageRunner(elsewhere, model_stages, clock).run_stage(anna, application_id, run_id, stage)
    application = applications.get(anna, application_id)
    assert application.state == "done"
    assert application.analysis is not None
    assert application.analysis.title == "Data Analyst"


def test_who_fails_at_a_stage_that_another_has_done_does_not_end_the_run(
    applications: ApplicationService,
    begin: Transactions,
    elsewhere: Transactions,
    model_stages: ModelStages,
    clock: Clock,
    waiting: tuple[str, str],
    anna: Actor,
) -> None:
    application_id, run_id = waiting
    north = StageRunner(begin, model_stages, clock)

    def north_is_first(stage: Stage) -> None:
        assert north.run_stage(anna, application_id, run_id, stage)
        raise ModelFailed("The model takes too long", "Try again.", code="model-slow")

    south = StageRunner(elsewhere, Before(model_stages, north_is_first, lambda result: result), clock)
    assert south.run_stage(anna, application_id, run_id, Stage.JOB_ANALYZER)
    assert applications.progress(anna, application_id)[0] == "running"
