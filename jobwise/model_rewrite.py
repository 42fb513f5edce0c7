"""A model that the command line names: asked without a store, so nothing is kept for another time."""

import secrets
from contextlib import closing
from typing import TYPE_CHECKING

from pydantic import SecretStr

from jobwise.domain.documents import Documents
from jobwise.domain.match import CompiledProfile
from jobwise.domain.model_call import ModelChoice, ModelUse, Usage
from jobwise.domain.posting import JobAnalysis
from jobwise.domain.profile import Profile
from jobwise.llm import PROVIDERS, language_model, model_choice
from jobwise.llm.prices import read_prices
from jobwise.pipeline.rewording import Rewording
from jobwise.pipeline.stages import documents_summary
from jobwise.prompts import shipped
from jobwise.services.asking import usable_key
from jobwise.services.capped_asking import Cap, CappedAsking
from jobwise.services.model_writing import WRITES, write
from jobwise.services.prompts import WRITING
from jobwise.settings import Settings
from jobwise.ui.model_costs import paid
from jobwise.ui.text import counted, duration

if TYPE_CHECKING:
    from jobwise.llm.talk import TalkingModel

_WROTE = {"reword": "résumé", "letter": "cover letter"}


class ModelRewrite:
    """`pipeline.stages.Rewrite`; `uses` says afterwards what was asked and what it cost, of failures too."""

    def __init__(
        self, profile: Profile, name: str, base_url: str, settings: Settings, *, cap_usd: float, free: bool
    ) -> None:
        """cap_usd: the most that may be spent, US dollars. free: see `ModelChoice`.

        Raises: BadSetting for a name or an address that is none, ModelFailed for a key that is none.
        """
        choice = model_choice(name, base_url).model_copy(update={"free": free})
        self._profile, self._choice = profile, choice
        self._model = connected(choice, settings)
        self._cap = Cap("this application", cap_usd)
        prices = read_prices(settings.prices_file)
        self._ask = CappedAsking(self._model, choice, prices, self._cap, settings.model_deadline)

    @property
    def address(self) -> str:
        """Where words would go."""
        return self._choice.base_url

    @property
    def uses(self) -> tuple[ModelUse, ...]:
        """The calls that were made."""
        return tuple(use for task in WRITES for use in self._cap.uses if use.task == task)

    def told(self, documents: Documents | None = None) -> list[str]:
        """What a person reads of it: who wrote how many lines of the finished documents, what was used, and
        where the model was of no use."""
        lines = [self._wrote(documents)] if documents else []
        if any(use.tries for use in self.uses):
            lines.append(f"The model {_used(self.uses)}.")
        troubles = [use for use in self.uses if use.trouble] if documents else []
        return lines + [f"{use.trouble}. The {_WROTE[use.task]} stays in our own words." for use in troubles]

    def _wrote(self, documents: Documents) -> str:
        lines = (*documents.resume.lines, *documents.cover_letter.lines)
        some = any(line.draft is not None for line in lines)
        head = self._choice.name if some else f"No line is in the words of {self._choice.name}"
        return f"{head}: {documents_summary(documents)}."

    def __call__(self, documents: Documents, compiled: CompiledProfile, analysis: JobAnalysis) -> Documents:
        """The documents in the model's words where it gave any. Raises: ModelFailed."""
        secret = secrets.token_bytes()
        rewording = Rewording(documents, compiled, analysis, self._profile, shipped()[WRITING], secret)
        with closing(self._model):
            return write(documents, rewording, self._choice, self._ask, lambda _: None)[0]


def connected(choice: ModelChoice, settings: Settings) -> "TalkingModel":
    """The model, with the environment's key for it. Raises: ModelFailed for a key that is none."""
    at_home = choice.base_url == PROVIDERS[choice.provider].base_url
    key = settings.own_keys.get(choice.provider) if at_home else settings.model_key
    return language_model(choice, usable_key(key or SecretStr("")), seconds=settings.model_seconds)


def _used(uses: tuple[ModelUse, ...]) -> str:
    """Tokens, requests, seconds and US dollars; the calls go out together, so the longest counts."""
    usage = sum((use.usage for use in uses), Usage())
    cost = sum(use.cost_usd for use in uses)
    most, guessed = (any(getattr(use, name) for use in uses) for name in ("unsure", "guessed"))
    return (
        f"read {usage.asked:,} and wrote {usage.answered:,} tokens in "
        f"{counted(sum(use.tries for use in uses), 'try', 'tries')} and "
        f"{duration(max(use.seconds for use in uses))}, "
        f"{paid(cost, guessed=guessed, most=most)}"
    )
