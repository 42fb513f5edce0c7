"""A run with a model: the real SDKs against a real server, from the consent to the documents."""

import datetime as dt
import json
import re
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from benchmarks import model_server as wire
from benchmarks.model_server import Act, Server, answers, fails, given, question, says, serving
from jobwise.domain.account import Actor, Application
from jobwise.domain.documents import Line
from jobwise.domain.model_call import ModelTask, ModelUse
from jobwise.domain.role import Role
from jobwise.domain.run import RunFailed, Stage, StageFinished, StageProgress
from jobwise.errors import BadSetting, Closing, Conflict, ModelFailed
from jobwise.llm import Connections, model_choice, talk
from jobwise.ports import Transactions
from jobwise.services import asking, model_writing, stage_runner
from jobwise.services.applications import ApplicationService
from jobwise.services.asking import ModelDesk
from jobwise.services.models import ModelService
from jobwise.services.profiles import ProfileService
from jobwise.services.prompt_lab import PromptLab
from jobwise.services.prompts import PromptRegistry
from jobwise.services.stage_runner import StageRunner
from jobwise.settings import ROOT
from tests.unit.services.conftest import PRICES, Clock

ANNA, BERTA = Actor(id="anna"), Actor(id="berta")
EACH = pytest.mark.parametrize("provider", ["openai", "anthropic"])
KEY = SecretStr("sk-of-the-tests")
DEADLINE = 20.0
"""Seconds; as the desk of these tests has it."""


@pytest.fixture(autouse=True)
def _no_long_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(talk, "FIRST_PAUSE", 0.001)


@pytest.fixture
def made(
    applications: ApplicationService, profiles: ProfileService, models: ModelService, resume: bytes, ad: str
) -> Callable[..., Application]:
    """Makes an application with the model behind a server, within the deadline and the budget."""

    def make(
        server: Server,
        provider: str = "openai",
        tasks: Sequence[ModelTask] = ("reword", "letter"),
        run_cap: float = 1.0,
    ) -> Application:
        if profiles.current(ANNA) is None:
            profiles.upload(ANNA, "resume.md", resume)
        agree(models, server, provider, tasks, run_cap=run_cap)
        start = time.monotonic()
        application = applications.get(ANNA, applications.start(ANNA, ad))
        assert time.monotonic() - start < DEADLINE + 2
        assert sum(call.cost_usd for call in models.calls(ANNA, application.id)) <= run_cap
        return application

    return make


def agree(
    models: ModelService,
    server: Server,
    provider: str = "openai",
    tasks: Sequence[ModelTask] = ("reword", "letter"),
    *,
    run_cap: float = 1.0,
    day_cap: float = 5.0,
    agreed: bool = True,
) -> None:
    path = "/v1" if provider == "openai" else ""
    models.use_model(
        ANNA,
        f"{provider}:some-model",
        f"http://127.0.0.1:{server.server_port}{path}",
        tasks,
        run_cap_usd=run_cap,
        day_cap_usd=day_cap,
        agreed=agreed,
        key=KEY,
    )


def rewriting(change: Callable[[str], str]) -> Act:
    """A model that changes each line, and cites what the line was given with."""

    def answer(body: dict[str, Any]) -> str:
        lines = [{**line, "text": change(line["text"])} for line in given(body)]
        return json.dumps({"lines": lines}, ensure_ascii=False)

    return answers(answer)


def uses_of(application: Application) -> list[ModelUse]:
    return [use for e in application.events if isinstance(e, StageFinished) for use in e.model_uses]


def lines_of(application: Application) -> list[Line]:
    assert application.report is not None
    documents = application.report.documents
    return [*documents.resume.lines, *documents.cover_letter.lines]


