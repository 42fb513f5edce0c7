"""What people paste as the address of a server or the name of a model, in the one form that is compared.

*Why one form:* price, key and consent hang on the address, and `HTTPS://API.OpenAI.com:443/v1/` is no other
server than `https://api.openai.com/v1`.
"""

import ipaddress
import re
import unicodedata
from urllib.parse import SplitResult, urlsplit

from jobwise.errors import BadSetting

_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*")
_PATH = re.compile(r"[!$&-;=@-Z_a-z~%]*")
"""RFC 3986, 3.3: the signs of a path."""


def shown(pasted: str) -> str:
    """What is seen of a pasted text: without the signs that have no width, and without spaces at its ends."""
    return "".join(sign for sign in pasted if unicodedata.category(sign) != "Cf").strip()


def one_form(pasted: str) -> str:
    """An address in the form that is kept and compared. Raises: BadSetting for one that leads nowhere."""
    try:
        parts = urlsplit(shown(pasted))
        scheme, port = parts.scheme.lower(), parts.port
    except ValueError as error:  # a port that is no number, a bracket that is left open
        raise _no_address() from error
    if scheme not in _PORTS or "@" in parts.netloc or parts.query or parts.fragment:
        raise _no_address()
    host, path = _host(parts), parts.path.rstrip("/")
    if not _PATH.fullmatch(path):
        raise _no_address()
    return f"{scheme}://{host}{'' if port in (None, _PORTS[scheme]) else f':{port}'}{path}"


def _host(parts: SplitResult) -> str:
    """The host in small ASCII letters. *Why:* letters that only look like a provider's are seen to differ."""
    name = (parts.hostname or "").removesuffix(".")
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        pass
    else:
        return f"[{address}]" if address.version == 6 else str(address)
    try:
        name = name.encode("idna").decode().lower()
    except UnicodeError as error:
        raise _no_address() from error
    if not _HOST.fullmatch(name):
        raise _no_address()
    return name


def _no_address() -> BadSetting:
    return BadSetting(
        "This address leads to no server",
        "Begin it with https://, or with http:// for a model of your own such as http://localhost:11434/v1. "
        "It has no name, password, key or space in it. Leave it empty for the provider's own.",
        code="model-url",
    )
