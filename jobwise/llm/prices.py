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
_DATED = re.compile(r"-(?:\d{4}-?\d{2}-?\d{2}|latest)")
FREE = Price(asked=0, cached=0, stored=0, answered=0)


class Prices:
    """The table, its date and where its figures come from."""

    def __init__(self, table: Mapping[str, Mapping[str, Price]], date: dt.date, source: str) -> None:
        self._table, self.date, self.source = table, date, source

    def price(self, choice: ModelChoice) -> Price:
        """The price of a model; nothing for a name without a price on a server of one's own.

        *Why its price where it has one:* a proxy on one's own network passes calls on to whom they are paid.
        *Why the dearest for other names elsewhere:* a cap must never be passed unseen.
        """
        known = self._table.get(choice.provider, {})
        price = known.get(choice.model) or known.get(_DATED.sub("", choice.model))
        if price or is_own(choice.base_url):
            return price or FREE
        return max(known.values(), key=lambda each: each.answered, default=FREE)

    def knows(self, choice: ModelChoice) -> bool:
        """Whether the table has this model."""
        return _DATED.sub("", choice.model) in self._table.get(choice.provider, {})


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
