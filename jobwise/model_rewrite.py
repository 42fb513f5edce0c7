"""A model that the command line names: asked without a store, so nothing is kept for another time."""

import secrets
import threading
from collections.abc import Callable
from contextlib import closing

from pydantic import SecretStr

from jobwise.domain.documents import Documents
from jobwise.domain.match import CompiledProfile
from jobwise.domain.model_call import ROUNDS, ModelCall, ModelTask, ModelUse, NoAnswer, S, Usage
from jobwise.domain.posting import JobAnalysis
from jobwise.domain.profile import Profile
from jobwise.llm import PROVIDERS, language_model, model_choice
from jobwise.llm.prices import read_prices
from jobwise.pipeline.rewording import Rewording
from jobwise.pipeline.stages import documents_summary
from jobwise.prompts import shipped
from jobwise.services.asking import OURS_INSTEAD, cost_of, is_guessed, most_cost, too_dear, usable_key, used
from jobwise.services.model_stages import WRITING
from jobwise.services.model_writing import WRITES, write
from jobwise.settings import Settings
from jobwise.ui.model_costs import paid
from jobwise.ui.text import counted, duration

_WROTE = {"reword": "résumé", "letter": "cover letter"}


class ModelRewrite:
    """`pipeline.stages.Rewrite`; `uses` says afterwards what was asked and what it cost, of failures too."""

    def __init__(
        self, profile: Profile, name: str, base_url: str, settings: Settings, *, cap_usd: float, free: bool
    ) -> None:
        """cap_usd: the most that may be spent, US dollars. free: see `ModelChoice`.

        Raises: BadSetting for a name or an address that is none, ModelFailed for a key that is none.
        """
        self._uses: dict[ModelTask, ModelUse] = {}
        choice = model_choice(name, base_url).model_copy(update={"free": free})
        self._profile, self._choice = profile, choice
        self._cap, self._spent, self._spending = cap_usd, 0.0, threading.Lock()
        at_home = self._choice.base_url == PROVIDERS[self._choice.provider].base_url
        key = settings.own_keys.get(self._choice.provider) if at_home else settings.model_key
        self._model = language_model(
            self._choice,
            usable_key(key or SecretStr("")),
            seconds=settings.model_seconds,
        )
        self._seconds = settings.model_deadline
        self._prices = read_prices(settings.prices_file)

    @property
    def address(self) -> str:
        """Where words would go."""
        return self._choice.base_url

    @property
    def uses(self) -> tuple[ModelUse, ...]:
        """The calls that were made."""
        return tuple(self._uses[task] for task in WRITES if task in self._uses)

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

    def _ask(
        self, task: ModelTask, call: ModelCall[S], on_text: Callable[[str], None]
    ) -> tuple[S | None, ModelUse]:
        guessed = is_guessed(self._prices, self._choice)
        use = ModelUse(task=task, model=self._choice.name, prompt=call.prompt, guessed=guessed)
        most = most_cost(self._prices, self._choice, call)
        with self._spending:
            if self._spent + most > self._cap:
                raise too_dear("this application", self._spent, most, self._cap, guessed=guessed)
            self._spent += most  # the calls go out together, so what each may cost is held back first

        def again(usage: Usage) -> bool:
            return self._prices.price(self._choice).of(usage) <= most / ROUNDS

        try:
            reply = self._model.complete(call, on_text, seconds=self._seconds, again=again)
        except NoAnswer as error:
            failed = used(use, error.spent, cost_of(self._prices, self._choice, call, error.spent))
            self._put_down(failed, most)
            self._uses[task] = failed.model_copy(update={"trouble": error.title})
            if error.code not in OURS_INSTEAD:
                raise
            return None, self._uses[task]
        use = used(use, reply.spent, cost_of(self._prices, self._choice, call, reply.spent))
        self._put_down(use, most)
        self._uses[task] = use.model_copy(update={"served": reply.model, "way": reply.way})
        return reply.data, self._uses[task]

    def _put_down(self, use: ModelUse, held: float) -> None:
        """Count what a call did cost in place of what was held back for it, in US dollars."""
        with self._spending:
            self._spent += use.cost_usd - held


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
