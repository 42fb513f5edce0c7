"""Language models behind one Protocol. A new provider is a module here and a line in `PROVIDERS`.

*Why names of modules:* the SDKs take most of a second to import, and nobody without a key needs one.
"""

import importlib
import logging
import re
import threading
from collections import defaultdict
from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, cast

from pydantic import SecretStr

from jobwise.domain.model_call import ModelChoice
from jobwise.errors import BadSetting, ModelFailed
from jobwise.llm.addresses import one_form, shown
from jobwise.llm.breaker import Breaker
from jobwise.llm.prices import is_own
from jobwise.ports import LanguageModel

if TYPE_CHECKING:
    from jobwise.llm.talk import TalkingModel

LONGEST_CONNECT = 10.0
"""Seconds until a server that does not answer at all is given up."""


class Provider(NamedTuple):
    """`module` has `connect(model, key, base_url, timeout)`; `base_url` is where its own server is."""

    module: str
    base_url: str


PROVIDERS: Mapping[str, Provider] = MappingProxyType(
    {
        "openai": Provider("jobwise.llm.openai", "https://api.openai.com/v1"),
        "anthropic": Provider("jobwise.llm.anthropic", "https://api.anthropic.com"),
    }
)
"""*Why the addresses are written down:* the SDKs would take others from the environment, and words would go
where nobody agreed to send them."""
_SPACE = re.compile(r"[\s\x00-\x1f\x7f]")


def model_choice(name: str, base_url: str = "", allowed: Collection[str] | None = None) -> ModelChoice:
    """The choice that a name such as `openai:gpt-x` makes; `base_url` is for servers that speak the same
    protocol, `allowed` the only ones beside the providers' own, None for any.

    Raises: BadSetting for a name without a known provider, an address that is none or is not allowed.
    """
    provider, _, model = (shown(part) for part in name.partition(":"))
    if provider not in PROVIDERS or not model or _SPACE.search(model):
        raise BadSetting(
            f"“{shown(name)}” names no model",
            "Write the provider and the model's name, without a space: "
            f"{' or '.join(f'{p}:MODEL' for p in PROVIDERS)}.",
            code="model-name",
        )
    url = one_form(shown(base_url) or PROVIDERS[provider].base_url)
    if url.startswith("http:") and not is_own(url):
        raise BadSetting(
            "This address is not encrypted",
            "Your résumé would travel in the open. Use https, or a server of your own network.",
            code="model-url",
        )
    check_reach(url, allowed)
    return ModelChoice(provider=provider, model=model, base_url=url)


def check_reach(url: str, allowed: Collection[str] | None) -> None:
    """Keep people from having a server that many share call whatever it can reach. Raises: BadSetting."""
    if allowed is not None and url not in {*allowed, *(one.base_url for one in PROVIDERS.values())}:
        raise BadSetting(
            "No model can be used at this address here",
            "Leave it empty for the provider's own, or ask an administrator to allow it.",
            code="model-url",
        )


class Connections:
    """`ports.Connect`: one connection for each model and key, so that what it has learned is kept, and one
    breaker for each server."""

    def __init__(self, seconds: float, allowed: Collection[str] | None = None) -> None:
        """See `language_model` and `check_reach`."""
        self._seconds, self._allowed = seconds, allowed
        self._open: dict[tuple[ModelChoice, SecretStr], TalkingModel] = {}
        self._servers: defaultdict[tuple[str, str], Breaker] = defaultdict(Breaker)
        self._lock = threading.Lock()

    def __call__(self, choice: ModelChoice, key: SecretStr) -> LanguageModel:
        """The connection to a model, which is made at the first call.

        Raises: ModelFailed for an address that is not allowed any more.
        """
        try:
            check_reach(choice.base_url, self._allowed)
        except BadSetting as refusal:
            raise ModelFailed(refusal.title, refusal.message, code="model-url") from refusal
        wanted = choice.model_copy(update={"tasks": (), "wording": "", "free": False}), key
        with self._lock:
            if wanted not in self._open:
                server = self._servers[choice.provider, choice.base_url]
                self._open[wanted] = language_model(choice, key, seconds=self._seconds, server=server)
            return self._open[wanted]

    def close(self) -> None:
        """End all connections."""
        with self._lock:
            for model in self._open.values():
                model.close()
            self._open.clear()


def language_model(
    choice: ModelChoice, key: SecretStr, *, seconds: float = 60.0, server: Breaker | None = None
) -> "TalkingModel":
    """A connection to a model; a request may be silent for so many seconds. `server`: the breaker that it
    shares with others to the same server."""
    import httpx2

    from jobwise.llm.adapting import Adapter
    from jobwise.llm.talk import TalkingModel

    timeout = httpx2.Timeout(seconds, connect=min(seconds, LONGEST_CONNECT))
    module = importlib.import_module(PROVIDERS[choice.provider].module)
    for name in ("httpx2", choice.provider):  # they can be made to tell every address and word that is sent
        logging.getLogger(name).setLevel(logging.WARNING)
    adapter = cast(Adapter, module.connect(choice.model, key, choice.base_url, timeout))
    return TalkingModel(choice.name, adapter, server or Breaker())
