"""Another secret takes the place of the present one, whole or not at all."""

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from pydantic import SecretStr

from jobwise.bootstrap import account_desk, build_services, open_store, rotate_secret
from jobwise.cli import main
from jobwise.domain.account import LOCAL_ACTOR, Actor
from jobwise.domain.audit import Action
from jobwise.domain.model_call import ModelSettings
from jobwise.domain.role import ALL_ROLES
from jobwise.errors import BadSetting, StorageFailed
from jobwise.settings import Settings
from jobwise.store.rotation import NEW_FILE
from jobwise.store.sealing import KEY_FILE
from jobwise.store.work import transactions

FIRST, SECOND = (
    SecretStr("first secret of the tests, long enough"),
    SecretStr("quartz-8_Lm2 second one, long too"),
)
KILLED = """
import os, sys
from pathlib import Path
from sqlalchemy.orm import Session
from jobwise.bootstrap import rotate_secret
from jobwise.settings import Settings
from jobwise.store import rotation

def kill(*_):
    os._exit(9)

settings = Settings(data_dir=Path(sys.argv[1]))
if sys.argv[2] == "before":
    rotation.Sealer.wrapped = kill
else:
    rotation.finish_rotation = kill
rotate_secret(settings, None)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "state"


def put(settings: Settings) -> None:
    database, sealer = open_store(settings)
    with transactions(database, sealer)() as work:
        work.models.save_settings(LOCAL_ACTOR, ModelSettings(run_cap_usd=3.5))
        work.models.save_key(LOCAL_ACTOR, SecretStr("sk-entered"))
    database.close()


def kept(settings: Settings) -> tuple[float, str]:
    database, sealer = open_store(settings)
    try:
        with transactions(database, sealer)() as work:
            key = work.models.key(LOCAL_ACTOR)
            assert key is not None
            return work.models.settings(LOCAL_ACTOR).run_cap_usd, key.get_secret_value()
    finally:
        database.close()


def test_a_given_secret_opens_everything_and_the_former_nothing(folder: Path) -> None:
    before, after = (Settings(data_dir=folder, secret_key=secret) for secret in (FIRST, SECOND))
    put(before)
    data = (folder / "jobwise.duckdb").read_bytes()
    assert rotate_secret(before, SECOND) == 1
    assert kept(after) == (3.5, "sk-entered")
    with pytest.raises(StorageFailed, match="not the one") as refusal:
        open_store(before)
    assert refusal.value.code == "secret"
    assert (folder / "jobwise.duckdb").read_bytes() != data


def test_the_log_says_that_a_secret_took_its_place_and_stays_whole(folder: Path) -> None:
    put(Settings(data_dir=folder, secret_key=FIRST))
    rotate_secret(Settings(data_dir=folder, secret_key=FIRST), SECOND)
    with account_desk(Settings(data_dir=folder, secret_key=SECOND)) as (_, log):
        boss = Actor(id="boss", roles=ALL_ROLES)
        assert [(entry.action, entry.details) for entry in log.everybodys(boss)] == [
            (Action.SECRET_ROTATED, {"keys": "1"})
        ]
        assert log.verify(boss).wrong is None


def test_a_secret_in_the_data_folder_is_made_anew(folder: Path) -> None:
    settings = Settings(data_dir=folder)
    put(settings)
    former = (folder / KEY_FILE).read_bytes()
    assert rotate_secret(settings, None) == 1
    assert (folder / KEY_FILE).read_bytes() != former
    assert (folder / KEY_FILE).stat().st_mode & 0o077 == 0
    assert kept(settings) == (3.5, "sk-entered")


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_kill_leaves_a_secret_that_opens_everything(folder: Path, when: str) -> None:
    settings = Settings(data_dir=folder)
    put(settings)
    former = (folder / KEY_FILE).read_bytes()
    killed = subprocess.run([sys.executable, "-c", KILLED, folder, when], timeout=60, check=False)
    assert killed.returncode == 9
    assert (folder / NEW_FILE).exists()
    assert kept(settings) == (3.5, "sk-entered")
    assert not (folder / NEW_FILE).exists()
    assert ((folder / KEY_FILE).read_bytes() == former) == (when == "before")


def test_a_wrong_present_secret_changes_nothing(folder: Path) -> None:
    put(Settings(data_dir=folder, secret_key=FIRST))
    with pytest.raises(StorageFailed):
        rotate_secret(
            Settings(data_dir=folder, secret_key=SECOND), SecretStr("a third one, which is long enough too")
        )
    assert kept(Settings(data_dir=folder, secret_key=FIRST)) == (3.5, "sk-entered")


def test_it_refuses_the_same_secret_and_none(folder: Path) -> None:
    settings = Settings(data_dir=folder, secret_key=FIRST)
    put(settings)
    with pytest.raises(BadSetting, match="present one"):
        rotate_secret(settings, FIRST)
    with pytest.raises(BadSetting, match="no new secret"):
        rotate_secret(settings, None)


def test_a_lost_secret_file_is_told_at_the_start(folder: Path) -> None:
    settings = Settings(data_dir=folder)
    put(settings)
    (folder / KEY_FILE).unlink()
    with pytest.raises(StorageFailed, match="sealed with"):
        open_store(settings)


def seal_with_first(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Something sealed, and the environment of who then calls the command."""
    put(Settings(data_dir=folder, secret_key=FIRST))
    monkeypatch.setenv("JOBWISE_DATA_DIR", str(folder))
    monkeypatch.setenv("JOBWISE_SECRET_KEY", FIRST.get_secret_value())


def test_the_command_takes_a_secret_from_standard_input(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seal_with_first(folder, monkeypatch)
    done = CliRunner().invoke(
        main, ["secret", "rotate", "--from", "-"], input=f"{SECOND.get_secret_value()}\n"
    )
    assert (done.exit_code, done.stderr) == (0, "")
    assert "JOBWISE_SECRET_KEY" in done.stdout
    assert SECOND.get_secret_value() not in done.output
    assert kept(Settings(data_dir=folder, secret_key=SECOND)) == (3.5, "sk-entered")


def test_the_command_refuses_a_short_secret(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JOBWISE_DATA_DIR", str(folder))
    done = CliRunner().invoke(main, ["secret", "rotate", "--from", "-"], input="short\n")
    assert done.exit_code == 1
    assert "32 characters" in done.stderr


def test_the_command_refuses_while_a_dashboard_has_the_file(folder: Path) -> None:
    services = build_services(Settings(data_dir=folder, reader_workers=1))
    former = (folder / KEY_FILE).read_bytes()
    done = subprocess.run(
        [sys.executable, "-m", "jobwise", "secret", "rotate"],
        env={"JOBWISE_DATA_DIR": str(folder), "PYTHONPATH": ":".join(sys.path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    services.close()
    assert done.returncode == 1
    assert "already running" in done.stderr
    assert (folder / KEY_FILE).read_bytes() == former


def test_a_new_secret_that_is_easy_to_guess_is_refused_before_anything_is_changed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seal_with_first(folder, monkeypatch)
    done = CliRunner().invoke(main, ["secret", "rotate", "--from", "-"], input="a" * 40)
    assert done.exit_code == 1
    assert "easy to guess" in done.stderr
    monkeypatch.setenv("JOBWISE_NEW_SECRET_KEY", "a" * 40)
    assert CliRunner().invoke(main, ["secret", "rotate"]).exit_code == 1
    monkeypatch.delenv("JOBWISE_NEW_SECRET_KEY")
    assert kept(Settings(data_dir=folder, secret_key=FIRST)) == (3.5, "sk-entered")
