"""Settings come from the environment, and a wrong one is told in a sentence."""

import secrets
from pathlib import Path

import pytest

from jobwise.errors import BadSetting
from jobwise.settings import ROOT, Settings, is_loopback, is_weak


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"JOBWISE_{name.upper()}", raising=False)


def test_nothing_set_is_local_mode_beside_the_code() -> None:
    settings = Settings()
    assert (settings.host, settings.port, settings.auth) == ("127.0.0.1", 8501, "local")
    assert settings.database_file == ROOT / "data" / "state" / "jobwise.duckdb"


def test_the_environment_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("JOBWISE_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("JOBWISE_PORT", "9000")
    settings = Settings()
    assert settings.port == 9000
    assert settings.database_file == tmp_path / "jobwise.duckdb"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "many"),
        ("PORT", "0"),
        ("UPLOAD_MB", "-1"),
        ("READER_SECONDS", "0"),
        ("AUTH", "cloud"),
        ("PUBLIC_URL", "jobwise"),
        ("SMTP_TLS", "some"),
    ],
)
def test_a_wrong_value_is_named_and_not_repeated(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"JOBWISE_{name}", value)
    with pytest.raises(BadSetting) as refusal:
        Settings()
    assert f"JOBWISE_{name}" in refusal.value.title
    assert refusal.value.message


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "::", "example.org", ""])
def test_local_mode_refuses_a_host_that_others_can_reach(host: str) -> None:
    with pytest.raises(BadSetting, match="JOBWISE_HOST"):
        Settings(host=host)


STRONG = "Rk3vX9_tLq0bZs7WmYc2Ng8HdUf5Pj1E"


def accounts(**given: object) -> Settings:
    return Settings(**{"auth": "accounts", "secret_key": STRONG, **given})


def test_with_accounts_other_computers_may_reach_it() -> None:
    settings = accounts(host="0.0.0.0", public_url="https://jobwise.example.org/")
    assert settings.base_url == "https://jobwise.example.org"


def test_without_a_public_address_people_open_the_host_itself() -> None:
    assert accounts(port=9000).base_url == "http://localhost:9000"
    assert accounts(host="::1").base_url == "http://[::1]:8501"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"secret_key": None}, "SECRET_KEY is missing"),
        ({"secret_key": "short"}, "SECRET_KEY is wrong"),
        ({"secret_key": "a" * 40}, "SECRET_KEY is easy to guess"),
        ({"secret_key": "Rk3vX9_tLq0bZs7W" * 3}, "SECRET_KEY is easy to guess"),
        ({"secret_key": "CHANGE-ME-" + STRONG}, "SECRET_KEY is easy to guess"),
        ({"host": "0.0.0.0"}, "PUBLIC_URL is missing"),
        ({"smtp_host": "localhost"}, "SMTP_FROM is missing"),
        ({"smtp_host": "mail.example.org", "smtp_from": "a@example.org", "smtp_tls": "none"}, "SMTP_TLS"),
    ],
)
def test_accounts_do_not_start_on_settings_that_let_others_in(given: dict[str, object], told: str) -> None:
    with pytest.raises(BadSetting, match=told) as refusal:
        accounts(**given)
    assert STRONG not in str(refusal.value)


def test_a_secret_made_by_chance_is_strong_enough() -> None:
    assert not any(is_weak(secrets.token_urlsafe(32)) for _ in range(1000))
    assert not any(is_weak(secrets.token_hex(32)) for _ in range(1000))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.0.0.5", "[::1]"])
def test_loopback_names_are_known(host: str) -> None:
    assert is_loopback(host)
