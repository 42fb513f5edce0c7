"""Language models behind one Protocol. A new provider is a module here and a line in `PROVIDERS`.

*Why names of modules:* the SDKs take most of a second to import, and nobody without a key needs one.
"""

import importlib
import logging
import threading
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, cast
from urllib.parse import urlsplit

from pydantic import SecretStr

from jobwise.domain.model_call import ModelChoice
from jobwise.errors import BadSetting
from jobwise.llm.prices import is_own
from jobwise.ports import LanguageModel

if TYPE_CHECKING:
    from jobwise.llm.talk import TalkingModel

_PORTS = {"http": 80, "https": 443}
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


def model_choice(name: str, base_url: str = "") -> ModelChoice:
    """The choice that a name such as `openai:gpt-x` makes; `base_url` is for servers that speak the same
    protocol. Raises: BadSetting for a name without a known provider, or an address that is none.
    """
    provider, _, model = _typed(name).partition(":")
    if provider not in PROVIDERS or not model.strip():
        raise BadSetting(
            f"“{name}” names no model",
            f"Write the provider and the model's name: {' or '.join(f'{p}:MODEL' for p in PROVIDERS)}.",
            code="model-name",
        )
    url = _address(_typed(base_url)) or PROVIDERS[provider].base_url
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or "@" in parts.netloc or parts.query:
        raise BadSetting(
            "This address leads to no server",
            "Write it as https://host/path, without a name, password or key in it, or leave it empty.",
            code="model-url",
        )
    if parts.scheme == "http" and not is_own(url):
        raise BadSetting(
            "This address is not encrypted",
            "Your résumé would travel in the open. Use https, or a server of your own network.",
            code="model-url",
        )
    return ModelChoice(provider=provider, model=model.strip(), base_url=url)


def _typed(text: str) -> str:
    """What a person typed or pasted, without the characters that nobody sees."""
    return "".join(sign for sign in text if unicodedata.category(sign) not in ("Cf", "Cc")).strip()


def _address(url: str) -> str:
    """One spelling for each address (RFC 3986, 6.2.2 and 6.2.3): prices, keys and consents go by it."""
    try:
        parts = urlsplit(url)
        port = "" if parts.port in (None, _PORTS.get(parts.scheme)) else f":{parts.port}"
    except ValueError:  # no address: told by who asked
        return url
    if not parts.hostname or "@" in parts.netloc:
        return url
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return parts._replace(netloc=f"{host}{port}", path=parts.path.rstrip("/")).geturl()


class Connections:
    """`ports.Connect`: one connection for each model and key, so that what it has learned is kept."""

    def __init__(self, seconds: float) -> None:
        """See `language_model`."""
        self._seconds = seconds
        self._open: dict[tuple[ModelChoice, SecretStr], TalkingModel] = {}
        self._lock = threading.Lock()

    def __call__(self, choice: ModelChoice, key: SecretStr) -> LanguageModel:
        """The connection to a model, which is made at the first call."""
        wanted = choice.model_copy(update={"tasks": ()}), key
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

    logging.getLogger("httpx2").setLevel(logging.WARNING)  # it tells every address that it calls

    from jobwise.llm.talk import Adapter, TalkingModel

    timeout = httpx2.Timeout(seconds, connect=min(seconds, LONGEST_CONNECT))
    module = importlib.import_module(PROVIDERS[choice.provider].module)
    adapter = cast(Adapter, module.connect(choice.model, key, choice.base_url, timeout))
    return TalkingModel(choice.name, adapter)
