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