@EACH
def test_a_model_says_lines_better_and_the_run_says_which_one(
    provider: str, made: Callable[..., Application], prompts: PromptRegistry
) -> None:
    with serving(rewriting(lambda text: text.rstrip("."))) as server:
        application = made(server, provider)
    assert application.state == "done"
    uses = uses_of(application)
    assert {use.task for use in uses} == {"reword", "letter"}
    assert {(use.model, use.served, use.prompt) for use in uses} == {
        (f"{provider}:some-model", "served-1", "writing@1")
    }
    assert prompts.version("writing@1") == prompts.current("writing")
    assert all(use.usage.asked and use.usage.answered and use.cost_usd and use.tries for use in uses)
    written = [line for line in lines_of(application) if line.draft]
    assert written
    assert all("some-model" in line.why and line.draft for line in written)


@EACH
@pytest.mark.parametrize(
    "invents",
    [
        lambda text: f"{text.rstrip('.')}, saving 40 % of the costs.",
        lambda text: f"{text.rstrip('.')} with Kubernetes.",
        lambda text: f"Led a team of 12 and {text[0].lower()}{text[1:]}",
        lambda text: f"{text.rstrip('.')} as Head of Data at Borealis Freight.",
        lambda text: f"{text.rstrip('.')}, for which I was named employee of the year.",
    ],
)
def test_a_model_that_invents_changes_no_word(
    provider: str, invents: Callable[[str], str], made: Callable[..., Application]
) -> None:
    with serving(rewriting(invents)) as server:
        application = made(server, provider)
    assert application.state == "done"
    assert application.report is not None
    assert application.report.findings
    text = " ".join(line.text for line in lines_of(application))
    assert not re.search(r"40 %|Kubernetes\.|team of 12|Borealis|employee of the year", text)
    assert not [line for line in lines_of(application) if line.draft]


def test_where_a_model_invents_our_own_line_stands(made: Callable[..., Application]) -> None:
    with serving(fails(404)) as server:
        made(server, tasks=())
    with serving(rewriting(lambda text: f"{text} And 99 more.")) as server:
        with_model = made(server)
        plain = made(server, tasks=())
    assert [line.text for line in lines_of(with_model)] == [line.text for line in lines_of(plain)]


@EACH
def test_no_model_sees_who_the_person_is(
    provider: str,
    profiles: ProfileService,
    models: ModelService,
    applications: ApplicationService,
    resume: bytes,
    ad: str,
) -> None:
    profile = profiles.upload(ANNA, "resume.md", resume).profile
    to_me = f"Dear {profile.basics.name} ({profile.basics.email}), this may be for you.\n\n{ad}"
    pointed = json.dumps({"title": "", "employer": "", "asks": ["Kubernetes"]})

    def answer(body: dict[str, Any]) -> str:
        return pointed if "Point at the words" in question(body) else json.dumps({"lines": given(body)})

    with serving(answers(answer)) as server:
        agree(models, server, provider, ("analyse", "reword", "letter"))
        application = applications.get(ANNA, applications.start(ANNA, to_me))
        assert len(server.asked) == 3
    assert application.state == "done"
    basics = application.profile.basics
    sent = json.dumps(server.asked, ensure_ascii=False)
    for private in (basics.name, basics.email, basics.phone, *basics.name.split()):
        assert private
        assert private not in sent
    assert KEY.get_secret_value() not in sent


@EACH
def test_no_model_sees_what_is_personal_in_a_line(
    provider: str, made: Callable[..., Application], profiles: ProfileService, resume: bytes
) -> None:
    golden = (ROOT / "tests/golden/personal_data.jsonl").read_text("utf-8").splitlines()
    cases = [case for case in map(json.loads, golden) if case["hidden"]]
    lines = "\n".join(f"- Built Power BI dashboards for SQL reports; {case['text']}" for case in cases)
    mark = b"- Wrote SQL queries"
    assert mark in resume
    profiles.upload(ANNA, "resume.md", resume.replace(mark, f"{lines}\n".encode() + mark))
    with serving(rewriting(str.strip)) as server:
        application = made(server, provider)
        sent = json.dumps(server.asked, ensure_ascii=False)
    private = [words for case in cases for words in case["hidden"] if len(words) > 4]
    kept = " ".join(fact.text for fact in application.profile.facts())
    assert sum(words in kept for words in private) > 40
    assert [words for words in private if words in sent] == []
    assert "Built Power BI dashboards" in sent


