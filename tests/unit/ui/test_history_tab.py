"""What is told of a call of a model: which model, how it was spoken to, and what it used."""

import pytest

from jobwise.domain.model_call import ModelUse, Usage
from jobwise.ui.history_tab import _used

USE = ModelUse(
    task="reword",
    model="openai:corvid-2",
    prompt="writing@3",
    tries=1,
    seconds=2.0,
    usage=Usage(asked=1200, answered=300),
)


@pytest.mark.parametrize("provider", ["openai", "anthropic"])
def test_the_model_is_told_with_the_protocol_that_it_was_asked_in(provider: str) -> None:
    told = _used(USE.model_copy(update={"model": f"{provider}:corvid-2"})).replace("\\", "")
    assert told.startswith(
        f"**corvid-2** ({provider}".replace("openai", "OpenAI").replace("anthropic", "Anthropic")
    )
    assert "It read 1,200 pieces of words and wrote 300" in told
