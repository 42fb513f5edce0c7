"""What a model's words cost by the table that is shipped."""

import tomllib
from pathlib import Path

import pytest

from jobwise.domain.model_call import ModelChoice
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


def free(name: str, url: str) -> ModelChoice:
    """A model of which the person said that it costs nothing."""
    return model_choice(name, url).model_copy(update={"free": True})


@pytest.mark.parametrize("url", ["", HERE, "http://192.168.1.7:8000/v1", "https://models.example.com/v1"])
@pytest.mark.parametrize("name", ["openai:gpt-oss:20b", "openai:my/gpt-4.1-copy", "anthropic:some-model"])
def test_a_name_without_a_price_is_held_at_the_dearest_of_all_tables(name: str, url: str) -> None:
    choice = model_choice(name, url)
    assert not PRICES.knows(choice)
    price = PRICES.price(choice)
    with Settings().prices_file.open("rb") as file:
        tables = [table for table in tomllib.load(file).values() if isinstance(table, dict)]
    for kind in ("asked", "cached", "stored", "answered"):
        assert getattr(price, kind) == max(entry[kind] for table in tables for entry in table.values())


def test_a_model_costs_nothing_where_the_person_says_so_on_their_own_network_alone() -> None:
    assert PRICES.price(free("openai:qwen3:4b", HERE)) == FREE
    assert PRICES.knows(free("openai:qwen3:4b", HERE))
    for name, url in ((KNOWN, HERE), (KNOWN, ""), ("openai:qwen3:4b", "https://models.example.com/v1")):
        assert PRICES.price(free(name, url)) == PRICES.price(model_choice(name, url)) != FREE


A_TABLE = 'date = 2026-01-01\nsource = "a page"\n[openai.x]\ncached = 1\nstored = 1\nanswered = 1\nasked = '


def test_a_table_of_ones_own_is_read(tmp_path: Path) -> None:
    file = tmp_path / "prices.toml"
    file.write_text(f"{A_TABLE}2")
    assert read_prices(file).price(model_choice("openai:x")).asked == 2


@pytest.mark.parametrize(
    "words",
    [
        "",
        "date = 2026-01-01",
        "not a table",
        '[openai.x]\nasked = "much"',
        *(f"{A_TABLE}{number}" for number in ("nan", "inf", "-1")),
    ],
)
def test_a_table_that_cannot_be_read_is_told(tmp_path: Path, words: str) -> None:
    file = tmp_path / "prices.toml"
    file.write_text(words)
    with pytest.raises(BadSetting, match="price table"):
        read_prices(file)
    with pytest.raises(BadSetting, match="price table"):
        read_prices(tmp_path / "none.toml")
