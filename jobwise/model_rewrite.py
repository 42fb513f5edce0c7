"""A model that the command line names: asked without a store, so nothing is kept and no cap holds."""

import secrets
from collections.abc import Callable
from contextlib import closing

from pydantic import SecretStr

from jobwise.domain.documents import Documents
from jobwise.domain.match import CompiledProfile
from jobwise.domain.model_call import ModelCall, ModelTask, ModelUse, S
from jobwise.domain.posting import JobAnalysis
from jobwise.domain.profile import Profile
from jobwise.errors import ModelFailed
from jobwise.llm import PROVIDERS, language_model, model_choice
from jobwise.llm.prices import read_prices
from jobwise.pipeline.rewording import Rewording
from jobwise.prompts import shipped
from jobwise.services.asking import OURS_INSTEAD, used
from jobwise.services.model_stages import WRITING
from jobwise.services.model_writing import write
from jobwise.settings import Settings


class ModelRewrite:
    """`pipeline.stages.Rewrite`; `uses` says afterwards what was asked and what it cost."""

    def __init__(self, profile: Profile, name: str, base_url: str, settings: Settings) -> None:
        """Raises: BadSetting for a name or an address that is none."""
        self.uses: tuple[ModelUse, ...] = ()
        self._profile, self._choice = profile, model_choice(name, base_url)
        at_home = self._choice.base_url == PROVIDERS[self._choice.provider].base_url
        key = settings.own_keys.get(self._choice.provider) if at_home else None
        self._model = language_model(
            self._choice,
            key or settings.model_key or SecretStr(""),
            seconds=settings.model_seconds,
        )
        self._seconds = settings.model_deadline
        self._price = read_prices(settings.prices_file).price(self._choice)

    def __call__(self, documents: Documents, compiled: CompiledProfile, analysis: JobAnalysis) -> Documents:
        """The documents in the model's words where it gave any. Raises: ModelFailed."""
        secret = secrets.token_bytes()
        rewording = Rewording(documents, compiled, analysis, self._profile, shipped()[WRITING], secret)
        with closing(self._model):
            documents, self.uses = write(documents, rewording, self._choice, self._ask, lambda _: None)
        return documents

    def _ask(
        self, task: ModelTask, call: ModelCall[S], on_text: Callable[[str], None]
    ) -> tuple[S | None, ModelUse]:
        use = ModelUse(task=task, model=self._choice.name, prompt=call.prompt)
        try:
            reply = self._model.complete(call, on_text, seconds=self._seconds)
        except ModelFailed as error:
            if error.code not in OURS_INSTEAD:
                raise
            return None, use.model_copy(update={"trouble": error.title})
        return reply.data, used(use, reply, self._price.of(reply.usage))
