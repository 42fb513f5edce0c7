"""Language models behind one Protocol. A new provider is a module here and a line in `PROVIDERS`.

*Why names of modules:* the SDKs take most of a second to import, and nobody without a key needs one.
"""

import importlib
import logging
import re
import threading
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, cast

from pydantic import SecretStr

from jobwise.domain.model_call import ModelChoice
from jobwise.errors import BadSetting
from jobwise.llm.addresses import one_form, shown
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


def model_choice(name: str, base_url: str = "") -> ModelChoice:
    """The choice that a name such as `openai:gpt-x` makes; `base_url` is for servers that speak the same
    protocol. Raises: BadSetting for a name without a known provider, or an address that is none.
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
    return ModelChoice(provider=provider, model=model, base_url=url)


class Connections:
    """`ports.Connect`: one connection for each model and key, so that what it has learned is kept."""

    def __init__(self, seconds: float) -> None:
        """See `language_model`."""
        self._seconds = seconds
        self._open: dict[tuple[ModelChoice, SecretStr], TalkingModel] = {}
        self._lock = threading.Lock()

    def __call__(self, choice: ModelChoice, key: SecretStr) -> LanguageModel:
        """The connection to a model, which is made at the first call."""
        wanted = choice.model_copy(update={"tasks": (), "wording": ""}), key
        with self._lock:
            if wanted not in self._open:
                self._open[wanted] = language_model(choice, key, seconds=self._seconds)
            return self._open[wanted]

    def close(self) -> None:
        """End all connections."""
        with self._lock:
            for model in self._open.values():
                model.close()
            self._open.clear()


def language_model(choice: ModelChoice, key: SecretStr, *, seconds: float = 60.0) -> "TalkingModel":
    """A connection to a model; a request may be silent for so many seconds."""
    import httpx2

    from jobwise.llm.adapting import Adapter
    from jobwise.llm.talk import TalkingModel

    timeout = httpx2.Timeout(seconds, connect=min(seconds, LONGEST_CONNECT))
    module = importlib.import_module(PROVIDERS[choice.provider].module)
    for name in ("httpx2", choice.provider):  # they can be made to tell every address and word that is sent
        logging.getLogger(name).setLevel(logging.WARNING)
    adapter = cast(Adapter, module.connect(choice.model, key, choice.base_url, timeout))
    return TalkingModel(choice.name, adapter)
