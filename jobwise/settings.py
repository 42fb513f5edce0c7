"""The only reader of the environment. Every setting is a variable with the prefix JOBWISE_."""

import ipaddress
import re
from pathlib import Path
from typing import Any, Literal

from pydantic import AliasChoices, Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from jobwise.errors import BadSetting
from jobwise.log_lines import LogStyle

ROOT = Path(__file__).resolve().parents[1]
GOLDEN = ROOT / "data" / "golden"
"""The golden sets that come with JobWise, and what made-up cases are made from."""
PREFIX = "JOBWISE_"
FEWEST_OF_SECRET = 32
FEWEST_DIFFERENT = 10
PLACEHOLDERS = (
    "changeme change-me change_me secret password passphrase placeholder example insecure default jobwise "
    "12345678 01234567 abcdefgh qwertyui replace-me replace_me your-key your_key"
).split()
"""What stands in copied instructions in the place of a secret, in small letters."""

_REDIS = re.compile(r"rediss?://[^/\s]")
_ORIGIN = re.compile(r"https?://[a-z0-9._\[\]:-]+")


class Settings(BaseSettings):
    """What can be set. Sizes are in MB, times in seconds."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="forbid", populate_by_name=True)

    auth: Literal["local", "accounts"] = "local"
    """`local`: one person, no log-in, reachable from this computer alone. `accounts`: people log in."""
    data_dir: Path = ROOT / "data" / "state"
    """The folder of the database file and of the runs' state."""
    database_url: str = ""
    """Any SQLAlchemy URL; empty is a DuckDB file in `data_dir`."""
    samples_dir: Path = ROOT / "data" / "samples"
    """The folder of the sample résumé and the sample ad."""
    log: LogStyle = "text"
    """How the log is written: lines for people, or a JSON object a line, with one for each request."""
    host: str = "127.0.0.1"
    port: int = Field(8501, ge=1, le=65535)
    upload_mb: int = Field(10, ge=1, le=10)
    """Largest file that can be uploaded; readers take no larger ones than 10 MB."""
    fetch_pages: bool = True
    """Whether job ads are fetched when somebody gives their address."""
    fetch_hosts: str = ""
    """The only sites that ads are fetched from, by commas, with what stands below them; empty: all."""
    reader_workers: int = Field(2, ge=1, le=64)
    """Processes that read uploaded files."""
    reader_seconds: float = Field(10.0, gt=0, le=600)
    """How long a file may take to be read."""
    reader_memory_mb: int = Field(512, ge=256, le=65536)
    """Memory of a reading process."""
    prices_file: Path = ROOT / "data" / "prices.toml"
    """What language models cost."""
    secret_key: SecretStr | None = None
    """What secrets are sealed with before they are stored; without it a key is made in `data_dir`."""
    new_secret_key: SecretStr | None = None
    """The secret that `jobwise secret rotate` puts in the place of the present one."""
    retention_days: int | None = Field(None, ge=1, le=36500)
    """After so many days untouched, applications and profiles are deleted; without it nothing is."""
    openai_api_key: SecretStr | None = Field(
        None, validation_alias=AliasChoices("JOBWISE_OPENAI_API_KEY", "OPENAI_API_KEY")
    )
    anthropic_api_key: SecretStr | None = Field(
        None, validation_alias=AliasChoices("JOBWISE_ANTHROPIC_API_KEY", "ANTHROPIC_API_KEY")
    )
    """Keys of providers, for who enters none in *Settings*. No word is sent before somebody agreed to it."""
    model_key: SecretStr | None = None
    """The command line's key for a model that is not at its provider's own address."""
    model_addresses: str = ""
    """Where people with accounts may use models beside the providers' own addresses, by commas."""
    model_seconds: float = Field(60.0, gt=0, le=600)
    """How long a model's server may be silent."""
    model_deadline: float = Field(180.0, gt=0, le=3600)
    """How long the calls of a model may take in one run, with all their tries."""
    runs_at_once: int = Field(2, ge=1, le=64)
    """How many applications this process works on at the same time."""
    runs_per_person: int = Field(2, ge=1, le=64)
    """How many of those may be one person's, on all machines."""
    sign_up: Literal["open", "invitation", "closed"] = "invitation"
    """Who may make an account: anybody, who was invited, or nobody but an administrator for others."""
    session_idle_minutes: int = Field(120, ge=5, le=43_200)
    """A log-in that nobody uses ends after so long."""
    session_hours: int = Field(168, ge=1, le=8_760)
    """A log-in ends after so long, however much it is used."""
    public_url: str = Field("", pattern=r"^(https?://[^/?#@\s]+)?/?$")
    """The address that people open, for links in mails: "https://jobwise.example.org"."""
    trusted_proxies: str = ""
    """Addresses of the proxies in front, by commas. They are believed when they say who asks."""
    totp_issuer: str = Field("JobWise", min_length=1, max_length=64, pattern=r"^[^:]+$")
    """What authenticator apps call this JobWise."""
    oidc_metadata_url: str = ""
    """The "/.well-known/openid-configuration" of a provider by which people log in too."""
    oidc_client_id: str = ""
    oidc_client_secret: SecretStr | None = None
    oidc_name: str = Field("your organisation", min_length=1, max_length=64)
    """What the button says after "Log in with"."""
    smtp_host: str = ""
    """The server that sends mail; without one, an administrator hands out links."""
    smtp_port: int = Field(587, ge=1, le=65535)
    smtp_user: str = ""
    smtp_password: SecretStr | None = None
    smtp_from: str = ""
    smtp_tls: Literal["starttls", "tls", "none"] = "starttls"
    """`none` is for a mail server on this computer alone."""
    redis_url: SecretStr | None = None
    """A Redis in which machines share limits and what need not be worked out twice: "redis://host:6379/0".
    Without one, each process counts for itself."""
    api_per_person: int = Field(1_200, ge=1, le=10_000_000)
    """How many requests a person's programs may send in a minute."""
    api_per_key: int = Field(600, ge=1, le=10_000_000)
    """How many of those by one API key or log-in."""
    api_per_address: int = Field(1_200, ge=1, le=10_000_000)
    """How many requests may come from one address in a minute, whoever sends them."""
    api_log_ins: int = Field(20, ge=1, le=1_000_000)
    """How many log-ins of programs may come from one address in a minute."""
    api_fetches: int = Field(120, ge=1, le=1_000_000)
    """How many pages and job boards a person's programs may have fetched in an hour."""
    api_runs: int = Field(60, ge=1, le=1_000_000)
    """How many applications a person's programs may start in an hour."""
    cors_origins: str = ""
    """Sites whose pages may call the API, by commas, each like "https://app.example.org"; empty: none."""
    api_key: SecretStr | None = None
    """What `jobwise mcp` shows to the JobWise that it asks."""
    machine: str = Field("jobwise", min_length=1, max_length=64)
    """The name of this process among those that share a PostgreSQL; the same after a restart."""

    def __init__(self, **values: Any) -> None:
        """Read the environment; `values` go before it. Raises: BadSetting."""
        try:
            super().__init__(**values)
        except ValidationError as error:
            raise _bad_setting(error) from error

    @model_validator(mode="after")
    def _fits_together(self) -> "Settings":
        if self.auth == "local":
            _check_local(self)
        else:
            _check_accounts(self)
        return self

    @field_validator("retention_days", mode="before")
    @classmethod
    def _empty_is_for_ever(cls, days: object) -> object:
        return None if days == "" else days

    @field_validator("secret_key", "new_secret_key")
    @classmethod
    def _long_enough(cls, secret: SecretStr | None) -> SecretStr | None:
        if secret is not None and len(secret.get_secret_value()) < FEWEST_OF_SECRET:
            raise ValueError(f"it needs {FEWEST_OF_SECRET} characters or more")
        return secret

    @field_validator("new_secret_key")
    @classmethod
    def _not_weak(cls, secret: SecretStr | None) -> SecretStr | None:
        if secret is not None and is_weak(secret.get_secret_value()):
            raise ValueError("it is easy to guess: use one that was made by chance")
        return secret

    @field_validator("redis_url", mode="before")
    @classmethod
    def _empty_is_none(cls, url: object) -> object:
        return url or None

    @field_validator("redis_url")
    @classmethod
    def _is_redis(cls, url: SecretStr | None) -> SecretStr | None:
        if url is not None and not _REDIS.match(url.get_secret_value()):
            raise ValueError("write it as redis://host:6379/0, or rediss:// for one over TLS")
        return url

    @field_validator("cors_origins")
    @classmethod
    def _are_origins(cls, origins: str) -> str:
        if not all(_ORIGIN.fullmatch(origin) for origin in _by_commas(origins)):
            raise ValueError("write each as https://app.example.org, without a path and without *")
        return origins

    @property
    def allowed_origins(self) -> tuple[str, ...]:
        """Sites whose pages may call the API."""
        return tuple(_by_commas(self.cors_origins))

    @property
    def own_keys(self) -> dict[str, SecretStr]:
        """Provider -> key from the environment."""
        keys = {"openai": self.openai_api_key, "anthropic": self.anthropic_api_key}
        return {provider: key for provider, key in keys.items() if key}

    @property
    def base_url(self) -> str:
        """The address that people open, without a slash at its end."""
        host = "localhost" if self.host == "127.0.0.1" else self.host
        shown = f"[{host}]" if ":" in host and not host.startswith("[") else host
        return self.public_url.rstrip("/") or f"http://{shown}:{self.port}"

    @property
    def tls(self) -> bool:
        """Whether people come over TLS, which a proxy in front ends."""
        return self.base_url.startswith("https:")

    @property
    def database_file(self) -> Path:
        """The DuckDB file that is used when no URL is set."""
        return self.data_dir.resolve() / "jobwise.duckdb"


