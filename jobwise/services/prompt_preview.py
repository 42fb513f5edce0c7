"""What a version would send or write on a real case, before anybody uses it."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from jobwise.domain.account import Actor
from jobwise.domain.engine_settings import EngineSettings
from jobwise.domain.golden import GoldenCase
from jobwise.domain.model_call import ModelChoice, ModelTask
from jobwise.domain.prompt import Prompt
from jobwise.domain.role import Role
from jobwise.pipeline.document_generator import generate_documents
from jobwise.pipeline.job_analyzer import analyze_job
from jobwise.pipeline.profile_compiler import compile_profile
from jobwise.ports import PriceTable
from jobwise.services.asking import LIKELY_BYTES_A_TOKEN, likely_cost
from jobwise.services.case_trial import CaseTrial
from jobwise.services.prompts import READING, WRITING, PromptRegistry

TASKS: dict[str, tuple[ModelTask, ...]] = {READING: ("analyse",), WRITING: ("reword", "letter")}
"""Id of a prompt -> what it is used for on a case."""


class Sent(NamedTuple):
    """One call of a model, as it would be sent. `cost` in US dollars, None where no model is set."""

    name: str
    system: str
    words: str
    tokens: int
    cost: float | None


class PromptPreview:
    """Shows, and sends nothing."""

    def __init__(
        self,
        registry: PromptRegistry,
        trial: CaseTrial,
        prices: PriceTable,
        active_model: Callable[[Actor], ModelChoice | None],
    ) -> None:
        """active_model: the model of the person, whose price counts."""
        self._registry, self._trial, self._prices, self._active_model = registry, trial, prices, active_model

    def sent(self, actor: Actor, prompt: Prompt, case: GoldenCase) -> Sequence[Sent]:
        """Exactly what would be sent for a case, task by task. Raises: NotFound, UnusableJob."""
        actor.must_be(Role.PROMPT_EDITOR)
        versions = self._registry.current_versions()
        if prompt.id == READING:
            versions = versions._replace(reading=prompt)
        elif prompt.id == WRITING:
            versions = versions._replace(writing=prompt)
        mine = self._active_model(actor)
        found = []
        for task in TASKS.get(prompt.id, ()):
            choice = ModelChoice(provider="local", model="preview", base_url="", tasks=(task,))
            for call in self._trial.calls(case, versions, choice):
                tokens = len(f"{call.system}{call.shared}{call.task}".encode()) // LIKELY_BYTES_A_TOKEN
                cost = likely_cost(self._prices, mine, call) if mine else None
                found.append(Sent(task, call.system, f"{call.shared}\n\n{call.task}", tokens, cost))
        return found

    def written(self, actor: Actor, settings: EngineSettings, case: GoldenCase) -> tuple[str, str]:
        """The résumé's and the letter's lines by these settings. Raises: NotFound, UnusableJob."""
        actor.must_be(Role.PROMPT_EDITOR)
        analysis = analyze_job(case.job_text)
        compiled = compile_profile(case.profile, analysis, as_of=case.as_of, settings=settings)
        documents = generate_documents(compiled, analysis, as_of=case.as_of, settings=settings)
        both = (documents.resume, documents.cover_letter)
        resume, letter = ("\n".join(line.text for line in one.lines) for one in both)
        return resume, letter
