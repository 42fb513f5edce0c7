"""A run that is done again asks its model only for what has changed, and shows the same everywhere."""

import json
import time
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from benchmarks import model_server as wire
from benchmarks.model_server import Server, answers, fails, given, question, serving
from jobwise.domain.account import Actor, Application
from jobwise.domain.documents import Design
from jobwise.domain.model_call import ModelTask
from jobwise.domain.run import RunFailed, Stage, StageFinished, StageProgress
from jobwise.ports import Transactions
from jobwise.rendering import EXPORTERS
from jobwise.services import model_writing
from jobwise.services.applications import ApplicationService
from jobwise.services.models import ModelService
from jobwise.services.profiles import ProfileService
from tests.unit.services.conftest import Clock, InlineEngine, MarkdownReader
from tests.unit.services.test_models import agree

ANNA = Actor(id="anna")
ALL: tuple[ModelTask, ...] = ("analyse", "reword", "letter")
Make = Callable[..., Application]


def said(body: dict[str, Any]) -> str:
    if "Point at the words" in question(body):
        return json.dumps({"title": "", "employer": "", "asks": []})
    return json.dumps({"lines": given(body)})


GOOD = answers(said)


@pytest.fixture
def make(
    applications: ApplicationService, profiles: ProfileService, models: ModelService, resume: bytes, ad: str
) -> Make:
    def made(server: Server, tasks: Sequence[ModelTask] = ALL) -> Application:
        profiles.upload(ANNA, "resume.md", resume)
        agree(models, server, tasks=tasks)
        return applications.get(ANNA, applications.start(ANNA, ad))

    return made


def reused(application: Application) -> list[Stage]:
    return [e.stage for e in application.events if isinstance(e, StageFinished) and e.reused]


def test_a_retry_goes_on_at_the_stage_that_failed_and_asks_nothing_again(
    make: Make, applications: ApplicationService
) -> None:
    with serving(GOOD, fails(401)) as server:
        failed = make(server)
        last = failed.events[-1]
        assert isinstance(last, RunFailed)
        assert last.stage is Stage.DOCUMENT_GENERATOR
        before = len(server.asked)
        server.acts[:] = [GOOD]
        applications.retry(ANNA, failed.id)
        again = server.asked[before:]
    done = applications.get(ANNA, failed.id)
    assert done.state == "done"
    assert reused(done) == [Stage.JOB_ANALYZER, Stage.PROFILE_COMPILER]
    assert len(again) == 2
    assert not [body for body in again if "Point at the words" in question(body)]


def test_another_model_or_task_runs_only_the_stages_from_where_it_counts(
    make: Make, applications: ApplicationService, models: ModelService
) -> None:
    with serving(GOOD) as server:
        first = make(server, ("reword",))
        assert len(server.asked) == 1
        agree(models, server, tasks=("reword", "letter"))
        applications.retry(ANNA, first.id)
        assert len(server.asked) == 2
        assert reused(applications.get(ANNA, first.id))[:2] == [Stage.JOB_ANALYZER, Stage.PROFILE_COMPILER]
        agree(models, server, "anthropic", tasks=("reword", "letter"))
        applications.retry(ANNA, first.id)
        assert len(server.asked) == 4
        done = applications.get(ANNA, first.id)
        assert reused(done)[:2] == [Stage.JOB_ANALYZER, Stage.PROFILE_COMPILER]
        applications.retry(ANNA, first.id)
        assert len(server.asked) == 4
        assert reused(applications.get(ANNA, first.id)) == list(Stage)


def test_another_design_asks_no_model(make: Make, applications: ApplicationService) -> None:
    with serving(GOOD) as server:
        done = make(server)
        asked = len(server.asked)
        applications.set_design(ANNA, done.id, Design(theme="modern"))
        applications.retry(ANNA, done.id)
        assert len(server.asked) == asked == 3
    again = applications.get(ANNA, done.id)
    assert again.state == "done"
    assert Stage.DOCUMENT_GENERATOR in reused(again)


def test_the_words_that_come_are_the_same_wherever_they_are_watched(
    make: Make,
    applications: ApplicationService,
    begin: Transactions,
    engine: InlineEngine,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(model_writing, "EVERY_SECONDS", 0.0)
    elsewhere = ApplicationService(begin, engine, MarkdownReader(), EXPORTERS, clock, lambda _: None)
    seen: list[str] = []

    def watched(handler: wire.Handler) -> None:
        words = said(handler.body)
        handler.begin()
        handler.head()
        handler.words(words[: len(words) // 2])
        [summary] = applications.list(ANNA)
        for _ in range(200):
            here, there = (one.progress(ANNA, summary.id) for one in (applications, elsewhere))
            passing = [e.message for e in there[1] if isinstance(e, StageProgress) and e.passing]
            if passing and here == there:
                seen.extend(passing)
                break
            time.sleep(0.01)
        handler.words(words[len(words) // 2 :])
        handler.end()

    with serving(watched) as server:
        assert make(server, ("reword",)).state == "done"
    assert seen
