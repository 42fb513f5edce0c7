"""The stages of a run that may use a model, with the model that the run names."""

import datetime as dt
from dataclasses import replace
from typing import Any

from jobwise.domain.account import Actor
from jobwise.domain.model_call import ModelCall, ModelChoice
from jobwise.domain.profile import Profile
from jobwise.domain.run import Stage
from jobwise.pipeline.job_analyzer import analyze_job
from jobwise.pipeline.pointing import Pointing
from jobwise.pipeline.rewording import Rewording
from jobwise.ports import UnitOfWork
from jobwise.services.asking import ModelDesk, Typed
from jobwise.services.case_trial import calls_of
from jobwise.services.model_trial import Trial, TrialLine
from jobwise.services.model_writing import OnWords, quietly, write
from jobwise.services.prompts import READING, WRITING, PromptRegistry
from jobwise.services.stage_work import (
    Material,
    Result,
    Tools,
    analysis_result,
    as_named,
    documents_result,
    work_on,
)


class ModelStages:
    """Works on a stage: by rules, and where the run names a model, with it on top."""

    def __init__(self, tools: Tools, desk: ModelDesk, prompts: PromptRegistry, secret: bytes) -> None:
        """secret: what the fence around untrusted text is made with."""
        self._tools, self._desk, self._prompts, self._secret = tools, desk, prompts, secret

    def work_on(
        self, actor: Actor, run_id: str, stage: Stage, material: Material, on_words: OnWords
    ) -> Result:
        """Run one stage. Raises: UnusableJob, ModelFailed."""
        choice = material.request.model
        if choice is None:
            return work_on(stage, material, self._tools)
        if stage is Stage.JOB_ANALYZER and "analyse" in choice.tasks:
            return self._read(actor, run_id, choice, material, on_words)
        result = work_on(stage, material, self._tools)
        if stage is Stage.DOCUMENT_GENERATOR:
            return self._written(actor, run_id, choice, material, result, on_words)
        return result

    def prompt_of(self, work: UnitOfWork, stage: Stage) -> str:
        """Which prompt a model would be asked with in a stage now, such as "writing@1"."""
        return self._prompts.current_in(work, READING if stage is Stage.JOB_ANALYZER else WRITING).label

    def calls(
        self, choice: ModelChoice, profile: Profile, job_text: str, as_of: dt.date
    ) -> list[ModelCall[Any]]:
        """The calls that an application would make, to tell before what it costs. Raises: UnusableJob."""
        return calls_of(profile, job_text, as_of, self._prompts.current_versions(), choice, self._secret)

    def try_out(self, actor: Actor, choice: ModelChoice, typed: Typed, as_of: dt.date) -> Trial:
        """Have a model say a made-up line better. Raises: ModelFailed."""
        line = TrialLine(self._prompts.used(WRITING), self._secret, as_of)
        answer, use = self._desk.try_out(actor, choice, typed, line.call)
        return line.came(answer, use, choice)

    def _read(
        self, actor: Actor, run_id: str, choice: ModelChoice, material: Material, on_words: OnWords
    ) -> Result:
        """The analysis with the words that a model points at. *Why by rules first:* an ad that cannot be used
        costs nothing."""
        text = material.request.job_text
        analyze_job(text)
        pointing = Pointing(text, self._prompts.used(READING), self._secret, material.profile)
        choice = choice.model_copy(update={"wording": ""})  # what an ad asks for is nobody's wording
        ask = self._desk.asker(actor, material.request.application_id, run_id, choice)
        pointed, use = ask("analyse", pointing.call(), quietly(on_words))
        analysis = as_named(pointing.applied(pointed), material.request)
        return replace(analysis_result(analysis), uses=(use,))

    def _written(
        self,
        actor: Actor,
        run_id: str,
        choice: ModelChoice,
        material: Material,
        result: Result,
        on_words: OnWords,
    ) -> Result:
        documents = material.with_output(Stage.DOCUMENT_GENERATOR, result.output).documents()
        rewording = Rewording(
            documents,
            material.compiled(),
            material.analysis(),
            material.profile,
            self._prompts.used(WRITING),
            self._secret,
        )
        ask = self._desk.asker(actor, material.request.application_id, run_id, choice)
        documents, uses = write(documents, rewording, choice, ask, on_words)
        return replace(documents_result(documents), uses=uses)