def _by_commas(words: str) -> list[str]:
    return words.replace(",", " ").split()


def new_secret(data: bytes) -> SecretStr:
    """A secret from a file, without the end of its line. Raises: BadSetting."""
    secret = data.decode("utf-8", "replace").strip()
    if len(secret) < FEWEST_OF_SECRET:
        raise BadSetting(
            f"The new secret needs {FEWEST_OF_SECRET} characters or more",
            "Make a longer one, such as with: openssl rand -base64 32",
            code="weak-secret",
        )
    if is_weak(secret):
        raise BadSetting("The new secret is easy to guess", _MAKE_ONE, code="weak-secret")
    return SecretStr(secret)


def is_loopback(host: str) -> bool:
    """Whether a host name or address means this computer alone."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def is_weak(secret: str) -> bool:
    """Whether somebody could guess a secret: few different characters, one piece again and again, a
    placeholder of some instructions."""
    repeated = secret in (secret + secret)[1:-1]
    small = secret.lower()
    return repeated or len(set(secret)) < FEWEST_DIFFERENT or any(word in small for word in PLACEHOLDERS)


def _check_local(settings: Settings) -> None:
    if not is_loopback(settings.host):
        raise BadSetting(
            f"{PREFIX}HOST must be 127.0.0.1 or localhost",
            "Without a log-in, JobWise listens on this computer alone. Remove the setting, or set "
            f"{PREFIX}AUTH=accounts to have people log in.",
            code="host",
        )
    if settings.cors_origins:
        raise BadSetting(
            f"{PREFIX}CORS_ORIGINS needs accounts",
            "Without a log-in, every page of these sites could do all that you can. Remove the setting, or "
            f"set {PREFIX}AUTH=accounts.",
            code="cors",
        )


def _check_accounts(settings: Settings) -> None:
    if settings.secret_key is None:
        raise BadSetting(
            f"{PREFIX}SECRET_KEY is missing",
            f"With accounts, a secret is needed. {_MAKE_ONE}",
            code="no-secret",
        )
    if is_weak(settings.secret_key.get_secret_value()):
        raise BadSetting(
            f"{PREFIX}SECRET_KEY is easy to guess",
            f"Use one that was made by chance. {_MAKE_ONE}",
            code="secret",
        )
    if not settings.public_url and not is_loopback(settings.host):
        raise BadSetting(
            f"{PREFIX}PUBLIC_URL is missing",
            "Set it to the address that people open, such as https://jobwise.example.org.",
            code="public-url",
        )
    if settings.smtp_host:
        _check_mail(settings)
    if settings.oidc_metadata_url and not (settings.oidc_client_id and settings.oidc_client_secret):
        raise BadSetting(
            f"{PREFIX}OIDC_CLIENT_ID or {PREFIX}OIDC_CLIENT_SECRET is missing",
            "Set both to what the provider gave you for this JobWise.",
            code="oidc",
        )


def _check_mail(settings: Settings) -> None:
    if "@" not in settings.smtp_from:
        raise BadSetting(
            f"{PREFIX}SMTP_FROM is missing", "Set it to the address that mails come from.", code="smtp-from"
        )
    if settings.smtp_tls == "none" and not is_loopback(settings.smtp_host):
        raise BadSetting(
            f"{PREFIX}SMTP_TLS is none, and {PREFIX}SMTP_HOST is another computer",
            "Links to set passwords would go over the network in the open. Use starttls or tls.",
            code="smtp-tls",
        )


_MAKE_ONE = 'Make it with: python -c "import secrets; print(secrets.token_urlsafe(48))"'


def _bad_setting(error: ValidationError) -> BadSetting:
    """The first wrong value as a sentence. *Why never the value itself:* it may hold a password."""
    first = error.errors(include_url=False, include_input=False)[0]
    name = PREFIX + "_".join(str(part) for part in first["loc"]).upper()
    reason = first["msg"][:1].lower() + first["msg"][1:]
    return BadSetting(
        f"{name} is wrong: {reason}", "Change it, or remove it to use the default.", code="setting"
    )
