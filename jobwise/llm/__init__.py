"""Language models behind one Protocol. A new provider is a module here and a line in `PROVIDERS`.

*Why names of modules:* the SDKs take most of a second to import, and nobody without a key needs one.
"""

import importlib
from collections.abc import Mapping
from types import MappingProxyType
from typing import cast

import httpx2
from pydantic import SecretStr

from jobwise.errors import BadSetting
from jobwise.llm.talk import Adapter, TalkingModel
from jobwise.ports import LanguageModel

LONGEST_CONNECT = 10.0
"""Seconds until a server that does not answer at all is given up."""
PROVIDERS: Mapping[str, str] = MappingProxyType(
    {"openai": "jobwise.llm.openai", "anthropic": "jobwise.llm.anthropic"}
)
"""Name -> module with `connect(model, key, base_url, timeout)`."""


def language_model(
    name: str, key: SecretStr, *, base_url: str = "", seconds: float = 60.0, deadline: float = 180.0
) -> LanguageModel:
    """The model of a name such as `openai:gpt-x`; `base_url` is for servers that speak the same protocol.

    seconds: how long a request may be silent. deadline: seconds for a call with all its tries.
    Raises: BadSetting for a name without a known provider.
    """
    provider, _, model = name.partition(":")
    if provider not in PROVIDERS or not model:
        raise BadSetting(
            f"“{name}” names no model",
            f"Write the provider and the model's name: {' or '.join(f'{p}:MODEL' for p in PROVIDERS)}.",
            code="model-name",
        )
    timeout = httpx2.Timeout(seconds, connect=min(seconds, LONGEST_CONNECT))
    module = importlib.import_module(PROVIDERS[provider])
    return TalkingModel(name, cast(Adapter, module.connect(model, key, base_url, timeout)), deadline)