@EACH
def test_words_of_an_ad_stay_inside_the_fence(provider: str, made: Callable[..., Application]) -> None:
    with serving(rewriting(str.strip)) as server:
        made(server, provider)
    for body in server.asked:
        said = question(body)
        codes = set(re.findall(r"<<<DATA ([0-9a-f]{16})$", said, re.MULTILINE))
        assert len(codes) == 1
        code = codes.pop()
        outside = re.sub(rf"<<<DATA {code}\n.*?\n{code} DATA>>>", "", said, flags=re.DOTALL)
        assert "Fenwick Rail" in said
        assert "Fenwick Rail" not in outside


def test_the_same_words_are_never_paid_twice(
    made: Callable[..., Application], applications: ApplicationService
) -> None:
    with serving(rewriting(str.strip)) as server:
        first = made(server)
        asked = len(server.asked)
        second = made(server)
    assert asked == len(server.asked) == 2
    assert first.id != second.id


def test_a_second_run_of_changed_settings_takes_the_kept_answers(
    made: Callable[..., Application],
) -> None:
    with serving(rewriting(str.strip)) as server:
        made(server, tasks=("reword",))
        both = made(server, tasks=("reword", "letter"))
    assert len(server.asked) == 2
    assert {(use.task, use.kept, use.cost_usd > 0) for use in uses_of(both)} == {
        ("reword", True, False),
        ("letter", False, True),
    }


@EACH
@pytest.mark.parametrize(
    ("act", "code"),
    [
        (fails(404), "no-model"),
        (wire.gone, "model-away"),
        (wire.breaks_off, "model-away"),
    ],
)
@pytest.mark.parametrize(
    ("tasks", "stage", "reused"),
    [
        (("analyse",), Stage.JOB_ANALYZER, 0),
        (("reword",), Stage.DOCUMENT_GENERATOR, 2),
        (("letter",), Stage.DOCUMENT_GENERATOR, 2),
    ],
)
def test_a_model_that_cannot_answer_is_told_and_the_rest_can_be_done_without_it(
    provider: str,
    act: Act,
    code: str,
    tasks: Sequence[ModelTask],
    stage: Stage,
    reused: int,
    made: Callable[..., Application],
    applications: ApplicationService,
) -> None:
    with serving(act) as server:
        application = made(server, provider, tasks)
        assert application.state == "failed"
        failed = application.events[-1]
        assert isinstance(failed, RunFailed)
        assert (failed.code, failed.stage) == (code, stage)
        assert KEY.get_secret_value() not in str(application.events)
        applications.retry(ANNA, application.id, without_model=True)
    done = applications.get(ANNA, application.id)
    assert done.state == "done"
    assert not uses_of(done)
    assert [e.reused for e in done.events if isinstance(e, StageFinished)].count(True) == reused


@EACH
@pytest.mark.parametrize("tasks", [("analyse",), ("reword", "letter")])
@pytest.mark.parametrize("act", [says("I would love to help!"), wire.babbles, wire.goes_on_for_ever])
def test_where_an_answer_cannot_be_used_our_own_words_stand_and_the_run_says_so(
    provider: str, tasks: tuple[ModelTask, ...], act: Act, made: Callable[..., Application]
) -> None:
    with serving(act) as server:
        application = made(server, provider, tasks)
    assert application.state == "done"
    assert {(use.task, bool(use.trouble)) for use in uses_of(application)} == {(task, True) for task in tasks}
    assert not [line for line in lines_of(application) if line.draft]


@EACH
@pytest.mark.parametrize("task", ["reword", "letter"])
def test_a_line_that_was_not_asked_for_changes_no_word(
    provider: str, task: ModelTask, made: Callable[..., Application]
) -> None:
    with serving(says('{"lines": [{"id": "no-such", "text": "Hello", "facts": ["work-1"]}]}')) as server:
        application = made(server, provider, (task,))
    assert [(use.task, use.trouble) for use in uses_of(application)] == [(task, "")]
    assert not [line for line in lines_of(application) if line.draft]


