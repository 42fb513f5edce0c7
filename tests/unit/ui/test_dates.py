"""In which zone a person's days are."""

from types import SimpleNamespace

import pytest

from jobwise.ui import dates


@pytest.mark.parametrize(
    ("said", "zone"),
    [
        ("Europe/Lisbon", "Europe/Lisbon"),
        (None, "UTC"),
        ("", "UTC"),
        ("Etc/Unknown", "UTC"),
        ("../etc/passwd", "UTC"),
        ("Europe", "UTC"),
        ("a\0b", "UTC"),
    ],
)
def test_a_zone_that_nobody_knows_is_utc(
    monkeypatch: pytest.MonkeyPatch, said: str | None, zone: str
) -> None:
    monkeypatch.setattr(dates.st, "context", SimpleNamespace(timezone=said))
    assert dates.zone_here() == zone
