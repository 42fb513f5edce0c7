"""Tries versions on a golden case: the stages of a run, with nothing kept of it."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, NamedTuple

from jobwise.domain.engine_settings import EngineSettings
from jobwise.domain.experiment import Arm, CellResult, Scope
from jobwise.domain.golden import GoldenCase
from jobwise.domain.model_call import ModelCall, ModelChoice, ModelTask, ModelUse
from jobwise.domain.profile import Profile
from jobwise.domain.prompt import Prompt
from jobwise.errors import UnusableJob
from jobwise.pipeline.document_generator import generate_documents
from jobwise.pipeline.job_analyzer import analyze_job
from jobwise.pipeline.measures import measured, text_of
from jobwise.pipeline.pointing import Pointing
from jobwise.pipeline.profile_compiler import compile_profile
from jobwise.pipeline.quality_validator import validate_documents
from jobwise.pipeline.rewording import Rewording
from jobwise.pipeline.stages import round_trip
from jobwise.ports import DESIGN, Ask
from jobwise.services.model_writing import WRITES, write
from jobwise.services.stage_work import Tools

_OF_STAGE: Mapping[str, tuple[ModelTask, ...]] = {
    "reading": ("analyse",),
    "writing": WRITES,
    "engine": WRITES,
}
NOTHING_CHOSEN = "The profile holds nothing that a résumé can be made of"
_WHOLE: tuple[ModelTask, ...] = ("analyse", *WRITES)


class Versions(NamedTuple):
    """What an arm works with."""

    reading: Prompt
    writing: Prompt
    engine: EngineSettings


def arm_model(arm: Arm, scope: Scope) -> ModelChoice | None:
    """The arm's model with the tasks that it is to do; None for the offline engine alone."""
    if arm.model is None:
        return None
    tasks = _WHOLE if scope == "whole" else _OF_STAGE[arm.version.partition("@")[0]]
    return arm.model.model_copy(update={"tasks": tasks, "wording": ""})


class CaseTrial:
    """Works through a case as a run would."""

    def __init__(self, tools: Tools, secret: bytes) -> None:
        """secret: what the fence around untrusted text is made with."""
        self._tools, self._secret = tools, secret

    def tried(
        self, case: GoldenCase, versions: Versions, model: ModelChoice | None, ask: Ask | None
    ) -> CellResult:
        """The documents and what is measured of them; where there are none, `trouble` alone says why.

        Raises: ModelFailed where the model cannot be asked, JobWiseError when the reader could not work.
        """
        try:
            return self._tried(case, versions, model, ask)
        except UnusableJob as error:
            return CellResult(measures={}, resume="", letter="", trouble=error.title)

    def calls(self, case: GoldenCase, versions: Versions, model: ModelChoice) -> list[ModelCall[Any]]:
        """What a model would be asked, to tell before what it costs. Raises: UnusableJob."""
        return calls_of(case.profile, case.job_text, case.as_of, versions, model, self._secret)

    def values(self, case: GoldenCase, versions: Versions) -> Mapping[str, Mapping[str, str]]:
        """What the variables of the prompts stand for: task -> name -> value. Raises: UnusableJob."""
        pointing, rewording = _asking(case.profile, case.job_text, case.as_of, versions, self._secret)
        found: dict[str, Mapping[str, str]] = {"analyse": pointing.values()}
        return found | {task: values for task in WRITES if (values := rewording.values(task))}

    def _tried(
        self, case: GoldenCase, versions: Versions, model: ModelChoice | None, ask: Ask | None
    ) -> CellResult:
        analysis, uses = analyze_job(case.job_text), tuple[ModelUse, ...]()
        if model and ask and "analyse" in model.tasks:
            pointing = Pointing(case.job_text, versions.reading, self._secret, case.profile)
            pointed, use = ask("analyse", pointing.call(), _unheard)
            analysis, uses = pointing.applied(pointed), (use,)
        compiled = compile_profile(case.profile, analysis, as_of=case.as_of, settings=versions.engine)
        if not compiled.choices:
            return CellResult(measures={}, resume="", letter="", uses=uses, trouble=NOTHING_CHOSEN)
        documents = generate_documents(compiled, analysis, as_of=case.as_of, settings=versions.engine)
        if model and ask:
            rewording = Rewording(documents, compiled, analysis, case.profile, versions.writing, self._secret)
            documents, wrote = write(documents, rewording, model, ask, _unheard)
            uses += wrote
        trip = round_trip(self._tools.exporters, self._tools.reader, DESIGN)
        report = validate_documents(documents, compiled, analysis, case.profile, as_of=case.as_of, trip=trip)
        return CellResult(
            measures=measured(case, analysis, compiled, report, uses),
            resume=text_of(report.documents.resume),
            letter=text_of(report.documents.cover_letter),
            findings=report.findings,
            uses=uses,
            trouble=next((use.trouble for use in uses if use.trouble), ""),
        )


def calls_of(
    profile: Profile, job_text: str, as_of: dt.date, versions: Versions, model: ModelChoice, secret: bytes
) -> list[ModelCall[Any]]:
    """The calls that a run with these versions would make. Raises: UnusableJob."""
    pointing, rewording = _asking(profile, job_text, as_of, versions, secret)
    written = [rewording.call(task) for task in WRITES if task in model.tasks]
    return [call for call in written if call] + [pointing.call()] * ("analyse" in model.tasks)


def _asking(
    profile: Profile, job_text: str, as_of: dt.date, versions: Versions, secret: bytes
) -> tuple[Pointing, Rewording]:
    """What a model is asked about an ad, and about what our rules write of it."""
    analysis = analyze_job(job_text)
    compiled = compile_profile(profile, analysis, as_of=as_of, settings=versions.engine)
    documents = generate_documents(compiled, analysis, as_of=as_of, settings=versions.engine)
    rewording = Rewording(documents, compiled, analysis, profile, versions.writing, secret)
    return Pointing(job_text, versions.reading, secret, profile), rewording


def _unheard(_: str) -> None:
    """Nobody listens while the words come."""
