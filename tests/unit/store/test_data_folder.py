"""Other accounts of the machine see nothing of the data folder."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from jobwise.bootstrap import open_store
from jobwise.settings import Settings
from jobwise.store.data_folder import keep_private

pytestmark = pytest.mark.skipif(os.name != "posix", reason="other systems have no such modes")


@pytest.fixture(autouse=True)
def open_umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


def modes(folder: Path) -> set[int]:
    return {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}


def test_a_new_folder_and_its_files_are_for_their_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "state"
    for _ in range(2):
        database, _ = open_store(Settings(data_dir=folder))
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert modes(folder) == {0o600}
        database.close()


def test_what_was_open_is_narrowed_and_what_is_not_ours_stays(tmp_path: Path) -> None:
    folder = tmp_path / "state"
    folder.mkdir(0o755)
    for name in ("jobwise.duckdb", "jobwise.duckdb.wal", "runs.sqlite-wal", "secret.key", "notes.txt"):
        (folder / name).write_bytes(b"")
    keep_private(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {path.name for path in folder.iterdir() if path.stat().st_mode & 0o077} == {"notes.txt"}


def test_a_folder_of_everybodys_stays_theirs(tmp_path: Path) -> None:
    tmp_path.chmod(0o1777)
    keep_private(tmp_path)
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o1777