@EACH
@pytest.mark.parametrize("task", ["analyse", "reword", "letter"])
def test_an_answer_that_drips_ends_with_the_deadline(
    provider: str,
    task: ModelTask,
    made: Callable[..., Application],
    desk: ModelDesk,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(desk, "_deadline", 0.7)
    with serving(wire.drips) as server:
        start = time.monotonic()
        application = made(server, provider, (task,))
        assert time.monotonic() - start < 3
    failed = application.events[-1]
    assert isinstance(failed, RunFailed)
    assert failed.code == "model-slow"


@EACH
@pytest.mark.parametrize("task", ["analyse", "reword", "letter"])
def test_a_server_that_is_not_there_is_told(
    provider: str, task: ModelTask, made: Callable[..., Application], models: ModelService
) -> None:
    with serving(wire.gone) as server:
        pass  # its port is free again, and nobody listens
    application = made(server, provider, (task,))
    failed = application.events[-1]
    assert isinstance(failed, RunFailed)
    assert failed.code == "model-away"
    (call,) = models.calls(ANNA, application.id)
    assert call.cost_usd == 0


def test_a_cap_stops_before_the_call_that_would_pass_it(made: Callable[..., Application]) -> None:
    with serving(rewriting(str.strip)) as server:
        application = made(server, run_cap=0.001)
        assert not server.asked
    failed = application.events[-1]
    assert isinstance(failed, RunFailed)
    assert failed.code == "budget"


def test_what_was_spent_never_passes_the_cap_of_the_day(
    made: Callable[..., Application],
    models: ModelService,
    begin: Transactions,
    profiles: ProfileService,
    resume: bytes,
    applications: ApplicationService,
    ad: str,
) -> None:
    profiles.upload(ANNA, "resume.md", resume)
    with serving(rewriting(str.strip)) as server:
        agree(models, server, day_cap=0.08)
        for number in range(8):
            applications.start(ANNA, f"{ad}\n\nReference number {number}: SQL, Power BI and tool {number}.")
        with begin() as work:
            spent = work.models.spent(ANNA, dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    assert 0 < spent <= 0.08
    states = [summary.state for summary in applications.list(ANNA)]
    assert "done" in states


def test_without_consent_nothing_is_sent(models: ModelService) -> None:
    with serving(rewriting(str.strip)) as server:
        with pytest.raises(Conflict):
            agree(models, server, agreed=False)
        assert models.active(ANNA) is None
        with pytest.raises(Conflict):
            models.try_out(ANNA, models.settings(ANNA))
        assert not server.asked


def test_consent_that_is_taken_back_holds_for_runs_that_were_begun_before(
    made: Callable[..., Application], models: ModelService, applications: ApplicationService, engine: Any
) -> None:
    engine.waits = True
    with serving(rewriting(str.strip)) as server:
        application = made(server)
        models.use_offline(ANNA)
        engine.waits = False
        engine.start(*engine.waiting[0])
        assert not server.asked
    failed = applications.get(ANNA, application.id).events[-1]
    assert isinstance(failed, RunFailed)
    assert failed.code == "no-consent"


@EACH
@pytest.mark.parametrize("act", [fails(503, retry_after="0.3"), says("no shape at all")])
def test_consent_that_is_taken_back_holds_for_the_next_try_of_a_call(
    provider: str, act: Act, made: Callable[..., Application], models: ModelService
) -> None:
    def last(handler: wire.Handler) -> None:
        models.use_offline(ANNA)
        act(handler)

    with serving(last) as server:
        application = made(server, provider, ("letter",))
        assert len(server.asked) == 1
    failed = application.events[-1]
    assert isinstance(failed, RunFailed)
    assert failed.code == "no-consent"


def test_a_run_that_is_stopped_hangs_up(
    made: Callable[..., Application], applications: ApplicationService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model_writing, "EVERY_SECONDS", 0.0)
    stopped: list[str] = []

    def drips_until_stopped(handler: wire.Handler) -> None:
        if not stopped:
            stopped.append(applications.list(ANNA)[0].id)
            applications.stop(ANNA, stopped[0])
        wire.drips_until_left(handler)

    with serving(drips_until_stopped) as server:
        application = made(server, tasks=("letter",))
        assert len(server.asked) == 1
        assert server.left.acquire(timeout=5)
    assert application.state == "stopped"
    assert application.report is None


def test_of_a_run_that_failed_every_call_is_told(
    made: Callable[..., Application], models: ModelService
) -> None:
    def letter_fails(handler: wire.Handler) -> None:
        letter = "opening" in {line["id"] for line in given(handler.body)}
        act = fails(401) if letter else rewriting(str.strip)
        act(handler)

    with serving(letter_fails) as server:
        application = made(server)
    assert application.state == "failed"
    uses = [call.use for call in models.calls(ANNA, application.id)]
    assert {use.task: bool(use.trouble) for use in uses if use} == {"reword": False, "letter": True}


def test_an_answer_that_could_not_be_used_is_asked_for_again(
    made: Callable[..., Application], applications: ApplicationService, models: ModelService
) -> None:
    with serving(says("no shape at all")) as server:
        application = made(server)
        assert application.state == "done"
        asked = len(server.asked)
        applications.retry(ANNA, application.id)
        assert len(server.asked) > asked


def test_another_prompt_is_asked_with_and_named_and_its_answers_are_its_own(
    made: Callable[..., Application],
    applications: ApplicationService,
    prompts: PromptRegistry,
    lab: PromptLab,
) -> None:
    first = prompts.current("writing")
    editor = Actor(id="edda", roles=frozenset({Role.PROMPT_EDITOR}))
    changes = {"version": 2, "changelog": {**first.changelog, 2: "A try."}, "system": "Say it better."}
    lab.add(editor, first.model_copy(update=changes))
    with serving(rewriting(lambda text: text.rstrip("."))) as server:
        application = made(server)
        asked = len(server.asked)
        for seen, (label, more) in enumerate((("writing@2", asked), ("writing@1", 0), ("writing@2", 0))):
            lab.promote(editor, label, seen=seen, reason="To try it.", despite=True)
            before = len(server.asked)
            applications.retry(ANNA, application.id)
            assert len(server.asked) == before + more
            again = applications.get(ANNA, application.id)
            assert {use.prompt for use in uses_of(again)} == {label}
    assert ["Say it better." in question(body) for body in server.asked] == [False] * asked + [True] * asked


def test_an_answer_that_was_paid_and_not_put_down_is_in_the_documents_all_the_same(
    made: Callable[..., Application],
    applications: ApplicationService,
    runner: StageRunner,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole, ends = stage_runner.record, [Stage.DOCUMENT_GENERATOR]

    def killed_once(*given: Any, **more: Any) -> None:
        if given[3] in ends:
            ends.clear()
            raise Closing
        whole(*given, **more)

    with serving(says("no shape at all")) as server:
        first = made(server, tasks=("letter",))
        server.acts[:] = [rewriting(lambda text: text.rstrip("."))]
        monkeypatch.setattr(stage_runner, "record", killed_once)
        with pytest.raises(Closing):
            applications.retry(ANNA, first.id)
        asked = len(server.asked)
        run_id = applications.get(ANNA, first.id).run_id
        for stage in Stage:
            assert runner.run_stage(ANNA, first.id, run_id, stage)
        assert len(server.asked) == asked
    done = applications.get(ANNA, first.id)
    assert [(use.kept, use.trouble) for use in uses_of(done)] == [(True, "")]
    assert [line for line in lines_of(done) if line.draft]


def waits(handler: wire.Handler) -> None:
    """Busy for longer than anybody wants to wait."""
    wire.fails(429, "busy", retry_after="9")(handler)


@pytest.mark.parametrize("act", [wire.hangs, waits])
def test_a_run_is_stopped_within_a_second_while_the_model_is_silent(
    made: Callable[..., Application], applications: ApplicationService, act: wire.Act
) -> None:
    stopped: list[float] = []

    def stops(handler: wire.Handler) -> None:
        if not stopped:
            applications.stop(ANNA, applications.list(ANNA)[0].id)
            stopped.append(time.monotonic())
        act(handler)

    with serving(stops) as server:
        application = made(server)
        assert time.monotonic() - stopped[0] < 1.0
        assert len(server.asked) <= 2  # résumé and letter, each asked once
    assert application.state == "stopped"


def test_the_words_are_seen_while_they_come(
    made: Callable[..., Application], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model_writing, "EVERY_SECONDS", 0.0)
    with serving(rewriting(str.strip)) as server:
        application = made(server)
    words = [e.message for e in application.events if isinstance(e, StageProgress) and e.passing]
    assert any("dashboards" in said for said in words)


@EACH
def test_a_model_points_at_words_of_the_ad_and_at_nothing_else(
    provider: str, made: Callable[..., Application]
) -> None:
    found = {
        "title": "Chief Executive",
        "employer": "Fenwick Rail",
        "asks": ["trains in the north", "Power BI dashboards", "a pilot's licence", "Kubernetes"],
    }
    with serving(says(json.dumps(found))) as server:
        application = made(server, provider, ("analyse",))
    assert application.analysis is not None
    assert application.analysis.title == "Data Analyst"
    for requirement in application.analysis.requirements:
        assert application.job_text[requirement.start : requirement.end] == requirement.text
        assert requirement.text not in {"Chief Executive", "a pilot's licence"}


def test_a_key_is_kept_sealed_and_is_for_one_address_alone(
    models: ModelService, database: Any, begin: Transactions
) -> None:
    with serving(says("{}")) as server:
        agree(models, server)
        with begin() as work:
            assert work.models.key(ANNA) == KEY
            assert work.models.key(BERTA) is None
        models.use_model(
            ANNA, "openai:x", "https://elsewhere.example", (), run_cap_usd=1, day_cap_usd=1, agreed=True
        )
    assert not models.has_key(ANNA, "https://elsewhere.example")
    database.close()
    assert KEY.get_secret_value().encode() not in Path(database.engine.url.database).read_bytes()


@pytest.mark.parametrize("key", ["sk-“a”", "sk-ä", "sk a", "sk-a\nsk-b", "сk-a"])
def test_a_key_that_no_request_can_carry_is_told_and_changes_nothing(models: ModelService, key: str) -> None:
    caps = {"run_cap_usd": 1, "day_cap_usd": 1}
    with pytest.raises(ModelFailed) as failed:
        models.use_model(ANNA, "openai:gpt-x", "", ("reword",), **caps, agreed=True, key=SecretStr(key))
    assert failed.value.code == "model-key"
    assert key not in str(failed.value)
    assert models.settings(ANNA).choice is None


def test_a_key_from_the_environment_is_looked_at_before_it_is_sent(
    models: ModelService, begin: Transactions, clock: Clock
) -> None:
    with serving(says('{"ready": true}')) as server:
        agree(models, server)
        models.forget_key(ANNA)
        choice = models.settings(ANNA).choice
        assert choice is not None
        desk = ModelDesk(
            begin, Connections(seconds=2.5), PRICES, {choice.base_url: SecretStr("sk-“a”")}, clock, 20.0
        )
        with pytest.raises(ModelFailed, match="no key has"):
            desk.key(ANNA, choice)
        assert not server.asked
    assert models.spent_today(ANNA) == 0


def test_what_is_not_seen_of_a_key_is_no_part_of_it(models: ModelService) -> None:
    with serving(rewriting(str.strip)) as server:
        address = f"http://127.0.0.1:{server.server_port}/v1"
        models.use_model(
            ANNA,
            "openai:gpt-x",
            address,
            ("reword",),
            run_cap_usd=1,
            day_cap_usd=1,
            agreed=True,
            key=SecretStr("\ufeffsk-\u2060a\u200b\n"),
        )
        models.try_out(ANNA, models.settings(ANNA))
        assert "Bearer sk-a\n" in server.heads[0].replace("\r", "")


def test_a_key_is_tried_with_one_small_call_each_time(models: ModelService) -> None:
    with serving(rewriting(lambda _: "Planned the weekly shifts of 12 drivers by hand")) as server:
        agree(models, server)
        trial = models.try_out(ANNA, models.settings(ANNA))
        assert (trial.use.served, trial.claim) == ("served-1", "")
        assert trial.now == "Planned the weekly shifts of 12 drivers by hand"
        models.try_out(ANNA, models.settings(ANNA))
        assert len(server.asked) == 2
    with serving(fails(401)) as server:
        agree(models, server)
        with pytest.raises(ModelFailed) as failed:
            models.try_out(ANNA, models.settings(ANNA))
        assert failed.value.code == "model-key"


def test_a_model_that_cannot_keep_to_a_shape_is_not_told_to_work(models: ModelService) -> None:
    with serving(says("ok")) as server:
        agree(models, server)
        with pytest.raises(ModelFailed, match="could not be used"):
            models.try_out(ANNA, models.settings(ANNA))


def test_what_is_typed_is_tested_without_being_saved_or_kept(models: ModelService) -> None:
    with serving(rewriting(lambda text: f"{text} in 30 depots")) as server:
        typed = models.wanted(
            "openai:typed-model",
            f"http://127.0.0.1:{server.server_port}/v1",
            ("reword",),
            run_cap_usd=1,
            day_cap_usd=1,
            agreed=True,
        )
        for _ in range(2):
            trial = models.try_out(ANNA, typed, KEY)
        assert "30" in trial.claim
        assert len(server.asked) == 2
        assert server.asked[0]["model"] == "typed-model"
        assert all(KEY.get_secret_value() in head for head in server.heads)
    assert models.settings(ANNA).choice is None
    assert not models.has_key(ANNA, f"http://127.0.0.1:{server.server_port}/v1")


def test_a_model_without_key_task_or_room_under_the_limit_is_told_as_not_used(models: ModelService) -> None:
    def lacks(tasks: Sequence[ModelTask], cap: float, key: SecretStr | None) -> str:
        models.use_model(
            ANNA, "openai:some-model", "", tasks, run_cap_usd=cap, day_cap_usd=5, agreed=True, key=key
        )
        return " ".join(models.missing(ANNA))

    assert "no key for https://api.openai.com/v1" in lacks(["reword"], 1, None)
    assert models.active(ANNA) is None
    assert "your limit is $0.00" in lacks(["reword"], 0, KEY)
    assert "Nothing is ticked" in lacks([], 1, KEY)
    assert lacks(["reword"], 1, KEY) == ""
    assert models.active(ANNA) is not None


@pytest.mark.parametrize("name", ["", "gpt-x", "nobody:model"])
def test_a_name_that_is_no_model_is_refused_and_nothing_is_lost(models: ModelService, name: str) -> None:
    with pytest.raises(BadSetting):
        models.use_model(ANNA, name, "", (), run_cap_usd=1, day_cap_usd=1, agreed=True)
    assert models.settings(ANNA).choice is None


def test_an_estimate_is_more_than_what_is_spent(
    made: Callable[..., Application], models: ModelService, ad: str
) -> None:
    with serving(rewriting(str.strip)) as server:
        application = made(server)
    choice = models.settings(ANNA).choice
    assert choice is not None
    estimate = models.estimate(choice, application.profile, ad)
    assert estimate.known
    assert 0 < sum(use.cost_usd for use in uses_of(application)) < estimate.most
    assert 0 < estimate.likely < estimate.most


def test_a_key_can_be_tried_however_often_it_was_before(models: ModelService) -> None:
    with serving(rewriting(str.strip)) as server:
        agree(models, server, run_cap=0.03)
        costs = [models.try_out(ANNA, models.settings(ANNA)).use.cost_usd for _ in range(300)]
    assert sum(costs) > 0.03


def test_a_stream_that_breaks_off_may_have_been_billed(
    made: Callable[..., Application], begin: Transactions
) -> None:
    def cut(handler: wire.Handler) -> None:
        handler.send_response(200)
        handler.send_header("content-type", "text/event-stream")
        handler.send_header("content-length", "99999")
        handler.end_headers()
        handler.head()
        handler.words("so far")
        handler.close_connection = True

    with serving(cut) as server:
        application = made(server)
    with begin() as work:
        assert work.models.calls(ANNA, application.id)


def chain(asked: Sequence[tuple[float, float]]) -> int:
    """How many requests stood one after another: (begun, ended) of each."""
    length, free = 0, 0.0
    for begun, ended in sorted(asked, key=lambda each: each[1]):
        if begun >= free:
            length, free = length + 1, ended
    return length


BAD_ANSWERS = pytest.mark.parametrize(
    ("first", "then"),
    [
        (says("Here you are."), says("Here you are.")),
        (says('{"lines": 7}'), says('{"lines": 7, "asks": 7}')),
        (wire.breaks_off, says("Here you are.")),
        (says('{"title": "", "employer": "", "asks": []}'), says("Here you are.")),
        (wire.breaks_off, wire.breaks_off),
    ],
    ids=["words", "shape", "broken off", "the documents alone", "all broken off"],
)
"""`first`: the first answer about the ad, `then`: about each document; a second answer is good."""


class EachFirst:
    """A server whose first answer to each question is bad; `asked`: when requests began and ended."""

    def __init__(self, first: Act, then: Act) -> None:
        self.first, self.then = first, then
        self.asked: list[tuple[float, float]] = []
        self.seen: set[str] = set()

    def __call__(self, handler: wire.Handler) -> None:
        begun = time.monotonic()
        is_reading = "Point at the words" in question(handler.body)
        what = "ad" if is_reading else str(given(handler.body))
        is_new = what not in self.seen
        self.seen.add(what)
        time.sleep(0.3)  # both documents are under way at the same time
        self.asked.append((begun, time.monotonic()))
        good = says('{"title": "", "employer": "", "asks": []}') if is_reading else rewriting(str)
        (good if not is_new else self.first if is_reading else self.then)(handler)


@BAD_ANSWERS
@EACH
def test_a_whole_application_is_at_most_three_rounds_one_after_another(
    made: Callable[..., Application], provider: str, first: Act, then: Act
) -> None:
    each_first = EachFirst(first, then)
    with serving(each_first) as server:
        application = made(server, provider, ("analyse", "reword", "letter"))
    assert application.state == "done"
    assert len(each_first.seen) == 3
    assert 2 <= chain(each_first.asked) <= 3


@BAD_ANSWERS
@EACH
def test_it_is_at_most_three_too_where_a_limit_lets_one_document_wait_for_the_other(
    made: Callable[..., Application],
    models: ModelService,
    profiles: ProfileService,
    resume: bytes,
    ad: str,
    provider: str,
    first: Act,
    then: Act,
) -> None:
    profile = profiles.upload(ANNA, "resume.md", resume).profile
    choice = model_choice(f"{provider}:some-model")
    dearest = models.estimate(choice, profile, ad).dearest
    each_first = EachFirst(first, then)
    with serving(each_first) as server:
        application = made(server, provider, ("analyse", "reword", "letter"), run_cap=1.9 * dearest)
    assert application.state == "done"
    assert chain(each_first.asked) == len(each_first.asked) == 3


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("I would love to help!", "it is plain text"),
        ('{"lines": [{"id": "a"', "it ends too early"),
        ('{"answer": 42}', "its fields are not those"),
        ("[]", "its fields are not those"),
    ],
)
def test_a_test_of_a_model_says_why_its_answer_is_of_no_use(
    models: ModelService, said: str, why: str
) -> None:
    with serving(says(said)) as server:
        agree(models, server)
        with pytest.raises(ModelFailed, match=f"could not be used: {why}"):
            models.try_out(ANNA, models.settings(ANNA))


def test_a_test_of_a_model_has_a_time_of_its_own(
    models: ModelService, made: Callable[..., Application], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "TRY_SECONDS", 0)
    with serving(rewriting(str.upper)) as server:
        assert made(server, "openai", ("reword",)).state == "done"
        before = len(server.asked)
        with pytest.raises(ModelFailed, match="takes too long"):
            models.try_out(ANNA, models.settings(ANNA))
        assert len(server.asked) == before
