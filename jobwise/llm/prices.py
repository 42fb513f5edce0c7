"""What models cost, from a table that anyone can edit (`data/prices.toml`)."""

import datetime as dt
import ipaddress
import tomllib
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import TypeAdapter, ValidationError

from jobwise.domain.model_call import ModelChoice, Price, bare_name
from jobwise.errors import BadSetting

_TABLE = TypeAdapter(dict[str, dict[str, Price]])
_KINDS = ("asked", "cached", "stored", "answered")
FREE = Price(asked=0, cached=0, stored=0, answered=0)


class Prices:
    """The table, its date and where its figures come from."""

    def __init__(self, table: Mapping[str, Mapping[str, Price]], date: dt.date, source: str) -> None:
        self.date, self.source = date, source
        self._table = {
            provider: {bare_name(name): price for name, price in prices.items()}
            for provider, prices in table.items()
        }
        every = [price for prices in self._table.values() for price in prices.values()]
        dearest = {kind: max((getattr(price, kind) for price in every), default=0.0) for kind in _KINDS}
        self._dearest = Price(**dearest)

    def price(self, choice: ModelChoice) -> Price:
        """The price of a model, and the dearest of all where nobody knows it.

        *Why so on one's own network too:* a proxy there passes calls on to whom they are paid.
        """
        return self._known(choice) or self._dearest

    def knows(self, choice: ModelChoice) -> bool:
        """Whether the price is known: from the table, or because the person said that it is nothing."""
        return self._known(choice) is not None

    def public_name(self, choice: ModelChoice) -> str:
        """What the table calls a model, "" where it does not have it."""
        name = bare_name(choice.model)
        return name if any(name in prices for prices in self._table.values()) else ""

    def _known(self, choice: ModelChoice) -> Price | None:
        """*Why in every table:* a proxy speaks one provider's protocol and passes calls on to another."""
        name, own = bare_name(choice.model), self._table.get(choice.provider, {})
        price = next((prices[name] for prices in (own, *self._table.values()) if name in prices), None)
        said = FREE if choice.free and is_own(choice.base_url) else None
        return price or said


def is_own(base_url: str) -> bool:
    """Whether an address is this computer's or one of the network around it."""
    host = urlsplit(base_url).hostname or ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host == "localhost" or host.endswith((".localhost", ".local", ".internal"))
    inner = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return (inner or address).is_private  # an address of the network outside can be written as one of IPv6


def read_prices(file: Path) -> Prices:
    """Read the table. Raises: BadSetting when it is not there or cannot be read."""
    try:
        data = tomllib.loads(file.read_text("utf-8"))
        date, source = data.pop("date"), data.pop("source")
        return Prices(_TABLE.validate_python(data), date, source)
    except (OSError, tomllib.TOMLDecodeError, KeyError, ValidationError) as error:
        raise BadSetting(
            "The price table cannot be read",
            f"Look at {file.name}, or bring back the one that came.",
            code="prices",
        ) from error
