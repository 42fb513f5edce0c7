"""What a model's words cost by the table that is shipped."""

from pathlib import Path

import pytest

from jobwise.errors import BadSetting
from jobwise.llm import model_choice
from jobwise.llm.prices import FREE, read_prices
from jobwise.settings import Settings

PRICES = read_prices(Settings().prices_file)
KNOWN, HERE = "anthropic:claude-haiku-4-5", "http://127.0.0.1:4000"


def test_a_name_with_a_price_costs_it_behind_a_proxy_of_ones_own_too() -> None:
    price = PRICES.price(model_choice(KNOWN))
    assert price.answered > price.asked > price.cached > 0
    assert PRICES.price(model_choice(KNOWN, HERE)) == price
    assert PRICES.price(model_choice(f"{KNOWN}-20251001")) == price


@pytest.mark.parametrize(
    ("pasted", "model"),
    [
        ("openai:openai/gpt-4.1", "openai:gpt-4.1"),
        ("openai:GPT-4.1", "openai:gpt-4.1"),
        ("openai:azure/gpt-4o-mini-2024-07-18", "openai:gpt-4o-mini"),
        ("openai:gpt-4o-mini:latest", "openai:gpt-4o-mini"),
        ("openai:anthropic/claude-haiku-4.5", KNOWN),
        ("openai:claude-haiku-4-5@20251001", KNOWN),
        ("anthropic:us.anthropic.claude-haiku-4-5-20251001-v1:0", KNOWN),
        ("anthropic:CLAUDE-HAIKU-4-5-LATEST", KNOWN),
    ],
)
def test_a_model_costs_the_same_however_a_proxy_calls_it(pasted: str, model: str) -> None:
    assert PRICES.price(model_choice(pasted, HERE)) == PRICES.price(model_choice(model))
    assert PRICES.knows(model_choice(pasted, HERE))


@pytest.mark.parametrize("name", ["openai:gpt-oss:20b", "openai:my/gpt-4.1-copy", "openai:qwen3:4b"])
def test_a_name_that_only_looks_like_one_with_a_price_is_free_at_home(name: str) -> None:
    assert PRICES.price(model_choice(name, HERE)) == FREE


def test_a_name_without_a_price_is_free_on_ones_own_server_and_the_dearest_elsewhere() -> None:
    assert PRICES.price(model_choice("anthropic:some-model", HERE)) == FREE
    elsewhere = PRICES.price(model_choice("anthropic:some-model"))
    assert elsewhere.answered > PRICES.price(model_choice(KNOWN)).answered
    assert not PRICES.knows(model_choice("anthropic:some-model"))


@pytest.mark.parametrize("words", ["", "date = 2026-01-01", "not a table", '[openai.x]\nasked = "much"'])
def test_a_table_that_cannot_be_read_is_told(tmp_path: Path, words: str) -> None:
    file = tmp_path / "prices.toml"
    file.write_text(words)
    with pytest.raises(BadSetting, match="price table"):
        read_prices(file)
    with pytest.raises(BadSetting, match="price table"):
        read_prices(tmp_path / "none.toml")
