"""Settings come from the environment, and a wrong one is told in a sentence."""

from pathlib import Path

import pytest

from jobwise.errors import BadSetting
from jobwise.settings import ROOT, Settings, is_loopback


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"JOBWISE_{name.upper()}", raising=False)


def test_nothing_set_is_local_mode_beside_the_code() -> None:
    settings = Settings()
    assert (settings.host, settings.port, settings.mode) == ("127.0.0.1", 8501, "local")
    assert settings.database_file == ROOT / "data" / "state" / "jobwise.duckdb"


def test_the_environment_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("JOBWISE_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("JOBWISE_PORT", "9000")
    settings = Settings()
    assert settings.port == 9000
    assert settings.database_file == tmp_path / "jobwise.duckdb"


@pytest.mark.parametrize(
    ("name", "value"),
    [("PORT", "many"), ("PORT", "0"), ("UPLOAD_MB", "-1"), ("READER_SECONDS", "0"), ("MODE", "cloud")],
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


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.0.0.5", "[::1]"])
def test_loopback_names_are_known(host: str) -> None:
    assert is_loopback(host)
