"""A real model on this machine, through both protocols: its words are poor, nothing untrue comes of them."""

import json
import os
import time

import pytest
from pydantic import SecretStr

from benchmarks.bench_small_model import (
    PROVIDERS,
    ended,
    lines_of,
    made,
    model_services,
    uses_of,
)
from benchmarks.short_pair import SHORT_AD, SHORT_RESUME
from benchmarks.small_model import NAME, VARIABLE
from jobwise.bootstrap import Services
from jobwise.domain.account import LOCAL_ACTOR, Application
from jobwise.domain.base import Model
from jobwise.domain.model_call import ModelCall, ModelTask, NoAnswer
from jobwise.domain.run import RunFailed
from jobwise.errors import ModelFailed
from jobwise.llm import anthropic, language_model, model_choice, openai, talk
from jobwise.llm.adapting import Manner
from jobwise.pipeline.truth_gate import TruthGate
from jobwise.services import samples
from jobwise.settings import ROOT

URL = os.environ.get(VARIABLE, "")
pytestmark = pytest.mark.skipif(not URL, reason="no small model runs here: make test-llm starts one")
EACH = pytest.mark.parametrize("provider", PROVIDERS)
ADAPTERS = {"openai": openai.connect, "anthropic": anthropic.connect}
KEY = SecretStr("")


class Town(Model):
    name: str
    country: str
    rivers: tuple[str, ...]


CALL = ModelCall(
    prompt="town@1",
    system="You answer briefly.",
    shared="Paris is the capital of France and lies on the Seine.",
    task="Which town is this about?",
    shape=Town,
    most_tokens=200,
)


def connected(provider: str) -> talk.TalkingModel:
    return language_model(model_choice(f"{provider}:{NAME}", URL + PROVIDERS[provider]), KEY)


@EACH
def test_the_words_come_in_pieces_with_what_they_cost(provider: str) -> None:
    import httpx2

    adapter = ADAPTERS[provider](NAME, KEY, URL + PROVIDERS[provider], httpx2.Timeout(60))
    pieces = list(adapter.ask(CALL, Manner(way="prompt"), None, 60.0))
    adapter.close()
    assert len([piece for piece in pieces if piece.text]) > 2
    assert NAME in {piece.model for piece in pieces}
    usage = [piece.usage for piece in pieces if piece.usage][-1]
    assert usage.asked > 20
    assert 2 < usage.answered <= CALL.most_tokens


def test_a_schema_holds_the_model_to_the_shape() -> None:
    heard: list[str] = []
    reply = connected("openai").complete(CALL, heard.append, seconds=60)
    assert (reply.way, reply.spent.tries, reply.spent.repaired, reply.model) == ("schema", 1, False, NAME)
    assert Town.model_validate(json.loads("".join(heard))) == reply.data


def test_a_schema_that_is_passed_over_ends_in_the_shape_or_in_a_sentence() -> None:
    model = connected("anthropic")
    for _ in range(3):  # each on a connection of its own: the server hangs up on kept ones
        assert outcome(model) in {("prompt", 0), ("model-shape", 2)}


def outcome(model: talk.TalkingModel) -> tuple[str, int]:
    """The way of an answer and what was lost before it, or why there is none and how many came."""
    try:
        reply = model.complete(CALL, seconds=60)
    except NoAnswer as error:
        return error.code, error.spent.answers + error.spent.lost
    return reply.way, reply.spent.lost


@EACH
def test_a_question_without_room_is_told_at_once(provider: str) -> None:
    call = ModelCall("long@1", "You read.", "a long story " * 4000, "What is it about?", Town)
    start = time.monotonic()
    with pytest.raises(ModelFailed) as failed:
        connected(provider).complete(call, seconds=60)
    assert failed.value.code == "model-room"
    assert time.monotonic() - start < 5


@pytest.mark.parametrize(
    ("provider", "tasks"), [("openai", ("analyse", "reword")), ("anthropic", ("letter",))]
)
def test_an_application_ends_stays_true_and_says_who_wrote_what(
    provider: str, tasks: tuple[ModelTask, ...]
) -> None:
    with model_services(URL, provider, tasks, deadline=60.0) as services:
        services.profiles.upload(LOCAL_ACTOR, "anna.md", SHORT_RESUME.encode())
        application = made(services, SHORT_AD)
        if application.state == "failed":  # it wrote without end
            assert reason(application) == "model-slow"
            tasks, application = (), without_model(services, application)
        services.models.use_offline(LOCAL_ACTOR)
        plain = made(services, SHORT_AD)
    assert (application.state, plain.state) == ("done", "done")
    stays_true(application)
    uses = uses_of(application)
    assert [use.task for use in uses] == list(tasks)
    for use in uses:
        assert use.model == f"{provider}:{NAME}"
        assert use.trouble or (use.served == NAME and use.way and use.usage.asked and use.usage.answered)
    written = {line.id for line in lines_of(application) if line.draft}
    assert all(NAME in line.why for line in lines_of(application) if line.draft)
    if "analyse" not in tasks:
        assert others(application, written) == others(plain, written)


def test_an_application_without_room_is_written_by_our_own_engine_and_says_so() -> None:
    folder = ROOT / "data" / "samples"
    ad = (folder / samples.JOB).read_text(encoding="utf-8")
    with model_services(URL, "openai", ("reword", "letter")) as services:
        services.profiles.upload(LOCAL_ACTOR, samples.RESUME, (folder / samples.RESUME).read_bytes())
        application = made(services, ad)
    assert application.state == "done"
    assert {use.trouble for use in uses_of(application)} == {"The question is too long for the model"}
    assert not [line for line in lines_of(application) if line.draft]
    stays_true(application)


@EACH
def test_a_model_that_is_too_slow_ends_the_run_which_can_be_done_without_it(provider: str) -> None:
    with model_services(URL, provider, ("letter",), deadline=2.0) as services:
        services.profiles.upload(LOCAL_ACTOR, "anna.md", SHORT_RESUME.encode())
        application = made(services, SHORT_AD)
        assert (application.state, reason(application)) == ("failed", "model-slow")
        done = without_model(services, application)
    assert done.state == "done"
    assert not uses_of(done)


def reason(application: Application) -> str:
    """Why a run failed."""
    last = application.events[-1]
    assert isinstance(last, RunFailed)
    return last.code


def without_model(services: Services, application: Application) -> Application:
    """The application as it is finished by our own engine alone."""
    services.applications.retry(LOCAL_ACTOR, application.id, without_model=True)
    return ended(services, application.id)


def stays_true(application: Application) -> None:
    """What passed the gate passes it again: not one line claims more than its facts."""
    assert application.compiled
    assert application.analysis
    assert application.report
    as_of = application.created_at.date()
    gate = TruthGate(application.profile, application.compiled, application.analysis, as_of)
    documents = application.report.documents
    for document in (documents.resume, documents.cover_letter):
        assert not gate.check(document).findings


def others(application: Application, written: set[str]) -> list[str]:
    """The lines that a model did not write."""
    return [line.text for line in lines_of(application) if line.id not in written]
