"""What people paste as an address or a name: one server has one form, and nothing hides in it."""

import pytest
from pydantic import SecretStr

from jobwise.domain.model_call import ModelChoice
from jobwise.errors import BadSetting, ModelFailed
from jobwise.llm import PROVIDERS, Connections, model_choice
from jobwise.llm.prices import is_own

HOME = "https://api.openai.com/v1"


@pytest.mark.parametrize(
    "pasted",
    [
        "",
        "   ",
        "\u200b",
        "https://api.openai.com/v1/",
        "https://api.openai.com/v1///",
        "HTTPS://API.OpenAI.com/v1",
        "https://api.openai.com:443/v1",
        "https://api.openai.com./v1",
        "https://api.openai.com:/v1",
        "https://api.openai.com/v1?",
        "\u2060https://api.openai.com/v1\ufeff",
        "https://api.\u200bopenai.com/v\u200d1",
        "\u00a0https://api.openai.com/v1\t\n",
        "https://ａｐｉ.openai.com/v1",
    ],
)
def test_the_providers_own_address_has_one_form_however_it_was_pasted(pasted: str) -> None:
    assert model_choice("openai:gpt-x", pasted) == model_choice("openai:gpt-x")
    assert model_choice("openai:gpt-x", pasted).base_url == HOME


@pytest.mark.parametrize(
    ("pasted", "form"),
    [
        ("http://LOCALHOST:11434/v1/", "http://localhost:11434/v1"),
        ("http://127.0.0.1:80", "http://127.0.0.1"),
        ("http://[::1]:8080/v1", "http://[::1]:8080/v1"),
        ("http://[0:0:0:0:0:0:0:1]/", "http://[::1]"),
        ("http://my_box.local/v1", "http://my_box.local/v1"),
        (
            "https://example.org:8443/openai/deployments/gpt%20x",
            "https://example.org:8443/openai/deployments/gpt%20x",
        ),
        ("https://api.openаi.com/v1", "https://api.xn--openi-7ve.com/v1"),
    ],
)
def test_other_addresses_have_one_form_too(pasted: str, form: str) -> None:
    assert model_choice("openai:gpt-x", pasted).base_url == form
    assert model_choice("openai:gpt-x", form).base_url == form


@pytest.mark.parametrize(
    "pasted",
    [
        "ftp://models.example",
        "models.example/v1",
        "https://",
        "https://me:secret@models.example",
        "https://key@models.example",
        "https://api.openai.com@evil.example/v1",
        "https://api.openai.com\\@evil.example/v1",
        "https://evil.example\\.openai.com/v1",
        "https://models.example/v1?api-key=x",
        "https://models.example/v1#key",
        "https://models example/v1",
        "https://models.example/v 1",
        "https://models.example/v\u00a01",
        "https://models.example:port/v1",
        "https://models.example:99999/v1",
        "https://[::1/v1",
        "https://.example/v1",
        f"https://{'a' * 70}.example/v1",
        "http://models.example",
        "http://[::ffff:8.8.8.8]/v1",
    ],
)
def test_an_address_that_leads_nowhere_or_in_the_open_is_told(pasted: str) -> None:
    with pytest.raises(BadSetting) as told:
        model_choice("openai:gpt-x", pasted)
    assert told.value.code == "model-url"


@pytest.mark.parametrize("pasted", ["openai:gpt-x", " openai : gpt-x\n", "\ufeffopenai:gpt\u2060-x\u200b"])
def test_a_pasted_name_is_what_is_seen_of_it(pasted: str) -> None:
    assert model_choice(pasted).name == "openai:gpt-x"


@pytest.mark.parametrize(
    "pasted",
    [
        "",
        "openai",
        "nobody:model",
        "openai:",
        "openai:\u200b",
        "openai:gpt x",
        "openai:gpt\u00a0x",
        "openai:a\nb",
    ],
)
def test_a_name_that_is_no_model_is_told(pasted: str) -> None:
    with pytest.raises(BadSetting) as told:
        model_choice(pasted)
    assert told.value.code == "model-name"


def test_without_an_address_the_providers_own_is_written_down(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "https://elsewhere.example/v1")
    assert model_choice("openai:gpt-x").base_url == HOME


@pytest.mark.parametrize("provider", PROVIDERS)
def test_the_providers_own_addresses_stand_in_that_form(provider: str) -> None:
    assert model_choice(f"{provider}:x").base_url == PROVIDERS[provider].base_url


@pytest.mark.parametrize("host", ["8.8.8.8", "[::ffff:8.8.8.8]", "[2001:4860:4860::8888]", "models.example"])
def test_an_address_outside_is_nobodys_own(host: str) -> None:
    assert not is_own(f"https://{host}/v1")


INNER = [
    "http://169.254.169.254/latest",
    "http://127.0.0.1:8501",
    "http://10.0.0.5/v1",
    "https://evil.example",
]


@pytest.mark.parametrize("url", INNER)
def test_where_people_share_a_server_it_calls_what_its_operator_allowed_alone(url: str) -> None:
    allowed = {"http://10.0.0.6:8000/v1"}
    with pytest.raises(BadSetting) as refusal:
        model_choice("openai:m", url, allowed)
    assert refusal.value.code == "model-url"
    assert model_choice("openai:m", "http://10.0.0.6:8000/v1/", allowed).base_url in allowed
    assert model_choice("anthropic:m", "", allowed).base_url == PROVIDERS["anthropic"].base_url


@pytest.mark.parametrize("url", INNER)
def test_an_address_that_was_saved_before_is_not_called_either(url: str) -> None:
    connect = Connections(1.0, frozenset())
    with pytest.raises(ModelFailed):
        connect(ModelChoice(provider="openai", model="m", base_url=url), SecretStr("key"))
