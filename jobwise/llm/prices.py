"""What models cost, from a table that anyone can edit (`data/prices.toml`)."""

import datetime as dt
import ipaddress
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import TypeAdapter, ValidationError

from jobwise.domain.model_call import ModelChoice, Price
from jobwise.errors import BadSetting

_TABLE = TypeAdapter(dict[str, dict[str, Price]])
_BEFORE = re.compile(r"^.*(?:/|\b(?:openai|anthropic)\.)")
_BEHIND = re.compile(r"(?:[-@](?:\d{4}-?\d{2}-?\d{2}|latest))?(?:-v\d+)?(?::\w+)?$")
FREE = Price(asked=0, cached=0, stored=0, answered=0)


class Prices:
    """The table, its date and where its figures come from."""

    def __init__(self, table: Mapping[str, Mapping[str, Price]], date: dt.date, source: str) -> None:
        self.date, self.source = date, source
        self._table = {
            provider: {_bare(name): price for name, price in prices.items()}
            for provider, prices in table.items()
        }

    def price(self, choice: ModelChoice) -> Price:
        """The price of a model; nothing for a name without a price on a server of one's own.

        *Why its price where it has one:* a proxy on one's own network passes calls on to whom they are paid.
        *Why the dearest for other names elsewhere:* a cap must never be passed unseen.
        """
        price = self._known(choice)
        if price or is_own(choice.base_url):
            return price or FREE
        known = self._table.get(choice.provider, {})
        return max(known.values(), key=lambda each: each.answered, default=FREE)

    def knows(self, choice: ModelChoice) -> bool:
        """Whether the table has this model."""
        return self._known(choice) is not None

    def _known(self, choice: ModelChoice) -> Price | None:
        """*Why in every table:* a proxy speaks one provider's protocol and passes calls on to another."""
        name, own = _bare(choice.model), self._table.get(choice.provider, {})
        return next((prices[name] for prices in (own, *self._table.values()) if name in prices), None)


def _bare(name: str) -> str:
    """A model's name without what resellers and proxies write before and behind it, in one spelling:
    "Anthropic/Claude-Haiku-4.5" and "us.anthropic.claude-haiku-4-5-20251001-v1:0" are one model."""
    return _BEHIND.sub("", _BEFORE.sub("", name.casefold()), count=1).replace(".", "-")


def is_own(base_url: str) -> bool:
    """Whether an address is this computer's or one of the network around it, where nothing is billed."""
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
