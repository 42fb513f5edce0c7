"""The only reader of the environment. Every setting is a variable with the prefix JOBWISE_."""

import ipaddress
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from jobwise.errors import BadSetting

ROOT = Path(__file__).resolve().parents[1]
PREFIX = "JOBWISE_"


class Settings(BaseSettings):
    """What can be set. Sizes are in MB, times in seconds."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="forbid")

    mode: Literal["local"] = "local"
    """`local`: one person, no log-in, reachable from this computer alone."""
    data_dir: Path = ROOT / "data" / "state"
    """The folder of the database file and of the runs' state."""
    database_url: str = ""
    """Any SQLAlchemy URL; empty is a DuckDB file in `data_dir`."""
    samples_dir: Path = ROOT / "data" / "samples"
    """The folder of the sample résumé and the sample ad."""
    host: str = "127.0.0.1"
    port: int = Field(8501, ge=1, le=65535)
    upload_mb: int = Field(10, ge=1, le=10)
    """Largest file that can be uploaded; readers take no larger ones than 10 MB."""
    reader_workers: int = Field(2, ge=1, le=64)
    """Processes that read uploaded files."""
    reader_seconds: float = Field(10.0, gt=0, le=600)
    """How long a file may take to be read."""
    reader_memory_mb: int = Field(512, ge=256, le=65536)
    """Memory of a reading process."""
    runs_at_once: int = Field(2, ge=1, le=64)
    """How many applications this process works on at the same time."""
    runs_per_person: int = Field(2, ge=1, le=64)
    """How many of those may be one person's, on all machines."""
    machine: str = Field("jobwise", min_length=1, max_length=64)
    """The name of this process among those that share a PostgreSQL; the same after a restart."""

    def __init__(self, **values: Any) -> None:
        """Read the environment; `values` go before it. Raises: BadSetting."""
        try:
            super().__init__(**values)
        except ValidationError as error:
            raise _bad_setting(error) from error

    @model_validator(mode="after")
    def _local_is_loopback(self) -> "Settings":
        if self.mode == "local" and not is_loopback(self.host):
            raise ValueError(_LOOPBACK)
        return self

    @property
    def database_file(self) -> Path:
        """The DuckDB file that is used when no URL is set."""
        return self.data_dir.resolve() / "jobwise.duckdb"


def is_loopback(host: str) -> bool:
    """Whether a host name or address means this computer alone."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


_LOOPBACK = "local mode has no log-in and listens on this computer alone"


def _bad_setting(error: ValidationError) -> BadSetting:
    """The first wrong value as a sentence. *Why never the value itself:* it may hold a password."""
    first = error.errors(include_url=False, include_input=False)[0]
    if _LOOPBACK in first["msg"]:
        return BadSetting(
            f"{PREFIX}HOST must be 127.0.0.1 or localhost",
            "Without a log-in, JobWise listens on this computer alone. Remove the setting.",
            code="host",
        )
    name = PREFIX + "_".join(str(part) for part in first["loc"]).upper()
    reason = first["msg"][:1].lower() + first["msg"][1:]
    return BadSetting(
        f"{name} is wrong: {reason}", "Change it, or remove it to use the default.", code="setting"
    )
